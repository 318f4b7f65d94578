"""What is stated of data found: bases, periods and sources, each looked up and said once for all that it is about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from datamap.graph import sentences
from datamap.graph.answer import InActivity
from datamap.graph.holders import Holder
from datamap.graph.hops import Category, Hop, Named
from datamap.graph.lookup import Kept, Level, bases_of, kept_in, retention_of, rules_at, rules_holding_at
from datamap.graph.requests import Fact
from datamap.graph.rows import Row, defaults_of
from datamap.graph.sought import Sought
from datamap.graph.vocabulary import Mention, mentions_of
from datamap.model.provenance import Path


class Stated:
    """Reads what activities and records state of what is sought."""

    def __init__(self, sought: Sought) -> None:
        """Take what is sought."""
        self.sought = sought
        self.words, self.naming = sought.words, sought.naming
        self.organisation = sought.map.organisation

    # One activity

    def in_activity(self, row: Row, hops: tuple[Hop, ...]) -> InActivity:
        """Return what one activity says; `hops` are those about what is sought."""
        sought = self.sought
        data = sought.data_in(row)
        mine = [hop for hop in hops if hop.activity == row.id]
        purposes, precise = self._purposes(row, data if sought.is_data else ())
        people = sought.people_in(row, data if sought.is_data else ())
        if sought.match.kind not in {"data_categories", "data_subjects", "activities"}:
            # What else the activity does is no answer: only the hops in question say what is there, and of whom.
            data = tuple(dict.fromkeys(category for hop in mine for category in hop.data))
            purposes = tuple(dict.fromkeys(purpose for hop in mine for purpose in hop.purposes))
            people = tuple(dict.fromkeys(subject for hop in mine for subject in hop.subjects))
        systems = dict.fromkeys(key.id for hop in mine for key in (hop.source, hop.target) if key.kind == "systems")
        return InActivity(
            id=row.id,
            title=row.title,
            our_role=row.our_role,
            path=row.path,
            purposes=purposes,
            precise=precise,
            people=people,
            data=data,
            bases=_each(data, lambda category: self._bases(category, row)),
            sources=tuple(self._sources(row, data if sought.is_data else ())),
            retention=_each(data, lambda category: self._periods(category, row, tuple(systems))),
        )

    def _purposes(self, row: Row, data: tuple[Category, ...]) -> tuple[tuple[Named, ...], bool]:
        """Return the purposes that data are said to be needed for, else those of the activity as a whole."""
        needs = [getattr(mention.detail, "needed_for", None) for mention, category in row.entries if category in data]
        if not needs or not all(isinstance(need, tuple) for need in needs):
            return row.purposes, False
        ids = {need.id for each in needs for need in mentions_of(each, ())}
        return (row.purposes if "all" in ids else tuple(p for p in row.purposes if p.id in ids)), True

    def _bases(self, category: Category | None, row: Row) -> Iterator[Fact]:
        for based in bases_of(category, row, self.words):
            yield Fact(words=sentences.basis(based, self.words), path=based.path, level=based.level.value)

    def _periods(self, category: Category | None, row: Row, systems: tuple[str, ...]) -> Iterator[Fact]:
        for kept in retention_of(category, row, systems, self.words):
            fact = self._kept_as(kept)
            place = ", ".join(self.naming.title("systems", name) for name in kept.places)
            yield replace(fact, words=f"at {place}: {fact.words}") if place else fact

    def _kept_as(self, kept: Kept) -> Fact:
        return Fact(words=sentences.period(kept, self.words), path=kept.path, level=kept.level.value)

    # Periods at one place, and of a record

    def kept_at(self, holder: Holder) -> Iterator[Fact]:
        """Yield how long one of our systems keeps the data in it: each rule once, with what it is about."""
        key = holder.node.key
        system = key.id if key.kind == "systems" else ""
        systems = (system,) if system else ()
        found: dict[Fact, list[str]] = {}
        every: set[str] = set()
        for activity in holder.activities:
            row = self.sought.rows[activity]
            brought = holder.moved_or_held
            data = dict.fromkeys(category for each in brought if each.activity == activity for category in each.data)
            for category in tuple(data) or (None,):
                about = category.title if category is not None else f"“{row.title}”"
                every.add(about)
                rules = rules_holding_at(system, retention_of(category, row, systems, self.words), self.words)
                for fact in map(self._kept_as, rules):
                    found.setdefault(fact, []).append(about)
        for category in dict.fromkeys(each for held in holder.holdings if held.activity is None for each in held.data):
            every.add(category.title)
            for fact in map(self._kept_as, kept_in(system, category, self.organisation, self.words)):
                found.setdefault(fact, []).append(category.title)
        for fact, names in found.items():
            said = every <= set(names) or _names(fact, dict.fromkeys(names))
            yield fact if said else replace(fact, about=", ".join(dict.fromkeys(names)))

    def own_retention(self) -> Iterator[Fact]:
        """Yield the rules that the record itself states: a system's or a category's own."""
        match = self.sought.match
        if match.kind not in {"systems", "data_categories"} or match.path is None:
            return
        stated = getattr(self.naming.record(match.kind, match.id), "retention", None)
        level = Level.SYSTEM if match.kind == "systems" else Level.CATEGORY
        yield from map(self._kept_as, rules_at(level, stated, (*match.path, "retention")))

    # Sources

    def _sources(self, row: Row, data: tuple[Category, ...]) -> Iterator[Fact]:
        """Yield where data come from: item, activity, data category, defaults; the closest place that says so."""
        said = False
        for mention, category in row.entries:
            held = mention.detail if mention.record is None else mention.record
            if category in data and getattr(held, "source", None) is not None:
                said = True
                yield from self._source_facts(held.source, (*mention.path, "source"), Level.ITEM)
        if said:
            return
        if row.record.source is not None:
            yield from self._source_facts(row.record.source, (*row.path, "source"), Level.ACTIVITY)
            return
        for category in data:
            stated = getattr(self.naming.record("data_categories", category.id), "source", None)
            if stated is not None:
                said = True
                path = (self.organisation, "data_categories", category.id, "source")
                yield from self._source_facts(stated, path, Level.CATEGORY)
        defaults = defaults_of(self.naming.records)
        if not said and defaults is not None and defaults.source is not None:
            path = (self.organisation, "organisation", "defaults", "source")
            yield from self._source_facts(defaults.source, path, Level.DEFAULTS)

    def _source_facts(self, value: Any, path: Path, level: Level) -> Iterator[Fact]:  # noqa: ANN401
        entries = mentions_of(value, path)
        if not entries:
            yield Fact(words=f"stated as {value.value}", path=path, level=level.value)
        for entry in entries:
            yield Fact(words=self._source_title(entry), path=entry.path, level=level.value)

    def _source_title(self, entry: Mention) -> str:
        if entry.record is not None and getattr(entry.record, "title", None) is not None:
            return self.naming.words(entry.record.title)
        kinds = ("systems", "processors", "recipients", "data_subjects", "sources")
        return self.naming.title_among(kinds, entry.id)[0]


def _each(data: tuple[Category, ...], look_up: Callable[[Category | None], Iterable[Fact]]) -> tuple[Fact, ...]:
    """Look up something for each category, and say once what holds for all of them."""
    if not data:
        return tuple(look_up(None))
    found: dict[Fact, list[str]] = {}
    for category in data:
        for fact in look_up(category):
            found.setdefault(fact, []).append(category.title)
    return tuple(
        fact if len(titles) == len(data) or _names(fact, titles) else replace(fact, about=", ".join(titles))
        for fact, titles in found.items()
    )


def _names(fact: Fact, titles: Iterable[str]) -> bool:
    """Whether a statement names in its own words the data that it is about."""
    return f"for {', '.join(titles)}" in fact.words
