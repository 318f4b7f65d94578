"""Where everything is: the geometry in an engine's SVG, and whether all of the picture is in it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from datamap.render.groups import CLUSTERS
from datamap.render.picture import Picture

# Both engines write one group for each box, line and frame, with an id that is ours, and no group inside a group; a
# quotation mark among words is written as an entity. Read like this it takes a tenth of the time of an XML parser, and
# there can be thousands of diagrams in a site.
_GROUP, _POINTS, _CURVE = '<g id="', ' points="', ' d="'
_ROOT = re.compile(r'viewBox="([-\d. ]+)".*?translate\(([-\d.]+)[ ,]([-\d.]+)\)', re.DOTALL)
_CORNERS = re.compile(r' points="([-\d.]+),([-\d.]+) \S+ ([-\d.]+),([-\d.]+)')
_DOT = re.compile(r' cx="([-\d.]+)" cy="([-\d.]+)" rx="([-\d.]+)"')
_TEXT = re.compile(r' x="([-\d.]+)" y="([-\d.]+)"')
_NEARLY = 40.0
_BLANK, _PAD, _HALF = 40.0, 16.0, 70.0
"""How much blank beside boxes is looked into, how much is left; and half the width of a label, at most."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Text(NamedTuple):
    """Where one line of text stands: its anchor is the middle."""

    x: float
    y: float


class Area(NamedTuple):
    """A rectangle: a box with its lines of text, or the frame around a column with its title."""

    left: float
    top: float
    right: float
    bottom: float
    texts: tuple[Text, ...] = ()
    title: str = ""


class Course(NamedTuple):
    """The way of a line: its curve, its arrowheads (points of polygons; circles as x, y, r), its label.

    Curve, heads and dots are as the engine wrote them, to be moved by the layout's `shift`.
    """

    curve: str
    heads: tuple[str, ...]
    dots: tuple[tuple[str, str, str], ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The geometry of a picture, in pixels from the top left corner."""

    width: float
    height: float
    shift: tuple[float, float]
    frames: tuple[Area, ...]
    boxes: Mapping[str, Area]
    lines: Mapping[str, Course]


class LostError(Exception):
    """Something of the picture is not in the layout; the message names what."""


def layout_of(picture: Picture, svg: str, labelled: Collection[str] = ()) -> Layout:
    """Return the geometry in an engine's SVG.

    Raises `LostError` where a box, a line, or the label of a line in `labelled` is missing, or the SVG is broken.
    """
    root = _ROOT.search(svg)
    if root is None:
        raise LostError("the drawing cannot be read: it says neither how large it is nor where it starts")
    try:
        layout = _read(svg, root)
    except (ValueError, IndexError) as error:
        raise LostError("the drawing cannot be read: something in it has no place") from error
    _check(picture, layout, labelled)
    return layout


def _check(picture: Picture, layout: Layout, labelled: Collection[str]) -> None:
    for kind, wanted, found in (
        ("boxes", {box.name for box in picture.boxes}, layout.boxes.keys()),
        ("lines", {line.name for line in picture.lines}, layout.lines.keys()),
    ):
        if wanted != found:
            raise LostError(f"the drawing has {len(found)} {kind} where the map has {len(wanted)}")
    lost = [
        line.name
        for line in picture.lines
        if line.name in labelled and len(layout.lines[line.name].texts) < len(line.label)
    ]
    if lost:
        raise LostError(f"the drawing lacks {len(lost)} labels")


def _read(svg: str, root: re.Match[str]) -> Layout:
    left, top, width, height = map(float, root[1].split())
    # The engine draws upwards from the bottom left corner, and says in the root group how far that is.
    x, y = float(root[2]) - left, float(root[3]) - top
    frames: list[Area] = []
    boxes: dict[str, Area] = {}
    lines: dict[str, Course] = {}
    for group in svg[root.end() :].split(_GROUP)[1:]:
        id_, _, kind, inside = group.split('"', 3)
        if kind == "node":
            boxes[id_] = _area(inside, x, y, _texts(inside, x, y))
        elif kind == "edge":
            lines[id_] = _course(inside, x, y)
        elif kind == "cluster":
            frames.append(_area(inside, x, y, (), CLUSTERS[int(id_[1:])][0]))
    in_line = _in_line(frames)
    areas = (*in_line, *boxes.values())
    lowest = max([area.bottom for area in areas], default=height)
    rightmost = max([area.right for area in areas], default=width)
    if height - lowest > _BLANK or width - rightmost > _BLANK:
        width, height = _used(lines, x, y, rightmost, lowest, width, height)
    return Layout(width=width, height=height, shift=(x, y), frames=in_line, boxes=boxes, lines=lines)


def _used(  # noqa: PLR0913, PLR0917 - two corners and what lies between
    lines: Mapping[str, Course], x: float, y: float, right: float, bottom: float, width: float, height: float
) -> tuple[float, float]:
    """Return width and height of what is drawn: an engine can leave room for what it did not need."""
    for course in lines.values():
        numbers = list(map(float, _NUMBER.findall(course.curve)))
        right = max(right, *(number + x for number in numbers[0::2]), *(text.x + _HALF for text in course.texts), 0.0)
        bottom = max(bottom, *(number + y for number in numbers[1::2]), *(text.y for text in course.texts), 0.0)
    return min(width, right + _PAD), min(height, bottom + _PAD)


def _in_line(frames: Sequence[Area]) -> tuple[Area, ...]:
    """Return frames with those that stand above one another as wide as the widest of them.

    They do where their edges are nearly in line on both sides.
    """
    found: list[Area] = []
    for frame in frames:
        left, right = frame.left, frame.right
        for other in frames:
            if -_NEARLY < frame.left - other.left < _NEARLY and -_NEARLY < frame.right - other.right < _NEARLY:
                left, right = min(left, other.left), max(right, other.right)
        found.append(frame._replace(left=left, right=right) if (left, right) != (frame.left, frame.right) else frame)
    return tuple(found)


def _texts(inside: str, x: float, y: float) -> tuple[Text, ...]:
    return tuple([Text(float(across) + x, float(down) + y) for across, down in _TEXT.findall(inside)])


def _area(inside: str, x: float, y: float, texts: tuple[Text, ...], title: str = "") -> Area:
    """Return the rectangle between the first corner and the one that lies across from it."""
    corners = _CORNERS.search(inside)
    if corners is None:
        raise ValueError
    across, down, far_across, far_down = map(float, corners.groups())
    left, right = (across, far_across) if across < far_across else (far_across, across)
    top, bottom = (down, far_down) if down < far_down else (far_down, down)
    return Area(left + x, top + y, right + x, bottom + y, texts, title)


def _course(inside: str, x: float, y: float) -> Course:
    return Course(
        _after(_CURVE, inside)[0],
        tuple(_after(_POINTS, inside)),
        tuple(_DOT.findall(inside)) if "<ellipse" in inside else (),
        _texts(inside, x, y),
    )


def _after(attribute: str, inside: str) -> list[str]:
    """Return the values of an attribute, in order."""
    return [rest[: rest.index('"')] for rest in inside.split(attribute)[1:]]
