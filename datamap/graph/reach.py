"""Which data can reach which node, for all categories at once: sets of categories as the bits of integers.

One pass with a first-in-first-out worklist moves whole sets along edges, so all sources share the work that a search
from each of them would repeat; see `benchmarks/reachability.py`.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from datamap.graph.hops import DataMap, Group, Key

N = TypeVar("N", bound=Hashable)


def reachable_bits(successors: Sequence[Sequence[int]], seeds: Mapping[int, int]) -> list[int]:
    """Return for each node the bits that reach it.

    `successors[n]` lists the nodes behind node n, `seeds` the bits that start at a node. Bits reach the node where they
    start and everything behind it; cycles and self-loops end by themselves, since a set only grows.
    """
    reached = [0] * len(successors)
    for node, bits in seeds.items():
        reached[node] |= bits
    waiting = deque(seeds)
    queued = bytearray(len(successors))
    for node in seeds:
        queued[node] = 1
    while waiting:
        node = waiting.popleft()
        queued[node] = 0
        bits = reached[node]
        for after in successors[node]:
            if bits & ~reached[after]:
                reached[after] |= bits
                if not queued[after]:
                    queued[after] = 1
                    waiting.append(after)
    return reached


def reachable(edges: Iterable[tuple[N, N]], starts: Mapping[N, Iterable[str]]) -> Mapping[N, frozenset[str]]:
    """Return for each node the labels that reach it, where `starts` says which labels start where."""
    numbers: dict[N, int] = {}
    successors: list[list[int]] = []

    def number(node: N) -> int:
        if node not in numbers:
            numbers[node] = len(successors)
            successors.append([])
        return numbers[node]

    for source, target in edges:
        successors[number(source)].append(number(target))
    labels: dict[str, int] = {}
    seeds: dict[int, int] = {}
    for node, names in starts.items():
        bits = 0
        for name in names:
            bits |= 1 << labels.setdefault(name, len(labels))
        seeds[number(node)] = seeds.get(number(node), 0) | bits
    reached = reachable_bits(successors, seeds)
    ordered = tuple(labels)
    return {node: frozenset(_labels(reached[index], ordered)) for node, index in numbers.items()}


def _labels(bits: int, ordered: tuple[str, ...]) -> Iterable[str]:
    while bits:
        lowest = bits & -bits
        yield ordered[lowest.bit_length() - 1]
        bits ^= lowest


def data_within_reach(data_map: DataMap) -> Mapping[Key, frozenset[str]]:
    """Return for each node the categories of data that any chain of hops could bring there.

    An upper bound: activities that meet at a node are not told apart here, as an incident at that node would not. But
    people are no such node: what one hop takes from them does not go along another.
    """
    starts = {key: {category.id for category in node.holds} for key, node in data_map.nodes.items()}
    edges: list[tuple[Key, Key]] = []
    for hop in data_map.hops:
        if not hop.moves_data:
            continue
        data = {category.id for category in hop.data}
        starts[hop.source] |= data
        starts[hop.target] |= data
        if data_map.nodes[hop.source].group is not Group.PEOPLE:
            edges.append((hop.source, hop.target))
    return reachable(edges, starts)
