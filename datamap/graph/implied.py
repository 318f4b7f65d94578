"""The hops that follow from other records: hosts, operators, trackers, disclosures, uses, members of groups."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from datamap.graph.flowing import Flowing
from datamap.graph.hops import Hop, HopKind, Key
from datamap.graph.rows import Row
from datamap.graph.running import Running
from datamap.graph.stations import RECIPIENT
from datamap.graph.tracking import Tracking
from datamap.graph.unmet import Unmet
from datamap.graph.vocabulary import Mention, is_possible, mentions_of, scopes
from datamap.model.inventory import records_of

if TYPE_CHECKING:
    from datamap.model.provenance import Path


class Implied:
    """Reads the records beside the activities."""

    def __init__(self, flowing: Flowing, rows: Mapping[str, Row]) -> None:
        """Take what makes hops, and the activities by identifier."""
        self.flowing = flowing
        self.words, self.stations = flowing.words, flowing.stations
        self.running, self.tracking, self.unmet = Running(flowing, rows), Tracking(flowing, rows), Unmet(flowing, rows)

    def hops(self, stated: tuple[Hop, ...]) -> Iterator[Hop]:
        """Yield what follows from the hops that activities state."""
        trackers = tuple(self.tracking.hops())
        disclosures = tuple(self._disclosures())
        running = tuple(self.running.hops((*stated, *trackers)))
        found = (*stated, *running, *trackers, *disclosures)
        uses = tuple(self.unmet.of_uses(found))
        yield from (*running, *trackers, *disclosures, *uses)
        yield from self.unmet.of_members((*found, *uses))

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
