"""The lines of a picture: parallel hops become one, with a short label and the whole of what is said in a tooltip."""

from collections.abc import Callable, Iterable, Mapping

from datamap.graph.hops import Category, DataMap, Hop, HopKind, Key
from datamap.graph.portions import Limits, limits_of_hop
from datamap.render.labels import clean, listed, wrapped
from datamap.render.picture import Line, Style

LABEL_WIDTH = 22
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


def lines_of(data_map: DataMap, name_of: Mapping[Key, str], unlike: set[str]) -> tuple[Line, ...]:
    """Return one line for all hops of a style between two boxes; `unlike` names boxes of several nodes.

    Data that go back are on the same line only where all that it shows is true of both directions.
    """
    groups: dict[tuple[str, str, Style], list[Hop]] = {}
    for hop in data_map.hops:
        if hop.target not in name_of:
            continue
        pair = (name_of[hop.source], name_of[hop.target])
        inside_bundle = pair[0] == pair[1] and hop.source != hop.target
        if not inside_bundle:
            groups.setdefault((*pair, _STYLES[hop.kind]), []).append(hop)
    _drop_repeated(groups)
    order = {name: number for number, name in enumerate(dict.fromkeys(name_of.values()))}
    lines: list[Line] = []
    for (source, target, style), hops in groups.items():
        aggregated = bool(unlike & {source, target})
        returning = groups.get((target, source, style), []) if source != target else []
        if returning and not _are_alike(style, hops, returning, aggregated=aggregated):
            returning = []
        if returning and order[source] > order[target]:
            continue
        name = f"e{len(lines) + 1}"
        lines.append(_line(name, source, target, style, hops, returning, data_map, aggregated=aggregated))
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


def _are_alike(style: Style, hops: list[Hop], returning: list[Hop], *, aggregated: bool) -> bool:
    """Whether a line for both directions says nothing of one that is true of the other alone."""
    there, back = _data(hops), _data(returning)
    if any(each.is_special for each in there) is not any(each.is_special for each in back):
        return False
    return aggregated or (set(there) == set(back) and _label(style, hops, there) == _label(style, returning, there))


def _data(hops: Iterable[Hop]) -> list[Category]:
    """Return the data of hops, special ones first."""
    data = dict.fromkeys(category for hop in hops for category in hop.data)
    return sorted(data, key=lambda category: not category.is_special)


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
    data = _data(every)
    return Line(
        name=name,
        source=source,
        target=target,
        style=style,
        label=_label(style, every, data) if counted == 1 else (f"{counted} flows",),
        tooltip=_tooltip(style, every, data_map),
        hops=tuple(every),
        special=any(category.is_special for category in data),
        outside=any(hop.leaves_area for hop in every),
        both=bool(returning),
        count=counted,
    )


# Labels


def _label(style: Style, hops: list[Hop], data: list[Category]) -> tuple[str, ...]:
    words = _LABELS[style](hops, data)
    if not words:
        return ()
    may = style is not Style.DISCLOSURE and all(hop.may for hop in hops)
    return wrapped(f"{words} (may)" if may else words, LABEL_WIDTH, 4)


def _data_label(_: list[Hop], data: list[Category]) -> str:
    titles = [f"{SPECIAL} {each.title}" if each.is_special else each.title for each in data]
    return listed(titles, 3 * LABEL_WIDTH - 6 if len(titles) == 1 else 2 * LABEL_WIDTH - 8)


def tracker_label(hops: list[Hop], _: object = None) -> str:
    """Return how many cookies or the like some hops stand for."""
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
    Style.TRACKER: tracker_label,
    Style.DISCLOSURE: _disclosure_label,
    Style.MEMBER: _no_label,
    Style.INSTRUCTION: lambda _, __: "instructs us",
}


# Tooltips


def _tooltip(style: Style, hops: list[Hop], data_map: DataMap) -> str:
    """Return the whole text of a line: data, activities, countries, conditions; each condition with what it limits."""
    apart: dict[Limits, list[Hop]] = {}
    for hop in hops:
        apart.setdefault(limits_of_hop(hop), []).append(hop)
    said = dict.fromkeys(_said(style, limited, limits, data_map) for limits, limited in apart.items())
    return clean(". ".join([each.removesuffix(".") for each in said]))


def _said(style: Style, hops: list[Hop], limits: Limits, data_map: DataMap) -> str:
    """Return what is said of hops with the same limits."""
    titles = [f"{each.title} (special category)" if each.is_special else each.title for each in _data(hops)]
    parts = [", ".join(dict.fromkeys(titles)) or ("" if style is Style.INSTRUCTION else "data not stated")]
    occasions = [hop.detail if hop.activity is None else data_map.activities[hop.activity].title for hop in hops]
    names = ", ".join(dict.fromkeys([name for name in occasions if name]))
    if names:
        parts.append(f"{'disclosure' if style is Style.DISCLOSURE else 'in'}: {names}")
    reaches = dict.fromkeys(
        [
            f"{reach.title}{''.join([f' ({mechanism.title})' for mechanism in reach.mechanisms])}"
            for hop in hops
            for reach in hop.reaches
        ]
    )
    if reaches:
        parts.append(f"to: {', '.join(reaches)}")
    parts += ["may happen"] if limits.may else []
    parts += [each.in_words for each in limits.conditions]
    parts += [f"only {data_map.scopes[selector]}" for selector in limits.only]
    parts += [f"except {data_map.scopes[selector]}" for selector in limits.except_]
    return "; ".join(dict.fromkeys([part for part in parts if part]))
