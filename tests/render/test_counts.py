"""On a large map each line says how many flows it stands for, on the line and beside no box."""

import pytest

from benchmarks.synthetic import map_with
from datamap.render.as_dot import Labels
from datamap.render.as_svg import Markup, as_svg
from datamap.render.counts import counts_in
from datamap.render.drawing import drawn
from datamap.render.views import whole
from tests.mapped import element

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing():
    (drawing,) = drawn([whole(map_with(500))])
    assert drawing.labels is Labels.NONE
    return drawing


def test_every_bundled_line_has_its_number(drawing):
    bundled = {line.name: line.count for line in drawing.picture.lines if line.count > 1}
    placed = {line.name: line.count for line, _ in counts_in(drawing.picture, drawing.layout, {})}
    assert placed == bundled
    assert len(placed) > 30


def test_numbers_add_up_to_the_pairs_of_the_map(drawing):
    lines = drawing.picture.lines
    assert [line.count for line in lines] == [len({(hop.source, hop.target) for hop in line.hops}) for line in lines]


def test_numbers_stand_beside_no_box(drawing):
    for _, place in counts_in(drawing.picture, drawing.layout, {}):
        for box in drawing.layout.boxes.values():
            assert not (box.left < place.x < box.right and box.top < place.y - 4 < box.bottom)


def test_they_are_drawn_and_explained(drawing):
    root = element(as_svg(drawing.picture, drawing.layout, Markup(prefix="p")))
    numbers = [text.text for group in root.iter(f"{SVG}g") if "dm-count" in group.get("class", "") for text in group]
    assert sorted(numbers) == sorted(["12", *(str(line.count) for line in drawing.picture.lines if line.count > 1)])
    assert "number of flows" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_line_with_a_label_says_it_there():
    (drawing,) = drawn([whole(map_with(120))])
    assert drawing.labels is Labels.LABEL
    bundled = [line for line in drawing.picture.lines if line.count > 1]
    assert [line.label for line in bundled] == [(f"{line.count} flows",) for line in bundled]
    unlabelled = [line for line, _ in counts_in(drawing.picture, drawing.layout, {})]
    assert all(not drawing.layout.lines[line.name].texts for line in unlabelled)
