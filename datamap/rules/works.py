"""Activities as rules read them: our role, what is stated or inherited, and what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from datamap.graph.hops import OurRole
from datamap.graph.rows import Row, coverers_of, covering, our_role_in, rows_of
from datamap.graph.vocabulary import Mention, Words
from datamap.model.activity import Activity
from datamap.model.inventory import records_of
from datamap.model.processing import AutomatedDecisions, Processing
from datamap.model.provenance import Path
from datamap.model.said import Said
from datamap.model.systems import is_on_devices
from datamap.rules.categories import Datum, is_anonymous
from datamap.rules.entries import entries_of
from datamap.rules.kinds import Kinds
from datamap.rules.once import once
from datamap.rules.statements import Statement, defaulted


@dataclass(frozen=True, eq=False, kw_only=True)
class Common:
    """What all activities of one organisation share.

    `anonymous` are the declared categories that lead to nobody, `special` says whether a category is one of Art. 9 or
    10, `elsewhere` holds the stations of flows that are no people, `works` all activities, `by_default` what is said
    for every one of them.
    """

    organisation: str
    words: Words
    kinds: Kinds
    anonymous: frozenset[str]
    special: Mapping[str, bool]
    elsewhere: frozenset[str]
    systems: Mapping[str, Any]
    defaults: Processing | None
    works: "Mapping[str, Work]"
    by_default: Mapping[str, Statement]

    @once
    def rows(self) -> Mapping[str, Row]:
        """What the graph reads of each activity, by identifier."""
        return rows_of(self.organisation, self.words)

    def is_our_system(self, station: str) -> bool:
        """Whether a station of a flow is a system that nobody else decides about and that is with us."""
        system = self.systems.get(station)
        return system is not None and not isinstance(system.controlled_by, tuple) and not is_on_devices(system)


@dataclass(eq=False)
class Work:
    """One activity. `coverers` are the identifiers of those whose `includes` names this one. Not to be changed.

    Not frozen: that would double the time it takes to make ten thousand of them.
    """

    id: str
    at: Path
    record: Activity
    coverers: tuple[str, ...]
    common: Common
    _statements: dict[str, Statement] = field(default_factory=dict, init=False, repr=False)

    @once
    def role(self) -> OurRole:
        """Our role. Whoever says `on_behalf_of: unknown` acts for somebody."""
        return OurRole.PROCESSOR if self.record.on_behalf_of is Said.UNKNOWN else our_role_in(self.record)

    @property
    def is_ours(self) -> bool:
        """Whether we are the controller, alone or with others."""
        return self.record.on_behalf_of is None or self.role is not OurRole.PROCESSOR

    # What is stated

    @once
    def row(self) -> Row:
        """What the graph reads of this activity."""
        return self.common.rows[self.id]

    def stated(self, key: str) -> Statement:
        """Return what holds for a key: said here, by an activity that covers this one, or for every activity."""
        known = self._statements.get(key)
        if known is None:
            own = getattr(self.record, key)
            if own is not None:
                known = Statement(own, (*self.at, key))
            else:
                above = self._stated_above(key) if self.coverers else None
                known = above or self.common.by_default.get(key) or Statement(None, self.at)
            self._statements[key] = known
        return known

    def value(self, key: str) -> Any:  # noqa: ANN401
        """Return what holds for a key, without where that was said: for whoever asks every activity."""
        own = getattr(self.record, key)
        if own is not None:
            return own
        if self.coverers:
            return self.stated(key).value
        default = self.common.by_default.get(key)
        return default.value if default is not None else None

    def _stated_above(self, key: str) -> Statement | None:
        for work in self.covering:
            value = getattr(work.record, key)
            if value is not None:
                return Statement(value, (*work.at, key))
        return None

    def stated_closely(self, key: str) -> Statement:
        """Return what is said here or for every activity, not by an activity that covers this one."""
        own = getattr(self.record, key)
        if own is not None or self.common.defaults is None:
            return Statement(own, (*self.at, key))
        return Statement(getattr(self.common.defaults, key), (self.at[0], "organisation", "defaults", key))

    def stated_or_in_parts(self, key: str) -> Statement:
        """Return what holds for a key; an activity that covers others may leave it to them."""
        found = self.stated(key)
        if found.value is not None or self.record.includes is None:
            return found
        parts = (work.stated_or_in_parts(key) for work in self.parts if self.id not in {each.id for each in work.parts})
        return next((part for part in parts if part.value is not None), found)

    def value_or_in_parts(self, key: str) -> Any:  # noqa: ANN401
        """Return what `stated_or_in_parts` does, without where that was said."""
        found = self.value(key)
        return found if found is not None or self.record.includes is None else self.stated_or_in_parts(key).value

    @once
    def covering(self) -> tuple["Work", ...]:
        """The activities that cover this one, the closest first."""
        if not self.coverers:
            return ()
        works = self.common.works
        return tuple(works[id_] for id_ in covering(self.id, lambda each: works[each].coverers))

    @once
    def is_heading(self) -> bool:
        """Whether it only stands above others: no purpose and no flow is its own, so each part answers for itself."""
        parts, above = {part.id for part in self.parts}, {work.id for work in self.covering}
        return bool(parts - above) and self.record.purposes is None and self.record.flows is None

    def leaves_to_parts(self, key: str) -> bool:
        """Whether it only stands above others and says nothing of a key."""
        return self.record.includes is not None and self.is_heading and getattr(self.record, key) is None

    @property
    def parts(self) -> tuple["Work", ...]:
        """The activities that this one covers."""
        if self.record.includes is None:
            return ()
        return tuple(
            self.common.works[item.id]
            for item in self.record.includes or ()
            if item.id in self.common.works and item.id != self.id
        )

    @once
    def purposes(self) -> tuple[Mention, ...]:
        """The purposes stated here."""
        return entries_of(self.record.purposes, (*self.at, "purposes"))

    @once
    def purpose_kinds(self) -> frozenset[str]:
        """The built-in terms that its purposes are, broader ones included."""
        return _united([self.common.kinds.of("purposes", each.id, each.record) for each in self.purposes])

    @once
    def system_kinds(self) -> frozenset[str]:
        """The built-in terms that its systems are, broader ones included."""
        return _united([self.common.kinds.of("systems", id_) for id_ in self.systems])

    @once
    def subjects(self) -> tuple[Mention, ...]:
        """The groups of people that hold here."""
        found = self.stated("subjects")
        return entries_of(found.value, found.path)

    @once
    def data(self) -> tuple[Datum, ...]:
        """The data stated here."""
        found = []
        declared = records_of(self.common.words.naming.records, "data_categories")
        for mention in entries_of(self.record.data, (*self.at, "data")):
            record = mention.record or declared.get(mention.id)
            found.append(Datum(mention.id, self.common.words.category(mention), mention.detail, record, mention.path))
        return tuple(found)

    @once
    def is_detailed(self) -> bool:
        """Whether anything is said beside a category of its data, or a category is declared in place."""
        data = self.record.data
        if type(data) is tuple:
            for item in data:  # noqa: SIM110 - asked of every activity: a generator costs more than what it asks
                if item.detail is not None:
                    return True
            return False
        return isinstance(data, dict)

    @once
    def personal(self) -> tuple[Datum, ...]:
        """The data stated here but those that are said to lead to nobody."""
        return tuple(datum for datum in self.data if not is_anonymous(datum.record))

    @once
    def is_personal(self) -> bool:
        """Whether any data here can be personal; without a word on the data they can."""
        data = self.record.data
        if not isinstance(data, dict) and not self.common.anonymous:
            return True
        if isinstance(data, tuple) and data and not self.is_detailed:
            return not self.common.anonymous.issuperset(item.id for item in data)
        return not self.data or bool(self.personal)

    @once
    def stations(self) -> frozenset[str]:
        """The identifiers on its flows."""
        flows = self.record.flows
        paths = (flow.path for flow in (flows if isinstance(flows, tuple) else ()))
        return frozenset(name for path in paths for station in path for name in station)

    @once
    def systems(self) -> tuple[str, ...]:
        """The systems it uses, on its flows or beside them."""
        declared = self.common.systems
        flows, beside = self.record.flows, self.record.systems
        found: dict[str, None] = {}
        if isinstance(flows, tuple):
            for flow in flows:
                for station in flow.path:
                    for name in station:
                        if name in declared:
                            found[name] = None
        if isinstance(beside, tuple):
            found.update((item.id, None) for item in beside if item.id in declared)
        return tuple(found)

    @property
    def decides(self) -> bool:
        """Whether it takes decisions by machine alone."""
        return isinstance(self.value("automated_decisions"), AutomatedDecisions)

    @once
    def special(self) -> tuple[Datum, ...]:
        """The data stated here that are special categories (Art. 9) or on offences (Art. 10)."""
        data = self.record.data
        if not self.is_detailed and isinstance(data, tuple):
            special = self.common.special
            if not any(special[item.id] for item in data):
                return ()
        return tuple(datum for datum in self.personal if datum.category.is_special)


def _united(sets: list[frozenset[str]]) -> frozenset[str]:
    """Return the union; most have one set, which is then taken as it is."""
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)


def works_of(organisation: str, words: Words, kinds: Kinds, special: Mapping[str, bool]) -> Mapping[str, Work]:
    """Return all activities of an organisation by identifier, in the order of the inventory."""
    records = words.naming.records
    activities = records_of(records, "activities")
    coverers = coverers_of(activities)
    defaults = records.organisation.defaults if records.organisation is not None else None
    categories = records_of(records, "data_categories")
    found: dict[str, Work] = {}
    common = Common(
        organisation=organisation,
        words=words,
        kinds=kinds,
        anonymous=frozenset(id_ for id_, record in categories.items() if is_anonymous(record)),
        special=special,
        elsewhere=frozenset(id_ for kind in _STATIONS for id_ in records_of(records, kind)),
        systems=records_of(records, "systems"),
        defaults=defaults,
        works=found,
        by_default=defaulted(organisation, defaults),
    )
    for id_, record in activities.items():
        found[id_] = Work(id_, (organisation, "activities", id_), record, tuple(coverers.get(id_, ())), common)
    return found


_STATIONS = ("systems", "processors", "recipients", "clients")
