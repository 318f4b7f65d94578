"""Inventories and their pages, made once for all tests that only look at them, and small ones written in a test."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from datamap.app import open_inventory, pages_in_words, seen_by
from datamap.model.record import Audience

ROOT = Path(__file__).parents[1]
OURS = ROOT / "inventory"
COMPLETE = ROOT / "tests" / "inventories" / "complete"
REGISTER_ONLY = ROOT / "tests" / "inventories" / "register-only"
INVENTORIES = (OURS, COMPLETE, REGISTER_ONLY)


@cache
def opened(root):
    """An inventory of the repository, which has no defect."""
    found = open_inventory(root)
    assert not found.loaded.has_defects
    return found


@cache
def seen(root, audience):
    """The organisations of an inventory as an audience may see them."""
    return seen_by(audience, opened(root).loaded.inventory).organisations


@cache
def pages(root, audience):
    """All pages of an inventory without their diagrams."""
    return pages_in_words(opened(root), audience)


def statements(root, audience, organisation, file=None):
    """The statements on the pages of one organisation, or on one of its pages."""
    return [
        piece
        for page in pages(root, audience)
        if page.path.startswith(f"{organisation}/") and file in {None, page.path.partition("/")[2]}
        for piece in page.statements
    ]


def words(html):
    """What a reader sees of HTML."""
    return str(Markup(html).striptags())  # noqa: S704 - to take the tags off


class Written:
    """A small inventory of one organisation, `org`, written into a directory."""

    def __init__(self, directory, text, **files):
        folder = directory / "inventory" / "org"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"organisation": text, **files}.items():
            (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
        self.root = directory / "inventory"
        self.opened = open_inventory(self.root)
        assert not self.opened.loaded.has_defects, self.opened.findings

    def pages(self, audience=Audience.PUBLIC):
        return {page.path.removeprefix("org/"): page for page in pages_in_words(self.opened, audience)}

    def said(self, file="notice.md", audience=Audience.PUBLIC, section=None):
        """The sentences of a page; with `section`, those whose template belongs to it."""
        pieces = self.pages(audience)[file].statements
        return [words(piece.html) for piece in pieces if section is None or piece.name.startswith(section)]
