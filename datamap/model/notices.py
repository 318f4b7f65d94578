"""The documents to publish, their versions, and how they change (GDPR Art. 12, 13, 14)."""

from enum import StrEnum
from typing import Annotated

from datamap.model.days import DateOfDocument, Day
from datamap.model.durations import Duration
from datamap.model.items import Identifier, Items, Many, refers
from datamap.model.links import Url
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated
from datamap.model.words import Language, Plain, Text


class NoticeKind(StrEnum):
    """The kinds of document."""

    PRIVACY_NOTICE = "privacy-notice"
    COOKIE_NOTICE = "cookie-notice"
    RECIPIENT_LIST = "recipient-list"
    PROCESSOR_NOTICE = "processor-notice"
    REGISTER = "register"


class NoticeStatus(StrEnum):
    """Whether the organisation stands behind the document."""

    ISSUED = "issued"
    DRAFT = "draft"
    ILLUSTRATION = "illustration"


class Effect(StrEnum):
    """When a change takes effect, if not on a date."""

    ON_POSTING = "on-posting"
    ON_ACCEPTANCE = "on-acceptance"
    ON_NOTICE = "on-notice"


class Notification(Qualified):
    """How people learn of a change."""

    short_form = "notified"

    notified: Text | None = key("Notified", "Where or how.", example="on this page", public=True)
    before: Duration | None = key("Before", "How long in advance.", example="30 days", public=True)
    channels: Annotated[Items[Qualified] | None, refers("channels")] = key(
        "Channels", "By which channels.", example=["email"], public=True
    )


class Changes(Qualified):
    """How the document may change."""

    discretion: Text | None = key("Discretion", "Who decides, and when.", example="at any time", public=True)
    extent: Text | None = key("Extent", "How large changes are expected to be.", example="mostly minor", public=True)
    posted: Text | None = key("Posted", "Where changes appear.", example="on this page", public=True)
    check: Text | None = key("Check", "How often readers are asked to look.", example="frequently", public=True)
    takes_effect: Effect | None = key("Takes effect", "When a change takes effect.", example="on-posting", public=True)
    delay: Duration | None = key(
        "Delay",
        "How long after what `takes_effect` names a change takes effect.",
        example="30 days",
        public=True,
    )
    material: Notification | None = key(
        "Material changes", "What happens on a change that matters.", example="on this page", public=True
    )
    prevails: Text | None = key("Prevails", "Which version counts.", example="the newest", public=True)


class Edition(Qualified):
    """An earlier version of the document."""

    version: Plain | None = key("Version", "Its version.", example="3", public=True)
    date: DateOfDocument | None = key("Date", "Its date.", example="2023-01-31", public=True)
    url: Url | None = key("Address", "Where it is kept.", example="https://example.org/privacy/3", public=True)


class Notice(Record, Scoped):
    """A document made from the inventory."""

    short_form = None

    is_: NoticeKind = key(
        "Is",
        "The kind of document, and so what its page tells. A `register` has no further page: what is declared of it, "
        "such as its version, stands on the pages of the registers.",
        example="privacy-notice",
        alias="is",
        required=True,
        public=True,
    )
    language: Language | None = key("Language", "Its language.", example="en", public=True)
    of: Annotated[Identifier | None, refers("notices")] = key(
        "Of", "The original that it translates.", example="privacy", public=True
    )
    adds_to: Annotated[Identifier | None, refers("notices")] = key(
        "Adds to",
        "The notice that it is an addendum to: with `only`, it tells of nothing but what is said for that part.",
        example="privacy",
        public=True,
    )
    version: Plain | None = key("Version", "Its version.", example="4", public=True)
    updated: Stated[DateOfDocument] = key(
        "Updated", "When it last changed, as precisely as it says.", example="2026-03-01", public=True
    )
    effective: Stated[DateOfDocument] = key(
        "Effective", "When it takes effect, as precisely as it says.", example="2026-04-01", public=True
    )
    status: NoticeStatus | None = key("Status", "`issued`, `draft` or `illustration`.", example="issued", public=True)
    read: Day | None = key(
        "Read", "For an illustration: the day the source was read.", example="2026-11-22", public=True
    )
    url: Url | None = key(
        "Address", "Where the organisation publishes it.", example="https://example.org/privacy", public=True
    )
    author: Plain | None = key("Author", "Who wrote it. A person's name stays inside.", example="A. Example")
    approved: Plain | None = key("Approved", "Who approved it, and when.", example="board, 2026-03-01")
    contact: Annotated[Stated[Identifier], refers("contacts")] = key(
        "Contact", "Who answers questions about it.", example="privacy", public=True
    )
    about: Annotated[Items[Qualified] | None, refers("activities")] = key(
        "About", "The activities that it covers; without it, all.", example=["orders"], public=True
    )
    changes: Changes | None = key("Changes", "How it may change.", example={"discretion": "at any time"}, public=True)
    accepted_by: Annotated[Stated[Items[Qualified]], refers("acceptance")] = key(
        "Accepted by", "What counts as accepting it or a change.", example="continued-use", public=True
    )
    review: Plain | None = key("Review", "When we review it next.", example="every year")
    earlier: Many[Edition] | None = key(
        "Earlier", "Earlier versions.", example=[{"version": "3", "date": "2023-01-31"}], public=True
    )
    copyright: Text | None = key("Copyright", "Its copyright line.", example="© 2026 Harbour Books Ltd", public=True)
