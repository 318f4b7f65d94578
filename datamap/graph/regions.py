"""Which regions have a place in common: an organisation's own, the catalogue's areas, countries, subdivisions."""

from collections.abc import Iterable

from datamap.catalog.countries import covers, members, place_name, places
from datamap.catalog.naming import Naming
from datamap.model.record import Selector


class Regions:
    """Expands the regions of one organisation to countries and subdivisions, each once."""

    def __init__(self, naming: Naming) -> None:
        """Take the organisation whose regions count."""
        self.naming = naming
        self._known: dict[str, frozenset[str]] = {}

    def places_in(self, region: str) -> frozenset[str]:
        """Return the codes of a region; a region that includes itself ends there, an unknown name stands for itself."""
        if region not in self._known:
            self._known[region] = frozenset()
            record = self.naming.record("regions", region)
            if record is not None:
                parts = getattr(record, "includes", None) or (region,)
                found = frozenset(code for part in parts if part != region for code in self.places_in(part))
                self._known[region] = found or frozenset({region})
            elif region in places().areas:
                self._known[region] = members(region)
            else:
                self._known[region] = frozenset({region})
        return self._known[region]

    def meet(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a place lies in one of `some` and in one of `others`."""
        here = {code for region in some for code in self.places_in(region)}
        there = {code for region in others for code in self.places_in(region)}
        return any(_overlap(one, other) for one in here for other in there)

    def apart(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether no place lies in both; of a region of which nobody says what is in it, nothing is known."""
        here = {code for region in some for code in self.places_in(region)}
        there = {code for region in others for code in self.places_in(region)}
        is_known = all(place_name(code) is not None for code in here | there)
        return is_known and not any(_overlap(one, other) for one in here for other in there)

    def never_meet(self, some: Selector | None, other: Selector | None) -> bool:
        """Whether what two `only` select can never be at once: they are for regions or for products that are apart."""
        if some is None or other is None:
            return False
        places = bool(some.region and other.region) and self.apart(some.region or (), other.region or ())
        return places or bool(some.product and other.product and set(some.product).isdisjoint(other.product))

    def within(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether every place of `some` lies in one of `others`."""
        here = {code for region in some for code in self.places_in(region)}
        there = {code for region in others for code in self.places_in(region)}
        return all(any(one == other or covers(other, one) for other in there) for one in here)


def _overlap(one: str, other: str) -> bool:
    return one == other or covers(one, other) or covers(other, one)
