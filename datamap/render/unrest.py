"""How restless a laid out picture is: lines that cross, climb, and run far; the less, the easier to follow."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from datamap.render.layout import Course, Layout

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CROSSING = 220.0
"""A crossing weighs as much as a line that climbs this many pixels: less than half of what a small picture is high."""
_STEPS = 7
"""An odd number: curves that mirror each other cross between two of their points, where it can be seen."""
_MOST_LINES = 80
"""Above this many lines nobody counts crossings, and counting them would take longer than drawing."""

Point = tuple[float, float]
Frame = tuple[float, float, float, float]
"""Least and greatest across and down: left, one end, right, other end."""


def unrest(layout: Layout) -> float:
    """Return a number that is comparable between layouts of one picture."""
    ways = [list(points_of(course)) for course in layout.lines.values() if course.curve]
    climb = sum(abs(way[0][1] - way[-1][1]) for way in ways)
    length = sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for way in ways for a, b in pairwise(way))
    crossings = _crossings(ways) if len(ways) <= _MOST_LINES else 0
    return climb + length / 4 + crossings * _CROSSING + layout.height


def points_of(course: Course) -> Iterator[Point]:
    """Yield points along a curve, a few for each of its Bézier pieces."""
    numbers = list(map(float, _NUMBER.findall(course.curve)))
    corners = list(zip(numbers[0::2], numbers[1::2], strict=True))
    yield corners[0]
    for start in range(0, len(corners) - 3, 3):
        a, b, c, d = corners[start : start + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]


def _crossings(ways: list[list[Point]]) -> int:
    """Return how often lines cross. Most lie apart, and most of their pieces do: frames tell, and are made once."""
    framed = [(_frame(way), [(_frame([a, b]), a, b) for a, b in pairwise(way)]) for way in ways]
    return sum(
        _cross(a, b, c, d)
        for (one, pieces), (other, others) in combinations(framed, 2)
        if _meet(one, other)
        for here, a, b in pieces
        if _meet(here, other)
        for there, c, d in others
        if _meet(here, there)
    )


def _frame(points: list[Point]) -> Frame:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _meet(one: Frame, other: Frame) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, point: Point) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
