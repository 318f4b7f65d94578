"""The pages of an organisation that are written in sentences: first layer, notice, and its parts as pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from datamap.model.notices import NoticeKind
from datamap.notice.compose import SECTIONS, banners, declared_notices, full_text, title
from datamap.notice.context import Context
from datamap.notice.document import Block, Listing, Paragraph, Section
from datamap.notice.sections.glance import glance
from datamap.pages import markup
from datamap.pages.blocks import Blocks
from datamap.pages.desk import Desk
from datamap.pages.documents import NOTICE, Document
from datamap.pages.page import Page
from datamap.pages.parts import Parts, apart, span

PARTS = {"cookies": "Cookies", "share": "Recipients", "keep": "Retention", "transfers": "Transfers", "rights": "Rights"}
"""Sections of the notice that are a page of their own too, with the title of the page."""
NOTICES = "Privacy notices"


def written_pages(desk: Desk, others: tuple[tuple[str, str], ...], documents: Sequence[Document]) -> Iterator[Page]:
    """Yield the first layer, the notices and their parts. `others` names further pages: (file, title)."""
    written = [_notice(document, documents) for document in documents]
    parts = _parts(desk, written)
    named = tuple((document.file, document.title) for document in documents)
    listed = (*named, *((f"{_stem(id_)}.md", PARTS[id_]) for id_ in parts), *others)
    yield _front(desk, listed, written)
    if all(document.file != NOTICE for document in documents):
        yield _choice(desk, [document for document in documents if document.kind is NoticeKind.PRIVACY_NOTICE])
    for each in written:
        yield from each.pages
    for id_ in parts:
        yield from _part(desk, id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A notice once it is written: its pages, the first of which is its own, and the sections that it has."""

    document: Document
    pages: tuple[Page, ...]
    sections: tuple[str, ...]


def _parts(desk: Desk, written: Sequence[_Written]) -> list[str]:
    """Return the sections of everything that are a page of their own."""
    first = written[0]
    if first.document.telling is None:
        return [id_ for id_ in first.sections if id_ in PARTS]
    context = desk.context(desk.path(NOTICE))
    return [id_ for id_ in SECTIONS if id_ in PARTS and next(SECTIONS[id_](context), None) is not None]


def _notice(document: Document, documents: Sequence[Document]) -> _Written:
    desk, path = document.desk, document.path
    blocks = desk.blocks()
    context = desk.context(path)
    limits = document.limits(context)
    about = document.context()
    above = (
        blocks.banner(banners(about, document.declared)),
        blocks.block(Paragraph(limits)) if limits else "",
        _others(blocks, context, path, [other for other in documents if other is not document]),
    )
    titles: dict[str, str] = {}
    texts: list[str] = []
    further: list[Page] = []
    for section in full_text(about, document.declared, document.kind):
        titles[section.id] = section.title
        stays, divided = apart(section.blocks)
        if not divided:
            texts.append(blocks.section(section, searched=section.id != "table"))
            continue
        parts = _parts_of(document, section, len(divided))
        contents = parts.contents(path, map(span, divided))
        texts += [f"## {section.title} {{ #{section.id} }}", *_with_contents(blocks, stays, contents)]
        if not _has_own_page(document, section):
            further += parts.pages(divided)
    if not titles.keys() - {"changes"}:
        nothing = about.say("who.empty", [about.at("notices", id_) for id_, _ in document.declared])
        texts.insert(0, blocks.block(Paragraph((nothing,))))
    heading = Markup(title(about, document.declared, document.kind)).unescape()  # noqa: S704 - to read what templates escaped for HTML
    page = Page(
        path=path,
        title=document.title,
        markdown=_assembled(
            desk.crumb(path),
            f"# {markup.text(heading)}",
            *above,
            _contents(titles),
            *texts,
            _closing(),
        ),
        statements=tuple(blocks.printed),
    )
    return _Written(document=document, pages=(page, *further), sections=tuple(titles))


def _has_own_page(document: Document, section: Section) -> bool:
    """Whether the parts of a section are those of the page that it is too."""
    return section.id in PARTS and document.telling is None


def _parts_of(document: Document, section: Section, count: int) -> Parts:
    stem = document.file.removesuffix(".md")
    return Parts(
        desk=document.desk,
        stem=_stem(section.id) if _has_own_page(document, section) else f"{stem}_{section.id}",
        title=section.title,
        home=f"{document.file}#{section.id}",
        home_title=document.title,
        count=count,
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
    context, blocks = desk.context(path), desk.blocks()
    return Page(
        path=path,
        title=NOTICES,
        markdown=_assembled(
            desk.crumb(path),
            f"# {context.writer.words('headings.notices', privacy=True)}",
            blocks.block(Listing(tuple(document.entry(context, path) for document in documents))),
            _closing(),
        ),
        statements=tuple(blocks.printed),
    )


def _stem(id_: str) -> str:
    """Return the name of the page of a section, without its ending."""
    return {"share": "recipients", "keep": "retention"}.get(id_, id_)


def _front(desk: Desk, listed: tuple[tuple[str, str], ...], written: Sequence[_Written]) -> Page:
    path = desk.path("index.md")
    context, blocks = desk.context(path), desk.blocks()
    homes = _homes(written)
    cards = "\n".join(_card(blocks, section, desk, path, homes) for section in glance(context))
    links = "\n".join(f"<li>{desk.link(path, name, title)}</li>" for name, title in listed)
    return Page(
        path=path,
        title=desk.title,
        label="Overview",
        markdown=_assembled(
            f"# {markup.text(desk.title)}",
            blocks.banner(banners(context, declared_notices(context))),
            _several(blocks, context, path, written),
            f'<div class="dm-cards">\n{cards}\n</div>' if cards else "",
            '<h2 id="more">All pages</h2>',
            f'<ul class="dm-pages">\n{links}\n</ul>',
        ),
        statements=tuple(blocks.printed),
    )


def _several(blocks: Blocks, context: Context, path: str, written: Sequence[_Written]) -> str:
    """Return the list of the notices, where there are several."""
    if len(written) == 1:
        return ""
    privacy = all(each.document.kind is NoticeKind.PRIVACY_NOTICE for each in written)
    heading = context.writer.words("headings.notices", privacy=privacy)
    entries = Listing(tuple(each.document.entry(context, path) for each in written))
    return f"## {heading} {{ #notices }}\n\n{blocks.block(entries)}"


def _homes(written: Sequence[_Written]) -> Mapping[str, str]:
    """Return the page of each section: that of the first notice that has it."""
    found: dict[str, str] = {}
    for each in written:
        for id_ in each.sections:
            found.setdefault(id_, each.document.path)
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


def _part(desk: Desk, id_: str) -> Iterator[Page]:
    """Yield the page of a section, and those of its parts where it is too long for one."""
    file = f"{_stem(id_)}.md"
    path = desk.path(file)
    context = desk.context(path)
    blocks = desk.blocks()
    heading = context.writer.words(f"headings.{id_}")
    stays, divided = apart(tuple(SECTIONS[id_](context)))
    parts = Parts(desk=desk, stem=_stem(id_), title=heading, home=file, home_title=PARTS[id_], count=len(divided))
    body = _with_contents(blocks, stays, parts.contents(path, map(span, divided)), 1)
    yield Page(
        path=path,
        title=PARTS[id_],
        markdown=_assembled(desk.crumb(path), f"# {heading}", *body, _closing()),
        statements=tuple(blocks.printed),
    )
    if divided:
        # What lies below the address of this page lies beside those of its parts: their links are others.
        yield from parts.pages(apart(tuple(SECTIONS[id_](desk.context(desk.path(parts.file(1))))))[1])


def _with_contents(blocks: Blocks, stays: Sequence[Block | None], contents: str, level: int = 2) -> list[str]:
    """Return what stays of a section on its page, with the list of the pages of the rest where that rest stood."""
    return [contents if block is None else blocks.block(block, level) for block in stays]


def _contents(titles: Mapping[str, str]) -> str:
    items = "\n".join(f'<li><a href="#{id_}">{escape(words)}</a></li>' for id_, words in titles.items())
    return f'<nav class="dm-contents" aria-label="Sections of this notice"><ul>\n{items}\n</ul></nav>'


def _closing() -> str:
    words = "Made from the declared inventory. What it does not state, this page does not state. Not legal advice."
    return f'<p class="dm-closing">{words}</p>'


def _assembled(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
