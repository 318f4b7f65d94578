"""The navigation of the generated pages, and their place among the hand-written ones."""

from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from datamap.pages.page import Page

ORGANISATIONS = "datamap"
REFERENCE = "datamap-reference"
"""Entries of `nav` that stand for generated pages: `- Organisations: datamap`, or `- datamap` without a heading."""


def navigation_of(pages: tuple[Page, ...]) -> list[Any]:
    """Return one section for each directory of the pages, named for its first page, in the order of the pages.

    Titles are HTML: MkDocs' themes print them as they are.
    """
    sections: dict[str, list[Page]] = {}
    for page in pages:
        if page.in_nav:
            sections.setdefault(page.path.rpartition("/")[0], []).append(page)
    return [
        {str(escape(first.title)): [{str(escape(page.label or page.title)): page.path} for page in (first, *others)]}
        for first, *others in sections.values()
    ]


def with_generated(nav: Any, generated: Mapping[str, list[Any]]) -> list[Any]:  # noqa: ANN401 - MkDocs types navigation as Any
    """Return `nav` with each entry named in `generated` replaced; what no entry names follows at the end."""
    placed: set[str] = set()
    entries = _replaced(list(nav), generated, placed)
    return [*entries, *(entry for name, pages in generated.items() if name not in placed for entry in pages)]


def _replaced(entries: list[Any], generated: Mapping[str, list[Any]], placed: set[str]) -> list[Any]:
    found: list[Any] = []
    for entry in entries:
        if isinstance(entry, str) and entry in generated:
            placed.add(entry)
            found += generated[entry]
        elif isinstance(entry, dict):
            found.append({title: _below(below, generated, placed) for title, below in entry.items()})
        else:
            found.append(entry)
    return found


def _below(below: Any, generated: Mapping[str, list[Any]], placed: set[str]) -> Any:  # noqa: ANN401
    if isinstance(below, str) and below in generated:
        placed.add(below)
        return generated[below]
    return _replaced(below, generated, placed) if isinstance(below, list) else below
