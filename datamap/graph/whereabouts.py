"""Where something is: who holds it, where it came from, who gets it and how long it stays, with its sources.

A category of data asked for is found as itself, as a kind of it, as a part of it, and in any whole that includes it. It
is not found in what lies beside it: another part of a whole, or another kind of what it is itself a kind of. Where only
that wider kind is named, the category may be there, and that is said apart. A group of people is found as itself and
as its kinds. Of a country, only the hops count that reach it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from datamap.catalog.countries import covers
from datamap.catalog.naming import Naming
from datamap.graph import sentences
from datamap.graph.answer import InActivity, Whereabouts
from datamap.graph.chains import Chain, chains_through
from datamap.graph.holders import Holder, Holding, Part, contact_of, holders_of
from datamap.graph.hops import Category, DataFrom, DataMap, Group, Hop, Key, Named, Node, Reach
from datamap.graph.lookup import Kept, Level, bases_of, kept_in, retention_of, rules_at, rules_holding_at
from datamap.graph.matching import Match, nodes_of
from datamap.graph.requests import Fact, naming_of_contact, requests_of
from datamap.graph.rows import Row, defaults_of, rows_of
from datamap.graph.transfers import Geography
from datamap.graph.vocabulary import Mention, Words, mentions_of
from datamap.model.provenance import Path

_SILENT = frozenset({DataFrom.MISSING, DataFrom.UNKNOWN})


def whereabouts(match: Match, data_map: DataMap, naming: Naming) -> Whereabouts:
    """Return where a thing is in one organisation, from the map and the records behind it."""
    return _Search(match, data_map, naming).answer()


class _Search:
    def __init__(self, match: Match, data_map: DataMap, naming: Naming) -> None:
        self.match = match
        self.naming = naming
        self.words = Words(naming)
        self.whole = data_map
        self.asked = self.words.category_of(match.id)
        self.rows = rows_of(data_map.organisation, self.words)
        self.nodes = nodes_of(match, data_map)
        self.geography = Geography(naming)
        self.map = replace(data_map, hops=tuple(self.secured(self.narrowed(hop)) for hop in data_map.hops))

    def answer(self) -> Whereabouts:
        hops = tuple(hop for hop in self.map.hops if self.concerns(hop))
        rows = [row for row in self.rows.values() if self.is_in(row, hops)]
        chosen = {row.id for row in rows}
        is_data = self.match.kind == "data_categories"
        found = self.chains(hops)
        told = (
            tuple(hop for chain in found for hop in chain.hops)
            if self.match.kind in {"processors", "recipients", "vendors"}
            else hops
        )
        holdings = (*self.held_by_record(), *self.held_in_activities(rows, hops))
        held = holders_of(self.map, hops, dict.fromkeys((*hops, *told)), holdings)
        return Whereabouts(
            organisation=self.map.organisation,
            organisation_title=self.map.title,
            titles={key: node.title for key, node in self.map.nodes.items()},
            activity_titles={id_: named.title for id_, named in self.map.activities.items()},
            match=self.match,
            regimes=self.map.regimes,
            counted=tuple(self.counted(rows, (*hops, *holdings))) if is_data else (),
            activities=tuple(self.in_activity(row, hops) for row in rows),
            chains=found,
            holders=tuple(self.described(holder) for holder in held),
            countries=self.countries(hops),
            retention=tuple(self.own_retention()),
            requests=tuple(requests_of(self.words, self.map.organisation, rows, self.concerns_people)),
            mentions=tuple(naming_of_contact(self.words, self.map.organisation, self.match.id))
            if self.match.kind == "contacts"
            else (),
            silent=tuple(self.silent(chosen)) if is_data else (),
        )

    def described(self, holder: Holder) -> Holder:
        """Return a holder with how long it keeps the data, if it is ours, and how it is reached."""
        return replace(
            holder,
            retention=tuple(self.kept_at(holder)) if holder.part is Part.SEARCH else (),
            contact=tuple(contact_of(holder.node, self.words)),
        )

    # What is with us though no hop brings it

    def held_by_record(self) -> Iterator[Holding]:
        """Yield what systems hold by their own records."""
        for key, node in self.map.nodes.items():
            data = tuple(category for category in node.holds if self.is_held(category, key))
            if data:
                yield Holding(node=node, data=data, path=(self.map.organisation, "systems", key.id, "holds"))

    def is_held(self, category: Category, system: Key) -> bool:
        """Whether a category in a system is, or can be, what is asked for."""
        kind = self.match.kind
        if kind == "data_categories":
            return self.is_asked(category)
        if kind == "countries":
            return any(self.lies_there(reach) for reach in self.map.nodes[system].reaches)
        if kind != "data_subjects":
            return system in self.nodes
        about = {
            row.id
            for row in self.rows.values()
            for subject in row.subjects
            if self.is_of_group(subject.id)
            and any(each.carries(category.id) or category.carries(each.id) for each in row.data_about(subject.id))
        }
        using = {hop.activity for hop in self.whole.hops if hop.moves_data and system in {hop.source, hop.target}}
        return bool(about & using) if using - {None} else bool(about)

    def held_in_activities(self, rows: Iterable[Row], hops: Iterable[Hop]) -> Iterator[Holding]:
        """Yield the data of activities that no hop moves: they are with us, and nothing says where."""
        if self.match.kind not in {"data_categories", "data_subjects", "activities"}:
            return
        key = Key("organisation", self.map.organisation)
        path: Path = (self.map.organisation, "organisation")
        node = self.map.nodes.get(key) or Node(key=key, title=self.map.title, group=Group.OURSELVES, path=path)
        for row in rows:
            moved = [hop for hop in hops if hop.activity == row.id and hop.moves_data]
            asked = self.data_in(row)
            if self.match.kind != "data_categories":
                data = () if moved else asked
            else:
                carried = {category for hop in moved for category in hop.data}
                data = tuple(
                    each
                    for each in asked
                    if not any(each.carries(other.id) or other.carries(each.id) for other in carried)
                )
            if data:
                yield Holding(node=node, data=data, people=self.people(row, data), activity=row.id, path=row.path)

    def counted(self, rows: Iterable[Row], hops: Iterable[Hop | Holding]) -> Iterator[Category]:
        """Yield what is found under another name, in the order of the activities."""
        named = (category for row in rows for category in row.data if self.is_asked(category))
        carried = (category for hop in hops for category in hop.data)
        yield from (each for each in dict.fromkeys((*named, *carried)) if each.id != self.match.id)

    def silent(self, chosen: set[str]) -> Iterator[Hop]:
        """Yield the hops that may carry the data: they name none, or a wider kind and nothing that surely has them."""
        wider = self.asked.within
        for before, hop in zip(self.whole.hops, self.map.hops, strict=True):
            names_wider = not hop.data and any(category.id in wider for category in before.data)
            if hop.moves_data and (names_wider or (hop.activity in chosen and hop.data_from in _SILENT)):
                yield before

    def narrowed(self, hop: Hop) -> Hop:
        """Return a hop with the data that are asked for: of that category, or about those people."""
        if self.match.kind == "data_categories":
            return replace(hop, data=tuple(category for category in hop.data if self.is_asked(category)))
        row = self.rows.get(hop.activity) if hop.activity is not None else None
        if self.match.kind != "data_subjects" or row is None:
            return hop
        asked = [subject.id for subject in row.subjects if self.is_of_group(subject.id)]
        others = set(row.data) - {category for id_ in asked for category in row.data_about(id_)} if asked else set()
        return replace(
            hop,
            data=tuple(category for category in hop.data if category not in others),
            subjects=tuple(subject for subject in hop.subjects if self.is_of_group(subject.id)),
        )

    def secured(self, hop: Hop) -> Hop:
        """Return a hop to a system with the countries where that is, and the mechanisms stated for its activity."""
        row = self.rows.get(hop.activity) if hop.activity is not None else None
        if hop.reaches or row is None:
            return hop
        reaches = self.geography.secured(self.whole.nodes[hop.target].reaches, row.transfers)
        return replace(hop, reaches=reaches) if reaches else hop

    def chains(self, hops: tuple[Hop, ...]) -> tuple[Chain, ...]:
        found = chains_through(self.map, hops, beyond=self.match.kind != "data_categories")
        if self.match.kind != "data_subjects":
            return found
        # Other people's data take the same way: that is an answer to another question.
        return tuple(
            chain
            for chain in found
            if chain.stations[0].kind != "data_subjects" or chain.stations[0] in self.people_asked()
        )

    def people_asked(self) -> frozenset[Key]:
        return self.nodes | {key for key in self.map.nodes if key.kind == "data_subjects" and self.is_of_group(key.id)}

    # What belongs to the question

    def concerns(self, hop: Hop) -> bool:
        kind, id_ = self.match.kind, self.match.id
        if kind == "data_categories":
            return any(self.is_asked(category) for category in hop.data)
        if kind == "data_subjects":
            return not self.nodes.isdisjoint((hop.source, hop.target)) or any(
                self.is_of_group(subject.id) for subject in hop.subjects
            )
        if kind == "activities":
            return hop.activity == id_
        if kind == "countries":
            reaches = hop.reaches or self.map.nodes[hop.target].reaches
            return any(self.lies_there(reach) for reach in reaches)
        return not self.nodes.isdisjoint((hop.source, hop.target))

    def is_asked(self, category: Category) -> bool:
        """Whether a category is the one asked for, a part or kind of it, or a whole that includes one of these."""
        return category.carries(self.match.id)

    def is_of_group(self, subject: str) -> bool:
        """Whether people are those asked for, or a kind of them."""
        return self.match.id in self.words.people_covering(subject)

    def concerns_people(self, subjects: set[str]) -> bool:
        """Whether a right for some people only (or for all, if none are named) is about those asked for."""
        return self.match.kind != "data_subjects" or not subjects or any(map(self.is_of_group, subjects))

    def lies_there(self, reach: Reach) -> bool:
        return reach.place == self.match.id or covers(self.match.id, reach.place)

    def is_in(self, row: Row, hops: tuple[Hop, ...]) -> bool:
        if self.match.kind == "data_categories":
            return any(self.is_asked(category) for category in row.data) or any(hop.activity == row.id for hop in hops)
        if self.match.kind == "data_subjects":
            return any(self.is_of_group(subject.id) for subject in row.subjects)
        return (
            row.id == self.match.id if self.match.kind == "activities" else any(hop.activity == row.id for hop in hops)
        )

    # One activity

    def in_activity(self, row: Row, hops: tuple[Hop, ...]) -> InActivity:
        asked = self.match.kind == "data_categories"
        data = self.data_in(row)
        mine = [hop for hop in hops if hop.activity == row.id]
        purposes, precise = self.purposes(row, data if asked else ())
        people = self.people(row, data if asked else ())
        if self.match.kind not in {"data_categories", "data_subjects", "activities"}:
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
            bases=self.each(data, row, tuple(systems), self.bases),
            sources=tuple(self.sources(row, data if asked else ())),
            retention=self.each(data, row, tuple(systems), self.periods),
        )

    def data_in(self, row: Row) -> tuple[Category, ...]:
        """Return those data of an activity that are asked for: of that category, or about those people."""
        if self.match.kind == "data_categories":
            return tuple(category for category in row.data if self.is_asked(category))
        if self.match.kind != "data_subjects":
            return row.data
        ids = {subject.id for subject in row.subjects if self.is_of_group(subject.id)}
        about = {category for id_ in ids for category in row.data_about(id_)}
        return tuple(category for category in row.data if category in about)

    def purposes(self, row: Row, data: tuple[Category, ...]) -> tuple[tuple[Named, ...], bool]:
        """Return the purposes that data are said to be needed for, else those of the activity as a whole."""
        needs = [getattr(mention.detail, "needed_for", None) for mention, category in row.entries if category in data]
        if not needs or not all(isinstance(need, tuple) for need in needs):
            return row.purposes, False
        ids = {need.id for each in needs for need in mentions_of(each, ())}
        return (row.purposes if "all" in ids else tuple(p for p in row.purposes if p.id in ids)), True

    def people(self, row: Row, data: tuple[Category, ...]) -> tuple[Named, ...]:
        if self.match.kind == "data_subjects":
            return tuple(subject for subject in row.subjects if self.is_of_group(subject.id))
        if not data:
            return row.subjects
        return tuple(subject for subject in row.subjects if not set(data).isdisjoint(row.data_about(subject.id)))

    def each(self, data: tuple[Category, ...], row: Row, systems: tuple[str, ...], look_up: Any) -> tuple[Fact, ...]:  # noqa: ANN401
        """Look up something for each category, and say once what holds for all of them."""
        if not data:
            return tuple(look_up(None, row, systems))
        found: dict[Fact, list[str]] = {}
        for category in data:
            for fact in look_up(category, row, systems):
                found.setdefault(fact, []).append(category.title)
        return tuple(
            fact if len(titles) == len(data) or _names(fact, titles) else replace(fact, about=", ".join(titles))
            for fact, titles in found.items()
        )

    def bases(self, category: Category | None, row: Row, _: tuple[str, ...]) -> Iterator[Fact]:
        for based in bases_of(category, row, self.words):
            yield Fact(words=sentences.basis(based, self.words), path=based.path, level=based.level.value)

    def periods(self, category: Category | None, row: Row, systems: tuple[str, ...]) -> Iterator[Fact]:
        for kept in retention_of(category, row, systems, self.words):
            words = sentences.period(kept, self.words)
            place = ", ".join(self.naming.title("systems", name) for name in kept.places)
            yield Fact(words=f"at {place}: {words}" if place else words, path=kept.path, level=kept.level.value)

    def kept_at(self, holder: Holder) -> Iterator[Fact]:
        """Yield how long one of our systems keeps the data in it: each rule once, with what it is about."""
        key = holder.node.key
        system = key.id if key.kind == "systems" else ""
        systems = (system,) if system else ()
        found: dict[Fact, list[str]] = {}
        every: set[str] = set()
        for activity in holder.activities:
            row = self.rows[activity]
            brought = holder.moved_or_held
            data = dict.fromkeys(category for each in brought if each.activity == activity for category in each.data)
            for category in tuple(data) or (None,):
                about = category.title if category is not None else row.title
                every.add(about)
                rules = rules_holding_at(system, retention_of(category, row, systems, self.words), self.words)
                for fact in map(self.kept_as, rules):
                    found.setdefault(fact, []).append(about)
        for category in dict.fromkeys(each for held in holder.holdings if held.activity is None for each in held.data):
            every.add(category.title)
            for fact in map(self.kept_as, kept_in(system, category, self.map.organisation, self.words)):
                found.setdefault(fact, []).append(category.title)
        for fact, names in found.items():
            said = every <= set(names) or _names(fact, dict.fromkeys(names))
            yield fact if said else replace(fact, about=", ".join(dict.fromkeys(names)))

    def kept_as(self, kept: Kept) -> Fact:
        return Fact(words=sentences.period(kept, self.words), path=kept.path, level=kept.level.value)

    def sources(self, row: Row, data: tuple[Category, ...]) -> Iterator[Fact]:
        """Yield where data come from: item, activity, data category, defaults; the closest place that says so."""
        said = False
        for mention, category in row.entries:
            held = mention.detail if mention.record is None else mention.record
            if category in data and getattr(held, "source", None) is not None:
                said = True
                yield from self.source_facts(held.source, (*mention.path, "source"), Level.ITEM)
        if said:
            return
        if row.record.source is not None:
            yield from self.source_facts(row.record.source, (*row.path, "source"), Level.ACTIVITY)
            return
        for category in data:
            stated = getattr(self.naming.record("data_categories", category.id), "source", None)
            if stated is not None:
                said = True
                path = (self.map.organisation, "data_categories", category.id, "source")
                yield from self.source_facts(stated, path, Level.CATEGORY)
        defaults = defaults_of(self.naming.records)
        if not said and defaults is not None and defaults.source is not None:
            path = (self.map.organisation, "organisation", "defaults", "source")
            yield from self.source_facts(defaults.source, path, Level.DEFAULTS)

    def source_facts(self, value: Any, path: Path, level: Level) -> Iterator[Fact]:  # noqa: ANN401
        entries = mentions_of(value, path)
        if not entries:
            yield Fact(words=f"stated as {value.value}", path=path, level=level.value)
        for entry in entries:
            yield Fact(words=self.source_title(entry), path=entry.path, level=level.value)

    def source_title(self, entry: Mention) -> str:
        if entry.record is not None and getattr(entry.record, "title", None) is not None:
            return self.naming.words(entry.record.title)
        kinds = ("systems", "processors", "recipients", "data_subjects", "sources")
        return self.naming.title_among(kinds, entry.id)[0]

    # The rest of the answer

    def countries(self, hops: Iterable[Hop]) -> tuple[tuple[Reach, Hop | None], ...]:
        found: dict[tuple[Path, str], tuple[Reach, Hop | None]] = {}
        for hop in hops:
            for reach in hop.reaches or self.map.nodes[hop.target].reaches:
                if self.match.kind != "countries" or self.lies_there(reach):
                    found.setdefault((reach.path, hop.target.id), (reach, hop))
        for key in sorted(self.nodes):
            for reach in self.map.nodes[key].reaches:
                found.setdefault((reach.path, key.id), (reach, None))
        return tuple(found.values())

    def own_retention(self) -> Iterator[Fact]:
        """Yield the rules that the record itself states: a system's or a category's own."""
        if self.match.kind not in {"systems", "data_categories"} or self.match.path is None:
            return
        record = self.naming.record(self.match.kind, self.match.id)
        stated = getattr(record, "retention", None)
        level = Level.SYSTEM if self.match.kind == "systems" else Level.CATEGORY
        path = (*self.match.path, "retention")
        for kept in rules_at(level, stated, path):
            yield Fact(words=sentences.period(kept, self.words), path=kept.path, level=level.value)


def _names(fact: Fact, titles: Iterable[str]) -> bool:
    """Whether a statement names in its own words the data that it is about."""
    return f"for {', '.join(titles)}" in fact.words
