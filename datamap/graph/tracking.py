"""The hops along which trackers take data to whoever sets them."""

from collections.abc import Iterator, Mapping
from typing import Any

from datamap.graph.flowing import Flowing
from datamap.graph.hops import Hop, HopKind, Key, Named
from datamap.graph.rows import Row
from datamap.graph.stations import DEVICE, SETTER, STORAGE
from datamap.graph.vocabulary import Mention, is_possible, mentions_of, scopes
from datamap.model.inventory import records_of
from datamap.model.provenance import Path
from datamap.model.trackers import Tracker


class Tracking:
    """Makes the hops of trackers, for each activity that one serves."""

    def __init__(self, flowing: Flowing, rows: Mapping[str, Row]) -> None:
        """Take what makes hops, and the activities by identifier."""
        self.flowing, self.rows = flowing, rows
        self.words, self.stations = flowing.words, flowing.stations

    def hops(self) -> Iterator[Hop]:
        """Yield a hop for each tracker, activity that it serves, group of people and setter."""
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
