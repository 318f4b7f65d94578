"""Systems of our own in another country: whether somebody else keeps the data there."""

from collections.abc import Iterator

from datamap.catalog.regimes import regimes as known_regimes
from datamap.load.findings import Severity
from datamap.model.systems import System, is_on_devices
from datamap.rules.areas import is_outside
from datamap.rules.checks.transfers.stated import names_mechanism, said_of_activity
from datamap.rules.context import Context
from datamap.rules.crossings import CHAPTER_V
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import LOCATED, Declared


@rule(
    "TR-18",
    "system abroad of which nobody says who keeps it",
    Severity.WARNING,
    LOCATED,
    law=both("Art. 30(1)(e), 44-49", ch="Art. 16-17"),
    bad="""
systems:
  shop:
    is: server
    location: [US]  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}
""",
    good="""
systems:
  shop:
    is: server
    location: [US]
    host: none
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}
""",
)
def system_abroad_without_a_keeper(context: Context, system: Declared[System]) -> Iterator[Fault]:
    """Data in another country are transferred if somebody else keeps them there, and then need something that makes that lawful.

    A machine that we run ourselves is in nobody else's hands: `host: none` says so.
    """
    record = system.record
    places = record.location
    users = context.uses.of_systems.get(system.id, ())
    if not isinstance(places, tuple) or is_on_devices(record) or not (users or record.holds is not None):
        return
    if record.host is not None or record.operated_by is not None:
        return
    for item in places:
        laws = [each for each in context.regimes if each in CHAPTER_V and is_outside(context, each, item.id)]
        if not laws or (
            users and all(names_mechanism(context, item.id, said_of_activity(context, work)) for work in users)
        ):
            continue
        names = [known_regimes()[each].short_name for each in laws]
        yield Fault(
            at=(*system.at, "location", item.id),
            message=f"`{system.id}` is in {item.id}, outside the area of the {' and the '.join(names)}, "
            "and nothing says who keeps it there",
            help="name the `host`, or write `host: none` if you run it yourselves",
            regimes=tuple(laws),
        )
