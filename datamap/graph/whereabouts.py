"""Where something is: who holds it, where it came from, who gets it and how long it stays, with its sources.

What is found is set out in `sought`. Where only a wider kind of the data asked for is named, or none, the data may be
there, and that is said apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from datamap.catalog.naming import Naming
from datamap.graph import sentences
from datamap.graph.answer import Whereabouts
from datamap.graph.chains import Chain, chains_through
from datamap.graph.holders import KEEPING, Holder, Holding, contact_of, holders_of, possible_holders
from datamap.graph.hops import RUN_BY_OTHERS, Category, DataFrom, DataMap, Group, Hop, HopKind, Key, Node, Reach
from datamap.graph.matching import Match
from datamap.graph.named_at import naming_of_contact, naming_of_party, naming_of_people, naming_of_place, reached_by
from datamap.graph.portions import limits_of, portions_of
from datamap.graph.requests import Fact, requests_of
from datamap.graph.rows import Row
from datamap.graph.scopes import chosen
from datamap.graph.sought import Sought
from datamap.graph.stated import Stated
from datamap.graph.vocabulary import mentions_of, scopes

_SILENT = frozenset({DataFrom.MISSING, DataFrom.UNKNOWN})
_STATIONS = frozenset({"systems", "processors", "recipients", "vendors"})
"""Kinds of which whoever is behind them counts too: what is erased here is to be erased there."""


def whereabouts(match: Match, data_map: DataMap, naming: Naming) -> Whereabouts:
    """Return where a thing is in one organisation, from the map and the records behind it."""
    return _Search(Sought(match, data_map, naming)).answer()


class _Search:
    def __init__(self, sought: Sought) -> None:
        self.sought = sought
        self.match, self.map, self.words = sought.match, sought.map, sought.words
        self.stated = Stated(sought)

    def answer(self) -> Whereabouts:
        organisation, kind = self.map.organisation, self.match.kind
        by_record = tuple(self.held_by_record())
        hops = (*(hop for hop in self.map.hops if self.sought.concerns(hop)), *self.run_by_others(by_record))
        rows = [row for row in self.sought.rows.values() if self.sought.is_in(row, hops)]
        found = self.chains(hops)
        told = tuple(hop for chain in found for hop in chain.hops) if kind in _STATIONS else hops
        holdings = (*by_record, *self.held_in_activities(rows, hops))
        held = [self.described(each) for each in holders_of(self.map, hops, dict.fromkeys((*hops, *told)), holdings)]
        silent = tuple(self.silent({row.id for row in rows})) if self.sought.is_data else ()
        countries = self.countries(hops)
        return Whereabouts(
            organisation=organisation,
            organisation_title=self.map.title,
            titles={key: node.title for key, node in self.map.nodes.items()},
            activity_titles={id_: named.title for id_, named in self.map.activities.items()},
            scopes={
                **self.map.scopes,
                **{
                    selector: chosen(selector, self.words.naming)
                    for row in rows
                    for selector in (*scopes("only", row.record), *scopes("except_", row.record))
                },
            },
            match=self.match,
            regimes=self.map.regimes,
            counted=tuple(self.counted(rows, (*hops, *holdings))) if self.sought.is_data else (),
            activities=tuple(self.stated.in_activity(row, hops) for row in rows),
            chains=found,
            holders=tuple(held),
            possible=tuple(
                self.described(holder)
                for holder in possible_holders(
                    self.map, silent, {holder.node.key for holder in held if holder.is_certain}
                )
            ),
            countries=countries,
            retention=tuple(self.stated.own_retention()),
            requests=tuple(
                requests_of(
                    self.words,
                    organisation,
                    rows,
                    self.sought.concerns_people,
                    contact=self.match.id if kind == "contacts" else None,
                )
            ),
            reached=tuple(reached_by(self.words, organisation, self.match.id)) if kind == "contacts" else (),
            mentions=tuple(
                naming_of_contact(self.words, organisation, self.match.id)
                if kind == "contacts"
                else naming_of_place(self.words, organisation, self.match.id, {reach.path for reach, _ in countries})
                if kind == "countries"
                else (*self.received(), *naming_of_people(self.words, organisation, self.match.id))
                if kind == "data_subjects"
                else naming_of_party(self.words, organisation, self.match.id)
                if kind in {"processors", "recipients"} and not self.sought.nodes
                else ()
            ),
            silent=silent,
        )

    def described(self, holder: Holder) -> Holder:
        """Return a holder with its portions, how long it keeps the data for us, and how it is reached."""
        held = [(each.activity, each.data) for each in holder.holdings if each.activity is not None]
        around = {id_: limits_of(self.sought.rows[id_].record, self.words) for id_ in holder.activities}
        return replace(
            holder,
            portions=portions_of(holder.node.key, holder.hops, held, around),
            retention=tuple(self.stated.kept_at(holder)) if holder.part in KEEPING else (),
            contact=tuple(contact_of(holder, self.words)),
        )

    # What is with us though no hop brings it

    def held_by_record(self) -> Iterator[Holding]:
        """Yield what systems hold by their own records."""
        for key, node in self.map.nodes.items():
            data = tuple(category for category in node.holds if self.is_held(category, key))
            if data:
                path = (self.map.organisation, "systems", key.id, "holds")
                stated = getattr(self.sought.naming.record("systems", key.id), "holds", None)
                beside = {entry.id: sentences.beside(entry.detail, self.words) for entry in mentions_of(stated, path)}
                in_words = tuple(f"{category.title}{beside.get(category.id, '')}" for category in data)
                yield Holding(node=node, data=data, in_words=in_words, path=path)

    def is_held(self, category: Category, system: Key) -> bool:
        """Whether a category in a system is, or can be, what is asked for."""
        sought = self.sought
        if sought.is_data:
            return sought.is_asked(category)
        if self.match.kind == "countries":
            return any(sought.lies_there(reach) for reach in self.map.nodes[system].reaches)
        if not sought.is_people:
            return system in sought.nodes
        about = {
            row.id
            for row in sought.rows.values()
            for subject in row.subjects
            if sought.is_of_group(subject.id)
            and any(each.carries(category.id) or category.carries(each.id) for each in row.data_about(subject.id))
        }
        using = {hop.activity for hop in sought.whole.hops if hop.moves_data and system in {hop.source, hop.target}}
        return bool(about & using) if using - {None} else bool(about)

    def run_by_others(self, holdings: Iterable[Holding]) -> Iterator[Hop]:
        """Yield the hops to whoever hosts or operates a system for what it holds of the people asked for."""
        if not self.sought.is_people:
            return
        held = {holding.node.key: set(holding.data) for holding in holdings}
        for hop in self.map.hops:
            if hop.kind in RUN_BY_OTHERS and hop.activity is None and hop.source in held:
                data = tuple(category for category in hop.data if category in held[hop.source])
                if data:
                    yield replace(hop, data=data)

    def held_in_activities(self, rows: Iterable[Row], hops: Iterable[Hop]) -> Iterator[Holding]:
        """Yield the data of activities that no hop moves: they are with us, and nothing says where."""
        if self.match.kind not in {"data_categories", "data_subjects", "activities"}:
            return
        key = Key("organisation", self.map.organisation)
        node = self.map.nodes.get(key) or Node(
            key=key, title=self.map.title, group=Group.OURSELVES, path=(self.map.organisation, "organisation")
        )
        for row in rows:
            moved = [hop for hop in hops if hop.activity == row.id and hop.moves_data]
            asked = self.sought.data_in(row)
            carried = {category for hop in moved for category in hop.data}
            data = tuple(
                each for each in asked if not any(each.carries(other.id) or other.carries(each.id) for other in carried)
            )
            if data:
                people = self.sought.people_in(row, data)
                yield Holding(node=node, data=data, people=people, activity=row.id, path=row.path)

    def counted(self, rows: Iterable[Row], hops: Iterable[Hop | Holding]) -> Iterator[Category]:
        """Yield what is found under another name, in the order of the activities."""
        named = (category for row in rows for category in row.data if self.sought.is_asked(category))
        carried = (category for hop in hops for category in hop.data)
        yield from (each for each in dict.fromkeys((*named, *carried)) if each.id != self.match.id)

    def silent(self, chosen: set[str]) -> Iterator[Hop]:
        """Yield the hops that may carry the data: they name none, or a wider kind and nothing that surely has them."""
        wider = self.words.category_of(self.match.id).within
        getting: set[tuple[str | None, str, Key]] = set()
        for before, hop in zip(self.sought.whole.hops, self.map.hops, strict=True):
            if hop.kind is HopKind.MEMBER:
                # A member may have what its group has, or may have.
                is_silent = (hop.activity, hop.detail, hop.source) in getting
            else:
                names_wider = not hop.data and any(category.id in wider for category in before.data)
                is_silent = names_wider or (hop.activity in chosen and hop.data_from in _SILENT)
            if hop.data or is_silent:
                getting.add((hop.activity, hop.detail, hop.target))
            if hop.moves_data and is_silent:
                yield before

    def received(self) -> Iterator[Fact]:
        """Yield where people asked for get data about others: those are no answer to a request of theirs."""
        for whole, hop in zip(self.sought.whole.hops, self.map.hops, strict=True):
            if hop.target in self.sought.people_asked() and id(hop) in self.sought.about_others:
                title = self.map.activities[hop.activity].title if hop.activity is not None else self.map.title
                of = ", ".join(subject.title for subject in whole.subjects)
                may = " (may)" if hop.may else ""
                yield Fact(words=f"{title}: gets data of others{may}: {of}", path=hop.paths[0])

    # The ways, and the places at their ends

    def chains(self, hops: tuple[Hop, ...]) -> tuple[Chain, ...]:
        found = chains_through(self.map, hops, beyond=not self.sought.is_data)
        if not self.sought.is_people:
            return found
        # Other people's data take the same way: that is an answer to another question.
        asked = self.sought.people_asked()
        return tuple(
            chain for chain in found if chain.stations[0].kind != "data_subjects" or chain.stations[0] in asked
        )

    def countries(self, hops: Iterable[Hop]) -> tuple[tuple[Reach, Hop | None], ...]:
        """Return each country that is reached, once for a statement and a station, with the first hop there if any."""
        found: dict[object, tuple[Reach, Hop | None]] = {}
        for hop in hops:
            for reach in hop.reaches or self.map.nodes[hop.target].reaches:
                if self.match.kind != "countries" or self.sought.lies_there(reach):
                    found.setdefault((reach.path, hop.target.id), (reach, hop))
        for key in sorted(self.sought.nodes):
            for reach in self.map.nodes[key].reaches:
                found.setdefault((reach.path, key.id), (reach, None))
        return tuple(found.values())
