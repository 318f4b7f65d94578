"""How long data are kept, and what happens then (GDPR Art. 13(2)(a))."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datamap.catalog.spelling import spelled
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.retention import RetentionRule
from datamap.model.said import Said
from datamap.notice.context import Context
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.number import several
from datamap.notice.sections.periods import (
    Turn,
    aside,
    endings,
    general_among,
    has_conditions,
    is_at_once,
    only_may,
    period,
    sentence_of_its_own,
    turn_of,
)
from datamap.notice.sections.why import limits_of
from datamap.notice.writer import listed


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
    general = general_among([rule for _, rule in rules])
    for number, rule in sorted(rules, key=lambda pair: in_order(pair[1], some_data=some_data)):
        rest = some_data and rule.data is None and rule.at is None
        yield from rule_sentences(
            context,
            rule,
            (*each.at, number),
            each.what,
            subject="all other data" if rest else each.subject,
            without_scope=without_scope,
            general=rule in general,
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
    general: bool = False,
) -> Iterator[Sourced]:
    """Yield a sentence for a rule, and one for each of its stages, which follow one another.

    `what` are the data it is about, where the rule names none; without any, it is about the `subject`. A `general` one
    stands beside others for some cases.
    """
    phrases = context.phrases
    data = phrases.each(rule.data, ("data_categories",))
    things = data or ([what] if what is not None else [])
    what = listed(data) if data else what
    sentence = context.say(
        "keep.rule",
        at,
        what=what,
        subject=subject,
        period=period(context, rule, turn),
        own_words=sentence_of_its_own(context, rule),
        at_once=is_at_once(rule),
        ways=[spelled(item.id) for item in rule.then or ()] if not has_conditions(phrases, rule.then) else [],
        turn=turn.value,
        aside=aside(context, rule),
        general=general,
        several_things=bool(things) and several(things),
        within=str(rule.within) if rule.within is not None else None,
        at=[phrases.place_of(name) for name in rule.at or ()],
        then=endings(context, rule.then),
        may_end=only_may(rule.then),
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
        turn = turn_of(rule, number)
        yield from rule_sentences(context, stage, (*at, "stages", number), what, subject=subject, turn=turn)
