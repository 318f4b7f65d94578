"""The data map of an organisation: its diagram, and the same flows as a table for those who read rather than look."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from datamap.catalog.spelling import spelled
from datamap.graph.hops import WITHOUT_DATA, Category, Condition, DataFrom, Hop, HopKind, Key, Reach, TargetRole
from datamap.model.provenance import Path, Sourced
from datamap.model.record import Selector
from datamap.notice.context import Context
from datamap.notice.document import Table
from datamap.notice.sections.circumstances import data_words
from datamap.pages.desk import Desk
from datamap.pages.page import UNSEARCHED, Page
from datamap.pages.parts import Parts, runs, span
from datamap.pages.reached import limits_of

FILE, TITLE = "map.md", "Data map"
_CONDITIONS = "Conditions"
_HEAD = ("From", "To", "How", "Data, and the activity", "Country and safeguard", _CONDITIONS)
_HOW = {
    HopKind.FLOW: "flow",
    HopKind.HOST: "hosted by",
    HopKind.OPERATOR: "operated by",
    HopKind.TRACKER: "tracker",
    HopKind.DISCLOSURE: "occasional disclosure",
    HopKind.RECIPIENT: "path not stated",
    HopKind.USE: "use, path not stated",
    HopKind.COLLECTION: "collected, path not stated",
    HopKind.MEMBER: "part of the group",
    HopKind.INSTRUCTION: "instructs us",
}
_ROLES = {
    TargetRole.JOINT_CONTROLLER: "joint controller",
    TargetRole.INDEPENDENT_CONTROLLER: "independent controller",
}


def map_pages(desk: Desk, diagram: str, figures: dict[str, str]) -> Iterator[Page]:
    """Yield the page, and those of its table where that is too long for one.

    `diagram` stands in the Markdown for the picture in `figures`; without one the table is all.
    """
    path = desk.path(FILE)
    context, blocks = desk.context(path), desk.blocks()
    table = _table(context, desk.flows.hops)
    divided = runs([table])
    parts = Parts(desk=desk, stem="map", title="Data flows", home=f"{FILE}#flows", home_title=TITLE, count=len(divided))
    if not table.rows:
        rows = "The inventory declares no flow."
    else:
        rows = blocks.block(table) if parts.count == 1 else parts.contents(path, map(span, divided))
    texts = [
        desk.crumb(path),
        f"# {TITLE}",
        "Who gives data, where they are kept, and who receives them.",
        diagram,
        f"## The same as a table {{ #flows {UNSEARCHED} }}",
        rows,
    ]
    yield Page(
        path=path,
        title=TITLE,
        markdown="\n\n".join(text for text in texts if text) + "\n",
        statements=tuple(blocks.printed),
        figures=figures,
    )
    if parts.count > 1:
        yield from parts.pages(divided)


class _Manner(NamedTuple):
    """Everything that is said of a hop besides its ends and what moves along it."""

    kind: HopKind
    role: TargetRole | None
    reaches: tuple[Reach, ...]
    stays: bool
    may: bool
    irreversible: bool
    conditions: tuple[Condition, ...]
    only: tuple[Selector, ...]
    except_: tuple[Selector, ...]
    detail: str


class _Load(NamedTuple):
    """What moves along a hop, and in which activity."""

    activity: str | None
    data: tuple[Category, ...]
    data_from: DataFrom
    words: Markup


class _Way(NamedTuple):
    """Hops that differ in nothing but their ends: each of the sources gives each load to each of the targets."""

    sources: tuple[Key, ...]
    targets: tuple[Key, ...]
    manner: _Manner
    loads: tuple[_Load, ...]
    hops: tuple[Hop, ...]


def _table(context: Context, hops: tuple[Hop, ...]) -> Table:
    ways = _ways(context, hops)
    conditional = any(_conditions(context, way.manner) for way in ways)
    head = _HEAD if conditional else _HEAD[:-1]
    rows = tuple(tuple(_row(context, way, head)) for way in ways)
    return Table(head, rows, optional=frozenset({_CONDITIONS}))


def _ways(context: Context, hops: tuple[Hop, ...]) -> list[_Way]:
    """Return hops in the order of the map, those that say the same in one: first of one pair, then of equal ends."""
    pairs: dict[tuple[Key, Key, _Manner], list[Hop]] = {}
    for hop in hops:
        pairs.setdefault((hop.source, hop.target, _manner(hop)), []).append(hop)
    by_source: dict[tuple[Key, _Manner, tuple[_Load, ...]], list[tuple[Key, list[Hop]]]] = {}
    for (source, target, manner), found in pairs.items():
        loads = tuple(dict.fromkeys(_load(context, hop) for hop in found))
        by_source.setdefault((source, manner, loads), []).append((target, found))
    by_targets: dict[tuple[tuple[Key, ...], _Manner, tuple[_Load, ...]], list[tuple[Key, list[Hop]]]] = {}
    for (source, manner, loads), reached in by_source.items():
        targets = tuple(target for target, _ in reached)
        by_targets.setdefault((targets, manner, loads), []).append(
            (source, [hop for _, found in reached for hop in found])
        )
    return [
        _Way(
            tuple(source for source, _ in given),
            targets,
            manner,
            loads,
            tuple(hop for _, found in given for hop in found),
        )
        for (targets, manner, loads), given in by_targets.items()
    ]


def _load(context: Context, hop: Hop) -> _Load:
    data = data_words(context, hop)
    joint = "; " if any(", " in words or " (" in words for words in data) else ", "
    return _Load(hop.activity, hop.data, hop.data_from, Markup(joint).join(data))  # noqa: S704 - a sign of ours


def _manner(hop: Hop) -> _Manner:
    return _Manner(*(getattr(hop, field) for field in _Manner._fields))


def _row(context: Context, way: _Way, head: tuple[str, ...]) -> Iterator[Sourced | None]:
    role = f" ({_ROLES.get(way.manner.role, way.manner.role.words)})" if way.manner.role is not None else ""
    cells: tuple[Sequence[Markup | str], ...] = (
        [_node(context, key) for key in way.sources],
        [_node(context, key) + role for key in way.targets],
        [": ".join(filter(None, (_HOW[way.manner.kind], way.manner.detail)))],
        _loads(context, way),
        [
            *(_country(context, reach) for reach in way.manner.reaches),
            *(["stays in the country"] if way.manner.stays else []),
        ],
        _conditions(context, way.manner),
    )
    for column, parts in zip(head, cells, strict=False):  # the last column is left out where no hop has a condition
        each = [((_about(hop, column),), hop.paths) for hop in way.hops]
        yield context.say_of_each("register.list", each, parts=parts) if parts else None


def _place(reach: Reach) -> str:
    return spelled(reach.place, capital=True) if reach.title == reach.place else reach.title


def _country(context: Context, reach: Reach) -> Markup:
    limits = Markup("; ").join(limits_of(context, reach))
    safeguards = reach.safeguards("not declared")
    stated = Markup("{}: {}").format(_place(reach), safeguards) if safeguards else escape(_place(reach))
    return Markup("{} ({})").format(stated, limits) if limits else stated


def _about(hop: Hop, column: str) -> Path:
    """Return what a cell is about as the hop alone would have it: so it keeps its anchor when another joins its row."""
    role = hop.role.value if hop.role is not None else ""
    return (*hop.paths[0], hop.activity or "", str(hop.source), str(hop.target), role, column)


def _loads(context: Context, way: _Way) -> list[Markup]:
    """Return data with the activities in which they move; activities with the same data stand together."""
    same: dict[tuple[Markup, DataFrom], list[str]] = {}
    for load in way.loads:
        same.setdefault((load.words, load.data_from), []).extend([load.activity] if load.activity else [])
    said: list[Markup] = []
    for (data, data_from), activities in same.items():
        if not data and not activities:
            continue
        words = data or escape("unknown" if data_from is DataFrom.UNKNOWN else "data not stated")
        named = [context.phrases.linked("activities", id_, context.title("activities", id_)) for id_ in activities]
        listed = Markup(", ").join(named)
        if way.manner.kind in WITHOUT_DATA:
            said.append(listed)
        else:
            said.append(Markup("{} ({})").format(words, listed) if named else words)
    return said


def _conditions(context: Context, manner: _Manner) -> list[Markup | str]:
    words = [condition.in_words for condition in manner.conditions]
    return [
        *(["may happen"] if manner.may else []),
        *words,
        *(Markup("only {}").format(context.phrases.chosen(selector, "and")) for selector in manner.only),
        *(Markup("except {}").format(context.phrases.chosen(selector, "or")) for selector in manner.except_),
        *(["cannot be undone"] if manner.irreversible else []),
    ]


def _node(context: Context, key: Key) -> Markup:
    title = context.flows.nodes[key].title
    words = spelled(key.id, capital=True) if title == key.id and key.kind != "trackers" else title
    return context.phrases.linked(key.kind, key.id, words)
