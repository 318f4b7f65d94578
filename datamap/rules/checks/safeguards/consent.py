"""Consent to a transfer: whether it is the explicit consent that the law knows."""

import re
from collections.abc import Iterator

from datamap.catalog.mechanisms import mechanisms
from datamap.graph.transfers import given_ways
from datamap.load.findings import Severity
from datamap.model.transfers import CONSENTS, Transfer
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.crossings import CROSSING
from datamap.rules.words import listed

_DEEMED = frozenset({"continued-use", "use-of-services", "providing-data", "silence", "posting"})
"""The ways of the vocabulary that are no clear statement about the transfer (recital 32 GDPR)."""
_BY_USE = re.compile(
    r"(by|when|in|through) (continuing|using|visiting|accessing|browsing|(the|your) (continued )?use)", re.IGNORECASE
)


@rule(
    "TR-17",
    "consent to a transfer that is not explicit",
    Severity.ERROR,
    CROSSING,
    law=both("Art. 4(11), 49(1)(a)", ch="Art. 17"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: consent, given: use-of-services}}}}  # finding
    {AGREEMENT}
{MAILING.replace("flows:", "frequency: rarely, flows:")}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: explicit-consent, given: a box on the order form that names the risks}}}}
    {AGREEMENT}
{MAILING.replace("flows:", "frequency: rarely, flows:")}""",
)
def consent_that_is_not_explicit(_: Context, crossing: Crossing) -> Iterator[Fault]:
    """Consent lifts the ban on a transfer only if it is explicit, and given for this transfer after people were told of its risks.

    Consent is a statement or a clear affirmative action: who uses a site, stays silent or hands over data has not consented to a transfer.
    Where another mechanism that the law knows is stated beside it, nothing depends on the consent.
    """
    known = mechanisms()
    others = [known[id_] for _, id_, _ in crossing.mechanisms if id_ in known and id_ not in CONSENTS]
    bare = tuple(regime for regime in crossing.regimes if not any(regime in each.articles for each in others))
    if not bare:
        return
    for number, id_, transfer in crossing.mechanisms:
        ways = _deemed(transfer) if id_ in CONSENTS else []
        if ways or id_ == "consent":
            how = f"is only deemed ({listed(ways)})" if ways else "is not said to be explicit"
            yield Fault(
                at=(*crossing.at, number),
                message=f"the consent to the transfer to {crossing.place} {how}, and the law knows explicit consent alone",
                help="ask for consent to this transfer and write `explicit-consent`, or name a safeguard such as `sccs`",
                regimes=bare,
            )


def _deemed(transfer: Transfer) -> list[str]:
    """Return the ways in which consent is taken as given that are no statement of the person."""
    return [item.id for item in given_ways(transfer) if item.id in _DEEMED or _BY_USE.match(item.id)]
