"""One product's, one region's, one purpose's graph: the part of a map that holds under a selection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from datamap.graph.hops import RUN_BY_OTHERS, DataMap, Hop, Key, Reach
from datamap.graph.parties import covered
from datamap.graph.regions import Regions
from datamap.model.record import Selector

KEYS: tuple[str, ...] = tuple(Selector.model_fields)
"""What a selection can be made by: the keys of `only` and `except`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for, and what is left out: values by key.

    Of `wanted`, keys intersect and values of one key unite, as in `only`. Of `unwanted`, each value leaves out what
    holds only there.
    """

    wanted: Mapping[str, frozenset[str]]
    unwanted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, only: Iterable[tuple[str, str]], except_: Iterable[tuple[str, str]] = ()) -> "Selection":
        """Return the selection that pairs of key and value make. Raises `KeyError` for a key that selects nothing."""
        return cls(_by_key(only), _by_key(except_))


def _by_key(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        if key not in KEYS:
            raise KeyError(key)
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def restricted(data_map: DataMap, selection: Selection, regions: Regions) -> DataMap:
    """Return the map with the hops that hold under a selection, and the nodes that they or nobody reached before.

    A hop stays if its `only` can hold there and its `except` does not cover it. Data, purposes and people of a hop are
    narrowed to those selected; a hop of which something is stated and nothing is left is dropped, one of which nothing
    is stated stays: what is not said is not excluded. Hosts go with the last hop that brings their system data.
    """
    if not selection.wanted and not selection.unwanted:
        return data_map
    kept = [left for hop in data_map.hops if (left := _left_of(hop, selection, regions)) is not None]
    before, after = _touched(data_map.hops), _touched(kept)
    hops = tuple(
        hop
        for hop in kept
        if hop.kind not in RUN_BY_OTHERS
        or (hop.activity, hop.source) in after
        or (hop.activity, hop.source) not in before
    )
    ends = {key for hop in data_map.hops for key in (hop.source, hop.target)}
    reached = {key for hop in hops for key in (hop.source, hop.target)}
    nodes = {key: node for key, node in data_map.nodes.items() if key in reached or key not in ends}
    return replace(data_map, nodes=nodes, hops=hops)


def _touched(hops: Iterable[Hop]) -> set[tuple[str | None, Key]]:
    """Return (activity, station) for both ends of the hops but those that somebody else runs."""
    return {(hop.activity, key) for hop in hops if hop.kind not in RUN_BY_OTHERS for key in (hop.source, hop.target)}


def _left_of(hop: Hop, selection: Selection, regions: Regions) -> Hop | None:
    left = _wanted_of(hop, selection.wanted, regions)
    return _without(left, selection.unwanted, regions) if left is not None else None


def _without(hop: Hop, unwanted: Mapping[str, frozenset[str]], regions: Regions) -> Hop | None:
    """Return a hop without what holds only in what is left out; `None` if nothing else is left of it."""
    for key, values in unwanted.items():
        if any(_lies_in(getattr(selector, key), key, values, regions) for selector in hop.only):
            return None
    none: frozenset[str] = frozenset()
    if {hop.source.id, hop.target.id} & unwanted.get("at", none):
        return None
    if hop.bases and unwanted.get("basis", none).issuperset(hop.bases):
        return None
    data = tuple(each for each in hop.data if not covered(each.within, unwanted.get("data", none)))
    purposes = tuple(each for each in hop.purposes if each.id not in unwanted.get("purpose", none))
    subjects = tuple(each for each in hop.subjects if each.id not in unwanted.get("subjects", none))
    if (hop.data and not data) or (hop.purposes and not purposes) or (hop.subjects and not subjects):
        return None
    reaches = tuple(
        reach
        for reach in hop.reaches
        if not any(
            _lies_in(getattr(selector, key), key, values, regions)
            for key, values in unwanted.items()
            for selector in reach.only
        )
    )
    return replace(hop, data=data, purposes=purposes, subjects=subjects, reaches=reaches)


def _lies_in(stated: tuple[str, ...] | None, key: str, values: frozenset[str], regions: Regions) -> bool:
    """Whether all that a selector states for a key is left out."""
    if not stated:
        return False
    return regions.within(stated, values) if key == "region" else values.issuperset(stated)


def _wanted_of(hop: Hop, wanted: Mapping[str, frozenset[str]], regions: Regions) -> Hop | None:
    if not all(can_hold(selector, wanted, regions) for selector in hop.only):
        return None
    if any(is_covered(selector, wanted, regions) for selector in hop.except_):
        return None
    places = wanted.get("at")
    if places and hop.source.id not in places and hop.target.id not in places:
        return None
    bases = wanted.get("basis")
    if bases and hop.bases and bases.isdisjoint(hop.bases):
        return None
    data, purposes, subjects = hop.data, hop.purposes, hop.subjects
    if "data" in wanted:
        data = tuple(category for category in data if covered(category.within, wanted["data"]))
    if "purpose" in wanted:
        purposes = tuple(purpose for purpose in purposes if purpose.id in wanted["purpose"])
    if "subjects" in wanted:
        subjects = tuple(subject for subject in subjects if subject.id in wanted["subjects"])
    if (hop.data and not data) or (hop.purposes and not purposes) or (hop.subjects and not subjects):
        return None
    reaches = tuple(reach for reach in hop.reaches if _reach_holds(reach, wanted, regions))
    return replace(hop, data=data, purposes=purposes, subjects=subjects, reaches=reaches)


def _reach_holds(reach: Reach, wanted: Mapping[str, frozenset[str]], regions: Regions) -> bool:
    return all(can_hold(selector, wanted, regions) for selector in reach.only) and not any(
        is_covered(selector, wanted, regions) for selector in reach.except_
    )


def can_hold(selector: Selector, wanted: Mapping[str, frozenset[str]], regions: Regions) -> bool:
    """Whether an `only` leaves anything of a selection: on every key that both name they have something in common."""
    for key, values in wanted.items():
        stated = getattr(selector, key)
        if stated is None:
            continue
        meets = regions.meet(stated, values) if key == "region" else not values.isdisjoint(stated)
        if not meets:
            return False
    return True


def is_covered(selector: Selector, wanted: Mapping[str, frozenset[str]], regions: Regions) -> bool:
    """Whether an `except` takes away all of a selection: each of its keys is selected, and only within its values."""
    keys = [(key, stated) for key, stated in selector if stated]
    return bool(keys) and all(
        key in wanted and (regions.within(wanted[key], stated) if key == "region" else wanted[key] <= frozenset(stated))
        for key, stated in keys
    )
