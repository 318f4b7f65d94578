"""How long systems and backups keep data, beside the activities that use them."""

from collections.abc import Iterator
from typing import Any

from datamap.load.findings import Severity
from datamap.model.said import is_value
from datamap.model.systems import System
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import BACKUP, KEEPING, Declared


@rule(
    "RT-05",
    "system that keeps longer than its activities",
    Severity.WARNING,
    KEEPING,
    law=both("Art. 5(1)(e)"),
    bad="""
systems:
  shop:
    is: website
    retention: {keep: 10 years, after: your last order}  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop], recipients: none,
           retention: {keep: 6 years, after: your last order}}
""",
    good="""
systems:
  shop:
    is: website
    retention: {keep: 2 years, after: your last order}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop], recipients: none,
           retention: {keep: 6 years, after: your last order}}
""",
)
def system_that_keeps_longer(context: Context, system: Declared[System]) -> Iterator[Fault]:
    """Data that a system keeps after every activity has done with them serve no purpose.

    Only periods that a number measures are compared, the longest with the longest.
    """
    longest = _longest(system.record.retention)
    users = context.uses.of_systems.get(system.id, ())
    if longest is None or not users:
        return
    periods = []
    for work in users:
        found = [_longest(work.value("retention"))]
        found += [_longest(getattr(datum.detail, "retention", None)) for datum in work.data]
        found += [_longest(getattr(datum.record, "retention", None)) for datum in work.data]
        if all(period is None for period in found) or not _is_measured(work.value("retention")):
            return
        periods.append(max(period for period in found if period is not None))
    if longest[0] > max(period[0] for period in periods):
        most = max(periods)
        yield Fault(
            at=(*system.at, "retention"),
            message=f"the system `{system.id}` keeps data for {longest[1]}, and no activity that uses it needs them for more than {most[1]}",
            help="shorten the period of the system, or name the activity that needs the data longer",
        )


def _longest(value: Any) -> tuple[float, str] | None:  # noqa: ANN401
    periods = (
        [entry.keep for entry in value if getattr(entry.keep, "seconds", None)] if isinstance(value, tuple) else []
    )
    return max(((keep.seconds, str(keep)) for keep in periods), default=None)


def _is_measured(value: Any) -> bool:  # noqa: ANN401
    """Whether every rule is a period that a number measures; one that ends with an event can last longer."""
    return not isinstance(value, tuple) or all(getattr(entry.keep, "seconds", None) for entry in value)


@rule(
    "RT-06",
    "backup without a schedule",
    Severity.WARNING,
    BACKUP,
    law=both("Art. 5(1)(e)"),
    bad="""
systems:
  shop: {is: website}
  copies: {is: backup}  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> copies], recipients: none}
""",
    good="""
systems:
  shop: {is: website}
  copies: {is: backup, retention: {keep: 35 days, then: [overwrite]}}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> copies], recipients: none}
""",
)
def backup_without_schedule(context: Context, system: Declared[System]) -> Iterator[Fault]:
    """What is deleted in a system lives on in its backups until they are overwritten. How long that takes has to be known."""
    if is_value(system.record.retention):
        return
    if not context.uses.places_with_a_period.isdisjoint({system.id, "backup", "backups"}):
        return
    yield Fault(
        at=system.at,
        message=f"nothing says how long the backup `{system.id}` is kept",
        help="write `retention:`, such as `{keep: 35 days, then: [overwrite]}`",
    )
