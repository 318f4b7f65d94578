"""What one notice tells of: the records that are left under its `about`, `only` and `except`.

A statement goes if its own selectors and those of the notice have nothing in common. The people, data and purposes of a
statement are narrowed to those that the notice is for; one of which something is stated and nothing is left goes, one
of which nothing is stated stays: what is not said is not excluded. With a statement goes whatever it alone named.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from datamap.catalog.naming import Naming
from datamap.graph.regions import Regions
from datamap.graph.rows import rows_of
from datamap.graph.vocabulary import Words
from datamap.model.activity import Activity
from datamap.model.basis import Basis
from datamap.model.flows import Flow
from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import records_of
from datamap.model.items import Item, Refers
from datamap.model.kept import Kept, numbered
from datamap.model.notices import Notice
from datamap.model.organisation import Entity
from datamap.model.record import Scoped, Selector
from datamap.model.records import KINDS, ONE_NAME_SPACE, Records
from datamap.model.references import Reference, mentions, plan_of

_SELECTING = {"subjects": "subjects", "data": "data", "purposes": "purpose", "needed_for": "purpose"}
"""Keys whose entries a selector chooses among, each with the key of the selector."""
_SAYING = frozenset({*_SELECTING, "activities", "uses"})
"""Keys that say what a statement is about: where nothing is left of one, nothing is left of the statement."""
_APART = frozenset({"organisation", "notices", "conflicts", "waivers", "fields", "laws", "products", "regions"})
"""Kinds of which no record goes: they describe, or are about the inventory itself."""
NAMED_ONLY = (
    "data_subjects", "data_categories", "purposes", "systems", "processors", "recipients", "clients", "measures",
    "schedules", "arrangements",
)  # fmt: skip
"""Kinds of which a record goes with the last statement that named it."""
_KINDS_OF = {"subjects": "data_subjects", "purpose": "purposes"}
_GONE = object()


def is_restricted(notice: Notice) -> bool:
    """Whether a notice tells of less than everything."""
    return notice.about is not None or notice.only is not None or notice.except_ is not None


def left_out(activity: Activity, told: Collection[Activity]) -> tuple[str, ...]:
    """Return the people, data and purposes of an activity of which none of its restricted versions tells."""
    return tuple(
        name
        for key in ("subjects", "data", "purposes")
        for name in dict.fromkeys(_names(getattr(activity, key)))
        if not any(name in _names(getattr(version, key)) for version in told)
    )


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    if isinstance(value, Mapping):
        return tuple(value)
    return tuple(item.id for item in value) if isinstance(value, tuple) else ()


class Telling:
    """Restricts the records of one organisation to what one notice tells of, or to what one law is about."""

    def __init__(
        self, naming: Naming, scope: Scoped, words: Words | None = None, *, without: Collection[str] = ()
    ) -> None:
        """Take the names of all records, and the statement whose `only`, `except` and, at a notice, `about` count.

        `without` names kinds of records of which nothing is told.
        """
        self.naming = naming
        self.without = without
        self.words = words or Words(naming)
        self.regions = Regions(naming)
        about = scope.about if isinstance(scope, Notice) else None
        self.about = None if about is None else {item.id for item in about}
        self.wanted = {key: frozenset(values) for key, values in scope.only or () if values}
        self.unwanted = {key: frozenset(values) for key, values in scope.except_ or () if values}
        # An `except` of several keys leaves out only where all of them hold, so it narrows no list.
        self.taken = self.unwanted if len(self.unwanted) == 1 else {}
        # What an activity includes is narrowed once it is known which activities are left.
        self._known: Collection[str] | None = None
        self._known = frozenset(self._told_activities())
        self.activities: Mapping[str, Activity] = self._told_activities()

    def records(self) -> Records:
        """Return the records that are left; what was never named by anything stays."""
        full = self.naming.records
        told = ((kind, value) for kind, value in full if value is not None and kind not in self.without)
        left = {kind: self._of_kind(kind, value) for kind, value in told}
        narrowed = Records.model_construct(_fields_set=set(left), **left)
        lost = named_in(full) - named_in(narrowed)
        for kind in NAMED_ONLY:
            if isinstance(left.get(kind), Mapping):
                left[kind] = {id_: record for id_, record in left[kind].items() if (kind, id_) not in lost} or None
        kept = {kind: value for kind, value in left.items() if value is not None}
        return Records.model_construct(_fields_set=set(kept), **kept)

    def _told_activities(self) -> Mapping[str, Activity]:
        found: dict[str, Activity] = {}
        told = self._covered()
        bases = self._bases()
        for id_, record in records_of(self.naming.records, "activities").items():
            if (told is None or id_ in told) and self._happens(record) and self._rests(bases(id_)):
                left = self._left(record)
                if isinstance(left, Activity):
                    found[id_] = left
        return found

    def _covered(self) -> frozenset[str] | None:
        """Return the activities that the notice is about with their parts; `None` where it is about all."""
        if self.about is None:
            return None
        activities = records_of(self.naming.records, "activities")
        found: set[str] = set()
        waiting = list(self.about)
        while waiting:
            id_ = waiting.pop()
            if id_ in activities and id_ not in found:
                found.add(id_)
                waiting += [item.id for item in activities[id_].includes or ()]
        return frozenset(found)

    def _bases(self) -> Callable[[str], Collection[str]]:
        if "basis" not in self.wanted and "basis" not in self.taken:
            return lambda _: ()
        rows = rows_of("", self.words)
        return lambda id_: rows[id_].bases

    def _rests(self, bases: Collection[str]) -> bool:
        return not bases or any(self._is_told("basis", basis) for basis in bases)

    def _happens(self, record: Activity) -> bool:
        """Whether an activity can happen at the places of the notice; one that names no place can."""
        if "at" not in self.wanted and "at" not in self.taken:
            return True
        flows = record.flows if isinstance(record.flows, tuple) else ()
        systems = record.systems if isinstance(record.systems, tuple) else ()
        named = {name for flow in flows for station in flow.path for name in station} | {item.id for item in systems}
        places = named & set(records_of(self.naming.records, "systems"))
        return not places or any(self._is_told("at", place) for place in places)

    def _of_kind(self, kind: str, value: Any) -> Any:  # noqa: ANN401
        if kind == "organisation":
            return self._left(value)
        if kind in _APART or not isinstance(value, Mapping):
            return value
        if kind == "activities":
            left: dict[str, Any] = dict(self.activities)
        else:
            left = {id_: self._value(held, "", None) for id_, held in value.items()}
        return {id_: held for id_, held in left.items() if held is not _GONE} or None

    # Selectors

    def holds(self, statement: Scoped) -> bool:
        """Whether what limits a statement leaves anything of what the notice is for."""
        only, except_ = statement.only, statement.except_
        if only is not None:
            for key, stated in only:
                if stated and key in self.wanted and not self._meet(key, stated, self.wanted[key]):
                    return False
            if self.unwanted and all(
                (stated := getattr(only, key)) and self._within(key, stated, values)
                for key, values in self.unwanted.items()
            ):
                return False
        return except_ is None or not self._takes_all(except_)

    def _takes_all(self, except_: Selector) -> bool:
        stated = [(key, values) for key, values in except_ if values]
        return bool(stated) and all(
            key in self.wanted and self._within(key, self.wanted[key], values) for key, values in stated
        )

    def _is_told(self, key: str, id_: str, kinds: Collection[str] = ()) -> bool:
        """Whether a group of people, a category, a purpose, a place or a basis is one that the notice is for."""
        wanted, taken = self.wanted.get(key), self.taken.get(key)
        if wanted is not None and not self._meet(key, (id_, *kinds), wanted):
            return False
        return taken is None or (not self._within(key, (id_,), taken) and taken.isdisjoint(kinds))

    def _meet(self, key: str, some: Collection[str], others: Collection[str]) -> bool:
        if key == "region":
            return self.regions.meet(some, others)
        return any(other in self._above(key, one) or one in self._above(key, other) for one in some for other in others)

    def _within(self, key: str, some: Collection[str], others: Collection[str]) -> bool:
        if key == "region":
            return self.regions.within(some, others)
        return all(not self._above(key, one).isdisjoint(others) for one in some)

    def _above(self, key: str, id_: str) -> frozenset[str]:
        """Return a name with all that it is a kind or a part of."""
        if key in _KINDS_OF:
            return self.words.kinds_covering(_KINDS_OF[key], id_)
        if key == "data":
            return self.words.category_of(id_).within
        if key == "at":
            return self.words.kinds_of_system(id_) | {id_}
        return frozenset({id_})

    # Statements

    def _left(self, model: BaseModel) -> Any:  # noqa: ANN401
        """Return what is left of a statement: itself, where nothing of it goes."""
        if not self._is_about_them(model):
            return _GONE
        values: dict[str, Any] = {}
        changed = False
        for name, (key, target) in plan_of(type(model)).items():
            held = getattr(model, name)
            if held is None:
                continue
            left = self._value(held, key, target)
            changed = changed or left is not held
            if left is not _GONE:
                values[name] = left
            elif key in _SAYING or isinstance(held, FlowPath):
                return _GONE
        if not changed:
            return model
        return type(model).model_construct(_fields_set=set(values), **values) if values else _GONE

    def _is_about_them(self, model: BaseModel) -> bool:
        """Whether a statement can hold in this part: by its scope, its bases, the stations it names, or whose it is."""
        if isinstance(model, Scoped) and not self.holds(model):
            return False
        if isinstance(model, Basis) and model.kinds and not self._rests(model.kinds):
            return False
        if isinstance(model, Flow) and "at" in self.wanted:
            return any(self._is_told("at", name) for station in model.path for name in station)
        if isinstance(model, Entity):
            own = (("product", model.product), ("region", model.region))
            return all(not values or self._serves(key, values) for key, values in own)
        return True

    def _serves(self, key: str, values: Collection[str]) -> bool:
        wanted, taken = self.wanted.get(key), self.taken.get(key)
        return (wanted is None or self._meet(key, values, wanted)) and not (taken and self._within(key, values, taken))

    def _value(self, value: Any, key: str, target: Refers | None) -> Any:  # noqa: ANN401
        """Return what a part leaves of a value: the value itself where that is all, `_GONE` where it is nothing."""
        if isinstance(value, BaseModel):
            return self._left(value)
        if isinstance(value, FlowPath):
            return self._path(value)
        if isinstance(value, tuple):
            kept = Kept.of(self._entries(value, key, target))
            if len(kept) == len(value) and all(one is other for one, other in zip(kept, value, strict=True)):
                return value
            return (kept if len(kept) < len(value) or isinstance(value, Kept) else tuple(kept)) or _GONE
        if isinstance(value, Mapping):
            left = {
                id_: self._value(held, "", None)
                for id_, held in value.items()
                if self._is_chosen(key, target, id_, getattr(held, "is_", None) or ())
            }
            stated = {id_: held for id_, held in left.items() if held is not _GONE}
            same = len(stated) == len(value) and all(held is value[id_] for id_, held in stated.items())
            return value if same else stated or _GONE
        return value

    def _entries(self, value: tuple[Any, ...], key: str, target: Refers | None) -> Iterator[tuple[int, Any]]:
        """Yield (number, entry) for what a part leaves of a list, numbered as it was written."""
        for number, entry in numbered(value):
            left = self._item(entry, key, target) if isinstance(entry, Item) else self._value(entry, "", None)
            if left is not _GONE:
                yield number, left

    def _item(self, item: Item[Any], key: str, target: Refers | None) -> Any:  # noqa: ANN401
        options = getattr(item.detail, "one_of", None) or ()
        names = [option.id for option in options] or [item.id]
        if not any(self._is_chosen(key, target, name) for name in names):
            return _GONE
        if item.detail is None:
            return item
        left = self._value(item.detail, "", None)
        if left is item.detail:
            return item
        return _GONE if left is _GONE else Item(item.id, left)

    def _is_chosen(self, key: str, target: Refers | None, id_: str, kinds: Collection[str] = ()) -> bool:
        if target is None:
            return True
        if "activities" in target.kinds:
            return self._known is None or id_ in self._known
        return key not in _SELECTING or self._is_told(_SELECTING[key], id_, kinds)

    def _path(self, path: FlowPath) -> Any:  # noqa: ANN401
        """Return a flow without the people it is not about; they stand at its beginning."""
        first = tuple(name for name in path[0] if not self._is_people(name) or self._is_told("subjects", name))
        if first == path[0]:
            return path
        return FlowPath([first, *path[1:]]) if first else _GONE

    def _is_people(self, name: str) -> bool:
        others = (kind for kind in ONE_NAME_SPACE if kind != "data_subjects")
        return not any(name in records_of(self.naming.records, kind) for kind in others)


def named_in(records: Records) -> frozenset[tuple[str, str]]:
    """Return (kind, identifier) of the records that statements name, or what they name does."""
    waiting: list[Any] = [records.organisation]
    for kind in KINDS:
        if kind not in _APART and kind not in NAMED_ONLY:
            waiting += records_of(records, kind).values()
    found: set[tuple[str, str]] = set()
    while waiting:
        held = waiting.pop()
        for mention in mentions(held) if held is not None else ():
            for kind in mention.target.kinds if isinstance(mention, Reference) else ():
                record = records_of(records, kind).get(mention.id) if kind in NAMED_ONLY else None
                if record is not None and (kind, mention.id) not in found:
                    found.add((kind, mention.id))
                    waiting.append(record)
    return frozenset(found)
