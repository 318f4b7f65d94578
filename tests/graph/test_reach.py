"""Reachability of all categories at once agrees with a search from each source."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from datamap.graph.hops import Key
from datamap.graph.reach import data_within_reach, reachable, reachable_bits
from tests.mapped import mapped

NODES = st.integers(0, 11)


@given(edges=st.lists(st.tuples(NODES, NODES), max_size=40), sources=st.sets(NODES, max_size=6))
def test_the_answer_is_that_of_a_search_from_each_source(edges, sources):
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(12))
    found = reachable(edges, {source: [str(source)] for source in sources})
    for node in range(12):
        expected = {str(source) for source in sources if node == source or nx.has_path(graph, source, node)}
        assert found.get(node, frozenset()) == expected


def test_bits_pass_cycles_and_self_loops_once():
    assert reachable_bits([[1], [2, 1], [0]], {0: 0b01, 2: 0b10}) == [0b11, 0b11, 0b11]


def test_nothing_starts_and_nothing_is_reached():
    assert reachable_bits([[1], []], {}) == [0, 0]


def test_data_of_a_map_reach_what_lies_behind_their_hops():
    data_map = mapped(
        "systems: {s: {host: h}}\nprocessors: {h: H}\nclients: {c: C}\n"
        "activities: {a: {on_behalf_of: c, data: [name], flows: [customer -> s]}, "
        "b: {data: [email], flows: [visitor -> s]}}"
    )
    within = data_within_reach(data_map)
    assert within[Key("processors", "h")] == {"name", "email"}
    assert within[Key("clients", "c")] == frozenset()
