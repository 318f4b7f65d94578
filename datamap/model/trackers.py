"""Cookies and everything else that is stored on or read from a person's device (ePrivacy Directive Art. 5(3))."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.complaints import complaint
from datamap.model.durations import Duration
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.meta import key
from datamap.model.people import DataSubject, Purpose
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated
from datamap.model.words import Plain, Text

_STORAGE = frozenset({"local-storage", "session-storage", "cache"})


class TrackerClass(StrEnum):
    """What a tracker is for, as far as consent goes."""

    ESSENTIAL = "essential"
    FUNCTIONAL = "functional"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"


class TrackerParty(StrEnum):
    """Whether the site that is visited sets a tracker, or somebody else does."""

    FIRST = "first-party"
    THIRD = "third-party"


class Exemption(StrEnum):
    """Why no consent is needed (ePrivacy Directive Art. 5(3); UK PECR reg. 6 has three more)."""

    TRANSMISSION = "transmission"
    STRICTLY_NECESSARY = "strictly-necessary"
    STATISTICS = "statistics"
    APPEARANCE = "appearance"
    EMERGENCY = "emergency"


class ConsentNeed(StrEnum):
    """Whether the organisation asks first."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"


class Expiry(Scoped):
    """How long a tracker stays, where that differs by region or product."""

    short_form = "keep"

    keep: Stated[Duration] = key("Keep", "The lifetime.", example="13 months", public=True)
    until: Text | None = key("Until", "The event or date that ends it.", example="you clear your browser", public=True)


class ConsentRule(Scoped):
    """Whether people are asked first, where that differs by region, product or people."""

    short_form = "need"

    need: Stated[ConsentNeed] = key(
        "Need", "`required` or `not-required`.", example="required", law="ePrivacy Art. 5(3)", public=True
    )


class Tracker(Record, Scoped):
    """A cookie, beacon, pixel, local storage entry, embed or SDK. Its key is its name, unless `names` gives others."""

    is_: Annotated[Many[Identifier] | None, refers("tracker_kinds", "trackers")] = key(
        "Is",
        "A kind of; a cookie if nothing is said. A record of yours for a kind (`analytics-cookies`) speaks for it too.",
        example="pixel",
        alias="is",
        public=True,
    )
    names: Many[Plain] | None = key(
        "Names", "Its names, where the identifier is not the name.", example=["_ga", "_gid"], public=True
    )
    class_: Stated[TrackerClass] = key(
        "Class",
        "`essential`, `functional`, `analytics` or `advertising`.",
        example="essential",
        alias="class",
        law="ePrivacy Art. 5(3)",
        public=True,
    )
    exempt: Stated[Many[Exemption]] = key(
        "Exempt",
        "Why no consent is needed.",
        example="strictly-necessary",
        law="ePrivacy Art. 5(3); UK PECR reg. 6",
        public=True,
    )
    expires: Stated[Many[Expiry]] = key(
        "Expires", "How long it stays.", example="12 months", public=True, column="Lifetime"
    )
    set_by: Annotated[Stated[Items[Qualified]], refers("processors", "recipients", "systems")] = key(
        "Set by", "Who sets or reads it.", example="shop", public=True
    )
    party: Stated[Many[TrackerParty]] = key(
        "Party",
        "`first-party` or `third-party`, or both of a record for several; `set_by` names who it is.",
        example="third-party",
        public=True,
    )
    subjects: Annotated[Stated[Uses[Qualified, DataSubject]], refers("data_subjects")] = key(
        "Data subjects", "On whose devices.", example=["visitor"], public=True
    )
    purposes: Annotated[Stated[Uses[Qualified, Purpose]], refers("purposes")] = key(
        "Purposes", "What for, as shared purposes.", example=["analytics"], public=True
    )
    to: Text | None = key("To", "What for, as words after “to”.", example="remember your basket", public=True)
    for_: Text | None = key(
        "For", "What for, as words after “for”.", example="security reasons", alias="for", public=True
    )
    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data it holds or collects.", example=["cookie-identifier"], public=True
    )
    consent: Stated[Many[ConsentRule]] = key(
        "Consent",
        "Whether we ask first: `required` or `not-required`.",
        example="required",
        law="ePrivacy Art. 5(3)",
        public=True,
    )
    refuse: Annotated[Stated[Items[Qualified]], refers("contacts", "ways", words=True)] = key(
        "Refuse", "How to refuse it; `none` where nobody can.", example="browser-settings", public=True
    )
    if_refused: Stated[Text] = key("If refused", "What follows.", example="we ask each time", public=True)
    activities: Annotated[Items[Qualified] | None, refers("activities")] = key(
        "Activities", "The activities it serves.", example=["orders"], public=True
    )

    def stays_on_device(self, id_: str) -> bool:
        """Whether it is an entry in the storage of the browser, which no request carries, as a cookie is carried."""
        return set(self.is_ or (id_,)) <= _STORAGE

    @model_validator(mode="after")
    def _one_wording(self) -> Self:
        if self.to is not None and self.for_ is not None:
            raise complaint("purpose", "says both `to` and `for`", "keep one")
        return self
