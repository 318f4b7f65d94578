"""What makes one layout calmer than another, and how wide words are taken to be."""

import pytest

from datamap.render.layout import Course, Layout
from datamap.render.unrest import unrest
from datamap.render.widths import width_of


def layout(*curves, height=100.0):
    lines = {f"e{number}": Course(curve, (), (), ()) for number, curve in enumerate(curves)}
    return Layout(width=200, height=height, shift=(0, 0), frames=(), boxes={}, lines=lines)


UP = "M0,100C30,100 70,0 100,0"
DOWN = "M0,0C30,0 70,100 100,100"
LEVEL = "M0,50C30,50 70,50 100,50"
FAR = "M300,0C330,0 370,100 400,100"


@pytest.mark.parametrize(
    ("calmer", "wilder"),
    [
        pytest.param((LEVEL,), (DOWN,), id="a level line is calmer than one that climbs"),
        pytest.param((DOWN, FAR), (DOWN, UP), id="lines apart are calmer than lines that cross"),
        pytest.param((DOWN, DOWN), (DOWN, UP), id="lines side by side do not cross"),
        pytest.param((LEVEL,), (f"{LEVEL} 130,50 170,50 200,50",), id="a short line is calmer than a long one"),
    ],
)
def test_what_is_calmer(calmer, wilder):
    assert unrest(layout(*calmer)) < unrest(layout(*wilder))


def test_a_low_picture_is_calmer_than_a_high_one():
    assert unrest(layout(LEVEL, height=100)) < unrest(layout(LEVEL, height=200))


def test_a_crossing_weighs_the_same_wherever_it_is():
    assert unrest(layout(DOWN, UP)) == pytest.approx(unrest(layout(UP, DOWN)))


def test_a_picture_without_lines_has_only_its_height():
    assert unrest(layout()) == 100


def test_words_are_as_wide_as_their_letters():
    assert width_of("", 13) == 0
    assert width_of("ill", 10) < width_of("www", 10) < width_of("\u5e97\u5e97\u5e97", 10)
    assert width_of("Online shop", 26) == 2 * width_of("Online shop", 13)
