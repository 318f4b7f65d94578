"""The hops that activities state: their flows, the recipients whose path is not stated, and whom they collect from."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from datamap.graph.hops import Category, DataFrom, Hop, HopKind, Key, Named, OurRole
from datamap.graph.origins import Origins
from datamap.graph.parties import DECLARED, Parties, narrowed
from datamap.graph.rows import Row, defaults_of, said_as
from datamap.graph.stations import Stations
from datamap.graph.transfers import Geography
from datamap.graph.vocabulary import Mention, Words, is_possible, mentions_of, scopes
from datamap.model.flows import Flow
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.said import Said

_PARTY_KINDS = frozenset({*DECLARED, "clients"})


class Flowing:
    """Reads what one activity after the other says about where data go."""

    def __init__(self, words: Words, stations: Stations, parties: Parties, geography: Geography) -> None:
        """Take what names, nodes, roles and places need."""
        self.words = words
        self.stations = stations
        self.parties = parties
        self.geography = geography

    def hops_of(self, row: Row) -> Iterator[Hop]:
        """Yield every hop that an activity states, and none that follows from another record."""
        origins = Origins(row, self.stations)
        flows = list(self._flows(row, origins))
        yield from flows
        yield from self._recipients(row, {hop.target for hop in flows})
        yield from self._collected(row, flows, origins)
        yield from self._instructed(row, flows)

    def hop(self, row: Row, source: Key, target: Key, kind: HopKind, *statements: Any, path: Path, **more: Any) -> Hop:  # noqa: ANN401
        """Return a hop with what the activity says for all its hops."""
        return Hop(
            source=source,
            target=target,
            kind=kind,
            activity=row.id,
            our_role=row.our_role,
            may=is_possible(*statements, row.record),
            conditions=self.words.conditions(*statements, row.record),
            only=scopes("only", *statements, row.record),
            except_=scopes("except_", *statements, row.record),
            bases=row.bases,
            paths=(path,),
            **more,
        )

    def finished(self, hop: Hop, *, stated: bool = False, use: int | None = None) -> Iterator[Hop]:
        """Yield a hop with the role and countries of its target, as far as its selectors leave anything of it."""
        for completed in self.parties.completed(hop, stated=stated, use=use):
            left = narrowed(completed, completed.only, completed.except_)
            if left is not None:
                yield left

    def carried(
        self,
        value: Any,  # noqa: ANN401
        path: Path,
        row: Row | None = None,
        otherwise: tuple[tuple[Category, ...], DataFrom] = ((), DataFrom.MISSING),
    ) -> tuple[tuple[Category, ...], DataFrom]:
        """Return the data of a hop and who says so: those at `path`, what was said in their place, or `otherwise`.

        Only a way of the data of an activity carries them unless it names others: a flow, and the way to a system of
        the activity. Whoever is only said to get data (as a recipient, by a use, in a disclosure, by setting a tracker)
        gets some of them, and nothing says which (decision 008).
        """
        entries = mentions_of(value, path)
        if not entries:
            said = said_as(value)
            return ((), said) if said is not DataFrom.MISSING else otherwise
        local = {category.id: category for category in row.data} if row is not None else {}
        found = (local.get(entry.id) or self.words.category_of(entry.id) for entry in entries)
        return tuple(dict.fromkeys(found)), DataFrom.HOP

    def stated_purposes(self, value: Any, path: Path, row: Row) -> tuple[Named, ...]:  # noqa: ANN401
        """Return the purposes named at `path`, else those of the activity."""
        entries = mentions_of(value, path)
        local = {purpose.id: purpose for purpose in row.purposes}
        found = tuple(local.get(entry.id) or self.words.named("purposes", entry) for entry in entries)
        return found or (() if isinstance(value, Said) else row.purposes)

    # Flows

    def _flows(self, row: Row, origins: Origins) -> Iterator[Hop]:
        flows = row.record.flows
        for number, flow in numbered(flows if isinstance(flows, tuple) else ()):
            yield from self._flow(row, flow, (*row.path, "flows", number), origins)

    def _flow(self, row: Row, flow: Flow, path: Path, origins: Origins) -> Iterator[Hop]:
        purposes = self.stated_purposes(flow.purposes, (*path, "purposes"), row)
        keys = {name: self.stations.key(name, row) for station in flow.path for name in station}
        by_id = {subject.id: subject for subject in row.subjects}
        # Whom a path only leads to gets the data; they are about the people of the activity, and of it if it is one.
        giving = {source for source, _ in flow.path.hops}
        people = [
            name
            for station in flow.path
            for name in station
            if keys[name].kind == "data_subjects" and (name in giving or name in by_id)
        ]
        on_path = tuple(by_id.get(name) or self._subject(name) for name in dict.fromkeys(people))
        reaches = self.geography.of_transfers(flow.transfers, (*path, "transfers"))
        has_party = any(key.kind in _PARTY_KINDS for key in keys.values())
        for source, target in dict.fromkeys(flow.path.hops):
            from_person = keys[source].kind == "data_subjects"
            collective = origins.from_people(row.data_about(source), set(keys.values())) if from_person else row.data
            collective_from = row.data_from if collective or not row.data else DataFrom.MISSING
            data, data_from = self.carried(flow.data, (*path, "data"), row, (collective, collective_from))
            # A transfer is to somebody: beside a path through our own systems it speaks of the hops that leave them.
            says_where = reaches is not None and (keys[target].kind in _PARTY_KINDS or not has_party)
            yield from self.finished(
                self.hop(
                    row,
                    keys[source],
                    keys[target],
                    HopKind.FLOW,
                    flow,
                    _said_of_people(row, keys[source]),
                    path=path,
                    data=data,
                    data_from=data_from,
                    purposes=purposes,
                    subjects=(by_id.get(source) or self._subject(source),) if from_person else on_path or row.subjects,
                    reaches=(reaches or ()) if says_where else (),
                    stays=says_where and reaches == (),
                    irreversible=bool(flow.irreversible),
                ),
                stated=says_where,
            )

    def _subject(self, id_: str) -> Named:
        return Named(id_, self.words.naming.title("data_subjects", id_))

    # Recipients whose path is not stated

    def _recipients(self, row: Row, reached: set[Key]) -> Iterator[Hop]:
        stated, path = row.record.recipients, (*row.path, "recipients")
        inherited: tuple[Path, ...] = ()
        defaults = defaults_of(self.words.naming.records)
        if stated is None and defaults is not None:
            stated, inherited = defaults.recipients, (row.path,)
            path = (self.stations.organisation, "organisation", "defaults", "recipients")
        for mention in mentions_of(stated, path):
            key, detail = self.stations.party(mention.id), mention.detail
            if key in reached and detail is None:
                continue
            # An `only` or `except` by data takes its part of the data of the activity, and so says which they are.
            selects = any(each.data for key in ("only", "except_") for each in scopes(key, detail))
            part = (row.data, row.data_from) if selects else ((), DataFrom.MISSING)
            data, data_from = self.carried(getattr(detail, "data", None), (*mention.path, "data"), row, part)
            reaches = self.geography.of_transfers(getattr(detail, "transfers", None), (*mention.path, "transfers"))
            hop = self.hop(
                row,
                self.stations.ourselves,
                key,
                HopKind.RECIPIENT,
                detail,
                path=mention.path,
                data=data,
                data_from=data_from,
                purposes=self.stated_purposes(getattr(detail, "purposes", None), (*mention.path, "purposes"), row),
                subjects=row.subjects,
                reaches=reaches or (),
                stays=reaches == (),
            )
            yield from self.finished(replace(hop, paths=(*hop.paths, *inherited)), stated=reaches is not None)

    # People and systems whose connection is not stated

    def _collected(self, row: Row, flows: list[Hop], origins: Origins) -> Iterator[Hop]:
        """Yield a hop to the systems used beside the flows, or to us where no path is stated.

        They start from people, but for data that are said to come from elsewhere: those start there.
        """
        on_path = {key for hop in flows for key in (hop.source, hop.target)}
        systems = [
            (self.stations.party(mention.id), mention) for mention in mentions_of(row.record.systems, row.at("systems"))
        ]
        beside = [(key, mention) for key, mention in systems if key not in on_path]
        ours: list[tuple[Key, Mention | None]] = [(self.stations.ourselves, None)]
        # Where data come from that an activity has from one that covers it is told there.
        for origin in () if "data" in row.places else origins.stations:
            # Where data come from is a statement of its own: only a flow from there says where they go.
            for target, mention in () if origin.station in on_path else beside or ours:
                if target != origin.station:
                    yield from self._collection(
                        row, origin.station, target, mention, origin.data, row.subjects, origin.paths
                    )
        people = self.stations.people(row)
        if not people and row.our_role is OurRole.PROCESSOR:
            return
        sources = people or ((self.stations.ourselves,) if beside else ())
        for target, mention in beside if beside or flows else ours:
            for source, subject in zip(sources, row.subjects or (None,) * len(sources), strict=True):
                about = row.data_about(subject.id) if subject is not None else row.data
                data = origins.from_people(about, (target,))
                if data or not about:
                    subjects = (subject,) if subject is not None else ()
                    yield from self._collection(row, source, target, mention, data, subjects, ())

    def _collection(  # noqa: PLR0913, PLR0917 - what such a hop is made of
        self,
        row: Row,
        source: Key,
        target: Key,
        mention: Mention | None,
        data: tuple[Category, ...],
        subjects: tuple[Named, ...],
        paths: tuple[Path, ...],
    ) -> Iterator[Hop]:
        hop = self.hop(
            row,
            source,
            target,
            HopKind.COLLECTION,
            mention.detail if mention is not None else None,
            _said_of_people(row, source),
            path=mention.path if mention is not None else row.path,
            data=data,
            data_from=row.data_from if data or not row.data else DataFrom.MISSING,
            purposes=row.purposes,
            subjects=subjects,
        )
        yield from self.finished(replace(hop, paths=(*hop.paths, *paths)))

    def _instructed(self, row: Row, flows: list[Hop]) -> Iterator[Hop]:
        """Yield a hop from each client for whom we are the processor to where we process for it.

        These are the systems at which the flows begin with us, and those that the activity uses beside them.
        """
        on_path = {key for hop in flows for key in (hop.source, hop.target)}
        passed_on = {hop.target for hop in flows if hop.source.kind == "systems" and hop.target != hop.source}
        begun = [key for hop in flows for key in (hop.source, hop.target) if key.kind == "systems"]
        used = [self.stations.party(mention.id) for mention in mentions_of(row.record.systems, ())]
        targets = dict.fromkeys(key for key in begun if key not in passed_on) or dict.fromkeys(begun[:1])
        targets |= dict.fromkeys(key for key in used if key not in on_path)
        targets = targets or {self.stations.ourselves: None}
        for mention in mentions_of(row.record.on_behalf_of, (*row.path, "on_behalf_of")):
            for target in targets:
                yield self.hop(
                    row,
                    self.stations.party(mention.id),
                    target,
                    HopKind.INSTRUCTION,
                    mention.detail,
                    path=mention.path,
                    purposes=row.purposes,
                )


def _said_of_people(row: Row, source: Key) -> Any:  # noqa: ANN401
    """Return what an activity says beside the people from whom a hop comes."""
    if source.kind != "data_subjects":
        return None
    return next((each.detail for each in mentions_of(row.record.subjects, ()) if each.id == source.id), None)
