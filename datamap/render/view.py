"""From a map to a picture: parallel hops become one line, nodes become boxes with short words, and it is told in words."""

from collections.abc import Callable, Iterable, Mapping

from datamap.graph.hops import Category, DataMap, Group, Hop, HopKind, Key, Node
from datamap.render.groups import CLUSTERS, NOUNS
from datamap.render.labels import clean, listed, wrapped
from datamap.render.picture import Box, Line, Picture, Style

TITLE_WIDTH, NOTE_WIDTH, LABEL_WIDTH = 20, 24, 19
SPECIAL = "\u25c6"
_STYLES = {
    HopKind.FLOW: Style.FLOW,
    HopKind.HOST: Style.HOST,
    HopKind.OPERATOR: Style.HOST,
    HopKind.TRACKER: Style.TRACKER,
    HopKind.DISCLOSURE: Style.DISCLOSURE,
    HopKind.RECIPIENT: Style.UNSTATED,
    HopKind.USE: Style.UNSTATED,
    HopKind.COLLECTION: Style.UNSTATED,
    HopKind.MEMBER: Style.MEMBER,
    HopKind.INSTRUCTION: Style.INSTRUCTION,
}
_VERBS = {
    Style.FLOW: "data go",
    Style.UNSTATED: "data go, by a path that is not stated,",
    Style.HOST: "is hosted or operated by",
    Style.TRACKER: "cookies and similar",
    Style.DISCLOSURE: "occasional disclosure",
    Style.MEMBER: "includes",
    Style.INSTRUCTION: "instructs us",
}
_TOLD = 25


def picture_of(
    data_map: DataMap,
    *,
    title: str,
    bundles: Mapping[Key, tuple[str, tuple[Key, ...]]] | None = None,
    focus: frozenset[Key] = frozenset(),
) -> Picture:
    """Return the picture of a map. `bundles` maps a node to the (title, members) of the box it is drawn in.

    Nothing of the map is left out but the line from a group of parties to a member that something else reaches.
    """
    boxes, name_of = _boxes(data_map, bundles or {}, focus)
    lines = _lines(data_map, name_of)
    titles = {box.name: " ".join(box.title) for box in boxes}
    return Picture(title=title, description=_told(boxes, lines, titles), boxes=boxes, lines=lines)


# Boxes


def _boxes(
    data_map: DataMap, bundles: Mapping[Key, tuple[str, tuple[Key, ...]]], focus: frozenset[Key]
) -> tuple[tuple[Box, ...], dict[Key, str]]:
    order = {group: number for number, (_, groups) in enumerate(CLUSTERS) for group in groups}
    chosen: dict[tuple[Key, ...], tuple[str, Node]] = {}
    for key, node in data_map.nodes.items():
        title, keys = bundles.get(key, (node.title, (key,)))
        chosen.setdefault(keys, (title, node))
    entries = sorted(chosen.items(), key=lambda entry: order[entry[1][1].group])
    boxes: list[Box] = []
    name_of: dict[Key, str] = {}
    for number, (keys, (title, node)) in enumerate(entries, start=1):
        name = f"n{number}"
        name_of.update(dict.fromkeys(keys, name))
        nodes = [data_map.nodes[key] for key in keys]
        notes = _bundle_notes(nodes) if len(keys) > 1 else _notes(data_map, node)
        boxes.append(
            Box(
                name=name,
                keys=keys,
                title=wrapped(title, TITLE_WIDTH, 3),
                notes=tuple(line for note in notes for line in wrapped(note, NOTE_WIDTH, 2)),
                group=node.group,
                tooltip=_node_tooltip(title, nodes),
                focus=not focus.isdisjoint(keys),
                special=any(each.is_special for each in nodes),
            )
        )
    return tuple(boxes), name_of


def _notes(data_map: DataMap, node: Node) -> list[str]:
    """Return what stands under a title: where it is, and whether that is outside the area of a regime."""
    if node.group is Group.OURSELVES:
        return ["system not stated"]
    reaches = {reach.place: reach for reach in node.reaches}
    for hop in data_map.arriving.get(node.key, ()):
        reaches.update({reach.place: reach for reach in hop.reaches})
    if not reaches:
        return []
    outside = tuple(dict.fromkeys(name for reach in reaches.values() for name in reach.outside))
    names = listed([reach.title for reach in reaches.values()], 2, 18)
    return [names, f"outside {' and '.join(outside)} area"] if outside else [names]


def _bundle_notes(nodes: list[Node]) -> list[str]:
    return [listed([node.title for node in nodes], 2, 16)]


def _node_tooltip(title: str, nodes: list[Node]) -> str:
    if len(nodes) > 1:
        return f"{clean(title)}: {', '.join(clean(node.title) for node in nodes)}"
    node = nodes[0]
    kinds = ", ".join(dict.fromkeys(kind.lower() for kind in node.kinds))
    return clean(f"{title} ({kinds})" if kinds and kinds != title.lower() else title)


# Lines


def _lines(data_map: DataMap, name_of: Mapping[Key, str]) -> tuple[Line, ...]:
    groups: dict[tuple[str, str, Style], list[Hop]] = {}
    for hop in data_map.hops:
        pair = (name_of[hop.source], name_of[hop.target])
        inside_bundle = pair[0] == pair[1] and hop.source != hop.target
        if not inside_bundle:
            groups.setdefault((*pair, _STYLES[hop.kind]), []).append(hop)
    flows = {(source, target) for source, target, style in groups if style is Style.FLOW}
    reached = {target for source, target, style in groups if style is not Style.MEMBER and source != target}
    lines: list[Line] = []
    for (source, target, style), hops in groups.items():
        if style is Style.UNSTATED and (source, target) in flows:
            continue
        if style is Style.MEMBER and target in reached:
            continue
        if style is Style.FLOW:
            hops = [*hops, *groups.get((source, target, Style.UNSTATED), ())]  # noqa: PLW2901 - the flow speaks for both
        lines.append(_line(f"e{len(lines) + 1}", source, target, style, hops, data_map))
    return tuple(lines)


def _line(name: str, source: str, target: str, style: Style, hops: list[Hop], data_map: DataMap) -> Line:
    data = sorted(dict.fromkeys(category for hop in hops for category in hop.data), key=lambda each: not each.is_special)
    may = all(hop.may for hop in hops)
    return Line(
        name=name,
        source=source,
        target=target,
        style=style,
        label=_label(style, hops, data, may=may),
        tooltip=_tooltip(style, hops, data, data_map),
        hops=tuple(hops),
        special=any(hop.is_special for hop in hops),
        outside=any(hop.leaves_area for hop in hops),
        may=may,
    )


def _label(style: Style, hops: list[Hop], data: list[Category], *, may: bool) -> tuple[str, ...]:
    words = _LABELS[style](hops, data)
    if not words:
        return ()
    return wrapped(f"{words} (may)" if may and style is not Style.DISCLOSURE else words, LABEL_WIDTH, 3)


def _data_label(_: list[Hop], data: list[Category]) -> str:
    return listed([f"{SPECIAL} {each.title}" if each.is_special else each.title for each in data], 2, 24)


def _tracker_label(hops: list[Hop], _: list[Category]) -> str:
    count = len({hop.paths[-1] for hop in hops})
    return f"{count} cookies or similar" if count > 1 else "cookies or similar"


def _disclosure_label(hops: list[Hop], _: list[Category]) -> str:
    titles = list(dict.fromkeys(hop.detail for hop in hops))
    return f"{len(titles)} occasions" if len(titles) > 1 else titles[0]


def _no_label(_: list[Hop], __: list[Category]) -> str:
    return ""


_LABELS: Mapping[Style, Callable[[list[Hop], list[Category]], str]] = {
    Style.FLOW: _data_label,
    Style.UNSTATED: _data_label,
    Style.HOST: _no_label,
    Style.TRACKER: _tracker_label,
    Style.DISCLOSURE: _disclosure_label,
    Style.MEMBER: _no_label,
    Style.INSTRUCTION: lambda _, __: "instructs us",
}


def _tooltip(style: Style, hops: list[Hop], data: list[Category], data_map: DataMap) -> str:
    """Return the whole text of a line: data, activities, countries, conditions."""
    titles = [f"{each.title} (special category)" if each.is_special else each.title for each in data]
    parts = [", ".join(dict.fromkeys(titles)) or ("" if style is Style.INSTRUCTION else "data not stated")]
    activities = dict.fromkeys(
        data_map.activities[hop.activity].title if hop.activity is not None else hop.detail for hop in hops
    )
    names = [name for name in activities if name]
    parts += [f"{'disclosure' if style is Style.DISCLOSURE else 'in'}: {', '.join(names)}"] if names else []
    reaches = dict.fromkeys(
        f"{reach.title}{''.join(f' ({mechanism.title})' for mechanism in reach.mechanisms)}"
        for hop in hops
        for reach in hop.reaches
    )
    parts += [f"to: {', '.join(reaches)}"] if reaches else []
    conditions = dict.fromkeys(f"{each.key} {each.words}" for hop in hops for each in hop.conditions)
    return clean("; ".join(part for part in (*parts, *conditions) if part))


# In words


def _told(boxes: Iterable[Box], lines: tuple[Line, ...], titles: Mapping[str, str]) -> str:
    """Return the diagram in words: how many of what, and the lines one by one, as far as that stays bearable."""
    counts: dict[str, int] = {}
    for box in boxes:
        if box.group not in {Group.OURSELVES, Group.UNSTATED}:
            counts[NOUNS[box.group]] = counts.get(NOUNS[box.group], 0) + len(box.keys)
    summary = ", ".join(f"{count} {_noun(noun, count)}" for noun, count in counts.items())
    said = [
        f"{titles[line.source]}: {_VERBS[line.style]} to {titles[line.target]}"
        if line.style in {Style.FLOW, Style.UNSTATED, Style.DISCLOSURE, Style.TRACKER}
        else f"{titles[line.source]} {_VERBS[line.style]} {titles[line.target]}"
        for line in lines[:_TOLD]
    ]
    more = f" And {len(lines) - _TOLD} more." if len(lines) > _TOLD else ""
    return f"{summary or 'Nothing is declared'}. {'. '.join(said)}{'.' if said else ''}{more}"


def _noun(noun: str, count: int) -> str:
    if count != 1:
        return noun
    return {"groups of people": "group of people", "groups of staff": "group of staff", "authorities": "authority"}.get(
        noun, noun.replace("systems", "system").removesuffix("s") if noun != "systems of others" else "system of others"
    )
