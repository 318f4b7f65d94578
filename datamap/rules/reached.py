"""Whom data reach, and by which way: read off flows, hosts, trackers and lists once, for rules that need no more.

The map of the graph says far more of each hop, and costs more than loading an inventory of ten thousand systems; rules
that compare data or roles along a path ask for it. That both reach the same parties is tested.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from datamap.graph.vocabulary import Mention
from datamap.load.findings import Path
from datamap.model.flows import Flow
from datamap.model.inventory import records_of
from datamap.model.parties import Party
from datamap.model.processing import Processing
from datamap.model.records import Records
from datamap.model.said import Said
from datamap.rules.entries import entries_of

PARTY_KINDS = ("processors", "recipients")
_QUALIFIERS = frozenset({"when", "unless", "limit", "if_", "only", "except_", "may"})


class Leg(NamedTuple):
    """One way to somebody: in which activity (`None`: in none), where it was said, the stations up to there.

    `says_where` if the statement itself names the countries reached; `is_regular` if nothing restricts it and it is no
    occasional disclosure.
    """

    target: str
    activity: str | None
    at: Path
    stations: tuple[tuple[str, ...], ...]
    says_where: bool = False
    is_regular: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """The ways to each party and to each system, by identifier, and by activity."""

    to: Mapping[str, tuple[Leg, ...]]
    within: Mapping[str | None, tuple[Leg, ...]]


def reached(organisation: str, records: Records) -> Reached:
    """Return the ways by which data reach parties and systems in one organisation."""
    legs = list(_Reader(organisation, records).legs())
    to: dict[str, list[Leg]] = {}
    within: dict[str | None, list[Leg]] = {}
    for leg in legs:
        to.setdefault(leg.target, []).append(leg)
        within.setdefault(leg.activity, []).append(leg)
    return Reached(
        to={id_: tuple(found) for id_, found in to.items()},
        within={id_: tuple(found) for id_, found in within.items()},
    )


def _is_restricted(*statements: Any) -> bool:  # noqa: ANN401
    return any(statement is not None and not _QUALIFIERS.isdisjoint(statement.model_fields_set) for statement in statements)


class _Reader:
    def __init__(self, organisation: str, records: Records) -> None:
        self.organisation = organisation
        self.systems = records_of(records, "systems")
        self.kinds = {id_: kind for kind in reversed(PARTY_KINDS) for id_ in records_of(records, kind)}
        self.parties: dict[str, Party] = {id_: records_of(records, kind)[id_] for id_, kind in self.kinds.items()}
        self.activities = records_of(records, "activities")
        self.trackers = records_of(records, "trackers")
        self.disclosures = records_of(records, "disclosures")
        self.us = (("we",),)
        profile = records.organisation
        self.defaults: Processing | None = profile.defaults if profile is not None else None

    def legs(self) -> Iterator[Leg]:
        found = [*self._activities(), *self._trackers(), *self._disclosures(), *self._uses()]
        hosted = list(self._hosted(found))
        yield from found
        yield from hosted
        yield from self._members([*found, *hosted])

    def _activities(self) -> Iterator[Leg]:
        for id_, activity in self.activities.items():
            at: Path = (self.organisation, "activities", id_)
            flows = activity.flows
            for number, flow in enumerate(flows if isinstance(flows, tuple) else ()):
                yield from self._along(flow, id_, (*at, "flows", number))
            for mention in entries_of(activity.systems, (*at, "systems")) if activity.systems is not None else ():
                yield Leg(mention.id, id_, mention.path, ((mention.id,),))
            yield from self._recipients(activity.recipients, id_, (*at, "recipients"))

    def _along(self, flow: Flow, activity: str, at: Path) -> Iterator[Leg]:
        said = flow.transfers
        says_where = said is not None and said is not Said.UNKNOWN
        regular = not _is_restricted(flow)
        stations: tuple[tuple[str, ...], ...] = flow.path
        parties, systems = self.parties, self.systems
        for number, station in enumerate(stations):
            for name in station:
                if name in systems or (number and name in parties):
                    yield Leg(name, activity, at, stations[: number + 1], says_where, regular)

    def _recipients(self, stated: Any, activity: str, at: Path) -> Iterator[Leg]:  # noqa: ANN401
        if stated is None and self.defaults is not None:
            stated, at = self.defaults.recipients, (self.organisation, "organisation", "defaults", "recipients")
        for mention in entries_of(stated, at):
            detail = mention.detail
            says_where = getattr(detail, "transfers", None) is not None
            yield Leg(mention.id, activity, mention.path, (*self.us, (mention.id,)), says_where, not _is_restricted(detail))

    def _trackers(self) -> Iterator[Leg]:
        for id_, tracker in self.trackers.items():
            at: Path = (self.organisation, "trackers", id_)
            for mention in entries_of(tracker.set_by, (*at, "set_by")):
                for activity in [item.id for item in tracker.activities or ()] or [None]:
                    regular = not _is_restricted(tracker, mention.detail)
                    yield Leg(mention.id, activity, mention.path, ((id_,), (mention.id,)), is_regular=regular)

    def _disclosures(self) -> Iterator[Leg]:
        for id_, disclosure in self.disclosures.items():
            at: Path = (self.organisation, "disclosures", id_)
            for mention in entries_of(disclosure.recipients, (*at, "recipients")):
                yield Leg(mention.id, None, mention.path, (*self.us, (mention.id,)), is_regular=False)

    def _uses(self) -> Iterator[Leg]:
        for id_, party in self.parties.items():
            for number, use in enumerate(party.uses if isinstance(party.uses, tuple) else ()):
                at: Path = (self.organisation, self.kinds[id_], id_, "uses", number)
                for activity in [item.id for item in use.activities or ()] or [None]:
                    yield Leg(id_, activity, at, (*self.us, (id_,)), is_regular=not _is_restricted(use))

    def _hosted(self, legs: list[Leg]) -> Iterator[Leg]:
        at_system: dict[str, list[Leg]] = {}
        for leg in legs:
            if leg.target in self.systems:
                at_system.setdefault(leg.target, []).append(leg)
        for id_, system in self.systems.items():
            for key in ("host", "operated_by"):
                stated = getattr(system, key)
                if stated is None:
                    continue
                for mention in entries_of(stated, (self.organisation, "systems", id_, key)):
                    yield from self._run_by(id_, mention, at_system.get(id_, []))

    def _run_by(self, system: str, mention: Mention, legs: list[Leg]) -> Iterator[Leg]:
        regular = not _is_restricted(mention.detail)
        first: dict[str | None, Leg] = {}
        for leg in legs:
            first.setdefault(leg.activity, leg)
        if not first:
            yield Leg(mention.id, None, mention.path, ((system,), (mention.id,)), is_regular=regular)
        for activity, leg in first.items():
            stations = (*leg.stations, (mention.id,))
            yield Leg(mention.id, activity, mention.path, stations, is_regular=regular and leg.is_regular)

    def _members(self, legs: list[Leg]) -> Iterator[Leg]:
        waiting = [leg for leg in legs if leg.target in self.parties and self.parties[leg.target].includes]
        seen = {(leg.target, leg.activity) for leg in legs}
        while waiting:
            leg = waiting.pop()
            for item in self.parties[leg.target].includes or ():
                if (item.id, leg.activity) in seen:
                    continue
                seen.add((item.id, leg.activity))
                member = leg._replace(target=item.id, stations=(*leg.stations[:-1], (item.id,)), says_where=False)
                yield member
                if item.id in self.parties and self.parties[item.id].includes:
                    waiting.append(member)
