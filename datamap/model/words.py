"""Text as an organisation writes it: words in its first language, or the same words in several."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from datamap.model.complaints import TRUTH, complaint, shortened

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _filled(value: str) -> str:
    stripped = value.strip()
    if not stripped:
        raise _NO_WORDS
    return stripped


def _words(value: str) -> str:
    if value in TRUTH:
        raise complaint("text", "expected words", "write them, or leave the key out if there is nothing to say")
    return _filled(value)


_NO_WORDS = complaint("text", "found an empty text, expected words", "leave the key out if there is nothing to say")


class _TextSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        words = core_schema.dict_schema(
            keys_schema=core_schema.no_info_plain_validator_function(_language),
            values_schema=core_schema.no_info_after_validator_function(_words, core_schema.str_schema()),
        )

        def read(value: object, inner: core_schema.ValidatorFunctionWrapHandler) -> object:
            if isinstance(value, str):
                return _words(value)
            if isinstance(value, Mapping):
                if not value:
                    raise _NO_WORDS
                return inner(value)
            raise complaint(
                "text", "expected words", "write words, or one text for each language: `{en: ..., de: ...}`"
            )

        return core_schema.no_info_wrap_validator_function(
            read, words, serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value)
        )


def _language(value: object) -> str:
    if isinstance(value, str) and LANGUAGE_TAG.fullmatch(value):
        return value
    raise complaint("language", f"`{shortened(value)}` is not a language", "write its tag, such as `en` or `pt-BR`")


class _LanguageSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(_language)


class _PlainSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_after_validator_function(_filled, core_schema.str_schema())


Text = Annotated[str | Mapping[str, str], _TextSchema()]
"""Words, or a mapping from language tag (BCP 47) to words."""
Plain = Annotated[str, _PlainSchema()]
"""Words in one language only: names, numbers, notes."""
Language = Annotated[str, _LanguageSchema()]
"""A language tag (BCP 47), such as `en` or `pt-BR`."""


def in_language(text: str | Mapping[str, str], language: str) -> str:
    """Return the words of `text` in `language`, else in its first language."""
    if isinstance(text, str):
        return text
    return text[language] if language in text else next(iter(text.values()))
