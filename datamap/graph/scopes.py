"""Where a statement holds, in words: what its `only` and `except` select, by the titles of what they name."""

from typing import Any

from datamap.catalog.countries import place_name
from datamap.catalog.naming import Naming
from datamap.model.record import Selector

_KINDS: dict[str, tuple[str, ...]] = {
    "product": ("products",),
    "region": ("regions",),
    "entity": ("entities",),
    "subjects": ("data_subjects",),
    "data": ("data_categories",),
    "at": ("systems", "system_kinds"),
    "platform": (),
    "purpose": ("purposes",),
    "basis": ("bases",),
}
_LEADS = {"subjects": "people", "basis": "lawful basis"}


def scope_of(statement: Any, naming: Naming) -> tuple[str, ...]:  # noqa: ANN401
    """Return what limits a statement, such as `only region: Germany`; empty where it holds everywhere."""
    found = ((word, getattr(statement, key, None)) for word, key in (("only", "only"), ("except", "except_")))
    return tuple(f"{word} {chosen(each, naming)}" for word, each in found if isinstance(each, Selector))


def chosen(selector: Selector, naming: Naming) -> str:
    """Return what a selector names, key by key: keys intersect, the values of one key unite."""
    return " and ".join(
        f"{_LEADS.get(key, key)}: {' or '.join(_title(each, kinds, naming) for each in stated)}"
        for key, kinds in _KINDS.items()
        if (stated := getattr(selector, key))
    )


def _title(id_: str, kinds: tuple[str, ...], naming: Naming) -> str:
    if "entities" in kinds:
        return naming.entity(id_)
    title = naming.title_among(kinds, id_)[0] if kinds else id_
    return place_name(id_) or title if title == id_ and "regions" in kinds else title
