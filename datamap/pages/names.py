"""The index of an organisation: the name of everything that has a page of its own, in the order of the alphabet."""

from collections.abc import Iterator, Sequence

from markupsafe import escape

from datamap.model.inventory import records_of
from datamap.pages.addresses import PAGED
from datamap.pages.desk import Desk
from datamap.pages.page import UNSEARCHED, Page
from datamap.pages.parts import Parts, batches
from datamap.pages.records import KIND_TITLES, RecordPages

FILE, TITLE = "names.md", "Index"

_Name = tuple[str, str, str]
"""Kind, name, and the link from a page beside the index."""


def index_pages(desk: Desk, records: RecordPages) -> Iterator[Page]:
    """Yield the page, and those of its parts where it is too long for one; none where nothing has a page."""
    path = desk.path(FILE)
    link = desk.addresses.links_from(path)
    names = [
        (kind, name, link(kind, id_) or "")
        for kind in PAGED
        for name, id_ in sorted(
            ((records.title(kind, id_), id_) for id_ in records_of(desk.naming.records, kind)),
            key=lambda named: (named[0].casefold(), named[1]),
        )
    ]
    if not names:
        return
    divided = list(batches(names, lambda _: 1))
    parts = Parts(desk=desk, stem="names", title=TITLE, home=FILE, home_title=TITLE, count=len(divided))
    words = "Everything that has a page of its own, by its name."
    body = _lists(names) if parts.count == 1 else [f"<p>{words}</p>", parts.contents(path, map(_span, divided))]
    yield Page(path=path, title=TITLE, markdown="\n\n".join([desk.crumb(path), f"# {TITLE}", *body]) + "\n")
    for number, some in enumerate(divided, 1) if parts.count > 1 else ():
        yield parts.page(number, list(_lists(some)), ())


def _lists(names: Sequence[_Name]) -> Iterator[str]:
    """Yield a heading for each kind, and below it the names."""
    for kind in dict.fromkeys(kind for kind, *_ in names):
        yield f"## {KIND_TITLES[kind]} {{ #{kind.replace('_', '-')} {UNSEARCHED} }}"
        items = "\n".join(
            f'<li><a href="{escape(href)}">{escape(name)}</a></li>' for owner, name, href in names if owner == kind
        )
        yield f'<ul class="dm-names">\n{items}\n</ul>'


def _span(names: Sequence[_Name]) -> str:
    (kind, first, _), (_, last, _) = names[0], names[-1]
    return f"{KIND_TITLES[kind]}: {first} – {last}"
