"""The pages of the registers of GDPR Art. 30, one card an activity; a long one has further pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from datamap.catalog.regimes import regimes
from datamap.graph.transfers import regimes_of
from datamap.graph.transfers_beside import TransfersBeside
from datamap.model.notices import NoticeKind, NoticeStatus
from datamap.model.provenance import Sourced
from datamap.model.said import Said
from datamap.notice.compose import Declared, declared_notices
from datamap.notice.context import Context
from datamap.notice.writer import day
from datamap.pages.addresses import slug
from datamap.pages.blocks import Blocks
from datamap.pages.cells import Row, cell
from datamap.pages.controllers import organisation_rows
from datamap.pages.desk import Desk
from datamap.pages.documents import Document
from datamap.pages.page import Page
from datamap.pages.parts import CARD, Parts, batches
from datamap.pages.registers import controller_rows, processor_rows

_CONTROLLER = ("register.md", "Register as controller")
_PROCESSOR = ("register-processor.md", "Register as processor")
_OF_DOCUMENT = {
    "Document": "title",
    "Description": "description",
    "Version": "version",
    "Last updated": "updated",
    "In effect from": "effective",
    "Approved": "approved",
}
"""What a notice that `is: register` says of the register as a document."""
_DATES = frozenset({"updated", "effective"})


def registers_of(desk: Desk) -> list[tuple[str, str]]:
    """Return the file and title of each register: as controller and, with activities for clients, as processor."""
    context = desk.context(desk.path("register.md"))
    held = ((_CONTROLLER, context.our_activities), (_PROCESSOR, context.client_activities))
    return [named for named, activities in held if activities]


def register_pages(desk: Desk, documents: Sequence[Document]) -> Iterator[Page]:
    """Yield the registers, each followed by the pages of its parts where it is too long for one.

    Where there are several privacy notices, the first names those that tell of an activity.
    """
    privacy = [document for document in documents if document.kind is NoticeKind.PRIVACY_NOTICE]
    context = desk.context(desk.path("register.md"))
    law = _law(context)
    beside = TransfersBeside(context.phrases.naming, context.phrases.scope)
    if context.our_activities:
        rows = partial(controller_rows, privacy if len(privacy) > 1 else (), beside)
        yield from _register(desk, *_CONTROLLER, f"{law} Art. 30(1)", context.our_activities, rows)
    if context.client_activities:
        yield from _register(
            desk, *_PROCESSOR, f"{law} Art. 30(2)", context.client_activities, partial(processor_rows, beside)
        )


def _law(context: Context) -> str:
    """Return the law that asks for a register, as far as one is stated that does."""
    stated_ = [regimes()[id_].short_name for id_ in regimes_of(context.records) if id_ in {"gdpr", "uk-gdpr"}]
    return " and ".join(stated_) or "GDPR"


def _register(  # noqa: PLR0913, PLR0917 - what tells the two registers apart
    desk: Desk,
    name: str,
    title: str,
    law: str,
    activities: Mapping[str, Any],
    rows_of: Callable[[Context, str, Any], Iterator[Row]],
) -> Iterator[Page]:
    path = desk.path(name)
    context, blocks = desk.context(path), desk.blocks()
    documents = _documents(context, activities)
    divided = list(batches(activities.items(), lambda _: CARD))
    parts = Parts(
        desk=desk, stem=name.removesuffix(".md"), title=title, home=name, home_title=title, count=len(divided)
    )
    texts = [
        desk.crumb(path),
        f"# {title}",
        _lead(desk, law),
        blocks.banner(tuple(_banners(context, documents))),
        "## Who keeps it { #organisation }",
        _card(blocks, [*organisation_rows(context), *_document_rows(context, documents)]),
    ]
    if parts.count == 1:
        texts += [
            _names(context, activities) if len(activities) > 1 else "",
            *_cards(context, blocks, activities, rows_of),
        ]
    else:
        texts += ["## Activities { #activities }", _index(parts, context, path, divided)]
    yield Page(
        path=path, title=title, markdown="\n\n".join(filter(None, texts)) + "\n", statements=tuple(blocks.printed)
    )
    for number, some in enumerate(divided, 1) if parts.count > 1 else ():
        blocks = desk.blocks()
        cards = list(_cards(desk.context(desk.path(parts.file(number))), blocks, dict(some), rows_of))
        yield parts.page(number, cards, blocks.printed)


def _lead(desk: Desk, law: str) -> str:
    """Return what a register is and of which day: whoever asks for one wants to know that, on paper too."""
    as_of = f" The inventory as of {day(desk.date)}." if desk.date is not None else ""
    how = "One part for each activity. “Not declared” marks what the inventory does not say."
    return f"<p>{escape(law)}.{as_of} {how}</p>"


def _documents(context: Context, activities: Mapping[str, Any]) -> list[Declared]:
    """Return the notices that are declared to be this register: those that are not about other activities alone."""
    return [
        (id_, notice)
        for id_, notice in declared_notices(context, NoticeKind.REGISTER)
        if notice.about is None or any(item.id in activities for item in notice.about)
    ]


def _banners(context: Context, documents: Sequence[Declared]) -> Iterator[Sourced]:
    for id_, notice in documents:
        if notice.status is NoticeStatus.DRAFT:
            yield context.say("register.draft", context.at("notices", id_, "status"))


def _document_rows(context: Context, documents: Sequence[Declared]) -> Iterator[Row]:
    """Yield what is declared of the register as a document: its title, version and dates, and who approved it."""
    for id_, notice in documents:
        at = context.at("notices", id_)
        for label, key in _OF_DOCUMENT.items():
            value = getattr(notice, key)
            if value is not None:
                is_date = key in _DATES and not isinstance(value, Said)
                yield label, "", cell(context, (*at, key), [day(value)] if is_date else value)


def _names(context: Context, activities: Mapping[str, Any]) -> str:
    names = ((slug(id_), context.title("activities", id_)) for id_ in activities)
    return _contents(Markup('<li><a href="#activity-{}">{}</a></li>').format(*name) for name in names)


def _index(parts: Parts, context: Context, path: str, divided: Sequence[Sequence[tuple[str, Any]]]) -> str:
    """Return the names of all activities; a link that led to one on this page still finds it here."""
    return _contents(
        Markup('<li id="activity-{}"><a href="{}#activity-{}">{}</a></li>').format(
            slug(id_),
            parts.desk.addresses.href(path, parts.desk.path(parts.file(number))),
            slug(id_),
            context.title("activities", id_),
        )
        for number, some in enumerate(divided, 1)
        for id_, _ in some
    )


def _contents(items: Iterable[str]) -> str:
    listed_ = "\n".join(items)
    return f'<nav class="dm-contents" aria-label="Activities of this register"><ul>\n{listed_}\n</ul></nav>'


def _cards(
    context: Context,
    blocks: Blocks,
    activities: Mapping[str, Any],
    rows_of: Callable[[Context, str, Any], Iterator[Row]],
) -> Iterator[str]:
    for id_, activity in activities.items():
        heading = context.phrases.linked("activities", id_, context.title("activities", id_))
        yield f'<h2 id="activity-{escape(slug(id_))}">{heading}</h2>'
        yield _card(blocks, list(rows_of(context, id_, activity)))


def _card(blocks: Blocks, rows: list[Row]) -> str:
    body = "\n".join(blocks.register_row(label, law, value) for label, law, value in rows)
    table = f'<table class="dm-facts" role="table">\n<tbody role="rowgroup">\n{body}\n</tbody></table>'
    return f'<div class="dm-register">{table}</div>'
