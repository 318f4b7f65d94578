"""The privacy notice of an organisation, put together from its sections."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from datamap.model.notices import NoticeKind, NoticeStatus
from datamap.model.provenance import Sourced, shared
from datamap.model.said import Said
from datamap.notice.context import Context
from datamap.notice.document import Block, Section
from datamap.notice.sections.california import california
from datamap.notice.sections.changes import changes, opening
from datamap.notice.sections.clients import clients
from datamap.notice.sections.collect import collect
from datamap.notice.sections.cookies import cookies
from datamap.notice.sections.keep import keep
from datamap.notice.sections.promises import promises
from datamap.notice.sections.rights import rights
from datamap.notice.sections.security import security
from datamap.notice.sections.share import share
from datamap.notice.sections.table import table
from datamap.notice.sections.transfers import transfers
from datamap.notice.sections.who import who
from datamap.notice.sections.why import why

SECTIONS: dict[str, Callable[[Context], Iterator[Block]]] = {
    "table": table,
    "who": who,
    "collect": collect,
    "why": why,
    "share": share,
    "transfers": transfers,
    "keep": keep,
    "cookies": cookies,
    "security": security,
    "california": california,
    "rights": rights,
    "clients": clients,
    "promises": promises,
}
"""The sections of the full text in the order of reading; the last, on changes, needs the notice itself."""
OF_KIND: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.PRIVACY_NOTICE: tuple(SECTIONS),
    NoticeKind.COOKIE_NOTICE: ("cookies",),
    NoticeKind.RECIPIENT_LIST: ("share", "transfers"),
    NoticeKind.PROCESSOR_NOTICE: ("clients", "share", "transfers", "security"),
}
"""The sections of each kind of notice. The register is no text: it has pages of its own,
which say what is declared of it as a document."""


Declared = tuple[str, Any]
"""The identifier of a notice, and the notice."""


def banners(context: Context, declared: Sequence[Declared]) -> tuple[Sourced, ...]:
    """Return what must stand above the text of these notices; what several say in the same words stands there once."""
    said: dict[str, list[Sourced]] = {}
    for id_, notice in declared:
        for sentence in banner(context, id_, notice):
            said.setdefault(sentence.html, []).append(sentence)
    return tuple(shared(tuple(pieces)) for pieces in said.values())


def title(context: Context, declared: Sequence[Declared], kind: NoticeKind) -> str:
    """Return the heading of the notice: its own title where one notice states one, else what it is."""
    own = [words for _, notice in declared if (words := context.words(notice.title)) is not None]
    name = context.phrases.naming.organisation
    if len(own) != 1:
        what = context.writer.words(f"headings.{kind.name.lower()}")
        return context.writer.words("headings.title", what=what, name=name)
    organisation = context.records.organisation
    known = [name, context.words(organisation.short_name) if organisation is not None else None]
    says_who = any(each.casefold() in own[0].casefold() for each in known if each is not None)
    return context.writer.words("headings.titled", title=own[0], name=None if says_who else name)


def full_text(
    context: Context, declared: Sequence[Declared], kind: NoticeKind = NoticeKind.PRIVACY_NOTICE
) -> Iterator[Section]:
    """Yield the sections of the text of these notices, each as it is asked for: together they may be very long.

    A section of which the inventory says nothing is left out.
    """
    for name in OF_KIND[kind]:
        if blocks := tuple(SECTIONS[name](context)):
            # What a notice says of itself in words of its own opens it, where it says who speaks.
            first = (
                (block for id_, notice in declared for block in opening(context, id_, notice)) if name == "who" else ()
            )
            yield _section(context, name, (*first, *blocks))
    opened = "who" in OF_KIND[kind]
    if last := tuple(block for id_, notice in declared for block in changes(context, id_, notice, opened=opened)):
        yield _section(context, "changes", last)


def declared_notices(context: Context, kind: NoticeKind = NoticeKind.PRIVACY_NOTICE) -> list[Declared]:
    """Return the notices of a kind that say something of this text: those in its language, else the originals."""
    notices = [(id_, notice) for id_, notice in context.of("notices").items() if notice.is_ is kind]
    language = context.phrases.naming.language
    same = [(id_, notice) for id_, notice in notices if notice.language in {None, language}]
    return same or [(id_, notice) for id_, notice in notices if notice.of is None]


_FEW = 3


def limits(context: Context, id_: str, notice: Any, *, brief: bool = False) -> tuple[Sourced, ...]:  # noqa: ANN401
    """Return what a notice is for where it is not for everything: it stands above its text.

    With `brief`, of many activities the first are named and the others counted.
    """
    at, phrases = context.at("notices", id_), context.phrases
    found: list[Sourced] = []
    if notice.adds_to is not None:
        other = context.of("notices").get(notice.adds_to)
        found.append(
            context.say(
                "who.adds",
                (*at, "adds_to"),
                other=context.words(other.title) if other is not None else None,
                whole=notice.only is None,
            )
        )
    if notice.only is not None:
        found.append(context.say("who.only", (*at, "only"), chosen=phrases.chosen(notice.only, "and")))
    if notice.except_ is not None:
        found.append(context.say("who.but", (*at, "except"), chosen=phrases.chosen(notice.except_, "or")))
    if notice.if_ is not None:
        found.append(context.say("who.provided", (*at, "if"), words=context.words(notice.if_)))
    if notice.about is not None:
        named = [phrases.linked("activities", item.id, context.title("activities", item.id)) for item in notice.about]
        if brief and len(named) > _FEW + 1:
            named = [*named[:_FEW], Markup("{} more").format(len(named) - _FEW)]
        found.append(context.say("who.about", (*at, "about"), activities=named))
    return tuple(found)


def _section(context: Context, name: str, blocks: tuple[Block, ...]) -> Section:
    return Section(id=name, title=context.writer.words(f"headings.{name}"), blocks=blocks)


def banner(context: Context, id_: str, notice: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what must stand above a notice that its organisation did not issue, or not yet."""
    at = [context.at("notices", id_, "status")]
    if notice.status is NoticeStatus.ILLUSTRATION:
        url = context.phrases.web(notice.url) if notice.url is not None and not isinstance(notice.url, Said) else None
        yield context.say("who.illustration", at, read=notice.read, url=url)
    if notice.status is NoticeStatus.DRAFT:
        yield context.say("who.draft", at)
