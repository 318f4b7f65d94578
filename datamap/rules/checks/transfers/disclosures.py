"""Disclosures abroad under the law of New Zealand."""

from collections.abc import Iterator

from datamap.catalog.mechanisms import mechanisms
from datamap.load.findings import Severity
from datamap.model.parties import Role
from datamap.rules.checks.transfers.stated import is_spoken_for, who
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, ends_of
from datamap.rules.laws import NZ, nz
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.crossings import CROSSING


@rule(
    "TR-09",
    "disclosure abroad without a ground",
    Severity.WARNING,
    CROSSING,
    law=nz("principle 12"),
    bad="""
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc,
         contacts: {privacy: {title: Privacy officer, email: p@harbour.example}}}
recipients:
  carrier:
    legal_name: Carrier Pty Ltd
    role: independent-controller
    country: AU  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], if_refused: none, required: contract,
           subjects: [customer], data: [name], flows: [customer -> shop -> carrier]}
""",
    good="""
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc,
         contacts: {privacy: {title: Privacy officer, email: p@harbour.example}}}
recipients:
  carrier:
    legal_name: Carrier Pty Ltd
    role: independent-controller
    transfers: {AU: ipp12-comparable-law}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], if_refused: none, required: contract,
           subjects: [customer], data: [name], flows: [customer -> shop -> carrier]}
""",
)
def disclosure_abroad_without_ground(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Information is disclosed abroad only on one of the grounds of principle 12.

    Who holds it only on the agency's behalf (section 11) does not count: a processor, in the words of this inventory.
    """
    if NZ not in crossing.outside or crossing.target is None:
        return
    if crossing.role is Role.PROCESSOR or is_spoken_for(context, crossing, NZ):
        return
    named = [id_ for _, id_, _ in crossing.mechanisms]
    if any(id_ in mechanisms() and NZ in mechanisms()[id_].articles for id_ in named):
        return
    yield Fault(
        at=crossing.at,
        message=f"{who(context, crossing)} gets information in {crossing.place}, and no ground of principle 12 is stated",
        help="write `transfers:` with one of the grounds that begin with `ipp12-`",
        related=ends_of(context, crossing),
    )
