"""What a key of the language says about itself: title, meaning, example, law, visibility, register column.

The facts live in the field's own JSON Schema extras, so that the schema, `datamap explain`, the reference pages and
the public projection read one and the same place.
"""

from typing import Any, cast

from pydantic import Field
from pydantic.fields import FieldInfo

LAW, VISIBILITY, COLUMN = "x-law", "x-visibility", "x-register-column"
PUBLIC, INTERNAL = "public", "internal"


def key(  # noqa: PLR0913 - a key says this much about itself
    title: str,
    description: str,
    *,
    example: object,
    law: str = "",
    public: bool = False,
    column: str = "",
    alias: str | None = None,
    required: bool = False,
) -> Any:  # noqa: ANN401 - a field specifier stands for the value of any field
    """Declare a key: what it is called, what it means, an example, the articles behind it, its register column.

    Nobody outside sees a key unless it says `public=True`: visibility fails closed.
    """
    extra: dict[str, Any] = {VISIBILITY: PUBLIC if public else INTERNAL}
    if law:
        extra[LAW] = law
    if column:
        extra[COLUMN] = column
    return Field(
        default=... if required else None,
        alias=alias,
        title=title,
        description=description,
        examples=[example],
        json_schema_extra=extra,
    )


def _extra(info: FieldInfo, name: str) -> str:
    extra = info.json_schema_extra
    return cast("str", extra.get(name, "")) if isinstance(extra, dict) else ""


def is_public(info: FieldInfo) -> bool:
    """Whether a public build may show the value of this key."""
    return _extra(info, VISIBILITY) == PUBLIC


def law_of(info: FieldInfo) -> str:
    """Return the articles behind a key, or an empty string."""
    return _extra(info, LAW)


def column_of(info: FieldInfo) -> str:
    """Return the heading of the register column that a key fills, or an empty string."""
    return _extra(info, COLUMN)
