"""The SVG of a diagram: classes and no colours, links, titles, a legend, ids that do not collide."""

import re

import pytest

from benchmarks.synthetic import map_with
from datamap.graph.hops import DataMap, Group, Key, Node
from datamap.render.as_svg import Markup, as_svg, style_sheet
from datamap.render.drawing import drawn
from datamap.render.views import whole
from tests.mapped import element, mapped

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing():
    (found,) = drawn([whole(map_with(20))])
    return found


def written(drawing, link_to=lambda _: None, **markup):
    return as_svg(drawing.picture, drawing.layout, Markup(**{"prefix": "d1", **markup}), link_to)


def test_no_colour_stands_in_the_markup(drawing):
    svg = written(drawing)
    assert not re.search(r"\b(fill|stroke|style|color|font-family|font-size)=", svg)
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", svg)


def test_every_class_is_one_that_the_style_sheet_knows(drawing):
    known = set(re.findall(r"\.(dm[\w-]*)", style_sheet()))
    used = {name for names in re.findall(r'class="([^"]*)"', written(drawing)) for name in names.split()}
    plain = {"dm-line", "dm-box", "dm-flow", "dm-title", "dm-bundle", "dm-legend", "dm-outside", "dm-label"}
    assert used - known - plain == set()


def test_it_has_a_title_and_a_description_for_those_who_cannot_see_it(drawing):
    root = element(written(drawing))
    ids = root.get("aria-labelledby").split()
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert named[ids[0]] == "Data map of Synthetic Ltd"
    assert named[ids[1]].startswith("4 groups of people, 6 systems, ")


def test_ids_carry_the_prefix_and_are_unique(drawing):
    ids = re.findall(r'\bid="([^"]*)"', written(drawing))
    assert len(ids) == len(set(ids))
    assert all(id_.startswith("d1-") for id_ in ids)


def test_boxes_link_to_pages(drawing):
    root = element(written(drawing, lambda key: f"../{key.kind}/{key.id}/"))
    links = [link.get("href") for link in root.iter(f"{SVG}a")]
    assert root.get("role") == "group"
    assert sorted(links) == sorted(f"../{key.kind}/{key.id}/" for box in drawing.picture.boxes for key in box.keys)


def test_each_name_in_a_list_is_a_link():
    text = "recipients: {a: A, b: B, c: C}\nsystems: {s: S}\nactivities: {x: {flows: [s -> a & b & c]}}"
    (shared,) = drawn([whole(mapped(text))])
    links = re.findall(r'<a href="([^"]*)">', written(shared, lambda key: key.id))
    assert sorted(links) == ["a", "b", "c", "s"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_addresses_that_no_page_may_link_to_are_no_links(drawing, address):
    assert "<a " not in written(drawing, lambda _: address)


def test_addresses_are_escaped(drawing):
    svg = written(drawing, lambda _: 'x"><script>alert(1)</script>')
    assert "<script" not in svg
    element(svg)


def test_lines_tell_more_when_pointed_at(drawing):
    root = element(written(drawing))
    tooltips = {
        group.get("id"): group.find(f"{SVG}title").text
        for group in root.iter(f"{SVG}g")
        if (group.get("class") or "").startswith("dm-line ") and group.get("id")
    }
    assert tooltips == {f"d1-{line.name}": line.tooltip for line in drawing.picture.lines}


def test_the_legend_explains_what_occurs_and_nothing_else(drawing):
    styles = {line.style.value for line in drawing.picture.lines}
    legend = written(drawing).split('<g class="dm-legend"')[1]
    assert set(re.findall(r"dm-line dm-(\w+)", legend)) == styles | {"flow"}
    assert "special category of data" in legend
    assert "leaves the area of GDPR" in legend
    assert "several drawn as one" not in legend
    assert "dm-legend" not in written(drawing, legend=False)


def test_the_legend_fits_the_width(drawing):
    root = element(written(drawing))
    width, height = float(root.get("width")), float(root.get("height"))
    legend = next(group for group in root if group.get("class") == "dm-legend")
    top = float(re.fullmatch(r"translate\(0 ([\d.]+)\)", legend.get("transform"))[1])
    places = [(float(text.get("x")), top + float(text.get("y"))) for text in legend.iter(f"{SVG}text")]
    assert all(x < width and drawing.layout.height < y < height for x, y in places)


def test_alone_it_brings_its_style_and_its_background(drawing):
    svg = written(drawing, standalone=True)
    assert style_sheet() in svg
    assert 'class="dm-page"' in svg
    assert "<style>" not in written(drawing)


@pytest.mark.parametrize("group", [group for group in Group if group is not Group.OURSELVES])
def test_groups_differ_in_shape_and_not_only_in_colour(group):
    """WCAG 1.4.1."""

    def outline(each):
        key = Key("x", "same")
        nodes = {key: Node(key=key, title="Same", group=each)}
        (found,) = drawn([whole(DataMap(organisation="o", title="O", nodes=nodes, hops=(), activities={}))])
        shape = re.search(r'class="dm-box[^"]*"[^>]*>(.*?)<text class="dm-title"', written(found)).group(1)
        kind = re.findall(r"<(rect|polygon|path)", shape)
        edges = [float(left) for left in re.findall(r'<rect x="([\d.]+)"', shape)]
        bars = [round(float(x) - edges[0]) for x in re.findall(r'd="M([\d.]+),', shape)]
        return kind, re.findall(r'(?:rx|class)="[^"]*"', shape), bars, _dashes(each)

    same = [other for other in Group if other not in {group, Group.OURSELVES} and outline(other) == outline(group)]
    assert same == []


def _dashes(group):
    found = re.findall(r"([^{}]*)\{([^}]*stroke-dasharray[^}]*)\}", style_sheet())
    return " ".join(body for selectors, body in found if f".dm-{group.value} rect" in selectors)


def test_kinds_of_lines_differ_without_colour():
    """WCAG 1.4.1: each has its own dashes, width or arrowhead."""
    from datamap.render.as_dot import _HEADS
    from datamap.render.picture import Style

    css = style_sheet()
    looks = {}
    for style in Style:
        bodies = re.findall(rf"([^{{}}]*\.dm-line\.dm-{style.value} path[^{{}}]*)\{{([^}}]*)\}}", css)
        body = " ".join(body for _, body in bodies)
        looks[style] = (tuple(re.findall(r"stroke-(?:dasharray|width): [\d. ]+", body)), _HEADS[style])
    assert len(set(looks.values())) == len(Style)
