"""Sentences from templates: one macro a sentence, one file a section, one directory a language.

A macro that names a value it was not given fails, and a sentence cannot be made without the paths of its records.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from datamap.model.provenance import Path, Sourced

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_BEFORE_WORDS = re.compile(r"(?:<[^>]*>|&[a-z#0-9]+;|[“‘(])*")


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
    environment.filters["capital"] = capital
    environment.filters["sentence"] = sentence
    environment.filters["day"] = day
    return environment


def listed(parts: Iterable[str], joint: str = "and") -> Markup:
    """Return `a`, `a and b`, or `a, b and c`; a part with a comma of its own makes the commas semicolons."""
    safe = [escape(part) for part in parts]
    if len(safe) <= 1:
        return safe[0] if safe else Markup()
    first, *others = safe
    nested = len(others) > 1 and any("," in part or f" {joint} " in part for part in safe)
    comma, last = ("; ", "; {} ") if nested else (", ", " {} ")
    return escape(comma).join([first, *others[:-1]]) + escape(last.format(joint)) + others[-1]


def sentence(text: str) -> Markup:
    """Return words as a sentence: a capital at the start, one full stop at the end."""
    words = capital(text)
    return words if not words or words.endswith((".", "!", "?", ":", ".”")) else words + "."


def capital(text: str) -> Markup:
    """Return words with a capital at the start, behind whatever tags and quotation marks come first."""
    words = escape(text).strip()
    first = _BEFORE_WORDS.match(words)
    at = first.end() if first is not None else 0
    return Markup(words[:at] + words[at : at + 1].upper() + words[at + 1 :])  # noqa: S704 - cut from what is safe


def day(date: dt.date) -> str:
    """Return a date as English writes it: `25 February 2024`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


class Writer:
    """Writes sentences in one language."""

    def __init__(self, language: str) -> None:
        self.environment = _environment(language)

    def say(self, macro: str, at: Iterable[Path], /, **values: Any) -> Sourced:  # noqa: ANN401
        """Return what the macro `section.sentence` makes of the values, with the paths they came from."""
        return Sourced(html=self.words(macro, **values), origin=tuple(dict.fromkeys(at)), name=macro)

    def words(self, macro: str, /, **values: Any) -> str:  # noqa: ANN401
        """Return the words of a macro that belong to no record, such as a heading."""
        section, _, sentence_name = macro.partition(".")
        made = getattr(self.environment.get_template(f"{section}.jinja").module, sentence_name)(**values)
        return _SPACE.sub(" ", str(made)).strip()
