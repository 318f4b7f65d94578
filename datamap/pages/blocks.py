"""Blocks of a document as HTML, with an anchor on each piece and, inside the organisation, its source on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from datamap.model.provenance import Path, Sourced
from datamap.notice.document import Block, Group, Listing, Paragraph, Section, Table
from datamap.pages import tables
from datamap.pages.page import UNSEARCHED

Where = Callable[[Path], str]
"""From a path to `file:line`."""

_CELL = ' role="cell"'


@dataclass(slots=True)
class Blocks:
    """Writes the blocks of one page, and remembers what it printed. Without `where`, sources stay unsaid."""

    where: Where | None = None
    remembers: bool = True
    printed: list[Sourced] = field(default_factory=list)
    _anchors: set[str] = field(default_factory=set)

    def section(self, section: Section, *, searched: bool = True) -> str:
        """Return a section with its heading in Markdown; one that repeats what others say need not be `searched`."""
        heading = f"## {section.title} {{ #{section.id}{'' if searched else f' {UNSEARCHED}'} }}"
        return "\n\n".join([heading, *map(self.block, section.blocks)])

    def block(self, block: Block, level: int = 2) -> str:
        """Return one block."""
        if isinstance(block, Paragraph):
            sentences = " ".join(self._piece("span", piece) for piece in block.sentences)
            said = f"<p>{sentences}</p>"
            sources = self._sources(block.sentences)
            # A paragraph may not hold what folds out, so both stand in something that may.
            return f'<div class="dm-said">{said}{sources}</div>' if sources else said
        if isinstance(block, Listing):
            items = "\n".join(self._piece("li", piece, self._sources((piece,))) for piece in block.items)
            return f'<ul class="dm-list">\n{items}\n</ul>'
        if isinstance(block, Table):
            return self._table(block)
        return self._group(block, level)

    def banner(self, pieces: tuple[Sourced, ...]) -> str:
        """Return what must stand above everything else on a page."""
        if not pieces:
            return ""
        sentences = " ".join(self._piece("span", piece) for piece in pieces)
        return f'<div class="dm-banner" role="note"><p>{sentences}</p></div>'

    def _group(self, group: Group, level: int) -> str:
        tag = f"h{level + 1}"
        return "\n\n".join([self._piece(tag, group.title), *(self.block(block, level + 1) for block in group.blocks)])

    def _table(self, table: Table) -> str:
        return tables.table(table.head, [self._row(table, row) for row in table.rows])

    def register_row(self, label: str, law: str, value: Sourced | None) -> str:
        """Return a row of a register: what it is, the article that asks for it, the value or “not declared”."""
        heading = f'<th scope="row" role="rowheader">{escape(label)} <small>{escape(law)}</small></th>'
        if value is None:
            return f'<tr role="row">{heading} <td role="cell"><span class="dm-unstated">not declared</span></td></tr>'
        return f'<tr role="row">{heading} {self._piece("td", value, self._sources((value,)), _CELL)}</tr>'

    def _row(self, table: Table, row: tuple[Sourced | None, ...]) -> str:
        cells = []
        for number, (label, cell) in enumerate(zip(table.head, row, strict=True)):
            tag, said = tables.attributes(number, label)
            if cell is None:
                nothing = "" if label in table.optional else '<span class="dm-unstated">not stated</span>'
                cells.append(f"<{tag}{said}>{nothing}</{tag}>")
            else:
                cells.append(self._piece(tag, cell, self._sources((cell,)), said))
        return " ".join(cells)  # where tags are taken off, as for the search, words of two cells stay apart

    def _piece(self, tag: str, piece: Sourced, after: str = "", attributes: str = "") -> str:
        if self.remembers:
            self.printed.append(piece)
        new = [anchor for anchor in piece.anchors if anchor not in self._anchors]
        self._anchors.update(new)
        id_ = f' id="{new[0]}"' if new else ""
        further = "".join(f'<a id="{anchor}"></a>' for anchor in new[1:])
        return f"<{tag}{id_}{attributes}>{further}{piece.html}{after}</{tag}>"

    def _sources(self, pieces: tuple[Sourced, ...]) -> str:
        if self.where is None:
            return ""
        places = dict.fromkeys(self.where(path) for piece in pieces for path in piece.origin)
        listed = "".join(f"<code>{escape(place)}</code> " for place in places)
        return Markup('<details class="dm-source"><summary>source</summary>{}</details>').format(Markup(listed))  # noqa: S704 - each place is escaped above
