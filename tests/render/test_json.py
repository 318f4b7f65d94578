"""The node-link form: every hop with its provenance, every node with its place, readable by a graph library."""

import json

import networkx as nx

from datamap.render.as_json import as_json
from datamap.render.drawing import drawn
from datamap.render.views import whole
from tests.mapped import mapped

TEXT = """
systems: {s: {host: h}}
processors: {h: {transfers: {US: sccs}}}
activities: {a: {data: [name], flows: [customer -> s, "visitor -> s": {data: [email], may: true, when: you ask}]}}
"""


def test_it_is_read_by_a_graph_library():
    data_map = mapped(TEXT)
    (drawing,) = drawn([whole(data_map)])
    graph = nx.node_link_graph(json.loads(as_json(data_map, drawing)), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph.nodes) == {str(key) for key in data_map.nodes}
    assert graph.number_of_edges() == len(data_map.hops) == 3
    assert nx.has_path(graph, "data_subjects/visitor", "processors/h")


def test_nodes_have_the_places_of_their_boxes():
    data_map = mapped(TEXT)
    (drawing,) = drawn([whole(data_map)])
    for node in json.loads(as_json(data_map, drawing))["nodes"]:
        area = drawing.layout.boxes[node["box"]]
        assert (node["x"], node["y"]) == (round(area.left, 1), round(area.top, 1))
        assert 0 <= node["x"] < node["x"] + node["width"] <= drawing.layout.width
        assert 0 <= node["y"] < node["y"] + node["height"] <= drawing.layout.height


def test_edges_say_everything_that_hops_do():
    data_map = mapped(TEXT)
    edges = json.loads(as_json(data_map, None))["edges"]
    assert edges[1] == {
        "key": 1,
        "source": "data_subjects/visitor",
        "target": "systems/s",
        "kind": "flow",
        "activity": "a",
        "our_role": "controller",
        "role": None,
        "data": ["email"],
        "data_from": "hop",
        "special": False,
        "purposes": [],
        "subjects": ["visitor"],
        "countries": [],
        "stays": False,
        "may": True,
        "irreversible": False,
        "conditions": [{"when": "you ask"}],
        "detail": None,
        "paths": [["organisation", "activities", "a", "flows", 1]],
    }
    assert edges[2]["countries"] == [
        {"place": "US", "title": "United States", "mechanisms": ["sccs"], "said": None, "outside": ["GDPR"]}
    ]
