"""What built-in terms a record is: its identifier, what it says it is, and everything broader."""

from typing import Any

from datamap.catalog.naming import Naming
from datamap.graph.vocabulary import Mention
from datamap.model.inventory import records_of
from datamap.model.records import KINDS

_VOCABULARY = {"processors": "party_kinds", "recipients": "party_kinds", "systems": "system_kinds", "trackers": "tracker_kinds",
               "commitments": "promises", "disclosures": "triggers"}  # fmt: skip
_NOTHING: frozenset[str] = frozenset()


class Kinds:
    """Finds the built-in terms behind identifiers; what was looked up once is remembered."""

    def __init__(self, naming: Naming) -> None:
        """Take the records and the vocabulary of one organisation."""
        self.naming = naming
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._sources: dict[str, tuple[Any, Any]] = {}

    def of(self, kind: str, id_: str, record: Any = None) -> frozenset[str]:  # noqa: ANN401
        """Return the terms that a record of a kind is, broader ones included; `record` where it is declared in place."""
        if record is None:
            known = self._known.get((kind, id_))
            if known is None:
                known = self._known[kind, id_] = self._named(kind, id_)
            return known
        found = self._named(kind, id_)
        for name in _stated(record):
            found |= self.of(kind, name) if name != id_ else _NOTHING
        return found

    def all_that_are(self, kind: str, term: str) -> frozenset[str]:
        """Return the records of a kind that are what a term says; most say so in the same words, which are read once."""
        terms = self.naming.vocabulary.get(_VOCABULARY.get(kind, kind), {})
        known: dict[tuple[str, ...], bool] = {}
        found = []
        for id_, record in records_of(self.naming.records, kind).items():
            names = _stated(record)
            if id_ in terms or id_ in names:
                holds = term in self.of(kind, id_)
            elif names in known:
                holds = known[names]
            else:
                holds = known[names] = term in self.of(kind, id_)
            if holds:
                found.append(id_)
        return frozenset(found)

    def of_mention(self, kind: str, mention: Mention) -> frozenset[str]:
        """Return the terms that an entry of a list is, or of a mapping that declares in place."""
        return self.of(kind, mention.id, mention.record)

    def _named(self, kind: str, id_: str) -> frozenset[str]:
        """Return the terms that a name is: its own term with the broader ones, and those of the record of that name."""
        sources = self._sources.get(kind)
        if sources is None:
            terms = self.naming.vocabulary.get(_VOCABULARY.get(kind, kind), {})
            sources = terms, records_of(self.naming.records, kind) if kind in KINDS else {}
            self._sources[kind] = sources
        term, names = sources[0].get(id_), _stated(sources[1].get(id_))
        if term is None and not names:
            return _NOTHING
        self._known[kind, id_] = _NOTHING  # where records name each other in a circle, it ends here
        found = _NOTHING
        if term is not None:
            found = frozenset({id_}) | (self.of(kind, term.is_) if term.is_ is not None else _NOTHING)
        for name in names:
            if name != id_:
                found = found | self.of(kind, name) if found else self.of(kind, name)
        return found


def _stated(record: Any) -> tuple[str, ...]:  # noqa: ANN401
    kinds = getattr(record, "is_", None)
    return kinds if isinstance(kinds, tuple) else ()
