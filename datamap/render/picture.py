"""What a diagram shows, before anybody knows where: boxes, lines, and the words for those who cannot see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datamap.graph.hops import Group, Hop, Key


class Style(StrEnum):
    """How a line is drawn; each has a dash pattern and an arrowhead of its own, since colour alone tells nobody."""

    FLOW = "flow"
    UNSTATED = "unstated"
    HOST = "host"
    TRACKER = "tracker"
    DISCLOSURE = "disclosure"
    MEMBER = "member"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several nodes that a box lists, on a line of its own."""

    key: Key
    words: str
    tooltip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One node, or several of a group drawn as one.

    `title`, `entries` and `notes` are its lines from top to bottom; `tooltip` is the whole text.
    """

    name: str
    keys: tuple[Key, ...]
    title: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...]
    group: Group
    tooltip: str
    focus: bool = False
    special: bool = False

    @property
    def is_bundle(self) -> bool:
        """Whether it stands for several nodes that it does not all name."""
        return len(self.keys) > (len(self.entries) or 1)

    @property
    def rows(self) -> tuple[str, ...]:
        """All lines of text, from top to bottom."""
        return (*self.title, *(entry.words for entry in self.entries), *self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One edge for all hops of a style between two boxes; with `both`, data go back along it too.

    `count` says how many pairs of nodes it joins, where its boxes stand for several.
    """

    name: str
    source: str
    target: str
    style: Style
    label: tuple[str, ...]
    tooltip: str
    hops: tuple[Hop, ...]
    special: bool = False
    outside: bool = False
    both: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A diagram to be laid out. `description` tells in words what is drawn, `columns` where each box stands.

    `arrangement` says in which order the engine is told of it: an engine breaks ties by what comes first, and sometimes
    another order makes a calmer picture. Nothing else depends on it. Boxes count the hops `aside`; no line shows them.
    """

    title: str
    description: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    columns: Mapping[str, int]
    arrangement: int = 0
    aside: tuple[Hop, ...] = ()
