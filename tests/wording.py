"""Every word that stands at a place of an inventory, once the records and terms it names are spelled out."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import records_of
from datamap.model.items import Item, Refers
from datamap.model.records import KINDS, Records
from datamap.model.references import FLOW_NODES, plan_of
from datamap.model.term import Term, Vocabulary


def words_at(
    value: Any,
    records: Records,
    vocabulary: Vocabulary,
    *,
    target: Refers | None = None,
    without: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """Yield the words below `value`: keys, identifiers, texts, and the titles and words of whatever is named.

    `target` says what the identifiers of `value` itself name. Keys in `without` are passed over with all below them.
    """
    yield from _Speller(records, vocabulary, without).below(value, target, follow=True)


class _Speller:
    def __init__(self, records: Records, vocabulary: Vocabulary, without: frozenset[str]) -> None:
        self.records = records
        self.vocabulary = vocabulary
        self.without = without

    def below(self, value: Any, target: Refers | None, *, follow: bool) -> Iterator[str]:  # noqa: C901, PLR0912 - one dispatch over the few shapes a value has
        if isinstance(value, BaseModel):
            for name, held in value.__dict__.items():
                key, refers = plan_of(type(value))[name]
                if held is not None and key not in self.without:
                    yield key.replace("_", " ")
                    yield from self.below(held, refers, follow=follow)
        elif isinstance(value, FlowPath):
            for station in value:
                for name in station:
                    yield from self.named(name, FLOW_NODES, follow=follow)
        elif isinstance(value, Item):
            yield from self.named(value.id, target, follow=follow)
            yield from self.below(value.detail, None, follow=follow)
        elif isinstance(value, Mapping):
            for id_, held in value.items():
                yield from self.named(str(id_), target, follow=follow)
                yield from self.below(held, None, follow=follow)
        elif isinstance(value, tuple):
            for held in value:
                yield from self.below(held, target, follow=follow)
        elif isinstance(value, str) and target is not None:
            yield from self.named(value, target, follow=follow)
        elif value is not None:
            yield str(value)

    def named(self, id_: str, target: Refers | None, *, follow: bool) -> Iterator[str]:
        """Yield an identifier and, once, the words of the record or term that it names."""
        yield id_
        if not follow or target is None:
            return
        for kind in target.kinds:
            term = self.vocabulary.get(kind, {}).get(id_)
            if term is not None:
                yield from _words_of(term)
            if kind in KINDS and (record := records_of(self.records, kind).get(id_)) is not None:
                yield from self.below(record, None, follow=False)
            if kind == "contacts" and self.records.organisation is not None:
                contacts = self.records.organisation.reached
                if id_ in contacts:
                    yield from self.below(contacts[id_], None, follow=False)


def _words_of(term: Term) -> Iterator[str]:
    for words in (term.title, term.words, term.to, term.for_, term.plural, term.singular):
        if words is not None:
            yield words
