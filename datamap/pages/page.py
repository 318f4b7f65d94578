"""A page of the site before any site generator has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from datamap.model.provenance import Sourced

UNSEARCHED = "data-search-exclude=true"
"""The attribute of a heading below which all is found elsewhere: on the pages of the records that it is about.

It has a value, since Material takes it off the page only with one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its path below the pages' root (`itineris/index.md`), its title, its Markdown.

    `in_nav` says whether navigation lists it, `noindex` that search engines shall leave it out; `statements` are the
    pieces on it that know their records. A page that repeats what others say need not be `searched`. `moved_to` is the
    path of the page that a former address leads to. `label` is what navigation calls it, where that is not its title.
    `figures` holds the diagrams that take the place of the marks in the Markdown, see `figures.py`.
    """

    path: str
    title: str
    markdown: str
    in_nav: bool = True
    noindex: bool = False
    searched: bool = True
    statements: tuple[Sourced, ...] = ()
    moved_to: str | None = None
    label: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
