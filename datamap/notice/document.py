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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice: what stands above it, the first layer, and the sections of the full text."""

    title: str
    banner: tuple[Sourced, ...]
    glance: tuple[Section, ...]
    sections: tuple[Section, ...]

    def statements(self) -> tuple[Sourced, ...]:
        """Return every piece of the notice in the order of its printing."""
        blocks = [block for section in (*self.glance, *self.sections) for block in section.blocks]
        return (*self.banner, *(piece for block in blocks for piece in _pieces(block)))


def _pieces(block: Block) -> tuple[Sourced, ...]:
    if isinstance(block, Paragraph):
        return block.sentences
    if isinstance(block, Listing):
        return block.items
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row if cell is not None)
    return (block.title, *(piece for below in block.blocks for piece in _pieces(below)))
