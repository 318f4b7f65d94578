"""Validators that are built when they are first asked for: most inventories use few of the forms that they could."""

from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema


class HeldLater:
    """A type, or a mark beside one, of which the validators of what it holds are built later."""

    __slots__ = ()


class Later(HeldLater):
    """Stands beside the type of a key that few inventories write and that holds much."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Return the schema that is filled when the key is first met."""
        return later(source)


def later(type_: Any) -> CoreSchema:  # noqa: ANN401
    """Return a schema that validates as a type itself would, with the same complaints at the same places."""

    def validated(value: Any) -> Any:  # noqa: ANN401
        return adapter(type_).validator.validate_python(value)

    return core_schema.no_info_plain_validator_function(validated)


@cache
def adapter(type_: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    """Return what validates a type.

    The validators of its parts are built before it, since pydantic would else build them anew for each whole.
    """
    for model in _parts(type_):
        _build(model, set())
    return TypeAdapter(type_)


def _build(model: type[BaseModel], begun: set[type[BaseModel]]) -> None:
    if model in begun or model.__pydantic_complete__:
        return
    begun.add(model)
    for info in model.model_fields.values():
        if not any(isinstance(mark, HeldLater) for mark in info.metadata):
            for part in _parts(info.annotation):
                _build(part, begun)
    model.model_rebuild()


def _parts(annotation: Any) -> tuple[type[BaseModel], ...]:  # noqa: ANN401
    """Return the models that the validator of a type needs at once."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(origin, type) and issubclass(origin, HeldLater):
        return ()
    if origin is Annotated and any(isinstance(mark, HeldLater) for mark in args[1:]):
        return ()
    return tuple(dict.fromkeys(part for arg in args for part in _parts(arg)))
