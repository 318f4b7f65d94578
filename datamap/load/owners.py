"""Which models can stand where something is written, and how a message lists their keys."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from pydantic import BaseModel

from datamap.load.models import keys_of
from datamap.model import shapes
from datamap.model.base import Frozen
from datamap.model.provenance import Path
from datamap.model.record import Record, Scoped


def models_at(model: type[BaseModel], path: Path) -> tuple[type[BaseModel], ...]:
    """Return the models that can stand at `path` below a record of type `model`, by name."""
    found = dict.fromkeys(_models_of(shapes.Keys(cast("type[Frozen]", model)), path))
    return tuple(sorted(found, key=lambda each: each.__name__))


def _models_of(shape: shapes.Shape, path: Path) -> Iterator[type[BaseModel]]:  # noqa: C901 - one case for each form of the language
    """Yield the models at the end of `path`. What only pydantic knows of it, such as the name of a form, is skipped."""
    first, rest = (path[0], path[1:]) if path else (None, ())
    match shape:
        case shapes.Keys():
            if first is None:
                yield shape.model
            elif first in (known := shapes_below(shape.model)):
                yield from _models_of(known[first], rest)
            else:
                yield from _models_of(shape, rest)
        case shapes.Several():
            yield from _models_of(shape.of, rest if isinstance(first, int) else path)
        case shapes.Entry():
            yield from _models_of(shapes.Keys(shape.detail), rest)
        case shapes.InPlace():
            for form in _forms_of(shape, first):
                yield from _models_of(form, rest)
        case shapes.Named():
            yield from _models_of(shape.of, rest)
        case shapes.Stated():
            yield from _models_of(shape.of, path)
        case shapes.Either():
            for form in shape.forms:
                yield from _models_of(form, path)


def _forms_of(shape: shapes.InPlace, written: object) -> Iterator[shapes.Shape]:
    """Yield what was written: a list, which refers, or a mapping, which declares. What can stand in both is neither."""
    if written != "declares":
        yield shapes.Several(shapes.Entry(shape.detail), alone=True)
    if written != "refers":
        yield shapes.Named(shapes.Leaf.IDENTIFIER, shapes.Keys(shape.record))


@cache
def shapes_below(model: type[Frozen]) -> dict[str | int, shapes.Shape]:
    """Return the form of the value of each key of a model."""
    return {info.alias or name: shapes.shape_at(model, name) for name, info in model.model_fields.items()}


_FEW = 4
_SHARED_KEYS = frozenset({*keys_of(Record), *keys_of(Scoped)})


def listed_keys(owners: tuple[type[BaseModel], ...]) -> str:
    """Return the keys of models as a message lists them: those that nearly everything has are named by example."""
    keys = list(dict.fromkeys(key for owner in owners for key in keys_of(owner)))
    own = [key for key in keys if key not in _SHARED_KEYS]
    if not own or len(keys) <= _FEW:
        return ", ".join(keys)
    shared = [f"`{key}`" for key in keys if key in _SHARED_KEYS][:2]
    return ", ".join(own) + (f", and those that any statement has, such as {' and '.join(shared)}" if shared else "")
