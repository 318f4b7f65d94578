"""What the organisation promises, and what it does not answer for."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.kept import numbered
from datamap.model.provenance import Sourced, joined
from datamap.notice.context import Context
from datamap.notice.document import Block, Listing
from datamap.notice.possession import possessed
from datamap.notice.sections.never import WHO, is_bare, never_sentence


def promises(context: Context) -> Iterator[Block]:
    """Yield commitments, what activities never do, and disclaimers."""
    items = tuple(_items(context))
    if items:
        yield Listing(items)


_MAY = re.compile(r"\bmay\b", re.IGNORECASE)


def _items(context: Context) -> Iterator[Sourced]:
    for id_, commitment in context.of("commitments").items():
        pieces = tuple(commitment_sentences(context, id_, commitment))
        if pieces:
            yield joined(pieces)
    for id_, activity in context.of("activities").items():
        for number, never in numbered(activity.never if isinstance(activity.never, tuple) else ()):
            title = context.phrases.linked("activities", id_, context.title("activities", id_))
            at = context.at("activities", id_, "never", number)
            yield never_sentence(context.within(activity), (never,), at, title=title, activity=activity)
    for id_, disclaimer in context.of("disclaimers").items():
        said = context.say(
            "promises.disclaimer",
            context.at("disclaimers", id_),
            title=context.words(disclaimer.title),
            what=[context.words(text) for text in disclaimer.not_responsible_for or ()],
            does_not=[context.words(text) for text in disclaimer.does_not or ()],
            recipients=_unnamed(context, disclaimer),
            data=context.phrases.each(disclaimer.data, ("data_categories",)),
            extras=context.phrases.qualified(disclaimer, without=("may",)),
            may=bool(disclaimer.may),
        )
        yield joined((said, *context.more(disclaimer, context.at("disclaimers", id_))))


def _unnamed(context: Context, disclaimer: Any) -> list[Markup]:  # noqa: ANN401
    """Return the recipients of a disclaimer whose words do not name them already."""
    texts = (*(disclaimer.not_responsible_for or ()), *(disclaimer.does_not or ()), disclaimer.title or "")
    said = " ".join(str(context.words(text)) for text in texts).casefold()
    named = context.phrases.in_clauses.each(disclaimer.recipients, WHO)
    return [words for words in named if words.striptags().casefold() not in said]


def commitment_sentences(context: Context, id_: str, commitment: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield the sentences on one commitment."""
    phrases, at = context.phrases, context.at("commitments", id_)
    title = context.words(commitment.title)
    terms = phrases.naming.vocabulary.get("promises", {})
    kinds = commitment.is_ or ((id_,) if id_ in terms and commitment.never is None else ())
    words = [terms[name].words or phrases.lowered(terms[name].title) for name in kinds if name in terms]
    if commitment.responsible_for is not None:
        # What they are responsible for is said below, in words of their own.
        words = [word for name, word in zip(kinds, words, strict=False) if name != "remain-responsible"]
    # A verb says that it only may be so: one of ours, or the one in words of their own.
    says_may = bool(words) or (title is not None and commitment.never is None and _MAY.search(title) is not None)
    extras = phrases.qualified(commitment, without=("may",) if says_may else ())
    towards = phrases.in_clauses.each(commitment.recipients, WHO)
    if commitment.recipients and "breach-notification" in kinds:
        # Who is told of a breach is said in place of the people whom its words name.
        at_breach = Markup(context.writer.words("promises.breach", recipients=towards))  # noqa: S704 - the template escapes
        words = [at_breach if name == "breach-notification" else word for name, word in zip(kinds, words, strict=False)]
        towards = towards if len(words) > 1 else []
    if words or (title is not None and commitment.never is None):
        yield context.say(
            "promises.promise",
            at,
            title=title,
            words=words,
            may=bool(commitment.may),
            data=possessed(phrases.each(commitment.data, ("data_categories",))),
            recipients=towards,
            extras=extras,
        )
    acts = [never for never in commitment.never or () if is_bare(never)]
    if acts:
        yield never_sentence(context, acts, at, title=None if words else title, commitment=commitment)
    for number, never in numbered(commitment.never or ()):
        if never not in acts:
            told = title if not (words or acts) and never is commitment.never[0] else None
            yield never_sentence(context, (never,), (*at, "never", number), title=told, commitment=commitment)
    if commitment.responsible_for is not None:
        said = bool(words or acts)
        yield context.say(
            "promises.responsible",
            (*at, "responsible_for"),
            what=context.words(commitment.responsible_for),
            extras="" if said else extras,
        )
    if commitment.activities:
        yield context.say(
            "promises.scope", (*at, "activities"), activities=phrases.each(commitment.activities, ("activities",))
        )
    if commitment.description is not None:
        yield context.say("who.described", (*at, "description"), text=context.words(commitment.description))
    yield from context.more(commitment, at)
