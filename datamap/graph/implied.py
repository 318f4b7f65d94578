"""The hops that follow from other records: hosts, operators, trackers, disclosures, uses, members of groups."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from datamap.graph.flowing import Flowing
from datamap.graph.hops import Category, Condition, DataFrom, Hop, HopKind, Key, Named
from datamap.graph.parties import DECLARED
from datamap.graph.rows import Row
from datamap.graph.stations import DEVICE, RECIPIENT, SETTER, SOURCE, STORAGE
from datamap.graph.vocabulary import Mention, is_possible, mentions_of, scopes
from datamap.model.inventory import records_of
from datamap.model.parties import Role
from datamap.model.provenance import Path
from datamap.model.systems import System
from datamap.model.trackers import Tracker

_RUNNERS = (("host", HopKind.HOST), ("operated_by", HopKind.OPERATOR))


class Implied:
    """Reads the records beside the activities."""

    def __init__(self, flowing: Flowing, rows: Mapping[str, Row]) -> None:
        """Take what reads the activities, and the activities."""
        self.flowing = flowing
        self.rows = rows
        self.words, self.stations = flowing.words, flowing.stations
        self.parties, self.geography = flowing.parties, flowing.geography

    def hops(self, stated: tuple[Hop, ...]) -> Iterator[Hop]:
        """Yield what follows from the hops that activities state."""
        trackers = tuple(self._trackers())
        disclosures = tuple(self._disclosures())
        running = tuple(self._running((*stated, *trackers)))
        found = (*stated, *running, *trackers, *disclosures)
        uses = tuple(self._uses(found))
        yield from (*running, *trackers, *disclosures, *uses)
        yield from self._members((*found, *uses))

    # Hosts and operators

    def _running(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
        touching: dict[Key, dict[str | None, list[Hop]]] = {}
        for hop in hops:
            for key in {hop.source, hop.target}:
                if key.kind == "systems" and hop.moves_data:
                    touching.setdefault(key, {}).setdefault(hop.activity, []).append(hop)
        for id_, system in records_of(self.words.naming.records, "systems").items():
            key = Key("systems", id_)
            at: Path = (self.stations.organisation, "systems", id_)
            for name, kind in _RUNNERS:
                for mention in mentions_of(getattr(system, name), (*at, name)):
                    yield from self._run_by(key, system, kind, mention, touching.get(key, {}))

    def _run_by(
        self,
        key: Key,
        system: System,
        kind: HopKind,
        mention: Mention,
        touching: Mapping[str | None, list[Hop]],
    ) -> Iterator[Hop]:
        base = Hop(
            source=key,
            target=self.stations.party(mention.id),
            kind=kind,
            may=is_possible(mention.detail),
            conditions=self.words.conditions(mention.detail),
            only=scopes("only", mention.detail),
            except_=scopes("except_", mention.detail),
            paths=(mention.path,),
        )
        using = {activity for activity in self._users.get(key.id, ()) if activity not in touching}
        for activity in (*touching, *sorted(using)):
            yield from self.flowing.finished(self._carrying(base, activity, touching.get(activity, [])))
        holds = mentions_of(system.holds, (*mention.path[:3], "holds"))
        if holds or not (touching or using):
            roles = {self.rows[id_].our_role for id_ in (*touching, *using) if id_ is not None}
            our_role = roles.pop() if len(roles) == 1 else None
            for held in self._held(replace(base, our_role=our_role), holds):
                yield from self.flowing.finished(held)

    def _held(self, base: Hop, holds: tuple[Mention, ...]) -> Iterator[Hop]:
        """Yield a hop with what a system holds: one for all of which the same is said, or one without stated data."""
        same: dict[tuple[bool, tuple[Condition, ...]], list[Category]] = {}
        for entry in holds:
            manner = (is_possible(entry.detail), self.words.conditions(entry.detail))
            same.setdefault(manner, []).append(self.words.category_of(entry.id))
        if not same:
            yield base
        for (may, conditions), data in same.items():
            yield replace(
                base,
                data=tuple(dict.fromkeys(data)),
                data_from=DataFrom.SYSTEM,
                may=base.may or may,
                conditions=tuple(dict.fromkeys((*base.conditions, *conditions))),
            )

    @cached_property
    def _users(self) -> Mapping[str, set[str]]:
        """The activities that name each system as theirs."""
        users: dict[str, set[str]] = {}
        for row in self.rows.values():
            for mention in mentions_of(row.record.systems, ()):
                users.setdefault(mention.id, set()).add(row.id)
        return users

    def _carrying(self, base: Hop, activity: str | None, hops: list[Hop]) -> Hop:
        """Return a hop to whoever runs a system with the data that an activity brings there."""
        row = self.rows.get(activity) if activity is not None else None
        around = row.record if row is not None else None
        data = _each(hop.data for hop in hops) or (row.data if row is not None and not hops else ())
        origins = {hop.data_from for hop in hops if hop.data} or {hop.data_from for hop in hops}
        data_from = DataFrom.HOP if origins == {DataFrom.HOP} else next(iter(sorted(origins)), DataFrom.ACTIVITY)
        return replace(
            base,
            activity=activity,
            our_role=row.our_role if row is not None else None,
            data=data,
            data_from=data_from if data or hops else row.data_from if row is not None else DataFrom.MISSING,
            purposes=_each(hop.purposes for hop in hops) or (row.purposes if row is not None else ()),
            subjects=_each(hop.subjects for hop in hops) or (row.subjects if row is not None else ()),
            bases=row.bases if row is not None else (),
            may=base.may or (bool(hops) and all(hop.may for hop in hops)) or is_possible(around),
            conditions=tuple(dict.fromkeys((*base.conditions, *self.words.conditions(around)))),
            only=(*base.only, *scopes("only", around)),
            except_=(*base.except_, *scopes("except_", around)),
            paths=tuple(dict.fromkeys((*base.paths, *(path for hop in hops for path in hop.paths[:1])))),
        )

    # Trackers

    def _trackers(self) -> Iterator[Hop]:
        for id_, tracker in records_of(self.words.naming.records, "trackers").items():
            at: Path = (self.stations.organisation, "trackers", id_)
            activities = [self.rows.get(item.id) for item in tracker.activities or ()]
            for row in activities or [None]:
                for source, subject, said in self._tracked(tracker, row, at):
                    yield from self._set(id_, tracker, row, source, subject, said)

    def _tracked(self, tracker: Tracker, row: Row | None, at: Path) -> Iterator[tuple[Key, Named | None, Any]]:
        """Yield from whom a tracker has data, with what is said beside them."""
        people = mentions_of(tracker.subjects, (*at, "subjects"))
        for mention in people:
            said = mention.detail if mention.record is None else mention.record
            yield self.stations.key(mention.id, row), self.words.named("data_subjects", mention), said
        if not people and row is not None and row.subjects:
            for station, subject in zip(self.stations.people(row), row.subjects, strict=True):
                yield station, subject, None
        elif not people:
            yield DEVICE, None, None

    def _set(  # noqa: PLR0913, PLR0917 - what such a hop is made of
        self,
        id_: str,
        tracker: Tracker,
        row: Row | None,
        source: Key,
        subject: Named | None,
        said: Any,  # noqa: ANN401
    ) -> Iterator[Hop]:
        around = row.record if row is not None else None
        at: Path = (self.stations.organisation, "trackers", id_)
        data, data_from = self.flowing.carried(tracker.data, (*at, "data"), row)
        purposes = [
            self.words.named("purposes", entry, at=id_) for entry in mentions_of(tracker.purposes, (*at, "purposes"))
        ]
        wording = tracker.to or tracker.for_
        if wording is not None:
            purposes.append(Named(id_, self.words.naming.words(wording), id_))
        setters: list[tuple[Key, Mention | None]] = [
            (self.stations.party(mention.id), mention) for mention in mentions_of(tracker.set_by, (*at, "set_by"))
        ]
        otherwise = SETTER
        if tracker.stays_on_device(id_):
            # A page reads what its browser stores; that it sends it on would be a flow.
            setters, otherwise = [each for each in setters if each[0].kind != "systems"], STORAGE
        for target, mention in setters or [(otherwise, None)]:
            statements = (tracker, mention.detail if mention is not None else None, said, around)
            yield from self.flowing.finished(
                Hop(
                    source=source,
                    target=target,
                    kind=HopKind.TRACKER,
                    activity=row.id if row is not None else None,
                    our_role=row.our_role if row is not None else None,
                    bases=row.bases if row is not None else (),
                    data=data,
                    data_from=data_from,
                    purposes=tuple(purposes),
                    subjects=(subject,) if subject is not None else (),
                    may=is_possible(*statements),
                    conditions=self.words.conditions(*statements),
                    only=scopes("only", *statements),
                    except_=scopes("except_", *statements),
                    detail=self.words.naming.title("trackers", id_),
                    paths=(mention.path, at) if mention is not None else (at,),
                )
            )

    # Disclosures

    def _disclosures(self) -> Iterator[Hop]:
        for id_, disclosure in records_of(self.words.naming.records, "disclosures").items():
            at: Path = (self.stations.organisation, "disclosures", id_)
            data, data_from = self.flowing.carried(disclosure.data, (*at, "data"))
            told: list[tuple[Key, Mention | None]] = [
                (self.stations.party(mention.id), mention)
                for mention in mentions_of(disclosure.recipients, (*at, "recipients"))
            ]
            for target, mention in told or [(RECIPIENT, None)]:
                detail = mention.detail if mention is not None else None
                yield from self.flowing.finished(
                    Hop(
                        source=self.stations.ourselves,
                        target=target,
                        kind=HopKind.DISCLOSURE,
                        data=data,
                        data_from=data_from,
                        may=is_possible(disclosure, detail),
                        conditions=self.words.conditions(disclosure, detail),
                        only=scopes("only", disclosure),
                        except_=scopes("except_", disclosure),
                        detail=self.words.naming.title("disclosures", id_),
                        paths=(mention.path, at) if mention is not None else (at,),
                    )
                )

    # Uses that no hop met, and the members of groups

    def _uses(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
        for kind in DECLARED:
            for id_ in records_of(self.words.naming.records, kind):
                key = Key(kind, id_)
                for number, use in self.parties.unmet(key):
                    yield from self._use(key, number, use, [hop for hop in hops if hop.target == key])

    def _use(self, key: Key, number: int, use: Any, arriving: list[Hop]) -> Iterator[Hop]:  # noqa: ANN401
        path = (*self.parties.path(key), "uses", number)
        data, data_from = self.flowing.carried(use.data, (*path, "data"))
        activities = [self.rows.get(item.id) for item in use.activities or ()]
        for source, row, subjects in self._users_of(key, use, data, activities or [None], arriving):
            around = row.record if row is not None else None
            hop = Hop(
                source=source,
                target=key,
                kind=HopKind.USE,
                activity=row.id if row is not None else None,
                our_role=row.our_role if row is not None else None,
                bases=row.bases if row is not None else (),
                data=data,
                data_from=data_from,
                purposes=tuple(
                    self.words.named("purposes", entry) for entry in mentions_of(use.purposes, (*path, "purposes"))
                )
                or (row.purposes if row is not None else ()),
                subjects=subjects,
                may=is_possible(around),
                conditions=self.words.conditions(around),
                only=scopes("only", around),
                except_=scopes("except_", around),
                detail=self.words.naming.words(use.provides) if _is_text(use.provides) else "",
                paths=(),
            )
            yield from self.flowing.finished(hop, use=number)

    def _users_of(
        self,
        key: Key,
        use: Any,  # noqa: ANN401
        data: tuple[Category, ...],
        activities: list[Row | None],
        arriving: list[Hop],
    ) -> Iterator[tuple[Key, Row | None, tuple[Named, ...]]]:
        """Yield from where a use has its data, with the activity and its people.

        A use says what a party has, and not from whom. They come as a hop brings them that is stated; else a processor
        has them from us, and so has whoever serves an activity of ours; of anyone else nothing is said.
        """
        brought = {
            (hop.source, hop.activity, hop.subjects): None
            for hop in arriving
            if hop.moves_data
            and (use.activities is None or any(row is not None and row.id == hop.activity for row in activities))
            and any(one.carries(other.id) or other.carries(one.id) for one in data for other in hop.data)
        }
        for source, activity, subjects in brought:
            yield source, self.rows.get(activity) if activity is not None else None, subjects
        role = use.role or self.parties.default_role(key)
        for row in () if brought else activities:
            is_ours = row is not None or not data or role in {Role.PROCESSOR, Role.JOINT_CONTROLLER}
            source = self.stations.ourselves if is_ours else SOURCE
            yield source, row, row.subjects if row is not None else ()

    def _members(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
        """Yield a hop from each group of parties to its members for whatever reaches the group, and so on inside.

        What a group gets, some of its members get: none surely, and nothing says which data (decision 009).
        """
        direct = {(hop.activity, hop.target) for hop in hops}
        waiting = [hop for hop in hops if self._parts(hop.target)]
        seen = {(hop.activity, hop.target) for hop in waiting}
        while waiting:
            hop = waiting.pop(0)
            group = self.parties.record(hop.target)
            for mention in self._parts(hop.target):
                member = self.stations.party(mention.id)
                if (hop.activity, member) in direct or member == hop.target:
                    continue
                found = replace(
                    hop,
                    source=hop.target,
                    target=member,
                    kind=HopKind.MEMBER,
                    data=(),
                    data_from=DataFrom.MISSING,
                    reaches=(),
                    stays=False,
                    may=True,
                    conditions=tuple(dict.fromkeys((*hop.conditions, *self.words.conditions(mention.detail, group)))),
                    paths=(mention.path, *hop.paths),
                )
                yield from self.flowing.finished(found)
                if self._parts(member) and (hop.activity, member) not in seen:
                    seen.add((hop.activity, member))
                    waiting.append(found)

    def _parts(self, key: Key) -> tuple[Mention, ...]:
        record = self.parties.record(key)
        return mentions_of(record.includes, (*self.parties.path(key), "includes")) if record is not None else ()


def _each(lists: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, str) and value not in {"none", "unknown"})
