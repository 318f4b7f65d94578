"""Who decides together with us, what is arranged between us, and who answers (GDPR Art. 26(2))."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.items import Item
from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context, stated

_PARTIES = ("processors", "recipients")


def joint_control(context: Context) -> Iterator[Sourced]:
    """Yield a sentence for each activity of ours that is under joint control."""
    phrases = context.phrases
    arrangements = context.of("arrangements")
    for id_, activity in context.our_activities.items():
        if not isinstance(activity.joint_with, tuple):
            continue
        paths: list[Path] = [context.at("activities", id_, "joint_with")]
        arrangement = arrangements.get(activity.arrangement) if isinstance(activity.arrangement, str) else None
        duties = getattr(arrangement, "duties", None)
        if arrangement is not None:
            paths.append(context.at("arrangements", str(activity.arrangement)))
        yield context.say_about(
            "share.joint",
            paths[0],
            paths,
            parties=_with_terms(context, activity.joint_with, arrangement),
            extras=phrases.qualified(arrangement),
            terms=phrases.qualified(duties),
            link=phrases.link(arrangement.essence, inside=True)
            if arrangement is not None and stated(arrangement.essence)
            else None,
            inform=_who(context, getattr(duties, "inform", None)),
            answer=_who(context, getattr(duties, "answer", None)),
            informing=_are_many(context, getattr(duties, "inform", None)),
            answering=_are_many(context, getattr(duties, "answer", None)),
            contact=phrases.way(arrangement.contact)
            if arrangement is not None and stated(arrangement.contact)
            else None,
        )


_SIDES = {"us": "we", "each": "each of us", "client": "the client"}


def _with_terms(context: Context, parties: tuple[Item[Any], ...], arrangement: Any) -> list[Markup]:  # noqa: ANN401
    """Return the parties of joint control, each with what the arrangement says beside it."""
    said = {item.id: item.detail for item in arrangement.with_} if arrangement is not None else {}
    return [
        context.phrases.in_clauses.item(item, _PARTIES) + context.phrases.qualified(said.get(item.id))
        for item in parties
    ]


def _who(context: Context, value: Any) -> str | Markup | None:  # noqa: ANN401
    if not stated(value):
        return None
    return _SIDES.get(value) or context.phrases.in_clauses.party(value)


def _are_many(context: Context, value: Any) -> bool:  # noqa: ANN401
    return value == "us" or (isinstance(value, str) and value not in _SIDES and context.phrases.are_several(value))
