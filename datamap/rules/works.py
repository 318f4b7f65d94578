"""Activities as rules read them: our role, what is stated or inherited, the lawful basis of each purpose and datum."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from datamap.graph.hops import Category, OurRole
from datamap.graph.rows import Row, covering, our_role_in
from datamap.graph.vocabulary import Mention, Words
from datamap.model.activity import Activity, DataDetail
from datamap.model.basis import Basis
from datamap.model.inventory import records_of
from datamap.model.people import Identifiable
from datamap.model.processing import AutomatedDecisions, Processing
from datamap.model.provenance import Path
from datamap.model.said import Said, is_value
from datamap.rules.entries import entries_of
from datamap.rules.kinds import Kinds
from datamap.rules.once import once

_ANONYMOUS = "anonymised"


class Statement(NamedTuple):
    """What was said for a key, and where; `value` is `None` where nobody says anything."""

    value: Any
    path: Path

    @property
    def is_value(self) -> bool:
        """Whether something was said beyond `none` and `unknown`."""
        return is_value(self.value)

    @property
    def is_gap(self) -> bool:
        """Whether nothing was said, or that it is unknown; `none` is a statement."""
        return is_gap(self.value)


def is_gap(value: Any) -> bool:  # noqa: ANN401
    """Whether nothing was said, or that it is unknown; `none` is a statement."""
    return value is None or value is Said.UNKNOWN


class Datum(NamedTuple):
    """One entry of an activity's data: the category, what was said beside it, and where."""

    id: str
    category: Category
    detail: DataDetail | None
    record: Any
    at: Path


class Ground(NamedTuple):
    """A statement of lawful basis, and where it stands."""

    basis: Basis
    at: Path


@dataclass(frozen=True, eq=False, kw_only=True)
class Common:
    """What all activities of one organisation share.

    `rows` gives what the graph reads of each, `anonymous` the declared categories that lead to nobody, `special` says
    whether a category is one of Art. 9 or 10, `elsewhere` holds the stations of flows that are no people, `works` all
    activities, `by_default` what is said for every one of them.
    """

    words: Words
    kinds: Kinds
    anonymous: frozenset[str]
    special: Mapping[str, bool]
    elsewhere: frozenset[str]
    systems: Mapping[str, Any]
    rows: Callable[[], Mapping[str, Row]]
    defaults: Processing | None
    works: "Mapping[str, Work]"
    by_default: Mapping[str, Statement]

    def is_our_system(self, station: str) -> bool:
        """Whether a station of a flow is a system that nobody else decides about."""
        system = self.systems.get(station)
        return system is not None and not isinstance(system.controlled_by, tuple)


def defaulted(organisation: str, defaults: Processing | None) -> Mapping[str, Statement]:
    """Return what is said for every activity, by key."""
    stated = {key: getattr(defaults, key, None) for key in Processing.model_fields}
    return {
        key: Statement(value, (organisation, "organisation", "defaults", key))
        for key, value in stated.items()
        if value is not None
    }


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
        return self.common.rows()[self.id]

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

    # Lawful basis: item, activity, purpose, defaults

    @once
    def grounded(self) -> tuple[tuple[Mention, tuple[Ground, ...] | Said | None], ...]:
        """Each purpose stated here with its bases, or with what is said in their place."""
        return tuple([(purpose, self.grounds_of_purpose(purpose)) for purpose in self.purposes])

    def grounds_of_purpose(  # noqa: PLR0911 - one return for each place in which a basis can stand
        self, purpose: Mention
    ) -> tuple[Ground, ...] | Said | None:
        """Return the bases for one purpose, or what is said in their place."""
        in_place = getattr(purpose.record, "basis", None)
        if in_place is not None:
            return _grounds(in_place, (*purpose.path, "basis"))
        own = self._own_grounds
        fitting = [ground for ground in own if _covers_purpose(ground.basis, purpose.id)]
        if fitting:
            return own if len(fitting) == len(own) else tuple(fitting)
        if isinstance(self.record.basis, Said):
            return self.record.basis
        shared = getattr(self.common.words.naming.record("purposes", purpose.id), "basis", None)
        if shared is not None:
            return _grounds(shared, (self.at[0], "purposes", purpose.id, "basis"))
        for work in self.covering:
            if work.record.basis is not None and any(each.id == purpose.id for each in work.purposes):
                found = _grounds(work.record.basis, (*work.at, "basis"))
                if isinstance(found, Said):
                    return found
                above = tuple(ground for ground in found if _covers_purpose(ground.basis, purpose.id))
                if above:
                    return above
        if self._default is not None:
            return self._default
        by_datum = tuple(
            ground
            for datum in (self.data if self.is_detailed else ())
            for ground in _datum_grounds(datum)
            if _needed(datum.detail, purpose.id) and _covers_purpose(ground.basis, purpose.id)
        )
        return by_datum or None

    def has_basis(self, purpose: Mention) -> bool:
        """Whether a purpose stated here has a basis, here or in a part that names the same purpose."""
        return isinstance(self.grounds_of_purpose(purpose), tuple) or any(
            isinstance(part.grounds_of_purpose(each), tuple)
            for part in (self.parts if self.record.includes is not None else ())
            for each in part.purposes
            if each.id == purpose.id
        )

    @property
    def lacks_any_basis(self) -> bool:
        """Whether no purpose is named, here or above, that could have a basis, and none is stated without one."""
        if self.purposes or self.stated_closely("basis").is_value or self.leaves_to_parts("basis"):
            return False
        return not any(work.purposes for work in self.covering)

    def grounds_of_datum(self, datum: Datum) -> tuple[Ground, ...]:
        """Return the bases that cover one category of data, from the closest place that has one."""
        item = tuple(_datum_grounds(datum))
        if item:
            return item
        own = tuple(ground for ground in self._own_grounds if _covers_datum(ground.basis, datum))
        if own:
            return own
        needed = getattr(datum.detail, "needed_for", None)
        wanted = {item.id for item in needed} if isinstance(needed, tuple) else None
        by_purpose: list[Ground] = []
        for purpose in self.purposes:
            if wanted is None or purpose.id in wanted:
                found = self.grounds_of_purpose(purpose)
                by_purpose.extend(found if isinstance(found, tuple) else ())
        return tuple(ground for ground in dict.fromkeys(by_purpose) if _covers_datum(ground.basis, datum))

    @once
    def grounds(self) -> tuple[Ground, ...]:
        """Every basis that counts somewhere in this activity, each once."""
        bases = self.record.basis
        if type(bases) is tuple and len(bases) == 1 and self._names_all_in_lists and covers_any_purpose(bases[0]):
            return (Ground(bases[0], (*self.at, "basis", 0)),)
        own = self._own_grounds
        if own and not self.is_detailed and self._own_grounds_hold:
            return own
        found: dict[Path, Ground] = {ground.at: ground for ground in own}
        for datum in self.data if self.is_detailed else ():
            found.update((ground.at, ground) for ground in _datum_grounds(datum))
        for _, of_purpose in self.grounded:
            found.update((ground.at, ground) for ground in (of_purpose if isinstance(of_purpose, tuple) else ()))
        if not found and not self.purposes:
            stated = self.stated("basis")
            by_default = _grounds(stated.value, stated.path)
            found.update((ground.at, ground) for ground in (by_default if isinstance(by_default, tuple) else ()))
        return tuple(found.values())

    @property
    def _names_all_in_lists(self) -> bool:
        """Whether its purposes and its data are named in lists, with nothing beside a category."""
        return type(self.record.purposes) is tuple and type(self.record.data) is tuple and not self.is_detailed

    @property
    def _own_grounds_hold(self) -> bool:
        """Whether its own bases hold for all its purposes, and nothing else does."""
        if not isinstance(self.record.purposes, dict):
            for ground in self._own_grounds:
                if not covers_any_purpose(ground.basis):
                    break
            else:
                return True
        own = self._own_grounds
        return all(of_purpose is own for _, of_purpose in self.grounded)

    @once
    def basis_kinds(self) -> frozenset[str]:
        """The kinds of basis that count somewhere in this activity."""
        grounds = self.grounds
        if len(grounds) == 1:
            return frozenset(grounds[0].basis.kinds)
        return frozenset([kind for ground in grounds for kind in ground.basis.kinds])

    @once
    def _own_grounds(self) -> tuple[Ground, ...]:
        found = _grounds(self.record.basis, (*self.at, "basis"))
        return found if isinstance(found, tuple) else ()

    @property
    def _default(self) -> tuple[Ground, ...] | Said | None:
        if self.common.defaults is None or self.common.defaults.basis is None:
            return None
        return _grounds(self.common.defaults.basis, (self.at[0], "organisation", "defaults", "basis"))


class Specials(dict[str, bool]):
    """Whether a declared or built-in category of data is special; what was asked once is remembered."""

    def __init__(self, words: Words) -> None:
        """Take what knows the categories."""
        super().__init__()
        self.words = words

    def __missing__(self, id_: str) -> bool:
        """Look a category up."""
        found = self[id_] = self.words.category_of(id_).is_special
        return found


def is_anonymous(record: Any) -> bool:  # noqa: ANN401
    """Whether a category of data is said to lead to nobody."""
    return getattr(record, "identifiable", None) is Identifiable.NOT or _ANONYMOUS in (
        getattr(record, "form", None) or ()
    )


def _united(sets: list[frozenset[str]]) -> frozenset[str]:
    """Return the union; most have one set, which is then taken as it is."""
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)


def _grounds(value: Any, path: Path) -> tuple[Ground, ...] | Said:  # noqa: ANN401
    if isinstance(value, Said):
        return value
    bases = value if isinstance(value, tuple) else ()
    if len(bases) == 1:
        return (Ground(bases[0], (*path, 0)),)
    return tuple([Ground(basis, (*path, number)) for number, basis in enumerate(bases)])


def _datum_grounds(datum: Datum) -> Iterator[Ground]:
    stated = getattr(datum.detail, "basis", None)
    found = _grounds(stated, (*datum.at, "basis"))
    yield from found if isinstance(found, tuple) else ()


def _needed(detail: DataDetail | None, purpose: str) -> bool:
    needed = getattr(detail, "needed_for", None)
    return not isinstance(needed, tuple) or any(item.id == purpose for item in needed)


def covers_any_purpose(basis: Basis) -> bool:
    """Whether nothing in a basis says for which purposes it holds."""
    return basis.purposes is None and basis.only is None


def _covers_purpose(basis: Basis, purpose: str) -> bool:
    if basis.purposes is not None and all(item.id != purpose for item in basis.purposes):
        return False
    chosen = basis.only.purpose if basis.only is not None else None
    return chosen is None or purpose in chosen


def _covers_datum(basis: Basis, datum: Datum) -> bool:
    if basis.data is not None and datum.category.within.isdisjoint(item.id for item in basis.data):
        return False
    chosen = basis.only.data if basis.only is not None else None
    return chosen is None or not datum.category.within.isdisjoint(chosen)
