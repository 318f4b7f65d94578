"""What all entities share: frozen, closed to unknown keys, and a short form for a record that is only words."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from datamap.model.words import SCALAR_SCHEMA


class Frozen(BaseModel):
    """A value of the language: immutable, and closed to unknown keys.

    `short_form` names the key that a plain text stands for (law 4 of the language); `None` where a text is an error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    short_form: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str) and cls.short_form is not None:
            return {cls.short_form: value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        own = handler(schema)
        if cls.short_form is None:
            return own
        definition = handler.resolve_ref_schema(own)
        heading: dict[str, Any] = {
            name: definition.pop(name) for name in ("title", "description") if name in definition
        }
        record = dict(definition)
        definition.clear()
        definition.update({**heading, "anyOf": [SCALAR_SCHEMA, record]})
        return own
