"""Ways of data on which nobody else receives them: between our systems, back to people, on conditions to us."""

from collections.abc import Iterator
from typing import Any

from datamap.graph.hops import Hop, HopKind
from datamap.model.flows import Flow
from datamap.model.flows import Path as FlowPath
from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.notice.context import Context
from datamap.notice.sections.circumstances import data_words
from datamap.notice.sections.collecting import passes_by, says_that_we_collect
from datamap.notice.sections.passing import gives

_OURS = frozenset({"systems", "data_subjects"})


def ways(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield each way of an activity from a system to another or to people, and each to us on which a condition stands.

    Data that go from people to others without a station of ours are told of too, and those that the activity never
    collects. That those which are collected come to us
    goes without saying; where they go to others is said of those.
    """
    at = context.at("activities", id_, "flows")
    by_flow: dict[int, list[Hop]] = {}
    for hop in context.flows.hops_of(id_):
        if hop.kind is HopKind.FLOW and hop.paths[0][: len(at)] == at:
            by_flow.setdefault(int(hop.paths[0][len(at)]), []).append(hop)
    past, collected = context.past_us(activity), says_that_we_collect(context, id_, activity)
    for number, flow in numbered(activity.flows if isinstance(activity.flows, tuple) else ()):
        hops = [hop for hop in by_flow.get(number, ()) if hop.target.kind in _OURS]
        extras = context.phrases.qualified(flow, without=("may",))
        data = flow.data if isinstance(flow.data, tuple) else ()
        is_limited = bool(extras or flow.may) or any(context.phrases.qualified(item.detail) for item in data)
        if any(
            hop.source.kind == "systems"
            or (not gives(hop) and is_limited)
            or (gives(hop) and hop.target.kind == "data_subjects")
            for hop in hops
        ):
            yield context.say(
                "collect.way",
                (*at, number),
                data=data_words(context, hops[-1]) if data else [],
                path=context.phrases.route(_until(flow, {hop.target.id for hop in hops})),
                may=bool(flow.may),
                extras=extras,
            )
        elif not past.isdisjoint(item.id for item in data) and number in by_flow:
            words, path = data_words(context, by_flow[number][0]), context.phrases.route(flow.path)
            yield context.say("collect.past", (*at, number), data=words, path=path, may=bool(flow.may), extras=extras)
        elif number in by_flow and not collected and passes_by(context, by_flow[number]):
            words = data_words(context, by_flow[number][0], around=False) if data else []
            path = context.phrases.route(flow.path)
            yield context.say(
                "collect.way", (*at, number), data=words, path=path, may=bool(flow.may or activity.may), extras=extras
            )


def _until(flow: Flow, ends: set[str]) -> FlowPath:
    """Return a path as far as the last station where it ends for us: beyond it, it is told of those who receive."""
    last = max(number for number, station in enumerate(flow.path) if ends.intersection(station))
    return FlowPath(flow.path[: last + 1])
