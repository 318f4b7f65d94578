"""What a rule may know: the records of one organisation, the regimes in force, the day, names and flows."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap, Hop
from datamap.graph.mapping import map_of
from datamap.graph.regions import Regions
from datamap.graph.rows import Row, coverers_of, rows_of
from datamap.graph.telling import Telling
from datamap.graph.vocabulary import Words
from datamap.load.explain import models_in
from datamap.load.findings import Finding
from datamap.model.activity import Stage
from datamap.model.inventory import each_record, records_of
from datamap.model.notices import NoticeKind
from datamap.model.organisation import Organisation
from datamap.model.parties import Party, Role
from datamap.model.processing import Scale
from datamap.model.provenance import Path
from datamap.model.record import Audience, Scoped
from datamap.model.records import RECORD_TYPES, Records
from datamap.model.references import Reference, mentions
from datamap.model.said import Said, is_value
from datamap.model.trackers import Tracker
from datamap.rules.categories import Specials, is_anonymous
from datamap.rules.entries import entries_of
from datamap.rules.grounds import Ground, LawfulBasis
from datamap.rules.kinds import Kinds
from datamap.rules.once import once
from datamap.rules.people import People
from datamap.rules.reached import Leg, Reached, reached
from datamap.rules.statements import defaulted
from datamap.rules.told import Told
from datamap.rules.works import Common, Work

ASSUMED = "gdpr"
"""The regime under which rules run where an organisation states none."""
_STATIONS = ("systems", "processors", "recipients", "clients")


@dataclass(frozen=True, kw_only=True)
class Context:
    """One organisation as rules see it. Whatever several rules need is computed once, when it is first asked for.

    `regimes` choose the rules; `assumed` says that the organisation states none. `known` holds the ids of all rules;
    `ran` and `found` are filled for the rules that run last.
    """

    organisation: str
    records: Records
    naming: Naming
    date: dt.date
    regimes: tuple[str, ...]
    assumed: bool = False
    known: frozenset[str] = frozenset()
    ran: frozenset[str] = frozenset()
    found: tuple[Finding, ...] = ()

    @once
    def kept(self) -> dict[str, Any]:
        """What modules above this one compute once for an organisation, by a name of their own."""
        return {}

    def path(self, *parts: str | int) -> Path:
        """Return a path in this organisation."""
        return (self.organisation, *parts)

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the records of a kind by identifier."""
        found = self._records.get(kind)
        if found is None:
            found = self._records[kind] = records_of(self.records, kind)
        return found

    @once
    def _records(self) -> dict[str, Mapping[str, Any]]:
        return {}

    def words_of(self, text: Any) -> str:  # noqa: ANN401
        """Return a text in the organisation's first language; empty where nothing is stated."""
        return "" if text is None or isinstance(text, Said) else self.naming.words(text)

    @property
    def profile(self) -> Organisation | None:
        """The record of the organisation itself."""
        return self.records.organisation

    @once
    def words(self) -> Words:
        """Categories of data with what covers them and how sensitive they are."""
        return Words(self.naming)

    @once
    def special(self) -> Mapping[str, bool]:
        """Whether a declared or built-in category of data is special."""
        return Specials(self.words)

    @once
    def regions(self) -> Regions:
        """The countries of areas and of the organisation's own regions."""
        return Regions(self.naming)

    @once
    def kinds(self) -> Kinds:
        """The built-in terms behind identifiers."""
        return Kinds(self.naming)

    # Laws

    @once
    def restricted_regimes(self) -> Mapping[str, Telling]:
        """The regimes that are said to hold for a part of what the organisation does, each with that part."""
        stated = self.profile.regimes if self.profile is not None else None
        scopes = (
            {item.id: item.detail for item in stated if item.detail is not None} if isinstance(stated, tuple) else {}
        )
        return {
            id_: Telling(self.naming, scope, self.words)
            for id_, scope in scopes.items()
            if scope.only is not None or scope.except_ is not None
        }

    def regimes_over(self, activities: Collection[str] | None, statement: object = None) -> tuple[str, ...]:
        """Return the regimes that hold for any of these activities (`None` for all), and for what a statement is about."""

        def holds(regime: str) -> bool:
            part = self.restricted_regimes.get(regime)
            if part is None:
                return True
            if activities is not None and not any(id_ in part.activities for id_ in activities):
                return False
            return not isinstance(statement, Scoped) or part.holds(statement)

        return tuple(regime for regime in self.regimes if holds(regime))

    def under(self, regimes: tuple[str, ...]) -> "Context":
        """Return this context with some of its regimes alone."""
        if regimes == self.regimes:
            return self
        view = self._views.get(regimes)
        if view is None:
            view = self._views[regimes] = replace(self, regimes=regimes)
            known = {name: value for name, value in self.__dict__.items() if name not in view.__dict__}
            view.__dict__.update(known)
        return view

    @once
    def _views(self) -> "dict[tuple[str, ...], Context]":
        return {}

    # Activities

    @once
    def works(self) -> Mapping[str, Work]:
        """All activities by identifier, in the order of the inventory."""
        coverers = coverers_of(self.of("activities"))
        found: dict[str, Work] = {}
        defaults = self.profile.defaults if self.profile is not None else None
        common = Common(
            words=self.words,
            kinds=self.kinds,
            anonymous=frozenset(id_ for id_, record in self.of("data_categories").items() if is_anonymous(record)),
            special=self.special,
            elsewhere=frozenset(id_ for kind in _STATIONS for id_ in self.of(kind)),
            systems=self.of("systems"),
            rows=lambda: self._rows,
            defaults=defaults,
            works=found,
            by_default=defaulted(self.organisation, defaults),
        )
        for id_, record in self.of("activities").items():
            found[id_] = Work(id_, (self.organisation, "activities", id_), record, tuple(coverers.get(id_, ())), common)
        return found

    @once
    def _rows(self) -> Mapping[str, Row]:
        return rows_of(self.organisation, self.words)

    @once
    def _keys(self) -> frozenset[str]:
        found: set[str] = set()
        for work in self.works.values():
            if not work.record.__pydantic_fields_set__ <= found:
                found |= work.record.__pydantic_fields_set__
        return frozenset(found)

    def is_written(self, key: str) -> bool:
        """Whether any activity states a key itself."""
        return key in self._keys

    def by_default(self, key: str) -> Any:  # noqa: ANN401
        """Return what the organisation says for every activity."""
        return getattr(self.profile and self.profile.defaults, key, None)

    def any_states(self, key: str) -> bool:
        """Whether any activity states a key, or a value for it is said of all: what nobody says is not asked of each."""
        return key in self._keys or is_value(self.by_default(key))

    @once
    def current(self) -> tuple[Work, ...]:
        """The activities that have not ended."""
        return tuple([work for work in self.works.values() if work.record.status is not Stage.ENDED])

    @once
    def ours(self) -> tuple[Work, ...]:
        """The current activities of which we are the controller and that can concern personal data."""
        if any(is_anonymous(record) for record in self.of("data_categories").values()):
            return tuple([work for work in self.current if work.is_ours and work.is_personal])
        # Where nobody says that data lead to nobody, only data that are declared in place have to be looked at.
        return tuple(
            [
                work
                for work in self.current
                if (work.record.on_behalf_of is None or work.is_ours)
                and (type(work.record.data) is tuple or work.is_personal)
            ]
        )

    @once
    def large(self) -> Mapping[str, Work]:
        """The current activities on a large scale."""
        works = self.current if self.any_states("scale") else ()
        return {work.id: work for work in works if work.value("scale") is Scale.LARGE}

    @once
    def deciding(self) -> Mapping[str, Work]:
        """The activities of ours that take decisions by machine alone."""
        works = self.ours if self.any_states("automated_decisions") else ()
        return {work.id: work for work in works if work.decides}

    @once
    def systems_in_use(self) -> frozenset[str]:
        """The systems that any activity uses, on its flows or beside them."""
        return frozenset(self.users_of)

    @once
    def places_with_a_period(self) -> frozenset[str]:
        """The places that any rule of retention is about, wherever it stands."""
        stated = [
            getattr(record, "retention", None)
            for kind in _kinds_with("retention")
            for value in self.of(kind).values()
            for record in (value if isinstance(value, tuple) else (value,))
        ]
        if self.profile is not None and self.profile.defaults is not None:
            stated.append(self.profile.defaults.retention)
        for work in self.works.values():
            stated += [getattr(datum.detail, "retention", None) for datum in work.data] if work.is_detailed else []
        entries = [entry for rules in stated if isinstance(rules, tuple) for entry in rules]
        steps = [*entries, *(stage for entry in entries for stage in entry.stages or ())]
        return frozenset(name for step in steps for name in step.at or ())

    @once
    def watching(self) -> frozenset[str]:
        """The systems that watch people, such as cameras."""
        return self.kinds.all_that_are("systems", "cctv")

    @once
    def backups(self) -> frozenset[str]:
        """The systems that hold copies of others."""
        return self.kinds.all_that_are("systems", "backup")

    @once
    def users_of(self) -> Mapping[str, Sequence[Work]]:
        """For each system, the activities that use it."""
        found: dict[str, list[Work]] = {}
        for work in self.works.values():
            for id_ in work.systems:
                if id_ in found:
                    found[id_].append(work)
                else:
                    found[id_] = [work]
        return found

    @once
    def _data_in_use(self) -> tuple[frozenset[str], frozenset[str]]:
        """The categories that activities and trackers name, and those that cover them."""
        return self._named_in(self.works.values())

    @once
    def _data_in_our_use(self) -> tuple[frozenset[str], frozenset[str]]:
        """The same for the activities in which we are the controller."""
        return self._named_in(self.ours)

    def _named_in(self, works: Iterable[Work]) -> tuple[frozenset[str], frozenset[str]]:
        categories = [datum.category for work in works for datum in work.data]
        for tracker in self.of("trackers").values():
            categories += [self.words.category_of(mention.id) for mention in entries_of(tracker.data, ())]
        covering: set[str] = set()
        for category in categories:
            covering |= category.within
        return frozenset(category.id for category in categories), frozenset(covering)

    def is_used_datum(self, id_: str, *, by_us: bool = False) -> bool:
        """Whether any activity uses a category of data, a part of it or what it is a part of.

        With `by_us` only those count in which we are the controller.
        """
        named, covering = self._data_in_our_use if by_us else self._data_in_use
        return id_ in covering or not named.isdisjoint(self.words.category_of(id_).within)

    def basis_of(self, work: Work) -> LawfulBasis:
        """Return the lawful basis of an activity."""
        found = self._bases.get(work.id)
        if found is None:
            found = self._bases[work.id] = LawfulBasis(work)
        return found

    @once
    def _bases(self) -> dict[str, LawfulBasis]:
        return {}

    @once
    def grounds(self) -> Mapping[Path, tuple[Ground, Sequence[Work]]]:
        """Every statement of lawful basis that counts, with the activities of ours in which it does."""
        found: dict[Path, tuple[Ground, list[Work]]] = {}
        for work in self.ours:
            for ground in self.basis_of(work).grounds:
                known = found.get(ground.at)
                if known is None:
                    found[ground.at] = ground, [work]
                else:
                    known[1].append(work)
        return found

    @once
    def measures(self) -> frozenset[str]:
        """The measures that are declared, or named by the organisation, an activity, a system or a party."""
        holders = [self.profile.defaults if self.profile is not None else None]
        for kind in ("activities", "systems", "processors", "recipients"):
            holders += self.of(kind).values()
        named: set[str] = set(self.of("measures"))
        lists = {id(stated): stated for holder in holders if (stated := getattr(holder, "measures", None)) is not None}
        for stated in lists.values():
            if isinstance(stated, tuple):
                named.update([item.id for item in stated])
        return frozenset(named)

    @once
    def protected(self) -> frozenset[str]:
        """The systems and parties for which measures are named."""
        holders = [item for kind in ("systems", "processors", "recipients") for item in self.of(kind).items()]
        return frozenset([id_ for id_, record in holders if is_value(record.measures)])

    # People and rights

    @once
    def people(self) -> People:
        """The groups of people."""
        return People(self.naming, self.kinds)

    @once
    def rights(self) -> Mapping[str, bool]:
        """The built-in rights that are declared, broader ones included, and whether anything says how to use them."""
        found: dict[str, bool] = {}
        for id_, variants in self.of("rights").items():
            for right in variants:
                for name in self.kinds.of("rights", id_, right):
                    found[name] = found.get(name, False) or is_value(right.how)
        return found

    def has_right(self, *names: str) -> bool:
        """Whether one of the rights is declared with a way to use it."""
        return any(self.rights.get(name, False) for name in names)

    # Parties and trackers

    def party(self, id_: str) -> Party | None:
        """Return the record of a declared processor or recipient."""
        found: Party | None = self.of("processors").get(id_) or self.of("recipients").get(id_)
        return found

    def role_of(self, id_: str) -> Role | None:
        """Return the role of a party unless a use says otherwise; `None` for anything that is not one."""
        party = self.party(id_)
        if party is None:
            return None
        return party.role or (Role.PROCESSOR if id_ in self.of("processors") else Role.RECIPIENT)

    def path_of(self, id_: str) -> Path:
        """Return where a party is declared; the organisation for a built-in kind of party."""
        kind = next((kind for kind in ("processors", "recipients", "systems") if id_ in self.of(kind)), None)
        return self.path(kind, id_) if kind is not None else self.path("organisation")

    @once
    def vendors(self) -> frozenset[str]:
        """The vendors of the catalogue that declared parties are."""
        parties = [*self.of("processors").values(), *self.of("recipients").values()]
        return frozenset(party.vendor for party in parties if party.vendor is not None)

    @once
    def _public_members(self) -> frozenset[str]:
        parties = [*self.of("processors").values(), *self.of("recipients").values()]
        groups = [party for party in parties if party.visibility is not Audience.INTERNAL]
        return frozenset(item.id for party in groups for item in party.includes or ())

    def is_in_public_group(self, id_: str) -> bool:
        """Whether a group that the public sees includes a party."""
        return id_ in self._public_members

    @once
    def internal_parties(self) -> frozenset[str]:
        """The parties that only the inside may see."""
        parties = (*self.of("processors").items(), *self.of("recipients").items())
        return frozenset(id_ for id_, party in parties if party.visibility is Audience.INTERNAL)

    @once
    def told(self) -> Told:
        """The privacy notices, with what they tell of."""
        notices = (notice for notice in self.of("notices").values() if notice.is_ is NoticeKind.PRIVACY_NOTICE)
        return Told(notices=tuple(notices), ours=self.ours, words=self.words)

    @once
    def combines(self) -> bool:
        """Whether any party is said to put data together with data from elsewhere."""
        parties = (*self.of("processors").values(), *self.of("recipients").values())
        return any(is_value(party.combines) for party in parties)

    @once
    def trackers_by_name(self) -> Mapping[str, tuple[str, Tracker]]:
        """For each name, the first tracker that bears it, with its identifier."""
        found: dict[str, tuple[str, Tracker]] = {}
        for id_, tracker in self.of("trackers").items():
            for name in tracker.names or (id_,):
                found.setdefault(name, (id_, tracker))
        return found

    # Flows

    @once
    def flows(self) -> DataMap:
        """The map of nodes and hops: what is said of every hop, at a price; see `legs_to` for less."""
        return map_of(self.organisation, self.naming)

    @once
    def hops_of(self) -> Mapping[str | None, tuple[Hop, ...]]:
        """The hops along which data move, by activity; `None` holds those that belong to no single one."""
        found: dict[str | None, list[Hop]] = {}
        for hop in self.flows.hops:
            if hop.moves_data:
                found.setdefault(hop.activity, []).append(hop)
        return {activity: tuple(hops) for activity, hops in found.items()}

    @once
    def used(self) -> Mapping[str, frozenset[str]]:
        """For each kind, the identifiers that some other record names."""
        found: dict[str, set[str]] = {}
        records: list[tuple[str, str, Any]] = [*each_record(self.records), ("", "", self.profile)]
        for kind, id_, record in records:
            for mention in mentions(record):
                if not isinstance(mention, Reference):
                    continue
                for target in mention.target.kinds:
                    if (target, mention.id) != (kind, id_):
                        found.setdefault(target, set()).add(mention.id)
        return {kind: frozenset(ids) for kind, ids in found.items()}

    @once
    def _reached(self) -> Reached:
        return reached(self.organisation, self.records, self.works, self.users_of)

    @once
    def _passing_on(self) -> frozenset[str]:
        """Those from whom any way leads on to a party: most ways end with the first."""
        return frozenset(
            name
            for id_ in (*self.of("processors"), *self.of("recipients"))
            for leg in self.legs_to(id_)
            if len(leg.stations) > 1
            for name in leg.stations[-2]
        )

    def legs_to(self, id_: str) -> Sequence[Leg]:
        """Return the ways by which data reach a party or a system."""
        return self._reached.to.get(id_, ())

    def legs_in(self, activity: str | None) -> Sequence[Leg]:
        """Return the ways in one activity, or those of no activity."""
        return self._reached.within.get(activity, ())

    def after(self, leg: Leg) -> str | None:
        """Return the party to which the same flow goes on from a party, or `None`."""
        if leg.activity is None or leg.target not in self._passing_on:
            return None
        for other in self.legs_in(leg.activity):
            if len(other.stations) > 1 and leg.target in other.stations[-2] and self.party(other.target) is not None:
                return other.target
        return None

    def received_in(self, activity: str) -> Sequence[Leg]:
        """Return the ways by which somebody else gets data in an activity: parties, kinds of party, systems of others."""
        return self.legs_in(activity)


def _kinds_with(key: str) -> list[str]:
    """Return the kinds whose records can state a key."""
    kinds = ((kind, models_in(type_)) for kind, type_ in RECORD_TYPES.items() if kind != "organisation")
    return [kind for kind, models in kinds if any(key in model.model_fields for model in models)]


def context_of(organisation: str, naming: Naming, date: dt.date) -> Context:
    """Return the context of one organisation, with GDPR assumed where it does not state its regimes."""
    profile = naming.records.organisation
    stated = profile.regimes if profile is not None else None
    assumed = stated is None or stated is Said.UNKNOWN
    named = tuple(item.id for item in stated) if isinstance(stated, tuple) else ()
    return Context(
        organisation=organisation,
        records=naming.records,
        naming=naming,
        date=date,
        regimes=(ASSUMED,) if assumed else named,
        assumed=assumed,
    )
