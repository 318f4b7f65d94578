"""Parts of sentences: what data, people, purposes, parties, places and periods are called in running text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeGuard

from markupsafe import Markup, escape

from datamap.catalog.countries import place_name
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.naming import Naming
from datamap.catalog.regimes import regimes
from datamap.graph.hops import Category
from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import records_of
from datamap.model.items import Item
from datamap.model.links import Link
from datamap.model.said import Said
from datamap.model.term import Term
from datamap.notice.writer import listed

Address = Callable[[str, str], str | None]
"""From kind and identifier to the address of the record's page, or `None` where it has none."""
_WORD = re.compile(r"[\w.’'&-]+")
_LINKED = ("https://", "http://", "mailto:", "tel:")
_NAMES = frozenset({"regions", "products", "laws"})
"""Kinds whose titles are names, and keep their capital inside a sentence."""
_BEGIN_A_PHRASE = frozenset(
    {
        "a",
        "all",
        "an",
        "any",
        "each",
        "every",
        "general",
        "no",
        "other",
        "others",
        "our",
        "some",
        "the",
        "their",
        "these",
    }
    | {"third", "those", "your", "people", "partners", "website", "websites"}
)
"""Words with which a description begins; what begins otherwise is taken for a name, and keeps its capital."""


@dataclass(frozen=True)
class Phrases:
    """Phrases for one organisation. `address(kind, id)` gives the page of a record, or `None`."""

    scope: str
    naming: Naming
    address: Address

    def words(self, text: str | Mapping[str, str]) -> str:
        """Return a text of the inventory in the language of the notice."""
        return self.naming.words(text)

    @cached_property
    def proper(self) -> frozenset[str]:
        """First words that keep their capital: of the organisation, of vendors, of parties with a name."""
        records = self.naming.records
        names = [*self.naming.vendors.values()]
        organisation = records.organisation
        if organisation is not None:
            names += [self.words(text) for text in (organisation.name, organisation.short_name) if _is_text(text)]
        for kind in ("processors", "recipients"):
            for id_, party in records_of(records, kind).items():
                if party.vendor is not None:
                    names.append(self.naming.title(kind, id_))
        words = {match[0] for name in names if (match := _WORD.match(name))}
        return frozenset(words | {word.partition(".")[0] for word in words} | {"I", "I’m"})

    def lowered(self, title: str) -> str:
        """Return a heading as it stands inside a sentence: with a small first letter, unless it is a name."""
        first = _WORD.match(title)
        if first is None or first[0] in self.proper or first[0].removesuffix("'s").removesuffix("’s") in self.proper:
            return title
        head = title[0]
        is_name = not head.isupper() or title[1:2].isupper() or title[1:2].isdigit() or not title[1:2]
        return title if is_name else head.lower() + title[1:]

    def linked(self, kind: str | None, id_: str, words: str) -> Markup:
        """Return words, linked to the page of the record where there is one."""
        address = self.address(kind, id_) if kind is not None else None
        return Markup('<a href="{}">{}</a>').format(address, words) if address is not None else escape(words)

    def thing(self, kinds: tuple[str, ...], id_: str) -> Markup:
        """Return what an identifier is called inside a sentence, linked to its page."""
        title, kind = self.naming.title_among(kinds, id_)
        if kind is None and "regions" in kinds:
            return escape(self.place(id_))
        if kind is None:
            term = next((t for k in kinds if (t := self.naming.vocabulary.get(k, {}).get(id_))), None)
            return escape(_several(term, kinds) or self.lowered(term.title)) if term is not None else escape(id_)
        if kind in {"processors", "recipients", "clients"}:
            return self.linked(kind, id_, self.party_words(kind, id_, title))
        if kind == "systems":
            return self.linked(kind, id_, self.phrase(title))
        return self.linked(kind, id_, title if kind in _NAMES else self.lowered(title))

    def party_words(self, kind: str, id_: str, title: str) -> str:
        """Return a party's title: as a name if it is one, with a small letter if it describes."""
        party = self.naming.record(kind, id_)
        if (
            party is None
            or getattr(party, "vendor", None) is not None
            or getattr(party, "legal_name", None) is not None
        ):
            return title
        return self.lowered(title) if kind == "clients" else self.phrase(title)

    def phrase(self, title: str) -> str:
        """Return the title of a party, system or contact: a description gets a small letter, a name does not."""
        return self.lowered(title) if title.split(maxsplit=1)[0].casefold() in _BEGIN_A_PHRASE else title

    def party(self, id_: str) -> Markup:
        """Return what a processor, recipient or kind of recipient is called inside a sentence."""
        return self.thing(("processors", "recipients", "systems", "clients", "data_subjects", "party_kinds"), id_)

    def data(self, id_: str) -> Markup:
        """Return what a category of data is called inside a sentence."""
        return self.thing(("data_categories",), id_)

    def category(self, category: Category) -> Markup:
        """Return what a category of the map is called inside a sentence, also if declared in place."""
        return escape(self.lowered(category.title)) if category.at else self.data(category.id)

    def people(self, id_: str) -> Markup:
        """Return what a group of people is called inside a sentence."""
        return self.thing(("data_subjects",), id_)

    def each(self, items: Any, kinds: tuple[str, ...]) -> list[Markup]:  # noqa: ANN401
        """Return the phrases for a list of items, a mapping that declares in place, or plain identifiers."""
        if isinstance(items, Mapping):
            return [escape(self.declared(id_, record, kinds)) for id_, record in items.items()]
        if not isinstance(items, tuple):
            return []
        return [self.item(entry, kinds) if isinstance(entry, Item) else self.thing(kinds, entry) for entry in items]

    def declared(self, id_: str, record: Any, kinds: tuple[str, ...]) -> str:  # noqa: ANN401
        """Return what a record declared in place is called inside a sentence."""
        return self.lowered(self.naming.title(kinds[0], id_, record))

    def item(self, item: Item[Any], kinds: tuple[str, ...]) -> Markup:
        """Return an item with what was said beside it, in short."""
        detail = item.detail
        alternatives = getattr(detail, "one_of", None)
        base = Markup(" or ").join(self.each(alternatives, kinds)) if alternatives else self.thing(kinds, item.id)
        return Markup("{}{}").format(base, self.qualified(detail))

    def qualified(self, detail: Any) -> Markup:  # noqa: ANN401
        """Return the qualifiers of a statement in the order of speech, each led in by a comma or a bracket."""
        parts = [Markup()]
        for lead, name in ((", when ", "when"), (", if ", "if_"), (", unless ", "unless"), (", because ", "because")):
            text = getattr(detail, name, None)
            if text is not None:
                parts.append(Markup("{}{}").format(lead, self.words(text)))
        if (limit := getattr(detail, "limit", None)) is not None:
            parts.append(Markup(" ({})").format(self.words(limit)))
        if (text := getattr(detail, "text", None)) is not None:
            parts.append(Markup(" ({})").format(self.words(text)))
        return Markup().join([*parts, self.selected(detail)])

    def selected(self, detail: Any) -> Markup:  # noqa: ANN401
        """Return where a statement holds: `only` and `except` in words."""
        parts = [Markup()]
        for lead, name, joint in (("only for", "only", "and"), ("except for", "except_", "or")):
            chosen = self.chosen(getattr(detail, name, None))
            if chosen:
                parts.append(Markup(" ({} {})").format(lead, listed(chosen, joint)))
        return Markup().join(parts)

    def chosen(self, selector: Any) -> list[Markup]:  # noqa: ANN401
        """Return what a selector names, key by key."""
        if selector is None:
            return []
        named = [phrase for key, kinds in _SELECTS.items() for phrase in self.each(getattr(selector, key), kinds)]
        purposes = [Markup("data used {}").format(self.purpose(id_)) for id_ in selector.purpose or ()]
        bases = [
            Markup("data processed on the basis of {}").format(basis) for basis in self.each(selector.basis, ("bases",))
        ]
        return [*named, *purposes, *bases, *(escape(words) for words in selector.platform or ())]

    def purpose(self, id_: str, record: Any | None = None, *, among: Any = None) -> str:  # noqa: ANN401
        """Return a purpose as it follows a verb: `to deliver your order`, `for security reasons`.

        `among` holds the purposes that an activity declares in place; they come before shared ones.
        """
        if record is None and isinstance(among, Mapping):
            record = among.get(id_)
        record = record if record is not None else self.naming.record("purposes", id_)
        for lead, name in (("to", "to"), ("for", "for_")):
            wording = getattr(record, name, None)
            if wording is not None:
                return f"{lead} {self.words(wording)}"
        term = self.naming.term("purposes", id_) or self._term_of(record)
        if term is not None:
            return f"to {term.to}" if term.to is not None else f"for {term.for_}"
        return f"for {self.lowered(self.naming.title('purposes', id_, record))}"

    def _term_of(self, record: Any) -> Any:  # noqa: ANN401
        kinds = getattr(record, "is_", None) or ()
        return next((t for kind in kinds if (t := self.naming.vocabulary["purposes"].get(kind))), None)

    def link(self, link: Link, *, with_address: bool = False) -> Markup:
        """Return a link to a document, or its title where none is stated; with its address spelled out if asked."""
        words = self.words(link.title) if link.title is not None else link.url or ""
        if with_address and link.title is not None and link.url is not None:
            words = f"{words}, {link.url}"
        return self.web(link.url, words) if link.url is not None else escape(words)

    def web(self, url: str, words: str | None = None) -> Markup:
        """Return an outgoing link; an address without a scheme that browsers follow is printed as words."""
        address = f"https://{url}" if url.startswith("www.") else url
        if not address.startswith(_LINKED):
            return escape(words or url)
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, words or url)

    def way(self, id_: str) -> Markup:
        """Return how something is done, after a colon: a contact, a link, a built-in way, or words."""
        if id_.startswith(_LINKED) or id_.startswith("www."):
            return Markup("at {}").format(self.web(id_))
        organisation = self.naming.records.organisation
        contacts = organisation.contacts if organisation is not None else None
        if isinstance(contacts, Mapping) and id_ in contacts:
            return self.contact_way(id_, contacts[id_])
        term = self.naming.vocabulary.get("ways", {}).get(id_)
        return escape(term.words or self.lowered(term.title)) if term is not None else escape(id_)

    def contact_way(self, id_: str, contact: Any) -> Markup:  # noqa: ANN401
        """Return how a contact is reached: its title first, then its channels in brackets."""
        channels = self.channels(contact)
        title = self.words(contact.title) if contact.title is not None else None
        if contact.is_ is not None:
            return Markup("in {}").format(self.phrase(title or id_))
        if title is None:
            return Markup(" or ").join(channels) if channels else escape(id_)
        name = escape(self.phrase(title))
        return Markup("{} ({})").format(name, Markup("; ").join(channels)) if channels else name

    def channels(self, contact: Any) -> list[Markup]:  # noqa: ANN401
        """Return the channels of a contact as phrases: `by e-mail to ...`, `by post to ...`."""
        mail = Markup('by e-mail to <a href="mailto:{}">{}</a>')
        found = [mail.format(email, email) for email in _values(contact.email)]
        for lead, name in (("by telephone on", "phone"), ("by text message to", "sms"), ("by fax to", "fax")):
            found += [Markup("{} {}").format(lead, number) for number in _values(getattr(contact, name))]
        if _is_text(contact.post):
            found.append(Markup("by post to {}").format(self.postal(contact.post)))
        found += [Markup("with the form at {}").format(self.web(url)) for url in _values(contact.form)]
        return found

    def postal(self, post: Any) -> str:  # noqa: ANN401
        """Return a postal address; `address` stands for the organisation's own."""
        words = self.words(post)
        organisation = self.naming.records.organisation
        if words == "address" and organisation is not None and _is_text(organisation.address):
            name = self.naming.organisation
            address = self.words(organisation.address)
            return f"{name}, {address}" if name else address
        return words

    def route(self, path: FlowPath) -> Markup:
        """Return the stations of a flow, each by its name."""
        return Markup(" → ").join(Markup(" and ").join(self.party(name) for name in station) for station in path)

    def place(self, code: str) -> str:
        """Return the name of a country, area or region."""
        region = self.naming.record("regions", code)
        if region is not None:
            return self.naming.title("regions", code, region)
        return place_name(code) or code

    def regime(self, item: Item[Any]) -> str:
        """Return the name of a law on data protection."""
        title = getattr(item.detail, "title", None)
        if title is not None:
            return self.words(title)
        known = regimes().get(item.id)
        return f"the {known.title}" if known is not None else item.id

    def mechanism(self, id_: str) -> str:
        """Return what makes a transfer lawful, as it reads after “on the basis of”."""
        known = mechanisms().get(id_)
        return known.words if known is not None else id_

    def law(self, text: str) -> str:
        """Return the title of a declared law, or the citation as it was written."""
        law = self.naming.record("laws", text)
        return self.naming.title("laws", text, law) if law is not None else text


_SELECTS: dict[str, tuple[str, ...]] = {
    "product": ("products",),
    "region": ("regions", "countries"),
    "subjects": ("data_subjects",),
    "data": ("data_categories",),
    "at": ("systems", "system_kinds"),
}


def _several(term: Term, kinds: tuple[str, ...]) -> str | None:
    """Return the words of a term; kinds of parties and trackers are named in the plural."""
    return (term.plural if set(kinds) & {"party_kinds", "tracker_kinds"} else None) or term.words


def _is_text(value: Any) -> TypeGuard[str | Mapping[str, str]]:  # noqa: ANN401
    return value is not None and not isinstance(value, Said)


def _values(value: Any) -> Iterable[str]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()
