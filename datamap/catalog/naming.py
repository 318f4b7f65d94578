"""What a record or term is called: by the inventory first, then by the catalogue, and never by a guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datamap.catalog.countries import place_name
from datamap.catalog.spelling import spelled
from datamap.model.inventory import records_of
from datamap.model.records import KINDS, Records
from datamap.model.said import Said
from datamap.model.term import Term, Vocabulary
from datamap.model.words import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Names for one organisation in one language: its own titles, the names of its vendors, the built-in terms."""

    records: Records
    vocabulary: Vocabulary
    vendors: Mapping[str, str]
    language: str = "en"

    def words(self, text: str | Mapping[str, str]) -> str:
        """Return a text of the inventory in the language of this naming, on one line."""
        return " ".join(in_language(text, self.language).split())

    def record(self, kind: str, id_: str) -> Any | None:  # noqa: ANN401
        """Return the record that `id_` names, or `None`; a right gives its first variant."""
        found = records_of(self.records, kind).get(id_) if kind in KINDS else None
        return found[0] if isinstance(found, tuple) else found

    def entity(self, id_: str) -> str:
        """Return the name of one of several entities, its title, or its identifier where it has neither."""
        entities = getattr(self.records.organisation, "entities", None)
        held = entities.get(id_) if isinstance(entities, Mapping) else None
        stated = (getattr(held, key, None) for key in ("name", "title"))
        return next((self.words(text) for text in stated if text is not None and not isinstance(text, Said)), id_)

    def term(self, kind: str, id_: str) -> Term | None:
        """Return the built-in term that `id_` is, or that its record is a kind of."""
        terms = self.vocabulary.get(_VOCABULARY.get(kind, kind), {})
        if id_ in terms:
            return terms[id_]
        record = self.record(kind, id_)
        kinds = getattr(record, "is_", None) or ()
        return next((terms[name] for name in kinds if name in terms), None) if isinstance(kinds, tuple) else None

    def title(self, kind: str, id_: str, record: Any | None = None) -> str:  # noqa: ANN401
        """Return the heading for a record or term; its identifier where nothing gives it a name."""
        record = record if record is not None else self.record(kind, id_)
        title = getattr(record, "title", None)
        if title is not None:
            return self.words(title)
        vendor = getattr(record, "vendor", None)
        if isinstance(vendor, str) and vendor in self.vendors:
            return self.vendors[vendor]
        for key in ("to", "for_"):
            wording = getattr(record, key, None)
            if wording is not None and kind != "trackers":
                return _capitalised(self.words(wording))
        if kind == "trackers":
            return ", ".join(getattr(record, "names", None) or (id_,))
        if kind == "disclosures" and record is not None:
            return self._triggers(id_, record)
        term = (
            self.term(kind, id_)
            if record is None or id_ in self.vocabulary.get(_VOCABULARY.get(kind, kind), {})
            else None
        )
        return term.title if term is not None else _place_like(id_) if kind == "regions" else id_

    def _triggers(self, id_: str, record: Any) -> str:  # noqa: ANN401
        """Return what a disclosure without a title is called: its triggers by their names."""
        terms = self.vocabulary.get("triggers", {})
        named = ", ".join(terms[name].title for name in record.is_ or () if name in terms)
        return named or spelled(id_, capital=True)

    def title_among(self, kinds: tuple[str, ...], id_: str) -> tuple[str, str | None]:
        """Return (title, kind of the declared record or `None`) for an identifier that can be of several kinds."""
        for kind in kinds:
            if self.record(kind, id_) is not None:
                return self.title(kind, id_), kind
        for kind in kinds:
            term = self.vocabulary.get(kind, {}).get(id_)
            if term is not None:
                return term.title, None
        return id_, None

    @property
    def organisation(self) -> str | None:
        """The name of the organisation, or `None` where it is missing or unknown."""
        organisation = self.records.organisation
        if organisation is None or organisation.name is None or isinstance(organisation.name, Said):
            return None
        return self.words(organisation.name)


_VOCABULARY = {
    "processors": "party_kinds",
    "recipients": "party_kinds",
    "systems": "system_kinds",
    "trackers": "tracker_kinds",
    "disclosures": "triggers",
    "commitments": "promises",
}


def _place_like(id_: str) -> str:
    """Return the title of a region without one: that of the area that it is called like, as `eu` is."""
    return (place_name(id_) or id_).removeprefix("the ")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
