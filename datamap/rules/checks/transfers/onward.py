"""Transfers by those who got data from us: what protects them on the next hop."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.rules.checks.example import AGREEMENT
from datamap.rules.checks.transfers.stated import names_mechanism, said_of_activity
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, chain_to, is_onward
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.crossings import CROSSING


@rule(
    "TR-08",
    "sub-processor abroad that nothing covers",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 28(3)(a), 28(4), 44"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    {AGREEMENT}
  cloud:
    legal_name: Cloud Co Inc
    country: US  # finding
activities:
  orders: {{title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer -> cloud]}}
""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    {AGREEMENT}
  cloud:
    legal_name: Cloud Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of Mail Co, assessment: TIA 2026-01}}}}
activities:
  orders: {{title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer -> cloud]}}
""",
)
def uncovered_sub_processor(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """What protects data on the first hop has to protect them on the next. A processor passes data to another country only as instructed, and lawfully."""
    if crossing.stated is not None or not crossing.regimes or not is_onward(context, crossing.legs):
        return
    for leg in crossing.legs:
        source = leg.stations[-2][0]
        before = context.parties.get(source)
        levels = [
            before.transfers if before is not None else None,
            *said_of_activity(context, context.works.get(leg.activity or "")),
        ]
        if names_mechanism(context, crossing.place, levels):
            continue
        yield Fault(
            at=crossing.at,
            message=f"`{source}` passes data on to `{leg.target}` in {crossing.place} "
            f"({chain_to(context, leg)}), and nothing says what makes that lawful",
            help=f"write `transfers:` at `{leg.target}`, or name {crossing.place} in the `transfers` of `{source}`",
            related=((context.path_of(source), f"`{source}` passes them on"), (leg.at, "on this path")),
            regimes=crossing.regimes,
        )
        return
