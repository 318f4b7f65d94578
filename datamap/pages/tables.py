"""Tables as HTML that scroll by themselves when they are wide and turn into labelled cards on a phone."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

_WHOLE = Markup(
    '<div class="dm-table" tabindex="0" role="group" aria-label="{}"><table class="dm-rows" role="table">\n'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead>\n<tbody role="rowgroup">\n{}\n</tbody></table></div>'
)
_HEAD = Markup('<th scope="col" role="columnheader">{}</th>')


def table(head: tuple[str, ...], rows: Iterable[str]) -> str:
    """Return a table from its headings and the cells of each row, which are HTML already.

    Roles are said again: browsers take cells that are laid out in another way for no cells any more.
    """
    headings = Markup().join(_HEAD.format(words) for words in head)
    body = Markup("\n").join(Markup('<tr role="row">{}</tr>').format(Markup(row)) for row in rows)  # noqa: S704 - cells are HTML already
    return _WHOLE.format(", ".join(head), headings, body)


@lru_cache(maxsize=1_000)
def attributes(number: int, label: str) -> tuple[str, Markup]:
    """Return the tag and the attributes of the cell `number` (from 0) under the heading `label`."""
    tag, role = ("th", ' scope="row" role="rowheader"') if number == 0 else ("td", ' role="cell"')
    return tag, Markup('{} data-label="{}"').format(Markup(role), label)  # noqa: S704 - one of two constants


def row(head: tuple[str, ...], cells: Iterable[Markup | str]) -> str:
    """Return the cells of a row; words are escaped, markup is kept."""
    made = Markup()
    for number, (label, cell) in enumerate(zip(head, cells, strict=True)):
        tag, said = attributes(number, label)
        made += Markup("<{}{}>{}</{}>").format(Markup(tag), said, cell, Markup(tag))  # noqa: S704 - one of two constants
    return made
