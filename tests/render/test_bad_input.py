"""Hostile and extreme maps: a complete diagram or a clear finding, and never a lost line."""

import re
from dataclasses import replace

import pytest

from benchmarks.synthetic import map_with
from datamap.graph.hops import DataMap, Group, Hop, HopKind, Key, Node
from datamap.render.as_dot import Labels, as_dot
from datamap.render.as_json import as_json
from datamap.render.as_mermaid import as_mermaid
from datamap.render.as_svg import Markup, as_svg
from datamap.render.drawing import Drawing, drawn
from datamap.render.engine import Engine, program
from datamap.render.labels import clean
from datamap.render.views import around_nodes, whole
from tests.mapped import element

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = {
    "markup": '<b>x</b><script>alert("1")</script>&amp;',
    "quotes": 'it\'s "so" called',
    "backslashes": "C:\\new\\table \\N \\G \\",
    "braces": "{a|b} [c] <d> }{",
    "newlines": "one\ntwo\r\nthree\\nfour",
    "nul": "be\x00fore\x07 af\x1bter",
    "right to left": "\u202eevil\u202c \u2066x\u2069 \u05e9\u05dc\u05d5\u05dd",
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
    "ten thousand characters": "long " * 2_000,
    "ten thousand characters in one word": "x" * 10_000,
    "html-like": "<<b>bold</b>>",
    "a lone surrogate": "a\ud800b",
    "nothing visible": "\u200b\u200e",
    "port": "name:port:n",
}
ENGINES = [
    pytest.param(
        engine,
        marks=pytest.mark.skipif(program(engine) is None, reason=f"the engine {engine.value} is not installed here"),
    )
    for engine in Engine
]


def with_words(words):
    data_map = map_with(8)
    nodes = {key: replace(node, title=words) for key, node in data_map.nodes.items()}
    hops = tuple(
        replace(hop, detail=words, data=tuple(replace(category, title=words) for category in hop.data))
        for hop in data_map.hops
    )
    return replace(data_map, title=words, nodes=nodes, hops=hops)


def plain_map(edges, nodes=()):
    keys = {name: Key("systems", name) for edge in edges for name in edge} | {
        name: Key("systems", name) for name in nodes
    }
    return DataMap(
        organisation="o",
        title="O",
        nodes={key: Node(key=key, title=name, group=Group.SYSTEMS) for name, key in keys.items()},
        hops=tuple(Hop(source=keys[a], target=keys[b], kind=HopKind.FLOW, paths=(("o",),)) for a, b in edges),
        activities={},
    )


def drawing_of(data_map, engine=Engine.PURE, *, full=True):
    (drawing,) = drawn([whole(data_map, full=full)], engine=engine)
    assert isinstance(drawing, Drawing), drawing
    return drawing


def drawn_lines(drawing):
    root = element(as_svg(drawing.picture, drawing.layout, Markup(prefix="p", standalone=True)))
    return [
        group for group in root.iter(f"{SVG}g") if (group.get("class") or "").startswith("dm-line ") and group.get("id")
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
class TestHostileWords:
    def test_every_box_and_line_is_drawn(self, words, engine):
        drawing = drawing_of(with_words(words), engine)
        assert len(drawn_lines(drawing)) == len(drawing.picture.lines) > 0
        assert drawing.layout.boxes.keys() == {box.name for box in drawing.picture.boxes}
        assert drawing.labels is Labels.LABEL

    def test_they_are_shown_as_text_and_nothing_else(self, words, engine):
        drawing = drawing_of(with_words(words), engine)
        svg = as_svg(drawing.picture, drawing.layout, Markup(prefix="p"))
        names = {element.tag.removeprefix(SVG) for element in element(svg).iter()}
        assert names <= {"svg", "title", "desc", "g", "rect", "path", "polygon", "circle", "text"}
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", svg)
        assert max(len(text.text or "") for text in element(svg).iter(f"{SVG}text")) <= 60


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_in_mermaid_are_character_codes(words):
    text = as_mermaid(whole(with_words(words)))
    labels = re.findall(r'"([^"]*)"', text.split("flowchart LR")[1])
    assert labels
    assert all(re.fullmatch(r"(?:[\w\s.,:+\-()/]|#\d+;|<br/>)*", label, re.ASCII) for label in labels)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_cleaned_is_on_one_line_and_stays_as_it_is(words):
    assert "\n" not in clean(words)
    assert clean(clean(words)) == clean(words)


SHAPES = {
    "a cycle": plain_map([("a", "b"), ("b", "c"), ("c", "a")]),
    "two nodes that send to each other": plain_map([("a", "b"), ("b", "a")]),
    "self-loops": plain_map([("a", "a"), ("b", "b"), ("a", "b")]),
    "a node without edges": plain_map([], ["alone"]),
    "two hundred parallel hops": plain_map([("a", "b")] * 200),
    "everything with everything": plain_map([(a, b) for a in "abcdefgh" for b in "abcdefgh"]),
    "a long chain": plain_map([(f"s{n}", f"s{n + 1}") for n in range(40)]),
    "nothing": plain_map([]),
    "identifiers with colons": plain_map([("a:b:c", "d:e"), ("d:e", "n1")]),
    "a hundred and twenty nodes": map_with(120),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data_map", SHAPES.values(), ids=SHAPES.keys())
def test_no_line_is_lost(data_map, engine):
    drawing = drawing_of(data_map, engine)
    pairs = {frozenset((hop.source, hop.target)) for hop in data_map.hops}
    where = {key: box.name for box in drawing.picture.boxes for key in box.keys}
    shown = {frozenset((line.source, line.target)) for line in drawing.picture.lines}
    assert {frozenset(where[key] for key in pair) for pair in pairs} == shown
    assert len(drawn_lines(drawing)) == len(drawing.picture.lines)
    assert sum(len(line.hops) for line in drawing.picture.lines) == len(data_map.hops)
    assert where.keys() == data_map.nodes.keys()


@pytest.mark.parametrize("data_map", SHAPES.values(), ids=SHAPES.keys())
def test_an_aggregated_map_shows_every_hop_or_says_how_many_are_inside(data_map):
    drawing = drawing_of(data_map, full=False)
    where = {key: box for box in drawing.picture.boxes for key in box.keys}
    inside = {
        (hop.source, hop.target)
        for hop in data_map.hops
        if where[hop.source] is where[hop.target] and hop.source != hop.target
    }
    shown = sum(len(line.hops) for line in drawing.picture.lines)
    hidden = [hop for hop in data_map.hops if (hop.source, hop.target) in inside]
    assert shown + len(hidden) == len(data_map.hops)
    said = [int(note.split()[0]) for box in drawing.picture.boxes for note in box.notes if note.endswith("inside")]
    assert sum(said) == len(inside)


def test_json_keeps_every_hop_of_a_map_whose_lines_are_bundled():
    data_map = SHAPES["two hundred parallel hops"]
    assert as_json(data_map, drawing_of(data_map)).count('"kind": "flow"') == 200


def test_a_picture_around_a_node_that_nothing_reaches_shows_it():
    data_map = SHAPES["a node without edges"]
    picture = around_nodes(data_map, frozenset(data_map.nodes), "Alone")
    assert [box.title for box in picture.boxes] == [("alone",)]


def test_labels_never_break_out_of_their_quotes_in_dot():
    for words in HOSTILE.values():
        text = as_dot(whole(with_words(words)), Labels.LABEL)
        assert re.sub(r'"(?:[^"\\]|\\.)*"', '""', text, flags=re.DOTALL).count('"') % 2 == 0
        assert "label=<" not in text


ODD_TITLES = ["\U0001f600", "…", "-", "{{ x }}", "’s", "日本", "ﬁ"]


@pytest.mark.parametrize("title", ODD_TITLES)
def test_titles_without_a_word_have_pages_too(datamap, tmp_path, title):
    (tmp_path / "inventory" / "o").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Here", encoding="utf-8")
    config = "site_name: Site\ntheme: {name: material, font: false}\nplugins: [search, datamap]\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "inventory" / "o" / "all.yaml").write_text(
        f'organisation: {{name: "{title}"}}\nprocessors: {{h: {{title: "{title}", provides: "{title}"}}}}\n'
        f'systems: {{s: {{title: "{title}{title}", host: h}}}}\n'
        f'activities: {{a: {{title: "{title}", subjects: [customer], data: [name], flows: [customer -> s]}}}}\n',
        encoding="utf-8",
    )
    assert datamap("build", "--pages", "pages", cwd=tmp_path).endswith("pages\n[exit 0]\n")
    assert title in (tmp_path / "pages" / "o" / "notice.md").read_text(encoding="utf-8")
