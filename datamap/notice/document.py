"""A notice as a document: sections of paragraphs, lists and tables, every piece of which knows its records."""

from dataclasses import dataclass

from datamap.model.provenance import Sourced


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, each a sentence or a part of one."""

    items: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; an empty cell says that nothing is stated there, or nothing if it is `optional`."""

    head: tuple[str, ...]
    rows: tuple[tuple[Sourced | None, ...], ...]
    optional: frozenset[str] = frozenset()


Plain = Paragraph | Listing | Table
"""A block without a heading."""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a section under a heading of its own."""

    title: Sourced
    blocks: tuple[Plain, ...]


Block = Plain | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: its anchor, its heading (a question), and its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]
