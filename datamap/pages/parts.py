"""What is too long for one page: its parts, each on a page of its own, and the list that leads to them.

Nobody reads a table of thousands of rows, and no program holds it gladly. Most organisations never have one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup, escape

from datamap.model.provenance import Sourced
from datamap.notice.document import Block, Group, Listing, Paragraph, Table
from datamap.pages.desk import Desk
from datamap.pages.page import Page

MOST = 500
"""What one page may hold: a hundred rows of a table, fifty cards of a register, or five hundred short lines."""
ROW, CARD, HEADING = 5, 10, 5
LINE = 200
"""Characters of a short line; a longer one counts as several."""

_T = TypeVar("_T")
_TAG = re.compile("<[^>]*>")
_NAMED = re.compile("<strong>.*?</strong>")
_SELF = re.compile('href="#')


def batches(things: Iterable[_T], weight: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Yield things in their order, as many at once as one page may hold."""
    held: list[_T] = []
    room = MOST
    for thing in things:
        heavy = weight(thing)
        if held and heavy > room:
            yield held
            held, room = [], MOST
        held.append(thing)
        room -= heavy
    if held:
        yield held


def runs(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Return blocks as they stand on one page after the other; those that one page may hold stay as they are.

    A heading stays with what is below it, and stands on each page that has a part of that.
    """
    if sum(map(_weight, blocks)) <= MOST:
        return [tuple(blocks)]
    units = ((number, unit) for number, block in enumerate(blocks) for unit in _units(block))
    found = batches(units, lambda unit: _weight(unit[1]))
    return [
        tuple(
            block
            for _, same in groupby(batch, key=lambda unit: unit[0])
            for block in _together([unit for _, unit in same])
        )
        for batch in found
    ]


def apart(blocks: Sequence[Block]) -> tuple[list[Block | None], list[tuple[Block, ...]]]:
    """Return what stays on a page, and the runs of what does not; `None` is where the list of those runs stands.

    Tables go, the longest first: what is said beside them is read by everybody. Where that is too long too, all go.
    """
    away: set[int] = set()
    heavy = sum(map(_weight, blocks))
    for number in sorted(range(len(blocks)), key=lambda number: -_weight(blocks[number])):
        if heavy > MOST and _is_table(blocks[number]):
            away.add(number)
            heavy -= _weight(blocks[number])
    if heavy > MOST:
        away = set(range(len(blocks)))
    if not away:
        return list(blocks), []
    stays = [
        None if number == min(away) else block
        for number, block in enumerate(blocks)
        if number not in away - {min(away)}
    ]
    return stays, runs([block for number, block in enumerate(blocks) if number in away])


def _is_table(block: Block) -> bool:
    return isinstance(block, Table) or (
        isinstance(block, Group) and all(isinstance(each, Table) for each in block.blocks)
    )


def _weight(block: Block) -> int:
    if isinstance(block, Paragraph):
        return _lines(block.sentences)
    if isinstance(block, Listing):
        return sum(_lines((item,)) for item in block.items)
    if isinstance(block, Table):
        return ROW * len(block.rows)
    return HEADING + sum(map(_weight, block.blocks))


def _lines(pieces: Iterable[Sourced]) -> int:
    # As they are read, so that the same text weighs the same wherever its links lead.
    return 1 + sum(len(_TAG.sub("", piece.html)) for piece in pieces) // LINE


def _units(block: Block) -> Iterator[Block]:
    """Yield the smallest blocks that may stand apart."""
    if isinstance(block, Listing):
        yield from (Listing((item,)) for item in block.items)
    elif isinstance(block, Table):
        yield from (Table(block.head, (row,), block.optional) for row in block.rows)
    elif isinstance(block, Group) and _weight(block) > MOST:
        yield from (Group(block.title, run) for run in runs(block.blocks))  # type: ignore[arg-type] # runs of plain blocks are plain
    else:
        yield block


def _together(units: Sequence[Block]) -> Sequence[Block]:
    """Return what `_units` made of one block as one again."""
    first = units[0]
    if isinstance(first, Listing):
        return [Listing(tuple(item for unit in units if isinstance(unit, Listing) for item in unit.items))]
    if isinstance(first, Table):
        rows = tuple(row for unit in units if isinstance(unit, Table) for row in unit.rows)
        return [Table(first.head, rows, first.optional)]
    return units


def span(run: Sequence[Block]) -> str:
    """Return from what to what a run goes, by the names of its first and last rows or headings; they may have none."""
    names = [name for block in (run[0], run[-1]) for name in _ends(block)]
    return " – ".join(dict.fromkeys([names[0], names[-1]])) if names else ""


def _ends(block: Block) -> list[str]:
    if isinstance(block, Table):
        cells = (row[0] for row in (block.rows[0], block.rows[-1]))
        return [_plain(cell.html) for cell in cells if cell is not None]
    if isinstance(block, Group):
        return [_plain(block.title.html)]
    pieces = block.items if isinstance(block, Listing) else block.sentences
    named = (_NAMED.match(piece.html) for piece in (pieces[0], pieces[-1]))
    return [_plain(found[0]) for found in named if found is not None]


def _plain(html: str) -> str:
    return str(Markup(html).striptags())  # noqa: S704 - to take the tags off


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The pages that hold the parts of something, and how they are called.

    `stem` begins the names of their files, which lie beside the page that the whole belongs to: a link that holds there
    holds on each of them. `home` is where the whole stands: a page, or a heading of one.
    """

    desk: Desk
    stem: str
    title: str
    home: str
    home_title: str
    count: int

    def file(self, number: int) -> str:
        """Return the file of a part, counted from 1. No identifier has an underscore, so no other page is called so."""
        return f"{self.stem}_{number}.md"

    def contents(self, origin: str, spans: Iterable[str]) -> str:
        """Return the list of all parts for the page at `origin`; `spans` says from what to what each of them goes."""
        items = "\n".join(
            f"<li>{self.desk.link(origin, self.file(number), words or f'Part {number}')}</li>"
            for number, words in enumerate(spans, 1)
        )
        label = escape(f"Pages of: {self.title}")
        return f'<nav class="dm-parts" aria-label="{label}"><ol>\n{items}\n</ol></nav>'

    def page(self, number: int, body: Sequence[str], statements: Sequence[Sourced]) -> Page:
        """Return the page of a part from the blocks of its text, with what leads to its neighbours and to the whole."""
        path = self.desk.path(self.file(number))
        ways = self._ways(path, number)
        home = escape(self.desk.addresses.href(path, self.desk.path(self.home.partition("#")[0])))
        text = _SELF.sub(f'href="{home}#', "\n\n".join([f"# {self.title}", ways, *body, ways]))
        return Page(
            path=path,
            title=self.title if self.count == 1 else f"{self.title} ({number} of {self.count})",
            markdown=f"{self.desk.crumb(path)}\n\n{text}\n",
            in_nav=False,
            searched=False,
            statements=tuple(statements),
        )

    def pages(self, divided: Iterable[Sequence[Block]]) -> Iterator[Page]:
        """Yield the page of each run of blocks."""
        for number, run in enumerate(divided, 1):
            blocks = self.desk.blocks()
            yield self.page(number, [blocks.block(block, 1) for block in run], blocks.printed)

    def _ways(self, origin: str, number: int) -> str:
        before, after = number - 1, number + 1
        part = "Part" if self.count == 1 else f"Part {number} of {self.count}"
        found = [
            f"{part} of {self.desk.link(origin, self.home, self.home_title)}",
            *([self.desk.link(origin, self.file(before), "Before this")] if before else []),
            *([self.desk.link(origin, self.file(after), "After this")] if after <= self.count else []),
        ]
        return f'<p class="dm-ways">{" · ".join(found)}</p>'
