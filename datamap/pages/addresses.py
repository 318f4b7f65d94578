"""Where each record has its page, and how one page links to another."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from hashlib import sha256

from datamap.model.inventory import records_of
from datamap.model.records import KINDS, Records

PAGED: dict[str, str] = {
    "activities": "activities",
    "systems": "systems",
    "processors": "recipients",
    "recipients": "recipients",
    "data_categories": "data",
}
"""The kinds of which each record has a page of its own, and the directory of those pages."""
EVERYTHING = "declared.md"
"""The page that lists the records of all other kinds, but those that stand on the pages of its parts."""

_SAFE = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")


class Urls(Enum):
    """How the page `a/b.md` is linked to: as it is published, or by its source where a generator resolves each link."""

    DIRECTORIES = "a/b/"
    FILES = "a/b.html"
    SOURCES = "a/b.md"


def slug(id_: str) -> str:
    """Return a file name for an identifier: itself if it is plain, else its letters and a hash that tells it apart."""
    if _SAFE.fullmatch(id_):
        return id_
    letters = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:40]
    return f"{letters or 'record'}-{sha256(id_.encode('utf-8')).hexdigest()[:6]}"


@lru_cache(maxsize=10_000)
def _relative(page: str, origin: str) -> str:
    """Return the way from one page to another. Pages of one kind link to the same others again and again."""
    return posixpath.relpath(page, posixpath.dirname(origin) or ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The pages of one organisation, and the links between them in the form that its site needs."""

    organisation: str
    records: Records
    urls: Urls = Urls.DIRECTORIES
    apart: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The files of records that `EVERYTHING` has no room for, by kind and identifier."""
    _known: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for kind in KINDS:
            for id_ in records_of(self.records, kind):
                self._known[kind, id_] = (
                    f"{self.organisation}/{PAGED[kind]}/{slug(id_)}.md"
                    if kind in PAGED
                    else f"{self.organisation}/{self.apart.get((kind, id_), EVERYTHING)}#{self.anchor(kind, id_)}"
                )

    @staticmethod
    def anchor(kind: str, id_: str) -> str:
        """Return where a record stands on the page of all other declarations."""
        return f"{kind.replace('_', '-')}-{slug(id_)}"

    def page_of(self, kind: str, id_: str) -> str | None:
        """Return the page of a record, with an anchor where it shares one; `None` where the record is not here."""
        return self._known.get((kind, id_))

    def href(self, origin: str, target: str) -> str:
        """Return the link from the page `origin` to `target` (`itineris/map.md#x`), as it must stand in HTML."""
        page, _, anchor = target.partition("#")
        fragment = f"#{anchor}" if anchor else ""
        if page == origin:
            return fragment or "#"
        if self.urls is Urls.SOURCES:
            return f"{_relative(page, origin)}{fragment}"
        relative = _relative(self._published(page), self._published(origin))
        if self.urls is Urls.DIRECTORIES:
            relative = relative.removesuffix("index.html") or "./"
        return f"{relative}{fragment}"

    def _published(self, page: str) -> str:
        stem = page.removesuffix(".md")
        if stem == "index" or stem.endswith("/index") or self.urls is Urls.FILES:
            return f"{stem}.html"
        return f"{stem}/index.html"

    def sources_from(self, origin: str) -> Callable[[str, str], str | None]:
        """Return a function from kind and identifier to the link that Markdown needs: the generator resolves it."""

        def link(kind: str, id_: str) -> str | None:
            page = self.page_of(kind, id_)
            if page is None:
                return None
            path, mark, anchor = page.partition("#")
            relative = "" if path == origin else _relative(path, origin)
            return f"{relative}{mark}{anchor}" or "#"

        return link

    def links_from(self, origin: str) -> Callable[[str, str], str | None]:
        """Return a function from kind and identifier to the link that a page needs."""

        def link(kind: str, id_: str) -> str | None:
            page = self.page_of(kind, id_)
            return self.href(origin, page) if page is not None else None

        return link
