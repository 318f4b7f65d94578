"""The models that a value can be, and the keys of a model."""

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


def models_in(annotation: Any) -> frozenset[type[BaseModel]]:  # noqa: ANN401
    """Return the models that a value of this type can be or hold."""
    return _models_in(annotation)


@cache
def _models_in(annotation: Any) -> frozenset[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return frozenset({annotation})
    return frozenset().union(*(_models_in(arg) for arg in get_args(annotation)))


@cache
def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a model as the language writes them, in its order."""
    return tuple(info.alias or name for name, info in model.model_fields.items())
