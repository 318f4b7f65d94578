"""What parties give: data that come to us from one, and data that one passes to another (GDPR Art. 14(2)(f))."""

from collections.abc import Iterator
from typing import Any

from datamap.graph.hops import Hop, HopKind
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context
from datamap.notice.sections.circumstances import data_words

_PARTIES = frozenset({"processors", "recipients", "clients"})


def gives(hop: Hop) -> bool:
    """Whether a party is where a hop of a flow starts."""
    return hop.kind is HopKind.FLOW and hop.source.kind in _PARTIES


def given(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield from which parties data of an activity come to us, and what a party where a flow starts gives to others.

    What is passed on later is told of those who receive it.
    """
    at = context.at("activities", id_, "flows")
    found: dict[tuple[Any, ...], tuple[dict[Any, None], list[Path]]] = {}
    for number, flow in numbered(activity.flows if isinstance(activity.flows, tuple) else ()):
        extras = context.phrases.qualified(flow, without=("may",))
        for hop in context.flows.hops_of(id_):
            if not gives(hop) or hop.paths[0][: len(at) + 1] != (*at, number):
                continue
            target = None if hop.target.kind == "systems" else hop.target
            if target is not None and (target.kind not in _PARTIES or hop.source.id not in flow.path[0]):
                continue
            data = data_words(context, hop, around=False) if isinstance(flow.data, tuple) else []
            # What is given with the same words beside it is told of in one sentence.
            said = found.setdefault((hop.source.id, target, extras, bool(flow.may), bool(data)), ({}, []))
            said[0].update(dict.fromkeys(data))
            said[1].append((*at, number))
    together: dict[tuple[Any, ...], tuple[list[str], dict[Path, None]]] = {}
    for (source, target, extras, may, _), (words, paths) in found.items():
        alike = together.setdefault((target, extras, may, tuple(words)), ([], {}))
        alike[0].append(source)
        alike[1].update(dict.fromkeys(paths))
    named = {item.id for item in activity.source} if isinstance(activity.source, tuple) else set()
    for (target, extras, may, data), (sources, stated) in together.items():
        told = {
            "sources": [*map(context.phrases.in_clauses.party, sources)],
            "data": data,
            "may": may,
            "extras": extras,
        }
        if target is not None:
            several = len(sources) > 1 or context.phrases.are_several(sources[0])
            party = context.phrases.in_clauses.party(target.id)
            yield context.say("collect.passed", list(stated), target=party, several=several, **told)
        elif data or may or extras or not named.issuperset(sources):  # else it is told of with all sources
            yield context.say("collect.given", list(stated), **told)


def received(context: Context, hops: list[Hop], *, plural: bool) -> Iterator[Sourced]:
    """Yield from which other parties a party gets data, where it gets them from one."""
    by_source: dict[str, list[Hop]] = {}
    for hop in hops:
        if gives(hop):
            by_source.setdefault(hop.source.id, []).append(hop)
    found: dict[tuple[bool, tuple[Any, ...]], list[str]] = {}
    for source, passed in by_source.items():
        words = dict.fromkeys(each for hop in passed for each in data_words(context, hop, around=False))
        found.setdefault((all(hop.may for hop in passed), tuple(words)), []).append(source)
    for (may, data), sources in found.items():
        passed = [hop for source in sources for hop in by_source[source]]
        yield context.say(
            "share.received",
            [path for hop in passed for path in hop.paths],
            sources=[*map(context.phrases.in_clauses.party, sources)],
            data=data if len(passed) < len(hops) else (),
            may=may,
            plural=plural,
        )
