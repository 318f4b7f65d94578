"""What an identifier can name: the records an organisation sees, the built-in terms, and the words of the language."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from datamap.load.nearest import Names
from datamap.model.basis import BASES
from datamap.model.items import Refers
from datamap.model.rights import Who
from datamap.model.spelling import folded

# What looks like this was meant as an identifier; anything else in a key that takes words is words.
_LOOKS_LIKE_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_MOST_ASKED = 1_000
"""Nobody reads on after so many suggestions, and among very many names each takes a few milliseconds."""
_SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")


def _no_synonyms(_: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The built-in names, asked for one vocabulary at a time: its identifiers, and the synonyms that point to them."""

    ids: Callable[[str], Collection[str]]
    synonyms: Callable[[str], Mapping[str, str]] = _no_synonyms


@dataclass(slots=True)
class Known:
    """The names that one organisation can use, by kind; `local` are those that the record at hand declares in place."""

    terms: Terms
    declared: dict[str, Collection[str]]
    local: dict[str, set[str]] = field(default_factory=dict)
    clear: set[int] = field(default_factory=set)
    _every: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, init=False)
    _names: dict[tuple[str, ...], Names] = field(default_factory=dict, init=False)
    _spellings: dict[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict, init=False)
    _asked: int = field(default=0, init=False)

    def knows(self, id_: str, target: Refers) -> bool:
        """Whether `id_` names something that a key with this target may name."""
        kinds = target.kinds
        if id_ in self.names(target):
            return True
        if any(id_ in self.local.get(kind, ()) for kind in kinds):
            return True
        if "countries" in kinds:
            subdivision = _SUBDIVISION.fullmatch(id_)
            if subdivision is not None and subdivision[1] in self.ids("countries"):
                return True
        return target.words and not _LOOKS_LIKE_IDENTIFIER.fullmatch(id_)

    def names(self, target: Refers) -> frozenset[str]:
        """Return the declared and built-in names that a key with this target may name.

        A large inventory asks for them a million times, mostly for the same few combinations of kinds.
        """
        found = self._every.get(target.kinds)
        if found is None:
            kinds = target.kinds
            found = frozenset().union(*(self.declared.get(kind, ()) for kind in kinds), *map(self.ids, kinds))
            self._every[kinds] = found
        return found

    def ids(self, kind: str) -> Collection[str]:
        """Return the built-in names of a vocabulary."""
        return WORDS_OF_THE_LANGUAGE.get(kind) or self.terms.ids(kind)

    def means(self, id_: str, target: Refers) -> str | None:
        """Return the built-in name that `id_` is another name of."""
        found = (self.terms.synonyms(kind).get(id_) for kind in target.kinds)
        return next((meant for meant in found if meant is not None), None)

    def _spelled(self, target: Refers) -> Mapping[str, str]:
        """Return the names that a key with this target may name, by one spelling of each."""
        found = self._spellings.get(target.kinds)
        if found is None:
            found = self._spellings[target.kinds] = {folded(name): name for name in sorted(self.names(target))}
        return found

    def nearest(self, id_: str, target: Refers) -> str | None:
        """Return the name that was probably meant: a term that `id_` is a synonym of, else the most similar name."""
        meant = self.means(id_, target)
        if meant is not None:
            return meant
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return None
        spelled = self._spelled(target).get(folded(id_))
        if spelled is not None:
            return spelled
        names = self._names.get(target.kinds)
        if names is None:
            names = self._names[target.kinds] = Names(
                name
                for kind in target.kinds
                for known in (self.declared.get(kind, ()), self.ids(kind))
                for name in known
            )
        return names.nearest(id_, [name for kind in target.kinds for name in self.local.get(kind, ())])


WORDS_OF_THE_LANGUAGE: Mapping[str, Collection[str]] = {"bases": BASES, "who": tuple(Who)}
