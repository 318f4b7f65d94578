"""A picture as a Mermaid flowchart, for pages of others that draw it themselves."""

import json
import re

from datamap.graph.hops import Group
from datamap.render.groups import CLUSTERS
from datamap.render.labels import clean
from datamap.render.picture import Box, Picture, Style

_PLAIN = re.compile(r"[^\w\s.,:+\-()/]", re.ASCII)
_SHAPES = {
    Group.PEOPLE: ("([", "])"),
    Group.SOURCES: (">", "]"),
    Group.CLIENTS: ("([", "])"),
    Group.STAFF: ("([", "])"),
    Group.DEVICES: ("(", ")"),
    Group.SYSTEMS: ("[", "]"),
    Group.OURSELVES: ("[", "]"),
    Group.OTHERS_SYSTEMS: ("[", "]"),
    Group.PROCESSORS: ("[[", "]]"),
    Group.SUB_PROCESSORS: ("[[", "]]"),
    Group.AUTHORITIES: ("{{", "}}"),
}
_ARROWS = {
    Style.FLOW: "-->",
    Style.UNSTATED: "-.->",
    Style.HOST: "--o",
    Style.TRACKER: "-.->",
    Style.DISCLOSURE: "-.->",
    Style.MEMBER: "---",
    Style.INSTRUCTION: "-->",
}
_SPECIAL = "==>"


def as_mermaid(picture: Picture) -> str:
    """Return a picture as Mermaid text; all but letters, digits and a few signs is written as character codes."""
    rows = ["---", f"title: {json.dumps(clean(picture.title), ensure_ascii=False)}", "---", "flowchart LR"]
    for number, (title, groups) in enumerate(CLUSTERS):
        boxes = [box for box in picture.boxes if box.group in groups]
        if boxes:
            rows += [f'  subgraph c{number} ["{escaped(title)}"]', *(f"    {_box(box)}" for box in boxes), "  end"]
    framed = {group for _, groups in CLUSTERS for group in groups}
    rows += [f"  {_box(box)}" for box in picture.boxes if box.group not in framed]
    for line in picture.lines:
        arrow = _SPECIAL if line.special and line.style in {Style.FLOW, Style.UNSTATED} else _ARROWS[line.style]
        arrow = f"<{arrow}" if line.both else arrow
        words = " ".join(line.label)
        rows.append(f"  {line.source} {arrow}{f'|{chr(34)}{escaped(words)}{chr(34)}|' if words else ''} {line.target}")
    return "\n".join(rows) + "\n"


def _box(box: Box) -> str:
    before, after = _SHAPES.get(box.group, ("(", ")"))
    return f'{box.name}{before}"{"<br/>".join(escaped(row) for row in box.rows)}"{after}'


def escaped(words: str) -> str:
    """Return words as Mermaid shows them and does not act upon them."""
    return _PLAIN.sub(lambda match: f"#{ord(match[0])};", clean(words))
