"""The statements of an organisation, one by one, and whether anything but a reader can take them in.

A *statement* is a leaf of what was written: a text (in however many languages), an identifier in a list, a path, a
period, a day, a number, a truth value, `none` or `unknown`. A mapping that says nothing more, such as `consent: {}`,
is one statement too. Keys and the identifiers under which records are declared are none: they say where, not what.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from pydantic import BaseModel

from datamap.model import shapes
from datamap.model.items import Item
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Said
from datamap.model.shapes import Shape

FREE_TEXT = frozenset({"text", "description", "note"})
"""Keys whose words nothing else can read (section 8 of the language)."""
WORDS_ONLY = FREE_TEXT | {"when", "unless", "limit", "because", "refuse"}
"""The harsher count: these too, since their conditions are printed and never evaluated."""


class Form(Enum):
    """How much of a statement a program can act on."""

    STRUCTURED = "structured"
    WORDS = "words"
    """Words of a qualifier (`when`, `unless`, `limit`, `because`) or of `refuse`: printed, never evaluated."""
    FREE = "free"
    """Words of `text`, `description` or `note`."""


_QUALIFIERS = frozenset({*Qualified.model_fields, *Scoped.model_fields})


def forms_in(model: BaseModel, ways: Collection[str], alone: Collection[str] = ()) -> Iterator[Form]:
    """Yield the form of every statement in a record, or in a part of one.

    `text` beside a value of the same statement, such as the period of a retention rule, is structured; beside the keys
    of a whole record it is free. `ways` holds the identifiers that `refuse` may name: anything else there is words.
    So is what stands under the keys of `alone`, which carry the whole statement here.
    """
    says_nothing = True
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if value is not None:
            says_nothing = False
            form = Form.FREE if name in alone else _form_of(info.alias or name, model)
            yield from _below(value, shapes.shape_at(type(model), name), form, ways)
    if says_nothing:
        yield Form.STRUCTURED


def _form_of(key: str, model: BaseModel) -> Form:
    if key == "text" and _has_value(model):
        return Form.STRUCTURED
    if key in FREE_TEXT:
        return Form.FREE
    return Form.WORDS if key in WORDS_ONLY else Form.STRUCTURED


def _has_value(model: BaseModel) -> bool:
    own = (name for name in type(model).model_fields if name not in _QUALIFIERS)
    return not isinstance(model, Record) and any(getattr(model, name) is not None for name in own)


def _below(value: Any, shape: Shape, form: Form, ways: Collection[str]) -> Iterator[Form]:  # noqa: ANN401
    if isinstance(value, Said):
        yield Form.STRUCTURED
    elif isinstance(value, BaseModel):
        yield from forms_in(value, ways)
    elif isinstance(value, Item):
        yield Form.STRUCTURED if value.id in ways else form
        if value.detail is not None:
            yield from forms_in(value.detail, ways)
    elif isinstance(shape, shapes.Stated):
        yield from _below(value, shape.of, form, ways)
    elif isinstance(shape, shapes.Several | shapes.Named | shapes.InPlace):
        below = shape if isinstance(shape, shapes.InPlace) else shape.of
        for held in value.values() if isinstance(value, Mapping) else value:
            yield from _below(held, below, form, ways)
    else:
        yield form
