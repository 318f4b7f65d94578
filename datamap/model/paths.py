"""Paths into the records of an organisation, such as `activities/orders/data/address/needed_for`.

What stands at one, and the one spelling of it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from datamap.model.complaints import shortened
from datamap.model.items import Item, Refers
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.references import plan_of

SEPARATOR = "/"


def parts_of(path: str) -> tuple[str, ...]:
    """Return the parts of a written path."""
    return tuple(path.split(SEPARATOR))


def resolve(records: Records, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a path: a record, a key's value, a list item by its identifier or its number (from 0).

    Raises `LookupError(message, mend)` where nothing stands there.
    """
    return resolve_with_target(records, path)[0]


def resolve_with_target(records: Records, path: str) -> tuple[Any, Refers | None]:
    """Return what stands at a path, as `resolve` does, and what identifiers there may name."""
    here: Any = records
    target: Refers | None = None
    walked: list[str] = []
    for part in parts_of(path):
        opened = _opened(here, part)
        target = _target(opened, part, target)
        below, _ = _step(opened, part)
        if below is _NOTHING:
            names = _names(here)
            where = SEPARATOR.join(walked) or "the inventory"
            message = f"`{shortened(path)}` leads nowhere: {shortened(where)} has no `{shortened(part)}`"
            raise LookupError(message, f"it has {', '.join(names[:_MOST])}" if names else "end the path there")
        here = below
        walked.append(part)
    return here, target


def canonical(records: Records, path: Iterable[str | int]) -> Path:
    """Return a path below an organisation in its one spelling; parts that lead nowhere stay as they are.

    List items stand by identifier, other list entries and items of which there are several by number, nothing is left
    out: findings number the entries of lists, people name them, and both may leave out the number of an only entry.
    """
    here: Any = records
    found: list[str | int] = []
    for part in path:
        if _is_alone(here, part):
            found.append(0)
        here, spelled = _step(_opened(here, part), part)
        found.append(spelled)
    return tuple(found)


def written(path: Path) -> str:
    """Return a path below an organisation as people write it."""
    return SEPARATOR.join(str(part) for part in path)


def is_within(path: Path, above: Path) -> bool:
    """Whether a path is another one or lies below it; both in their one spelling."""
    return path[: len(above)] == above


_NOTHING = object()
_MOST = 12
_NUMBER = re.compile("[0-9]{1,9}")


def _is_number(part: str | int) -> bool:
    return isinstance(part, int) or _NUMBER.fullmatch(part) is not None


def _is_alone(here: Any, part: str | int) -> bool:  # noqa: ANN401
    """Whether a step passes over the number of a list's only entry, as in `rights/access/how`."""
    if isinstance(here, Item):
        here = here.detail
    return isinstance(here, tuple) and len(here) == 1 and not isinstance(here[0], Item) and not _is_number(part)


def _opened(here: Any, part: str | int) -> Any:  # noqa: ANN401
    """Return what a step starts from: what an item says of itself, the only entry of a list."""
    if isinstance(here, Item):
        here = here.detail
    return here[0] if _is_alone(here, part) else here


def _target(here: Any, part: str, before: Refers | None) -> Refers | None:  # noqa: ANN401
    """Return what the identifiers below a step may name: a key says it anew, a list or mapping keeps what it said."""
    if not isinstance(here, BaseModel):
        return before
    return next((refers for key, refers in plan_of(type(here)).values() if key == part), None)


def _step(here: Any, part: str | int) -> tuple[Any, str | int]:  # noqa: ANN401
    """Return what stands at a part, and that part in its one spelling."""
    if isinstance(here, BaseModel):
        name = next((field for field, (key, _) in plan_of(type(here)).items() if key == part), None)
        value = getattr(here, name) if name is not None else None
        return _NOTHING if value is None else value, part
    if isinstance(here, Mapping):
        return here.get(part, _NOTHING), part
    if isinstance(here, tuple):
        named = next((entry for entry in here if isinstance(entry, Item) and entry.id == part), None)
        if named is not None:
            return named, part
        entry: Any = dict(numbered(here)).get(int(part), _NOTHING) if _is_number(part) else _NOTHING
        if entry is not _NOTHING:
            is_one = isinstance(entry, Item) and sum(isinstance(o, Item) and o.id == entry.id for o in here) == 1
            return entry, entry.id if is_one else int(part)
    return _NOTHING, part


def _names(here: Any) -> list[str]:  # noqa: ANN401
    if isinstance(here, Item):
        here = here.detail
    if isinstance(here, BaseModel):
        return [
            f"`{info.alias or name}`"
            for name, info in type(here).model_fields.items()
            if getattr(here, name) is not None
        ]
    if isinstance(here, Mapping):
        return [f"`{name}`" for name in here]
    if isinstance(here, tuple):
        return [f"`{entry.id}`" if isinstance(entry, Item) else f"`{number}`" for number, entry in enumerate(here)]
    return []
