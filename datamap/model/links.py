"""Links to documents: a web address, a title, or both."""

import re
from typing import Annotated, Any, Self

from pydantic import GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from datamap.model.base import Frozen
from datamap.model.complaints import complaint, shortened
from datamap.model.meta import key
from datamap.model.words import Text

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED = ("https", "http", "mailto", "tel")
_LOOKS_LIKE_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:\S+|(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/|$)|[\w.-]*/)\S*)")
_FORBIDDEN = re.compile(r"[\s<>\"`\\\x00-\x1f\x7f]")
_EMAIL = re.compile(r"[^\s@<>\"'`,;:\\()\[\]]{1,64}@[^\s@<>\"'`,;:\\()\[\]]{1,255}")


def _url(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise complaint("url", "expected a web address", "write one such as https://example.org/privacy")
    address = value.strip()
    if _FORBIDDEN.search(address):
        raise complaint(
            "url",
            f"the address `{shortened(address)}` holds a space, a quote, a backslash or an angle bracket",
            "percent-encode it",
        )
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _ALLOWED:
        raise complaint("url", f"`{shortened(scheme[1])}:` links are not published", f"use {', '.join(_ALLOWED)}")
    return address


def _email(value: object) -> str:
    if isinstance(value, str) and _EMAIL.fullmatch(value.strip()):
        return value.strip()
    if not isinstance(value, str):
        raise complaint("email", "expected an e-mail address", "write one such as privacy@example.org")
    raise complaint(
        "email",
        f"`{shortened(value)}` is not an e-mail address",
        "write the address alone, such as privacy@example.org",
    )


class _CheckedText:
    def __init__(self, check: Any) -> None:  # noqa: ANN401
        self.check = check

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(self.check)


Url = Annotated[str, _CheckedText(_url)]
"""A web address with an allowed scheme, or a relative one."""
Email = Annotated[str, _CheckedText(_email)]


class Link(Frozen):
    """A document: where it is, what it is called, or both. A text alone is its address, else its title."""

    short_form = "title"

    title: Text | None = key("Title", "What the document is called.", example="Data processing agreement", public=True)
    url: Url | None = key("Address", "Where the document is.", example="https://example.org/dpa", public=True)

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str):
            return {"url" if _LOOKS_LIKE_URL.fullmatch(value.strip()) else "title": value}
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.url is None:
            raise complaint("link", "this document has neither a `title` nor a `url`", "write one of them, or both")
        return self
