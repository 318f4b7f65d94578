"""The standard table: activity by activity, what is used, what for, on which basis, how long, and who receives it.

Each cell lists what the activity states as a whole. A row never says that each datum serves each purpose.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import PARTY_GROUPS, Group, Hop, Key
from datamap.model.basis import Basis
from datamap.model.kept import Kept, numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.notice.context import Context, said, stated
from datamap.notice.document import Block, Table
from datamap.notice.sections.bases import alternatives
from datamap.notice.sections.brief import kept
from datamap.notice.sections.circumstances import listed_party
from datamap.notice.sections.gathering import data_phrases
from datamap.notice.sections.keep import each_detail
from datamap.notice.writer import listed

_BASES = {
    "consent": "consent",
    "contract": "contract",
    "legal-obligation": "legal obligation",
    "vital-interests": "vital interests",
    "public-task": "public task",
    "legitimate-interests": "legitimate interests",
    "recognised-legitimate-interests": "recognised legitimate interests",
}
_SHARED = 3
"""Parts of the path of a purpose that all activities share: organisation, kind, identifier."""
_LONG = 100
"""Characters of a general rule that a table does not repeat in each row."""
_RECEIVING = frozenset({*PARTY_GROUPS, Group.SOURCES, Group.OTHERS_SYSTEMS, Group.STAFF})


def table(context: Context) -> Iterator[Block]:
    """Yield the table, where any activity fills a row of it."""
    rows = tuple(tuple(_row(context, id_, activity)) for id_, activity in context.our_activities.items())
    rows = tuple(row for row in rows if any(cell is not None for cell in row[1:]))
    if rows:
        yield Table(tuple(context.writer.words("headings.columns_table").split("|")), rows)


def _row(context: Context, id_: str, activity: Any) -> Iterator[Sourced | None]:  # noqa: ANN401
    context = context.within(activity)
    phrases = context.phrases
    yield context.say(
        "table.activity",
        context.at("activities", id_),
        title=phrases.linked("activities", id_, context.title("activities", id_)),
        may=bool(activity.may),
        extras=phrases.qualified(activity, without=("may", "text")),
    )
    data = data_phrases(context, context.data_of(activity))
    yield _cell(context, "data", id_, said(activity.data) or data) or _as_the_whole(context, "data", id_)
    used = said(activity.purposes) or purposes(context, activity)
    yield _cell(context, "purposes", id_, used) or _as_the_whole(context, "purposes", id_)
    yield _bases(context, id_, activity)
    yield _periods(context, id_)
    told = _recipients(context, id_) or _cell(context, "recipients", id_, said(activity.recipients))
    yield told or _as_the_whole(context, "recipients", id_)


def _as_the_whole(context: Context, key: str, id_: str) -> Sourced | None:
    """Return a cell that leads to the activity that covers one, which says there what this one does not."""
    covering = context.flows.covering
    saying = [
        name
        for name in covering.get(id_, ())
        if (whole := context.our_activities.get(name)) is not None
        and (stated(getattr(whole, key)) or (key == "recipients" and _recipients(context, name) is not None))
    ]
    # What one says that covers these too has given way to theirs.
    wholes = [name for name in saying if not any(name in covering.get(other, ()) for other in saying)]
    if not wholes:
        return None
    titles = [context.phrases.linked("activities", name, f"“{context.title('activities', name)}”") for name in wholes]
    at = [context.at("activities", name, key) for name in wholes]
    return context.say_about("table.as_the_whole", context.at("activities", id_, key), at, titles=titles)


def _cell(context: Context, key: str, id_: str, parts: list[Any], at: list[Path] | None = None) -> Sourced | None:
    about = context.at("activities", id_, key)
    return context.say_about("table.list", about, at or [about], parts=list(dict.fromkeys(parts))) if parts else None


def purposes(context: Context, activity: Any) -> list[Markup]:  # noqa: ANN401
    """Return the purposes of an activity with their qualifiers."""
    phrases = context.phrases
    if isinstance(activity.purposes, tuple):
        pairs = [(item.id, phrases.naming.record("purposes", item.id), item.detail) for item in activity.purposes]
    else:
        pairs = [(id_, record, None) for id_, record in activity.purposes.items()] if stated(activity.purposes) else []
    return [_purpose(context, *pair) for pair in pairs]


def _purpose(context: Context, id_: str, record: Any, detail: Any) -> Markup:  # noqa: ANN401
    words = context.writer.words(
        "table.purpose",
        words=context.phrases.purpose(id_, record),
        may=any(getattr(each, "may", None) for each in (record, detail)),
        extras=Markup().join(context.phrases.qualified(each, without=("may",)) for each in (record, detail)),
    )
    return Markup(words)  # noqa: S704 - the template escapes


def _bases(context: Context, id_: str, activity: Any) -> Sourced | None:  # noqa: ANN401
    found: list[Any] = []
    at: list[Path] = []
    for path, value, purpose in bases_of(context, id_, activity):
        at.append(path)
        told = _named(context, value, [purpose] if purpose is not None else [])
        if path[1:3] == ("organisation", "defaults") and sum(len(each.striptags()) for each in told) > _LONG:
            told = [Markup('<a href="#why">{}</a>').format(context.writer.words("table.general"))]
        found += told
    return _cell(context, "basis", id_, found, at)


def bases_of(context: Context, id_: str, activity: Any) -> Iterator[tuple[Path, Any, str | None]]:  # noqa: ANN401
    """Yield (path, value, purpose) for each statement on the basis: of the activity, its purposes, else in general."""
    found = False
    several = len(activity.purposes) > 1 if stated(activity.purposes) else False
    if activity.basis is not None:
        found = True
        yield context.at("activities", id_, "basis"), activity.basis, None
    for name, detail in each_detail(activity.data):
        if getattr(detail, "basis", None) is not None:
            yield (
                context.at("activities", id_, "data", name, "basis"),
                detail.basis,
                str(context.phrases.data(name).striptags()),
            )
    for path, name, record in purpose_records(context, id_, activity):
        # What a shared purpose says is farther than what the activity says, and gives way to it.
        if record.basis is not None and (activity.basis is None or len(path) > _SHARED):
            found = True
            words = context.phrases.purpose(name, record) if several else None
            yield (*path, "basis"), record.basis, words
    if not found and context.defaults is not None and context.defaults.basis is not None:
        general = context.defaults.basis
        if stated(general):
            # What can never hold for this activity is no basis of it.
            apart = context.regions.never_meet
            held = ((number, each) for number, each in numbered(general) if not apart(each.only, activity.only))
            general = Kept.of(held) or None
        if general is not None:
            yield context.at("organisation", "defaults", "basis"), general, None


def purpose_records(context: Context, id_: str, activity: Any) -> Iterator[tuple[Path, str, Any]]:  # noqa: ANN401
    """Yield (path, identifier, record) for each purpose of an activity that is declared, in place or for all."""
    if isinstance(activity.purposes, Mapping):
        for name, record in activity.purposes.items():
            yield context.at("activities", id_, "purposes", name), name, record
    elif isinstance(activity.purposes, tuple):
        for item in activity.purposes:
            record = context.phrases.naming.record("purposes", item.id)
            if record is not None:
                yield context.at("purposes", item.id), item.id, record


def _named(context: Context, value: Any, purposes_: list[str]) -> list[Markup]:  # noqa: ANN401
    """Return the names of lawful bases, each with the data and purposes that it was allocated to and its conditions."""
    if isinstance(value, Said):
        return said(value)
    found = []
    held = dict(numbered(value))
    for numbers in alternatives(held):
        basis = held[numbers[0]]
        data = listed(context.phrases.each(basis.data, ("data_categories",)))
        uses = listed(purposes_ or context.phrases.purposes(basis.purposes))
        for_what = Markup("{} ({})").format(data, uses) if data and uses else data or uses
        lead = Markup("{}: ").format(for_what) if for_what else Markup()
        several = len(numbers) > 1
        named = [
            escape(_basis_name(held[number], name)) + (context.phrases.qualified(held[number]) if several else "")
            for number in numbers
            for name in held[number].kinds
        ]
        if named:
            # Which of several applies is not said, unless they are said to hold together.
            joint = "and" if basis.together and not several else "or"
            found.append(lead + listed(named, joint) + (Markup() if several else context.phrases.qualified(basis)))
    return found


def _basis_name(basis: Basis, name: str) -> str:
    """Return what a lawful basis is called in a cell: with what makes it a stricter or an earlier one."""
    if name == "consent" and basis.consent is not None and basis.consent.explicit:
        return "explicit consent"
    if name == "contract" and basis.contract is not None and basis.contract.before:
        return "steps before a contract"
    return _BASES[name]


def _periods(context: Context, id_: str) -> Sourced | None:
    """Return the periods: of single data first, then of the activity, else in general; those of systems beside them."""
    own = _names(context.of("activities")[context.holding(id_, "data")].data)
    found: list[Any] = []
    at: list[Path] = []
    general, rest = False, Markup("{}: ").format(context.writer.words("table.other_data"))
    for path, value, what, place in periods_of(context, id_):
        # A period of a system that is said already needs no second saying.
        if place is not None and set(kept(context, value, own)) <= {each.removeprefix(rest) for each in found}:
            continue
        told = kept(context, value, own, what=what, place=place, others=bool(found))
        general = general or is_general(value, place) or _names_all_places(context, id_, value)
        if path[1:3] == ("organisation", "defaults") and sum(map(len, told)) > _LONG:
            told = [Markup('<a href="#keep">{}</a>').format(context.writer.words("table.general"))]
        at.append(path)
        found += told
    if found and not general:
        found.append(Markup(context.writer.words("table.no_period")))  # noqa: S704 - the template escapes
    return _cell(context, "retention", id_, found, at)


def _names(data: Any) -> set[str]:  # noqa: ANN401
    if isinstance(data, Mapping):
        return set(data)
    return {item.id for item in data} if isinstance(data, tuple) else set()


def periods_of(context: Context, id_: str) -> Iterator[tuple[Path, Any, Markup | None, Markup | None]]:
    """Yield (path, value, data, place) for each statement on retention that holds for an activity, closest first.

    What the activity says, or one that covers it, replaces what is said of the data and in general; what is said of a
    system stands beside it.
    """
    phrases = context.phrases
    settled = set()
    whose_data = context.holding(id_, "data")
    data = context.of("activities")[whose_data].data
    for name, record in each_detail(data):
        if record.retention is not None:
            settled.add(name)
            at = context.at("activities", whose_data, "data", name, "retention")
            yield at, record.retention, phrases.data(name), None
    holding = context.holding(id_, "retention")
    held_for_all = context.of("activities")[holding].retention
    if held_for_all is not None:
        yield context.at("activities", holding, "retention"), held_for_all, None, None
        settled |= _data_of_rules(held_for_all)
    # Rules on some data, or on a place alone, leave what is said of all others as it is.
    if not _says_all(held_for_all) and not _names_all_places(context, id_, held_for_all):
        for name in sorted(_names(data) - settled):
            held = getattr(phrases.naming.record("data_categories", name), "retention", None)
            if held is not None:
                settled.add(name)
                yield context.at("data_categories", name, "retention"), held, phrases.data(name), None
        all_settled = bool(settled) and settled == _names(data)
        if not all_settled and context.defaults is not None and context.defaults.retention is not None:
            yield context.at("organisation", "defaults", "retention"), context.defaults.retention, None, None
    told = {place for rule in held_for_all for place in rule.at or ()} if _rules(held_for_all) else set()
    for name in _systems_of(context, id_):
        held = getattr(phrases.naming.record("systems", name), "retention", None)
        if held is not None and name not in told:
            yield context.at("systems", name, "retention"), held, None, phrases.place_of(name)


def _says_all(value: Any) -> bool:  # noqa: ANN401
    """Whether a statement on retention is about all data, wherever they are."""
    return isinstance(value, Said) or any(rule.data is None and rule.at is None for rule in value or ())


def _data_of_rules(value: Any) -> set[str]:  # noqa: ANN401
    rules = value if _rules(value) else ()
    return {
        item.id for rule in rules if rule.at is None for item in (rule.data if isinstance(rule.data, tuple) else ())
    }


def is_general(value: Any, place: Markup | None) -> bool:  # noqa: ANN401
    """Whether a statement on retention is about data wherever they are, and not about one place alone."""
    return place is None and (isinstance(value, Said) or any(rule.at is None for rule in value))


def _names_all_places(context: Context, id_: str, value: Any) -> bool:  # noqa: ANN401
    """Whether rules on places name every system of an activity, so that the data are nowhere else with us."""
    named = {place for rule in value for place in rule.at or ()} if _rules(value) else set()
    systems = _systems_of(context, id_)
    return bool(systems) and set(systems) <= named


def _systems_of(context: Context, id_: str) -> list[str]:
    keys = (key for hop in context.flows.hops_of(id_) for key in (hop.source, hop.target))
    return list(dict.fromkeys(key.id for key in keys if key.kind == "systems"))


def _rules(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, tuple)


def _recipients(context: Context, id_: str) -> Sourced | None:
    hops = [hop for hop in context.flows.hops_of(id_) if hop.moves_data]
    keys: dict[Key, None] = dict.fromkeys(
        hop.target for hop in hops if context.flows.nodes[hop.target].group in _RECEIVING or hop.shows_others
    )
    if not keys:
        return None
    members = {
        item.id
        for key in keys
        for item in getattr(context.phrases.naming.record(key.kind, key.id), "includes", None) or ()
    }
    # A group stands for those in it; groups that hold each other stand for themselves.
    keys = {key: None for key in keys if key.id not in members} or keys
    paths = [path for hop in hops if hop.target in keys for path in hop.paths]
    about, parts = context.at("activities", id_, "recipients"), _parties(context, keys, hops)
    in_general = all(path[1:3] == ("organisation", "defaults") for hop in hops for path in hop.paths[:1])
    if in_general and sum(len(each.striptags()) for each in parts) > _LONG:
        parts = [Markup('<a href="#share">{}</a>').format(context.writer.words("table.general"))]
    return context.say_about("table.list", about, paths, parts=parts)


def _parties(context: Context, keys: Iterable[Key], hops: list[Hop]) -> list[Markup]:
    return [
        listed_party(context, context.phrases.party(key.id), [hop for hop in hops if hop.target == key]) for key in keys
    ]
