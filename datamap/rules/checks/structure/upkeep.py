"""What somebody has to look at again: records past their review, conflicts that nobody resolved."""

import calendar
import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.governance import Conflict
from datamap.model.record import Record
from datamap.rules.context import Context
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import CONFLICT, REVIEWED, Declared
from datamap.rules.words import listed

_YEAR = 12
_DAYS = 364  # no year is shorter, and most records are younger than that


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@rule(
    "ST-05",
    "record past its review",
    Severity.WARNING,
    REVIEWED,
    bad="""
systems:
  shop:
    is: website
    reviewed: 2025-10-01  # finding
""",
    good="""
systems:
  shop:
    is: website
    reviewed: 2026-10-01
""",
)
def record_past_review(context: Context, record: Declared[Record]) -> Iterator[Fault]:
    """A record that was last checked more than a year ago may be out of date. Only records that have a date of review are asked for a new one."""
    reviewed = record.record.reviewed
    if reviewed is not None and (context.date - reviewed).days > _DAYS and months_later(reviewed, _YEAR) < context.date:
        yield Fault(
            at=(*record.at, "reviewed"),
            message=f"`{record.id}` was last reviewed on {reviewed}, more than a year ago",
            help="check it, and write the new date",
        )


@rule(
    "ST-07",
    "conflict that is not resolved",
    Severity.WARNING,
    CONFLICT,
    bad="""
conflicts:
  two-periods:  # finding
    between: [organisation/defaults/retention, activities/orders]
    text: Two periods are stated.
""",
    good="""
conflicts:
  two-periods:
    between: [organisation/defaults/retention, activities/orders]
    text: Two periods are stated.
    resolved: the longer one counts
""",
)
def unresolved_conflict(context: Context, conflict: Declared[Conflict]) -> Iterator[Fault]:
    """Two statements that contradict each other mislead whoever reads only one of them, until somebody decides which one holds."""
    if conflict.record.resolved is None:
        said = context.words_of(conflict.record.text or conflict.record.title)
        yield Fault(
            at=conflict.at,
            message=f"the conflict between {listed(conflict.record.between)} is not resolved"
            + (f": {said.rstrip('.')}" if said else ""),
            help="decide which one holds, mend the other, and write `resolved:`",
        )
