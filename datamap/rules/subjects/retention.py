"""Rules of retention as the rules of the catalogue look at them, wherever they are written."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from datamap.model.provenance import Path
from datamap.model.retention import RetentionRule
from datamap.rules.categories import is_anonymous
from datamap.rules.context import Context
from datamap.rules.rule import About


class RetentionUse(NamedTuple):
    """A rule of retention where it is written; `anonymous` if all it is about leads to nobody."""

    at: Path
    record: RetentionRule
    anonymous: bool = False
    in_stages: bool = False


def _retention(context: Context) -> list[RetentionUse]:
    """Return every rule of retention of an organisation; they are gathered once."""
    return context.kept("rules of retention", lambda: list(_each_retention(context)))


def _kept_rules(name: str, holds: Callable[[RetentionRule], object]) -> About[RetentionUse]:
    """Return the rules of retention for which something holds, so that rules about few do not ask all."""
    return About(name, lambda context: (use for use in _retention(context) if holds(use.record)))


def _each_retention(context: Context) -> Iterator[RetentionUse]:
    """Yield the rules of activities of ours and their data, of categories, systems, schedules and the defaults."""
    for work in context.ours:
        stated = work.record.retention
        if type(stated) is tuple and len(stated) == 1 and stated[0].stages is None:
            yield RetentionUse((*work.at, "retention", 0), stated[0])
        elif stated is not None:
            yield from _entries(stated, (*work.at, "retention"))
        for datum in work.data if work.is_detailed else ():
            yield from _entries(
                getattr(datum.detail, "retention", None), (*datum.at, "retention"), anonymous=is_anonymous(datum.record)
            )
    for id_, category in context.of("data_categories").items():
        at = context.path("data_categories", id_, "retention")
        yield from _entries(category.retention, at, anonymous=is_anonymous(category))
    for id_, system in context.of("systems").items():
        if system.retention is not None:
            yield from _entries(system.retention, context.path("systems", id_, "retention"))
    for id_, schedule in context.of("schedules").items():
        yield from _entries(schedule.rules, context.path("schedules", id_, "rules"))
    if context.profile is not None and context.profile.defaults is not None:
        yield from _entries(context.profile.defaults.retention, context.path("organisation", "defaults", "retention"))


def _entries(value: object, at: Path, *, anonymous: bool = False) -> list[RetentionUse]:
    found = []
    for number, entry in enumerate(value if isinstance(value, tuple) else ()):
        found.append(RetentionUse((*at, number), entry, anonymous))
        for stage, below in enumerate(entry.stages or ()):
            found.append(RetentionUse((*at, number, "stages", stage), below, anonymous, in_stages=True))
    return found


IN_WORDS = frozenset({"until", "text", "limit"})
"""The keys that say in words how long."""
BEGINNING = frozenset({"after", "until", "when", "if_", "text", "schedule"})
"""The keys that say from when a period runs, or that it needs no beginning."""
UNMEASURED = _kept_rules(
    "rule of retention without a measured period",
    lambda entry: (
        getattr(entry.keep, "unit", None) is None
        or entry.needed_for is not None
        or not IN_WORDS.isdisjoint(entry.__pydantic_fields_set__)
    ),
)
UNDATED = _kept_rules(
    "rule of retention without a beginning", lambda entry: BEGINNING.isdisjoint(entry.__pydantic_fields_set__)
)
FORCED = _kept_rules("rule of retention by force of law", lambda entry: entry.force is not None)
