"""What a search is for, and which categories, people, places, hops and activities belong to it.

A category of data asked for is found as itself, as a kind of it, as a part of it, and in any whole that includes it. It
is not found in what lies beside it: another part of a whole, or another kind of what it is itself a kind of. A group of
people is found as itself and as its kinds. Of a country, only the hops count that reach it.
"""

from dataclasses import replace

from datamap.catalog.countries import covers
from datamap.catalog.naming import Naming
from datamap.graph.hops import Category, DataMap, Hop, Key, Named, Reach
from datamap.graph.matching import Match, nodes_of
from datamap.graph.regions import Regions
from datamap.graph.rows import Row, rows_of
from datamap.graph.vocabulary import Words


class Sought:
    """One thing that is asked for in one organisation; `map` holds all its hops with the data and people asked for."""

    def __init__(self, match: Match, data_map: DataMap, naming: Naming) -> None:
        """Narrow the hops of the map to what is asked for."""
        self.match = match
        self.naming = naming
        self.words = Words(naming)
        self.whole = data_map
        self.rows = rows_of(data_map.organisation, self.words)
        self.nodes = nodes_of(match, data_map)
        self._regions = Regions(naming)
        self.map = replace(data_map, hops=tuple(self._narrowed(hop) for hop in data_map.hops))
        self.about_others = frozenset(
            id(hop)
            for whole, hop in zip(data_map.hops, self.map.hops, strict=True)
            if whole.subjects and not any(self.is_of_group(subject.id) for subject in whole.subjects)
        )

    @property
    def is_data(self) -> bool:
        """Whether a category of data is asked for."""
        return self.match.kind == "data_categories"

    @property
    def is_people(self) -> bool:
        """Whether a group of people is asked for."""
        return self.match.kind == "data_subjects"

    def _narrowed(self, hop: Hop) -> Hop:
        """Return a hop with the data that are asked for: of that category, or about those people."""
        if self.is_data:
            return replace(hop, data=tuple(category for category in hop.data if self.is_asked(category)))
        row = self.rows.get(hop.activity) if hop.activity is not None else None
        if not self.is_people or row is None:
            return hop
        asked = [subject.id for subject in row.subjects if self.is_of_group(subject.id)]
        others = set(row.data) - {category for id_ in asked for category in row.data_about(id_)} if asked else set()
        return replace(
            hop,
            data=tuple(category for category in hop.data if category not in others),
            subjects=tuple(subject for subject in hop.subjects if self.is_of_group(subject.id)),
        )

    # What belongs to the question

    def concerns(self, hop: Hop) -> bool:
        """Whether a hop is about what is asked for."""
        if self.is_data:
            return any(self.is_asked(category) for category in hop.data)
        if self.is_people:
            # Whom data only reach is not whom they are about, where others are said to be.
            ends = (hop.source,) if id(hop) in self.about_others else (hop.source, hop.target)
            return not self.nodes.isdisjoint(ends) or any(self.is_of_group(subject.id) for subject in hop.subjects)
        if self.match.kind == "activities":
            return hop.activity == self.match.id
        if self.match.kind == "countries":
            return any(self.lies_there(reach) for reach in hop.reaches or self.map.nodes[hop.target].reaches)
        return not self.nodes.isdisjoint((hop.source, hop.target))

    def is_asked(self, category: Category) -> bool:
        """Whether a category is the one asked for, a part or kind of it, or a whole that includes one of these."""
        return category.carries(self.match.id)

    def is_of_group(self, subject: str) -> bool:
        """Whether people are those asked for, or a kind of them."""
        return self.match.id in self.words.people_covering(subject)

    def concerns_people(self, subjects: set[str]) -> bool:
        """Whether a right for some people only (or for all, if none are named) is about those asked for."""
        return not self.is_people or not subjects or any(map(self.is_of_group, subjects))

    def lies_there(self, reach: Reach) -> bool:
        """Whether a place is the one asked for, or lies in it."""
        if reach.place == self.match.id or covers(self.match.id, reach.place):
            return True
        is_own = self.naming.record("regions", self.match.id) is not None
        return is_own and self._regions.within((reach.place,), (self.match.id,))

    def is_in(self, row: Row, hops: tuple[Hop, ...]) -> bool:
        """Whether an activity has to do with what is asked for; `hops` are those that do."""
        if self.is_data:
            return any(self.is_asked(category) for category in row.data) or any(hop.activity == row.id for hop in hops)
        if self.is_people:
            return any(self.is_of_group(subject.id) for subject in row.subjects)
        if self.match.kind == "activities":
            return row.id == self.match.id
        return any(hop.activity == row.id for hop in hops)

    # Parts of an activity that are asked for

    def data_in(self, row: Row) -> tuple[Category, ...]:
        """Return those data of an activity that are asked for: of that category, or about those people."""
        if self.is_data:
            return tuple(category for category in row.data if self.is_asked(category))
        if not self.is_people:
            return row.data
        ids = {subject.id for subject in row.subjects if self.is_of_group(subject.id)}
        about = {category for id_ in ids for category in row.data_about(id_)}
        return tuple(category for category in row.data if category in about)

    def people_in(self, row: Row, data: tuple[Category, ...]) -> tuple[Named, ...]:
        """Return the people of an activity that are asked for, or whom some of its data are about."""
        if self.is_people:
            return tuple(subject for subject in row.subjects if self.is_of_group(subject.id))
        if not data:
            return row.subjects
        return tuple(subject for subject in row.subjects if not set(data).isdisjoint(row.data_about(subject.id)))

    def people_asked(self) -> frozenset[Key]:
        """Return the nodes of the people asked for."""
        return self.nodes | {key for key in self.map.nodes if key.kind == "data_subjects" and self.is_of_group(key.id)}
