"""From a path of the inventory to a line of a file: the map that is made while reading, and used by whoever reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from datamap.load.findings import Finding, Located, Place
from datamap.load.parse import Parsed
from datamap.load.plain import PlainNode
from datamap.load.positions import MarkedNode, Marks, place
from datamap.model.provenance import Path

Node = PlainNode | MarkedNode
"""A node of a text, as either way of reading gives it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record (or a statement about a kind) was written: the parsed file, the keys that lead there, its data."""

    parsed: Parsed
    way: tuple[str, ...]
    data: Any

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.parsed.name

    @property
    def label(self) -> str:
        """The key under which it stands."""
        return self.way[-1]

    @property
    def key(self) -> int:
        """The position of that key."""
        return self.parsed.marked.key(self.way)

    @property
    def marks(self) -> Marks:
        """Where its nodes begin."""
        return self.parsed.marked.below(self.way)

    @property
    def place(self) -> Place:
        """The place of its key."""
        return place(self.file, self.key, len(self.label))


class LinesOfFiles(Mapping[str, tuple[str, ...]]):
    """The lines of files by their names; a text is split when its lines are asked for."""

    def __init__(self, files: Mapping[str, Parsed]) -> None:
        """Hold the files by their names."""
        self._files = files

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._files[name].lines

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """The sources of all records, by scope, kind and identifier, and the lines of all files."""

    records: Mapping[Path, Source]
    lines: Mapping[str, tuple[str, ...]]

    def place(self, at: Path | Place, *, on_key: bool = False) -> Place:
        """Return the place of a path: the nearest node that was written; the record itself for a missing key.

        With `on_key` the place is that of the last key, not of its value.
        """
        if isinstance(at, Place):
            return at
        for length in (3, 2, 1):
            source = self.records.get(at[:length])
            if source is not None:
                return _descend(source, at[length:], on_key=on_key)
        return Place("")

    def located(self, finding: Finding, others: int = 0) -> Located:
        """Return a finding with its places and the source line it is about; it speaks for `others` more."""
        where = self.place(finding.at, on_key=finding.on_key)
        lines = self.lines.get(where.file, ())
        line = lines[where.line - 1] if 0 < where.line <= len(lines) else ""
        if not finding.related:
            return Located(finding=finding, place=where, line=line, others=others)
        related = tuple([(self.place(at), words) for at, words in finding.related])
        return Located(finding=finding, place=where, line=line, related=related, others=others)


def _descend(source: Source, path: Path, *, on_key: bool) -> Place:
    """Follow `path` as far as it was written; parts that only the model knows are passed over."""
    parsed, way = source.parsed, source.way
    label = way[-1]
    if not path:
        return place(parsed.name, parsed.marked.key(way), len(label))
    node: Node
    position, node = parsed.marked.found(way)
    if isinstance(node.data, str):
        # A record that is only words: whatever is said of its parts is said of the words.
        position, label = node.start, node.data.split("\n", 1)[0]
    for number, part in enumerate(path):
        if on_key and number == len(path) - 1 and isinstance(node.data, dict):
            found = node.find(str(part))
            if found is not None:
                return place(parsed.name, found[0], len(str(part)))
        step = _step(node, part)
        if step is not None:
            position, label, node = step
    return place(parsed.name, position, len(label))


_Step = tuple[int, str, Node]
"""Position and words of what was stepped into, and the node."""


def _step(node: Node, part: str | int) -> _Step | None:
    if isinstance(node.data, dict):
        return _into_mapping(node, part)
    return _into_list(node, part) if isinstance(node.data, list) else None


def _into_mapping(node: Node, part: str | int) -> _Step | None:
    found = node.find(part) if isinstance(part, str) else None
    if found is not None:
        name, (key, below) = str(part), found
        # A scalar is what a message is about; a mapping or list is best shown by its key.
        if isinstance(below.data, str):
            return below.start, below.data.split("\n", 1)[0], below
        return key, name, below
    if len(node.data) == 1:
        # "one identifier with a detail": the model steps over the identifier, the text does not.
        (name,) = node.data
        only = node.find(name)
        return None if only is None else _step(only[1], part)
    return None


def _into_list(node: Node, part: str | int) -> _Step | None:
    if isinstance(part, str):
        named = (n for n, entry in enumerate(node.data) if entry == part or (isinstance(entry, dict) and part in entry))
        part = next(named, len(node.data))
    if part >= len(node.data):
        return None
    below = node.entry(part)
    return below.start, below.data.split("\n", 1)[0] if isinstance(below.data, str) else "", below
