"""Where labels stand on a crowded picture: beside their own lines, clear of boxes, of one another and of other lines.

The engine makes room for a label where its line is alone, and then leads other lines through that room. A label that
something crosses is moved along its line to where nothing does, if there is such a place.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, product

from datamap.render.layout import Layout, Text
from datamap.render.picture import Picture
from datamap.render.unrest import Frame, Point, points_of
from datamap.render.widths import width_of

FEWEST_LINES = 10
"""Below this many lines hardly anything is crossed, and there can be thousands of such diagrams in a site."""
_SIZE, _ASCENT, _DESCENT = 11.5, 10.0, 3.0
_PAD, _BESIDE = 2.0, 4.0
_OVER_BOX, _OVER_LABEL, _OVER_TITLE, _CROSSED, _ON_ITS_LINE = 100.0, 60.0, 30.0, 10.0, 2.0
_FAR = 0.01
"""What a pixel away from where the engine put it costs: of two free places the nearer one is taken."""
_TITLE_HEIGHT = 24.0
_SIDES = tuple(product((0, -0.5, 0.5, -1, 1), (-1, 1, 0)))
"""Where a label can stand at a point of its line: over, under or on it, and shifted by up to half its width."""

_Way = tuple[Frame, list[tuple[Frame, Point, Point]]]


def label_places(picture: Picture, layout: Layout) -> Mapping[str, tuple[Text, ...]]:
    """Return where the rows of each label stand, by the name of its line."""
    places = {line.name: layout.lines[line.name].texts for line in picture.lines if layout.lines[line.name].texts}
    if len(picture.lines) < FEWEST_LINES or not places:
        return places
    room = {
        line.name: max(width_of(row, _SIZE) for row in line.label) / 2 for line in picture.lines if line.name in places
    }
    points = {name: _points(layout, name) for name in layout.lines if layout.lines[name].curve}
    ways = {name: _way(found) for name, found in points.items()}
    boxes = [(box.left, box.top, box.right, box.bottom) for box in layout.boxes.values()]
    titles = [(frame.left, frame.top, frame.right, frame.top + _TITLE_HEIGHT) for frame in layout.frames]
    first = {name: _frame_of(texts, room[name]) for name, texts in places.items()}
    taken = dict(first)

    def costs(name: str, frame: Frame) -> Iterator[float]:
        """Yield what a place costs, what is found soonest first."""
        yield _OVER_BOX * (frame[0] < 0 or frame[1] < 0 or frame[2] > layout.width or frame[3] > layout.height)
        yield from (_OVER_BOX for box in boxes if _meet(frame, box))
        yield from (_OVER_LABEL for other, each in taken.items() if other != name and _meet(frame, each))
        yield from (_OVER_TITLE for title in titles if _meet(frame, title))
        yield from (_ON_ITS_LINE if other == name else _CROSSED for other, way in ways.items() if _crosses(way, frame))

    for name in (*first, *first):  # twice, since one label makes room for another
        frame, now = first[name], sum(costs(name, taken[name]))
        if now < _CROSSED or name not in points:
            continue
        for across, down in _moves(points[name], frame):
            moved = _moved(frame, across, down)
            far = _FAR * (abs(across) + abs(down))
            # Most places fail already by how far they are, or by the first things that are in their way.
            if far < now and all(cost + far < now for cost in accumulate(costs(name, moved))):
                now, taken[name] = sum(costs(name, moved)) + far, moved
                places[name] = tuple(Text(text.x + across, text.y + down) for text in layout.lines[name].texts)
    return places


def _frame_of(texts: Sequence[Text], half: float) -> Frame:
    x = texts[0].x
    return x - half - _PAD, texts[0].y - _ASCENT - _PAD, x + half + _PAD, texts[-1].y + _DESCENT + _PAD


def _moves(points: Sequence[Point], frame: Frame) -> Iterator[Point]:
    """Yield how far a label would move to stand at each point of its line, in every way that it can."""
    left, top, right, bottom = frame
    x, y, half, high = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
    # At its ends a line is among others that come from there or go there.
    for across, down in points[len(points) // 8 : len(points) - len(points) // 8]:
        for aside, over in _SIDES:
            yield across - x + aside * (half + _BESIDE), down - y + over * (high + _BESIDE)


def _moved(frame: Frame, across: float, down: float) -> Frame:
    return frame[0] + across, frame[1] + down, frame[2] + across, frame[3] + down


def _points(layout: Layout, name: str) -> list[Point]:
    return [(x + layout.shift[0], y + layout.shift[1]) for x, y in points_of(layout.lines[name])]


def _way(points: list[Point]) -> _Way:
    across, down = zip(*points, strict=True)
    pieces = [((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), a, b) for a, b in pairwise(points)]
    return (min(across), min(down), max(across), max(down)), pieces


def _meet(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(way: _Way, frame: Frame) -> bool:
    return _meet(way[0], frame) and any(_meet(here, frame) and _divides(a, b, frame) for here, a, b in way[1])


def _divides(a: Point, b: Point, frame: Frame) -> bool:
    """Whether the corners of a frame lie on both sides of the line through two points."""
    across, down = b[0] - a[0], b[1] - a[1]
    sides = [across * (y - a[1]) - down * (x - a[0]) for x in (frame[0], frame[2]) for y in (frame[1], frame[3])]
    return min(sides) <= 0 <= max(sides)
