"""What the shape of a whole map says: parts that nothing joins, and stations that every way passes.

networkx answers both, and is imported only when one is asked. Its answers are about chains of hops whatever activity
they belong to, so they are upper bounds, as for an incident at a station: more may meet there than any activity says.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datamap.graph.hops import DataMap, Group, HopKind, Key

if TYPE_CHECKING:
    import networkx as nx

STARTS = frozenset({Group.PEOPLE, Group.SOURCES, Group.CLIENTS})


def parts_apart(data_map: DataMap) -> tuple[tuple[Key, ...], ...]:
    """Return the parts of a map between which no data move, the largest first; stations without hops are in none."""
    import networkx as nx

    order = {key: number for number, key in enumerate(data_map.nodes)}
    parts = [tuple(sorted(part, key=order.__getitem__)) for part in nx.weakly_connected_components(_graph(data_map))]
    return tuple(sorted(parts, key=lambda part: (-len(part), order[part[0]])))


def gates_before(data_map: DataMap, station: Key) -> Mapping[Key, tuple[Key, ...]]:
    """Return for people, sources and clients whose data can come to a station what all their ways there pass, in order.

    Whoever closes one of these gates keeps those data from the station. Where there are ways apart from one another
    the tuple is empty; whoever's data cannot come there is not in the answer. A client's are where it instructs us.
    """
    import networkx as nx

    whole = _graph(data_map)
    people = {key for key, node in data_map.nodes.items() if node.group is Group.PEOPLE}
    found: dict[Key, tuple[Key, ...]] = {}
    for key, node in data_map.nodes.items():
        instructed = {hop.target for hop in data_map.leaving[key] if hop.kind is HopKind.INSTRUCTION}
        if node.group not in STARTS or station == key or not (key in whole or instructed):
            continue
        # What people are shown is not thereby theirs to hand on: a way ends at anybody else.
        graph = nx.DiGraph(whole.subgraph(each for each in whole if each == key or each not in people))
        graph.add_edges_from((key, target) for target in instructed)
        if station not in graph:
            continue
        before = nx.immediate_dominators(graph, key)
        if station in before:
            found[key] = tuple(_chain(before, station, key))
    return found


def _chain(before: Mapping[Key, Any], station: Key, start: Key) -> list[Key]:
    gates: list[Key] = []
    at = before[station]
    while at != start:
        gates.append(at)
        at = before[at]
    return gates[::-1]


def _graph(data_map: DataMap) -> "nx.DiGraph":
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(
        (hop.source, hop.target) for hop in data_map.hops if hop.moves_data and hop.source != hop.target
    )
    return graph
