"""What the pages of one organisation are written from, and how they link to each other."""

import datetime as dt
from dataclasses import dataclass, field

from markupsafe import escape

from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap
from datamap.graph.vocabulary import Words
from datamap.model.formerly import Formerly
from datamap.notice.context import Context
from datamap.notice.phrases import Phrases
from datamap.notice.writer import Writer
from datamap.pages.addresses import Addresses
from datamap.pages.blocks import Blocks, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that the pages of one organisation are written from. `where` is there for an internal site only.

    `date` is the day that a build speaks of; pages that nobody builds have none.
    `traced` says that somebody will ask the pages for the statements on them.
    """

    id: str
    naming: Naming
    flows: DataMap
    addresses: Addresses
    where: Where | None = None
    language: str = "en"
    date: dt.date | None = None
    traced: bool = False
    formerly: Formerly = field(init=False)
    """The former names of the records: all pages ask for the same."""
    categories: Words = field(init=False)
    """What categories of data cover, looked up once for all pages."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "formerly", Formerly(self.naming.records))
        object.__setattr__(self, "categories", Words(self.naming))

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
            formerly=self.formerly,
            phrases=phrases,
            flows=self.flows,
            writer=Writer(self.language),
            categories=self.categories,
        )

    def blocks(self) -> Blocks:
        """Return what writes the blocks of one page."""
        return Blocks(self.where, remembers=self.traced)

    def crumb(self, origin: str) -> str:
        """Return what leads from a page to the first page of its organisation; it stands above the heading."""
        return f'<p class="dm-crumb">{self.link(origin, "index.md", self.title)}</p>'

    def link(self, origin: str, name: str, words: str) -> str:
        """Return an HTML link between two pages of this organisation."""
        return f'<a href="{escape(self.addresses.href(origin, self.path(name)))}">{escape(words)}</a>'
