"""Waivers that no longer do what they say."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.load.nearest import did_you_mean
from datamap.model.governance import Waiver
from datamap.rules.context import Context
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import WAIVER, Declared
from datamap.rules.waivers import accepts

_ACCEPTED = """
systems:
  shop: {is: website, reviewed: 2025-10-01}
waivers:
  review-due:
    rule: ST-05
    at: systems/shop
    reason: the shop is replaced in March
    until: 2027-03-31
"""


@rule(
    "WV-01",
    "expired waiver",
    Severity.WARNING,
    WAIVER,
    bad="""
waivers:
  tia-due:
    rule: TR-05
    at: systems/shop
    reason: due in March
    until: 2026-03-31  # finding
""",
    good=_ACCEPTED,
)
def expired_waiver(context: Context, waiver: Declared[Waiver]) -> Iterator[Fault]:
    """A finding is accepted for a time. When that is over it counts again, and the waiver only misleads."""
    if waiver.record.until < context.date:
        yield Fault(
            at=(*waiver.at, "until"),
            message=f"the waiver of {waiver.record.rule} ended on {waiver.record.until}: the finding counts again",
            help="mend what it was about, or decide anew how long it is accepted",
        )


@rule(
    "WV-02",
    "waiver that matches nothing",
    Severity.WARNING,
    WAIVER,
    last=True,
    bad="""
waivers:
  tia-due:  # finding
    rule: TR-05
    at: systems/shop
    reason: due in March
    until: 2027-03-31
""",
    good=_ACCEPTED,
)
def idle_waiver(context: Context, waiver: Declared[Waiver]) -> Iterator[Fault]:
    """A waiver whose finding is gone would accept the next one at that place unseen. Rules that were left out of this run are not judged."""
    record = waiver.record
    if record.until < context.date or record.rule not in context.ran:
        return
    if not any(accepts(record, finding, context.records) for finding in context.found):
        yield Fault(
            at=waiver.at,
            message=f"nothing is found by {record.rule} at `{record.at}`, so there is nothing to accept",
            help="remove the waiver, or correct `rule` or `at`",
        )


@rule(
    "WV-03",
    "waiver of an unknown rule",
    Severity.WARNING,
    WAIVER,
    bad="""
waivers:
  tia-due:
    rule: TR-99  # finding
    at: systems/shop
    reason: due in March
    until: 2027-03-31
""",
    good=_ACCEPTED,
)
def waiver_of_unknown_rule(context: Context, waiver: Declared[Waiver]) -> Iterator[Fault]:
    """A waiver names the rule whose finding it accepts. A name that no rule bears accepts nothing."""
    if waiver.record.rule not in context.known:
        yield Fault(
            at=(*waiver.at, "rule"),
            message=f"no rule is called `{waiver.record.rule}`",
            help=did_you_mean(waiver.record.rule, context.known, "`datamap rules` lists them"),
        )
