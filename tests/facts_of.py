"""The facts of the five policies, and where the inventories carry them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from datamap.model.paths import parts_of, resolve_with_target
from datamap.model.records import Records
from datamap.model.term import Vocabulary
from tests.wording import words_at

if TYPE_CHECKING:
    from collections.abc import Mapping

FACTS = Path(__file__).parent / "facts"
ORGANISATIONS = tuple(sorted(path.stem for path in FACTS.glob("*.yaml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: its number, the paths that carry it, and the words that must be found there."""

    number: str
    at: tuple[str, ...]
    words: tuple[str, ...]


def facts_of(organisation: str) -> tuple[Fact, ...]:
    """Return the facts of one organisation, in the order of the file."""
    rows: Mapping[str, Any] = yaml.safe_load((FACTS / f"{organisation}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Fact(number=number, at=tuple(row["at"]), words=tuple(map(str, row["words"]))) for number, row in rows.items()
    )


def normal(text: str) -> str:
    """Return text without differences that carry no fact: case, kinds of quotation marks, runs of white space."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‑", "-")).casefold()


def missing_words(
    fact: Fact, records: Records, vocabulary: Vocabulary, without: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the words of a fact that none of its paths carries; `without` names keys that do not count."""
    said = " | ".join(
        normal(word)
        for path in fact.at
        if not without.intersection(parts_of(path))
        for value, target in (resolve_with_target(records, path),)
        for word in (path, *words_at(value, records, vocabulary, target=target, without=without))
    )
    return tuple(word for word in fact.words if normal(word) not in said)
