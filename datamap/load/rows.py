"""The quickest way through a text: row by row, as long as each row says all of one key or one entry of a list.

Almost every row of an inventory is `key:`, `key: words`, `key: [a, b]`, `- words` or `- key: words`. A pattern reads
such rows in a third of the time that a parser of all of YAML takes, and the place of a node is found when it is asked
for. Whatever else stands in a text (a value of several rows, an anchor, an escape) is left to the parser. That both
read the same is tested with texts made at random.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from datamap.load.brackets import QUOTED, WORD, Brackets
from datamap.load.plain import MAX_DEPTH, NULLS
from datamap.load.positions import ListMarks, MappingMarks, Marks, moved, packed
from datamap.model.shared import SharedList, SharedMapping

_KEY = rf"""{WORD}[^:#\n"'\[\]{{}},]{{0,127}}+(?<! )"""
_ROW = re.compile(
    rf"^( *+)(?:(- )?+(?:({_KEY}):(?= |$))?+ *+"
    rf"({WORD}[^:#\n]*+(?:(?::(?=\S)|(?<=\S)\#)[^:#\n]*+)*+|{QUOTED}|[\[{{][^#\n]*[\]}}])?+"
    rf" *+(?:(?<![^ \n])\#.*+)?$|(.*)$)",
    re.MULTILINE,
)
"""Indentation, the mark of an entry, key, value; or whatever a row holds that is none of these."""
_NAMES = re.compile(r"\[\w[\w./+-]*(?: [\w./+-]+)*(?:, \w[\w./+-]*(?: [\w./+-]+)*)*\]")
"""A list of plain names, as most lists are."""
_OFTEN = 8
"""Whoever asks for more keys than that asks for all: a mapping of thousands is not searched for each anew."""

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Rows:
    """The data of a text, and its rows, from which the places of its nodes are found."""

    text: str
    rows: list[Row]
    data: Any

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return tuple(self.text.split("\n"))

    def marks(self) -> Marks:
        """Return where each node begins, as the thorough way does."""
        return self._below(0)[0]

    def key(self, way: tuple[str, ...]) -> int:
        """Return where the key of a kind or a record stands."""
        number = self._keys.get(way)
        if number is None:
            return cast("MappingMarks", self.below(way[:1])).keys[way[1]]
        return packed(number, len(self.rows[number][0]))

    def below(self, way: tuple[str, ...]) -> Marks:
        """Return the marks of the value of a kind or a record, as far as anybody asks for them."""
        known = self._known.get(way)
        if known is None:
            number = self._keys.get(way)
            if number is None:
                # The records of this kind stand in brackets, on its own row.
                known = cast("MappingMarks", self.below(way[:1])).values[way[1]]
            else:
                known = self._value(number) if self.rows[number][3] else self._asked(number + 1)
            self._known[way] = known
        return known

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Marks]:
        return {}

    def _asked(self, number: int) -> Marks:
        number = self._begun(number)
        indent, dash, *_ = self.rows[number]
        return self._list(number, len(indent))[0] if dash else _Asked(self, number, len(indent))

    @cached_property
    def _keys(self) -> dict[tuple[str, ...], int]:
        """The row of the key of each kind and each record."""
        keys: dict[tuple[str, ...], int] = {}
        kind, of_kinds, of_records = "", "", ""
        for number, indent, key in [(n, row[0], row[2]) for n, row in enumerate(self.rows) if row[2] and not row[1]]:
            if not keys or indent == of_kinds:
                of_kinds, of_records, kind = indent, "", key
                keys[kind,] = number
            elif not of_records or indent == of_records:
                of_records = indent
                keys[kind, key] = number
        return keys

    def _below(self, number: int) -> tuple[Marks, int]:
        """Return the marks of the block that begins at a row or after it, and the row that follows the block."""
        number = self._begun(number)
        indent, dash, *_ = self.rows[number]
        return self._list(number, len(indent)) if dash else self.mapping(number, len(indent))

    def _begun(self, number: int) -> int:
        """Return the next row that is not empty and not a remark."""
        while not self.rows[number][1] and not self.rows[number][2]:
            number += 1
        return number

    def find(self, name: str, number: int, column: int) -> tuple[int, Marks] | None:
        """Return what stands at a key of the mapping that begins on a row: where, and the marks of its value."""
        for at in range(number, len(self.rows)):
            indent, dash, key, value, _ = self.rows[at]
            if key == name and len(indent) == column and not dash:
                return packed(at, column), self._value(at) if value else self._asked(at + 1)
            if (key or dash) and len(indent) < column:
                break
        return None

    def mapping(self, number: int, column: int) -> tuple[MappingMarks, int]:
        """Return the marks of the mapping that begins on a row, and the row that follows it."""
        marks = MappingMarks(packed(number, column))
        keys, values, begun = marks.keys, marks.values, number
        while number < len(self.rows):
            indent, dash, key, value, _ = self.rows[number]
            if key or dash:
                if number != begun and (dash or len(indent) != column):
                    break
                keys[key] = packed(number, column)
                if not value:
                    values[key], number = self._below(number + 1)
                    continue
                values[key] = self._value(number)
            number += 1
        return marks, number

    def _list(self, number: int, column: int) -> tuple[Marks, int]:
        marks = ListMarks(packed(number, column))
        while number < len(self.rows):
            indent, dash, key, *_ = self.rows[number]
            if dash and len(indent) == column:
                if key:
                    below, number = self.mapping(number, column + len(dash))
                    marks.values.append(below)
                    continue
                marks.values.append(self._value(number))
            elif dash or key:
                break
            number += 1
        return marks, number

    def _value(self, number: int) -> Marks:
        """Return the marks of the value that stands on a row."""
        indent, dash, key, value, _ = self.rows[number]
        before = len(indent) + len(dash) + (len(key) + 1 if key else 0)
        position = packed(number, self.lines[number].index(value, before))
        if value[0] not in "[{":
            return position
        return moved(Brackets(value).marks(), position)


class _Asked(MappingMarks):
    """The marks of a mapping of which a key or two are asked for; all of them are made only for who wants them all."""

    __slots__ = ("_asked", "_column", "_number", "_rows", "_whole")

    def __init__(self, rows_: Rows, number: int, column: int) -> None:
        self.start = packed(number, column)
        self._rows, self._number, self._column = rows_, number, column
        self._whole: MappingMarks | None = None
        self._asked = 0

    def find(self, name: str) -> tuple[int, Marks] | None:
        self._asked += 1
        if self._whole is not None or self._asked > _OFTEN:
            return self._made().find(name)
        return self._rows.find(name, self._number, self._column)

    def _made(self) -> MappingMarks:
        if self._whole is None:
            self._whole, _ = self._rows.mapping(self._number, self._column)
        return self._whole

    @property
    def keys(self) -> dict[str, int]:  # type: ignore[override]
        return self._made().keys

    @property
    def values(self) -> dict[str, Marks]:  # type: ignore[override]
        return self._made().values


def rows(text: str) -> Rows | None:
    """Return what stands in a text, or `None` where a row holds more than a key, an entry, or a value of one row."""
    if not text.replace("\n", "").isprintable():
        return None
    found = _ROW.findall(text)
    data = _data(found)
    return Rows(text, found, data) if data else None


def _data(found: list[Row]) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one loop without calls: each would be made for every row
    above: list[tuple[Any, int, bool]] = []
    holder: Any = None
    root: Any = None
    column, is_list = 0, False
    known: dict[str, Any] = {}
    waiting: str | None = None
    for indent, dash, key, value, other in found:
        if not key and not dash:
            if other or value:
                return None
            continue
        depth = len(indent)
        if waiting is not None or holder is None:
            # What the key before stands for begins here.
            if holder is not None and (depth < column if dash else depth <= column):
                return None
            new: Any = [] if dash else {}
            if holder is None:
                root = new
            else:
                holder[waiting] = new
                above.append((holder, column, is_list))
                if len(above) > MAX_DEPTH // 2:
                    return None
            holder, column, is_list, waiting = new, depth, bool(dash), None
        else:
            while depth != column or is_list is not bool(dash):
                if depth > column or not above or (dash and depth == column):
                    return None
                holder, column, is_list = above.pop()
        if dash:
            if not key:
                if not value:
                    return None
                read = known.get(value)
                if read is None:
                    read = known[value] = _read(value)
                    if read is None:
                        return None
                holder.append(read)
                continue
            above.append((holder, column, True))
            new = {}
            holder.append(new)
            holder, column, is_list = new, depth + 2, False
        if key in holder or key in NULLS:
            return None
        if not value:
            waiting = key
            continue
        read = known.get(value)
        if read is None:
            read = known[value] = _read(value)
            if read is None:
                return None
        holder[key] = read
    return root if waiting is None else None


def _read(value: str) -> Any:  # noqa: ANN401
    """Return what a value stands for; `None` where that deserves a second look."""
    first = value[0]
    if first == "[" and _NAMES.fullmatch(value):
        names = value[1:-1].split(", ")
        return SharedList(names, value) if NULLS.isdisjoint(names) else None
    if first in "[{":
        found = Brackets(value).data()
        if isinstance(found, dict):
            return SharedMapping(found, value)
        return found if found is None else SharedList(found, value)
    if first in "\"'":
        return value[1:-1]
    words = value.rstrip(" ")
    return None if words in NULLS else words
