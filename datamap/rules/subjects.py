"""What rules can be about: each kind of record, each activity, each statement of lawful basis."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from datamap.load.findings import Path
from datamap.model.disclosures import Commitment
from datamap.model.governance import Conflict, Waiver
from datamap.model.notices import Notice
from datamap.model.organisation import Organisation
from datamap.model.parties import Client, Party
from datamap.model.people import DataCategory, Purpose
from datamap.model.record import Record
from datamap.model.rights import Arrangement
from datamap.model.systems import System
from datamap.model.trackers import Tracker
from datamap.rules.context import Context
from datamap.rules.rule import About
from datamap.rules.works import Ground, Work

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
    works: tuple[Work, ...]

    @property
    def at(self) -> Path:
        """Where it stands."""
        return self.ground.at


def _about(kind: str, name: str, _: type[R]) -> About[Declared[R]]:
    def subjects(context: Context) -> Iterator[Declared[R]]:
        for id_, record in context.of(kind).items():
            yield Declared(context.path(kind, id_), id_, record)

    return About(name, subjects)


def _organisation(context: Context) -> Iterator[Declared[Organisation]]:
    if context.profile is not None:
        yield Declared(context.path("organisation"), context.organisation, context.profile)


def _parties(context: Context) -> Iterator[Declared[Party]]:
    for kind in ("processors", "recipients"):
        for id_, record in context.of(kind).items():
            yield Declared(context.path(kind, id_), id_, record)


def _records(context: Context) -> Iterator[Declared[Record]]:
    for kind in type(context.records).model_fields:
        for id_, value in context.of(kind).items():
            for record in value if isinstance(value, tuple) else (value,):
                if isinstance(record, Record):
                    yield Declared(context.path(kind, id_), id_, record)


def _bases(context: Context) -> Iterator[BasisUse]:
    for ground, works in context.grounds.values():
        yield BasisUse(ground, works)


ORGANISATION: About[Declared[Organisation]] = About("organisation", _organisation)
ACTIVITY: About[Work] = About("activity", lambda context: context.current)
OUR_ACTIVITY: About[Work] = About("activity of a controller", lambda context: context.ours)
BASIS: About[BasisUse] = About("statement of lawful basis", _bases)
PARTY: About[Declared[Party]] = About("processor or recipient", _parties)
CATEGORY = _about("data_categories", "category of data", DataCategory)
PURPOSE = _about("purposes", "purpose", Purpose)
SYSTEM = _about("systems", "system", System)
CLIENT = _about("clients", "client", Client)
TRACKER = _about("trackers", "tracker", Tracker)
NOTICE = _about("notices", "notice", Notice)
ARRANGEMENT = _about("arrangements", "arrangement", Arrangement)
COMMITMENT = _about("commitments", "commitment", Commitment)
CONFLICT = _about("conflicts", "conflict", Conflict)
WAIVER = _about("waivers", "waiver", Waiver)
RECORD: About[Declared[Record]] = About("record", _records)
