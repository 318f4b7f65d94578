"""The countries on the first layer: where data go, and where they only may."""

from collections.abc import Iterator
from typing import Any

from datamap.graph.hops import Hop, Reach
from datamap.model.provenance import Sourced
from datamap.model.record import Selector
from datamap.notice.context import Context

_MOST = 3
_CONDITIONS = ("when", "if", "unless", "limit")


def countries(context: Context) -> Iterator[Sourced]:
    """Yield one sentence on the countries outside the area of a law that the organisation states, if there are any."""
    reached = [(hop, reach) for hop in context.flows.hops for reach in hop.reaches if reach.outside]
    if not reached:
        return
    place = context.phrases.place
    sure = dict.fromkeys(place(reach.place) for hop, reach in reached if _is_sure(context, hop, reach))
    named = list(dict.fromkeys((*sure, *(place(reach.place) for _, reach in reached))))
    others = max(0, len(named) - _MOST + 1) if len(named) > _MOST else 0
    shown = named[: len(named) - others]
    yield context.say_about(
        "glance.transfer",
        context.at(),
        [reach.path for _, reach in reached],
        sure=[name for name in shown if name in sure],
        possible=[name for name in shown if name not in sure],
        others=others,
        others_may=any(name not in sure for name in named[len(shown) :]),
    )


def _is_sure(context: Context, hop: Hop, reach: Reach) -> bool:
    """Whether data go to a place in any case: a company that is there may hold them elsewhere."""
    party = context.phrases.naming.record(hop.target.kind, hop.target.id)
    conditional = hop.may or bool(reach.scope) or any(each.key in _CONDITIONS for each in hop.conditions)
    limited = any(getattr(party, key, None) is not None for key in ("when", "if_", "unless", "limit"))
    return not (conditional or limited or "country" in reach.path[3:] or any(map(_narrows, hop.only)))


def _narrows(selector: Any) -> bool:  # noqa: ANN401
    """Whether a selector leaves anything out: whose data they are is no limit of where they go."""
    return bool(selector.model_copy(update={"subjects": None}) != Selector())
