"""Records that lead nowhere: declared and used by nothing, or stated twice."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.model.people import DataCategory, Purpose
from datamap.rules.checks.structure.example import CARRIER, ORDERS
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import LISTING
from datamap.rules.subjects.records import CATEGORY, PARTY, PURPOSE, Declared
from datamap.rules.works import Work


@rule(
    "ST-01",
    "recipient without a flow or a use",
    Severity.WARNING,
    PARTY,
    bad="""
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}  # finding
""",
    good=CARRIER + ORDERS.lstrip("\n"),
)
def unused_party(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Who is declared and gets nothing is either a leftover, or a flow is missing. A notice that lists it would say something untrue."""
    if context.legs.to(party.id) or party.id in context.uses.named.get(str(party.at[1]), ()):
        return
    if any(context.legs.to(item.id) for item in party.record.includes or ()):
        return
    yield Fault(
        at=party.at,
        message=f"`{party.id}` is declared, and nothing says that it gets data",
        help="put it on a flow, make it the host of a system, list it in `recipients`, or remove it",
    )


@rule(
    "ST-02",
    "category of data used nowhere",
    Severity.WARNING,
    CATEGORY,
    bad="""
data_categories:
  shoe-size: Shoe size  # finding
""",
    good="""
data_categories:
  shoe-size: Shoe size
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, shoe-size], flows: [customer -> shop], recipients: none}
""",
)
def unused_category(context: Context, category: Declared[DataCategory]) -> Iterator[Fault]:
    """A category that no record names is a leftover, or an activity that uses it is missing."""
    if category.id not in context.uses.named.get("data_categories", ()):
        yield Fault(
            at=category.at,
            message=f"no record uses the category `{category.id}`",
            help="name it in the `data` of an activity, or remove it",
        )


@rule(
    "ST-03",
    "purpose used nowhere",
    Severity.WARNING,
    PURPOSE,
    bad="""
purposes:
  surveys: learn what you think of our shop  # finding
""",
    good="""
purposes:
  surveys: learn what you think of our shop
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing, surveys], basis: contract,
           required: contract, if_refused: none,
           subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}
""",
)
def unused_purpose(context: Context, purpose: Declared[Purpose]) -> Iterator[Fault]:
    """A shared purpose that nothing serves is a leftover, or an activity is missing."""
    if purpose.id not in context.uses.named.get("purposes", ()):
        yield Fault(
            at=purpose.at,
            message=f"no record serves the purpose `{purpose.id}`",
            help="name it in the `purposes` of an activity, or remove it",
        )


@rule(
    "ST-04",
    "recipient both listed and reached",
    Severity.WARNING,
    LISTING,
    bad=CARRIER + ORDERS.lstrip("\n").replace("carrier]}", "carrier],\n           recipients: [carrier]}  # finding"),
    good=CARRIER + ORDERS.lstrip("\n"),
)
def listed_and_reached_recipient(context: Context, work: Work) -> Iterator[Fault]:
    """`recipients` is for those whose path is not known. Whoever a flow reaches is a recipient already, and the second statement can only come to differ."""
    for mention in entries_of(work.record.recipients, (*work.at, "recipients")):
        if mention.id in work.stations and mention.detail is None:
            yield Fault(
                at=mention.path,
                message=f"`{mention.id}` is on a flow of `{work.id}`, and listed as a recipient too",
                help="remove it from `recipients`",
            )
