"""One spelling for each path: list items by identifier, other list entries by number, nothing left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from datamap.model.items import Item
from datamap.model.paths import SEPARATOR
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.references import plan_of

_NOTHING = object()


def canonical(records: Records, path: Iterable[str | int]) -> Path:
    """Return a path below an organisation in its one spelling; parts that lead nowhere stay as they are.

    Findings number the entries of lists, people name them, and both may leave out the number where there is only one.
    """
    here: Any = records
    found: list[str | int] = []
    for part in path:
        if isinstance(here, Item):
            here = here.detail
        if isinstance(here, tuple) and len(here) == 1 and not isinstance(here[0], Item) and not _is_number(part):
            found.append(0)
            here = here[0]
        below, spelled = _step(here, part)
        found.append(spelled)
        here = below
    return tuple(found)


def _step(here: Any, part: str | int) -> tuple[Any, str | int]:  # noqa: ANN401
    if isinstance(here, BaseModel):
        name = next((field for field, (key, _) in plan_of(type(here)).items() if key == part), None)
        return (getattr(here, name) if name is not None else _NOTHING), part
    if isinstance(here, Mapping):
        return here.get(part, _NOTHING), part
    if isinstance(here, tuple):
        named = [entry for entry in here if isinstance(entry, Item) and entry.id == part]
        if named:
            return named[0], part
        if _is_number(part) and int(part) < len(here):
            entry = here[int(part)]
            alone = isinstance(entry, Item) and sum(isinstance(o, Item) and o.id == entry.id for o in here) == 1
            return entry, entry.id if alone else int(part)
    return _NOTHING, part


def _is_number(part: str | int) -> bool:
    return isinstance(part, int) or part.isdigit()


def written(path: Path) -> str:
    """Return a path below an organisation as people write it."""
    return SEPARATOR.join(str(part) for part in path)


def is_within(path: Path, above: Path) -> bool:
    """Whether a path is another one or lies below it; both in their one spelling."""
    return path[: len(above)] == above


def value_at(records: Records, path: Iterable[str | int]) -> Any:  # noqa: ANN401
    """Return what stands at a path below an organisation, or `None` where nothing does."""
    here: Any = records
    for part in path:
        if isinstance(here, Item):
            here = here.detail
        if isinstance(here, tuple) and len(here) == 1 and not isinstance(here[0], Item) and not _is_number(part):
            here = here[0]
        here, _ = _step(here, part)
    return None if here is _NOTHING else here
