"""The pages of an organisation that are written in sentences: first layer, notice, and its parts as pages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from datamap.notice.compose import SECTIONS, first_layer, privacy_notice
from datamap.notice.context import Context
from datamap.notice.document import Listing, Notice, Paragraph, Section
from datamap.pages import markup
from datamap.pages.blocks import Blocks
from datamap.pages.desk import Desk
from datamap.pages.documents import NOTICE, Document
from datamap.pages.page import Page

PARTS = {"cookies": "Cookies", "share": "Recipients", "keep": "Retention", "transfers": "Transfers", "rights": "Rights"}
"""Sections of the notice that are a page of their own too, with the title of the page."""
NOTICES = "Privacy notices"


def written_pages(desk: Desk, others: tuple[tuple[str, str], ...], documents: Sequence[Document]) -> Iterator[Page]:
    """Yield the first layer, the notices and their parts. `others` names further pages: (file, title)."""
    written = [(document, privacy_notice(document.context(), document.declared)) for document in documents]
    parts = _parts(desk, written)
    named = tuple((document.file, document.title) for document in documents)
    listed = (*named, *((f"{_FILES.get(id_, id_)}.md", PARTS[id_]) for id_ in parts), *others)
    yield _front(desk, listed, written)
    if all(document.file != NOTICE for document in documents):
        yield _choice(desk, documents)
    for document, notice in written:
        yield _notice(document, notice, documents)
    for id_ in parts:
        yield _part(desk, id_)


Written = Sequence[tuple[Document, Notice]]


def _parts(desk: Desk, written: Written) -> list[str]:
    """Return the sections of everything that are a page of their own."""
    document, notice = written[0]
    if document.telling is not None:
        notice = privacy_notice(desk.context(desk.path(NOTICE)), ())
    return [section.id for section in notice.sections if section.id in PARTS]


def _notice(document: Document, notice: Notice, documents: Sequence[Document]) -> Page:
    desk, path = document.desk, document.path
    blocks = Blocks(desk.where)
    context = desk.context(path)
    limits = document.limits(context)
    return Page(
        path=path,
        title=document.title,
        markdown=_assembled(
            desk.crumb(path),
            f"# {markup.text(Markup(notice.title).unescape())}",  # noqa: S704 - to read what templates escaped for HTML
            blocks.banner(notice.banner),
            blocks.block(Paragraph(limits)) if limits else "",
            _others(blocks, context, path, [other for other in documents if other is not document]),
            _contents(notice),
            *(blocks.section(section) for section in notice.sections),
            _closing(),
        ),
        statements=tuple(blocks.printed),
    )


def _others(blocks: Blocks, context: Context, path: str, documents: Sequence[Document]) -> str:
    if not documents:
        return ""
    lead = escape(context.writer.words("headings.other_notices"))
    listed = blocks.block(Listing(tuple(document.entry(context, path) for document in documents)))
    return f"<p>{lead}</p>\n\n{listed}"


def _choice(desk: Desk, documents: Sequence[Document]) -> Page:
    """Return the page that leads to each of several notices, none of which is for everything."""
    path = desk.path(NOTICE)
    context, blocks = desk.context(path), Blocks(desk.where)
    return Page(
        path=path,
        title=NOTICES,
        markdown=_assembled(
            desk.crumb(path),
            f"# {context.writer.words('headings.notices')}",
            blocks.block(Listing(tuple(document.entry(context, path) for document in documents))),
            _closing(),
        ),
        statements=tuple(blocks.printed),
    )


_FILES = {"share": "recipients", "keep": "retention"}


def _front(desk: Desk, listed: tuple[tuple[str, str], ...], written: Written) -> Page:
    path = desk.path("index.md")
    context, blocks = desk.context(path), Blocks(desk.where)
    notice = first_layer(context)
    homes = _homes(written)
    cards = "\n".join(_card(blocks, section, desk, path, homes) for section in notice.glance)
    links = "\n".join(f"<li>{desk.link(path, name, title)}</li>" for name, title in listed)
    return Page(
        path=path,
        title=desk.title,
        label="Overview",
        markdown=_assembled(
            f"# {markup.text(desk.title)}",
            blocks.banner(notice.banner),
            _several(blocks, context, path, written),
            f'<div class="dm-cards">\n{cards}\n</div>' if cards else "",
            '<h2 id="more">All pages</h2>',
            f'<ul class="dm-pages">\n{links}\n</ul>',
        ),
        statements=tuple(blocks.printed),
    )


def _several(blocks: Blocks, context: Context, path: str, written: Written) -> str:
    """Return the list of the notices, where there are several."""
    if len(written) == 1:
        return ""
    heading = context.writer.words("headings.notices")
    entries = Listing(tuple(document.entry(context, path) for document, _ in written))
    return f"## {heading} {{ #notices }}\n\n{blocks.block(entries)}"


def _homes(written: Written) -> Mapping[str, str]:
    """Return the page of each section: that of the first notice that has it."""
    found: dict[str, str] = {}
    for document, notice in written:
        for section in notice.sections:
            found.setdefault(section.id, document.path)
    return found


def _card(blocks: Blocks, section: Section, desk: Desk, path: str, homes: Mapping[str, str]) -> str:
    body = "\n".join(blocks.block(block, 2) for block in section.blocks)

    def led(found: re.Match[str]) -> str:
        page = homes.get(found[1], desk.path(NOTICE))
        return f'href="{escape(desk.addresses.href(path, page))}#{found[1]}'

    body = re.sub(r'href="#([^"]*)', led, body)
    return (
        f'<section class="dm-card dm-{section.id}"><h2 id="{section.id}">{escape(section.title)}</h2>\n{body}</section>'
    )


def _part(desk: Desk, id_: str) -> Page:
    path = desk.path(f"{_FILES.get(id_, id_)}.md")
    context = desk.context(path)
    blocks = Blocks(desk.where)
    title = context.writer.words(f"headings.{id_}")
    body = [blocks.block(block, 1) for block in SECTIONS[id_](context)]
    return Page(
        path=path,
        title=PARTS[id_],
        markdown=_assembled(desk.crumb(path), f"# {title}", *body, _closing()),
        statements=tuple(blocks.printed),
    )


def _contents(notice: Notice) -> str:
    items = "\n".join(f'<li><a href="#{section.id}">{escape(section.title)}</a></li>' for section in notice.sections)
    return f'<nav class="dm-contents" aria-label="Sections of this notice"><ul>\n{items}\n</ul></nav>'


def _closing() -> str:
    words = "Made from the declared inventory. What it does not state, this page does not state. Not legal advice."
    return f'<p class="dm-closing">{words}</p>'


def _assembled(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
