"""Safeguards: the documents and the assessments behind them."""

from collections.abc import Iterator

from datamap.catalog.mechanisms import mechanisms
from datamap.load.findings import Severity
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing
from datamap.rules.laws import CH, GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.safeguards import lacking
from datamap.rules.subjects.crossings import CROSSING


@rule(
    "TR-04",
    "safeguard without its document",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 13(1)(f), 46", ch="Art. 16(2)"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, assessment: TIA 2026-01}}}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {AGREEMENT}
{MAILING}""",
)
def safeguard_without_document(_: Context, crossing: Crossing) -> Iterator[Fault]:
    """Clauses and rules bind only if they are signed, and people can ask for a copy of them."""
    for lack in lacking(crossing, "document"):
        if mechanisms()[lack.mechanism].needs_document:
            yield Fault(
                at=lack.at,
                message=f"no document is named for `{lack.mechanism}` to {lack.places}",
                help=f"write `{{mechanism: {lack.mechanism}, document: ...}}`",
                related=lack.related,
            )


@rule(
    "TR-05",
    "safeguard without an assessment",
    Severity.WARNING,
    CROSSING,
    law={GDPR: "GDPR Art. 46(1)", UK: "UK GDPR Art. 46", CH: "FADP Art. 16(2)"},
    papers=True,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026}}}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {AGREEMENT}
{MAILING}""",
)
def safeguard_without_assessment(_: Context, crossing: Crossing) -> Iterator[Fault]:
    """A safeguard helps only if the law of the destination lets the recipient keep it: who relies on one assesses that first.

    The judgment Schrems II asks for it in the Union; in the United Kingdom it is called the data protection test.
    """
    for lack in lacking(crossing, "assessment"):
        yield Fault(
            at=lack.at,
            message=f"no transfer assessment is on record for `{lack.mechanism}` to {lack.places}",
            help=f"write `{{mechanism: {lack.mechanism}, assessment: ...}}`",
            related=lack.related,
        )
