"""Engines that are missing, fail, hang or lose things: the ladder of labels, and failures that say why."""

import os
import re
import stat
import sys
import time
from dataclasses import replace

import pytest

from benchmarks.synthetic import map_with
from datamap.render import engine as engines
from datamap.render.as_dot import Labels, as_dot
from datamap.render.drawing import ARRANGEMENTS, LINES_BACK, Drawing, carefully_drawn, drawn, finding_of, ladder
from datamap.render.engine import Engine, Failure, laid_out, program
from datamap.render.layout import LostError, layout_of
from datamap.render.unrest import unrest
from datamap.render.views import whole

PICTURES = [whole(map_with(6, seed=number)) for number in range(40)]


@pytest.fixture
def engine_program(tmp_path, monkeypatch):
    """Put a program of the test in the place of the engine: Python code that has `graph` and calls the `real` one."""

    def use(code):
        path = tmp_path / "engine"
        real = program(Engine.PURE)
        path.write_text(
            f"#!{sys.executable}\n"
            "import re, subprocess, sys, time\n"
            "graph = sys.stdin.read() if '-V' not in sys.argv else ''\n"
            "def real(text):\n"
            f"    return subprocess.run([{real!r}, '-Tsvg'], input=text, capture_output=True, text=True).stdout\n"
            f"{code}\n",
            encoding="utf-8",
        )
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setattr(engines, "program", lambda _: str(path))
        monkeypatch.setattr("datamap.render.drawing.program", lambda _: str(path))

    return use


def test_many_graphs_come_back_in_their_order():
    drawings = drawn(PICTURES)
    assert [drawing.picture for drawing in drawings] == PICTURES
    for drawing in drawings:
        assert drawing.layout == drawn([drawing.picture])[0].layout


def test_a_missing_engine_is_a_clear_failure(monkeypatch):
    monkeypatch.setattr(engines, "program", lambda _: None)
    monkeypatch.setattr("datamap.render.drawing.program", lambda _: None)
    found = drawn(PICTURES[:3])
    assert (
        found
        == [
            Failure(
                "the layout engine `graphviz-pure` is not installed",
                "install `graphviz-pure` again, or choose the engine `dot`",
            )
        ]
        * 3
    )


def test_a_failing_engine_is_a_clear_failure(engine_program):
    engine_program("print('out of luck', file=sys.stderr); sys.exit(3)")
    (found,) = drawn(PICTURES[:1])
    assert found.reason == "`graphviz-pure` failed with exit code 3: out of luck"


def test_words_on_the_error_stream_are_no_failure(engine_program):
    engine_program("print('warning', file=sys.stderr); print(real(graph))")
    assert all(isinstance(found, Drawing) and not found.fell_back for found in drawn(PICTURES[:3]))


def test_an_engine_that_hangs_is_stopped(engine_program):
    engine_program("time.sleep(60)")
    start = time.monotonic()
    found = drawn(PICTURES, seconds=1.0)
    assert time.monotonic() - start < 10
    assert {failure.reason for failure in found} <= {
        "there was no time left for it",
        *(failure.reason for failure in found if failure.reason.startswith("`graphviz-pure` did not finish within")),
    }
    assert any("did not finish within" in failure.reason for failure in found)


@pytest.mark.parametrize(("limit", "words"), [(0.21, "0.3 seconds"), (1.0, "1 second"), (1.25, "1.3 seconds")])
def test_the_time_that_an_engine_had_is_told_in_tenths(engine_program, limit, words):
    engine_program("time.sleep(60)")
    found = laid_out(Engine.PURE, ["digraph {}"], seconds=limit)
    assert found == Failure(f"`graphviz-pure` did not finish within {words}", "draw a smaller part with `--focus`")


def test_an_engine_that_cannot_be_run(tmp_path, monkeypatch):
    path = tmp_path / "engine"
    path.write_text("not a program", encoding="utf-8")
    monkeypatch.setattr(engines, "program", lambda _: str(path))
    found = laid_out(Engine.PURE, ["digraph {}"])
    assert isinstance(found, Failure)
    assert found.reason.startswith("`graphviz-pure` cannot be run: ")


def test_one_graph_that_fails_takes_no_other_with_it(engine_program):
    poison = replace(PICTURES[7], boxes=tuple(replace(box, title=("Poison",)) for box in PICTURES[7].boxes))
    engine_program("sys.exit(1) if 'Poison' in graph else print(real(graph))")
    found = drawn([*PICTURES[:7], poison, *PICTURES[8:]])
    assert [number for number, each in enumerate(found) if isinstance(each, Failure)] == [7]
    assert len(found) == len(PICTURES)


def test_too_few_pictures_are_a_failure(engine_program):
    engine_program("print(real('digraph {}'))")
    found = laid_out(Engine.PURE, ["digraph {a}", "digraph {b}"])
    assert found == Failure(
        "`graphviz-pure` drew 1 of 2 graphs", "install `graphviz-pure` again, or choose the engine `dot`"
    )


class TestLadder:
    """Labels with room, labels without, no labels; and never a line less."""

    def test_lost_lines_fall_back_to_labels_without_room(self, engine_program):
        engine_program(
            "svg = real(graph)\n"
            "if re.search(r'-> n\\d+ \\[[^]]* label=', graph):\n"
            "    svg = re.sub(r'<g id=\"e1\" class=\"edge\">.*?</g>', '', svg, flags=re.S)\n"
            "print(svg)"
        )
        (found,) = drawn(PICTURES[:1])
        lines = len(PICTURES[0].lines)
        assert (found.labels, found.fell_back) == (
            Labels.XLABEL,
            f"the drawing has {lines - 1} lines where the map has {lines}",
        )
        assert len(found.layout.lines) == lines

    def test_then_to_none(self, engine_program):
        engine_program("sys.exit(1) if re.search(r'-> n\\d+ \\[[^]]*label=', graph) else print(real(graph))")
        (found,) = drawn(PICTURES[:1])
        assert found.labels is Labels.NONE
        assert found.fell_back == "`graphviz-pure` failed with exit code 1: no reason given"
        finding = finding_of(found, "acme", "the whole")
        assert (finding.id, finding.message) == (
            "DRAW-02",
            "the diagram “the whole” has no labels: `graphviz-pure` failed with exit code 1: no reason given",
        )

    def test_what_is_drawn_in_full_is_no_finding(self):
        (found,) = drawn(PICTURES[:1])
        assert finding_of(found, "acme", "the whole") is None

    def test_then_it_says_so(self, engine_program):
        engine_program("print(re.sub(r'<g id=\"e1\" class=\"edge\">.*?</g>', '', real(graph), flags=re.S))")
        (found,) = drawn(PICTURES[:1])
        assert isinstance(found, Failure)
        finding = finding_of(found, "acme", "the whole")
        lines = len(PICTURES[0].lines)
        assert finding.message == (
            f"the diagram “the whole” cannot be drawn: the drawing has {lines - 1} lines where the map has {lines}"
        )

    def test_lost_labels_count_too(self, engine_program):
        engine_program("print(re.sub(r'<text[^>]*font-size=\"11.50\">[^<]*</text>', '', real(graph)))")
        (found,) = drawn(PICTURES[:1])
        assert found.labels is Labels.NONE
        assert "labels" in found.fell_back

    def test_broken_drawings_count_too(self, engine_program):
        engine_program("print(real(graph).replace('viewBox', 'x'))")
        (found,) = drawn(PICTURES[:1])
        assert isinstance(found, Failure)
        assert found.reason.startswith("the drawing cannot be read: ")

    @pytest.mark.parametrize("left_out", [' points="', ' d="'])
    def test_shapes_without_a_place_count_too(self, engine_program, left_out):
        engine_program(f"print(real(graph).replace({left_out!r}, ' x'))")
        (found,) = drawn(PICTURES[:1])
        assert isinstance(found, Failure)
        assert found.reason == "the drawing cannot be read: something in it has no place"

    def test_drawings_that_are_cut_short_count_too(self, engine_program):
        engine_program("print(real(graph)[:-400] + '</svg>')")
        (found,) = drawn(PICTURES[:1])
        assert isinstance(found, Failure)
        assert " where the map has " in found.reason

    def test_large_maps_start_without_labels(self):
        assert ladder(whole(map_with(120), full=True)) == (Labels.NONE,)
        assert ladder(PICTURES[0]) == (Labels.LABEL, Labels.XLABEL, Labels.NONE)


def test_a_box_that_is_not_drawn_is_lost():
    (drawing,) = drawn(PICTURES[:1])
    (svg,) = laid_out(Engine.PURE, [as_dot(PICTURES[0], Labels.NONE)])
    assert layout_of(drawing.picture, svg).boxes.keys() == {box.name for box in drawing.picture.boxes}
    with pytest.raises(LostError, match="boxes where the map has"):
        layout_of(drawing.picture, svg.replace('id="n1"', 'id="x1"'))


def test_the_calmest_of_several_drawings_is_taken():
    for picture, drawing in zip(PICTURES[:6], carefully_drawn(PICTURES[:6]), strict=True):
        every = drawn([replace(picture, arrangement=way) for way in range(ARRANGEMENTS)])
        best = min(every, key=lambda each: unrest(each.layout)).picture
        every += drawn([replace(best, arrangement=best.arrangement | LINES_BACK)])
        assert unrest(drawing.layout) == min(unrest(each.layout) for each in every)
        assert replace(drawing.picture, arrangement=0) == picture
    assert len({drawing.picture.arrangement for drawing in carefully_drawn(PICTURES)}) > 1


@pytest.mark.skipif(program(Engine.DOT) is None, reason="Graphviz is not installed here")
def test_the_other_engine_draws_the_same_picture():
    for picture in PICTURES[:5]:
        (ours,), (theirs,) = drawn([picture]), drawn([picture], engine=Engine.DOT)
        assert isinstance(theirs, Drawing)
        assert (theirs.labels, theirs.layout.lines.keys()) == (ours.labels, ours.layout.lines.keys())


def test_programs_beside_this_python_are_found_first():
    assert program(Engine.PURE) is not None
    assert os.access(program(Engine.PURE), os.X_OK)


def test_blank_room_that_an_engine_leaves_is_cut():
    picture = PICTURES[0]
    (drawing,) = drawn([picture])
    (svg,) = laid_out(Engine.PURE, [as_dot(picture, Labels.LABEL)])
    root = re.search(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"', svg)
    left, top, width, height = map(float, root.groups())
    roomy = svg.replace(root[0], f'viewBox="{left} {top} {width + 300} {height + 500}"')
    layout = layout_of(picture, roomy)
    assert (layout.boxes, layout.lines) == (drawing.layout.boxes, drawing.layout.lines)
    assert drawing.layout.width - 20 < layout.width < drawing.layout.width + 60
    assert drawing.layout.height - 20 < layout.height < drawing.layout.height + 60
