"""How one period is said: how long, from when, until when, and what happens then (GDPR Art. 13(2)(a))."""

import datetime as dt
import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from markupsafe import Markup, escape

from datamap.model.durations import Duration, Moment
from datamap.model.items import Item
from datamap.model.retention import RetentionRule
from datamap.model.said import Said
from datamap.notice.context import Context
from datamap.notice.phrases import Phrases
from datamap.notice.writer import day

_LEADS = re.compile(r"(for|as|until|no longer|only|up to|at|while|during|since|in) ", re.IGNORECASE)
"""How words begin that follow “we keep your data”; others are a sentence of their own."""
_SPAN = re.compile(r"(only )?(for )?(as|so) long as ", re.IGNORECASE)
"""How words begin that purposes follow: `as long as is necessary for our purposes`."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE = re.compile(r"(beginning|close|date|day|end|expiry|last|first|start|termination) ", re.IGNORECASE)
"""How events begin that lack an article."""


class Turn(Enum):
    """Where a rule stands among the stages of another: alone, the first of several, or behind one."""

    ALONE = ""
    FIRST = "first"
    THEN = "then"


def turn_of(rule: RetentionRule, number: int) -> Turn:
    """Return the turn of a stage: the first of several begins, unless the rule has a period that comes before them."""
    if number or rule.keep is not None or rule.until is not None:
        return Turn.THEN
    return Turn.FIRST if len(rule.stages or ()) > 1 else Turn.ALONE


def general_among(rules: Sequence[RetentionRule]) -> list[RetentionRule]:
    """Return the rules that hold in general, where others state a period for some cases of the same matter.

    Where a rule says which counts (`take`), none has to be told as the general one.
    """
    if any(rule.take is not None for rule in rules):
        return []
    plain = [rule for rule in rules if all(getattr(rule, name) is None for name in _RESTRICTING)]
    limited = [rule for rule in rules if any(getattr(rule, name) is not None for name in _FOR_SOME)]
    return [
        rule
        for rule in plain
        if rule.keep is not Said.UNKNOWN
        and sum(same_matter(rule, each) for each in plain) == 1
        and any(same_matter(rule, each) for each in limited)
    ]


_FOR_SOME = ("only", "when", "if_")
_RESTRICTING = (*_FOR_SOME, "except_", "unless", "limit", "may", "schedule")


def same_matter(one: RetentionRule, other: RetentionRule) -> bool:
    """Whether two rules are about the same data at the same places."""
    return one.data == other.data and one.at == other.at


def is_at_once(rule: RetentionRule) -> bool:
    """Whether nothing is kept at all."""
    return isinstance(rule.keep, Duration) and rule.keep.moment is Moment.AT_ONCE


def sentence_of_its_own(context: Context, rule: RetentionRule) -> str | None:
    """Return the words of a rule that has nothing else, and that do not follow “we keep your data”."""
    text = context.words(rule.text)
    others = (rule.keep, rule.after, rule.until, rule.within, rule.needed_for, rule.schedule, rule.plus)
    return text if text and not _LEADS.match(text) and others == (None,) * len(others) else None


def period(context: Context, rule: RetentionRule, turn: Turn = Turn.ALONE) -> Markup:
    """Return how long a rule keeps data, as it follows “we keep your data”; empty where it says no period."""
    needed = rule.needed_for if isinstance(rule.needed_for, tuple) else ()
    general = next((item for item in needed if item.id == "all"), None)
    text = context.words(rule.text)
    is_other = turn is Turn.THEN and rule.after is None
    leads = _leads(context, rule)
    words = context.writer.words(
        "keep.period",
        keep=for_long(rule.keep, another=is_other) if isinstance(rule.keep, Duration) else None,
        after=_event(context.words(rule.after)),
        until=_event(context.words(rule.until)),
        plus=str(rule.plus) if rule.plus is not None else None,
        needed=context.phrases.purposes(tuple(item for item in needed if item.id != "all")),
        all=general is not None,
        extras=context.phrases.qualified(general.detail) if general is not None else "",
        text=text.removesuffix(".") if text and leads else None,
    )
    return Markup(words)  # noqa: S704 - the template escapes


def aside(context: Context, rule: RetentionRule) -> str | None:
    """Return the words of a rule that stand in brackets behind its period: those that neither lead to it nor are it."""
    text = context.words(rule.text)
    if text is None or _leads(context, rule) or sentence_of_its_own(context, rule) is not None:
        return None
    return text.removesuffix(".")


def _leads(context: Context, rule: RetentionRule) -> bool:
    """Whether the words of a rule say how long, so that they lead to its purposes; beside a period they do not."""
    text = context.words(rule.text)
    others = (isinstance(rule.keep, Duration), rule.after, rule.until, rule.within, rule.schedule, rule.plus)
    needed = isinstance(rule.needed_for, tuple)
    return bool(text) and not any(others) and bool((_SPAN if needed else _LEADS).match(text or ""))


def _event(words: str | None) -> str | None:
    """Return an event with its article, and a date as English writes it."""
    if words is None:
        return None
    if _DATE.fullmatch(words):
        return day(dt.date.fromisoformat(words))
    return f"the {words}" if _BARE.match(words) else words


def endings(context: Context, then: tuple[Item[Any], ...] | None) -> list[Markup]:
    """Return what becomes of data in the end: what only may come behind the rest."""
    terms = context.phrases.naming.vocabulary.get("endings", {})
    # Where all of them only may come, the verb says it.
    always = only_may(then)
    found: list[Markup] = []
    for item in sorted(then or (), key=lambda item: bool(item.detail is not None and item.detail.may)):
        word = escape((terms[item.id].words or item.id) if item.id in terms else item.id)
        sometimes = item.detail is not None and item.detail.may and not always
        lead = Markup("in some cases ") if sometimes else Markup()
        found.append(lead + word + context.phrases.qualified(item.detail, ("may",)))
    return found


def only_may(then: tuple[Item[Any], ...] | None) -> bool:
    """Whether all that may become of data only may."""
    return bool(then) and all(item.detail is not None and item.detail.may for item in then or ())


def has_conditions(phrases: Phrases, then: tuple[Item[Any], ...] | None) -> bool:
    """Whether more is said beside an ending than that it may come, so that no verb can stand for all of them."""
    without = ("may",) if only_may(then) else ()
    return any(phrases.qualified(item.detail, without) for item in then or ())


def for_long(duration: Duration, *, another: bool = False) -> str:
    """Return a period as it follows “keep”: `for 2 years`, `for up to 75 years`, `until you close the browser`.

    With `another`, it comes behind a period that is over: `for up to another 30 days`.
    """
    moments = {
        Moment.SESSION: "until you close the browser",
        Moment.AT_ONCE: "at once",
        Moment.PERSISTENT: "until you delete it",
        Moment.INDEFINITELY: "indefinitely",
    }
    if duration.moment is not None:
        return moments[duration.moment]
    if not another:
        return f"for {duration}"
    bound, _, amount = str(duration).removeprefix(duration.bound).strip().partition(" ")
    return " ".join(filter(None, ("for", duration.bound, "another", "" if bound == "1" else bound, amount)))
