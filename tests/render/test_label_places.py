"""On a crowded picture a label stands where no other line crosses it, if there is such a place along its line."""

import pytest

from benchmarks.synthetic import map_with
from datamap.graph.hops import Group, Key
from datamap.render.drawing import carefully_drawn, drawn
from datamap.render.label_places import FEWEST_LINES, label_places
from datamap.render.layout import Area, Course, Layout, Text
from datamap.render.picture import Box, Line, Picture, Style
from datamap.render.views import whole
from datamap.render.widths import width_of


def crossed(picture, layout, places):
    """Return how many labels another line crosses, as a reader would see it: at points along the lines."""
    from datamap.render.unrest import points_of

    ways = {
        name: [(x + layout.shift[0], y + layout.shift[1]) for x, y in points_of(course)]
        for name, course in layout.lines.items()
    }
    rows = {line.name: line.label for line in picture.lines}
    found = 0
    for name, texts in places.items():
        half = max(width_of(row, 11.5) for row in rows[name]) / 2
        left, right, top, bottom = texts[0].x - half, texts[0].x + half, texts[0].y - 9, texts[-1].y + 2
        found += any(
            left < x < right and top < y < bottom for other, way in ways.items() if other != name for x, y in way
        )
    return found


@pytest.mark.parametrize("nodes", [20, 30])
def test_fewer_labels_are_crossed_than_the_engine_leaves(nodes):
    before = after = 0
    for seed in range(1, 9):
        (drawing,) = carefully_drawn([whole(map_with(nodes, seed=seed))])
        raw = {name: course.texts for name, course in drawing.layout.lines.items() if course.texts}
        before += crossed(drawing.picture, drawing.layout, raw)
        after += crossed(drawing.picture, drawing.layout, label_places(drawing.picture, drawing.layout))
    assert before >= 8
    assert 2 * after < before


def test_no_label_is_moved_onto_a_box_or_another_label():
    (drawing,) = carefully_drawn([whole(map_with(30, seed=3))])
    raw = {name: course.texts for name, course in drawing.layout.lines.items() if course.texts}
    places = label_places(drawing.picture, drawing.layout)
    moved = {name for name in places if places[name] != raw[name]}
    assert moved
    for name in moved:
        x, y = places[name][0]
        assert not any(b.left < x < b.right and b.top < y < b.bottom for b in drawing.layout.boxes.values())
        assert all(abs(x - t[0].x) > 20 or abs(y - t[0].y) > 10 for other, t in places.items() if other != name)


def test_a_small_picture_keeps_what_the_engine_chose():
    (drawing,) = drawn([whole(map_with(8))])
    assert 0 < len(drawing.picture.lines) < FEWEST_LINES
    assert label_places(drawing.picture, drawing.layout) == {
        name: course.texts for name, course in drawing.layout.lines.items() if course.texts
    }


def box(name, keys, *title):
    return Box(name=name, keys=keys, title=title, notes=(), group=Group.SYSTEMS, tooltip="")


def line(number, label=()):
    return Line(name=f"e{number}", source="n1", target="n2", style=Style.FLOW, label=label, tooltip="", hops=())


def test_a_label_moves_along_its_line_to_the_nearest_place_that_is_free():
    """One level line with a label over it, and nine upright ones through the label."""
    keys = (Key("systems", "a"),)
    lines = (line(0, ("Name",)), *(line(number) for number in range(1, FEWEST_LINES)))
    courses = {"e0": Course("M0,100C200,100 400,100 600,100", (), (), (Text(300, 92),))}
    for number in range(1, FEWEST_LINES):
        x = 290 + 2 * number
        courses[f"e{number}"] = Course(f"M{x},0C{x},60 {x},140 {x},200", (), (), ())
    boxes = {"n1": Area(0, 90, 20, 110), "n2": Area(580, 90, 600, 110)}
    layout = Layout(width=600, height=200, shift=(0, 0), frames=(), boxes=boxes, lines=courses)
    picture = Picture(
        title="", description="", boxes=(box("n1", keys, "A"), box("n2", keys, "B")), lines=lines, columns={}
    )
    ((place,),) = label_places(picture, layout).values()
    assert place.y < 100
    assert 10 < abs(place.x - 300) < 120
