"""Which pages tell an organisation's notices: one for each notice that is declared, restricted to what it is for."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from datamap.catalog.spelling import spelled
from datamap.graph.addition import added
from datamap.graph.mapping import map_of
from datamap.graph.telling import Telling, is_restricted
from datamap.model.items import Item
from datamap.model.notices import Notice, NoticeKind
from datamap.model.provenance import Sourced
from datamap.notice.compose import OF_KIND, Declared, declared_notices, limits
from datamap.notice.context import Context
from datamap.pages.addresses import slug
from datamap.pages.desk import Desk

NOTICE = "notice.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page with a notice: its file, what links call it, and the notices that it is the text of.

    That is one notice; or none, where no privacy notice is declared. `telling` restricts it to what it is for.
    """

    desk: Desk
    kind: NoticeKind
    file: str
    title: str
    declared: Sequence[Declared]
    telling: Telling | None = None

    @property
    def path(self) -> str:
        """The path of the page."""
        return self.desk.path(self.file)

    def tells_of(self, activity: str) -> bool:
        """Whether it says anything of an activity."""
        return self.telling is None or activity in self.telling.activities

    def context(self) -> Context:
        """Return what its sections are written from: what the notice tells of, with the names of everything."""
        context = self.desk.context(self.path)
        if self.telling is None:
            return context
        records = self.telling.records()
        flows = map_of(self.desk.id, replace(self.desk.naming, records=records))
        return replace(context, records=records, flows=flows)

    def limits(self, context: Context, *, brief: bool = False) -> tuple[Sourced, ...]:
        """Return what the notice is for, where it is not for all; of many activities, `brief` names the first."""
        return tuple(
            sentence for id_, notice in self.declared for sentence in limits(context, id_, notice, brief=brief)
        )

    def link(self, origin: str) -> Markup:
        """Return what leads to it from the page at `origin`."""
        return Markup('<a href="{}">{}</a>').format(self.desk.addresses.href(origin, self.path), self.title)

    def entry(self, context: Context, origin: str) -> Sourced:
        """Return the notice as an entry of a list on the page at `origin`, with what it is for."""
        at = [context.at("notices", id_) for id_, _ in self.declared] or context.at("notices")
        said = [Markup(piece.html) for piece in self.limits(context, brief=True)]  # noqa: S704 - sentences of the writer are escaped
        return context.say("who.notice", at, link=self.link(origin), limits=said)


def documents_of(desk: Desk) -> tuple[Document, ...]:
    """Return the notices that have a page: the privacy notices, then those of other kinds in the order of their kinds.

    One privacy notice alone is at `notice.md`, else the first that is for everything. Where there are several and each
    is restricted, nothing of this list stands there: a page that leads to each does.
    """
    context = desk.context(desk.path(NOTICE))
    others = (
        _document(desk, kind, file_of(id_), context.words(notice.title) or _untitled(context, kind), ((id_, notice),))
        for kind in OF_KIND
        if kind is not NoticeKind.PRIVACY_NOTICE
        for id_, notice in declared_notices(context, kind)
    )
    return (*_privacy_notices(desk, context), *others)


def _privacy_notices(desk: Desk, context: Context) -> Iterator[Document]:
    kind = NoticeKind.PRIVACY_NOTICE
    declared, what = declared_notices(context), _untitled(context, kind)
    if len(declared) <= 1:
        yield _document(desk, kind, NOTICE, what, declared)
        return
    whole = next((id_ for id_, notice in declared if not is_restricted(notice)), None)
    for id_, notice in sorted(declared, key=lambda each: each[0] != whole):
        title = context.words(notice.title) or f"{what}: {spelled(id_)}"
        yield _document(desk, kind, NOTICE if id_ == whole else file_of(id_), title, ((id_, notice),))


def _untitled(context: Context, kind: NoticeKind) -> str:
    """Return what a notice of a kind is called that has no title of its own."""
    return context.writer.words(f"headings.{kind.name.lower()}")


def file_of(id_: str) -> str:
    """Return the file of a notice that is one of several, or of a kind of its own."""
    return f"notice-{slug(id_)}.md"


def _document(desk: Desk, kind: NoticeKind, file: str, title: str, declared: Sequence[Declared]) -> Document:
    scopes = (_scope(desk, notice) for _, notice in declared)
    restricted = next((notice for notice in scopes if is_restricted(notice)), None)
    # What clients are told is not about the visitors of our own site.
    without = ("trackers", "disclosures") if kind is NoticeKind.PROCESSOR_NOTICE else ()
    telling = _telling(desk, restricted, without) if restricted is not None else None
    return Document(desk=desk, kind=kind, file=file, title=title, declared=declared, telling=telling)


def _telling(desk: Desk, notice: Notice, without: Collection[str]) -> Telling:
    """Return what restricts the records to those of a notice: of an addendum, to what holds beside the other one."""
    naming = desk.naming
    if notice.adds_to is not None and notice.only is not None:
        naming = replace(naming, records=added(naming, notice))
    return Telling(naming, notice, without=without)


def _scope(desk: Desk, notice: Notice) -> Notice:
    """Return a notice with what it tells of: one to clients is about what is done for them, if it does not say more."""
    if notice.is_ is not NoticeKind.PROCESSOR_NOTICE or notice.about is not None:
        return notice
    theirs = desk.context(desk.path(NOTICE)).client_activities
    return notice.model_copy(update={"about": tuple(Item(id_) for id_ in theirs)})
