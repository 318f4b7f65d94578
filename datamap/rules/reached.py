"""Whom data reach, and by which way: read off flows, hosts, trackers and lists once, for rules that need no more.

The map of the graph says far more of each hop, and costs more than loading an inventory of ten thousand systems; rules
that compare data or roles along a path ask for it. That both reach the same parties is tested.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from datamap.model.inventory import records_of
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.said import Said
from datamap.model.systems import System
from datamap.rules.entries import entries_of
from datamap.rules.once import once
from datamap.rules.works import Work

if TYPE_CHECKING:
    from datamap.model.parties import Party

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


@dataclass(frozen=True, kw_only=True)
class Legs:
    """The ways to everybody whom data reach; `parties` are the identifiers of the declared ones."""

    by_target: Mapping[str, Sequence[Leg]]
    by_activity: Mapping[str | None, Sequence[Leg]]
    parties: Collection[str]

    def to(self, id_: str) -> Sequence[Leg]:
        """Return the ways by which data reach a party, a kind of party, or a system of somebody else."""
        return self.by_target.get(id_, ())

    def within(self, activity: str | None) -> Sequence[Leg]:
        """Return the ways by which somebody else gets data in an activity, or in no activity."""
        return self.by_activity.get(activity, ())

    def after(self, leg: Leg) -> str | None:
        """Return the party to which the same flow goes on from a party, or `None`."""
        if leg.activity is None or leg.target not in self._passing_on:
            return None
        for other in self.within(leg.activity):
            if len(other.stations) > 1 and leg.target in other.stations[-2] and other.target in self.parties:
                return other.target
        return None

    @once
    def _passing_on(self) -> frozenset[str]:
        """Those from whom any way leads on to a party: most ways end with the first."""
        return frozenset(
            name for id_ in self.parties for leg in self.to(id_) if len(leg.stations) > 1 for name in leg.stations[-2]
        )


def legs_of(
    organisation: str, records: Records, works: Mapping[str, Work], users: Mapping[str, Sequence[Work]]
) -> Legs:
    """Return the ways by which data reach others in one organisation; `users` are the activities of each system."""
    by_target: dict[str, list[Leg]] = {}
    by_activity: dict[str | None, list[Leg]] = {}
    reader = _Reader(organisation, records, works, users)
    for leg in reader.legs():
        target, activity = leg.target, leg.activity
        if target in by_target:
            by_target[target].append(leg)
        else:
            by_target[target] = [leg]
        if activity in by_activity:
            by_activity[activity].append(leg)
        else:
            by_activity[activity] = [leg]
    return Legs(by_target=by_target, by_activity=by_activity, parties=reader.parties)


def is_ours(system: System, entities: Mapping[str, Any]) -> bool:
    """Whether we decide about a system, or one of the controllers behind our notice does."""
    stated = system.controlled_by
    return not isinstance(stated, tuple) or all(item.id in entities for item in stated)


def _is_restricted(*statements: Any) -> bool:  # noqa: ANN401
    for statement in statements:
        if statement is not None and not _QUALIFIERS.isdisjoint(statement.__pydantic_fields_set__):
            return True
    return False


class _Reader:
    def __init__(
        self, organisation: str, records: Records, works: Mapping[str, Work], users: Mapping[str, Sequence[Work]]
    ) -> None:
        self.organisation, self.works, self.users = organisation, works, users
        self.systems = records_of(records, "systems")
        self.kinds = {id_: kind for kind in reversed(PARTY_KINDS) for id_ in records_of(records, kind)}
        self.parties: dict[str, Party] = {id_: records_of(records, kind)[id_] for id_, kind in self.kinds.items()}
        self.trackers = records_of(records, "trackers")
        self.disclosures = records_of(records, "disclosures")
        profile = records.organisation
        self.entities = profile.entities if profile is not None and isinstance(profile.entities, dict) else {}
        defaults = profile.defaults if profile is not None else None
        self.lists_by_default = defaults is not None and defaults.recipients is not None
        others = {id_ for id_, system in self.systems.items() if not is_ours(system, self.entities)}
        self.receivers = frozenset({*self.parties, *others})
        self.us = (("we",),)

    def legs(self) -> list[Leg]:
        """Return all ways: those stated, those that follow from a host or a use, and those to members of a group."""
        found = [*self._flows(), *self._lists(), *self._trackers(), *self._disclosures(), *self._uses(), *self._hosts()]
        return [*found, *self._members(found)]

    def _flows(self) -> Iterator[Leg]:
        """Yield the way to each receiver on a flow; a party at its beginning gives data, and gets none."""
        receivers, parties = self.receivers, self.parties
        for id_, work in self.works.items():
            flows = work.record.flows
            for number, flow in enumerate(flows if isinstance(flows, tuple) else ()):
                place, stations = -1, flow.path
                for station in stations:
                    place += 1
                    if receivers.isdisjoint(station):
                        continue
                    said = flow.transfers
                    says_where = said is not None and said is not Said.UNKNOWN
                    is_regular = _QUALIFIERS.isdisjoint(flow.__pydantic_fields_set__)
                    at = (*work.at, "flows", number)
                    for name in station:
                        if name in receivers and (place or name not in parties):
                            yield Leg(name, id_, at, stations[: place + 1], says_where, is_regular)

    def _lists(self) -> Iterator[Leg]:
        for id_, work in self.works.items():
            record = work.record
            if self.lists_by_default or record.recipients is not None:
                stated = work.stated_closely("recipients")
                for mention in entries_of(stated.value, stated.path):
                    says_where = getattr(mention.detail, "transfers", None) is not None
                    stations = (*self.us, (mention.id,))
                    regular = not _is_restricted(mention.detail)
                    if mention.id not in self.systems:
                        yield Leg(mention.id, id_, mention.path, stations, says_where, regular)
            beside = record.systems
            for item in beside if isinstance(beside, tuple) else ():
                if item.id in self.receivers:
                    yield Leg(item.id, id_, (*work.at, "systems", item.id), (*self.us, (item.id,)))

    def _trackers(self) -> Iterator[Leg]:
        for id_, tracker in self.trackers.items():
            at: Path = (self.organisation, "trackers", id_)
            for mention in entries_of(tracker.set_by, (*at, "set_by")):
                for activity in [item.id for item in tracker.activities or ()] or [None]:
                    is_system = mention.id in self.systems
                    if not is_system or (mention.id in self.receivers and not tracker.stays_on_device(id_)):
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
                named: list[str | None] = [item.id for item in use.activities or ()]
                for activity in named or [None]:
                    yield Leg(id_, activity, at, (*self.us, (id_,)), is_regular=not _is_restricted(use))

    def _hosts(self) -> Iterator[Leg]:
        """Yield the way from each system to whoever runs it, in every activity or tracker that uses the system."""
        set_by: dict[str, list[str | None]] = {}
        for id_, tracker in self.trackers.items():
            for mention in () if tracker.stays_on_device(id_) else entries_of(tracker.set_by, ()):
                named: list[str | None] = [item.id for item in tracker.activities or ()]
                set_by.setdefault(mention.id, []).extend(named or [None])
        for id_, system in self.systems.items():
            host, operated_by = system.host, system.operated_by
            if host is None and operated_by is None:
                continue
            for key, stated in (("host", host), ("operated_by", operated_by)):
                if not isinstance(stated, tuple):
                    continue
                users: list[str | None] = [work.id for work in self.users[id_]] if id_ in self.users else []
                activities = dict.fromkeys([*users, *set_by[id_]]) if id_ in set_by else users
                for mention in entries_of(stated, (self.organisation, "systems", id_, key)):
                    target, detail, _, path = mention
                    regular = detail is None or not _is_restricted(detail)
                    stations = ((id_,), (target,))
                    for activity in activities or (None,):
                        yield Leg(target, activity, path, stations, False, regular)  # noqa: FBT003

    def _members(self, legs: list[Leg]) -> Iterator[Leg]:
        """Yield the ways on to those whom a group includes, once for each activity, and so for groups of groups."""
        groups = {id_ for id_, party in self.parties.items() if party.includes}
        if not groups:
            return
        waiting = [leg for leg in legs if leg.target in groups]
        seen = {(leg.target, leg.activity) for leg in legs}
        while waiting:
            leg = waiting.pop()
            for item in self.parties[leg.target].includes or ():
                if (item.id, leg.activity) not in seen:
                    seen.add((item.id, leg.activity))
                    member = leg._replace(target=item.id, stations=(*leg.stations[:-1], (item.id,)), says_where=False)
                    yield member
                    if item.id in groups:
                        waiting.append(member)
