"""The JSON Schema of every value that holds no keys, in patterns that JavaScript and Python read alike.

An editor shows `patternErrorMessage` in place of the pattern; validators pass over it. Each has a title, by which an
editor tells alternatives apart, and no description, which would take the place of the key's own.
"""

import re
from typing import Any

from datamap.model.complaints import TRUTH
from datamap.model.durations import FORM, Moment
from datamap.model.items import RESERVED
from datamap.model.said import Said
from datamap.model.shapes import Leaf
from datamap.model.words import LANGUAGE_TAG

Json = dict[str, Any]

# A scalar that an editor reads as a number or a truth value is text as written for the loader.
_SCALAR = ["string", "number", "boolean"]
_SIGNS = r"""\s/&,<>"'`\\"""
_INVISIBLE = r"\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_IDENTIFIER = rf"[^{_SIGNS}{_INVISIBLE}]{{1,200}}"
_STATION = rf"\s*{_IDENTIFIER}\s*(&\s*{_IDENTIFIER}\s*)*"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_ALLOWED_SCHEME = r"([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]):"
_IN_ADDRESS = r"""[^\s<>"`\\\u0000-\u001f\u007f]"""
_IN_EMAIL = r"""[^\s@<>"'`,;:\\()\[\]]"""
_TRUTH = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "0", "1")


def _any_case(word: str) -> str:
    # A schema's patterns have no flag for it.
    return "".join(f"[{sign.upper()}{sign}]" if sign.isalpha() else sign for sign in word)


SAID: Json = {"title": "none or unknown", "enum": [member.value for member in Said]}
WORDS: Json = {"title": "words", "type": _SCALAR, "pattern": r"\S"}
SENTENCE: Json = {"title": "words", "type": ["string", "number"], "pattern": r"\S", "not": {"enum": sorted(TRUTH)}}
"""Words of which no reader would make sense if they were a truth value."""
ENTRY: Json = {
    "title": "name",
    "type": _SCALAR,
    "pattern": r"\S",
    "not": {"enum": [member.value for member in Said]},
}
DOCUMENT: Json = {
    "title": "address or title",
    "type": _SCALAR,
    "pattern": r"\S",
    # What looks like an address is one, and is held to what an address may be.
    "not": {
        "anyOf": [
            {"enum": [True, False, *sorted(TRUTH)]},
            {"type": "string", "pattern": rf"^\s*(?!{_ALLOWED_SCHEME}){_SCHEME}\S+\s*$"},
            {"type": "string", "pattern": rf"""^\s*({_SCHEME}|www\.)\S*[<>"`\\\u0000-\u001f\u007f]\S*\s*$"""},
        ]
    },
}

WORDS_BY_LANGUAGE: Json = {
    "title": "words by language",
    "type": "object",
    "propertyNames": {"$ref": "#/$defs/Language"},
    "additionalProperties": {"$ref": "#/$defs/Sentence"},
    "minProperties": 1,
}
"""A definition of its own, since alternatives are spelled out wherever words can stand."""

LEAVES: dict[Leaf, Json] = {
    Leaf.TEXT: {"anyOf": [{"$ref": "#/$defs/Sentence"}, {"$ref": "#/$defs/WordsByLanguage"}]},
    Leaf.PLAIN: WORDS,
    Leaf.LANGUAGE: {
        "title": "language",
        "type": "string",
        "pattern": f"^{LANGUAGE_TAG.pattern}$",
        "patternErrorMessage": "expected a language such as `en` or `pt-BR`",
    },
    Leaf.IDENTIFIER: {
        "title": "identifier",
        "type": _SCALAR,
        "pattern": f"^{_IDENTIFIER}$",
        "patternErrorMessage": "expected an identifier: letters, digits, `-`, `_` and `.`, and no spaces",
        "not": {"enum": sorted(RESERVED)},
    },
    Leaf.ANY_KEY: {"type": "string"},
    Leaf.ADDRESS: {
        "title": "address",
        "type": _SCALAR,
        "pattern": rf"^\s*({_ALLOWED_SCHEME}|(?!{_SCHEME})){_IN_ADDRESS}+\s*$",
        "patternErrorMessage": "expected a web address such as https://example.org/privacy",
    },
    Leaf.EMAIL: {
        "title": "e-mail address",
        "type": "string",
        "pattern": rf"^\s*{_IN_EMAIL}{{1,64}}@{_IN_EMAIL}{{1,255}}\s*$",
        "patternErrorMessage": "expected an e-mail address",
    },
    Leaf.PATH: {
        "title": "path",
        "type": "string",
        "pattern": rf"^{_STATION}(->{_STATION})+$",
        "patternErrorMessage": "expected a path such as `customer -> shop -> printers`",
        "not": {"type": "string", "pattern": rf"(^|->|&)\s*({'|'.join(sorted(RESERVED))})\s*(->|&|$)"},
    },
    Leaf.DURATION: {
        "title": "period",
        "type": "string",
        "pattern": rf"^\s*({re.sub('[?]P<[a-z]+>', '', FORM.pattern)}|{'|'.join(Moment)})\s*$".replace(" ", r"\s+"),
        "patternErrorMessage": "expected a number and a unit, such as `2 years` or `up to 6 months`",
    },
    Leaf.DATE: {
        "title": "day",
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "patternErrorMessage": "expected year, month and day, such as 2026-03-01",
    },
    Leaf.DOCUMENT_DATE: {
        "title": "day, month or year",
        "type": ["string", "integer"],
        "pattern": "^([1-9][0-9]{3}(-(0[1-9]|1[0-2]))?|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        "patternErrorMessage": "expected a date such as 2026-03-01, 2026-03 or 2026",
        "minimum": 1000,
        "maximum": 9999,
    },
    Leaf.BOOLEAN: {
        "title": "yes or no",
        "type": ["boolean", "string", "integer"],
        "pattern": f"^({'|'.join(map(_any_case, _TRUTH))})$",
        "patternErrorMessage": "expected `true` or `false`",
        "minimum": 0,
        "maximum": 1,
    },
    Leaf.NUMBER: {
        "title": "whole number",
        "type": ["integer", "string"],
        "pattern": r"^\s*[+-]?[0-9]+(_[0-9]+)*(\.0+)?\s*$",
        "patternErrorMessage": "expected a whole number",
    },
}
"""Every leaf by its kind."""
NAMES: dict[Leaf, str] = {
    Leaf.TEXT: "Text",
    Leaf.PLAIN: "Words",
    Leaf.LANGUAGE: "Language",
    Leaf.IDENTIFIER: "Identifier",
    Leaf.ANY_KEY: "AnyName",
    Leaf.ADDRESS: "Address",
    Leaf.EMAIL: "Email",
    Leaf.PATH: "Path",
    Leaf.DURATION: "Period",
    Leaf.DATE: "Day",
    Leaf.DOCUMENT_DATE: "DateOfDocument",
    Leaf.BOOLEAN: "Truth",
    Leaf.NUMBER: "Number",
}
"""What each leaf is called among the definitions of the schema."""
