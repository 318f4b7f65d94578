"""Which data come from a system or somebody else instead of the people whom they are about, as `source` says it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from datamap.graph.hops import Category, Key
from datamap.graph.rows import Row, defaults_of
from datamap.graph.stations import Stations
from datamap.graph.vocabulary import Mention, mentions_of
from datamap.model.provenance import Path

_STATIONS = ("systems", "processors", "recipients", "data_subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A station that data of an activity come from, with those that are said to, and the places that say so."""

    station: Key
    data: tuple[Category, ...]
    paths: tuple[Path, ...]


class Origins:
    """The sources of the data of one activity: item, activity, data category, defaults; the closest that is stated."""

    def __init__(self, row: Row, stations: Stations) -> None:
        """Read what the activity says of each of its data."""
        found: dict[Key, dict[Category, Path]] = {}
        some: dict[Key, dict[Path, None]] = {}
        self._elsewhere: dict[Category, frozenset[Key]] = {}
        people = {subject.id for subject in row.subjects}
        for mention, category in row.entries:
            named, of_all = _sources(mention, category, row, stations)
            keys = [(_station(source, people, stations), source.path) for source in named]
            if keys and all(key is not None for key, _ in keys):
                self._elsewhere[category] = frozenset(key for key, _ in keys if key is not None)
            for key, path in keys:
                if key is not None and of_all and len(named) > 1:
                    # Several sources of several data are read together: none of them gives each.
                    some.setdefault(key, {})[path] = None
                elif key is not None:
                    found.setdefault(key, {})[category] = path
        self.stations = tuple(
            Origin(
                station=key,
                data=tuple(found.get(key, ())),
                paths=tuple(dict.fromkeys((*found.get(key, {}).values(), *some.get(key, ())))),
            )
            for key in dict.fromkeys((*found, *some))
        )

    def from_people(self, data: tuple[Category, ...], way: Collection[Key]) -> tuple[Category, ...]:
        """Return those data that can come from the people themselves on a way through some stations.

        A station on the way can be named as the source too: a camera is the source of what it films of people.
        """
        return tuple(
            category
            for category in data
            if category not in self._elsewhere or not self._elsewhere[category].isdisjoint(way)
        )


def _sources(mention: Mention, category: Category, row: Row, stations: Stations) -> tuple[tuple[Mention, ...], bool]:
    """Return the closest sources that are stated, and whether they are those of all data and not of this category."""
    held = mention.detail if mention.record is None else mention.record
    record = stations.words.naming.record("data_categories", category.id)
    defaults = defaults_of(stations.words.naming.records)
    of_category: Path = (stations.organisation, "data_categories", category.id, "source")
    is_one = len(row.entries) == 1
    levels: tuple[tuple[Any, Path, bool], ...] = (
        (getattr(held, "source", None), (*mention.path, "source"), False),
        (row.record.source, row.at("source"), not is_one),
        (getattr(record, "source", None), of_category, False),
        (getattr(defaults, "source", None), (stations.organisation, "organisation", "defaults", "source"), not is_one),
    )
    return next(
        ((mentions_of(value, path), of_all) for value, path, of_all in levels if value is not None), ((), False)
    )


def _station(source: Mention, people: set[str], stations: Stations) -> Key | None:
    """Return the station that a source names, unless it is the people themselves, a way to get data, or words."""
    if source.record is not None or source.id in people:
        return None
    naming = stations.words.naming
    return next((Key(kind, source.id) for kind in _STATIONS if naming.record(kind, source.id) is not None), None)
