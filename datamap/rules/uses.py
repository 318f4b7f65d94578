"""What records name: which others are used and by whom, and for what a measure or a period is stated anywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datamap.graph.vocabulary import Words
from datamap.load.models import models_in
from datamap.model.inventory import each_record, records_of
from datamap.model.records import RECORD_TYPES, Records
from datamap.model.references import Reference, mentions
from datamap.model.said import is_value
from datamap.rules.entries import entries_of
from datamap.rules.once import once
from datamap.rules.works import Work


@dataclass(frozen=True, kw_only=True)
class Uses:
    """What the records of one organisation name; `works` are all activities, `ours` those of which we are the controller."""

    records: Records
    words: Words
    works: Mapping[str, Work]
    ours: Sequence[Work]

    @once
    def of_systems(self) -> Mapping[str, Sequence[Work]]:
        """For each system that is used, the activities that use it, on their flows or beside them."""
        found: dict[str, list[Work]] = {}
        for work in self.works.values():
            for id_ in work.systems:
                if id_ in found:
                    found[id_].append(work)
                else:
                    found[id_] = [work]
        return found

    @once
    def named(self) -> Mapping[str, frozenset[str]]:
        """For each kind, the identifiers that some other record names."""
        found: dict[str, set[str]] = {}
        records: list[tuple[str, str, Any]] = [*each_record(self.records), ("", "", self.records.organisation)]
        for kind, id_, record in records:
            for mention in mentions(record):
                if not isinstance(mention, Reference):
                    continue
                for target in mention.target.kinds:
                    if (target, mention.id) != (kind, id_):
                        found.setdefault(target, set()).add(mention.id)
        return {kind: frozenset(ids) for kind, ids in found.items()}

    # Data

    @once
    def _data(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._data_in(self.works.values())

    @once
    def _our_data(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._data_in(self.ours)

    def _data_in(self, works: Iterable[Work]) -> tuple[frozenset[str], frozenset[str]]:
        """Return (named, covering): the categories that activities and trackers name, and those that cover them."""
        categories = [datum.category for work in works for datum in work.data]
        for tracker in records_of(self.records, "trackers").values():
            categories += [self.words.category_of(mention.id) for mention in entries_of(tracker.data, ())]
        covering: set[str] = set()
        for category in categories:
            covering |= category.within
        return frozenset(category.id for category in categories), frozenset(covering)

    def is_used_datum(self, id_: str, *, by_us: bool = False) -> bool:
        """Whether any activity uses a category of data, a part of it or what it is a part of.

        With `by_us` only those count in which we are the controller.
        """
        named, covering = self._our_data if by_us else self._data
        return id_ in covering or not named.isdisjoint(self.words.category_of(id_).within)

    # Measures and periods

    @once
    def measures(self) -> frozenset[str]:
        """The measures that are declared, or named by the organisation, an activity, a system or a party."""
        profile = self.records.organisation
        holders = [profile.defaults if profile is not None else None]
        for kind in ("activities", "systems", "processors", "recipients"):
            holders += records_of(self.records, kind).values()
        named: set[str] = set(records_of(self.records, "measures"))
        lists = {id(stated): stated for holder in holders if (stated := getattr(holder, "measures", None)) is not None}
        for stated in lists.values():
            if isinstance(stated, tuple):
                named.update([item.id for item in stated])
        return frozenset(named)

    @once
    def protected(self) -> frozenset[str]:
        """The systems and parties for which measures are named."""
        kinds = ("systems", "processors", "recipients")
        holders = [item for kind in kinds for item in records_of(self.records, kind).items()]
        return frozenset([id_ for id_, record in holders if is_value(record.measures)])

    @once
    def places_with_a_period(self) -> frozenset[str]:
        """The places that any rule of retention is about, wherever it stands."""
        stated = [
            getattr(record, "retention", None)
            for kind in _kinds_with("retention")
            for value in records_of(self.records, kind).values()
            for record in (value if isinstance(value, tuple) else (value,))
        ]
        profile = self.records.organisation
        if profile is not None and profile.defaults is not None:
            stated.append(profile.defaults.retention)
        for work in self.works.values():
            stated += [getattr(datum.detail, "retention", None) for datum in work.data] if work.is_detailed else []
        entries = [entry for rules in stated if isinstance(rules, tuple) for entry in rules]
        steps = [*entries, *(stage for entry in entries for stage in entry.stages or ())]
        return frozenset(name for step in steps for name in step.at or ())


def _kinds_with(key: str) -> list[str]:
    """Return the kinds whose records can state a key."""
    kinds = ((kind, models_in(type_)) for kind, type_ in RECORD_TYPES.items() if kind != "organisation")
    return [kind for kind, models in kinds if any(key in model.model_fields for model in models)]
