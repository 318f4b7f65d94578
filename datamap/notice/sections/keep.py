"""How long data are kept, and what happens then (GDPR Art. 13(2)(a))."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from markupsafe import Markup, escape

from datamap.model.durations import Duration, Moment
from datamap.model.items import Item
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.retention import RetentionRule
from datamap.model.said import Said
from datamap.notice.context import Context
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.phrases import Phrases, spelled
from datamap.notice.sections.why import limits_of
from datamap.notice.writer import day, listed, noted

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


def keep(context: Context) -> Iterator[Block]:
    """Yield the general rules, then those of activities, data, systems and schedules."""
    if context.defaults is not None:
        at = context.at("organisation", "defaults", "retention")
        yield from _group(context, context.say("keep.general", at), StatedPeriods(context.defaults.retention, at))
    for id_, activity in context.our_activities.items():
        inside = context.within(activity)
        at = context.at("activities", id_)
        items = tuple(
            StatedPeriods(record.retention, (*at, "data", name, "retention"), inside.phrases.data(name))
            for name, record in each_detail(activity.data)
        )
        held = StatedPeriods(activity.retention, (*at, "retention"))
        first = tuple(limits_of(context, id_, activity))
        yield from _group(inside, _about(context, "activities", id_), held, *items, first=first)
    for kind in ("data_categories", "systems"):
        for id_, record in context.of(kind).items():
            subject = "this" if kind == "data_categories" else "what is there"
            held = StatedPeriods(record.retention, context.at(kind, id_, "retention"), subject=subject)
            yield from _group(context, _about(context, kind, id_), held)
    for id_, schedule in context.of("schedules").items():
        held = StatedPeriods(schedule.rules, context.at("schedules", id_, "rules"), subject="this")
        yield from _group(context, _about(context, "schedules", id_), held)


@dataclass(frozen=True)
class StatedPeriods:
    """What stands at a key on retention, and the data that all of it is about where that is not the heading's."""

    value: Any
    at: Path
    what: Markup | None = None
    subject: str = "your data"
    behind_others: bool = False
    """Whether what is said of some data comes before it, so that it is about all others."""


def each_detail(data: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    """Return the data of an activity of which more is said, with what is."""
    if isinstance(data, Mapping):
        return list(data.items())
    return [(item.id, item.detail) for item in data if item.detail is not None] if isinstance(data, tuple) else []


def _group(
    context: Context, title: Sourced, *all_stated: StatedPeriods, first: tuple[Sourced, ...] = ()
) -> Iterator[Group]:
    rules = [rule for each in all_stated for rule in (each.value if isinstance(each.value, tuple) else ())]
    scopes = {context.phrases.selected(rule) for rule in rules}
    common = scopes.pop() if len(rules) > 1 and len(scopes) == 1 else Markup()
    items = [
        sentence for each in all_stated for sentence in period_sentences(context, each, without_scope=bool(common))
    ]
    if not items:
        return
    blocks: list[Plain] = [*([Paragraph(first)] if first else []), Listing(tuple(items))]
    overlap = tuple(_overlap(context, each) for each in all_stated if _take(each) is not None)
    if overlap:
        blocks.append(Paragraph(overlap))
    if common:
        at = [(*each.at, number) for each in all_stated for number, _ in numbered(_tuple(each.value))]
        blocks += [Paragraph(tuple(_scope(context, rules[0], at)))]
    yield Group(title, tuple(blocks))


def _take(each: StatedPeriods) -> tuple[int, str] | None:
    """Return which of several rules counts where they overlap, and the number of the rule that says so."""
    rules = list(numbered(_tuple(each.value)))
    return next(((n, rule.take.value) for n, rule in rules if rule.take is not None and len(rules) > 1), None)


def _overlap(context: Context, each: StatedPeriods) -> Sourced:
    number, take = _take(each) or (0, "")
    paths = [(*each.at, n) for n, rule in numbered(_tuple(each.value)) if rule.take is not None]
    return context.say_about("keep.overlap", (*each.at, number, "take"), paths, take=take)


def _tuple(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()


def _scope(context: Context, rule: RetentionRule, at: list[Path]) -> Iterator[Sourced]:
    """Yield what all rules of a list are restricted to, or do not hold for; said once for all of them."""
    for key, selector, joint in (("only", rule.only, "and"), ("except", rule.except_, "or")):
        words = context.phrases.chosen(selector, joint)
        if words:
            paths = [(*path, key) for path in at]
            yield context.say_about(f"keep.all_{key}", paths[0], paths, words=words)


def _about(context: Context, kind: str, id_: str) -> Sourced:
    return context.say(
        "keep.about", context.at(kind, id_), title=context.phrases.linked(kind, id_, context.title(kind, id_))
    )


def period_sentences(context: Context, each: StatedPeriods, *, without_scope: bool = False) -> Iterator[Sourced]:
    """Yield the sentences on what stands at one key on retention."""
    if each.value is Said.UNKNOWN:
        yield context.say("keep.unknown", each.at, what=each.what or each.subject)
    elif each.value is Said.NONE:
        yield context.say("keep.nothing", each.at, what=each.what or each.subject)
    rules = [(number, rule) for number, rule in numbered(_tuple(each.value))]
    # A rule on a place is in addition to the general one, and no exception to it.
    some_data = each.behind_others or any(rule.data is not None and rule.at is None for _, rule in rules)
    # What is said of some data comes first, and then what is said of all others.
    for number, rule in sorted(rules, key=lambda pair: in_order(pair[1], some_data=some_data)):
        rest = some_data and rule.data is None and rule.at is None
        yield from rule_sentences(
            context,
            rule,
            (*each.at, number),
            each.what,
            subject="all other data" if rest else each.subject,
            without_scope=without_scope,
        )


def in_order(rule: RetentionRule, *, some_data: bool) -> int:
    """Return where a rule stands among others: of some data, in general, of some data at a place."""
    if rule.data is not None and rule.at is not None:
        return 2
    return 1 if some_data and rule.data is None else 0


def rule_sentences(  # noqa: PLR0913 - how the rule stands among others
    context: Context,
    rule: RetentionRule,
    at: Path,
    what: Markup | None = None,
    *,
    subject: str = "your data",
    without_scope: bool = False,
    turn: Turn = Turn.ALONE,
) -> Iterator[Sourced]:
    """Yield a sentence for a rule, and one for each of its stages, which follow one another.

    `what` are the data it is about, where the rule names none; without any, it is about the `subject`.
    """
    phrases = context.phrases
    data = phrases.each(rule.data, ("data_categories",))
    what = listed(data) if data else what
    sentence = context.say(
        "keep.rule",
        at,
        what=what,
        subject=subject,
        period=period(context, rule, turn),
        own_words=_sentence_of_its_own(context, rule),
        at_once=_is_at_once(rule),
        ways=[spelled(item.id) for item in rule.then or ()] if not _has_conditions(phrases, rule.then) else [],
        turn=turn.value,
        within=str(rule.within) if rule.within is not None else None,
        at=[phrases.place_of(name) for name in rule.at or ()],
        then=_endings(context, rule.then),
        may_end=_only_may(rule.then),
        irreversible=bool(rule.irreversible),
        law=[phrases.law(text, definite=rule.force is not None) for text in rule.law or ()],
        force=rule.force.value if rule.force is not None else None,
        schedule=phrases.thing(("schedules",), rule.schedule) if rule.schedule is not None else None,
        may=bool(rule.may),
        unknown=rule.keep is Said.UNKNOWN,
        extras=phrases.qualified(rule, ("may", "text", *(("only", "except_") if without_scope else ()))),
    )
    if sentence.html:
        yield sentence
    for number, stage in numbered(rule.stages or ()):
        turn = _turn(rule, number)
        yield from rule_sentences(context, stage, (*at, "stages", number), what, subject=subject, turn=turn)


def _turn(rule: RetentionRule, number: int) -> Turn:
    """Return the turn of a stage: the first of several begins, unless the rule has a period that comes before them."""
    if number or rule.keep is not None or rule.until is not None:
        return Turn.THEN
    return Turn.FIRST if len(rule.stages or ()) > 1 else Turn.ALONE


def _is_at_once(rule: RetentionRule) -> bool:
    return isinstance(rule.keep, Duration) and rule.keep.moment is Moment.AT_ONCE


def _sentence_of_its_own(context: Context, rule: RetentionRule) -> str | None:
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
    others = any((isinstance(rule.keep, Duration), rule.after, rule.until, rule.within, rule.schedule, rule.plus))
    # Words that say how long lead to the purposes; beside any other period, they stand in brackets.
    leads = bool(text) and not others and bool((_SPAN if needed else _LEADS).match(text or ""))
    words = context.writer.words(
        "keep.period",
        keep=for_long(rule.keep, another=is_other) if isinstance(rule.keep, Duration) else None,
        after=_event(context.words(rule.after)),
        until=_event(context.words(rule.until)),
        plus=str(rule.plus) if rule.plus is not None else None,
        needed=context.phrases.purposes(tuple(item for item in needed if item.id != "all")),
        all=general is not None,
        extras=context.phrases.qualified(general.detail) if general is not None else "",
        text=text.removesuffix(".") if text and _sentence_of_its_own(context, rule) is None else None,
        leads=leads,
    )
    return Markup(words)  # noqa: S704 - the template escapes


def _event(words: str | None) -> str | None:
    """Return an event with its article, and a date as English writes it."""
    if words is None:
        return None
    if _DATE.fullmatch(words):
        return day(dt.date.fromisoformat(words))
    return f"the {words}" if _BARE.match(words) else words


def _endings(context: Context, then: tuple[Item[Any], ...] | None) -> list[Markup]:
    terms = context.phrases.naming.vocabulary.get("endings", {})
    # Where all of them only may come, the verb says it.
    without = ("may",) if _only_may(then) else ()
    return [
        escape((terms[item.id].words or item.id) if item.id in terms else item.id)
        + context.phrases.qualified(item.detail, without)
        for item in then or ()
    ]


def _only_may(then: tuple[Item[Any], ...] | None) -> bool:
    return bool(then) and all(item.detail is not None and item.detail.may for item in then or ())


def _has_conditions(phrases: Phrases, then: tuple[Item[Any], ...] | None) -> bool:
    """Whether more is said beside an ending than that it may come, so that no verb can stand for all of them."""
    without = ("may",) if _only_may(then) else ()
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


def shortly(context: Context, rule: RetentionRule, turn: Turn = Turn.ALONE) -> Markup:
    """Return a rule with its conditions in a few words for a table cell, or an empty text where it has no period."""
    words = period(context, rule, turn)
    if rule.within is not None:
        whole = Markup("no longer than {} in all").format(rule.within)
        words = Markup("{}, {}").format(words, whole) if words else whole
    if rule.schedule is not None:
        words = Markup("see {}").format(context.phrases.thing(("schedules",), rule.schedule))
    if _is_at_once(rule) and rule.within is None and rule.schedule is None:
        ends = listed(_endings(context, rule.then), "or")
        if _has_conditions(context.phrases, rule.then):
            words = Markup("{}: {}").format(words, ends)
        else:
            words = Markup("{}{}").format(
                ends + " " if ends else "not kept", words if ends else words[len("at once") :]
            )
    own_words = _sentence_of_its_own(context, rule)
    words = escape(own_words.removesuffix(".")) if own_words is not None else words
    unknown = rule.keep is Said.UNKNOWN
    if not words and not unknown:
        return Markup()
    places = Markup("in {}").format(listed(map(context.phrases.place_of, rule.at))) if rule.at else Markup()
    timed = words and (isinstance(rule.keep, Duration) or rule.within is not None or rule.schedule is not None)
    words = Markup(" ").join(part for part in ((words, places) if timed else (places, words)) if part)
    if _is_at_once(rule) and (rule.may or _only_may(rule.then)):
        words += ", in some cases"
    words = Markup("we may keep it ") + words if rule.may and not _is_at_once(rule) else words.removeprefix("for ")
    words = Markup("then ") + words if turn is Turn.THEN else words
    if unknown:
        words += Markup(", for how long is not known") if words else Markup("how long is not known")
    return words + noted(
        [listed(map(context.phrases.law, rule.law or ()))], context.phrases.qualified(rule, without=("may", "text"))
    )


def with_stages(context: Context, rule: RetentionRule) -> Markup:
    """Return a rule in a few words, and its stages behind it in their order."""
    first = shortly(context, rule)
    stages = [shortly(context, stage, _turn(rule, number)) for number, stage in numbered(rule.stages or ())]
    followed = Markup(", ").join(filter(None, stages))
    joint = escape(": " if rule.within is not None and rule.keep is None else ", ")
    return joint.join(filter(None, (first, followed)))
