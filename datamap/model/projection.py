"""The public inventory: what is left when everything that is not public has been taken out.

It is computed once, before anything is written, and public pages, diagrams and exports are made from it alone. A key is
public only if the language says so, a record unless it says otherwise. What names a hidden record goes with it: a
statement that names nothing else goes as a whole, since without its names it would say more than was said.
"""

import operator
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from datamap.model.flows import Flow
from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import Inventory
from datamap.model.items import Item, Refers
from datamap.model.kept import Kept
from datamap.model.meta import is_public
from datamap.model.processing import Processing
from datamap.model.record import Audience, InternalKeys, Record
from datamap.model.records import KINDS, Records
from datamap.model.references import ALL_KNOWN, FLOW_NODES, Declaration, mentions, plan_of

M = TypeVar("M", bound=BaseModel)
Hidden = Mapping[str, frozenset[str]]


_STATEMENTS = frozenset(
    {"arrangements", "commitments", "disclaimers", "disclosures", "measures", "rights", "schedules", "trackers"}
)
"""Kinds whose records say one thing of what they name. Other records describe something, and lose the key alone."""
_ROLES = frozenset({"controlled_by", "joint_with", "on_behalf_of", "operated_by"})
"""Keys that say whose a record is: without them it would be taken for ours."""


_PUBLIC_KINDS = tuple(kind for kind in KINDS if kind != "organisation" and is_public(Records.model_fields[kind]))


def public(inventory: Inventory) -> Inventory:
    """Return the inventory as the public may see it; a hidden organisation is left out with all its records."""
    return Inventory(
        organisations={
            id_: _public_records(records)
            for id_, records in inventory.organisations.items()
            if not _is_hidden(records.organisation)
        }
    )


def _public_records(records: Records) -> Records:
    hidden = {kind: _hidden_ids(getattr(records, kind)) for kind in _PUBLIC_KINDS}
    while True:
        shown = _projected_records(records, hidden)
        gone = {kind: frozenset(_ids(getattr(records, kind))) - _ids(getattr(shown, kind)) for kind in hidden}
        if gone == hidden:
            return shown
        # A record went because of whom it names, so whatever names it has to go as well.
        hidden = gone


def _ids(value: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(value) if isinstance(value, Mapping) else frozenset()


def _hidden_ids(value: Any) -> frozenset[str]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return frozenset()
    return frozenset(id_ for id_, held in value.items() if all(map(_is_hidden, _each(held))))


def _each(held: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return held if isinstance(held, tuple) else (held,)


def _is_hidden(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, Record) and value.visibility is Audience.INTERNAL


def _projected_records(records: Records, hidden: Hidden) -> Records:
    values: dict[str, Any] = {}
    for kind, info in Records.model_fields.items():
        held = getattr(records, kind)
        if held is None or not is_public(info):
            continue
        if kind == "organisation":
            values[kind] = _projected(held, hidden)
        elif isinstance(held, Mapping):
            shown = {id_: _shown_record(kind, record, hidden) for id_, record in held.items()}
            values[kind] = {id_: record for id_, record in shown.items() if record is not _GONE} or None
        else:
            values[kind] = held
    stated = {kind: value for kind, value in values.items() if value is not None}
    return Records.model_construct(_fields_set=set(stated), **stated)


def _shown_record(kind: str, held: Any, hidden: Hidden) -> Any:  # noqa: ANN401
    inside = _with_declared(held, hidden)
    kept = Kept.of(
        (number, shown)
        for number, record in enumerate(_each(held))
        if (shown := _projected(record, inside, says=kind in _STATEMENTS)) is not None
    )
    if not kept:
        return _GONE
    return _renumbered(kept, len(held)) if isinstance(held, tuple) else kept[0]


def _with_declared(held: Any, hidden: Hidden) -> Hidden:  # noqa: ANN401
    """Return what is hidden, with the hidden records that a record declares in place: its other keys may name them."""
    inside = dict(hidden)
    for record in _each(held):
        for mention in mentions(record, known=ALL_KNOWN):
            if isinstance(mention, Declaration) and _is_hidden(mention.record):
                inside[mention.kind] = inside.get(mention.kind, frozenset()) | {mention.id}
    return inside


def _projected(model: M, hidden: Hidden, *, says: bool = True) -> M | None:
    """Return a model with its public keys alone; `None` if it is hidden, or names only what is.

    What is public as a whole is returned as it is: most of a large inventory need not be held twice.
    `says` tells a statement, which goes with all that one of its keys names, from a record that only loses the key.
    """
    if _is_hidden(model):
        return None
    visibility = getattr(model, "visibility", None)
    kept_inside = frozenset(visibility.internal) if isinstance(visibility, InternalKeys) else frozenset()
    plan = plan_of(type(model))
    fields = type(model).model_fields
    values: dict[str, Any] = {}
    lost = False
    whole = True
    for name, info in fields.items():
        held = getattr(model, name)
        key, target = plan[name]
        if held is None:
            continue
        if key in kept_inside or not is_public(info):
            whole = False
            continue
        shown = _shown(held, target, hidden)
        whole = whole and shown is held
        if shown is not _GONE:
            values[name] = shown
        elif key == "only" or key in _ROLES or (says and (target is not None or isinstance(held, FlowPath))):
            return None
        else:
            lost = True
    if lost and (not values or any(info.is_required() and name not in values for name, info in fields.items())):
        return None
    return model if whole else type(model).model_construct(_fields_set=set(values), **values)


_GONE = object()


def _shown(value: Any, target: Refers | None, hidden: Hidden) -> Any:  # noqa: ANN401, PLR0911 - one return for each shape that a value has
    if isinstance(value, BaseModel):
        says = not isinstance(value, Record | Processing)
        projected = _projected(value, hidden, says=says)
        return _GONE if projected is None else projected
    if isinstance(value, FlowPath):
        return _GONE if any(_names_hidden(name, FLOW_NODES, hidden) for station in value for name in station) else value
    if isinstance(value, Item):
        return _shown_item(value, target, hidden)
    if isinstance(value, tuple):
        entries = Kept.of(_each_shown(value, target, hidden))
        if len(entries) == len(value) and all(map(operator.is_, entries, value)):
            return value
        return _renumbered(entries, len(value)) if entries or not value else _GONE
    if isinstance(value, Mapping):
        named = target is not None and target.keys
        shown = {
            id_: _shown(held, None, hidden)
            for id_, held in value.items()
            if not (named and _names_hidden(id_, cast("Refers", target), hidden))
        }
        kept = {id_: held for id_, held in shown.items() if held is not _GONE}
        if len(kept) == len(value) and all(held is value[id_] for id_, held in kept.items()):
            return value
        return kept if kept or not value else _GONE
    if isinstance(value, str) and target is not None and _names_hidden(value, target, hidden):
        return _GONE
    return value


def _renumbered(kept: Kept[Any], written: int) -> tuple[Any, ...]:
    """Return a plain list where every entry is left."""
    return tuple(kept) if kept.numbers == tuple(range(written)) else kept


def _each_shown(value: tuple[Any, ...], target: Refers | None, hidden: Hidden) -> Iterator[tuple[int, Any]]:
    for number, entry in enumerate(value):
        for part in _cut(entry, hidden) if isinstance(entry, Flow) else (entry,):
            shown = _shown(part, target, hidden)
            if shown is not _GONE:
                yield number, shown


def _shown_item(item: Item[Any], target: Refers | None, hidden: Hidden) -> Any:  # noqa: ANN401
    if target is not None and _names_hidden(item.id, target, hidden):
        return _GONE
    if item.detail is None:
        return item
    detail = _shown(item.detail, None, hidden)
    if detail is item.detail:
        return item
    return _GONE if detail is _GONE else Item(item.id, detail)


def _names_hidden(id_: str, target: Refers, hidden: Hidden) -> bool:
    return any(id_ in hidden.get(kind, ()) for kind in target.kinds)


def _cut(flow: Flow, hidden: Hidden) -> Iterator[Flow]:
    """Yield the parts of a flow between its hidden stations: nothing is said of what passes through them."""
    run: list[tuple[str, ...]] = []
    for station in (*flow.path, ()):
        seen = tuple(name for name in station if not _names_hidden(name, FLOW_NODES, hidden))
        if seen:
            run.append(seen)
            continue
        if len(run) == len(flow.path) and tuple(run) == tuple(flow.path):
            yield flow
        elif len(run) > 1:
            yield flow.model_copy(update={"path": FlowPath(run)})
        run = []
