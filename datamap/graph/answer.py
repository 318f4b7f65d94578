"""What is answered about where something is: the whole, and what each activity says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from datamap.graph.chains import Chain
from datamap.graph.holders import Holder
from datamap.graph.hops import Category, Hop, Key, Named, OurRole, Reach
from datamap.graph.matching import Match
from datamap.graph.requests import Fact
from datamap.model.provenance import Path
from datamap.model.record import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class InActivity:
    """What one activity says of the thing asked for. Purposes are those of the activity unless `precise`.

    `limits` says in words under which conditions it happens, `beside` what is said beside its people and data.
    """

    id: str
    title: str
    our_role: OurRole
    path: Path
    purposes: tuple[Named, ...]
    precise: bool
    people: tuple[Named, ...]
    data: tuple[Category, ...]
    bases: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    retention: tuple[Fact, ...]
    limits: str = ""
    beside: Mapping[Named, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The whole answer for one thing in one organisation.

    `counted` are the categories found that are not called like the one asked for. `silent` are hops of the same
    activities that do not say which data they carry, and hops that name only a wider kind: they may carry it, and
    `possible` are those who get it then and are not certain to. `reached` says how a contact is, `mentions` what names
    it or a country.
    """

    organisation: str
    organisation_title: str
    titles: Mapping[Key, str]
    activity_titles: Mapping[str, str]
    scopes: Mapping[Selector, str]
    match: Match
    regimes: tuple[str, ...]
    counted: tuple[Category, ...]
    activities: tuple[InActivity, ...]
    chains: tuple[Chain, ...]
    holders: tuple[Holder, ...]
    possible: tuple[Holder, ...]
    countries: tuple[tuple[Reach, Hop | None], ...]
    retention: tuple[Fact, ...]
    requests: tuple[Fact, ...]
    reached: tuple[Fact, ...]
    mentions: tuple[Fact, ...]
    silent: tuple[Hop, ...]
