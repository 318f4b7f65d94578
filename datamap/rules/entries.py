"""The entries of a list or of a mapping that declares in place, each with its path in its one spelling."""

from typing import Any

from datamap.graph.vocabulary import Mention
from datamap.model.items import Item
from datamap.model.kept import numbered
from datamap.model.provenance import Path

_ALTERNATIVES = "one_of"


def entries_of(value: Any, path: Path) -> tuple[Mention, ...]:  # noqa: ANN401
    """Return the entries at `path`; an entry is named by its identifier, or by its number where that is not unique."""
    if isinstance(value, dict):
        return tuple(Mention(id_, None, record, (*path, id_)) for id_, record in value.items())
    if not isinstance(value, tuple):
        return ()
    if len(value) == 1 and isinstance(value[0], Item) and value[0].id != _ALTERNATIVES:
        (only,) = value
        return (Mention(only.id, only.detail, None, (*path, only.id)),)
    found: list[Mention] = []
    for entry in value:
        if not isinstance(entry, Item) or entry.id == _ALTERNATIVES:
            break
        found.append(Mention(entry.id, entry.detail, None, (*path, entry.id)))
    else:
        if len(found) == 1 or len({entry.id for entry in found}) == len(found):
            return tuple(found)
    return _with_alternatives(value, path)


def _with_alternatives(value: Any, path: Path) -> tuple[Mention, ...]:  # noqa: ANN401
    """Return the entries where some are no items, are alternatives (each option is one), or are named twice."""
    found: list[Mention] = []
    seen: set[str] = set()
    repeated = False
    for number, entry in numbered(value):
        if not isinstance(entry, Item):
            found.append(Mention(str(entry), None, None, (*path, number)))
            continue
        repeated |= entry.id in seen
        seen.add(entry.id)
        if entry.id == _ALTERNATIVES:
            options = getattr(entry.detail, _ALTERNATIVES, None) or ()
            found += [Mention(option.id, entry.detail, None, (*path, _ALTERNATIVES)) for option in options]
        else:
            found.append(Mention(entry.id, entry.detail, None, (*path, entry.id)))
    return _by_number(value, path) if repeated else tuple(found)


def _by_number(value: Any, path: Path) -> tuple[Mention, ...]:  # noqa: ANN401
    items = [(number, entry) for number, entry in numbered(value) if isinstance(entry, Item)]
    ids = [entry.id for _, entry in items]
    found: list[Mention] = []
    for number, entry in items:
        at = (*path, entry.id if ids.count(entry.id) == 1 else number)
        options = getattr(entry.detail, _ALTERNATIVES, None) if entry.id == _ALTERNATIVES else None
        names = [option.id for option in options] if options else [entry.id]
        found += [Mention(name, entry.detail, None, at) for name in names]
    return tuple(found)
