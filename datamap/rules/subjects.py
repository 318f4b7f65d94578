"""What rules can be about: each kind of record, each activity, each statement of lawful basis."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from datamap.graph.hops import Key
from datamap.model.disclosures import Commitment
from datamap.model.governance import Conflict, Waiver
from datamap.model.notices import Notice
from datamap.model.organisation import Organisation
from datamap.model.parties import Client, Party
from datamap.model.people import DataCategory, Purpose
from datamap.model.processing import Assessment
from datamap.model.provenance import Path
from datamap.model.record import Audience, Record
from datamap.model.retention import RetentionRule
from datamap.model.rights import Arrangement
from datamap.model.said import Said, is_value
from datamap.model.systems import System
from datamap.model.trackers import Tracker
from datamap.rules.categories import is_anonymous
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, crossings_of
from datamap.rules.grounds import Ground
from datamap.rules.rule import About
from datamap.rules.sieves import (
    grounds_stating,
    naming,
    serving,
    special,
    unreceived,
    unsourced,
    without_period,
    without_plain_basis,
    without_requirement,
)
from datamap.rules.works import Work

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Declared(Generic[R]):
    """A record with its path."""

    at: Path
    id: str
    record: R


@dataclass(frozen=True, slots=True)
class BasisUse:
    """A statement of lawful basis with the activities of ours in which it counts."""

    ground: Ground
    works: Sequence[Work]

    @property
    def at(self) -> Path:
        """Where it stands."""
        return self.ground.at


class RetentionUse(NamedTuple):
    """A rule of retention where it is written; `anonymous` if all it is about leads to nobody."""

    at: Path
    record: RetentionRule
    anonymous: bool = False
    in_stages: bool = False


def _about(kind: str, name: str, _: type[R]) -> About[Declared[R]]:
    def subjects(context: Context) -> Iterator[Declared[R]]:
        for id_, record in context.of(kind).items():
            yield Declared(context.path(kind, id_), id_, record)

    return About(name, subjects)


def _organisation(context: Context) -> Iterator[Declared[Organisation]]:
    if context.profile is not None:
        yield Declared(context.path("organisation"), context.organisation, context.profile)


def _parties(context: Context) -> Iterator[Declared[Party]]:
    """Yield the parties that get data, as far as that is not ruled out: whom only a promise names is asked nothing."""
    for kind in ("processors", "recipients"):
        for id_, record in context.of(kind).items():
            if Key(kind, id_) not in context.denied:
                yield Declared(context.path(kind, id_), id_, record)


def _reviewed(context: Context) -> Iterator[Declared[Record]]:
    """Yield the records whose last review lies at least a year back; most lie closer, and need no closer look."""
    before = context.date - dt.timedelta(days=_YEAR)
    for kind in type(context.records).model_fields:
        for id_, value in context.of(kind).items():
            for record in value if isinstance(value, tuple) else (value,):
                reviewed = getattr(record, "reviewed", None)
                if reviewed is not None and isinstance(record, Record) and reviewed <= before:
                    yield Declared(context.path(kind, id_), id_, record)


_YEAR = 365


def _bases(context: Context) -> Iterator[BasisUse]:
    for ground, works in context.grounds.values():
        yield BasisUse(ground, works)


def _retention(context: Context) -> list[RetentionUse]:
    """Return every rule of retention of an organisation; they are gathered once."""
    return context.kept("rules of retention", lambda: list(_each_retention(context)))


def _kept_rules(name: str, holds: Callable[[RetentionRule], object]) -> About[RetentionUse]:
    """Return the rules of retention for which something holds, so that rules about few do not ask all."""
    return About(name, lambda context: (use for use in _retention(context) if holds(use.record)))


def _each_retention(context: Context) -> Iterator[RetentionUse]:
    for work in context.ours:
        stated = work.record.retention
        if type(stated) is tuple and len(stated) == 1 and stated[0].stages is None:
            yield RetentionUse((*work.at, "retention", 0), stated[0])
        elif stated is not None:
            yield from _entries(stated, (*work.at, "retention"))
        for datum in work.data if work.is_detailed else ():
            yield from _entries(
                getattr(datum.detail, "retention", None), (*datum.at, "retention"), anonymous=is_anonymous(datum.record)
            )
    for id_, category in context.of("data_categories").items():
        at = context.path("data_categories", id_, "retention")
        yield from _entries(category.retention, at, anonymous=is_anonymous(category))
    for id_, system in context.of("systems").items():
        if system.retention is not None:
            yield from _entries(system.retention, context.path("systems", id_, "retention"))
    for id_, schedule in context.of("schedules").items():
        yield from _entries(schedule.rules, context.path("schedules", id_, "rules"))
    if context.profile is not None and context.profile.defaults is not None:
        yield from _entries(context.profile.defaults.retention, context.path("organisation", "defaults", "retention"))


def _entries(value: object, at: Path, *, anonymous: bool = False) -> list[RetentionUse]:
    found = []
    for number, entry in enumerate(value if isinstance(value, tuple) else ()):
        found.append(RetentionUse((*at, number), entry, anonymous))
        for stage, below in enumerate(entry.stages or ()):
            found.append(RetentionUse((*at, number, "stages", stage), below, anonymous, in_stages=True))
    return found


def _ours(name: str, holds: Callable[[Work], bool]) -> About[Work]:
    """Return the activities of a controller for which something holds, so that rules about few do not ask all."""
    return About(name, lambda context: (work for work in context.ours if holds(work)))


def _with(context: Context, key: str) -> tuple[Work, ...]:
    """Return the current activities, or none if no activity states a key at all."""
    return context.current if context.any_states(key) else ()


def _lacking(key: str, *, ours: bool = True) -> About[Work]:
    """Return the activities (of a controller) that state no value for a key, neither themselves nor by default."""

    def subjects(context: Context) -> Iterator[Work]:
        is_default = is_value(context.by_default(key))
        works = context.ours if ours else context.current
        if is_default and not context.is_written(key):
            return
        for work in works:
            own = getattr(work.record, key)
            if (own is None and not is_default) or isinstance(own, Said):
                yield work

    return About(f"activity {'of a controller ' if ours else ''}without `{key}`", subjects)


def _systems(name: str, holds: Callable[[System], object]) -> About[Declared[System]]:
    """Return the systems for which something holds, so that rules about few do not ask all."""

    def subjects(context: Context) -> Iterator[Declared[System]]:
        for id_, record in context.of("systems").items():
            if holds(record):
                yield Declared(context.path("systems", id_), id_, record)

    return About(name, subjects)


def _named_systems(context: Context, ids: Iterable[str]) -> Iterator[Declared[System]]:
    systems = context.of("systems")
    return (Declared(context.path("systems", id_), id_, systems[id_]) for id_ in systems if id_ in ids)


def _unused(context: Context) -> Iterator[Declared[System]]:
    used = context.uses.of_systems
    systems = context.of("systems").items()
    return _named_systems(context, {id_ for id_, system in systems if id_ not in used and system.holds is None})


def _unprotected(context: Context) -> Iterator[Work]:
    protected = context.uses.protected
    for work in _lacking("measures", ours=False).subjects(context):
        if protected.isdisjoint(work.systems):
            yield work


def _consenting(context: Context) -> Iterator[Work]:
    on_consent = {
        work.id: work
        for ground, works in grounds_stating(context, "consent")
        if ground.basis.consent is not None
        for work in works
    }
    return (work for work in on_consent.values() if context.basis_of(work).kinds == {"consent"})


def _side_by_side(context: Context) -> Iterator[BasisUse]:
    """Yield the bases that have another one beside them: in the same statement, or in the same list."""
    several = {at[:-1] for at in context.grounds if at[-1] != 0}  # most lists have one basis, and need not be counted
    in_list = Counter(at[:-1] for at in context.grounds if at[:-1] in several) if several else Counter[Path]()
    for ground, works in context.grounds.values():
        if not several and len(ground.basis.__pydantic_fields_set__) == 1:
            continue
        if in_list[ground.at[:-1]] > 1 or len(ground.basis.kinds) > 1:
            yield BasisUse(ground, works)


def _untold(context: Context) -> Iterator[Work]:
    # Where a notice tells of every activity, only what one says of itself can keep it inside.
    some = not context.told.is_all or context.is_written("visibility")
    for work in context.ours if context.told.notices and some else ():
        if context.told.activities.get(work.id) != () or work.record.visibility is Audience.INTERNAL:
            yield work


def _partly_hidden(context: Context) -> Iterator[Work]:
    anything = bool(context.parties.internal) or context.any_states("visibility")
    for work in context.ours if context.told.notices and anything else ():
        if context.parties.internal or work.record.visibility is not None:
            yield work


ORGANISATION: About[Declared[Organisation]] = About("organisation", _organisation)
ACTIVITY: About[Work] = About("activity", lambda context: context.current)
OUR_ACTIVITY: About[Work] = About("activity of a controller", lambda context: context.ours)
UNRECEIVED: About[Work] = About("activity of a controller from which no way leads to a recipient", unreceived)
UNGROUNDED: About[Work] = About("activity of a controller without one basis for all purposes", without_plain_basis)
UNTIMED: About[Work] = About("activity of a controller without one period for all data", without_period)
UNSOURCED: About[Work] = About("activity of a controller without a source of its data by name", unsourced)
UNREQUIRED: About[Work] = About("activity of a controller in which people may have to give data", without_requirement)


def _bases_with(name: str, *fields: str) -> About[BasisUse]:
    """Return the statements of lawful basis in which one of these keys stands."""

    def subjects(context: Context) -> Iterator[BasisUse]:
        for ground, works in grounds_stating(context, *fields):
            if any(getattr(ground.basis, field) is not None for field in fields):
                yield BasisUse(ground, works)

    return About(name, subjects)


CONSENT = _bases_with("consent", "consent")
INTERESTS = _bases_with("legitimate interests", "legitimate_interests", "recognised_legitimate_interests")
DUTY = _bases_with("duty or public task", "legal_obligation", "public_task")
VITAL = _bases_with("vital interests", "vital_interests")
CONDITION = _bases_with("condition of Art. 9 or 10", "condition")
CONSENTING: About[Work] = About("activity on consent alone", _consenting)
OVERLAPPING = _ours(
    "activity with several rules of retention",
    lambda work: isinstance(work.record.retention, tuple) and len(work.record.retention) > 1,
)
UNTOLD: About[Work] = About("activity of a controller that no public notice covers in full", _untold)
HIDDEN: About[Work] = About("activity of a controller that is in part not public", _partly_hidden)
WITHOUT_PURPOSES = _lacking("purposes")
WITHOUT_SUBJECTS = _lacking("subjects")
WITHOUT_DATA = _lacking("data")
UNPROTECTED: About[Work] = About("activity without `measures`, as its systems are", _unprotected)
WITH_OWN_PURPOSES: About[Work] = About(
    "activity of a controller whose purposes are declared",
    lambda context: (work for work in context.ours if context.of("purposes") or isinstance(work.record.purposes, dict)),
)
YOUNG: About[Work] = About(
    "activity about children",
    lambda context: (
        work
        for work in naming(context, "subjects", context.people.is_known_minor)
        if any(context.people.is_minor(subject) for subject in work.subjects)
    ),
)
SPECIAL: About[Work] = About("activity with special categories of data", special)
DECIDING: About[Work] = About("activity with automated decisions", lambda context: context.deciding.values())
LARGE: About[Work] = About(
    "activity on a large scale",
    lambda context: (work for work in context.large.values() if work.is_ours and work.is_personal),
)
ASSESSED: About[Work] = About(
    "activity with an impact assessment",
    lambda context: (
        work
        for work in (context.ours if context.any_states("dpia") else ())
        if isinstance(work.value("dpia"), Assessment)
    ),
)
MARKETING: About[Work] = About(
    "activity of direct marketing", lambda context: serving(context, frozenset({"direct-marketing"}))
)
FOR_OTHERS: About[Work] = About(
    "activity of a processor", lambda context: (work for work in _with(context, "on_behalf_of") if not work.is_ours)
)
JOINT: About[Work] = About(
    "activity of joint controllers",
    lambda context: (work for work in _with(context, "joint_with") if work.record.joint_with is not None),
)
PROMISING: About[Work] = About(
    "activity with a promise",
    lambda context: (work for work in _with(context, "never") if work.record.never is not None),
)
LISTING: About[Work] = About(
    "activity that lists recipients",
    lambda context: (work for work in _with(context, "recipients") if work.record.recipients is not None),
)
BASIS: About[BasisUse] = About("statement of lawful basis", _bases)
SIDE_BY_SIDE: About[BasisUse] = About("statement of lawful basis beside another", _side_by_side)
IN_WORDS = frozenset({"until", "text", "limit"})
BEGINNING = frozenset({"after", "until", "when", "if_", "text", "schedule"})
UNMEASURED = _kept_rules(
    "rule of retention without a measured period",
    lambda entry: (
        getattr(entry.keep, "unit", None) is None
        or entry.needed_for is not None
        or not IN_WORDS.isdisjoint(entry.__pydantic_fields_set__)
    ),
)
UNDATED = _kept_rules(
    "rule of retention without a beginning", lambda entry: BEGINNING.isdisjoint(entry.__pydantic_fields_set__)
)
FORCED = _kept_rules("rule of retention by force of law", lambda entry: entry.force is not None)
CROSSING: About[Crossing] = About("transfer", crossings_of)
PARTY: About[Declared[Party]] = About("processor or recipient", _parties)
CATEGORY = _about("data_categories", "category of data", DataCategory)
PURPOSE = _about("purposes", "purpose", Purpose)
BACKUP: About[Declared[System]] = About("backup", lambda context: _named_systems(context, context.backups))
UNUSED: About[Declared[System]] = About("system in no activity", _unused)
HOLDING = _systems("system with data of its own", lambda system: is_value(system.holds))
KEEPING = _systems("system with a period of its own", lambda system: is_value(system.retention))
CLIENT = _about("clients", "client", Client)
TRACKER = _about("trackers", "tracker", Tracker)
NOTICE = _about("notices", "notice", Notice)
ARRANGEMENT = _about("arrangements", "arrangement", Arrangement)
COMMITMENT = _about("commitments", "commitment", Commitment)
CONFLICT = _about("conflicts", "conflict", Conflict)
WAIVER = _about("waivers", "waiver", Waiver)
REVIEWED: About[Declared[Record]] = About("record reviewed a year ago or earlier", _reviewed)
