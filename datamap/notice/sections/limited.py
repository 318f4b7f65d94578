"""Whether something holds in some cases only, so that the first layer must not say it of all."""

from typing import Any

from markupsafe import Markup

from datamap.graph.hops import Hop
from datamap.model.record import Selector
from datamap.notice.context import Context
from datamap.notice.phrases import at_any_time


def is_limited(statement: Any) -> bool:  # noqa: ANN401
    """Whether a statement does not hold in any case, so that the first layer must not say that it does."""
    limits = {key: held for key in LIMITS if (held := getattr(statement, key, None)) is not None}
    if "only" in limits and isinstance(limits["only"], Selector):
        # Whose data they are is no limit of what they are used for.
        limits["only"] = limits["only"].model_copy(update={"subjects": None})
    return any(held != Selector() and not at_any_time(held) for held in limits.values())


def only_region(context: Context, statement: Any) -> Markup | None:  # noqa: ANN401
    """Return the regions to which a statement is restricted, where nothing else limits it: they are told as such."""
    limits = [key for key in LIMITS if getattr(statement, key, None) is not None]
    if limits != ["only"] or not is_by_region(statement.only):
        return None
    return context.phrases.chosen(statement.only, "and") or None


def is_by_region(selector: Any) -> bool:  # noqa: ANN401
    """Whether a selector names regions and nothing else."""
    return [name for name in type(selector).model_fields if getattr(selector, name)] == ["region"]


LIMITS = ("when", "if", "if_", "unless", "limit", "only", "except_")


def is_conditional(hop: Hop) -> bool:
    """Whether a hop takes data in some cases only."""
    return hop.may or bool(hop.only or hop.except_) or any(each.key in LIMITS for each in hop.conditions)
