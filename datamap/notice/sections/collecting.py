"""Whether an activity says that we collect its data: without a source and a way to us it says that they are used."""

from collections.abc import Mapping
from typing import Any

from datamap.graph.hops import OUR_GROUPS, Hop, HopKind
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.sections.sources import MADE

COLLECTED, USED, ELSEWHERE = "collect this", "use this", ""
"""What we do to have data, as far as that is stated; where they only go from others to others, nothing says of us."""


def verb_for(context: Context, id_: str, activity: Any, data: str, detail: Any) -> str:  # noqa: ANN401
    """Return what an activity says that we do with one of its data: by sources, flows, and what people have to give.

    It collects what people give or have to give, what has a source, and what a flow brings to us from outside. What it
    only hands on, shows or sends may have been collected by another activity, or by somebody else.
    """
    if any(stated(getattr(each, key, None)) for each in (detail, activity) for key in ("required", "if_refused")):
        return COLLECTED
    category = context.phrases.naming.record("data_categories", data)
    said = (getattr(detail, "source", None), activity.source, getattr(category, "source", None))
    source = next((each for each in (*said, getattr(context.defaults, "source", None)) if each is not None), None)
    # A source that nobody knows is one all the same.
    if source is Said.UNKNOWN:
        return COLLECTED
    if (
        isinstance(source, tuple | dict)
        and not {each if isinstance(each, str) else each.id for each in source} <= MADE.keys()
    ):
        return COLLECTED
    hops = [hop for hop in context.flows.hops_of(id_) if hop.kind is HopKind.FLOW and _carries(hop, data)]
    if any(_is_ours(context, hop.target) and not _is_ours(context, hop.source) for hop in hops):
        return COLLECTED
    return ELSEWHERE if hops and not activity.systems and passes_by(context, hops) else USED


def says_that_we_collect(context: Context, id_: str, activity: Any) -> bool:  # noqa: ANN401
    """Whether an activity says of any of its data that we collect or use them, so that a way past us needs no words."""
    data = activity.data
    if isinstance(data, tuple):
        data = {item.id: item.detail for item in data}
    details = data.items() if isinstance(data, Mapping) else ()
    return any(verb_for(context, id_, activity, name, detail) is not ELSEWHERE for name, detail in details)


def passes_by(context: Context, hops: list[Hop]) -> bool:
    """Whether data go from people to others on a way on which nothing is ours."""
    stations = {key for hop in hops for key in (hop.source, hop.target)}
    return hops[0].source.kind == "data_subjects" and not any(_is_ours(context, key) for key in stations)


def _carries(hop: Hop, data: str) -> bool:
    return any(category.carries(data) or data in category.within for category in hop.data)


def _is_ours(context: Context, key: Any) -> bool:  # noqa: ANN401
    return context.flows.nodes[key].group in OUR_GROUPS
