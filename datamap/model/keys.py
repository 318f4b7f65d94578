"""Every key of the language with all that it says about itself, and every place where it can stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from datamap.model import forms, meta, shapes
from datamap.model.base import Frozen
from datamap.model.records import KINDS, RECORD_TYPES, Records

SEPARATOR = "."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Key:
    """A key as one model declares it; models that inherit it share it, and there is one object for each.

    `forms` says in words what its value may be, `kind` is set where the key is a kind of record.
    """

    model: type[Frozen]
    name: str
    title: str
    description: str
    example: object
    forms: tuple[str, ...]
    law: str
    public: bool
    column: str
    required: bool
    kind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key can stand: the keys from the kind down to it, identifiers left out."""

    path: tuple[str, ...]
    key: Key

    def __str__(self) -> str:
        return SEPARATOR.join(self.path)


def key_of(model: type[Frozen], field: str) -> Key:
    """Return the key that a field of a model is: one object, however many models inherit it."""
    return _declared(shapes.owner(model, field), field)


@cache
def _declared(declaring: type[Frozen], field: str) -> Key:
    info = declaring.model_fields[field]
    name = info.alias or field
    (example,) = info.examples or (None,)
    return Key(
        model=declaring,
        name=name,
        title=info.title or name,
        description=info.description or "",
        example=example,
        forms=forms.of(shapes.shape_at(declaring, field), shapes.refers_to(info)),
        law=meta.law_of(info),
        public=meta.is_public(info),
        column=meta.column_of(info),
        required=info.is_required(),
        kind=declaring is Records,
    )


@cache
def keys_of(model: type[Frozen]) -> tuple[Key, ...]:
    """Return the keys of a model: its own first, then those of each class it inherits from, the farthest last."""
    order = {base: number for number, base in enumerate(model.__mro__)}
    found = [key_of(model, field) for field in model.model_fields]
    return tuple(sorted(found, key=lambda key: order[key.model]))


@cache
def places() -> tuple[Place, ...]:
    """Return every place of every key, the shortest first, then in the order of the language."""
    found = dict.fromkeys(_below(Records, (), frozenset({Records})))
    return tuple(sorted(found, key=lambda place: len(place.path)))


def _below(model: type[Frozen], path: tuple[str, ...], inside: frozenset[type[Frozen]]) -> Iterator[Place]:
    """Yield the places below a model. What can hold itself, as a stage of retention can, is entered once."""
    for key in keys_of(model):
        here = (*path, key.name)
        yield Place(path=here, key=key)
        for below in shapes.models_of(shapes.shape_at(model, shapes.field_of(model, key.name))):
            if below not in inside:
                yield from _below(below, here, inside | {below})


@cache
def places_of(key: Key) -> tuple[Place, ...]:
    """Return every place of one key."""
    return tuple(place for place in places() if place.key is key)


def found_at(path: str) -> tuple[Place, ...]:
    """Return the places that a name, or a dotted path, stands for.

    A path is the whole way from the kind, else the end of one; a name alone is every key of that name.
    """
    parts = tuple(path.split(SEPARATOR))
    ending = tuple(place for place in places() if place.path[-len(parts) :] == parts)
    exact = tuple(place for place in ending if place.path == parts and len(parts) > 1)
    return exact or ending


@cache
def names() -> frozenset[str]:
    """Return the name of every key."""
    return frozenset(place.key.name for place in places())


def record_model(kind: str) -> type[Frozen]:
    """Return the model of a record of a kind."""
    (model,) = shapes.models_of(shapes.shape_of(RECORD_TYPES[kind]))
    return model


@cache
def kinds_with(model: type[Frozen]) -> tuple[str, ...]:
    """Return the kinds below which a value of a model can stand, in the order of the language."""
    return tuple(kind for kind in KINDS if model in shapes.models_below(record_model(kind)))


@cache
def vocabularies() -> tuple[str, ...]:
    """Return everything that identifiers can name: kinds of records, and vocabularies of built-in names."""
    targets = (shapes.refers_to(info) for model in shapes.models_below(Records) for info in model.model_fields.values())
    return tuple(dict.fromkeys(kind for target in targets if target is not None for kind in target.kinds))
