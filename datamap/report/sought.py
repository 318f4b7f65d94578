"""Keys and built-in terms that speak of a word that is none of them: found in names, titles, synonyms and meanings."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from datamap.catalog.glossary import HEADINGS, names_in
from datamap.model import keys

_MOST = 5
_LETTERS = 3
"""A shorter part of a word, such as `no`, finds everything and nothing."""
_COMMON = frozenset({"the", "and", "for", "not", "our", "are", "with", "without", "from", "non"})
_PROPER = frozenset({"vendors", "countries", "areas"})
"""Vocabularies of names, which mean nothing else."""
_IN_NAME, _IN_TITLE, _IN_MEANING = 4, 3, 1
_Fields = tuple[tuple[int, frozenset[str]], ...]


def sought(word: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the parts of `word` that anything speaks of, and the best few names that do, each with its title."""
    wanted = tuple(dict.fromkeys(part for part in _parts(word) if part not in _COMMON))
    entries = tuple(_entries())
    spread = Counter(part for _, _, fields in entries for part in {each for _, held in fields for each in held})
    found: dict[str, tuple[float, str]] = {}
    for name, title, fields in entries:
        score = sum(
            max((weight for weight, held in fields if part in held), default=0) * math.log(len(entries) / spread[part])
            for part in wanted
            if spread[part]
        )
        if score > found.get(name, (0.0, ""))[0]:
            found[name] = (score, title)
    best = sorted(found, key=lambda name: (-found[name][0], name))[:_MOST]
    written = {_stem(part): part for part in _split(word)}
    return tuple(written[part] for part in wanted if spread[part]), tuple((name, found[name][1]) for name in best)


def _entries() -> Iterator[tuple[str, str, _Fields]]:
    for key in dict.fromkeys(place.key for place in keys.places()):
        fields = ((_IN_NAME, _held(key.name)), (_IN_TITLE, _held(key.title)), (_IN_MEANING, _held(key.description)))
        yield key.name, key.title, fields
    for vocabulary in HEADINGS:
        for term in () if vocabulary in _PROPER else names_in(vocabulary):
            named = " ".join(words for label, words in term.facts if label == "other names")
            meant = " ".join(words for label, words in term.facts if label not in _FOREIGN)
            yield (
                term.id,
                term.title,
                ((_IN_NAME, _held(term.id)), (_IN_TITLE, _held(f"{term.title} {named}")), (_IN_MEANING, _held(meant))),
            )


_FOREIGN = frozenset({"other names", "DPV", "Fides", "address"})


def _held(text: str) -> frozenset[str]:
    return frozenset(_parts(text))


def _parts(text: str) -> list[str]:
    return [_stem(part) for part in _split(text)]


def _split(text: str) -> list[str]:
    return [part for part in re.findall(r"[^\W_]+", text.casefold()) if len(part) >= _LETTERS]


def _stem(part: str) -> str:
    """Return a word without the ending of the plural, so that one form finds the other."""
    if part.endswith(("ies", "y")):
        return part.removesuffix("s").removesuffix("ie").removesuffix("y")
    return part[:-1] if part.endswith("s") and not part.endswith("ss") else part
