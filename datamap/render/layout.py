"""Where everything is: the geometry in an engine's SVG, and whether all of the picture is in it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from datamap.render.picture import Picture

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: its anchor is the middle."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle with its lines of text: a box, or the frame around a column."""

    left: float
    top: float
    right: float
    bottom: float
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Course:
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


def climb(layout: Layout) -> float:
    """Return how far all lines together lead up or down, in pixels: the less, the calmer the picture."""
    total = 0.0
    for course in layout.lines.values():
        numbers = _NUMBER.findall(course.curve)
        total += abs(float(numbers[1]) - float(numbers[-1])) if len(numbers) > 1 else 0.0
    return total


class LostError(Exception):
    """Something of the picture is not in the layout; the message names what."""


def layout_of(picture: Picture, svg: str, labelled: Collection[str] = ()) -> Layout:
    """Return the geometry in an engine's SVG.

    Raises `LostError` where a box, a line, or the label of a line in `labelled` is missing, or the SVG is broken.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 - written by the layout engine from text that we escaped
    except ET.ParseError as error:
        raise LostError(f"the drawing cannot be read: {error}") from error
    layout = _read(root)
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


def _read(root: ET.Element) -> Layout:
    left, top, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    graph = root.find(f"{_SVG}g")
    moved = _NUMBER.findall((graph.get("transform") or "") if graph is not None else "")
    # The engine draws upwards from the bottom left corner and says in the last two numbers how far that is.
    x, y = (float(moved[-2]) - left, float(moved[-1]) - top) if len(moved) > 1 else (0.0, 0.0)
    frames: list[Area] = []
    boxes: dict[str, Area] = {}
    lines: dict[str, Course] = {}
    for group in graph if graph is not None else ():
        kind = (group.get("class") or "").split(" ", 1)[0]
        if kind == "node":
            boxes[group.get("id", "")] = _area(group, x, y)
        elif kind == "edge":
            lines[group.get("id", "")] = _course(group, x, y)
        elif kind == "cluster":
            frames.append(_area(group, x, y))
    return Layout(width=width, height=height, shift=(x, y), frames=tuple(frames), boxes=boxes, lines=lines)


def _texts(group: ET.Element, x: float, y: float) -> tuple[Text, ...]:
    return tuple(
        Text(float(text.get("x", 0)) + x, float(text.get("y", 0)) + y, text.text or "")
        for text in group.iter(f"{_SVG}text")
    )


def _area(group: ET.Element, x: float, y: float) -> Area:
    polygon = group.find(f"{_SVG}polygon")
    numbers = [float(number) for number in _NUMBER.findall(polygon.get("points", "") if polygon is not None else "")]
    across, down = numbers[0::2] or [0.0], numbers[1::2] or [0.0]
    return Area(min(across) + x, min(down) + y, max(across) + x, max(down) + y, _texts(group, x, y))


def _course(group: ET.Element, x: float, y: float) -> Course:
    path = group.find(f"{_SVG}path")
    return Course(
        path.get("d", "") if path is not None else "",
        tuple(polygon.get("points", "") for polygon in group.iter(f"{_SVG}polygon")),
        tuple((dot.get("cx", "0"), dot.get("cy", "0"), dot.get("rx", "0")) for dot in group.iter(f"{_SVG}ellipse")),
        _texts(group, x, y),
    )
