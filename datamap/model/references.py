"""Every identifier that a record names, with what it may name: read off the models, once for each class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from datamap.model.flows import Path as FlowPath
from datamap.model.items import Item, Refers
from datamap.model.said import Said

FLOW_NODES = Refers(("data_subjects", "systems", "processors", "recipients", "clients"))
_ALL = "all"
_ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Reference:
    """An identifier at a path below its record, with what it may name; `titled` if its detail brings a title."""

    path: tuple[str | int, ...]
    id: str
    target: Refers
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """A record declared in place: its path below the record, its identifier, and the kind it is declared for."""

    path: tuple[str | int, ...]
    id: str
    kind: str
    record: BaseModel


@cache
def plan_of(model: type[BaseModel]) -> dict[str, tuple[str, Refers | None]]:
    """Return, for each field of a model, its key in the language and what it refers to."""
    return {
        name: (info.alias or name, next((m for m in info.metadata if isinstance(m, Refers)), None))
        for name, info in model.model_fields.items()
    }


def mentions(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Reference | Declaration]:  # noqa: ANN401
    """Yield every reference and every declaration in place below `value`, a record or a part of one."""
    if isinstance(value, BaseModel):
        plan = plan_of(type(value))
        for name, held in value.__dict__.items():
            if held is not None:
                alias, target = plan[name]
                yield from _below(held, (*path, alias), target)
    else:
        yield from _below(value, path, None)


def _below(value: Any, path: tuple[str | int, ...], target: Refers | None) -> Iterator[Reference | Declaration]:  # noqa: ANN401, C901, PLR0912 - one dispatch over the few shapes a value has
    if value is None or isinstance(value, Said):
        return
    if isinstance(value, str):
        if target is not None:
            yield Reference(path, value, target)
    elif isinstance(value, BaseModel):
        yield from mentions(value, path)
    elif isinstance(value, FlowPath):
        for station in value:
            for name in station:
                yield Reference(path, name, FLOW_NODES)
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            if isinstance(entry, Item):
                if target is not None and entry.id not in {_ALL, _ONE_OF}:
                    yield Reference((*path, number), entry.id, target, titled=_has_title(entry.detail))
                if entry.detail is not None:
                    yield from mentions(entry.detail, (*path, number, entry.id))
            else:
                yield from _below(entry, (*path, number), target)
    elif isinstance(value, Mapping):
        for id_, entry in value.items():
            if target is not None and target.keys:
                yield Reference((*path, id_), id_, target)
            elif target is not None and isinstance(entry, BaseModel):
                yield Declaration((*path, id_), id_, target.kinds[0], entry)
            yield from _below(entry, (*path, id_), None)


def _has_title(detail: Any) -> bool:  # noqa: ANN401
    return getattr(detail, "title", None) is not None
