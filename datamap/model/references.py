"""Every identifier that a record names, with what it may name: read off the models, once for each class."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ForwardRef, Protocol, TypeVar, get_args

from pydantic import BaseModel

from datamap.model.flows import Path as FlowPath
from datamap.model.items import Item, Refers
from datamap.model.kept import numbered
from datamap.model.said import Said

FLOW_NODES = Refers(("data_subjects", "systems", "processors", "recipients", "clients"))
_NOT_NAMES = frozenset({"all", "one_of"})


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


@cache
def _naming_fields(model: type[BaseModel]) -> tuple[tuple[str, str, Refers | None], ...]:
    """Return those fields of `plan_of` at or below which something can be named; most fields hold words or dates."""
    return tuple(
        (name, key, target)
        for name, (key, target) in plan_of(model).items()
        if target is not None or _can_name(model.model_fields[name].annotation, {model})
    )


def _can_name(annotation: Any, seen: set[type[BaseModel]]) -> bool:  # noqa: ANN401
    if parts := get_args(annotation):
        return any(_can_name(part, seen) for part in parts)
    if not isinstance(annotation, type):
        # What is not resolved yet could name something; `...` and the marks of an annotation could not.
        return isinstance(annotation, str | ForwardRef | TypeVar) or annotation is Any
    if not issubclass(annotation, BaseModel):
        return issubclass(annotation, FlowPath)
    if annotation in seen:
        return False
    seen.add(annotation)
    return any(
        target is not None or _can_name(annotation.model_fields[name].annotation, seen)
        for name, (_, target) in plan_of(annotation).items()
    )


@cache
def _is_model(kind: type) -> bool:
    # pydantic answers `isinstance(value, BaseModel)` in Python, which a walk through a million values would feel.
    return issubclass(kind, BaseModel)


class Knowing(Protocol):
    """Whoever knows names: those of a target at once, and whether one is a name after all."""

    def names(self, target: Refers) -> Collection[str]:
        """Return the names that a key with this target may name."""
        ...

    def knows(self, id_: str, target: Refers) -> bool:
        """Whether a key with this target may name `id_`."""
        ...

    @property
    def clear(self) -> set[int] | None:
        """The lists that were looked through, by `id`, and name nothing unknown; `None` where nobody remembers.

        What is written alike is one value, and needs to be looked through once.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Always:
    """Knows every name, or none."""

    answer: bool
    clear: None = None

    def names(self, _: Refers) -> Collection[str]:
        return ()

    def knows(self, _: str, _target: Refers) -> bool:
        return self.answer


NOTHING_KNOWN: Knowing = _Always(answer=False)
ALL_KNOWN: Knowing = _Always(answer=True)
"""For whoever wants declarations alone."""


def mentions(
    value: Any,  # noqa: ANN401
    path: tuple[str | int, ...] = (),
    known: Knowing = NOTHING_KNOWN,
) -> list[Reference | Declaration]:
    """Return every reference and every declaration in place below `value`, a record or a part of one.

    References that are `known` are left out.
    """
    walk = _Walk(known)
    walk.below(value, path, None)
    return walk.found


class _Walk:
    """The mentions below one value, gathered in a list: a chain of generators would take longer than the walk."""

    __slots__ = ("found", "known")

    def __init__(self, known: Knowing) -> None:
        self.known = known
        self.found: list[Reference | Declaration] = []

    def below(self, value: Any, path: tuple[str | int, ...], target: Refers | None) -> None:  # noqa: ANN401, C901, PLR0912 - one dispatch over the few shapes a value has
        kind: Any = type(value)  # mypy takes no class for a key of a cache
        if kind is tuple:
            clear, found = self.known.clear, len(self.found)
            if clear is None:
                self.listed(enumerate(value), path, target)
            elif id(value) not in clear:
                self.listed(enumerate(value), path, target)
                if len(self.found) == found:
                    clear.add(id(value))
        elif isinstance(value, str):
            if target is not None and not isinstance(value, Said):
                self.name(value, path, target)
        elif isinstance(value, FlowPath):
            names = self.known.names(FLOW_NODES)
            for station in value:
                for name in station:
                    if name not in names:
                        self.name(name, path, FLOW_NODES)
        elif isinstance(value, tuple):
            self.listed(numbered(value), path, target)
        elif _is_model(kind):
            held = value.__dict__
            for field, key, refers in _naming_fields(kind):
                below = held.get(field)
                if below is not None:
                    self.below(below, (*path, key), refers)
        elif isinstance(value, Mapping):
            self.mapped(value, path, target)

    def listed(self, entries: Iterable[tuple[int, Any]], path: tuple[str | int, ...], target: Refers | None) -> None:
        for number, entry in entries:
            if not isinstance(entry, Item):
                self.below(entry, (*path, number), target)
                continue
            if target is not None and entry.id not in _NOT_NAMES and not self.known.knows(entry.id, target):
                titled = getattr(entry.detail, "title", None) is not None
                self.found.append(Reference((*path, number), entry.id, target, titled=titled))
            if entry.detail is not None:
                self.below(entry.detail, (*path, number, entry.id), None)

    def mapped(self, entries: Mapping[str, Any], path: tuple[str | int, ...], target: Refers | None) -> None:
        for id_, entry in entries.items():
            if target is not None and target.keys:
                self.name(id_, (*path, id_), target)
            elif target is not None and isinstance(entry, BaseModel):
                self.found.append(Declaration((*path, id_), id_, target.kinds[0], entry))
            self.below(entry, (*path, id_), None)

    def name(self, id_: str, path: tuple[str | int, ...], target: Refers) -> None:
        if not self.known.knows(id_, target):
            self.found.append(Reference(path, id_, target))
