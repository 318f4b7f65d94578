"""Sentences from templates: one macro a sentence, one file a section, one directory a language.

A macro that names a value it was not given fails, and a sentence cannot be made without the paths of its records.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from datamap.model.provenance import Path, Sourced
from datamap.notice.capitals import begins_as_written
from datamap.notice.compiled import Compiled
from datamap.notice.number import several

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_TWICE = re.compile(r"(?<!\.)([.!?])((?:</\w+>)*)\.(?=\s|<|$)")
"""A full stop behind a mark that ends a sentence already: of `Inc.`, or of words that brought their own."""
_ADVERBIAL = re.compile(r"(?:at|by|from|in|on|over|through|under|using|via|when|with|without)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(which|who|that)(?= (?:are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would"
    r"|answers?|contains?|describes?|helps?|holds?|identif(?:y|ies)|includes?|makes?|runs?|sends?|shows?|tells?|works?"
    r"|a|an|he|i|it|our|she|the|they|we|you|your) )",
    re.IGNORECASE,
)
"""Words that begin a clause on what stands before it."""
_BRACKETED = re.compile(r"<[^>]*>|\([^()]*\)|“[^”]*”")
_BEFORE_WORDS = re.compile(r"(?:<[^>]*>|&[a-z#0-9]+;|[“‘(])*")


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("datamap.notice", f"templates/{language}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Compiled("writer"),
    )
    environment.filters["listed"] = listed
    environment.filters["capital"] = capital
    environment.filters["sentence"] = sentence
    environment.tests["adverbial"] = adverbial
    environment.tests["directed"] = directed
    environment.tests["infinitive"] = infinitive
    environment.tests["several"] = several
    environment.filters["closed"] = closed
    environment.tests["led"] = led
    environment.filters["clauses"] = clauses
    environment.filters["noted"] = noted
    environment.filters["day"] = day
    return environment


@cache
def _macros(environment: Environment, section: str) -> TemplateModule:
    return environment.get_template(f"{section}.jinja").module


def listed(parts: Iterable[str], joint: str = "and") -> Markup:
    """Return `a`, `a and b`, or `a, b and c`.

    Where a part has the joint of its own, a comma stands before the last; where one has a comma, semicolons divide.
    """
    safe = [escape(part) for part in parts]
    if len(safe) <= 1:
        return safe[0] if safe else Markup()
    *others, final = safe
    bare = [_BRACKETED.sub("", part) for part in safe]
    if any("," in part for part in (bare if others[1:] else bare[:-1])):
        comma, last = "; ", "; {} "
    elif any(f" {joint} " in part for part in bare):
        comma, last = ", ", ", {} "
    else:
        comma, last = ", ", " {} "
    return escape(comma).join(others) + escape(last.format(joint)) + final


def sentence(text: str) -> Markup:
    """Return words as a sentence: a capital at the start, one full stop at the end."""
    words = capital(text)
    return words if not words or words.endswith((".", "!", "?", ":", ".”")) else words + "."


def capital(text: str) -> Markup:
    """Return words with a capital at the start, behind whatever tags and quotation marks come first.

    A name that begins with a small letter stays as it is.
    """
    words = escape(text).strip()
    first = _BEFORE_WORDS.match(words)
    at = first.end() if first is not None else 0
    if begins_as_written(words[at:]):
        return words
    return Markup(words[:at] + words[at : at + 1].upper() + words[at + 1 :])  # noqa: S704 - cut from what is safe


def clauses(parts: Iterable[str]) -> Markup:
    """Return clauses divided by semicolons, with one full stop at the end."""
    safe = [escape(part) for part in parts]
    return Markup("; ").join(part.rstrip().removesuffix(".") for part in safe) + "."


def noted(notes: Iterable[str], extras: str) -> Markup:
    """Return notes in brackets, and what qualifies a statement behind them; two brackets in a row become one."""
    held, more = [escape(note) for note in notes if note], escape(extras)
    if not held:
        return more
    inside = Markup("; ").join(held)
    return (
        Markup(" ({}; {}").format(inside, more[2:]) if more.startswith(" (") else Markup(" ({}){}").format(inside, more)
    )


def adverbial(ways: Iterable[str]) -> bool:
    """Whether all ways read on after a verb: `by e-mail to ...`, `in your account`."""
    return all(_ADVERBIAL.match(way) for way in ways)


def directed(ways: Iterable[str]) -> bool:
    """Whether all ways read on after a verb of going: `to the court`, `by e-mail to ...`."""
    return all(way.startswith("to ") or _ADVERBIAL.match(way) for way in ways)


def closed(phrases: Iterable[str], joint: str = "and") -> Markup:
    """Return phrases as they stand before what goes on: with a comma where the last one has a clause of its own."""
    *others, final = [escape(phrase) for phrase in phrases]
    return listed([*others, final], joint) + ("," if "," in _BRACKETED.sub("", final) else "")


def infinitive(purposes: Iterable[str]) -> bool:
    """Whether all purposes say what to do, and none for what: `to deliver`, not `for security reasons`."""
    return all(purpose.startswith("to ") for purpose in purposes)


def relative(words: str) -> Markup | None:
    """Return a clause as it follows what it describes, with what stands before it, or `None` for other words.

    `Which may name you` becomes `, which may name you`, `that we write` stays; `Which pages you open` is no such one.
    """
    match = _RELATIVE.match(words)
    if match is None:
        return None
    pronoun = match[1].lower()
    return Markup("{} {}{}").format("" if pronoun == "that" else ",", pronoun, words[match.end(1) :].removesuffix("."))


def led(words: str) -> bool:
    """Whether words have an article or its like, so that they follow a verb: `our shop`, not `Cloud-based shop`."""
    return _BEFORE_WORDS.sub("", escape(words), count=1).startswith(("our ", "the ", "your ", "their "))


def day(date: dt.date | str) -> str:
    """Return a date as English writes it: `25 February 2024`, or `February 2024` and `2024` where no more is known."""
    if isinstance(date, str):
        year, _, month = date.partition("-")
        return f"{_MONTHS[int(month) - 1]} {year}" if month else year
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


class Writer:
    """Writes sentences in one language."""

    def __init__(self, language: str) -> None:
        self.environment = _environment(language)

    def say(self, macro: str, at: Iterable[Path], about: tuple[Path, ...] = (), /, **values: Any) -> Sourced:  # noqa: ANN401
        """Return what the macro `section.sentence` makes of the values, with the paths they came from."""
        return Sourced(html=self.words(macro, **values), origin=tuple(dict.fromkeys(at)), name=macro, about=about)

    def words(self, macro: str, /, **values: Any) -> str:  # noqa: ANN401
        """Return the words of a macro that belong to no record, such as a heading."""
        section, _, sentence_name = macro.partition(".")
        made = getattr(_macros(self.environment, section), sentence_name)(**values)
        return _TWICE.sub(r"\1\2", " ".join(str(made).split()))
