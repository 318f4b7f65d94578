"""What a search term means in one organisation: records, terms, vendors, countries and contacts by their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datamap.catalog.countries import covers, names_of_places, place_name, places
from datamap.catalog.naming import Naming
from datamap.catalog.spelling import spelled
from datamap.graph.hops import DataMap, Key
from datamap.graph.named_at import places_named
from datamap.graph.transfers import place_names
from datamap.model.inventory import each_record, records_of
from datamap.model.provenance import Path
from datamap.model.references import Reference, mentions

SEARCHED = ("data_categories", "data_subjects", "systems", "processors", "recipients", "clients", "activities")
"""The kinds of records that a term can name, beside vendors, built-in kinds of party, countries and contacts."""

_TERMS = frozenset({"data_categories", "data_subjects"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One thing that a term names; beside the kinds of the language: a vendor, kind of party, country or contact."""

    kind: str
    id: str
    title: str
    path: Path | None


def matches(term: str, data_map: DataMap, naming: Naming) -> tuple[Match, ...]:
    """Return everything in an organisation that a term names exactly, whatever its case; empty where nothing is."""
    wanted = _folded(term)
    kind, slash, id_ = term.partition("/")
    found: dict[tuple[str, str], Match] = {}
    for match, names in everything(data_map, naming):
        named_in_full = slash and match.kind == kind and match.id == id_
        if named_in_full or any(_folded(name) == wanted for name in names):
            found.setdefault((match.kind, match.id), match)
    declared = {key for match in found.values() if match.kind != "vendors" for key in nodes_of(match, data_map)}
    return tuple(
        match for match in found.values() if match.kind != "vendors" or not nodes_of(match, data_map) <= declared
    )


def place_named(term: str) -> str | None:
    """Return the name of the country or area of the catalogue that a term means by its code or name, or `None`."""
    area = places().areas.get(term.casefold())
    found = area.title if area is not None else place_name(term.upper())
    wanted = _folded(term)
    return found or next((name for name in names_of_places() if _folded(name) == wanted), None)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split()).removeprefix("the ")


def names_with(term: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those names that have the words of a term among theirs, in its order, each once."""
    wanted = f" {_folded(term)} "
    return tuple(dict.fromkeys(name for name in names if wanted.strip() and wanted in f" {_folded(name)} "))


def everything(data_map: DataMap, naming: Naming) -> Iterator[tuple[Match, tuple[str, ...]]]:
    """Yield what can be asked for, each with all its names."""
    organisation = data_map.organisation
    for kind in SEARCHED:
        for id_, record in records_of(naming.records, kind).items():
            title = naming.title(kind, id_)
            also = tuple(naming.words(name) for name in getattr(record, "also", None) or ())
            former = tuple(getattr(record, "formerly", None) or ())
            yield Match(kind=kind, id=id_, title=title, path=(organisation, kind, id_)), (id_, title, *also, *former)
    yield from _on_the_map(data_map, naming)
    yield from _named(naming)
    yield from _vendors(data_map, naming)
    contacts = naming.records.organisation.contacts if naming.records.organisation is not None else None
    for id_, contact in contacts.items() if isinstance(contacts, dict) else ():
        title = naming.words(contact.title) if contact.title is not None else id_
        emails = contact.email if isinstance(contact.email, tuple) else ()
        path = (organisation, "organisation", "contacts", id_)
        yield Match(kind="contacts", id=id_, title=title, path=path), (id_, title, *emails)
    for id_ in records_of(naming.records, "regions"):
        title = naming.title("regions", id_)
        yield Match(kind="countries", id=id_, title=title, path=(organisation, "regions", id_)), (id_, title)
    reached = places_in(data_map, naming)
    # An area of one country, such as `uk`, is that country by another name.
    aliases = {area.members[0]: (id_,) for id_, area in places().areas.items() if len(area.members) == 1}
    for code in sorted(reached - set(places().areas)):
        title = place_name(code) or naming.title("regions", code)
        yield (
            Match(kind="countries", id=code, title=title, path=None),
            (code, title, *place_names(code), *aliases.get(code, ())),
        )
    for id_, area in places().areas.items():
        if id_ in reached or (len(area.members) > 1 and any(covers(id_, code) for code in reached)):
            yield Match(kind="countries", id=id_, title=area.title, path=None), (id_, area.title)


def _on_the_map(data_map: DataMap, naming: Naming) -> Iterator[tuple[Match, tuple[str, ...]]]:
    """Yield the built-in terms that the map uses, and what was declared in place."""
    seen: set[str] = set()
    for hop in data_map.hops:
        for category in hop.data:
            if category.id in seen:
                continue
            seen.add(category.id)
            term = naming.term("data_categories", category.id)
            match = Match(kind="data_categories", id=category.id, title=category.title, path=None)
            yield match, (category.id, category.title, *(term.also or () if term is not None else ()))
            for above in sorted(category.within - seen):
                title = naming.title("data_categories", above)
                yield Match(kind="data_categories", id=above, title=title, path=None), (above, title)
    for key, node in data_map.nodes.items():
        if key.kind in {"data_subjects", "party_kinds"}:
            yield Match(kind=key.kind, id=key.id, title=node.title, path=node.path), (key.id, node.title, *node.also)


def _named(naming: Naming) -> Iterator[tuple[Match, tuple[str, ...]]]:
    """Yield the built-in categories and people that records name, on a hop or not."""
    seen: set[tuple[str, str]] = set()
    for _, _, record in each_record(naming.records):
        for mention in mentions(record):
            if not isinstance(mention, Reference):
                continue
            for kind in _TERMS & set(mention.target.kinds):
                if (kind, mention.id) in seen or mention.id not in naming.vocabulary.get(kind, {}):
                    continue
                seen.add((kind, mention.id))
                term = naming.vocabulary[kind][mention.id]
                match = Match(kind=kind, id=mention.id, title=naming.title(kind, mention.id), path=None)
                yield match, (mention.id, term.title, *(term.also or ()))


def _vendors(data_map: DataMap, naming: Naming) -> Iterator[tuple[Match, tuple[str, ...]]]:
    """Yield the vendors of the parties on the map."""
    for vendor in dict.fromkeys(node.vendor for node in data_map.nodes.values() if node.vendor is not None):
        title = naming.vendors.get(vendor, vendor)
        yield Match(kind="vendors", id=vendor, title=title, path=None), (vendor, title, title.split(" (")[0])


def places_in(data_map: DataMap, naming: Naming) -> frozenset[str]:
    """Return the codes of the places that hops reach, where parties and systems are, or that records name otherwise."""
    by_hops = (reach.place for hop in data_map.hops for reach in hop.reaches)
    by_nodes = (reach.place for node in data_map.nodes.values() for reach in node.reaches)
    return frozenset(by_hops).union(by_nodes, places_named(naming))


def called(place: str, naming: Naming) -> str:
    """Return what a place is called: a country by its name, a region of one's own by its title."""
    title = naming.title("regions", place)
    return place_name(place) or (spelled(place, capital=True) if title == place else title)


def nodes_of(match: Match, data_map: DataMap) -> frozenset[Key]:
    """Return the nodes that a match stands for: none for data, activities, countries and contacts."""
    if match.kind == "vendors":
        return frozenset(key for key, node in data_map.nodes.items() if node.vendor == match.id)
    key = Key(match.kind, match.id)
    return frozenset({key}) if key in data_map.nodes else frozenset()
