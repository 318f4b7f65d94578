"""The pages that are written by hand and filled from the models: the rules of the language, and its values."""

import re
from collections.abc import Callable, Mapping
from importlib.resources import files

from datamap.model.base import Frozen
from datamap.model.durations import Bound, Moment, Unit
from datamap.model.keys import key_of
from datamap.model.records import KINDS, Records
from datamap.pages.page import Page
from datamap.pages.reference.entries import section
from datamap.pages.reference.homes import INDEX, OF_VALUES, VALUES, kind_page, link
from datamap.pages.reference.words import inline, table

_PLACE = re.compile(r"^\{(\w+)\}$", re.MULTILINE)
_MOMENTS = {
    Moment.SESSION: "until the browser is closed",
    Moment.AT_ONCE: "without waiting",
    Moment.PERSISTENT: "until somebody removes it",
    Moment.INDEFINITELY: "without an end",
}


def index_page() -> Page:
    """Return the first page of the language: its rules, and the list of kinds."""
    return Page(path=INDEX, title="The language", markdown=_filled("language", {"kinds": _kinds}))


def values_page() -> Page:
    """Return the page of the values: how periods, flows, retention, bases, transfers and contacts are written."""
    made: dict[str, Callable[[], str]] = {model.__name__: _section(model) for model in OF_VALUES}
    return Page(path=VALUES, title="Values", markdown=_filled("values", {**made, "periods": _periods}))


def _filled(name: str, made: Mapping[str, Callable[[], str]]) -> str:
    """Return the text of a file of `prose/` with each `{name}` that has a line to itself replaced."""
    text = files("datamap.pages.reference").joinpath("prose", f"{name}.md").read_text(encoding="utf-8")
    return _PLACE.sub(lambda match: made[match[1]](), text)


def _section(model: type[Frozen]) -> Callable[[], str]:
    return lambda: "\n".join(section(model, VALUES, 3)).rstrip()


def _kinds() -> str:
    rows = []
    for kind in KINDS:
        key = key_of(Records, kind)
        address = link(INDEX, kind_page(kind))
        rows.append((f"[{inline(f'`{kind}`')}]({address})", inline(key.description), inline(key.law)))
    return table(("kind", "holds", "law"), rows)


def _periods() -> str:
    units = ", ".join(inline(f"`{unit.value}`") for unit in Unit)
    bounds = ", ".join(inline(f"`{bound.value}`") for bound in Bound if bound.value)
    words = table(("word", "means"), [(inline(f"`{moment.value}`"), _MOMENTS[moment]) for moment in Moment])
    return f"Units, in the singular or the plural: {units}.\nIn front: {bounds}.\n\n{words}"
