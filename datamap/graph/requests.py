"""How people's requests are made and who answers them, and what names a contact: for whoever has to answer one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from datamap.graph import sentences
from datamap.graph.rows import Row
from datamap.graph.vocabulary import Words, mentions_of
from datamap.model.inventory import each_record, records_of
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.references import Reference, mentions
from datamap.model.said import Said

_FIRST = ("access", "erasure", "rectification", "portability", "objection", "restriction", "withdraw-consent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something stated, in words, with the place in the inventory; `level` says how close that place is."""

    words: str
    path: Path
    level: str = ""
    about: str = ""


def requests_of(
    words: Words, organisation: str, rows: Iterable[Row], concerns: Callable[[set[str]], bool]
) -> Iterator[Fact]:
    """Yield who answers for data held for a client, then how each right is exercised; what is for some people first.

    A right for some people only counts if `concerns` says so of their identifiers.
    """
    naming = words.naming
    for row in rows:
        for mention in mentions_of(row.record.on_behalf_of, (*row.path, "on_behalf_of")):
            client = naming.title("clients", mention.id)
            said = _answered(getattr(naming.record("clients", mention.id), "answered_by", None), client, words)
            yield Fact(words=f"{row.title}: held for {client}, the controller; {said}", path=mention.path)
    rights = records_of(naming.records, "rights")
    for id_ in dict.fromkeys((*(name for name in _FIRST if name in rights), *rights)):
        stated = numbered(rights[id_] if isinstance(rights[id_], tuple) else (rights[id_],))
        for number, right in sorted(stated, key=lambda each: each[1].subjects is None):
            if concerns({item.id for item in right.subjects or ()}):
                said = f"{naming.title('rights', id_)}: {sentences.right(right, words)}"
                yield Fact(words=said, path=(organisation, "rights", id_, number))


def _answered(who: Any, client: str, words: Words) -> str:  # noqa: ANN401
    """Return who answers the requests of people whose data are held for a client."""
    if not isinstance(who, str) or isinstance(who, Said):
        return "who answers is not stated" if who is None else f"who answers is stated as {who.value}"
    if who == "each":
        return f"{client} and we each answer"
    party = {"client": client, "us": "us"}.get(who) or words.naming.title_among(("processors", "recipients"), who)[0]
    return f"requests are answered by {party}"


def naming_of_contact(words: Words, organisation: str, contact: str) -> Iterator[Fact]:
    """Yield how a contact is reached, and every place that names it: it is on no hop, yet people are sent there."""
    naming = words.naming
    ours = naming.records.organisation
    if ours is not None:
        contacts = ours.contacts if isinstance(ours.contacts, dict) else {}
        if contact in contacts:
            reached = ", ".join(sentences.channels(contacts[contact], words)) or "no channel stated"
            path = (organisation, "organisation", "contacts", contact)
            yield Fact(words=f"reached by: {reached}", path=path)
        yield from _references(ours, (organisation, "organisation"), contact, naming.organisation or organisation)
    for kind, id_, record in each_record(naming.records):
        yield from _references(record, (organisation, kind, id_), contact, naming.title(kind, id_))


def _references(record: Any, at: Path, contact: str, title: str) -> Iterator[Fact]:  # noqa: ANN401
    for mention in mentions(record):
        if isinstance(mention, Reference) and mention.id == contact and "contacts" in mention.target.kinds:
            keys = " ".join(str(part) for part in mention.path if isinstance(part, str) and part != mention.id)
            yield Fact(words=f"{at[1]} {title}: {keys}", path=(*at, *mention.path))
