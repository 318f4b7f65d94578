"""Which nodes share a box: members of a group, nodes that are alike, and, on a large map, nodes of a kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datamap.graph.hops import DataMap, Group, Hop, HopKind, Key, Node
from datamap.render.groups import LEFT, MIDDLE, NOUNS

READABLE_BOXES = 34
"""Above this many boxes a picture is no longer taken in at a glance, and nodes of a kind are drawn as one."""
TIMES, MORE = " \u00d7 ", " more "
"""What stands in the title of a box for several of a kind, and of one for those that are in no other."""
_ALONE = frozenset({Group.OURSELVES, Group.UNSTATED})


@dataclass(frozen=True, slots=True)
class Bundle:
    """Nodes drawn as one box. `listed`: each has a line of its own there; else `title` stands for all."""

    keys: tuple[Key, ...]
    title: str = ""
    listed: bool = False


def bundles_of(data_map: DataMap, *, shown: frozenset[Key] = frozenset(), whole: bool = False) -> Mapping[Key, Bundle]:
    """Return the bundle of each node that is not drawn alone; nodes in `shown` are, and `whole` spares large maps.

    Alike are nodes of one group with the same lines to the same boxes for the same data: one box can list them and
    loses nothing. Only above the readable size are nodes bundled that differ.
    """
    found = _folded(data_map, shown)
    found |= _alike(data_map, found, shown, 3 if _boxes(data_map, found) <= READABLE_BOXES * 2 // 3 else 2)
    if whole or _boxes(data_map, found) <= READABLE_BOXES:
        return found
    found = _folded(data_map, shown)
    found |= _of_a_kind(data_map, found, shown)
    for group in _largest_first(data_map, found):
        if _boxes(data_map, found) <= READABLE_BOXES:
            break
        found |= _of_a_group(data_map, group, found, shown)
    return found


def _boxes(data_map: DataMap, bundles: Mapping[Key, Bundle]) -> int:
    return sum(1 for key in data_map.nodes if key not in bundles) + len(set(bundles.values()))


def _folded(data_map: DataMap, shown: frozenset[Key]) -> dict[Key, Bundle]:
    """Draw members that nothing reaches but their group inside that group's box."""
    if not any(hop.kind is HopKind.MEMBER for hop in data_map.hops):
        return {}
    members: dict[Key, list[Key]] = {}
    for key in data_map.nodes:
        arriving, leaving = data_map.arriving[key], data_map.leaving[key]
        groups = {hop.source for hop in arriving}
        if arriving and not leaving and len(groups) == 1 and all(hop.kind is HopKind.MEMBER for hop in arriving):
            members.setdefault(groups.pop(), []).append(key)
    found: dict[Key, Bundle] = {}
    for group, keys in members.items():
        if shown.isdisjoint((group, *keys)) and group not in members.get(group, ()):
            bundle = Bundle((group, *keys), data_map.nodes[group].title)
            found.update(dict.fromkeys(bundle.keys, bundle))
    # A group inside a group keeps its own box: one node cannot be in two.
    return {key: bundle for key, bundle in found.items() if all(found[each] is bundle for each in bundle.keys)}


def _alike(data_map: DataMap, taken: Mapping[Key, Bundle], shown: frozenset[Key], least: int) -> dict[Key, Bundle]:
    # Neighbours are soon compared, and mostly tell two nodes apart; to compare all that is said of hops takes time.
    near: dict[object, list[Key]] = {}
    for key, node in data_map.nodes.items():
        if key in taken or key in shown or node.group in _ALONE:
            continue
        before = frozenset([hop.source for hop in data_map.arriving[key]])
        after = frozenset([hop.target for hop in data_map.leaving[key]])
        if (before or after) and key not in before:
            near.setdefault((node.group, before, after), []).append(key)
    signatures: dict[object, list[Key]] = {}
    for among, keys in near.items():
        for key in keys if len(keys) >= least else ():
            signatures.setdefault((among, _said_of(data_map, key)), []).append(key)
    bundles = [Bundle(tuple(keys), listed=True) for keys in signatures.values() if len(keys) >= least]
    return {key: bundle for bundle in bundles for key in bundle.keys}


def _said_of(data_map: DataMap, key: Key) -> object:
    """Return what one box must say of a node: two nodes that it lists have the same."""
    return (
        tuple((reach.place, reach.outside) for reach in data_map.nodes[key].reaches),
        frozenset((hop.source, *_said(hop)) for hop in data_map.arriving[key]),
        frozenset((hop.target, *_said(hop)) for hop in data_map.leaving[key]),
    )


def _said(hop: Hop) -> tuple[object, ...]:
    # Who gets data on one occasion does not get them on another: a box for both could not say which.
    occasion = hop.detail if hop.kind is HopKind.DISCLOSURE else ""
    return hop.kind, hop.activity, hop.data, hop.may, hop.reaches, occasion


def _of_a_kind(data_map: DataMap, taken: Mapping[Key, Bundle], shown: frozenset[Key]) -> dict[Key, Bundle]:
    kinds: dict[tuple[Group, str], list[Key]] = {}
    for key, node in _free(data_map, taken, shown):
        if node.kinds:
            kinds.setdefault((node.group, node.kinds[0]), []).append(key)
    bundles = [Bundle(tuple(keys), f"{len(keys)}{TIMES}{kind}") for (_, kind), keys in kinds.items() if len(keys) > 1]
    return {key: bundle for bundle in bundles for key in bundle.keys}


def _of_a_group(
    data_map: DataMap, group: Group, taken: Mapping[Key, Bundle], shown: frozenset[Key]
) -> dict[Key, Bundle]:
    keys = tuple(key for key, node in _free(data_map, taken, shown) if node.group is group)
    if len(keys) < 2:  # noqa: PLR2004 - one node alone is no bundle
        return {}
    others = any(data_map.nodes[key].group is group for key in taken)
    bundle = Bundle(keys, f"{len(keys)}{MORE if others else ' '}{NOUNS[group]}")
    return dict.fromkeys(keys, bundle)


def _free(data_map: DataMap, taken: Mapping[Key, Bundle], shown: frozenset[Key]) -> Iterable[tuple[Key, Node]]:
    return (
        (key, node)
        for key, node in data_map.nodes.items()
        if key not in taken and key not in shown and node.group not in _ALONE
    )


def _largest_first(data_map: DataMap, taken: Mapping[Key, Bundle]) -> list[Group]:
    counts = dict.fromkeys(Group, 0)
    for key, node in data_map.nodes.items():
        counts[node.group] += key not in taken
    # Readers look first for whose data they are and where those sit: both stay apart as long as they can.
    groups = (group for group in Group if group not in _ALONE)
    return sorted(groups, key=lambda group: (group in LEFT, group in MIDDLE, -counts[group]))
