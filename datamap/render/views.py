"""The pictures that are drawn of a map: the whole organisation, and what is around one activity, node or category."""

from collections.abc import Iterable
from dataclasses import replace

from datamap.catalog.countries import covers
from datamap.graph.hops import DataMap, Hop, Key
from datamap.graph.questions import continues, onward_chains
from datamap.render.bundling import bundles_of
from datamap.render.picture import Picture
from datamap.render.view import picture_of

_PARTIES = frozenset({"processors", "recipients", "party_kinds"})


def whole(data_map: DataMap, *, full: bool = False) -> Picture:
    """Return the picture of an organisation. Above a readable size nodes of a kind are drawn as one, unless `full`."""
    return picture_of(data_map, title=f"Data map of {data_map.title}", bundles=bundles_of(data_map, whole=full))


def around_nodes(data_map: DataMap, keys: frozenset[Key], title: str) -> Picture:
    """Return the picture around nodes: what reaches them and from where, what leaves them and how it goes on."""
    touching = data_map.in_order(
        hop for key in keys if key in data_map.nodes for hop in (*data_map.leaving[key], *data_map.arriving[key])
    )
    before = [
        hop
        for arrival in touching
        if arrival.target in keys
        for hop in data_map.arriving[arrival.source]
        if hop not in touching and continues(hop, arrival)
    ]
    after = [
        hop
        for leaving in touching
        if leaving.source in keys
        for hop in data_map.leaving[leaving.target]
        if hop not in touching and continues(leaving, hop)
    ]
    onward = [hop for key in keys if key.kind in _PARTIES for chain in onward_chains(data_map, key) for hop in chain]
    return _picture(data_map, data_map.in_order((*touching, *before, *after, *onward)), title, keys)


def around_activity(data_map: DataMap, activity: str) -> Picture:
    """Return the picture of one activity: its hops, and those that follow from its systems and trackers."""
    named = data_map.activities[activity]
    hops = data_map.hops_of(activity)
    return _picture(data_map, hops, f"Data flows of {named.title}", frozenset())


def around_category(data_map: DataMap, category: str, title: str) -> Picture:
    """Return the picture of one category of data: the hops that carry it, a part or kind of it, or a whole it is in.

    A system that holds it by its own record is there too.
    """
    hops = [
        replace(hop, data=tuple(each for each in hop.data if each.carries(category)))
        for hop in data_map.hops
        if any(each.carries(category) for each in hop.data)
    ]
    holding = frozenset(
        key for key, node in data_map.nodes.items() if any(each.carries(category) for each in node.holds)
    )
    return _picture(data_map, hops, title, holding)


def around_place(data_map: DataMap, place: str, title: str) -> Picture:
    """Return the picture of a country or area: the hops that are stated to reach it, and what comes before them."""
    reaching = [
        hop
        for hop in data_map.hops
        if any(
            reach.place == place or covers(place, reach.place)
            for reach in hop.reaches or data_map.nodes[hop.target].reaches
        )
    ]
    before = [hop for arrival in reaching for hop in data_map.arriving[arrival.source] if continues(hop, arrival)]
    return _picture(data_map, data_map.in_order((*reaching, *before)), title, frozenset(hop.target for hop in reaching))


def hops_in(data_map: DataMap, picture: Picture) -> DataMap:
    """Return the map of what a picture shows."""
    keys = frozenset(key for box in picture.boxes for key in box.keys)
    return part_of(data_map, (*(hop for line in picture.lines for hop in line.hops), *picture.aside), keys)


def _picture(data_map: DataMap, hops: Iterable[Hop], title: str, focus: frozenset[Key]) -> Picture:
    part = part_of(data_map, hops, focus)
    return picture_of(part, title=title, bundles=bundles_of(part, shown=focus), focus=focus)


def part_of(data_map: DataMap, hops: Iterable[Hop], keys: frozenset[Key] = frozenset()) -> DataMap:
    """Return the map of some hops: their ends, and the nodes in `keys` even if no hop reaches them."""
    chosen = tuple(hops)
    ends = {key for hop in chosen for key in (hop.source, hop.target)} | keys
    nodes = data_map.nodes_at(ends)
    return DataMap(
        organisation=data_map.organisation,
        title=data_map.title,
        regimes=data_map.regimes,
        nodes=nodes,
        hops=chosen,
        activities=data_map.activities,
        scopes=data_map.scopes,
    )
