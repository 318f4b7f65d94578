"""What built-in terms a record is: its identifier, what it says it is, and everything broader."""

from collections.abc import Iterable
from typing import Any

from datamap.catalog.naming import Naming
from datamap.graph.vocabulary import Mention

_VOCABULARY = {"processors": "party_kinds", "recipients": "party_kinds", "systems": "system_kinds", "trackers": "tracker_kinds",
               "commitments": "promises", "disclosures": "triggers"}  # fmt: skip


class Kinds:
    """Finds the built-in terms behind identifiers; what was looked up once is remembered."""

    def __init__(self, naming: Naming) -> None:
        """Take the records and the vocabulary of one organisation."""
        self.naming = naming
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, kind: str, id_: str, record: Any = None) -> frozenset[str]:  # noqa: ANN401
        """Return the terms that a record of a kind is, broader ones included; `record` where it is declared in place."""
        if record is not None:
            return self._upward(kind, [id_, *_stated(record)])
        key = (kind, id_)
        if key not in self._known:
            self._known[key] = self._upward(kind, [id_, *_stated(self.naming.record(kind, id_))])
        return self._known[key]

    def of_mention(self, kind: str, mention: Mention) -> frozenset[str]:
        """Return the terms that an entry of a list is, or of a mapping that declares in place."""
        return self.of(kind, mention.id, mention.record)

    def _upward(self, kind: str, names: Iterable[str]) -> frozenset[str]:
        terms = self.naming.vocabulary.get(_VOCABULARY.get(kind, kind), {})
        found: set[str] = set()
        met: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in met:
                continue
            met.add(name)
            term = terms.get(name)
            if term is not None:
                found.add(name)
                if term.is_ is not None:
                    waiting.append(term.is_)
            waiting.extend(_stated(self.naming.record(kind, name)))
        return frozenset(found)


def _stated(record: Any) -> tuple[str, ...]:  # noqa: ANN401
    kinds = getattr(record, "is_", None)
    return kinds if isinstance(kinds, tuple) else ()
