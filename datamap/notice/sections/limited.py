"""Whether something holds in some cases only, so that the first layer must not say it of all."""

from typing import Any

from datamap.graph.hops import Hop
from datamap.model.record import Selector
from datamap.notice.phrases import at_any_time


def is_limited(statement: Any) -> bool:  # noqa: ANN401
    """Whether a statement does not hold in any case, so that the first layer must not say that it does."""
    limits = {key: held for key in _LIMITS if (held := getattr(statement, key, None)) is not None}
    if "only" in limits and isinstance(limits["only"], Selector):
        # Whose data they are is no limit of what they are used for.
        limits["only"] = limits["only"].model_copy(update={"subjects": None})
    return any(held != Selector() and not at_any_time(held) for held in limits.values())


_LIMITS = ("when", "if", "if_", "unless", "limit", "only", "except_")


def is_conditional(hop: Hop) -> bool:
    """Whether a hop takes data in some cases only."""
    return hop.may or bool(hop.only or hop.except_) or any(each.key in _LIMITS for each in hop.conditions)
