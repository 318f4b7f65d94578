"""The data map of an organisation: its diagram, and the same flows as a table for those who read rather than look."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from datamap.graph.hops import DataFrom, Hop, HopKind, Key
from datamap.model.provenance import Sourced
from datamap.notice.context import Context
from datamap.notice.document import Table
from datamap.pages.blocks import Blocks
from datamap.pages.organisation import Desk
from datamap.pages.page import Page

FILE = "map.md"
_HEAD = ("From", "To", "How", "Data", "For", "Country and safeguard", "Notes")
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


def map_page(desk: Desk, diagram: str, figures: dict[str, str]) -> Page:
    """Return the page. `diagram` stands in the Markdown for the picture in `figures`; without one the table is all."""
    path = desk.path(FILE)
    context, blocks = desk.context(path), Blocks(desk.where)
    rows = tuple(tuple(_row(context, hop)) for hop in desk.flows.hops)
    parts = [
        "# Data map",
        "Who gives data, where they are kept, and who receives them.",
        diagram,
        "## The same as a table { #flows }",
        blocks.block(Table(_HEAD, rows)) if rows else "The inventory declares no flow.",
    ]
    return Page(
        path=path,
        title="Data map",
        markdown="\n\n".join(part for part in parts if part) + "\n",
        statements=tuple(blocks.printed),
        figures=figures,
    )


def _row(context: Context, hop: Hop) -> Iterator[Sourced | None]:
    yield _cell(context, hop, "from", [_node(context, hop.source)])
    yield _cell(context, hop, "to", [_node(context, hop.target), *([_role(hop)] if hop.role is not None else [])])
    yield _cell(context, hop, "how", [_HOW[hop.kind]])
    data: list[Markup | str] = [context.phrases.category(category) for category in hop.data]
    yield _cell(context, hop, "data", data or (["unknown"] if hop.data_from is DataFrom.UNKNOWN else []))
    activity = hop.activity
    activities = (
        [context.phrases.linked("activities", activity, context.title("activities", activity))] if activity else []
    )
    yield _cell(context, hop, "activity", activities)
    reaches = [f"{reach.title}: {reach.safeguards('not declared')}" for reach in hop.reaches]
    yield _cell(context, hop, "reaches", [*reaches, *(["stays in the country"] if hop.stays else [])])
    notes = [
        condition.words if condition.key in {"text", "limit"} else f"{condition.key} {condition.words}"
        for condition in hop.conditions
    ]
    yield _cell(
        context, hop, "notes", [*(["may happen"] if hop.may else []), *notes, *([hop.detail] if hop.detail else [])]
    )


def _cell(context: Context, hop: Hop, column: str, parts: Sequence[Markup | str]) -> Sourced | None:
    role = hop.role.value if hop.role is not None else ""
    about = (*hop.paths[0], hop.activity or "", str(hop.source), str(hop.target), role, column)
    return context.say_about("register.list", about, hop.paths, parts=parts) if parts else None


def _node(context: Context, key: Key) -> Markup:
    return context.phrases.linked(key.kind, key.id, context.flows.nodes[key].title)


def _role(hop: Hop) -> Markup:
    return escape(f"({str(hop.role.value).replace('-', ' ')})") if hop.role is not None else Markup()
