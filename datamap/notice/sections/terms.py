"""On which terms a party gets data: what it is bound to, and what limits all that it does, or one use of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context
from datamap.notice.writer import listed


def limits_of_use(context: Context, use: Any, *, several: bool) -> Markup:  # noqa: ANN401
    """Return what limits a use; of several, it is tied to the activities that the use is for."""
    phrases = context.phrases
    limits = phrases.qualified(use, ("may",))
    named = [
        phrases.item(item, ("activities",))
        for item in use.activities or ()
        if item.detail is not None or (several and limits)
    ]
    if not named:
        return limits
    return Markup(" (for {}{})").format(listed(named), phrases.qualified(use, ("may",), inside=True))


def limits_of(context: Context, party: Any, at: Path, *, receives: bool) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what limits all that a party does."""
    if party.limit is not None:
        yield context.say("share.limit", (*at, "limit"), words=context.words(party.limit))
    for key in ("when", "if_", "unless", "because", "text"):
        if getattr(party, key) is not None:
            words = context.words(getattr(party, key))
            possible = bool(party.may) and not receives
            yield context.say(
                "share.condition", (*at, key.rstrip("_")), lead=key.rstrip("_"), words=words, may=possible
            )
    if party.may and not receives and party.when is None and party.if_ is None:
        yield context.say("share.condition", (*at, "may"), lead="may", words="", may=True)
    for key, joint in (("only", "and"), ("except_", "or")):
        where = context.phrases.chosen(getattr(party, key), joint)
        if where:
            yield context.say("share.scope", (*at, key.rstrip("_")), only=key == "only", where=where)


def conditions_of(context: Context, value: Any) -> list[Markup]:  # noqa: ANN401
    """Return what a party is bound to, as verbs after “those that”."""
    if isinstance(value, Mapping):
        return [context.phrases.in_place_words(id_, record, ("conditions",)) for id_, record in value.items()]
    return [context.phrases.item(item, ("conditions",)) for item in value]
