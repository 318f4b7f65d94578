"""What was meant by a word that is no name of the language: other spellings, other names, slips, what speaks of it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from datamap.catalog.glossary import HEADINGS, BuiltIn, meant_by, names_in
from datamap.model import keys
from datamap.model.everyday import called_elsewhere
from datamap.model.spelling import folded, parts, stem
from datamap.report.explained import closed_words

_MOST = 5
_LETTERS = 3
"""A shorter part of a word, such as `no`, finds everything and nothing."""
_EVERYWHERE = (
    "the and for not our are with without from non was were has have had does did what where which who whom whose why "
    "how when can may must should will you your they their them this that these those there any all about into its"
)
_COMMON = frozenset(_EVERYWHERE.split())
_OPENINGS = tuple(
    re.compile(f"^(?:{way})", re.IGNORECASE) for way in ("", "(the )?rights? ", "(the )?(rights? (to|of) )?")
)
"""What a question can begin with and a name does not, such as “the right to”."""
_STATEMENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("none", "There is none", ("null", "nothing", "empty", "nil", "not applicable", "n/a", "no")),
    ("unknown", "Nobody here knows", ("not known", "to do", "tbd", "to be determined", "tba")),
)
_PROPER = frozenset({"vendors", "countries", "areas"})
"""Vocabularies of names, which mean nothing else."""
_CODE = re.compile(r"[A-Z]{2}")
_IN_NAME, _IN_TITLE, _IN_MEANING = 4, 3, 1
_ALIKE, _ALIKE_SHORT = 0.85, 0.65
"""How much of a slip of the pen is what was meant; where letters changed places, less."""
_ENOUGH = 0.5
"""What is found by less than this part of what finds the best is noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of the language: its title, all that it is called in one spelling, and the words that speak of it."""

    id: str
    title: str
    called: frozenset[str]
    proper: bool
    words: Mapping[str, int]


def meant(word: str) -> tuple[Named, ...]:
    """Return the names of which `word` is another spelling, the title, or another name; keys come first."""
    told = frozenset(meant_by(word))
    for found in dict.fromkeys(folded(opening.sub("", word)) for opening in _OPENINGS):
        meaning = (each for each in _named() if found in each.called or each.id in told)
        by_id: dict[str, Named] = {}
        for each in meaning:
            by_id.setdefault(each.id, each)
        by_id.pop(word, None)
        if by_id:
            return tuple(by_id.values())
    return ()


def slip(word: str) -> str | None:
    """Return the name that is most like `word`, by all that it is called, or `None` where nothing is like it."""
    by_spelling = {folded(closed): closed for closed in sorted(closed_words())}
    by_spelling |= {spelling: each.id for each in reversed(_named()) if not each.proper for spelling in each.called}
    near = _like(folded(word), by_spelling) or _like("".join(parts(word)), by_spelling)
    return by_spelling[near] if near is not None else None


def _like(written: str, known: Iterable[str]) -> str | None:
    """Return what `written` is probably a slip of: a letter or two of it differ, or stand in another order."""
    if len(written) < _LETTERS:
        return None
    near = get_close_matches(written, list(known), n=_MOST, cutoff=_ALIKE_SHORT)
    turned = next((other for other in near if sorted(other) == sorted(written)), None)
    return turned or (near[0] if near and SequenceMatcher(None, near[0], written).ratio() >= _ALIKE else None)


def spoken_of(word: str) -> tuple[tuple[str, ...], tuple[Named, ...]]:
    """Return the parts of `word` that anything speaks of, and the best few names that do."""
    entries = [each for each in _named() if not each.proper]
    spread = Counter(part for each in entries for part in each.words)
    wanted = {part: written if part == stem(written) else part for written, part in _sought(word, spread)}
    scores = {each.id: 0.0 for each in entries}
    for each in entries:
        score = sum(each.words.get(part, 0) * math.log(len(entries) / spread[part]) for part in wanted)
        scores[each.id] = max(scores[each.id], score)
    least = max(scores.values()) * _ENOUGH
    titled = {each.id: each for each in reversed(entries)}
    best = sorted((id_ for id_, score in scores.items() if score > 0 and score >= least), key=lambda id_: -scores[id_])
    return tuple(wanted.values()), tuple(titled[id_] for id_ in best[:_MOST])


def _sought(word: str, spread: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield each part of `word` that anything speaks of as written, and as it is spoken of, with slips mended."""
    for written in parts(word):
        part = stem(written)
        if len(written) < _LETTERS or written in _COMMON:
            continue
        known = part if part in spread else _like(part, spread)
        if known is not None:
            yield written, known


@cache
def _named() -> tuple[Named, ...]:
    return tuple(_entries())


def _entries() -> Iterator[Named]:
    for id_, title, other in _STATEMENTS:
        yield _entry(id_, title, other, "")
    for key in sorted(dict.fromkeys(place.key for place in keys.places()), key=lambda key: not key.kind):
        other = called_elsewhere(key.name)
        # Keys of one name have the other names together: what they are called says nothing of each alone.
        yield _entry(key.name, key.title, other, key.description)
    for vocabulary in HEADINGS:
        for term in names_in(vocabulary):
            yield _term(term, proper=vocabulary in _PROPER)


def _term(term: BuiltIn, *, proper: bool) -> Named:
    facts = dict(term.facts)
    other = tuple(facts[label].split(", ") for label in ("other names", "short name") if label in facts)
    meaning = " ".join(words for label, words in term.facts if label not in _FOREIGN)
    return _entry(term.id, term.title, tuple(name for names in other for name in names), meaning, proper=proper)


_FOREIGN = frozenset({"other names", "short name", "DPV", "Fides", "address"})


def _entry(id_: str, title: str, other: tuple[str, ...], meaning: str, *, proper: bool = False) -> Named:
    words: dict[str, int] = {}
    weighed: list[tuple[int, tuple[str, ...]]] = [
        (_IN_MEANING, (meaning,)),
        (_IN_TITLE, (title, *other)),
        (_IN_NAME, (id_,)),
    ]
    for weight, texts in weighed:
        words.update({stem(part): weight for text in texts for part in parts(text) if len(part) >= _LETTERS})
    # The code of a country, such as `IS` or `TO`, is a word of every other question.
    called = frozenset(map(folded, (title, *other) if _CODE.fullmatch(id_) else (id_, title, *other)))
    return Named(id=id_, title=title, called=called, proper=proper, words=words)
