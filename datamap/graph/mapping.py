"""From the records of one organisation to its map: every flow, host, tracker and disclosure as a hop."""

from dataclasses import replace

from datamap.catalog.naming import Naming
from datamap.graph.flowing import Flowing
from datamap.graph.hops import DataMap, Hop, Key, Named, Node
from datamap.graph.implied import Implied
from datamap.graph.parties import Parties
from datamap.graph.rows import rows_of
from datamap.graph.stations import Stations, declared_keys
from datamap.graph.transfers import Geography, regimes_of
from datamap.graph.vocabulary import Words


def map_of(organisation: str, naming: Naming) -> DataMap:
    """Return the map of one organisation. `naming` holds its records, as far as the audience may see them.

    Hops come in the order of the inventory: what activities state, then what follows from systems, trackers,
    disclosures, uses and groups. Every declared group of people, system, party and client is a node, reached or not.
    """
    words = Words(naming)
    geography = Geography(naming)
    parties = Parties(organisation, words, geography)
    stations = Stations(organisation, words, parties, geography)
    flowing = Flowing(words, stations, parties, geography)
    rows = rows_of(organisation, words)
    stated = tuple(hop for row in rows.values() for hop in flowing.hops_of(row))
    hops = (*stated, *Implied(flowing, rows).hops(stated))
    return DataMap(
        organisation=organisation,
        title=naming.organisation or organisation,
        regimes=regimes_of(naming.records),
        nodes=_nodes(hops, stations, words),
        hops=hops,
        activities={row.id: Named(row.id, row.title) for row in rows.values()},
    )


def _nodes(hops: tuple[Hop, ...], stations: Stations, words: Words) -> dict[Key, Node]:
    arriving: dict[Key, list[Hop]] = {key: [] for key in declared_keys(words)}
    special: set[Key] = set()
    for hop in hops:
        arriving.setdefault(hop.source, [])
        arriving.setdefault(hop.target, []).append(hop)
        if hop.is_special:
            special.update((hop.source, hop.target))
    nodes = {key: stations.node(key, reached_by) for key, reached_by in arriving.items()}
    return {
        key: replace(node, is_special=key in special or any(category.is_special for category in node.holds))
        for key, node in nodes.items()
    }
