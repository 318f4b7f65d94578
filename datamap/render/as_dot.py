"""A picture as DOT text: opaque names, escaped labels, columns kept apart by the lengths of edges."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from graphviz import escape
from graphviz.quoting import quote

from datamap.render.groups import CLUSTERS
from datamap.render.picture import Box, Line, Picture, Style
from datamap.render.widths import width_of


class Labels(StrEnum):
    """How lines are labelled: beside them with room made, beside them without, or only in tooltips and the table."""

    LABEL = "label"
    XLABEL = "xlabel"
    NONE = "none"


FONT = "Arial"
"""A font whose metrics the engine knows; the style sheet names families with the same."""
FRAME_SIZE, TITLE_SIZE, LABEL_SIZE = 13.5, 13, 11.5
POINTS, MARGIN, NARROWEST = 72, 0.16, 1.5
"""Points in an inch; the room beside the words of a box and the width of a box at least, in inches."""
SPARE = 1.03
"""Engines differ a little in how wide they take words to be; a box that one widens is out of line."""
MANY_LINES = 24
"""From here on lines that climb together run into one where columns are close."""
_HEADS = {
    Style.FLOW: "normal",
    Style.UNSTATED: "normal",
    Style.HOST: "dot",
    Style.TRACKER: "normal",
    Style.DISCLOSURE: "empty",
    Style.MEMBER: "none",
    Style.INSTRUCTION: "vee",
}
_OUTSIDE = {"normal": "normalnormal", "dot": "dotnormal", "empty": "emptyempty"}
_CLUSTER_OF = {group: number for number, (_, groups) in enumerate(CLUSTERS) for group in groups}
_STRAIGHT = frozenset({Style.FLOW, Style.HOST})
_PREAMBLE = f"""\
\tgraph [rankdir=LR splines=true newrank=true nodesep=0.24 ranksep={{ranksep}} pad=0.1 \
fontname={FONT} fontsize={FRAME_SIZE} labeljust=l bgcolor=transparent]
\tnode [shape=box fontname={FONT} fontsize={TITLE_SIZE} margin="{MARGIN},0.09" height=0.44]
\tedge [fontname={FONT} fontsize={LABEL_SIZE} arrowsize=0.75]
"""


def as_dot(picture: Picture, labels: Labels) -> str:
    """Return the DOT text of a picture. Nodes are called `n1`, edges carry the id `e1`, clusters the id `c0`."""
    levels = picture.columns
    widths = _widths(picture, levels)
    rows = ["digraph m {\n", _PREAMBLE.format(ranksep=_between_columns(picture, labels))]
    upwards, boxes_back, lines_back = (picture.arrangement & bit for bit in (1, 2, 4))
    boxes_in_order = picture.boxes[::-1] if boxes_back else picture.boxes
    framed: dict[int, list[str]] = {}
    alone: list[str] = []
    for box in boxes_in_order:
        number = _CLUSTER_OF.get(box.group)
        (alone if number is None else framed.setdefault(number, [])).append(_node(box, widths))
    for number in sorted(framed, reverse=bool(upwards)):
        title = _quoted((CLUSTERS[number][0],))
        rows.append(f"\tsubgraph cluster_{number} {{\n\t\tgraph [id=c{number} label={title} margin=12]\n")
        rows += framed[number]
        rows.append("\t}\n")
    rows += alone
    named = labelled(picture, labels)
    rows.extend(_edge(line, levels, labels, named) for line in picture.lines[:: -1 if lines_back else 1])
    rows.extend(_invisible(picture, levels))
    return "".join((*rows, "}\n"))


def _between_columns(picture: Picture, labels: Labels) -> str:
    """Return the room between columns in inches: labels make their own, and numbers on lines need some.

    Where there are many lines, those that climb far need room to do so apart from one another.
    """
    if labels is Labels.LABEL:
        return "1" if len(picture.lines) > MANY_LINES else "0.35"
    return "1.5" if any(line.count > 1 for line in picture.lines) else "0.9"


@lru_cache(maxsize=20_000)
def _quoted(rows: tuple[str, ...]) -> str:
    return str(quote(escape("\n".join(rows))))


def _node(box: Box, widths: Mapping[str, float]) -> str:
    return f"\t\t{box.name} [id={box.name} width={widths[box.name]:.2f} label={_quoted(box.rows)}]\n"


@lru_cache(maxsize=20_000)
def _widest(rows: tuple[str, ...]) -> float:
    return max([width_of(row, TITLE_SIZE) for row in rows], default=0.0)


def _widths(picture: Picture, levels: Mapping[str, int]) -> dict[str, float]:
    """Return the width of each box in inches: one for all boxes of a column, so that they stand in line."""
    columns: dict[int, float] = {}
    for box in picture.boxes:
        widest = _widest(box.rows) * SPARE / POINTS + 2 * MARGIN
        columns[levels[box.name]] = max(columns.get(levels[box.name], NARROWEST), widest)
    return {box.name: columns[levels[box.name]] for box in picture.boxes}


def labelled(picture: Picture, labels: Labels) -> frozenset[str]:
    """Return the names of the lines that carry their label: no room is made for those inside a column."""
    if labels is Labels.NONE:
        return frozenset()
    levels = picture.columns
    return frozenset(
        line.name
        for line in picture.lines
        if line.label and (labels is Labels.XLABEL or levels[line.target] != levels[line.source])
    )


def _edge(line: Line, levels: Mapping[str, int], labels: Labels, labelled: frozenset[str]) -> str:
    attributes = [f"id={line.name}"]
    distance = levels[line.target] - levels[line.source]
    # A single edge that runs back would move people to the right: it is laid out forwards, and its head drawn first.
    back = distance < 0
    head = _HEADS[line.style]
    head = _OUTSIDE.get(head, head) if line.outside else head
    attributes += [f"{'arrowtail' if back else 'arrowhead'}={head}"] if head != "normal" else []
    attributes += ["dir=both"] if line.both else ["dir=back"] if back else []
    attributes += ["weight=4"] if line.style in _STRAIGHT else []
    if abs(distance) > 1:
        attributes.append(f"minlen={abs(distance)}")
    elif distance == 0:
        attributes.append("constraint=false")
    if line.name in labelled:
        attributes.append(f"{labels.value}={_quoted(line.label)}")
    ends = (line.target, line.source) if back else (line.source, line.target)
    return f"\t{' -> '.join(ends)} [{' '.join(attributes)}]\n"


def _invisible(picture: Picture, levels: Mapping[str, int]) -> list[str]:
    """Return edges that nobody sees and that hold in its column what no edge would hold there."""
    first = min(picture.boxes, key=lambda box: levels[box.name], default=None)
    if first is None:
        return []
    held = {
        max(line.source, line.target, key=levels.__getitem__)
        for line in picture.lines
        if levels[line.target] != levels[line.source]
    }
    return [
        f"\t{first.name} -> {box.name} [style=invis minlen={levels[box.name] - levels[first.name]} weight=0]\n"
        for box in picture.boxes
        if box.name not in held and levels[box.name] > levels[first.name]
    ]
