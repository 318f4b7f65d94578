"""What names a contact or a place anywhere in the records: neither need be on a hop, and both can be asked for."""

from collections.abc import Collection, Iterator
from typing import Any

from datamap.catalog.countries import covers, is_place, place_name, places
from datamap.catalog.naming import Naming
from datamap.catalog.spelling import spelled
from datamap.graph import sentences
from datamap.graph.requests import Fact
from datamap.graph.vocabulary import Words
from datamap.model.inventory import each_record
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.references import Reference, mentions

_TITLES = {name: info.title or name for name, info in Records.model_fields.items()}
_ABOUT_PEOPLE = frozenset({"commitments", "disclaimers", "disclosures", "notices", "measures", "data_subjects"})
_PLACES = frozenset({"countries", "areas"})
_PARTIES = frozenset({"processors", "recipients"})


def places_named(naming: Naming) -> frozenset[str]:
    """Return the codes of countries and areas that records name, on a hop or not."""
    return frozenset(mention.id for _, _, mention in _references(naming, "") if _is_place(mention, naming))


def naming_of_place(words: Words, organisation: str, place: str, told: Collection[Path]) -> Iterator[Fact]:
    """Yield every statement that names a place, one inside it or an area around it, but those already told."""
    naming = words.naming
    is_own = naming.record("regions", place) is not None
    for title, at, mention in _references(naming, organisation):
        path = (*at, *mention.path)
        if path not in told and mention.id == place and "regions" in mention.target.kinds and is_own:
            yield Fact(words=f"{title}: {_keys(mention)}", path=path)
        if path in told or not _is_place(mention, naming):
            continue
        if covers(place, mention.id) or covers(mention.id, place):
            named = f" ({place_name(mention.id) or mention.id})" if mention.id != place else ""
            yield Fact(words=f"{title}: {_keys(mention)}{named}", path=path)


def reached_by(words: Words, organisation: str, contact: str) -> Iterator[Fact]:
    """Yield how a contact is reached."""
    ours = words.naming.records.organisation
    contacts = ours.contacts if ours is not None and isinstance(ours.contacts, dict) else {}
    if contact in contacts:
        reached = ", ".join(sentences.channels(contacts[contact], words)) or "no channel stated"
        yield Fact(words=f"reached by: {reached}", path=(organisation, "organisation", "contacts", contact))


def naming_of_contact(words: Words, organisation: str, contact: str) -> Iterator[Fact]:
    """Yield every statement that names a contact, but those of rights, which are told in full elsewhere."""
    for title, at, mention in _references(words.naming, organisation):
        if at[1] != "rights" and mention.id == contact and "contacts" in mention.target.kinds:
            yield Fact(words=f"{title}: {_keys(mention)}", path=(*at, *mention.path))


def naming_of_people(words: Words, organisation: str, group: str) -> Iterator[Fact]:
    """Yield every statement that names a group of people, but those of activities, flows and rights, told elsewhere."""
    for title, at, mention in _references(words.naming, organisation):
        if at[1] in _ABOUT_PEOPLE and mention.id == group and "data_subjects" in mention.target.kinds:
            yield Fact(words=f"{title}: {_keys(mention)}", path=(*at, *mention.path))


def naming_of_party(words: Words, organisation: str, party: str) -> Iterator[Fact]:
    """Yield every statement that names a party; for one that nothing reaches, of which only promises may speak."""
    for title, at, mention in _references(words.naming, organisation):
        if mention.id == party and not _PARTIES.isdisjoint(mention.target.kinds):
            yield Fact(words=f"{title}: {_keys(mention)}", path=(*at, *mention.path))


def _references(naming: Naming, organisation: str) -> Iterator[tuple[str, Path, Reference]]:
    """Yield each name in the records of an organisation, with the title and the path of its record."""
    ours = naming.records.organisation
    records: list[tuple[str, Path, Any]] = (
        [] if ours is None else [("Organisation", (organisation, "organisation"), ours)]
    )
    for kind, id_, record in each_record(naming.records):
        title = naming.title(kind, id_)
        named = spelled(id_, capital=True) if title == id_ and kind != "trackers" else title
        records.append((f"{_TITLES[kind]}, {named}", (organisation, kind, id_), record))
    for title, at, record in records:
        yield from ((title, at, mention) for mention in mentions(record) if isinstance(mention, Reference))


def _keys(mention: Reference) -> str:
    """Return the keys that lead to a name, as they are written, without the name itself."""
    return " ".join(str(part) for part in mention.path if isinstance(part, str) and part != mention.id)


def _is_place(mention: Reference, naming: Naming) -> bool:
    known = is_place(mention.id) or mention.id in places().areas
    return known and not _PLACES.isdisjoint(mention.target.kinds) and naming.record("regions", mention.id) is None
