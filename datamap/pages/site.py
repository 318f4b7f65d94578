"""All pages of the site, organisation by organisation."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from markupsafe import escape

from datamap.catalog.naming import Naming
from datamap.graph.mapping import map_of
from datamap.model.inventory import Inventory, records_of
from datamap.model.notices import NoticeStatus
from datamap.model.term import Vocabulary
from datamap.pages import names
from datamap.pages.addresses import EVERYTHING, PAGED, Addresses, Urls
from datamap.pages.blocks import Where
from datamap.pages.desk import Desk
from datamap.pages.documents import documents_of
from datamap.pages.figures import figure
from datamap.pages.findings import Judgement
from datamap.pages.formerly import moved_pages
from datamap.pages.internal import internal_pages
from datamap.pages.maps import FILE, TITLE, map_pages
from datamap.pages.markup import harmless
from datamap.pages.organisation import written_pages
from datamap.pages.others import TITLE as TITLE_OF_OTHERS
from datamap.pages.others import OtherPages, files_apart
from datamap.pages.page import Page
from datamap.pages.records import RecordPages
from datamap.pages.register_pages import register_pages, registers_of
from datamap.render.drawing import Drawing
from datamap.render.legend import on_bundles


def desks_of(  # noqa: PLR0913 - what desks are made of
    inventory: Inventory,
    vocabulary: Vocabulary,
    vendors: Mapping[str, str],
    *,
    where: Where | None,
    urls: Urls,
    traced: bool,
    date: dt.date | None = None,
) -> Iterator[Desk]:
    """Yield what the pages of each organisation are written from. `vendors` maps identifiers to names.

    `traced` says that somebody will ask the pages for the statements on them, `date` is the day that they speak of.
    """
    for id_, records in inventory.organisations.items():
        naming = Naming(records=records, vocabulary=vocabulary, vendors=vendors)
        yield Desk(
            id=id_,
            naming=naming,
            flows=map_of(id_, naming),
            addresses=Addresses(organisation=id_, records=records, urls=urls, apart=files_apart(records)),
            where=where,
            traced=traced,
            date=date,
        )


def pages_of(
    desk: Desk, whole: Drawing | None, around: Iterator[Drawing | None], judgement: Judgement | None = None
) -> Iterator[Page]:
    """Yield every page of one organisation in the order of its navigation, each as it is asked for.

    `whole` is the drawing of its map; `around` yields the one of each record with a page of its own, in the order of
    `pictures_around`, and is taken from when that page is made. `judgement` is what the rules found, for a site for
    those inside. Search engines are asked to leave out an organisation whose notice is an illustration.
    """
    notices = records_of(desk.naming.records, "notices").values()
    noindex = any(notice.status is NoticeStatus.ILLUSTRATION for notice in notices)
    for page in _pages_of(desk, whole, around, judgement):
        yield replace(
            page,
            title=harmless(page.title),
            markdown=harmless(page.markdown),
            noindex=noindex or page.noindex,
        )


def _map(desk: Desk, drawing: Drawing | None) -> Iterator[Page]:
    if drawing is None:
        return map_pages(desk, "", {})
    said = on_bundles(drawing.picture)
    mark, html = figure(drawing, "map", desk.path(FILE), desk.addresses, escape(said) if said else None)
    return map_pages(desk, mark, {"map": html})


def _pages_of(
    desk: Desk, whole: Drawing | None, around: Iterator[Drawing | None], judgement: Judgement | None
) -> Iterator[Page]:
    records = RecordPages(desk)
    documents = documents_of(desk)
    inside = tuple(internal_pages(desk, records, judgement)) if desk.where is not None else ()
    beside = (
        (FILE, TITLE),
        *registers_of(desk),
        (EVERYTHING, TITLE_OF_OTHERS),
        *([(names.FILE, names.TITLE)] if any(records_of(desk.naming.records, kind) for kind in PAGED) else []),
        *((page.path.rpartition("/")[2], page.title) for page in inside),
    )
    paths: list[str] = []
    for page in chain(
        written_pages(desk, beside, documents),
        _map(desk, whole),
        register_pages(desk, documents),
        OtherPages(desk=desk, records=records).pages(),
        names.index_pages(desk, records),
        inside,
        records.pages(around),
    ):
        paths.append(page.path)
        yield page
    yield from moved_pages(desk, paths, documents)
