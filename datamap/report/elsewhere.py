"""What an activity does not say itself and the language looks up in another place."""

from collections.abc import Iterable
from typing import Any

from datamap.catalog.naming import Naming
from datamap.graph.hops import Category, Hop
from datamap.graph.lookup import Based, Kept, bases_of, retention_of
from datamap.graph.mapping import map_of
from datamap.graph.questions import recipients_of
from datamap.graph.rows import Row, defaults_of, rows_of
from datamap.graph.vocabulary import Words
from datamap.model.processing import Processing
from datamap.model.said import Said


class Elsewhere:
    """Looks up what activities of one organisation inherit: from their data, purposes, flows, and from the defaults."""

    def __init__(self, organisation: str, naming: Naming) -> None:
        """Read the activities and the map of the organisation once."""
        self.naming = naming
        self.words = Words(naming)
        self.rows = rows_of(organisation, self.words)
        self.defaults = defaults_of(naming.records)
        data_map = map_of(organisation, naming)
        self.hops: dict[str | None, list[Hop]] = {}
        for hop in data_map.hops:
            self.hops.setdefault(hop.activity, []).append(hop)
        self.with_recipients = frozenset(hop.activity for received in recipients_of(data_map) for hop in received.hops)

    def value(self, activity: str, key: str) -> Any:  # noqa: ANN401
        """Return something that answers `key` for an activity, `none`, `unknown`, or `None` where nothing does.

        Recipients are derived from flows, hosts and trackers; transfers and measures may be stated for whoever is
        reached. A basis, a period or a source counts if each category of data of the activity has one.
        """
        row = self.rows[activity]
        found = self._looked_up(row, key)
        if found is None and key in Processing.model_fields and self.defaults is not None:
            found = getattr(self.defaults, key)
        return found

    def _looked_up(self, row: Row, key: str) -> Any:  # noqa: ANN401
        if key == "basis":
            return self._for_all([bases_of(category, row, self.words) for category in row.data or (None,)])
        if key == "retention":
            return self._for_all([retention_of(category, row, (), self.words) for category in row.data or (None,)])
        if key == "source":
            return self._source(row)
        hops = self.hops.get(row.id, ())
        if key == "transfers":
            said = [hop for hop in hops if hop.stays or any(not reach.is_of_a_system for reach in hop.reaches)]
            return said or None
        if key == "measures":
            return [measures for hop in hops for measures in self._measures(hop)] or None
        return True if key == "recipients" and row.id in self.with_recipients else None

    def _for_all(self, found: Iterable[tuple[Based | Kept, ...]]) -> Any:  # noqa: ANN401
        each = list(found)
        if not all(each):
            return None
        stated = [one for rules in each for one in rules]
        values = [one.basis if isinstance(one, Based) else one.rule for one in stated]
        return next((value for value in values if not isinstance(value, Said)), values[0] if values else None)

    def _source(self, row: Row) -> Any:  # noqa: ANN401
        values = [self._source_of(mention.detail or mention.record, category) for mention, category in row.entries]
        if not values or any(value is None for value in values):
            return None
        return next((value for value in values if not isinstance(value, Said)), values[0])

    def _source_of(self, stated: Any, category: Category) -> Any:  # noqa: ANN401
        own = getattr(stated, "source", None)
        record = self.naming.record("data_categories", category.id)
        return own if own is not None else getattr(record, "source", None)

    def _measures(self, hop: Hop) -> Iterable[Any]:
        for node in (hop.source, hop.target):
            stated = getattr(self.naming.record(node.kind, node.id), "measures", None)
            if isinstance(stated, tuple):
                yield stated
