"""Where the numbers stand that say how many flows a line is: on the line, clear of boxes and of one another."""

from collections.abc import Iterator, Mapping

from datamap.render.layout import Layout, Text
from datamap.render.picture import Line, Picture
from datamap.render.unrest import points_of

_HALF, _HIGH = 11.0, 14.0
"""Half the width of a number of three digits, and its height, with some room."""
_BASE = 4.0


def counts_in(picture: Picture, layout: Layout, labels: Mapping[str, tuple[Text, ...]]) -> Iterator[tuple[Line, Text]]:
    """Yield the lines that stand for several flows and have no label, each with the place of its number.

    `labels` says where the labels of other lines stand.
    """
    taken = [(text.x, text.y - _BASE) for texts in labels.values() for text in texts]
    for line in picture.lines:
        course = layout.lines[line.name]
        if line.count < 2 or course.texts:  # noqa: PLR2004 - one flow needs no number
            continue
        points = [(x + layout.shift[0], y + layout.shift[1]) for x, y in points_of(course)]
        middle = len(points) // 2
        # From the middle outwards: there a number is farthest from what other lines share with this one at its ends.
        tried = sorted(points, key=lambda point: abs(points.index(point) - middle))
        free = (point for point in tried if _is_clear(point, layout) and not _is_near(point, taken))
        x, y = next(free, points[middle])
        taken.append((x, y))
        yield line, Text(x, y + _BASE)


def _is_clear(point: tuple[float, float], layout: Layout) -> bool:
    x, y = point
    return not any(
        area.left - _HALF < x < area.right + _HALF and area.top - _HIGH / 2 < y < area.bottom + _HIGH / 2
        for area in layout.boxes.values()
    )


def _is_near(point: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    return any(abs(point[0] - x) < 2 * _HALF and abs(point[1] - y) < _HIGH for x, y in taken)
