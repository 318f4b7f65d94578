"""The public inventory: what is left when everything that is not public has been taken out.

It is computed once, before anything is written, and public pages, diagrams and exports are made from it alone. A key is
public only if the language says so, a record unless it says otherwise; what names a hidden record goes with it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from datamap.model.flows import Flow
from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import Inventory
from datamap.model.items import Item, Refers
from datamap.model.meta import is_public
from datamap.model.record import Audience, InternalKeys, Record
from datamap.model.records import KINDS, Records
from datamap.model.references import FLOW_NODES, plan_of

M = TypeVar("M", bound=BaseModel)
Hidden = Mapping[str, frozenset[str]]


def public(inventory: Inventory) -> Inventory:
    """Return the inventory as the public may see it."""
    return Inventory(organisations={id_: _public_records(records) for id_, records in inventory.organisations.items()})


def _public_records(records: Records) -> Records:
    hidden = {kind: _hidden_ids(getattr(records, kind)) for kind in KINDS if kind != "organisation"}
    return _projected(records, hidden) or Records()


def _hidden_ids(value: Any) -> frozenset[str]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return frozenset()
    return frozenset(
        id_
        for id_, held in value.items()
        if all(_is_hidden(record) for record in (held if isinstance(held, tuple) else (held,)))
    )


def _is_hidden(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, Record) and value.visibility is Audience.INTERNAL


def _projected(model: M, hidden: Hidden) -> M | None:
    """Return a model with its public keys alone; `None` if it is hidden."""
    if _is_hidden(model):
        return None
    visibility = getattr(model, "visibility", None)
    kept_inside = frozenset(visibility.internal) if isinstance(visibility, InternalKeys) else frozenset()
    plan = plan_of(type(model))
    values: dict[str, Any] = {}
    for name, info in type(model).model_fields.items():
        held = getattr(model, name)
        key, target = plan[name]
        if held is None or key in kept_inside or not is_public(info):
            continue
        shown = _shown(held, target, hidden)
        if shown is not _GONE:
            values[name] = shown
    return type(model).model_construct(_fields_set=set(values), **values)


_GONE = object()


def _shown(value: Any, target: Refers | None, hidden: Hidden) -> Any:  # noqa: ANN401, PLR0911 - one return for each shape that a value has
    if isinstance(value, BaseModel):
        projected = _projected(value, hidden)
        return _GONE if projected is None else projected
    if isinstance(value, FlowPath):
        return value
    if isinstance(value, Item):
        return _shown_item(value, target, hidden)
    if isinstance(value, tuple):
        entries = tuple(_each_shown(value, target, hidden))
        return entries if entries or not value else _GONE
    if isinstance(value, Mapping):
        shown = {id_: _shown(held, None, hidden) for id_, held in value.items()}
        kept = {id_: held for id_, held in shown.items() if held is not _GONE}
        return kept if kept or not value else _GONE
    if isinstance(value, str) and target is not None and _names_hidden(value, target, hidden):
        return _GONE
    return value


def _each_shown(value: tuple[Any, ...], target: Refers | None, hidden: Hidden) -> Iterator[Any]:
    for entry in value:
        for part in _cut(entry, hidden) if isinstance(entry, Flow) else (entry,):
            shown = _shown(part, target, hidden)
            if shown is not _GONE:
                yield shown


def _shown_item(item: Item[Any], target: Refers | None, hidden: Hidden) -> Any:  # noqa: ANN401
    if target is not None and _names_hidden(item.id, target, hidden):
        return _GONE
    if item.detail is None:
        return item
    detail = _shown(item.detail, None, hidden)
    return Item(item.id, None if detail is _GONE else detail)


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
            yield cast("Flow", flow.model_copy(update={"path": FlowPath(run)}))
        run = []
