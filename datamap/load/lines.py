"""From a line of a file to what is declared there: the source map, read the other way round."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from datamap.load.findings import Place
from datamap.load.positions import ListMarks, MappingMarks, Marks, place, start_of
from datamap.load.sources import Source, SourceMap
from datamap.model.provenance import Path

_KIND = re.compile(r"([a-z_]+) *:")
_KIND_DEPTH = 2
"""How long the path of a kind is, or of an organisation: scope and kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something that was written: its path, step by step as in the text, its place, and the nodes around it."""

    path: Path
    place: Place
    around: tuple["Node", ...] = ()

    def holds(self, other: "Node") -> bool:
        """Whether `other` is this node or stands in it."""
        return self.place == other.place or any(self.place == node.place for node in other.around)


class Lines:
    """All nodes of one file, by their places."""

    def __init__(self, sources: SourceMap, file: str) -> None:
        """Gather the nodes of `file`."""
        self.sources, self.file = sources, file
        self.nodes: list[Node] = []
        self.places: dict[tuple[int, int], Node] = {}
        written = _written_in(sources, file)
        kinds = dict(self._kinds(written))
        for path, source in written.items():
            if len(path) == _KIND_DEPTH and path[1] != "organisation":
                continue
            around = (kinds[str(path[1])],) if path[1] in kinds else ()
            here = Node(path=path, place=place(file, source.key, len(source.label)), around=around)
            self._gather(here, source.data, source.marks)
        self.nodes.sort(key=lambda node: (node.place.line, node.place.column))

    def _kinds(self, written: Mapping[Path, Source]) -> Iterator[tuple[str, Node]]:
        """Yield a node for each kind: the source map knows the first file of a kind, any other is read for it."""
        scopes: dict[str, str | int] = {}
        for path in written:
            scopes.setdefault(str(path[1]), path[0])
        for number, text in enumerate(self.sources.lines.get(self.file, ()), 1):
            found = _KIND.match(text)
            if found is None or found[1] not in scopes or found[1] == "organisation":
                continue
            kind = found[1]
            node = Node(path=(scopes[kind], kind), place=Place(self.file, number, 1, len(kind)))
            source = written.get(node.path)
            # Of a kind that is `none` or `unknown` there is no more; records are gathered one by one.
            self._gather(node, None, source.marks if source is not None and isinstance(source.marks, int) else None)
            yield kind, node

    def at(self, where: Place) -> Node | None:
        """Return the node whose key or value stands at a place; `None` for a place in another file."""
        return None if where.file != self.file else self.places.get((where.line, where.column))

    def covering(self, line: int) -> Node | None:
        """Return the innermost node that all of a line belongs to; `None` for an empty line and for a comment."""
        lines = self.sources.lines.get(self.file, ())
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        if not text.strip() or text.lstrip().startswith("#"):
            return None
        here = [node for node in self.nodes if node.place.line == line]
        if here:
            return _common(here)
        return self._continued(line, len(text) - len(text.lstrip()) + 1)

    def _gather(self, node: Node, data: Any, marks: Marks | None) -> None:  # noqa: ANN401
        if (node.place.line, node.place.column) not in self.places:
            self.nodes.append(node)
        self.places.setdefault((node.place.line, node.place.column), node)
        if marks is None:
            return
        if isinstance(marks, int):
            # What a finding says of a text is said where the text begins, not at its key.
            start = place(self.file, marks)
            self.places.setdefault((start.line, start.column), node)
        for step, at, below, value in _below(data, marks):
            around = (*node.around, node)
            self._gather(Node(path=(*node.path, step), place=place(self.file, at), around=around), value, below)

    def _continued(self, line: int, column: int) -> Node | None:
        """Return the node that goes on in a line where none begins: a text of several lines, a closing bracket."""
        before = [node for node in self.nodes if node.place.line < line]
        last = (*before[-1].around, before[-1]) if before else ()
        return next((node for node in reversed(last) if node.place.column < column), None)


def _written_in(sources: SourceMap, file: str) -> Mapping[Path, Source]:
    """Return what was written in a file: kinds and records, each once, however many organisations see it."""
    found: dict[int, tuple[Path, Source]] = {}
    for path, source in sources.records.items():
        if source.file == file:
            found.setdefault(id(source), (path, source))
    return dict(found.values())


def _below(data: Any, marks: Marks) -> Iterator[tuple[str | int, int, Marks, Any]]:  # noqa: ANN401
    if isinstance(marks, MappingMarks):
        yield from ((name, at, marks.values.get(name, at), data.get(name)) for name, at in marks.keys.items())
    elif isinstance(marks, ListMarks):
        entries = enumerate(zip(marks.values, data, strict=False))
        yield from ((number, start_of(below), below, value) for number, (below, value) in entries)


def _common(nodes: list[Node]) -> Node | None:
    """Return the innermost node that is, or is around, every one of the nodes."""
    first, *others = nodes
    for node in reversed((*first.around, first)):
        if all(node.holds(other) for other in others):
            return node
    return None
