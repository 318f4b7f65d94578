"""How long data are kept, and what happens then (GDPR Art. 13(2)(a))."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.durations import Duration, Moment
from datamap.model.items import Item
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.retention import RetentionRule
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing

_LEADS = re.compile(r"(for|as|until|no longer|only|up to|at|while|during|since|in) ", re.IGNORECASE)
"""How words begin that follow “we keep the data” without a colon."""


def keep(context: Context) -> Iterator[Block]:
    """Yield the general rules, then those of activities, data, systems and schedules."""
    if context.defaults is not None:
        at = context.at("organisation", "defaults", "retention")
        rules = tuple(_rules(context, context.defaults.retention, at, None))
        if rules:
            yield Group(context.say("keep.general", at), (Listing(rules),))
    for id_, activity in context.our_activities.items():
        own = tuple(_rules(context, activity.retention, context.at("activities", id_, "retention"), None))
        for item in activity.data if isinstance(activity.data, tuple) else ():
            if item.detail is not None:
                what = context.phrases.data(item.id)
                own += tuple(
                    _rules(
                        context,
                        item.detail.retention,
                        context.at("activities", id_, "data", item.id, "retention"),
                        what,
                    )
                )
        if own:
            yield Group(_about(context, "activities", id_), (Listing(own),))
    for kind in ("data_categories", "systems"):
        for id_, record in context.of(kind).items():
            rules = tuple(_rules(context, record.retention, context.at(kind, id_, "retention"), None))
            if rules:
                yield Group(_about(context, kind, id_), (Listing(rules),))
    for id_, schedule in context.of("schedules").items():
        rules = tuple(_rules(context, schedule.rules, context.at("schedules", id_, "rules"), None))
        if rules:
            yield Group(_about(context, "schedules", id_), (Listing(rules),))


def _about(context: Context, kind: str, id_: str) -> Sourced:
    return context.say(
        "keep.about", context.at(kind, id_), title=context.phrases.linked(kind, id_, context.title(kind, id_))
    )


def _rules(context: Context, value: Any, at: Path, what: Markup | None) -> Iterator[Sourced]:  # noqa: ANN401
    if value is Said.UNKNOWN:
        yield context.say("keep.unknown", at)
    elif value is Said.NONE:
        yield context.say("keep.nothing", at, what=what)
    rules = value if isinstance(value, tuple) else ()
    some_data = any(rule.data is not None for rule in rules)
    for number, rule in numbered(rules):
        rest = Markup("all other data") if some_data and rule.data is None and rule.at is None else what
        yield from rule_sentences(context, rule, (*at, number), rest)


def rule_sentences(context: Context, rule: RetentionRule, at: Path, what: Markup | None = None) -> Iterator[Sourced]:
    """Yield a sentence for a rule, and one for each of its stages."""
    phrases = context.phrases
    data = phrases.each(rule.data, ("data_categories",))
    what = Markup(" and ").join(data) if data else what
    needed = rule.needed_for if isinstance(rule.needed_for, tuple) else ()
    whole = any(item.id == "all" for item in needed)
    sentence = context.say(
        "keep.rule",
        at,
        what=what,
        keep=for_long(rule.keep) if isinstance(rule.keep, Duration) else None,
        after=context.words(rule.after),
        until=context.words(rule.until),
        plus=str(rule.plus) if rule.plus is not None else None,
        needed=[phrases.purpose(item.id) for item in needed if item.id != "all"],
        all=whole,
        within=str(rule.within) if rule.within is not None else None,
        at=[phrases.thing(("systems", "system_kinds"), name) for name in rule.at or ()],
        then=_endings(context, rule.then),
        irreversible=bool(rule.irreversible),
        law=[phrases.law(text) for text in rule.law or ()],
        force=rule.force.value if rule.force is not None else None,
        schedule=phrases.thing(("schedules",), rule.schedule) if rule.schedule is not None else None,
        may=bool(rule.may),
        extras=_extras(context, rule),
        text=context.words(rule.text),
        text_leads=bool(_LEADS.match(context.words(rule.text) or "")),
    )
    if sentence.html:
        yield sentence
    for number, stage in numbered(rule.stages or ()):
        yield from rule_sentences(context, stage, (*at, "stages", number), what)


def _extras(context: Context, rule: RetentionRule) -> Markup:
    """Return the qualifiers but for `text`, which the sentence itself holds."""
    return context.phrases.qualified(rule.model_copy(update={"text": None}))


def _endings(context: Context, then: tuple[Item[Any], ...] | None) -> list[str]:
    terms = context.phrases.naming.vocabulary.get("endings", {})
    return [(terms[item.id].words or item.id) if item.id in terms else item.id for item in then or ()]


def for_long(duration: Duration) -> str:
    """Return a period as it follows “keep”: `for 2 years`, `for up to 75 years`, `until you close the browser`."""
    moments = {
        Moment.SESSION: "until you close the browser",
        Moment.AT_ONCE: "for no time at all",
        Moment.PERSISTENT: "until you delete them",
        Moment.INDEFINITELY: "indefinitely",
    }
    if duration.moment is not None:
        return moments[duration.moment]
    return f"for {duration}"


def shortly(rule: RetentionRule, words: Any) -> str:  # noqa: ANN401
    """Return a rule in a few words for a table cell, or an empty text where it has none."""
    parts = []
    if isinstance(rule.keep, Duration):
        parts.append(str(rule.keep))
    if rule.after is not None:
        parts.append(f"after {words(rule.after)}")
    if rule.until is not None:
        parts.append(f"until {words(rule.until)}")
    if not parts and rule.text is not None:
        parts.append(words(rule.text))
    if not parts and stated(rule.needed_for):
        parts.append("as long as needed")
    return " ".join(parts)
