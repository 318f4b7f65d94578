"""Derogations: how often they may be used, and what is documented of them."""

import re
from collections.abc import Iterator

from datamap.catalog.mechanisms import MechanismKind
from datamap.load.findings import Severity
from datamap.model.said import is_value
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.safeguards import applying
from datamap.rules.subjects.crossings import CROSSING
from datamap.rules.words import listed

_SELDOM = re.compile(r"occasion|rare|once|seldom|exception|single", re.IGNORECASE)


@rule(
    "TR-06",
    "derogation for a regular transfer",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 49(1)", ch="Art. 17"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: explicit-consent}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: explicit-consent}}
    {AGREEMENT}
{MAILING.replace("flows:", "frequency: rarely, flows:")}""",
)
def derogation_for_regular_transfer(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """The derogations are for exceptions: single transfers, not the daily way of data.

    A flow with a condition, an occasional disclosure, and an activity whose `frequency` says that it is rare do not count.
    """
    stated = [id_ for _, id_, _ in applying(crossing, MechanismKind.DEROGATION)]
    if not stated:
        return
    others = [id_ for _, id_, _ in crossing.mechanisms if id_ not in stated]
    regular = [leg for leg in crossing.legs if leg.is_regular and not _is_seldom(context, leg.activity)]
    if not others and regular:
        yield Fault(
            at=crossing.at,
            message=f"{listed(stated)} is for exceptions, and nothing says that data go to {crossing.place} only now and then",
            help="name a safeguard such as `sccs`; or say in `frequency:` or `when:` how rarely it happens",
            related=((regular[0].at, "this flow has no condition"),),
        )


def _is_seldom(context: Context, activity: str | None) -> bool:
    work = context.works.get(activity or "")
    return work is not None and bool(_SELDOM.search(context.words_of(work.value("frequency"))))


@rule(
    "TR-11",
    "compelling interests without documented safeguards",
    Severity.ERROR,
    CROSSING,
    law=both("Art. 30(1)(e), 49(1), second subparagraph"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: compelling-interests}}  # finding
    {AGREEMENT}
{MAILING.replace("flows:", "frequency: once, flows:")}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: compelling-interests, document: Note of 2026-03-01 on the safeguards}}}}
    {AGREEMENT}
{MAILING.replace("flows:", "frequency: once, flows:")}""",
)
def undocumented_compelling_interests(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Who sends data abroad for compelling interests of his own documents the safeguards in the register, and tells the authority and the person."""
    for number, id_, transfer in applying(crossing, MechanismKind.DEROGATION):
        if id_ == "compelling-interests" and not is_value(getattr(transfer, "document", None)):
            yield Fault(
                at=(*crossing.at, number),
                message=f"the safeguards of the transfer to {crossing.place} for compelling interests are documented nowhere",
                help="write `document:`",
            )
