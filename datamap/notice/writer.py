"""Sentences from templates: one macro a sentence, one file a section, one directory a language.

A macro that names a value it was not given fails, and a sentence cannot be made without the paths of its records.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from datamap.model.provenance import Path, Sourced

LANGUAGES = ("en",)
_SPACE = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r" +([.,;:)])")


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("datamap.notice", f"templates/{language}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["listed"] = listed
    environment.filters["sentence"] = sentence
    return environment


def listed(parts: Iterable[str], joint: str = "and") -> Markup:
    """Return `a`, `a and b`, or `a, b and c`; a part with a comma of its own makes the commas semicolons."""
    safe = [escape(part) for part in parts]
    if len(safe) <= 1:
        return safe[0] if safe else Markup()
    comma = "; " if any("," in part or f" {joint} " in part for part in safe) and len(safe) > 2 else ", "  # noqa: PLR2004 - two parts need no comma
    return Markup(comma).join(safe[:-1]) + Markup(f"{comma.rstrip()} {joint} " if comma == "; " else f" {joint} ") + safe[-1]


def sentence(text: str) -> Markup:
    """Return words as a sentence: a capital at the start, one full stop at the end."""
    words = escape(text).strip()
    if not words:
        return Markup()
    first = re.match(r"(?:<[^>]*>|&[a-z#0-9]+;|[“‘(])*", words)
    at = first.end() if first else 0
    ended = words if words.endswith((".", "!", "?", ":", ".”")) else f"{words}."
    return Markup(ended[:at] + ended[at : at + 1].upper() + ended[at + 1 :])


class Writer:
    """Writes sentences in one language."""

    def __init__(self, language: str) -> None:
        self.environment = _environment(language)

    def say(self, name: str, at: Iterable[Path], **values: Any) -> Sourced:  # noqa: ANN401
        """Return what the macro `section.sentence` makes of the values, with the paths they came from."""
        return Sourced(html=self.words(name, **values), origin=tuple(dict.fromkeys(at)), name=name)

    def words(self, name: str, **values: Any) -> str:  # noqa: ANN401
        """Return the words of a macro that belong to no record, such as a heading."""
        section, _, macro = name.partition(".")
        made = getattr(self.environment.get_template(f"{section}.jinja").module, macro)(**values)
        return _BEFORE_MARK.sub(r"\1", _SPACE.sub(" ", str(made)).strip())
