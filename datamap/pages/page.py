"""A page of the site before any site generator has seen it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its path below the pages' root (`itineris/index.md`), its title, its Markdown, and whether navigation lists it."""

    path: str
    title: str
    markdown: str
    in_nav: bool = True
