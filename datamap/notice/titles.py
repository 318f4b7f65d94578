"""What parties, places, laws and mechanisms are called inside a sentence."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from datamap.catalog.countries import place_in_a_sentence
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.regimes import regimes
from datamap.catalog.spelling import spelled
from datamap.model.inventory import records_of
from datamap.model.said import Said
from datamap.notice import capitals
from datamap.notice.number import are_several, is_plural
from datamap.notice.ways import Ways

PARTIES = ("processors", "recipients", "clients")


@dataclass(frozen=True)
class Titles(Ways):
    """The titles of one organisation, as those who are named would write them."""

    @cached_property
    def _bare_titles(self) -> Counter[str]:
        """The titles of parties without what stands in brackets behind them, and how many parties each is for."""
        ids = [(kind, id_) for kind in PARTIES for id_ in records_of(self.naming.records, kind)]
        return Counter(capitals.bare(self.naming.title(kind, id_)) for kind, id_ in ids)

    def party_name(self, title: str) -> str:
        """Return the title of a party as its name: without an owner in brackets, unless that tells two apart.

        What stands in brackets is an owner where the catalogue names a vendor so; of an own title it may be anything.
        """
        bare = capitals.bare(title)
        is_owner = title in self.naming.vendors.values()
        return bare if is_owner and self._bare_titles[bare] <= 1 else title

    def party_words(self, kind: str, id_: str, title: str, *, articled: bool) -> str:
        """Return a party's title: as a name if it is one, else as words, `articled` where asked."""
        party, title = self.naming.record(kind, id_), self.party_name(title)
        names = (getattr(party, name, None) for name in ("vendor", "legal_name"))
        if party is None or any(name is not None and name is not Said.NONE for name in names):
            return title
        if articled and not self.are_several(id_):
            return capitals.of_a_body(title, self.proper)
        several = title.endswith("s")
        if party.legal_name is Said.NONE:
            # Nobody is named, so that the title describes.
            return capitals.described(title, self.proper, alone=True, plain=True)
        return self.lowered(title) if kind == "clients" else capitals.described(title, self.proper, alone=several)

    def are_several(self, id_: str) -> bool:
        """Whether a party or kind of party is several, so that verbs and pronouns are in the plural."""
        title, kind = self.naming.title_among((*PARTIES, "party_kinds"), id_)
        party = self.naming.record(kind, id_) if kind is not None else None
        known = self.naming.vocabulary["party_kinds"].get(id_)
        if known is not None and title == known.title:
            return is_plural(known.plural or known.words or known.title)
        words = spelled(id_) if title == id_ else title
        # Of clients one seldom is named: `Customers of Harbour Books` describes several.
        return are_several(words, party, self.proper) or (kind == "clients" and is_plural(words))

    def place(self, code: str) -> str:
        """Return the name of a country, area or region."""
        region = self.naming.record("regions", code)
        if region is not None:
            title = self.naming.title("regions", code, region)
            known = place_in_a_sentence(code)
            if known is not None and known.removeprefix("the ") == title:
                return known
            return spelled(code) if title == code else capitals.described(title, self.proper)
        return place_in_a_sentence(code) or spelled(code)

    def place_alone(self, code: str) -> str:
        """Return the name of a place where it stands alone, without an article."""
        return self.place(code).removeprefix("the ")

    def regime_title(self, id_: str) -> str:
        """Return the name of a law on data protection that the catalogue knows, with its article."""
        known = regimes().get(id_)
        return f"the {known.title}" if known is not None else spelled(id_)

    def mechanism(self, id_: str, *, ours: bool = False) -> str:
        """Return what makes a transfer lawful, as it reads after “on the basis of”; `ours` if we are certified."""
        known = mechanisms().get(id_)
        if known is None:
            return spelled(id_)
        return known.ours if ours and known.ours is not None else known.words

    def law(self, text: str, *, definite: bool = False) -> str:
        """Return the title of a declared law, or the citation as it was written; with an article if `definite`."""
        law = self.naming.record("laws", text)
        title = self.naming.title("laws", text, law) if law is not None else text
        title = spelled(title, capital=True) if law is not None and title == text else title
        return capitals.of_a_law(title) if definite else title
