"""Countries that data reach, as the cells of a map and of a register show them: with what limits each."""

from markupsafe import Markup, escape

from datamap.graph.hops import Reach
from datamap.notice.context import Context


def safeguards(context: Context, reach: Reach, otherwise: str) -> Markup:
    """Return the mechanisms of a country, or `otherwise` where none is stated, with what limits them."""
    words = reach.safeguards(otherwise)
    return Markup(", ").join([*([escape(words)] if words else []), *limits_of(context, reach)])


def limits_of(context: Context, reach: Reach) -> list[Markup]:
    """Return what limits a mechanism or a place: that it may be, its conditions, until when and where it holds."""
    chosen = [
        Markup("{} {}").format(lead, words)
        for lead, selectors, joint in (("only", reach.only, "and"), ("except", reach.except_, "or"))
        for selector in selectors
        if (words := context.phrases.chosen(selector, joint))
    ]
    said = [escape(each.removesuffix(".")) for each in reach.scope if not each.startswith(("only ", "except "))]
    return [*said, *chosen]
