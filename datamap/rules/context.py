"""What a rule may know: the records of one organisation, the regimes in force, the day, names and flows."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from datamap.catalog.naming import Naming
from datamap.graph.denied import only_denied
from datamap.graph.hops import DataMap, Key
from datamap.graph.mapping import map_of
from datamap.graph.regions import Regions
from datamap.graph.rights import in_force
from datamap.graph.telling import Telling
from datamap.graph.vocabulary import Words
from datamap.load.findings import Finding
from datamap.model.activity import Stage
from datamap.model.inventory import records_of
from datamap.model.notices import NoticeKind, NoticeStatus
from datamap.model.organisation import Organisation
from datamap.model.processing import Scale
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.rights import Right
from datamap.model.said import Said, is_value
from datamap.rules.categories import Specials, is_anonymous
from datamap.rules.grounds import Ground, LawfulBasis
from datamap.rules.kinds import Kinds
from datamap.rules.once import once
from datamap.rules.parties import Parties
from datamap.rules.people import People
from datamap.rules.reached import Legs, legs_of
from datamap.rules.regimes import is_about, parts_under, regimes_in_force
from datamap.rules.told import Told
from datamap.rules.uses import Uses
from datamap.rules.works import Work, works_of

T = TypeVar("T")


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

    def kept(self, name: object, compute: Callable[[], T]) -> T:
        """Return what modules above this one compute once for an organisation, under a name of their own."""
        if name not in self._kept:
            self._kept[name] = compute()
        found: T = self._kept[name]
        return found

    @once
    def _kept(self) -> dict[object, Any]:
        return {}

    def path(self, *parts: str | int) -> Path:
        """Return a path in this organisation."""
        return (self.organisation, *parts)

    def path_of(self, id_: str) -> Path:
        """Return where a party is declared; the organisation for a built-in kind of party."""
        kind = next((kind for kind in ("processors", "recipients", "systems") if id_ in self.of(kind)), None)
        return self.path(kind, id_) if kind is not None else self.path("organisation")

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
    def is_illustration(self) -> bool:
        """Whether all notices are illustrations: the inventory is made from what somebody else has published."""
        notices = self.of("notices").values()
        return bool(notices) and all(notice.status is NoticeStatus.ILLUSTRATION for notice in notices)

    @once
    def restricted_regimes(self) -> Mapping[str, Telling]:
        """The regimes that are said to hold for a part of what the organisation does, each with that part."""
        return parts_under(self.profile, self.words)

    def regimes_over(self, activities: Collection[str] | None, statement: object = None) -> tuple[str, ...]:
        """Return the regimes that hold for any of these activities (`None` for all), and for what a statement is about."""
        parts = self.restricted_regimes
        return tuple(
            regime for regime in self.regimes if regime not in parts or is_about(parts[regime], activities, statement)
        )

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
        return works_of(self.organisation, self.words, self.kinds, self.special)

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
    def watching(self) -> frozenset[str]:
        """The systems that watch people, such as cameras."""
        return self.kinds.all_that_are("systems", "cctv")

    @once
    def backups(self) -> frozenset[str]:
        """The systems that hold copies of others."""
        return self.kinds.all_that_are("systems", "backup")

    def basis_of(self, work: Work) -> LawfulBasis:
        """Return the lawful basis of an activity."""
        return self._bases[work.id]

    @once
    def _bases(self) -> Mapping[str, LawfulBasis]:
        return {id_: LawfulBasis(work) for id_, work in self.works.items()}

    @once
    def grounds(self) -> Mapping[Path, tuple[Ground, Sequence[Work]]]:
        """Every statement of lawful basis that counts, with the activities of ours in which it does."""
        found: dict[Path, tuple[Ground, list[Work]]] = {}
        bases = self._bases
        for work in self.ours:
            for ground in bases[work.id].grounds:
                known = found.get(ground.at)
                if known is None:
                    found[ground.at] = ground, [work]
                else:
                    known[1].append(work)
        return found

    @once
    def uses(self) -> Uses:
        """What records name, and by which activities."""
        return Uses(records=self.records, words=self.words, works=self.works, ours=self.ours)

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
                    found[name] = found.get(name, False) or self.is_told(right)
        return found

    def is_told(self, right: Right) -> bool:
        """Whether the right itself or the defaults say how it is used."""
        return any(is_value(used.how) for used in in_force(right, self.records, self.regions))

    def has_right(self, *names: str) -> bool:
        """Whether one of the rights is declared with a way to use it."""
        return any(self.rights.get(name, False) for name in names)

    # Parties and notices

    @once
    def parties(self) -> Parties:
        """The processors and recipients."""
        return Parties(processors=self.of("processors"), recipients=self.of("recipients"))

    @once
    def denied(self) -> frozenset[Key]:
        """The parties of which it is only said that they get nothing."""
        return only_denied(self.records)

    @once
    def told(self) -> Told:
        """The privacy notices, with what they tell of."""
        notices = (notice for notice in self.of("notices").values() if notice.is_ is NoticeKind.PRIVACY_NOTICE)
        return Told(notices=tuple(notices), ours=self.ours, words=self.words)

    # Flows

    @once
    def flows(self) -> DataMap:
        """The map of nodes and hops: what is said of every hop, at a price; see `legs` for less."""
        return map_of(self.organisation, self.naming)

    @once
    def legs(self) -> Legs:
        """The ways by which data reach others."""
        return legs_of(self.organisation, self.records, self.works, self.uses.of_systems)


def context_of(organisation: str, naming: Naming, date: dt.date) -> Context:
    """Return the context of one organisation, with GDPR assumed where it does not state its regimes."""
    regimes, assumed = regimes_in_force(naming.records.organisation)
    return Context(
        organisation=organisation,
        records=naming.records,
        naming=naming,
        date=date,
        regimes=regimes,
        assumed=assumed,
    )
