"""The standard table: activity by activity, what is used, what for, on which basis, how long, and who receives it.

Each cell lists what the activity states as a whole. A row never says that each datum serves each purpose.
"""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import Group, Key
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Table
from datamap.notice.sections.keep import shortly

_BASES = {
    "consent": "consent",
    "contract": "contract",
    "legal-obligation": "legal obligation",
    "vital-interests": "vital interests",
    "public-task": "public task",
    "legitimate-interests": "legitimate interests",
    "recognised-legitimate-interests": "recognised legitimate interests",
}
_RECEIVING = frozenset(Group) - {Group.PEOPLE, Group.SYSTEMS, Group.OURSELVES, Group.CLIENTS, Group.UNSTATED}


def table(context: Context) -> Iterator[Block]:
    """Yield the table, where any activity fills a row of it."""
    rows = tuple(tuple(_row(context, id_, activity)) for id_, activity in context.our_activities.items())
    rows = tuple(row for row in rows if any(cell is not None for cell in row[1:]))
    if rows:
        yield Table(tuple(context.writer.words("headings.columns_table").split("|")), rows)


def _row(context: Context, id_: str, activity: Any) -> Iterator[Sourced | None]:  # noqa: ANN401
    phrases = context.phrases
    yield context.say(
        "table.activity",
        context.at("activities", id_),
        title=phrases.linked("activities", id_, context.title("activities", id_)),
    )
    yield _cell(context, id_, "data", phrases.each(activity.data, ("data_categories",)))
    yield _cell(context, id_, "purposes", _purposes(context, activity))
    yield _inherited(context, id_, activity, "basis", _bases)
    yield _inherited(context, id_, activity, "retention", lambda value: _periods(context, value, activity))
    yield _recipients(context, id_)


def _cell(context: Context, id_: str, key: str, parts: list[Any]) -> Sourced | None:
    return context.say("table.list", context.at("activities", id_, key), parts=parts) if parts else None


def _inherited(context: Context, id_: str, activity: Any, key: str, parts_of: Any) -> Sourced | None:  # noqa: ANN401
    own = getattr(activity, key)
    if own is not None:
        return _cell(context, id_, key, parts_of(own))
    general = getattr(context.defaults, key, None)
    parts = parts_of(general) if general is not None else []
    return context.say("table.list", context.at("organisation", "defaults", key), parts=parts) if parts else None


def _purposes(context: Context, activity: Any) -> list[str]:  # noqa: ANN401
    if isinstance(activity.purposes, tuple):
        return [context.phrases.purpose(item.id) for item in activity.purposes]
    return (
        [context.phrases.purpose(id_, record) for id_, record in activity.purposes.items()]
        if stated(activity.purposes)
        else []
    )


def _bases(value: Any) -> list[str]:  # noqa: ANN401
    return (
        list(dict.fromkeys(_BASES[name] for basis in value for name in basis.kinds)) if isinstance(value, tuple) else []
    )


def _periods(context: Context, value: Any, activity: Any) -> list[str | Markup]:  # noqa: ANN401
    found: list[str | Markup] = []
    own = {item.id for item in activity.data} if isinstance(activity.data, tuple) else set()
    for rule in value if isinstance(value, tuple) else ():
        excepted = set(rule.except_.data or ()) if rule.except_ is not None else set()
        if own and own <= excepted:
            continue
        words = shortly(rule, context.phrases.words)
        if words:
            data = context.phrases.each(rule.data, ("data_categories",))
            found.append(Markup("{}: {}").format(Markup(", ").join(data), words) if data else words)
    return found


def _recipients(context: Context, id_: str) -> Sourced | None:
    hops = [hop for hop in context.flows.hops if hop.activity == id_ and hop.moves_data]
    keys: dict[Key, None] = dict.fromkeys(
        hop.target for hop in hops if context.flows.nodes[hop.target].group in _RECEIVING
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
    about = context.at("activities", id_, "recipients")
    return context.say_about("table.list", about, paths, parts=[context.phrases.party(key.id) for key in keys])
