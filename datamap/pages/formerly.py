"""What becomes of the pages of renamed records: where they were, a page leads on to where they are."""

from collections.abc import Collection, Iterator

from markupsafe import Markup, escape

from datamap.model.formerly import Formerly
from datamap.pages import markup
from datamap.pages.addresses import PAGED, Addresses, slug
from datamap.pages.desk import Desk
from datamap.pages.documents import NOTICE, Document, file_of
from datamap.pages.page import Page


def moved_pages(desk: Desk, taken: Collection[str], documents: Collection[Document]) -> Iterator[Page]:
    """Yield a page at each former address of a record that has its own; an address that is `taken` stays as it is.

    A plain link does it: the site has no script, and some hosts forbid a page to lead elsewhere by itself.
    """
    placed = set(taken)
    pages = {id_: document.path for document in documents for id_, _ in document.declared if document.file != NOTICE}
    for (kind, id_), former in desk.formerly.names.items():
        target = pages.get(id_) if kind == "notices" else desk.addresses.page_of(kind, id_)
        for old in former if kind in {*PAGED, "notices"} else ():
            path = desk.path(file_of(old) if kind == "notices" else f"{PAGED[kind]}/{slug(old)}.md")
            if target is None or path in placed:
                continue
            placed.add(path)
            title = desk.naming.title(kind, id_)
            link = Markup('<a href="{}">{}</a>').format(desk.addresses.href(path, target), title)
            text = f"# {markup.text(title)}\n\n<p>{markup.code(old)} is now called {markup.code(id_)}: {link}.</p>\n"
            yield Page(path=path, title=title, markdown=text, in_nav=False, searched=False, moved_to=target)


def former_anchors(records: Formerly, kind: str, id_: str) -> str:
    """Return empty elements with the anchors that a record had on the page of all other declarations."""
    former = records.names.get((kind, id_), ())
    return "".join(f'<a id="{escape(Addresses.anchor(kind, old))}"></a>' for old in former)
