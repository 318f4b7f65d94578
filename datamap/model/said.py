"""The two statements that any key can make instead of a value: `none` and `unknown`."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Said(StrEnum):
    """A statement without a value. A key that was left out is a third thing: it is `None` in the model."""

    NONE = "none"
    UNKNOWN = "unknown"


_SAID: dict[str, Said] = {member.value: member for member in Said}
_MOST_SHARED = 1_000


def _reader() -> core_schema.NoInfoWrapValidatorFunction:
    """Return the function that reads one key of one model.

    An inventory says the same short things over and over ("contract", "2 years"). What is made of a text is
    immutable, so it is made once and shared.
    """
    made: dict[str, object] = dict(_SAID)

    def read(value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> object:
        if not isinstance(value, str):
            return handler(value)
        if value in made:
            return made[value]
        result = handler(value)
        if len(made) < _MOST_SHARED:
            made[value] = result
        return result

    return read


def _write(value: object, handler: core_schema.SerializerFunctionWrapHandler) -> object:
    return value.value if isinstance(value, Said) else handler(value)


class _StatedSchema:
    """Let `none` and `unknown` through, and hand everything else to the type that was named."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        wanted = [arg for arg in get_args(source) if arg not in {Said, type(None)}]
        union: Any = wanted[0]
        for other in wanted[1:]:
            union = union | other
        return core_schema.no_info_wrap_validator_function(
            _reader(),
            handler.generate_schema(union),
            serialization=core_schema.wrap_serializer_function_ser_schema(_write),
        )


T = TypeVar("T")
Stated = Annotated[T | Said | None, _StatedSchema()]
"""A value, `none`, `unknown`, or (left out) nothing at all."""


def is_value(value: object) -> bool:
    """Whether a key holds a value, as against having been left out or being `none` or `unknown`."""
    return value is not None and not isinstance(value, Said)
