"""Which laws a rule looks at a record under, where an organisation says that one holds for a part of what it does."""

from collections.abc import Collection

from datamap.model.notices import Notice
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing
from datamap.rules.rule import HasPath
from datamap.rules.subjects.bases import BasisUse
from datamap.rules.works import Work

_REACHED = frozenset({"processors", "recipients", "systems"})


def seen_under(context: Context, subject: HasPath) -> Context:
    """Return the context with the regimes that hold for what a rule looks at."""
    return context.under(context.regimes_over(activities_of(context, subject), getattr(subject, "record", None)))


def activities_of(context: Context, subject: HasPath) -> Collection[str] | None:
    """Return the activities that a rule looks at with a record; `None` where it looks at all, or at none."""
    if isinstance(subject, Crossing):
        return subject.activities
    if (works := _works(context, subject)) is not None:
        return [work.id for work in works]
    kind, id_ = str(subject.at[1]), str(subject.at[2]) if len(subject.at) > 2 else ""  # noqa: PLR2004 - scope, kind, identifier
    if kind == "activities":
        return (id_,)
    reached = {leg.activity for leg in context.legs.to(id_)} if kind in _REACHED else set()
    return {id_ for id_ in reached if id_ is not None} if reached and None not in reached else None


def _works(context: Context, subject: HasPath) -> Collection[Work] | None:
    if isinstance(subject, Work):
        return (subject,)
    if isinstance(subject, BasisUse):
        return subject.works
    record = getattr(subject, "record", None)
    return context.told.by(record) if isinstance(record, Notice) else None
