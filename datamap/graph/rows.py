"""Activities as the graph reads them: data, purposes, people and bases, with what they inherit, and our role."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datamap.graph.hops import Category, DataFrom, Named, OurRole
from datamap.graph.vocabulary import Mention, Words, mentions_of
from datamap.model.activity import Activity
from datamap.model.inventory import records_of
from datamap.model.processing import Processing
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.model.said import Said
from datamap.model.systems import System, is_on_devices

_CONDITIONS = ("when", "unless", "if_", "limit", "only", "except_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One activity. `entries` holds each entry of its data beside the category that it names.

    What the activity says it never collects is none of its data where a flow brings it past us. `transfers` is what
    holds for all of its hops, the closest first. `record` says too what those that cover the activity say in its place;
    the keys that it has from one of them stand in `places`, with where they are stated. `above` are those, the closest
    first.
    """

    id: str
    title: str
    record: Activity
    path: Path
    our_role: OurRole
    data: tuple[Category, ...]
    data_from: DataFrom
    entries: tuple[tuple[Mention, Category], ...]
    purposes: tuple[Named, ...]
    subjects: tuple[Named, ...]
    bases: tuple[str, ...]
    transfers: tuple[tuple[Any, Path], ...]
    places: Mapping[str, Path]
    above: tuple[str, ...]

    def at(self, key: str) -> Path:
        """Return where a key of the activity is stated: with it, or with one that covers it."""
        return self.places.get(key, (*self.path, key))

    def data_about(self, subject: str) -> tuple[Category, ...]:
        """Return the data of one group of people: all but those that are said to be of other people."""
        return tuple(category for mention, category in self.entries if _is_about(mention, subject))


def _is_about(mention: Mention, subject: str) -> bool:
    people = getattr(mention.detail, "subjects", None)
    return people is None or any(item.id == subject for item in people)


def said_as(value: object) -> DataFrom:
    """Return what a key without a value says about data."""
    return {Said.NONE: DataFrom.NONE, Said.UNKNOWN: DataFrom.UNKNOWN}.get(value, DataFrom.MISSING)  # type: ignore[call-overload, no-any-return]


def defaults_of(records: Records) -> Processing | None:
    """Return what the organisation says for every activity, or `None`."""
    return records.organisation.defaults if records.organisation is not None else None


def coverers_of(activities: Mapping[str, Activity]) -> Mapping[str, Sequence[str]]:
    """Return for each activity those whose `includes` names it."""
    found: dict[str, list[str]] = {}
    for id_, record in activities.items():
        for item in record.includes or ():
            found.setdefault(item.id, []).append(id_)
    return found


def covering(activity: str, coverers: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return the activities that cover one, directly or by way of others, the closest first."""
    found: dict[str, None] = {}
    waiting = list(coverers(activity))
    while waiting:
        id_ = waiting.pop(0)
        if id_ not in found and id_ != activity:
            found[id_] = None
            waiting.extend(coverers(id_))
    return tuple(found)


def transfers_of(
    organisation: str, stated: Iterable[tuple[str, Any]], records: Records
) -> tuple[tuple[Any, Path], ...]:
    """Return (statement, path) for what is said of transfers beside a hop and its party, the closest first.

    `stated` are an activity and those that cover it, by identifier; after them come the defaults.
    """
    levels = [((organisation, "activities", id_, "transfers"), record.transfers) for id_, record in stated]
    defaults = defaults_of(records)
    if defaults is not None:
        levels.append(((organisation, "organisation", "defaults", "transfers"), defaults.transfers))
    return tuple((value, path) for path, value in levels if value is not None)


def rows_of(organisation: str, words: Words) -> Mapping[str, Row]:
    """Return the activities of an organisation by identifier."""
    records = words.naming.records
    activities = records_of(records, "activities")
    coverers = coverers_of(activities)
    rows = {}
    for id_ in activities:
        names = (id_, *covering(id_, lambda each: coverers.get(each, ()))) if coverers else (id_,)
        transfers = transfers_of(organisation, ((name, activities[name]) for name in names), records)
        rows[id_] = _row(organisation, names, activities, words, transfers)
    return rows


_FROM_ABOVE = ("subjects", "data", "source", "retention", "systems")
"""What an activity has from one that covers it, where it says nothing of it: all but what it does, and on which basis.

Who gets data there is told with the one that covers it, and so are the flows.
"""


def _places(organisation: str, names: Sequence[str], activities: Mapping[str, Activity]) -> dict[str, Path]:
    """Return where those keys are stated that an activity, the first name, leaves to those that cover it."""
    own = activities[names[0]]
    found: dict[str, Path] = {}
    for key in _FROM_ABOVE:
        # Where data come from is said of those that are listed there; own flows say which systems are used.
        beside = {"source": own.data, "systems": own.flows}.get(key)
        if getattr(own, key) is None and beside is None:
            name = next((each for each in names[1:] if getattr(activities[each], key) is not None), None)
            if name is not None:
                found[key] = (organisation, "activities", name, key)
    return found


def our_role_in(record: Activity) -> OurRole:
    """Return our role in an activity (section 4 of the language)."""
    if isinstance(record.on_behalf_of, tuple):
        return OurRole.PROCESSOR
    return OurRole.JOINT_CONTROLLER if isinstance(record.joint_with, tuple) else OurRole.CONTROLLER


def _row(
    organisation: str,
    names: tuple[str, ...],
    activities: Mapping[str, Activity],
    words: Words,
    transfers: tuple[tuple[Any, Path], ...],
) -> Row:
    """Return what is read of an activity; it stands first among the `names`, and those that cover it behind it."""
    id_, *above = names
    path: Path = (organisation, "activities", id_)
    record, places = activities[id_], _places(organisation, names, activities) if above else {}
    if places:
        record = record.model_copy(update={key: getattr(activities[str(at[2])], key) for key, at in places.items()})
    data_at, subjects_at = (places.get(key, (*path, key)) for key in ("data", "subjects"))
    past = past_us(record, records_of(words.naming.records, "systems"))
    named = ((mention, words.category(mention, at=str(data_at[2]))) for mention in mentions_of(record.data, data_at))
    entries = tuple((mention, category) for mention, category in named if category.within.isdisjoint(past))
    purposes = mentions_of(record.purposes, (*path, "purposes"))
    return Row(
        id=id_,
        title=words.naming.title("activities", id_),
        record=record,
        path=path,
        our_role=our_role_in(record),
        data=tuple(dict.fromkeys(category for _, category in entries)),
        data_from=DataFrom.ACTIVITY if entries else said_as(record.data),
        entries=entries,
        purposes=tuple(words.named("purposes", mention, at=id_) for mention in purposes),
        subjects=tuple(
            words.named("data_subjects", mention, at=str(subjects_at[2]))
            for mention in mentions_of(record.subjects, subjects_at)
        ),
        bases=_bases(record, purposes, words),
        transfers=transfers,
        places=places,
        above=tuple(above),
    )


def past_us(record: Activity, systems: Mapping[str, System]) -> frozenset[str]:
    """Return the data that an activity says, without a condition, are never collected, and that flows bring past us.

    What is said never to be collected and comes to us all the same is a contradiction, which hides neither statement.
    """
    stated = record.never if isinstance(record.never, tuple) else ()
    never = {
        item.id
        for never in stated
        if never.does is not None
        and "collect" in never.does
        and never.recipients is None
        and all(getattr(never, key) is None for key in _CONDITIONS)
        for item in never.data or ()
    }
    if not never:
        return frozenset()
    carried: dict[str, bool] = {}
    for flow in record.flows if isinstance(record.flows, tuple) else ():
        comes_to_us = any(
            name in systems and not is_on_devices(systems[name]) for station in flow.path for name in station
        )
        for item in flow.data if isinstance(flow.data, tuple) else ():
            carried[item.id] = carried.get(item.id, False) or comes_to_us
    return frozenset(id_ for id_ in never if carried.get(id_) is False)


def _bases(record: Activity, purposes: tuple[Mention, ...], words: Words) -> tuple[str, ...]:
    """Return the kinds of basis stated for an activity, else for its purposes, else for every activity."""
    stated = record.basis
    if stated is None:
        of_purposes = [
            getattr(mention.record or words.naming.record("purposes", mention.id), "basis", None)
            for mention in purposes
        ]
        if any(basis is not None for basis in of_purposes):
            found = (basis for bases in of_purposes if isinstance(bases, tuple) for basis in bases)
            return tuple(dict.fromkeys(kind for basis in found for kind in basis.kinds))
        defaults = defaults_of(words.naming.records)
        stated = defaults.basis if defaults is not None else None
        if isinstance(stated, tuple):
            stated = tuple(basis for basis in stated if not words.regions.never_meet(basis.only, record.only))
    if not isinstance(stated, tuple):
        return ()
    return tuple(dict.fromkeys(kind for basis in stated for kind in basis.kinds))
