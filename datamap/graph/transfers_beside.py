"""The transfers that are stated of an activity as a whole, or of all, beside those of its hops."""

from collections.abc import Iterable

from datamap.catalog.naming import Naming
from datamap.graph.hops import Reach
from datamap.graph.regions import Regions
from datamap.graph.rows import coverers_of, covering, transfers_of
from datamap.graph.transfers import Geography
from datamap.model.inventory import records_of
from datamap.model.provenance import Path
from datamap.model.said import Said


class TransfersBeside:
    """Answers it for one activity after the other of one organisation."""

    def __init__(self, naming: Naming, organisation: str) -> None:
        """Take the names of the organisation."""
        self.naming, self.organisation = naming, organisation
        self._activities = records_of(naming.records, "activities")
        self._coverers = coverers_of(self._activities)
        self._regions, self._geography = Regions(naming), Geography(naming)

    def of(self, activity: str, reached: Iterable[Reach]) -> tuple[tuple[Reach, ...], tuple[Said, Path] | None]:
        """Return the places stated for an activity of which no hop of it speaks, and the closest `none` or `unknown`.

        The activity comes first, then those that cover it, then the defaults. What one says of other places hides
        nothing, and behind `none` or `unknown` nothing counts.
        """
        names = (activity, *covering(activity, lambda each: self._coverers.get(each, ())))
        levels = transfers_of(
            self.organisation, ((name, self._activities[name]) for name in names), self.naming.records
        )
        places = dict.fromkeys(reach.place for reach in reached)
        found: list[Reach] = []
        for value, path in levels:
            if isinstance(value, Said):
                return tuple(found), (value, path)
            found += [
                reach
                for reach in self._geography.of_transfers(value, path) or ()
                if not any(self._regions.within((place,), (reach.place,)) for place in places)
            ]
            places |= dict.fromkeys(reach.place for reach in found)
        return tuple(found), None
