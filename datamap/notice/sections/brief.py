"""Periods in a few words, for the cells of tables."""

from typing import Any

from markupsafe import Markup, escape

from datamap.model.durations import Duration
from datamap.model.kept import numbered
from datamap.model.retention import Overlap, RetentionRule
from datamap.model.said import Said
from datamap.notice.context import Context
from datamap.notice.sections.keep import in_order
from datamap.notice.sections.periods import (
    Turn,
    aside,
    endings,
    general_among,
    has_conditions,
    is_at_once,
    only_may,
    period,
    same_matter,
    sentence_of_its_own,
    turn_of,
)
from datamap.notice.writer import listed, noted


def shortly(context: Context, rule: RetentionRule, turn: Turn = Turn.ALONE) -> Markup:
    """Return a rule with its conditions in a few words for a table cell, or an empty text where it has no period."""
    words = period(context, rule, turn)
    if rule.within is not None:
        whole = Markup("no longer than {} in all").format(rule.within)
        words = Markup("{}, {}").format(words, whole) if words else whole
    if rule.schedule is not None:
        words = Markup("see {}").format(context.phrases.thing(("schedules",), rule.schedule))
    if is_at_once(rule) and rule.within is None and rule.schedule is None:
        ends = listed(endings(context, rule.then), "or")
        if has_conditions(context.phrases, rule.then):
            words = Markup("{}: {}").format(words, ends)
        else:
            words = Markup("{}{}").format(
                ends + " " if ends else "not kept", words if ends else words[len("at once") :]
            )
    own_words = sentence_of_its_own(context, rule)
    words = escape(own_words.removesuffix(".")) if own_words is not None else words
    unknown = rule.keep is Said.UNKNOWN
    if not words and not unknown:
        return Markup()
    places = Markup("in {}").format(listed(map(context.phrases.place_of, rule.at))) if rule.at else Markup()
    timed = words and (isinstance(rule.keep, Duration) or rule.within is not None or rule.schedule is not None)
    words = Markup(" ").join(part for part in ((words, places) if timed else (places, words)) if part)
    if is_at_once(rule) and (rule.may or only_may(rule.then)):
        words += ", in some cases"
    words = Markup("may be kept ") + words if rule.may and not is_at_once(rule) else words.removeprefix("for ")
    words = Markup("then ") + words if turn is Turn.THEN else words
    if unknown:
        words += Markup(", for how long is not known") if words else Markup("how long is not known")
    notes = [aside(context, rule) or "", listed(map(context.phrases.law, rule.law or ()))]
    return words + noted(notes, context.phrases.qualified(rule, without=("may", "text")))


def with_stages(context: Context, rule: RetentionRule) -> Markup:
    """Return a rule in a few words, and its stages behind it in their order."""
    first = shortly(context, rule)
    stages = [shortly(context, stage, turn_of(rule, number)) for number, stage in numbered(rule.stages or ())]
    followed = Markup(", ").join(filter(None, stages))
    joint = escape(": " if rule.within is not None and rule.keep is None else ", ")
    return joint.join(filter(None, (first, followed)))


def kept(  # noqa: PLR0913 - how the rules stand among others
    context: Context,
    value: Any,  # noqa: ANN401
    own: set[str],
    *,
    what: Markup | None = None,
    place: Markup | None = None,
    others: bool = False,
) -> list[Markup]:
    """Return periods in short; with `others`, those of single data stand before them."""
    lead = Markup("{}: ").format(what) if what is not None else Markup()
    lead = Markup("in {}: ").format(place) if place is not None else lead
    if isinstance(value, Said):
        return [lead + Markup("<em>{}</em>").format("not kept" if value is Said.NONE else value.value)]
    found: dict[tuple[Any, ...], list[Markup]] = {}
    some_data = any(rule.data is not None and rule.at is None for rule in value)
    take = next((rule.take for rule in value if rule.take is not None), None)
    rest = Markup("{}: ").format(context.writer.words("table.other_data"))
    general = general_among(value)
    for rule in sorted(value, key=lambda rule: in_order(rule, some_data=some_data)):
        excepted = set(rule.except_.data or ()) if rule.except_ is not None else set()
        if own and own <= excepted:
            continue
        data = context.phrases.each(rule.data, ("data_categories",))
        # Exceptions of data that this activity does not have say nothing here.
        foreign = rule.except_ is not None and own and own.isdisjoint(excepted) and _is_about_data(rule.except_)
        bare = rule.model_copy(update={"except_": None}) if foreign else rule
        start = Markup("{}: ").format(listed(data)) if data else lead
        if take is not None and not start and rule.at:
            start = Markup("in {}: ").format(listed(map(context.phrases.place_of, rule.at)))
            bare = bare.model_copy(update={"at": None})
        elif not start and rule.at is None and (some_data or others):
            start = rest
        words = with_stages(context, bare)
        if words:
            # Rules that overlap are one statement, and so are all those on other data.
            # and so is a period that holds in general with those for some cases.
            is_with_general = any(same_matter(rule, each) for each in general)
            together = (start, rule.at) if take is not None or start == rest or is_with_general else (len(found),)
            words = (
                Markup("{} {}").format(context.writer.words("table.in_general"), words) if rule in general else words
            )
            found[together] = [*found[together], words] if together in found else [start + words]
    return [_joined(context, periods, take, general=bool(general)) for periods in found.values()]


def _joined(context: Context, periods: list[Markup], take: Overlap | None, *, general: bool) -> Markup:
    if general:
        # A comma, so that what stands in brackets belongs to its own period.
        joint = Markup("; or ") if any(", " in each for each in periods) else Markup(", or ")
        return joint.join(periods)
    if take is None or len(periods) == 1:
        return listed(periods, "or")
    return Markup("{}, {}").format(listed(periods, "or"), context.writer.words(f"table.{take.value}"))


def _is_about_data(selector: Any) -> bool:  # noqa: ANN401
    return [name for name in type(selector).model_fields if getattr(selector, name) is not None] == ["data"]
