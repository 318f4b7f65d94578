"""The form that a value may take at each key, read off the models for the schema, `explain` and the reference."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic.fields import FieldInfo

from datamap.model.base import Frozen
from datamap.model.days import DateOfDocument, Day
from datamap.model.durations import Duration
from datamap.model.flows import Path
from datamap.model.items import Identifier, Item, Items, Many, Refers, Uses
from datamap.model.later import Later
from datamap.model.links import Email, Url
from datamap.model.said import Said
from datamap.model.said import Stated as StatedType
from datamap.model.words import Language, Plain, Text


class Leaf(StrEnum):
    """A value that holds no keys; the member's value is its name in the reference."""

    TEXT = "text"
    PLAIN = "words"
    LANGUAGE = "language"
    IDENTIFIER = "identifier"
    ANY_KEY = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PATH = "path"
    DURATION = "duration"
    DATE = "date"
    DOCUMENT_DATE = "date of a document"
    BOOLEAN = "boolean"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list."""

    words: type[Enum]


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping with the keys of a model, or its short form."""

    model: type[Frozen]


@dataclass(frozen=True, slots=True)
class Several:
    """A list; with `alone`, one value may stand without its brackets."""

    of: "Shape"
    alone: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An identifier, or one identifier with a detail."""

    detail: type[Frozen]


@dataclass(frozen=True, slots=True)
class InPlace:
    """Identifiers that refer, or a mapping that declares records for this use alone."""

    detail: type[Frozen]
    record: type[Frozen]


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping from a name to a value."""

    name: Leaf
    of: "Shape"


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of several forms."""

    forms: "tuple[Shape, ...]"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, `none` or `unknown`."""

    of: "Shape"


Shape = Leaf | Choice | Keys | Several | Entry | InPlace | Named | Either | Stated

_MANY, _ITEMS, _USES, _STATED = (type(get_args(alias)[-1]) for alias in (Many, Items, Uses, StatedType))
_MARKED: dict[int, Leaf] = {
    id(get_args(alias)[-1]): leaf
    for alias, leaf in (
        (Text, Leaf.TEXT),
        (Plain, Leaf.PLAIN),
        (Language, Leaf.LANGUAGE),
        (Identifier, Leaf.IDENTIFIER),
        (Url, Leaf.ADDRESS),
        (Email, Leaf.EMAIL),
        (Day, Leaf.DATE),
        (DateOfDocument, Leaf.DOCUMENT_DATE),
    )
}
_PLAIN_TYPES: dict[Any, Leaf] = {
    Path: Leaf.PATH,
    Duration: Leaf.DURATION,
    bool: Leaf.BOOLEAN,
    int: Leaf.NUMBER,
    str: Leaf.ANY_KEY,
}


def shape_of(annotation: Any) -> Shape:  # noqa: ANN401, PLR0911 - one return for each form of the language
    """Return the form that a type of the language takes. Raises `TypeError` for a type that is not of the language."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _marked(inner, [mark for mark in marks if not isinstance(mark, Refers | Later)])
    if get_origin(annotation) in {Union, UnionType}:
        forms = tuple(shape_of(arg) for arg in get_args(annotation) if arg not in {Said, type(None)})
        return forms[0] if len(forms) == 1 else Either(forms)
    if get_origin(annotation) is tuple:
        return Several(shape_of(get_args(annotation)[0]), alone=False)
    if get_origin(annotation) is Item:
        return Entry(get_args(annotation)[0])
    if get_origin(annotation) is Mapping:
        name, held = get_args(annotation)
        return Named(cast("Leaf", shape_of(name)), shape_of(held))
    if annotation in _PLAIN_TYPES:
        return _PLAIN_TYPES[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return Keys(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Choice(annotation)
    message = f"not a type of the language: {annotation}"
    raise TypeError(message)


def _marked(inner: Any, marks: list[Any]) -> Shape:  # noqa: ANN401
    if not marks:
        return shape_of(inner)
    if id(marks[0]) in _MARKED:
        return _MARKED[id(marks[0])]
    if isinstance(marks[0], _MANY | _ITEMS):
        return Several(shape_of(get_args(inner)[0]), alone=True)
    if isinstance(marks[0], _USES):
        listed, declared = get_args(inner)
        ((detail,), record) = get_args(get_args(listed)[0]), get_args(declared)[1]
        return InPlace(detail, record)
    if isinstance(marks[0], _STATED):
        return Stated(shape_of(inner))
    message = f"not a mark of the language: {marks[0]}"
    raise TypeError(message)


@cache
def shape_at(model: type[Frozen], name: str) -> Shape:
    """Return the form of a field's value."""
    info = model.model_fields[name]
    marks = [mark for mark in info.metadata if not isinstance(mark, Refers | Later)]
    return _marked(info.annotation, marks)


def field_of(model: type[Frozen], key: str) -> str:
    """Return the name of the field that holds a key of the language."""
    return next(name for name, info in model.model_fields.items() if (info.alias or name) == key)


def owner(model: type[Frozen], name: str) -> type[Frozen]:
    """Return the class that declares a field: the model itself or the one it inherits the field from."""
    return next(base for base in model.__mro__ if name in vars(base).get("__annotations__", {}))


def refers_to(info: FieldInfo) -> Refers | None:
    """Return what the identifiers of a key name, or `None` where it holds none."""
    return next((mark for mark in info.metadata if isinstance(mark, Refers)), None)


def models_of(shape: Shape) -> Iterator[type[Frozen]]:
    """Yield the models whose keys can stand in a value of this form, not looking into those models."""
    if isinstance(shape, Keys):
        yield shape.model
    elif isinstance(shape, Entry):
        yield shape.detail
    elif isinstance(shape, InPlace):
        yield shape.detail
        yield shape.record
    elif isinstance(shape, Several | Named | Stated):
        yield from models_of(shape.of)
    elif isinstance(shape, Either):
        for form in shape.forms:
            yield from models_of(form)


@cache
def models_below(root: type[Frozen]) -> tuple[type[Frozen], ...]:
    """Return every model that can stand in a value of `root`, itself first, in the order in which they are met."""
    found = [root]
    for model in found:
        for name in model.model_fields:
            found.extend(below for below in models_of(shape_at(model, name)) if below not in found)
    return tuple(found)


def spaced(described: type) -> str:
    """Return the name of a class as words, such as `retention rule`."""
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in described.__name__).strip()


def first_paragraph(described: type) -> str:
    """Return what a class says about itself: the first paragraph of its docstring, on one line."""
    return " ".join(inspect.cleandoc(described.__doc__ or "").partition("\n\n")[0].split())
