"""Who gets data of an activity, said once and not denied."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import Said
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.obligations import is_received
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import LISTING, UNRECEIVED
from datamap.rules.words import listed
from datamap.rules.works import Work


@rule(
    "ACT-05",
    "no word on recipients",
    Severity.ERROR,
    UNRECEIVED,
    law=both("Art. 13(1)(e), 30(1)(d)", nz="principle 3(1)(c)", ch="Art. 12, 19", br="Art. 9, 37"),
    bad="""
activities:
  returns:  # finding
    title: Returns
    owner: shop team
    purposes: [returns-and-warranty]
    basis: contract
    required: contract
    if_refused: we cannot take goods back
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
""",
    good="""
activities:
  returns:
    title: Returns
    owner: shop team
    purposes: [returns-and-warranty]
    basis: contract
    required: contract
    if_refused: we cannot take goods back
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
""",
)
def no_word_on_recipients(context: Context, work: Work) -> Iterator[Fault]:
    """Register and notice say who gets data, or that nobody does.

    Recipients follow from flows, hosts, trackers and groups; only where none follows does an activity have to say so itself.
    """
    if is_received(context, work) or work.leaves_to_parts("recipients"):
        return
    found = work.stated_or_in_parts("recipients")
    if not found.is_gap:
        return
    if found.value is Said.UNKNOWN and work.record.recipients is None and work.covering:
        return
    said = (
        "that nobody knows who gets its data"
        if found.value is Said.UNKNOWN
        else "neither who gets its data nor that nobody does"
    )
    yield Fault(
        at=found.path,
        message=f"`{work.id}` says {said}",
        help="write a flow to whoever gets them, `recipients: [...]` where the path is not known, or `recipients: none`",
    )


@rule(
    "ACT-10",
    "recipients denied and reached",
    Severity.ERROR,
    LISTING,
    law=both("Art. 13(1)(e), 30(1)(d)"),
    bad="""
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    data: [name, address]
    flows: [customer -> shop -> carrier]
    recipients: none  # finding
""",
    good="""
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    data: [name, address]
    flows: [customer -> shop -> carrier]
""",
)
def denied_recipients(context: Context, work: Work) -> Iterator[Fault]:
    """`recipients: none` states that nobody gets the data. If a flow, a host or a tracker leads to somebody, one of the two is wrong."""
    if work.record.recipients is not Said.NONE:
        return
    legs = context.legs.within(work.id)
    if legs:
        yield Fault(
            at=(*work.at, "recipients"),
            message=f"`{work.id}` says that nobody gets its data, but {listed(leg.target for leg in legs)} does",
            help="remove `recipients: none`: recipients follow from the flows",
            related=((legs[0].at, f"this leads to `{legs[0].target}`"),),
        )
