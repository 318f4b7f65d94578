"""Where each node of a YAML text begins, beside the plain data that was read from it.

A position is one integer, line and column (both from 0) packed together, since a large inventory has a million of them.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Union, cast

from datamap.load.findings import Place

_SHIFT = 20
_COLUMNS = (1 << _SHIFT) - 1


def packed(line: int, column: int) -> int:
    """Return line and column (from 0) as one integer."""
    return line << _SHIFT | min(_COLUMNS, column)


def line_of(position: int) -> int:
    """Return the line of a position, from 0."""
    return position >> _SHIFT


def column_of(position: int) -> int:
    """Return the column of a position, from 0."""
    return position & _COLUMNS


@dataclass(slots=True)
class MappingMarks:
    """Where a mapping begins, where each of its keys stands, and the marks of each value."""

    start: int
    keys: dict[str, int] = field(default_factory=dict)
    values: "dict[str, Marks]" = field(default_factory=dict)

    def find(self, name: str) -> "tuple[int, Marks] | None":
        """Return where a key stands, and the marks of its value; those of the key where the value was left out."""
        if name not in self.keys:
            return None
        return self.keys[name], self.values.get(name, self.keys[name])


@dataclass(slots=True)
class ListMarks:
    """Where a list begins, and the marks of each entry."""

    start: int
    values: "list[Marks]" = field(default_factory=list)


Marks = Union[int, MappingMarks, ListMarks]  # noqa: UP007 - the names are not defined yet when the classes above refer to it


class MarkedNode(NamedTuple):
    """A node of a text that was read thoroughly: its data and its marks."""

    data: Any
    marks: Marks

    @property
    def start(self) -> int:
        """Where it begins."""
        return start_of(self.marks)

    def find(self, name: str) -> "tuple[int, MarkedNode] | None":
        """Return where a key of a mapping stands, and its value: no data, and the place of the key, if left out."""
        found = cast("MappingMarks", self.marks).find(name)
        return None if found is None else (found[0], MarkedNode(self.data.get(name), found[1]))

    def entry(self, number: int) -> "MarkedNode":
        """Return an entry of a list."""
        return MarkedNode(self.data[number], cast("ListMarks", self.marks).values[number])


@dataclass(frozen=True, slots=True)
class Written:
    """The data of a text, and its marks, which were all made while it was read."""

    data: Any
    whole: Marks

    def marks(self) -> Marks:
        """Return where each node begins."""
        return self.whole

    def key(self, way: tuple[str, ...]) -> int:
        """Return where the key of a kind or a record stands."""
        return self._around(way).keys[way[-1]]

    def below(self, way: tuple[str, ...]) -> Marks:
        """Return the marks of the value of a kind or a record."""
        return self._around(way).values[way[-1]]

    def found(self, way: tuple[str, ...]) -> tuple[int, MarkedNode]:
        """Return where the key of a kind or a record stands, and its value."""
        value = self.data
        for key in way:
            value = value[key]
        return self.key(way), MarkedNode(value, self.below(way))

    def _around(self, way: tuple[str, ...]) -> MappingMarks:
        around = cast("MappingMarks", self.whole)
        for key in way[:-1]:
            around = cast("MappingMarks", around.values[key])
        return around


def start_of(marks: Marks) -> int:
    """Return where a node begins."""
    return marks if isinstance(marks, int) else marks.start


def place(name: str, position: int, length: int = 1) -> Place:
    """Return the place of a position in the file `name`, with line and column from 1."""
    return Place(name, (position >> _SHIFT) + 1, (position & _COLUMNS) + 1, length or 1)
