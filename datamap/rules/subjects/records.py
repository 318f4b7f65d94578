"""Declared records as rules look at them: each kind, or those of a kind that a rule has to look at."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from datamap.graph.hops import Key
from datamap.model.disclosures import Commitment
from datamap.model.governance import Conflict, Waiver
from datamap.model.notices import Notice
from datamap.model.organisation import Organisation
from datamap.model.parties import Client, Party
from datamap.model.people import DataCategory, Purpose
from datamap.model.provenance import Path
from datamap.model.record import Record
from datamap.model.rights import Arrangement
from datamap.model.said import is_value
from datamap.model.systems import System
from datamap.model.trackers import Tracker
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.rule import About

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Declared(Generic[R]):
    """A record with its path."""

    at: Path
    id: str
    record: R


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
    # A site that sets trackers is in use, also where no activity says so.
    setting = {mention.id for tracker in context.of("trackers").values() for mention in entries_of(tracker.set_by, ())}
    used = {*context.uses.of_systems, *setting}
    systems = context.of("systems").items()
    return _named_systems(context, {id_ for id_, system in systems if id_ not in used and system.holds is None})


ORGANISATION: About[Declared[Organisation]] = About("organisation", _organisation)
PARTY: About[Declared[Party]] = About("processor or recipient", _parties)
CATEGORY = _about("data_categories", "category of data", DataCategory)
PURPOSE = _about("purposes", "purpose", Purpose)
BACKUP: About[Declared[System]] = About("backup", lambda context: _named_systems(context, context.backups))
UNUSED: About[Declared[System]] = About("system in no activity", _unused)
HOLDING = _systems("system with data of its own", lambda system: is_value(system.holds))
KEEPING = _systems("system with a period of its own", lambda system: is_value(system.retention))
LOCATED = _systems("system in a certain country", lambda system: is_value(system.location))
CLIENT = _about("clients", "client", Client)
TRACKER = _about("trackers", "tracker", Tracker)
NOTICE = _about("notices", "notice", Notice)
ARRANGEMENT = _about("arrangements", "arrangement", Arrangement)
COMMITMENT = _about("commitments", "commitment", Commitment)
CONFLICT = _about("conflicts", "conflict", Conflict)
WAIVER = _about("waivers", "waiver", Waiver)
REVIEWED: About[Declared[Record]] = About("record reviewed a year ago or earlier", _reviewed)
