"""The systems of activities: how they are protected, what they hold, and whether any activity uses them."""

from collections.abc import Iterator

from datamap.graph.vocabulary import Mention
from datamap.load.findings import Severity
from datamap.model.said import is_value
from datamap.model.systems import System
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import UNPROTECTED
from datamap.rules.subjects.records import HOLDING, UNUSED, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work


@rule(
    "ACT-06",
    "no security measure",
    Severity.WARNING,
    UNPROTECTED,
    law=both("Art. 30(1)(g), 30(2)(d), 32", nz="principle 5", ch="Art. 8, 12", br="Art. 37"),
    bad="""
organisation:
  defaults: {source: given, automated_decisions: none, retention: {keep: 2 years, after: your last order}}
activities:
  orders:  # finding
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    data: [name, address]
    flows: [customer -> shop]
    recipients: none
""",
    good="""
organisation:
  defaults: {source: given, automated_decisions: none, retention: {keep: 2 years, after: your last order}}
systems:
  shop: {is: website, measures: [tls, backup]}
""",
)
def no_security_measure(context: Context, work: Work) -> Iterator[Fault]:
    """Where possible the register describes in general how data are protected.

    Measures of the activity, of its systems, of whoever hosts them, and those for every activity all count.
    """
    if not work.is_personal or work.leaves_to_parts("measures") or is_value(work.value("measures")):
        return
    if any(is_value(part.record.measures) for part in work.parts):
        return
    # What uses no system of its own is done in those of the activity above.
    places = (work, *work.covering) if work.covering and not work.systems else (work,)
    if any(_protected_elsewhere(context, each) for each in places):
        return
    yield Fault(
        at=work.at,
        message=f"`{work.id}` names no security measure, and neither do its systems",
        help="write `measures:` here, at its systems, or in `organisation.defaults`",
    )


def _protected_elsewhere(context: Context, work: Work) -> bool:
    if not context.uses.protected.isdisjoint(work.systems):
        return True
    return any(leg.target in context.uses.protected for leg in context.legs.within(work.id))


@rule(
    "ACT-08",
    "data in a system that no activity uses",
    Severity.WARNING,
    HOLDING,
    law=both("Art. 5(1)(c)"),
    bad="""
systems:
  shop: {is: website, holds: [name, date-of-birth]}  # finding
""",
    good="""
systems:
  shop: {is: website, holds: [name]}
""",
)
def unused_data_in_system(context: Context, system: Declared[System]) -> Iterator[Fault]:
    """Data that no activity needs are not limited to what is necessary, or an activity is missing from the register."""
    unused = [item for item in _held(system.record) if not context.uses.is_used_datum(item.id)]
    if unused:
        yield Fault(
            at=(*system.at, "holds", unused[0].path[0]),
            message=f"the system `{system.id}` holds {listed(item.id for item in unused)}, which no activity and no tracker uses",
            help="name them in the activity that needs them, or delete them",
        )


def _held(system: System) -> tuple[Mention, ...]:
    return entries_of(system.holds, ())


@rule(
    "ACT-09",
    "system in no activity",
    Severity.WARNING,
    UNUSED,
    bad="""
systems:
  archive: {is: archive}  # finding
""",
    good="""
systems:
  archive: {is: archive}
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
    flows: [customer -> shop -> archive]
    recipients: none
""",
)
def system_in_no_activity(context: Context, system: Declared[System]) -> Iterator[Fault]:
    """A system that no activity uses is either forgotten in the register or needs no place in the inventory.

    A backup and a system at which a period counts need no activity: what they are for is said. Nor does one with `holds`:
    its data lead to the activities that it serves, and ACT-08 finds those of its data that none uses.
    """
    if system.id in context.backups or system.id in context.uses.places_with_a_period:
        return
    yield Fault(
        at=system.at,
        message=f"no activity uses the system `{system.id}`",
        help="put it on a flow or under `systems` of an activity, say with `holds` which data are in it (`holds: none` if "
        "there are none that are personal), or remove it",
    )
