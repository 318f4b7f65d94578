"""The pages of an organisation that are written in sentences: first layer, notice, and its parts as pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap
from datamap.model.formerly import Formerly
from datamap.notice.compose import SECTIONS, first_layer, privacy_notice
from datamap.notice.context import Context
from datamap.notice.document import Notice, Section
from datamap.notice.phrases import Phrases
from datamap.notice.writer import Writer
from datamap.pages import markup
from datamap.pages.addresses import Addresses
from datamap.pages.blocks import Blocks, Where
from datamap.pages.page import Page

PARTS = {"cookies": "Cookies", "share": "Recipients", "keep": "Retention", "transfers": "Transfers", "rights": "Rights"}
"""Sections of the notice that are a page of their own too, with the title of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that the pages of one organisation are written from. `where` is there for an internal site only."""

    id: str
    naming: Naming
    flows: DataMap
    addresses: Addresses
    where: Where | None = None
    language: str = "en"

    @property
    def title(self) -> str:
        """The name of the organisation, or that it has none."""
        return self.naming.organisation or f"Organisation without a name ({self.id})"

    def path(self, name: str) -> str:
        """Return the path of a page of this organisation."""
        return f"{self.id}/{name}"

    def context(self, page: str) -> Context:
        """Return what sections are written from, with the links that this page needs."""
        phrases = Phrases(self.id, self.naming, self.addresses.links_from(page))
        return Context(
            records=self.naming.records,
            formerly=Formerly(self.naming.records),
            phrases=phrases,
            flows=self.flows,
            writer=Writer(self.language),
        )

    def crumb(self, origin: str) -> str:
        """Return what leads from a page to the first page of its organisation; it stands above the heading."""
        return f'<p class="dm-crumb">{self.link(origin, "index.md", self.title)}</p>'

    def link(self, origin: str, name: str, words: str) -> str:
        """Return an HTML link between two pages of this organisation."""
        return f'<a href="{escape(self.addresses.href(origin, self.path(name)))}">{escape(words)}</a>'


def written_pages(desk: Desk, others: tuple[tuple[str, str], ...]) -> Iterator[Page]:
    """Yield the first layer, the notice and its parts. `others` names further pages: (file, title)."""
    notice_path = desk.path("notice.md")
    notice = privacy_notice(desk.context(notice_path))
    parts = [section.id for section in notice.sections if section.id in PARTS]
    listed = (("notice.md", "Privacy notice"), *((f"{_FILES.get(id_, id_)}.md", PARTS[id_]) for id_ in parts), *others)
    yield _front(desk, listed)
    blocks = Blocks(desk.where)
    yield Page(
        path=notice_path,
        title="Privacy notice",
        markdown=_assembled(
            desk.crumb(notice_path),
            f"# {markup.text(Markup(notice.title).unescape())}",  # noqa: S704 - to read what templates escaped for HTML
            blocks.banner(notice.banner),
            _contents(notice),
            *(blocks.section(section) for section in notice.sections),
            _closing(),
        ),
        statements=tuple(blocks.printed),
    )
    for id_ in parts:
        yield _part(desk, id_)


_FILES = {"share": "recipients", "keep": "retention"}


def _front(desk: Desk, listed: tuple[tuple[str, str], ...]) -> Page:
    path = desk.path("index.md")
    notice = first_layer(desk.context(path))
    blocks = Blocks(desk.where)
    cards = "\n".join(_card(blocks, section, desk, path) for section in notice.glance)
    links = "\n".join(f"<li>{desk.link(path, name, title)}</li>" for name, title in listed)
    return Page(
        path=path,
        title=desk.title,
        label="Overview",
        markdown=_assembled(
            f"# {markup.text(desk.title)}",
            blocks.banner(notice.banner),
            f'<div class="dm-cards">\n{cards}\n</div>' if cards else "",
            '<h2 id="more">All pages</h2>',
            f'<ul class="dm-pages">\n{links}\n</ul>',
        ),
        statements=tuple(blocks.printed),
    )


def _card(blocks: Blocks, section: Section, desk: Desk, path: str) -> str:
    body = "\n".join(blocks.block(block, 2) for block in section.blocks)
    body = body.replace('href="#', f'href="{escape(desk.addresses.href(path, desk.path("notice.md")))}#')
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
