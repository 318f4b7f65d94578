"""What is known of vendors: who they are, what they say of their role, where data go, which trackers they set."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self, cast

from pydantic import Field, StringConstraints, field_validator, model_validator

from datamap.catalog.reading import data_names, text_of
from datamap.catalog.sources import CountryCode, Entry, Id, Sourced, WebAddress, Words, read_facts
from datamap.load.parse import parse
from datamap.model.durations import Duration

_FOLDER = "vendors"


class Fact(Sourced):
    """One value in words; `when` says under which circumstances it holds."""

    value: Words
    when: Words | None = None


class CountryFact(Sourced):
    """One country."""

    value: CountryCode


class Company(Sourced):
    """A further company of the vendor: `part` says what it does, `when` for whom it acts."""

    legal_name: Words
    country: CountryCode | None = None
    part: Words | None = None
    when: Words | None = None


class VendorRole(StrEnum):
    """The part of a vendor under the GDPR (Art. 4(7)-(8), 26); `none` where nothing is disclosed to anybody."""

    PROCESSOR = "processor"
    INDEPENDENT_CONTROLLER = "independent-controller"
    JOINT_CONTROLLER = "joint-controller"
    NONE = "none"


class Role(Sourced):
    """The role a vendor claims, or is said to have, in some circumstances and for some time."""

    role: VendorRole
    when: Words | None = None
    from_: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = None


class Link(Sourced):
    """A document of the vendor; `none` where a source says that there is no such document."""

    url: WebAddress | Literal["none"]


class Links(Entry):
    """The vendor's privacy notice, its terms on data protection for customers, and its list of sub-processors."""

    policy: Link | None = None
    agreement: Link | None = None
    subprocessors: Link | None = None


class Place(Entry):
    """A country, an area of the catalogue (or `world`), or words where neither fits."""

    country: CountryCode | None = None
    area: Id | None = None
    words: Words | None = None
    when: Words | None = None

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if sum(value is not None for value in (self.country, self.area, self.words)) != 1:
            raise ValueError("expected exactly one of `country`, `area` and `words`")
        return self


class Locations(Sourced):
    """Where the vendor keeps or handles data."""

    places: tuple[Place, ...] = Field(min_length=1)


class VendorData(Sourced):
    """The data that usually reach the vendor, in words."""

    items: tuple[Words, ...] = Field(min_length=1)


class TransferClaim(Sourced):
    """A mechanism for transfers that the vendor claims, or is said to offer.

    `entity` is the company that takes part in a framework, `participant` its number there, `modules` those of the
    Commission's clauses; a `fallback` counts only if the mechanisms before it fail.
    """

    mechanism: Id
    entity: Words | None = None
    participant: Words | None = None
    country: CountryCode | None = None
    modules: tuple[Annotated[int, Field(ge=1, le=4)], ...] = ()
    fallback: bool = False
    when: Words | None = None


class TrackerClass(StrEnum):
    """What a tracker is for; the class is the catalogue's own judgement, not the vendor's."""

    ESSENTIAL = "essential"
    FUNCTIONAL = "functional"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"


class Lifetime(Entry):
    """How long a tracker stays, and in which case."""

    keep: Duration | Literal["unknown"]
    when: Words | None = None


class Tracker(Sourced):
    """A cookie or a like entry in the browser.

    In the name `*` stands for any ending and `{word}` for a part that varies. `to` reads after “to”, addressed to the
    visitor; it and the class are our own words and judgement, while name, lifetime and domains come from the sources.
    The domain `first-party` is the site that the visitor is on.
    """

    name: Words
    to: Words
    class_: TrackerClass = Field(alias="class")
    expires: tuple[Lifetime, ...] = Field(min_length=1)
    domains: tuple[Words, ...] = Field(min_length=1)
    is_: Literal["cookie", "local-storage"] = Field(default="cookie", alias="is")
    legacy: bool = False

    @field_validator("expires", mode="before")
    @classmethod
    def _one_lifetime(cls, value: object) -> object:
        return [{"keep": value}] if isinstance(value, str) else value


class Remark(Sourced):
    """A fact that no other key holds."""

    text: Words


class Vendor(Entry):
    """One vendor. `country` is that of the company `legal_name`, `home_country` that of its group.

    What was looked for and not found stands in `open_questions`.
    """

    id: Id
    checked: dt.date
    name: Fact
    is_: Fact = Field(alias="is")
    legal_name: Fact | None = None
    country: CountryFact | None = None
    home_country: CountryFact | None = None
    entities: tuple[Company, ...] = ()
    roles: tuple[Role, ...] = Field(min_length=1)
    links: Links
    locations: Locations | None = None
    data: VendorData
    transfers: tuple[TransferClaim, ...] = ()
    trackers: Mapping[Annotated[str, StringConstraints(pattern=r"^[^\s/&,<>\"'`\\]+$")], Tracker] = {}
    remarks: tuple[Remark, ...] = ()
    open_questions: tuple[Words, ...] = ()

    @field_validator("trackers", mode="before")
    @classmethod
    def _name_them(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {name: {"name": name, **keys} for name, keys in value.items()}


@cache
def vendor_ids() -> tuple[str, ...]:
    """Return the ids of all vendors in order; no vendor is read."""
    return data_names(_FOLDER)


def vendor_name(id_: str) -> str:
    """Return the name of a vendor alone: all that most ask for, and to check its facts takes five times as long."""
    return cast("str", parse(id_, text_of(f"{_FOLDER}/{id_}").encode("utf-8")).data["name"]["value"])


@cache
def vendor(id_: str) -> Vendor:
    """Return one vendor; no other is read. Raises `KeyError` for an id that the catalogue does not know."""
    if id_ not in vendor_ids():
        raise KeyError(id_)
    return Vendor.model_validate(read_facts(f"{_FOLDER}/{id_}"))
