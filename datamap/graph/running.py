"""The hops to whoever runs a system: its hosts and operators, with what each activity brings there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from datamap.graph.flowing import Flowing
from datamap.graph.hops import Category, Condition, DataFrom, Hop, HopKind, Key
from datamap.graph.rows import Row
from datamap.graph.vocabulary import Mention, is_possible, mentions_of, scopes
from datamap.model.inventory import records_of
from datamap.model.systems import System

if TYPE_CHECKING:
    from datamap.model.provenance import Path

_RUNNERS = (("host", HopKind.HOST), ("operated_by", HopKind.OPERATOR))


class Running:
    """Makes the hops from systems to those who run them."""

    def __init__(self, flowing: Flowing, rows: Mapping[str, Row]) -> None:
        """Take what makes hops, and the activities by identifier."""
        self.flowing, self.rows = flowing, rows
        self.words, self.stations = flowing.words, flowing.stations

    def hops(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
        """Yield a hop from each system to each of those who run it, for every activity whose hops touch the system."""
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


def _each(lists: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))
