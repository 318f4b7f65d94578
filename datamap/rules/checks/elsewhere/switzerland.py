"""What the Swiss act asks of a notice."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import swiss
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import PARTY, Declared


@rule(
    "PN-11",
    "country of a recipient not named",
    Severity.WARNING,
    PARTY,
    law=swiss("Art. 19(4)"),
    bad="""
organisation: {country: CH, regimes: [fadp], authority: fdpic}
recipients:
  carrier: {title: Our carrier, role: independent-controller, legal_name: Carrier AG}  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], subjects: [customer], data: [name],
           flows: [customer -> shop -> carrier]}
""",
    good="""
organisation: {country: CH, regimes: [fadp], authority: fdpic}
recipients:
  carrier: {title: Our carrier, role: independent-controller, legal_name: Carrier AG, country: CH}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], subjects: [customer], data: [name],
           flows: [customer -> shop -> carrier]}
""",
)
def recipient_without_country(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """The Swiss act wants each State named to which data go. Whether one is abroad shows only if every recipient has a country."""
    record = party.record
    if record.is_ or record.includes or is_value(record.country) or record.transfers is not None:
        return
    legs = context.legs.to(party.id)
    if legs and not any(leg.says_where for leg in legs):
        yield Fault(
            at=party.at,
            message=f"nothing says in which country `{party.id}` receives data",
            help="write `country:`",
        )
