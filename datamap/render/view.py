"""From a map to a picture: parallel hops become one line, nodes become boxes, and all of it is told in words."""

from collections.abc import Callable, Iterable, Mapping

from datamap.graph.hops import Category, DataMap, Group, Hop, HopKind, Key, Node
from datamap.render.bundling import Bundle
from datamap.render.columns import columns_of
from datamap.render.groups import CLUSTERS, NOUNS
from datamap.render.labels import clean, cut, listed, wrapped
from datamap.render.picture import Box, Entry, Line, Picture, Style

TITLE_WIDTH, ENTRY_WIDTH, NOTE_WIDTH, LABEL_WIDTH = 22, 28, 28, 22
LISTED = 8
"""How many nodes one box lists before it counts the rest."""
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
    bundles: Mapping[Key, Bundle] | None = None,
    focus: frozenset[Key] = frozenset(),
) -> Picture:
    """Return the picture of a map; `bundles` names the box of each node that is not drawn alone.

    Every hop is in a line, but those inside a box, which says how many, and those from a group of parties to a member
    that something else reaches.
    """
    boxes, name_of = _boxes(data_map, bundles or {}, focus)
    unlike = {box.name for box in boxes if box.is_bundle}
    lines = _lines(data_map, name_of, unlike)
    titles = {box.name: " ".join(box.title) or ", ".join(entry.words for entry in box.entries) for box in boxes}
    return Picture(
        title=title,
        description=_told(boxes, lines, titles),
        boxes=boxes,
        lines=lines,
        columns=columns_of(boxes, lines),
    )


# Boxes


def _boxes(
    data_map: DataMap, bundles: Mapping[Key, Bundle], focus: frozenset[Key]
) -> tuple[tuple[Box, ...], dict[Key, str]]:
    order = {group: number for number, (_, groups) in enumerate(CLUSTERS) for group in groups}
    chosen = dict.fromkeys(bundles.get(key) or Bundle((key,)) for key in data_map.nodes)
    entries = sorted(chosen, key=lambda bundle: order.get(data_map.nodes[bundle.keys[0]].group, len(order)))
    boxes: list[Box] = []
    name_of: dict[Key, str] = {}
    for number, bundle in enumerate(entries, start=1):
        name = f"n{number}"
        name_of.update(dict.fromkeys(bundle.keys, name))
        boxes.append(_box(name, bundle, data_map, focus))
    return tuple(boxes), name_of


def _box(name: str, bundle: Bundle, data_map: DataMap, focus: frozenset[Key]) -> Box:
    nodes = [data_map.nodes[key] for key in bundle.keys]
    alone = len(nodes) == 1
    title = wrapped(bundle.title or nodes[0].title, TITLE_WIDTH, 3)
    entries: tuple[Entry, ...] = ()
    notes = _notes(data_map, nodes[0]) if alone or bundle.listed else _bundle_notes(data_map, bundle, nodes)
    if bundle.listed:
        most = LISTED if len(nodes) <= LISTED else LISTED - 1
        entries = tuple(
            Entry(n.key, cut(clean(n.title), ENTRY_WIDTH), _node_tooltip(n.title, [n])) for n in nodes[:most]
        )
        title = ()
        notes = [f"and {len(nodes) - most} more", *notes] if len(nodes) > most else notes
    return Box(
        name=name,
        keys=bundle.keys,
        title=title,
        entries=entries,
        notes=tuple(line for note in notes for line in wrapped(note, NOTE_WIDTH, 2)),
        group=nodes[0].group,
        tooltip=_node_tooltip(bundle.title or nodes[0].title, nodes),
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
        reaches.update({reach.place: reach for reach in hop.reaches})
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
    kinds = ", ".join(dict.fromkeys(kind.lower() for kind in node.kinds))
    return clean(f"{title} ({kinds})" if kinds and kinds != title.lower() else title)


# Lines


def _lines(data_map: DataMap, name_of: Mapping[Key, str], unlike: set[str]) -> tuple[Line, ...]:
    groups: dict[tuple[str, str, Style], list[Hop]] = {}
    for hop in data_map.hops:
        pair = (name_of[hop.source], name_of[hop.target])
        inside_bundle = pair[0] == pair[1] and hop.source != hop.target
        if not inside_bundle:
            groups.setdefault((*pair, _STYLES[hop.kind]), []).append(hop)
    _drop_repeated(groups)
    order = {name: number for number, name in enumerate(dict.fromkeys(name_of.values()))}
    lines: list[Line] = []
    for (source, target, style), hops in groups.items():
        returning = groups.get((target, source, style), []) if source != target else []
        if returning and order[source] > order[target]:
            continue
        lines.append(
            _line(
                f"e{len(lines) + 1}",
                source,
                target,
                style,
                hops,
                returning,
                data_map,
                aggregated=bool(unlike & {source, target}),
            )
        )
    return tuple(lines)


def _drop_repeated(groups: dict[tuple[str, str, Style], list[Hop]]) -> None:
    """Let a flow speak for the same pair without a path, and drop a member's line where something else reaches it."""
    for source, target, style in tuple(groups):
        if style is Style.FLOW:
            groups[source, target, style] += groups.pop((source, target, Style.UNSTATED), [])
    reached = {target for source, target, style in groups if style is not Style.MEMBER and source != target}
    for key in tuple(groups):
        if key[2] is Style.MEMBER and key[1] in reached:
            del groups[key]


def _line(  # noqa: PLR0913, PLR0917 - what a line is made of
    name: str,
    source: str,
    target: str,
    style: Style,
    hops: list[Hop],
    returning: list[Hop],
    data_map: DataMap,
    *,
    aggregated: bool,
) -> Line:
    every = [*hops, *returning]
    counted = len({(hop.source, hop.target) for hop in every}) if aggregated else 1
    data = sorted(
        dict.fromkeys(category for hop in every for category in hop.data), key=lambda each: not each.is_special
    )
    return Line(
        name=name,
        source=source,
        target=target,
        style=style,
        label=_label(style, every, data, may=all(hop.may for hop in every)) if counted == 1 else (f"{counted} flows",),
        tooltip=_tooltip(style, every, data, data_map),
        hops=tuple(every),
        special=any(hop.is_special for hop in every),
        outside=any(hop.leaves_area for hop in every),
        both=bool(returning),
        count=counted,
    )


def _label(style: Style, hops: list[Hop], data: list[Category], *, may: bool) -> tuple[str, ...]:
    words = _LABELS[style](hops, data)
    if not words:
        return ()
    return wrapped(f"{words} (may)" if may and style is not Style.DISCLOSURE else words, LABEL_WIDTH, 4)


def _data_label(_: list[Hop], data: list[Category]) -> str:
    titles = [f"{SPECIAL} {each.title}" if each.is_special else each.title for each in data]
    return listed(titles, 3 * LABEL_WIDTH - 6 if len(titles) == 1 else 2 * LABEL_WIDTH - 8)


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
