"""What is stated of data found: bases, periods and sources, each looked up and said once for all that it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from datamap.graph import sentences
from datamap.graph.answer import InActivity
from datamap.graph.holders import Holder, Holding
from datamap.graph.hops import RUN_BY_OTHERS, Category, Group, Hop, Named
from datamap.graph.lookup import Kept, Level, bases_of, kept_in, retention_of, rules_at, rules_holding_at
from datamap.graph.requests import Fact
from datamap.graph.rows import Row, defaults_of
from datamap.graph.sought import Sought
from datamap.graph.vocabulary import Mention, mentions_of
from datamap.model.inventory import records_of
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
            limits=sentences.beside(row.record, self.words).strip(),
            beside=self._beside(row),
        )

    def _beside(self, row: Row) -> Mapping[Named, str]:
        """Return what an activity says beside each of its people, purposes and data."""
        named: list[tuple[Named, Mention]] = [(category, mention) for mention, category in row.entries]
        for held, entries in ((row.subjects, row.record.subjects), (row.purposes, row.record.purposes)):
            named += zip(held, mentions_of(entries, ()), strict=False)
        said = (
            (each, sentences.beside(entry.detail if entry.record is None else entry.record, self.words))
            for each, entry in named
        )
        return {each: words for each, words in said if words}

    def _purposes(self, row: Row, data: tuple[Category, ...]) -> tuple[tuple[Named, ...], bool]:
        """Return the purposes of data, and whether the data name them: else they are those of the activity."""
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
            yield replace(fact, words=f"at {self._titles(kept)}: {fact.words}") if kept.places else fact

    def _kept_as(self, kept: Kept) -> Fact:
        return Fact(words=sentences.period(kept, self.words), path=kept.path, level=kept.level.value)

    # Periods at one place, and of a record

    def kept_at(self, holder: Holder) -> Iterator[Fact]:
        """Yield how long a holder keeps the data for us: each rule once, with what it is about.

        One of our systems keeps them as the rules that hold there say, and who hosts it does; any other processor, as
        those say that hold at any place.
        """
        found: dict[Fact, list[str]] = {}
        every: dict[str, None] = {}
        for about, kept in self._kept(holder):
            every[about] = None
            for fact in kept:
                found.setdefault(fact, []).append(about)
        for fact, names in found.items():
            said = every.keys() <= set(names) or _names(fact, dict.fromkeys(names))
            yield fact if said else replace(fact, about=", ".join(dict.fromkeys(names)))

    def _kept(self, holder: Holder) -> Iterator[tuple[str, list[Fact]]]:
        """Yield what the data of a holder are called, with the rules for them: of activities, then of records."""
        brought: dict[tuple[str | None, str], dict[Category, None]] = {}
        for each in holder.moved_or_held:
            data = dict.fromkeys(each.data)
            brought.setdefault((each.activity, _place(holder, each)), {}).update(data)
        for (activity, place), data in sorted(brought.items(), key=lambda item: item[0][0] is None):
            row = self.sought.rows[activity] if activity is not None else None
            if row is None:
                for category in data:
                    kept = kept_in(place, category, self.organisation, self.words)
                    yield category.title, [self._kept_with(holder, each) for each in kept]
                continue
            asked: tuple[Category | None, ...] = tuple(data) or (None,)
            for each_asked in asked:
                found = retention_of(each_asked, row, (place,) if place else (), self.words)
                kept = rules_holding_at(place, found, self.words)
                if holder.node.group is Group.OURSELVES:
                    # In which system they are is not stated: it can be a place that no system is said to be.
                    kept += tuple(each for each in found if each.places and self._places.isdisjoint(each.places))
                about = each_asked.title if each_asked is not None else f"“{row.title}”"
                yield about, [self._kept_with(holder, each) for each in kept]

    @cached_property
    def _places(self) -> frozenset[str]:
        """The systems and what they are said to be: the places of which it is known what is in them."""
        systems = records_of(self.naming.records, "systems")
        return frozenset(systems).union(*(self.words.kinds_of_system(id_) for id_ in systems))

    def _kept_with(self, holder: Holder, kept: Kept) -> Fact:
        """Return a rule; of one that holds in one place alone, the place is told where the holder is another."""
        fact = self._kept_as(kept)
        if not kept.places or holder.node.key.kind == "systems":
            return fact
        return replace(fact, words=f"at {self._titles(kept)}: {fact.words}")

    def _titles(self, kept: Kept) -> str:
        return ", ".join(self.naming.title_among(("systems", "system_kinds"), place)[0] for place in kept.places)

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
            yield from self._source_facts(row.record.source, row.at("source"), Level.ACTIVITY)
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


def _place(holder: Holder, brought: Hop | Holding) -> str:
    """Return the system whose rules hold for what is brought to a holder; empty where none does."""
    key = holder.node.key
    if key.kind == "systems":
        return key.id
    return brought.source.id if isinstance(brought, Hop) and brought.kind in RUN_BY_OTHERS else ""


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
