"""Paths into the records of an organisation, such as `activities/orders/data/address/needed_for`."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from datamap.model.complaints import shortened
from datamap.model.items import Item, Refers
from datamap.model.kept import numbered
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
        target = _target(here, part, target)
        below = _step(here, part)
        if below is _NOTHING:
            names = _names(here)
            where = SEPARATOR.join(walked) or "the inventory"
            message = f"`{shortened(path)}` leads nowhere: {shortened(where)} has no `{shortened(part)}`"
            raise LookupError(message, f"it has {', '.join(names[:_MOST])}" if names else "end the path there")
        here = below
        walked.append(part)
    return here, target


def _target(here: Any, part: str, before: Refers | None) -> Refers | None:  # noqa: ANN401
    """Return what the identifiers below a step may name: a key says it anew, a list or mapping keeps what it said."""
    if isinstance(here, Item):
        here = here.detail
    if isinstance(here, tuple) and len(here) == 1 and not isinstance(here[0], Item):
        here = here[0]
    if not isinstance(here, BaseModel):
        return before
    return next((refers for key, refers in plan_of(type(here)).values() if key == part), None)


_NOTHING = object()
_MOST = 12
_NUMBER = re.compile("[0-9]{1,9}")


def _step(here: Any, part: str) -> Any:  # noqa: ANN401 - one return for each shape that a value has
    if isinstance(here, Item):
        here = here.detail
    if isinstance(here, tuple) and len(here) == 1 and not isinstance(here[0], Item) and not _NUMBER.fullmatch(part):
        # `rights/access/how`: a list of one variant is written without its number.
        here = here[0]
    if isinstance(here, BaseModel):
        for name, info in type(here).model_fields.items():
            if (info.alias or name) == part:
                value = getattr(here, name)
                return _NOTHING if value is None else value
        return _NOTHING
    if isinstance(here, Mapping):
        return here.get(part, _NOTHING)
    if isinstance(here, tuple):
        named = next((entry for entry in here if isinstance(entry, Item) and entry.id == part), None)
        if named is not None:
            return named
        if _NUMBER.fullmatch(part):
            return dict(numbered(here)).get(int(part), _NOTHING)
    return _NOTHING


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
