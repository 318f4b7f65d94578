"""The built-in terms: data categories, people, purposes, measures and the other words that inventories share."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from datamap.load.parse import parse
from datamap.model.term import Term, Vocabulary

_FILE = "terms.yaml"
_VOCABULARY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_TERM = re.compile(r"^  ([a-z0-9][a-z0-9-]*): \{.*\}$", re.MULTILINE)

_NO_PROSE = re.compile(r"^ *#.*$|^  [a-z0-9-]+: \{|\b(?:dpv|fides|is|law): ?[^,}]+", re.MULTILINE)
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_HEADS = re.compile(r"\btitle: \"?([A-Z][a-z]+)\b")


class _Terms(Mapping[str, Term]):
    """The terms of one vocabulary. Each stands on one line, and is read when it is asked for: few are, of hundreds."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._read: dict[str, Term] = {}

    def __getitem__(self, id_: str) -> Term:
        term = self._read.get(id_)
        if term is None:
            line = parse(_FILE, self._lines[id_].encode("utf-8"))
            term = self._read[id_] = Term.model_validate(line.data[id_])
        return term

    def __contains__(self, id_: object) -> bool:
        return id_ in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def _text() -> str:
    return (Path(__file__).parent / "data" / _FILE).read_text(encoding="utf-8")


@cache
def _lines() -> Mapping[str, Mapping[str, str]]:
    text = _text()
    starts = [(match[1], match.start()) for match in _VOCABULARY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {
        name: {match[1]: match[0] for match in _TERM.finditer(text, start, end)}
        for (name, start), end in zip(starts, ends, strict=True)
    }


@cache
def term_ids() -> Mapping[str, Collection[str]]:
    """Return the identifiers of each vocabulary, without reading the terms themselves."""
    return {name: frozenset(lines) for name, lines in _lines().items()}


@cache
def vocabulary() -> Vocabulary:
    """Return all built-in terms by vocabulary and identifier."""
    return {name: _Terms(lines) for name, lines in _lines().items()}


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that the terms write with a small letter: no name begins with one, or hardly any.

    The first word of a title is one of them, though it has a capital there.
    """
    heads = (head.lower() for head in _HEADS.findall(_text()))
    return frozenset([*_SMALL.findall(_NO_PROSE.sub("", _text())), *heads])


@cache
def words_of_systems() -> frozenset[str]:
    """Return what kinds of systems are called in one word, one and several: `shop`, `databases`."""
    terms = vocabulary()["system_kinds"].values()
    named = (words.split() for term in terms for words in (term.title, term.plural) if words is not None)
    return frozenset(each[-1].casefold() for each in named)


def synonyms(name: str) -> Mapping[str, str]:
    """Return the other names of the terms of one vocabulary, each with the term it points to."""
    return {other: id_ for id_, term in vocabulary().get(name, {}).items() for other in term.also or ()}
