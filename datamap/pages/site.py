"""All pages of the site, and what leads to them."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from pydantic import BaseModel

from datamap.catalog.naming import Naming
from datamap.model.inventory import Inventory, records_of, said_of
from datamap.model.records import KINDS, Records
from datamap.model.said import Said
from datamap.model.term import Vocabulary
from datamap.pages import markup
from datamap.pages.declared import Declared
from datamap.pages.page import Page

_TITLES = {name: info.title or name for name, info in Records.model_fields.items()}
_MEANINGS = {name: info.description or "" for name, info in Records.model_fields.items()}


def pages_of(inventory: Inventory, vocabulary: Vocabulary, vendors: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the pages of every organisation. `vendors` maps a vendor's identifier to its name."""
    return tuple(
        page
        for id_, records in inventory.organisations.items()
        for page in _organisation_pages(id_, Naming(records=records, vocabulary=vocabulary, vendors=vendors))
    )


def _organisation_pages(id_: str, naming: Naming) -> Iterator[Page]:
    records = naming.records
    kinds = [kind for kind in KINDS if kind != "organisation" and getattr(records, kind) is not None]
    declared = Declared(
        naming=naming, address=lambda kind, record: f"{kind.replace('_', '-')}.md#{anchor(kind, record)}"
    )
    yield Page(path=f"{id_}/index.md", title=_title(id_, naming), markdown=_front(id_, naming, kinds, declared))
    for kind in kinds:
        yield Page(
            path=f"{id_}/{kind.replace('_', '-')}.md", title=_TITLES[kind], markdown=_kind_page(kind, naming, declared)
        )


def _title(id_: str, naming: Naming) -> str:
    return naming.organisation or f"Organisation without a name ({id_})"


def anchor(kind: str, id_: str) -> str:
    """Return the anchor of a record on the page of its kind."""
    return quote(f"{kind.replace('_', '-')}-{id_}", safe="-._").replace("%", "_")


def _front(id_: str, naming: Naming, kinds: list[str], declared: Declared) -> str:
    rows = [f"# {markup.text(_title(id_, naming))}", ""]
    organisation = naming.records.organisation
    if organisation is not None:
        rows += [declared.record(organisation), ""]
    rows += ["## What is declared", "", "| kind | records | meaning |", "|---|---|---|"]
    for kind in kinds:
        said = said_of(naming.records, kind)
        count = said.value if isinstance(said, Said) else str(len(records_of(naming.records, kind)))
        rows.append(f"| [{_TITLES[kind]}]({kind.replace('_', '-')}.md) | {count} | {_MEANINGS[kind]} |")
    return "\n".join(rows) + "\n"


def _kind_page(kind: str, naming: Naming, declared: Declared) -> str:
    rows = [f"# {_TITLES[kind]}", "", _MEANINGS[kind], ""]
    said = said_of(naming.records, kind)
    if said is not None:
        rows += [f"The inventory states: *{said.value}*.", ""]
    for id_, held in records_of(naming.records, kind).items():
        rows += [f"## {markup.text(naming.title(kind, id_))} {{: #{anchor(kind, id_)} }}", ""]
        variants: tuple[BaseModel, ...] = held if isinstance(held, tuple) else (held,)
        for record in variants:
            listed = declared.record(record, without=frozenset({"title"}))
            rows += [listed or "Nothing more is stated.", ""]
    return "\n".join(rows) + "\n"
