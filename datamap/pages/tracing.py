"""From a sentence or cell of the site to its records, and from a line of a file to all that is said of it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datamap.load.findings import Place
from datamap.load.lines import Lines
from datamap.load.sources import SourceMap
from datamap.model.provenance import Path, Sourced
from datamap.model.record import Audience
from datamap.pages.page import Page

VERSION = 1
"""Of the shape of the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A statement as it stands on a page: for whom, and from which paths at which places."""

    page: str
    anchor: str
    text: str
    audiences: tuple[Audience, ...]
    origin: tuple[tuple[Path, Place], ...]

    @property
    def address(self) -> str:
        """The page with the anchor."""
        return f"{self.page}#{self.anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What stands at a place of a file, and the statements that were made from it."""

    path: Path
    place: Place
    line: str
    statements: tuple[Printed, ...]


def with_anchor(pages: Mapping[Audience, tuple[Page, ...]], anchor: str, sources: SourceMap) -> tuple[Printed, ...]:
    """Return the statements that an anchor leads to, in the order of the pages; former anchors lead on."""
    return tuple(_printed(pages, sources, lambda piece: anchor in piece.anchors))


def with_words(pages: Mapping[Audience, tuple[Page, ...]], words: str, sources: SourceMap) -> tuple[Printed, ...]:
    """Return the statements that have these words one after the other, whatever their case, spaces and quotes."""
    wanted = _plain(words)
    if not wanted:
        return ()
    return tuple(_printed(pages, sources, lambda piece: wanted in _plain(Markup(piece.html).striptags())))  # noqa: S704 - to take the tags off


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def anchors_in(pages: Mapping[Audience, tuple[Page, ...]]) -> Iterator[str]:
    """Yield every anchor of every statement."""
    for shown in pages.values():
        for page in shown:
            for piece in page.statements:
                yield from piece.anchors


def declared_at(
    pages: Mapping[Audience, tuple[Page, ...]], file: str, line: int, sources: SourceMap
) -> Declared | None:
    """Return the record or key that a line belongs to, with its statements; `None` where nothing is declared.

    A statement belongs to it if it was made from it, from a part of it, or from something it is a part of.
    """
    lines = Lines(sources, file)
    node = lines.covering(line)
    if node is None:
        return None

    def is_made_from_it(piece: Sourced) -> bool:
        found = (lines.at(sources.place(path)) for path in piece.origin)
        return any(other is not None and (node.holds(other) or other.holds(node)) for other in found)

    statements = tuple(_printed(pages, sources, is_made_from_it))
    return Declared(path=node.path, place=node.place, line=sources.lines[file][line - 1], statements=statements)


def _printed(
    pages: Mapping[Audience, tuple[Page, ...]], sources: SourceMap, wanted: Callable[[Sourced], bool]
) -> Iterator[Printed]:
    found: dict[tuple[str, str, str], tuple[Sourced, list[Audience]]] = {}
    for audience, shown in pages.items():
        for page in shown:
            for piece in filter(wanted, page.statements):
                key = (page.path, piece.anchor, Markup(piece.html).striptags())  # noqa: S704 - to take the tags off
                audiences = found.setdefault(key, (piece, []))[1]
                if audience not in audiences:
                    audiences.append(audience)
    for (path, anchor, text), (piece, audiences) in found.items():
        origin = tuple((at, sources.place(at)) for at in piece.origin)
        yield Printed(page=path, anchor=anchor, text=text, audiences=tuple(audiences), origin=origin)


def as_json(target: str, declared: Declared | None, statements: tuple[Printed, ...]) -> str:
    """Return `{version, target, declared, statements}` as text; `declared` is null where an anchor was asked for."""
    data = {
        "version": VERSION,
        "target": target,
        "declared": _source(declared.path, declared.place) if declared is not None else None,
        "statements": [
            {
                "page": statement.page,
                "anchor": statement.anchor,
                "audiences": [audience.value for audience in statement.audiences],
                "text": statement.text,
                "sources": [_source(path, place) for path, place in statement.origin],
            }
            for statement in statements
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _source(path: Path, place: Place) -> dict[str, Any]:
    return {"path": list(path), "file": place.file or None, "line": place.line or None}
