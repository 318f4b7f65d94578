"""How an organisation is reached and where a document is: contacts, channels and links inside sentences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeGuard

from markupsafe import Markup, escape

from datamap.catalog.naming import Naming
from datamap.catalog.spelling import spelled
from datamap.model.inventory import records_of
from datamap.model.links import Link
from datamap.model.said import Said
from datamap.notice import capitals
from datamap.notice.writer import listed

_LINKED = ("https://", "http://", "mailto:", "tel:")
_MOST_CHANNELS = 2
_MEANS = {
    **dict.fromkeys(("button", "card", "form", "letter", "link", "signal", "slip", "switch"), "with"),
    **dict.fromkeys(("account", "app", "banner", "dialog", "menu", "portal", "profile", "settings"), "in"),
    **dict.fromkeys(("page", "site", "webpage", "website"), "on"),
}
"""What the titles of contacts name that are no people and no offices, and how each is used."""
_BEFORE_ITS_PLACE = re.compile(r"\s+(?:at|for|in|of|on|to|under|with)\b")


@dataclass(frozen=True)
class Ways:
    """Ways to reach one organisation, by the names that its inventory gives."""

    scope: str
    naming: Naming

    def words(self, text: str | Mapping[str, str]) -> str:
        """Return a text of the inventory in the language of the notice."""
        return self.naming.words(text)

    @cached_property
    def proper(self) -> frozenset[str]:
        """First words that keep their capital: of organisation, vendors, parties, systems and products with names."""
        records = self.naming.records
        names = [*self.naming.vendors.values()]
        organisation = records.organisation
        if organisation is not None:
            names += [self.words(text) for text in (organisation.name, organisation.short_name) if _is_text(text)]
        for kind in ("processors", "recipients", "systems", "products"):
            for id_, record in records_of(records, kind).items():
                title = self.naming.title(kind, id_)
                is_name = capitals.described(title, alone=True) == title and title in capitals.of_a_body(title)
                is_name = is_name and getattr(record, "legal_name", None) is not Said.NONE
                if is_name or getattr(record, "vendor", None) is not None:
                    names.append(title)
        words = {match[0] for name in names if (match := capitals.WORD.match(name))} - {"The", "A", "Our"}
        return frozenset(words | {word.partition(".")[0] for word in words} | {"I", "I’m"})

    def lowered(self, title: str) -> str:
        """Return a heading as it stands inside a sentence: with a small first letter, unless it is a name."""
        return capitals.lowered(title, self.proper)

    def phrase(self, title: str) -> str:
        """Return the title of a party, system or contact: a description gets a small letter, a name does not."""
        return capitals.described(title, self.proper)

    def definite(self, title: str, *, plain: bool = False) -> str:
        """Return the title of a contact or system with an article, where it is a description without one."""
        return capitals.with_article(title, self.proper, plain=plain)

    def link(self, link: Link, *, with_address: bool = False, inside: bool = False) -> Markup:
        """Return a link to a document, or its title where none is stated.

        With its address spelled out, and as it stands inside a sentence, if asked.
        """
        words = self.words(link.title) if link.title is not None else link.url or ""
        words = self.phrase(words) if inside and link.title is not None else words
        if with_address and link.title is not None and link.url is not None:
            return Markup("{} ({})").format(self.phrase(words), self.web(link.url))
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
        contacts = organisation.reached if organisation is not None else {}
        if id_ in contacts:
            return self.contact_way(id_, contacts[id_])
        term = self.naming.vocabulary.get("ways", {}).get(id_)
        if term is not None:
            return escape(term.words or self.lowered(term.title))
        # A way in words is printed as it is; a name that nothing declares is no word for a reader.
        return escape(id_ if " " in id_ else spelled(id_))

    def contact_way(self, id_: str, contact: Any) -> Markup:  # noqa: ANN401
        """Return how a contact is reached: through whom, with at most two channels, for all stand where it is named."""
        channels = self.channels(contact)
        title = self.words(contact.title) if contact.title is not None else None
        if contact.is_ is not None:
            return Markup("in {}").format(self.definite(title or spelled(id_), plain=True))
        if title is None:
            return listed(channels, "or") if channels else Markup("through {}").format(capitals.contact(spelled(id_)))
        by, named = _preposition(title), self.definite(title, plain=True)
        place = self._place_of(by, contact) if len(channels) == 1 else None
        if place is not None:
            # The channel is what the title names.
            return Markup("{} {} at {}").format(by, named, place)
        through = Markup("{} {}").format(by, named)
        if not channels:
            return through
        # All channels stand where a contact of ours is listed; one of others is on no list.
        shown = channels if contact.external or len(channels) <= _MOST_CHANNELS else [*channels[:1], "otherwise"]
        return Markup("{} ({})").format(through, listed(shown, "or"))

    def _place_of(self, by: str, contact: Any) -> Markup | str | None:  # noqa: ANN401
        """Return where a form, a letter or a page is that the title of a contact names; `None` for other contacts."""
        held = [*_values({"with": contact.form, "on": contact.website}.get(by))]
        if held:
            return self.web(held[0])
        return self.postal(contact.post) if by == "with" and _is_text(contact.post) else None

    def channels(self, contact: Any) -> list[Markup]:  # noqa: ANN401
        """Return the channels of a contact as phrases: `by e-mail to ...`, `by post to ...`."""
        found = self.direct(contact)
        for lead, name in (("by text message to", "sms"), ("by fax to", "fax")):
            found += [Markup("{} {}").format(lead, number) for number in _values(getattr(contact, name))]
        if _is_text(contact.post):
            found.append(Markup("by post to {}").format(self.postal(contact.post)))
        forms = [self.web(url) for url in _values(contact.form)]
        if len(forms) > _MOST_CHANNELS:
            found.append(Markup("with a form at {}").format(listed(forms, "or")))
        else:
            found += [Markup("with the form at {}").format(form) for form in forms]
        return found + [Markup("on the website {}").format(self.web(url)) for url in _values(contact.website)]

    def direct(self, contact: Any) -> list[Markup]:  # noqa: ANN401
        """Return e-mail and telephone as phrases, which a contact has in common with an authority."""
        mail = Markup('by e-mail to <a href="mailto:{}">{}</a>')
        found = [mail.format(email, email) for email in _values(contact.email)]
        return found + [Markup("by telephone on {}").format(number) for number in _values(contact.phone)]

    def postal(self, post: Any) -> str:  # noqa: ANN401
        """Return a postal address; `address` stands for the organisation's own."""
        words = self.words(post)
        organisation = self.naming.records.organisation
        if words == "address" and organisation is not None and _is_text(organisation.address):
            name = self.naming.organisation
            address = self.words(organisation.address)
            return f"{name}, {address}" if name else address
        return words


def _preposition(title: str) -> str:
    """Return what leads to a contact: a person or an office is gone through, and a means is used."""
    words = _BEFORE_ITS_PLACE.split(title.casefold())[0].split()
    return _MEANS.get(words[-1], "through") if words else "through"


def _is_text(value: Any) -> TypeGuard[str | Mapping[str, str]]:  # noqa: ANN401
    return value is not None and not isinstance(value, Said)


def _values(value: Any) -> Iterable[str]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()
