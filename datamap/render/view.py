"""From a map to a picture: parallel hops become one line, nodes become boxes, and all of it is told in words."""

from collections.abc import Iterable, Mapping
from operator import itemgetter

from datamap.graph.hops import DataMap, Group, Hop, HopKind, Key, Node
from datamap.graph.stations import SETTER, STORAGE
from datamap.render.bundling import Bundle
from datamap.render.columns import columns_of
from datamap.render.groups import CLUSTERS, NOUNS
from datamap.render.labels import clean, cut, listed, wrapped
from datamap.render.lines import lines_of, tracker_label
from datamap.render.picture import Box, Entry, Line, Picture, Style

TITLE_WIDTH, ENTRY_WIDTH, NOTE_WIDTH = 22, 28, 28
LISTED = 8
"""How many nodes one box lists before it counts the rest."""
_VERBS = {
    Style.FLOW: "data go",
    Style.UNSTATED: "data go, by a path that is not stated,",
    Style.HOST: "is hosted or operated by",
    Style.TRACKER: "cookies and similar",
    Style.DISCLOSURE: "occasional disclosure",
    Style.MEMBER: "includes",
    Style.INSTRUCTION: "instructs us",
}
_TOWARDS = frozenset({Style.FLOW, Style.UNSTATED, Style.DISCLOSURE, Style.TRACKER})
_TOLD = 25
_ASIDE = (SETTER, STORAGE)
"""Nodes that stand for nobody who gets data."""
_ONE = {
    "groups of people": "group of people",
    "groups of staff": "group of staff",
    "systems of others": "system of others",
    "systems on people's own devices": "system on people's own devices",
    "authorities": "authority",
}
_ORDER = dict.fromkeys(Group, len(CLUSTERS)) | {
    group: number for number, (_, groups) in enumerate(CLUSTERS) for group in groups
}


def picture_of(
    data_map: DataMap,
    *,
    title: str,
    bundles: Mapping[Key, Bundle] | None = None,
    focus: frozenset[Key] = frozenset(),
) -> Picture:
    """Return the picture of a map; `bundles` names the box of each node that is not drawn alone.

    Every hop is in a line, but those inside a box, which says how many, and those from a group of parties to a member
    that something else reaches. Cookies and the like of which nobody states who sets them are counted in the box of
    those who have them, and so is what stays in a browser: a line would lead to nobody.
    """
    aside = tuple(hop for key in _ASIDE if key in data_map.nodes and key not in focus for hop in data_map.arriving[key])
    boxes, name_of = _boxes(data_map, bundles or {}, focus, aside)
    unlike = {box.name for box in boxes if box.is_bundle}
    lines = lines_of(data_map, name_of, unlike)
    titles = {box.name: " ".join(box.title) or ", ".join(entry.words for entry in box.entries) for box in boxes}
    return Picture(
        title=title,
        description=_told(boxes, lines, titles),
        boxes=boxes,
        lines=lines,
        columns=columns_of(boxes, lines),
        aside=aside,
    )


# Boxes


def _boxes(
    data_map: DataMap, bundles: Mapping[Key, Bundle], focus: frozenset[Key], aside: tuple[Hop, ...]
) -> tuple[tuple[Box, ...], dict[Key, str]]:
    chosen: list[tuple[int, Bundle]] = []
    drawn: set[Key] = set()
    nobody = {hop.target for hop in aside}
    for key in data_map.nodes:
        if key not in drawn and key not in nobody:
            bundle = bundles.get(key) or Bundle((key,))
            drawn.update(bundle.keys)
            chosen.append((_ORDER[data_map.nodes[bundle.keys[0]].group], bundle))
    chosen.sort(key=itemgetter(0))
    boxes: list[Box] = []
    name_of: dict[Key, str] = {}
    for number, (_, bundle) in enumerate(chosen, start=1):
        name = f"n{number}"
        for key in bundle.keys:
            name_of[key] = name
        boxes.append(_box(name, bundle, data_map, focus, aside))
    return tuple(boxes), name_of


def _box(name: str, bundle: Bundle, data_map: DataMap, focus: frozenset[Key], aside: tuple[Hop, ...]) -> Box:
    nodes = [data_map.nodes[key] for key in bundle.keys]
    first = nodes[0]
    notes = _notes(data_map, first) if len(nodes) == 1 or bundle.listed else _bundle_notes(data_map, bundle, nodes)
    counted = [hop for hop in aside if hop.source in bundle.keys]
    if counted:
        notes = [*notes, tracker_label(counted)]
    entries: tuple[Entry, ...] = ()
    if bundle.listed:
        most = LISTED if len(nodes) <= LISTED else LISTED - 1
        entries = tuple(
            Entry(n.key, cut(clean(n.title), ENTRY_WIDTH), _node_tooltip(n.title, [n])) for n in nodes[:most]
        )
        notes = [f"and {len(nodes) - most} more", *notes] if len(nodes) > most else notes
    return Box(
        name=name,
        keys=bundle.keys,
        title=() if bundle.listed else wrapped(bundle.title or first.title, TITLE_WIDTH, 3),
        entries=entries,
        notes=tuple([line for note in notes for line in wrapped(note, NOTE_WIDTH, 2)]),
        group=first.group,
        tooltip=_node_tooltip(bundle.title or first.title, nodes),
        focus=not focus.isdisjoint(bundle.keys),
        special=any(node.is_special for node in nodes),
    )


def _notes(data_map: DataMap, node: Node) -> list[str]:
    """Return what stands under a title: what it holds, where it is, and whether that is outside a regime's area."""
    if node.group is Group.OURSELVES:
        return ["system not stated"]
    holds = [f"holds {listed([category.title for category in node.holds], NOTE_WIDTH)}"] if node.holds else []
    return [*holds, *_places(data_map, node)]


def _places(data_map: DataMap, node: Node) -> list[str]:
    reaches = {reach.place: reach for reach in node.reaches}
    for hop in data_map.arriving.get(node.key, ()):
        for reach in hop.reaches:
            reaches[reach.place] = reach
    if not reaches:
        return []
    outside = sorted({name for reach in reaches.values() for name in reach.outside})
    names = listed([reach.title for reach in reaches.values()], NOTE_WIDTH)
    return [names, f"outside {', '.join(outside)} area"] if outside else [names]


def _bundle_notes(data_map: DataMap, bundle: Bundle, nodes: list[Node]) -> list[str]:
    names = [clean(node.title) for node in nodes if node.title != bundle.title]
    held = frozenset(bundle.keys)
    inside = {
        (hop.source, hop.target)
        for key in bundle.keys
        for hop in data_map.leaving[key]
        if hop.target in held and hop.kind is not HopKind.MEMBER
    }
    flows = f"{len(inside)} {'flow' if len(inside) == 1 else 'flows'} inside"
    return [listed(names, 2 * NOTE_WIDTH - 16, 4), *([flows] if inside else [])]


def _node_tooltip(title: str, nodes: list[Node]) -> str:
    if len(nodes) > 1:
        return f"{clean(title)}: {', '.join(clean(node.title) for node in nodes)}"
    node = nodes[0]
    kinds = ", ".join(dict.fromkeys([kind.lower() for kind in node.kinds])) if node.kinds else ""
    return clean(f"{title} ({kinds})" if kinds and kinds != title.lower() else title)


# In words


def _told(boxes: Iterable[Box], lines: tuple[Line, ...], titles: Mapping[str, str]) -> str:
    """Return the diagram in words: how many of what, and the lines one by one, as far as that stays bearable."""
    counts: dict[str, int] = {}
    for box in boxes:
        if box.group is not Group.OURSELVES and box.group is not Group.UNSTATED:
            noun = NOUNS[box.group]
            counts[noun] = counts.get(noun, 0) + len(box.keys)
    summary = ", ".join(f"{count} {_noun(noun, count)}" for noun, count in counts.items())
    said = [
        f"{titles[line.source]}: {_VERBS[line.style]} to {titles[line.target]}{' and back' if line.both else ''}"
        if line.style in _TOWARDS
        else f"{titles[line.source]} {_VERBS[line.style]} {titles[line.target]}"
        for line in lines[:_TOLD]
    ]
    more = f" And {len(lines) - _TOLD} more." if len(lines) > _TOLD else ""
    return f"{summary or 'Nothing is declared'}. {'. '.join(said)}{'.' if said else ''}{more}"


def _noun(noun: str, count: int) -> str:
    if count != 1:
        return noun
    return _ONE.get(noun, noun.removesuffix("s"))
