"""Lists of identifiers, each alone or with a detail, and mappings that declare in place (laws 2 and 3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Final, Generic, TypeVar, cast, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from datamap.model.complaints import complaint, shortened
from datamap.model.later import HeldLater, later

D = TypeVar("D")
R = TypeVar("R")
T = TypeVar("T")

# No white space and nothing that a path, a flow or a list uses as its own sign. Cookie names such as
# `wp-settings-[UID]`, `TS*` and `cart_{id}` are identifiers, so other punctuation is welcome.
IDENTIFIER = re.compile(r"[^\s/&,<>\"'`\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_WORDS = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+){1,5}")
RESERVED = frozenset({"none", "unknown", "one_of", "all"})
# An inventory names each of its nodes and terms again and again.
_REMEMBERED = 1 << 16


def identifier(value: object) -> str:
    """Return `value` if it can be an identifier; raise a complaint with the mend if not."""
    if not isinstance(value, str):
        raise complaint("identifier", "expected an identifier", "write a name without spaces")
    return _identifier(value)


@lru_cache(maxsize=_REMEMBERED)
def _identifier(value: str) -> str:
    if value in RESERVED:
        raise complaint("identifier", f"`{value}` is a word of the language, not an identifier", "choose another name")
    if len(value) > _LONGEST:
        raise complaint(
            "identifier", f"an identifier of {len(value):,} characters is too long", f"use at most {_LONGEST}"
        )
    if not IDENTIFIER.fullmatch(value):
        raise complaint(
            "identifier",
            f"{f'`{shortened(value)}`' if value.strip() else 'an empty text'} cannot be an identifier",
            f"write it without spaces, such as `{hyphenated(value)}`; a `title` can hold any words"
            if _WORDS.fullmatch(value)
            else "use letters, digits, `-`, `_` and `.`, and no spaces",
        )
    return value


def hyphenated(words: str) -> str:
    """Return the identifier that one would give to what is called so: small letters and hyphens."""
    return "-".join(re.findall(r"[^\W_]+", words.casefold()))


_LONGEST = 200


class _IdentifierSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(identifier)


Identifier = Annotated[str, _IdentifierSchema()]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a key whose identifiers name records of these kinds, or terms of the vocabularies of the same names.

    With `words`, text that does not look like an identifier is taken as words. With `open`, an identifier that is
    known nowhere is welcome if its detail brings a title. With `keys`, the keys of a mapping are the identifiers.
    """

    kinds: tuple[str, ...]
    words: bool = False
    open: bool = False
    keys: bool = False


def refers(*kinds: str, words: bool = False, open_: bool = False, keys: bool = False) -> Refers:
    """Mark a key as referring to records or built-in terms of `kinds`."""
    return Refers(kinds, words=words, open=open_, keys=keys)


class Item(HeldLater, Generic[D]):
    """One identifier of a list, with what was said about it in this place.

    Not a dataclass: pydantic would then build a schema of its own for it.
    """

    __slots__ = ("detail", "id")

    def __init__(self, id_: str, detail: D | None = None) -> None:
        """Hold an identifier and, where something was said beside it, the detail."""
        self.id: Final = id_
        self.detail: Final = detail

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and (self.id, self.detail) == (other.id, other.detail)

    def __hash__(self) -> int:
        return hash((self.id, self.detail))

    def __repr__(self) -> str:
        return f"Item({self.id!r})" if self.detail is None else f"Item({self.id!r}, {self.detail!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        (detail,) = get_args(source)
        pair = core_schema.dict_schema(
            keys_schema=core_schema.no_info_plain_validator_function(_entry),
            values_schema=later(detail),
        )
        return core_schema.no_info_wrap_validator_function(
            cls._read, pair, serialization=core_schema.plain_serializer_function_ser_schema(_written)
        )

    @classmethod
    def _read(cls, value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> "Item[D]":
        if isinstance(value, str):
            return cls(_entry(value))
        if isinstance(value, Mapping) and len(value) == 1:
            ((id_, detail),) = cast("Mapping[str, D]", handler(value)).items()
            return cls(id_, detail)
        several = isinstance(value, Mapping) and len(value) > 1
        raise complaint(
            "item",
            "expected an identifier, or one identifier with a detail",
            "write each as an entry of a list: `[name: {...}, other: {...}]`"
            if several
            else "write `name`, or `name: {when: you order goods}`",
        )


_ANSWERS = frozenset({"none", "unknown"})


def _entry(value: object) -> str:
    """Accept an identifier, `all` and `one_of`, a web address or words: what is meant is settled by the key."""
    if isinstance(value, str) and value.strip() and value not in _ANSWERS:
        return value.strip()
    if not isinstance(value, str):
        raise complaint("item", "expected an identifier", "write a name without spaces")
    if not value.strip():
        raise complaint("item", "an empty text cannot stand in a list", "remove it, or write what was meant")
    raise complaint("item", f"`{value.strip()}` cannot stand in a list", "write it in place of the whole list")


@lru_cache(maxsize=_REMEMBERED)
def _named(value: str) -> Item[Any]:
    return Item(_entry(value))


def _items(value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> object:
    if isinstance(value, str) and value in _ANSWERS:
        # Where the key takes such an answer, it never comes here.
        raise complaint("item", f"`{value}` cannot stand here", "leave the key out, or name what is meant")
    listed = value if isinstance(value, list | tuple) else [value]
    # Most lists hold nothing but identifiers. The handler, which calls back for each entry, is asked about the others:
    # it knows of details, and which entry a complaint is about.
    try:
        return tuple(map(_named, listed))
    except (PydanticCustomError, TypeError):
        return handler(listed)


def _written(item: Item[Any]) -> object:
    """Give back the shape that a list item has in YAML."""
    if item.detail is None:
        return item.id
    detail = item.detail
    return {item.id: detail.model_dump(by_alias=True, exclude_unset=True) if hasattr(detail, "model_dump") else detail}


class _UsesSchema(HeldLater):
    """A list refers; a mapping declares in place; a single identifier may stand without its brackets."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        referring, declaring = get_args(source)
        items = handler.generate_schema(referring)
        records = core_schema.dict_schema(
            keys_schema=core_schema.no_info_plain_validator_function(identifier),
            values_schema=later(get_args(declaring)[1]),
        )

        def choose(value: Any) -> str:  # noqa: ANN401
            return "declares" if isinstance(value, Mapping) else "refers"

        return core_schema.no_info_wrap_validator_function(
            _uses, core_schema.tagged_union_schema({"declares": records, "refers": items}, choose)
        )


def _uses(value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> object:
    if isinstance(value, list | str):
        return _items(value, handler)
    if isinstance(value, Mapping) and not value:
        raise complaint("uses", "nothing is declared here", "leave the key out, or write `none` or `unknown`")
    return handler(value)


class _ItemsSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_wrap_validator_function(_items, handler(source))


class _ManySchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_before_validator_function(
            lambda value: value if isinstance(value, list | tuple) else [value], handler(source)
        )


Many = Annotated[tuple[T, ...], _ManySchema()]
"""One value, or a list of them."""
Items = Annotated[tuple[Item[D], ...], _ItemsSchema()]
"""Identifiers that refer to shared records or built-in terms."""
Uses = Annotated[tuple[Item[D], ...] | Mapping[str, R], _UsesSchema()]
"""Identifiers that refer, or records declared in place for this use alone."""
