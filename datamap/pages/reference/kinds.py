"""One page for each kind of record, and one for what all records share."""

from collections.abc import Iterator

from datamap.model import shapes
from datamap.model.keys import Key, key_of, keys_of, record_model
from datamap.model.records import KINDS, Records
from datamap.model.written import as_yaml
from datamap.pages.page import Page
from datamap.pages.reference.entries import entries, heading, inherited, section
from datamap.pages.reference.homes import (
    EVERY_RECORD,
    OF_EVERY_RECORD,
    SHARED,
    anchor_of,
    kind_of,
    kind_page,
    link,
    sections_of,
)
from datamap.pages.reference.words import inline, listed, yaml

_OWN_PAGE = {"organisation": "It is the one kind that is a single record; all others map identifiers to records."}


def kind_pages() -> Iterator[Page]:
    """Yield the page of every kind in the order of the language."""
    for kind in KINDS:
        key = key_of(Records, kind)
        yield Page(path=kind_page(kind), title=key.title, markdown="\n".join(_page(kind, key)) + "\n")


def _page(kind: str, key: Key) -> Iterator[str]:
    path, model = kind_page(kind), record_model(kind)
    yield heading(1, inline(f"{key.title}: `{kind}`"), anchor_of(model))
    yield ""
    yield inline(key.description)
    yield inline(shapes.first_paragraph(model))
    if kind in _OWN_PAGE:
        yield _OWN_PAGE[kind]
    yield ""
    yield f"- Value: {inline(listed(key.forms))}."
    if key.law:
        yield f"- Law: {inline(key.law)}."
    yield "- Seen by everyone." if key.public else "- Seen by us alone: a public build leaves the whole kind out."
    yield ""
    yield yaml(as_yaml(kind, key.example))
    yield ""
    shared = kind_of(model)
    if shared != kind:
        there = f"[{inline(f'`{shared}`')}]({link(path, kind_page(shared))})"
        yield f"A record has the same keys as one of {there}, where their parts are explained too."
        yield ""
    own = [held for held in keys_of(model) if held.model in {model, *SHARED}]
    yield "## Keys"
    yield ""
    yield from entries(own, path, 3, under=model)
    yield from inherited(model, path, frozenset({model, *SHARED}))
    for below in sections_of(kind):
        yield from section(below, path, 2)


def every_record_page() -> Page:
    """Return the page of the keys that records and details have in common."""
    rows = [
        "# On every record",
        "",
        "Records share the first group of keys, and records, details and rules alike the second.",
        "The third restricts a statement to products, regions, people, data or places.",
        "",
    ]
    for model in OF_EVERY_RECORD:
        rows += section(model, EVERY_RECORD, 2)
    return Page(path=EVERY_RECORD, title="On every record", markdown="\n".join(rows) + "\n")
