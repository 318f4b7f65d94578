"""From the records of one organisation to its map: every flow, host, tracker and disclosure as a hop."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from datamap.catalog.naming import Naming
from datamap.graph.denied import only_denied
from datamap.graph.flowing import Flowing
from datamap.graph.hops import DataMap, Hop, Key, Named, Node
from datamap.graph.implied import Implied
from datamap.graph.parties import Parties
from datamap.graph.rows import Row, rows_of, transfers_of
from datamap.graph.scopes import chosen
from datamap.graph.stations import Stations, declared_keys
from datamap.graph.transfers import Geography, regimes_of
from datamap.graph.vocabulary import Words
from datamap.model.inventory import records_of
from datamap.model.provenance import Path
from datamap.model.record import Selector
from datamap.model.references import Reference, mentions

_SPEAKING = ("commitments", "disclaimers", "rights", "notices", "disclosures", "measures", "data_subjects")
"""Kinds whose records can name people of whom no data are used; the last says of what kind people are."""

Step = TypeVar("Step", Hop, Node)


def map_of(organisation: str, naming: Naming) -> DataMap:
    """Return the map of one organisation. `naming` holds its records, as far as the audience may see them.

    Hops come in the order of the inventory: what activities state, then what follows from systems, trackers,
    disclosures, uses and groups. Every declared group of people, system, party and client is a node, reached or not,
    but for people of whom no data are used and whom a promise, a right or a notice is about, and for parties of which
    it is only said that they get nothing.
    """
    words = Words(naming)
    geography = Geography(naming)
    parties = Parties(organisation, words, geography)
    stations = Stations(organisation, words, parties, geography)
    flowing = Flowing(words, stations, parties, geography)
    rows = rows_of(organisation, words)
    stated = tuple(hop for row in rows.values() for hop in flowing.hops_of(row))
    in_general = transfers_of(organisation, (), naming.records)
    hops = tuple(
        _secured(hop, rows[hop.activity].transfers if hop.activity is not None else in_general, geography)
        for hop in (*stated, *Implied(flowing, rows).hops(stated))
    )
    found = _nodes(hops, stations, words)
    hops = tuple(_placed(hop, found[hop.target], rows, geography) for hop in hops)
    nodes = ((key, _secured(node, in_general, geography)) for key, node in found.items())
    return DataMap(
        organisation=organisation,
        title=naming.organisation or organisation,
        regimes=regimes_of(naming.records),
        nodes=dict(nodes),
        hops=hops,
        activities={row.id: Named(row.id, row.title) for row in rows.values()},
        covering={row.id: row.above for row in rows.values() if row.above},
        scopes={selector: chosen(selector, naming) for selector in _selectors(hops)},
    )


def _selectors(hops: tuple[Hop, ...]) -> dict[Selector, None]:
    return dict.fromkeys(selector for hop in hops for selector in (*hop.only, *hop.except_))


def _secured(station: Step, levels: tuple[tuple[Any, Path], ...], geography: Geography) -> Step:
    """Return a hop or a node with what its activity, those that cover it or the defaults say of its countries."""
    reaches = geography.secured(station.reaches, levels)
    return station if reaches is station.reaches else replace(station, reaches=reaches)


def _placed(hop: Hop, target: Node, rows: Mapping[str, Row], geography: Geography) -> Hop:
    """Return a hop to a system with where that is, and with the mechanisms that are stated for the activity."""
    if target.key.kind != "systems" or not target.reaches or hop.reaches or hop.stays or not hop.moves_data:
        return hop
    levels = rows[hop.activity].transfers if hop.activity is not None else ()
    return replace(hop, reaches=geography.secured(target.reaches, levels))


def _spoken_of(idle: list[Key], words: Words) -> frozenset[Key]:
    """Return those idle groups of people that other statements name: they are neither forgotten nor superfluous."""
    people = {key.id: key for key in idle if key.kind == "data_subjects"}
    if not people:
        return frozenset()
    named = (
        mention.id
        for kind in _SPEAKING
        for record in records_of(words.naming.records, kind).values()
        for each in (record if isinstance(record, tuple) else (record,))
        for mention in mentions(each)
        if isinstance(mention, Reference) and "data_subjects" in mention.target.kinds
    )
    return frozenset(people[id_] for id_ in named if id_ in people)


def _nodes(hops: tuple[Hop, ...], stations: Stations, words: Words) -> dict[Key, Node]:
    """Return the stations of hops, and those declared that no hop reaches unless only other statements name them."""
    arriving: dict[Key, list[Hop]] = {key: [] for key in declared_keys(words)}
    special: set[Key] = set()
    giving: set[Key] = set()
    for hop in hops:
        giving.update((hop.source,) if hop.moves_data else ())
        arriving.setdefault(hop.source, [])
        arriving.setdefault(hop.target, []).append(hop)
        if hop.is_special:
            special.update((hop.source, hop.target))
    idle = [key for key, by in arriving.items() if not by and key not in giving]
    for key in (*_spoken_of(idle, words), *(only_denied(words.naming.records) & set(idle))):
        del arriving[key]
    nodes = {key: stations.node(key, by, gives=key in giving) for key, by in arriving.items()}
    return {
        key: replace(node, is_special=key in special or any(category.is_special for category in node.holds))
        for key, node in nodes.items()
    }
