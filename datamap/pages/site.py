"""All pages of the site, organisation by organisation."""

from collections.abc import Iterator, Mapping

from datamap.catalog.naming import Naming
from datamap.graph.mapping import map_of
from datamap.model.inventory import Inventory
from datamap.model.term import Vocabulary
from datamap.pages.addresses import EVERYTHING, Addresses
from datamap.pages.blocks import Where
from datamap.pages.internal import internal_pages
from datamap.pages.organisation import Desk, written_pages
from datamap.pages.page import Page
from datamap.pages.records import RecordPages
from datamap.pages.registers import register_pages

def desks_of(
    inventory: Inventory, vocabulary: Vocabulary, vendors: Mapping[str, str], *, where: Where | None, directory_urls: bool
) -> Iterator[Desk]:
    """Yield what the pages of each organisation are written from. `vendors` maps identifiers to names."""
    for id_, records in inventory.organisations.items():
        naming = Naming(records=records, vocabulary=vocabulary, vendors=vendors)
        yield Desk(
            id=id_,
            naming=naming,
            flows=map_of(id_, naming),
            addresses=Addresses(organisation=id_, records=records, directory_urls=directory_urls),
            where=where,
        )


def pages_of(desk: Desk, pictures: Mapping[tuple[str, str], str]) -> Iterator[Page]:
    """Yield every page of one organisation in the order of its navigation."""
    records = RecordPages(desk)
    registers = tuple(register_pages(desk))
    inside = tuple(internal_pages(desk, records)) if desk.where is not None else ()
    everything = records.everything()
    others = tuple((page.path.rpartition("/")[2], page.title) for page in (*registers, *inside))
    yield from written_pages(desk, (*others, (EVERYTHING, everything.title)))
    yield from registers
    yield everything
    yield from inside
    yield from records.pages(pictures)
