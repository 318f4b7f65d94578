"""What parties are said to have though no hop says so: uses that no hop met, and the members of groups."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from datamap.graph.flowing import Flowing
from datamap.graph.hops import Category, DataFrom, Hop, HopKind, Key, Named
from datamap.graph.parties import DECLARED
from datamap.graph.rows import Row
from datamap.graph.stations import SOURCE
from datamap.graph.vocabulary import Mention, is_possible, mentions_of, scopes
from datamap.model.inventory import records_of
from datamap.model.parties import Role


class Unmet:
    """Makes the hops to parties whose uses no other hop met, and to the members of groups that hops reach."""

    def __init__(self, flowing: Flowing, rows: Mapping[str, Row]) -> None:
        """Take what makes hops, and the activities by identifier."""
        self.flowing, self.rows = flowing, rows
        self.words, self.stations, self.parties = flowing.words, flowing.stations, flowing.parties

    def of_uses(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
        """Yield the hops of those uses of parties that none of these hops met."""
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

    def of_members(self, hops: tuple[Hop, ...]) -> Iterator[Hop]:
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


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, str) and value not in {"none", "unknown"})
