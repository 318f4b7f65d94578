"""Which pages tell an organisation's notices: one for each notice that is declared, restricted to what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from datamap.graph.mapping import map_of
from datamap.graph.telling import Telling, is_restricted
from datamap.model.provenance import Sourced
from datamap.notice.compose import Declared, declared_notices, limits
from datamap.notice.context import Context
from datamap.notice.phrases import spelled
from datamap.pages.addresses import slug
from datamap.pages.desk import Desk

NOTICE = "notice.md"
TITLE = "Privacy notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page with a notice: its file, what links call it, and the notices that it is the text of.

    That is one notice; or none, where none is declared. `told` holds the activities that it tells of, `None` for all.
    """

    desk: Desk
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
        ((id_, _),) = self.declared
        said = [Markup(piece.html) for piece in self.limits(context, brief=True)]  # noqa: S704 - sentences of the writer are escaped
        return context.say("who.notice", context.at("notices", id_), link=self.link(origin), limits=said)


def documents_of(desk: Desk) -> tuple[Document, ...]:
    """Return the notices that have a page: one alone at `notice.md`, else the first that is for everything.

    Where there are several and each is restricted, nothing of this list stands there: a page that leads to each does.
    """
    context = desk.context(desk.path(NOTICE))
    declared = declared_notices(context)
    if len(declared) <= 1:
        return (_document(desk, NOTICE, TITLE, declared),)
    whole = next((id_ for id_, notice in declared if not is_restricted(notice)), None)
    return tuple(
        _document(
            desk,
            NOTICE if id_ == whole else file_of(id_),
            context.words(notice.title) or f"{TITLE}: {spelled(id_)}",
            ((id_, notice),),
        )
        for id_, notice in sorted(declared, key=lambda each: each[0] != whole)
    )


def file_of(id_: str) -> str:
    """Return the file of a notice that is one of several."""
    return f"notice-{slug(id_)}.md"


def _document(desk: Desk, file: str, title: str, declared: Sequence[Declared]) -> Document:
    restricted = next((notice for _, notice in declared if is_restricted(notice)), None)
    telling = Telling(desk.naming, restricted) if restricted is not None else None
    return Document(desk=desk, file=file, title=title, declared=declared, telling=telling)
