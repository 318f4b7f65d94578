"""What the register says of each activity: purposes, people, data, recipients, measures."""

import re
from collections.abc import Iterator

from datamap.graph.vocabulary import Mention
from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.said import Said, is_value
from datamap.model.systems import System
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.laws import both
from datamap.rules.obligations import is_received
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import (
    HOLDING,
    LISTING,
    ORGANISATION,
    UNPROTECTED,
    UNRECEIVED,
    UNUSED,
    WITH_OWN_PURPOSES,
    WITHOUT_DATA,
    WITHOUT_PURPOSES,
    WITHOUT_SUBJECTS,
    Declared,
)
from datamap.rules.words import counted, listed
from datamap.rules.works import Work

_REST = """    title: Returns
    owner: shop team
    basis: contract
    required: contract
    if_refused: we cannot take goods back
    recipients: none
"""


def _missing(work: Work, key: str, what: str, help_: str) -> Iterator[Fault]:
    """Yield a fault where nothing, or `unknown`, is stated for a key: here, above or, for one with purposes, below."""
    own = getattr(work.record, key)
    if isinstance(own, tuple | dict) or work.leaves_to_parts(key):
        return
    found = work.stated_or_in_parts(key)
    if own is None and found.value is Said.UNKNOWN and work.covering:
        return
    if found.value is Said.UNKNOWN:
        yield Fault(at=found.path, message=f"`{work.id}`: {what} are said to be unknown", help=help_)
    elif found.value is None:
        yield Fault(at=work.at, message=f"`{work.id}` names no {what}", help=help_)


@rule(
    "ACT-01",
    "activity without a purpose",
    Severity.ERROR,
    WITHOUT_PURPOSES,
    law=both(
        "Art. 5(1)(b), 13(1)(c), 30(1)(b)",
        nz="principle 1, 3(1)(b)",
        ch="Art. 12, 19",
        ca="11 CCR § 7012(e)(2)",
        br="Art. 9, 37",
    ),
    bad=f"""
activities:
  returns:  # finding
{_REST}    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
""",
    good=f"""
activities:
  returns:
{_REST}    purposes: [returns-and-warranty]
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
""",
)
def activity_without_purpose(context: Context, work: Work) -> Iterator[Fault]:
    """Data are collected for specified purposes. An activity without one cannot be judged, and cannot be explained to anybody."""
    if work.record.purposes is Said.NONE:
        yield Fault(
            at=(*work.at, "purposes"), message=f"`{work.id}` says that it serves no purpose", help="name its purposes"
        )
    yield from _missing(work, "purposes", "purposes", "write `purposes:`")


_VAGUE = re.compile(
    r"(?:provide and )?(?:improv\w+|enhanc\w+)(?: (?:our|the|your))?(?: (?:products?|services?|experience|website|site|and|user|own))*"
    r"|(?:our |legitimate )?business (?:purposes|reasons|needs)"
    r"|(?:internal |other |various )?(?:administrative |internal )?purposes"
    r"|(?:future )?research|(?:provide )?a better (?:user )?experience",
    re.IGNORECASE,
)


@rule(
    "ACT-02",
    "vague purpose",
    Severity.WARNING,
    WITH_OWN_PURPOSES,
    law=both("Art. 5(1)(b)"),
    bad=f"""
activities:
  returns:
{_REST}    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    purposes:
      better: improve our services  # finding
""",
    good=f"""
activities:
  returns:
{_REST}    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    purposes:
      better: find out which goods come back most often, and why
""",
)
def vague_purpose(context: Context, work: Work) -> Iterator[Fault]:
    """A purpose is specific enough if a reader can tell from it what will happen with the data, and what will not.

    The rule knows a few English phrases that tell neither, such as “improve our services” or “business purposes”.
    """
    declared = context.of("purposes")
    for purpose in work.purposes:
        record = purpose.record or declared.get(purpose.id)
        if record is None:
            continue
        words = context.words_of(getattr(record, "to", None) or getattr(record, "for_", None))
        if words and _VAGUE.fullmatch(words.strip(" .")):
            at = (*purpose.path, "to") if getattr(record, "to", None) else (*purpose.path, "for")
            yield Fault(
                at=at if purpose.record is not None else purpose.path,
                message=f"the purpose `{purpose.id}` says only “{words}”: that does not tell what happens with the data",
                help="say what is done, and for whom",
            )


@rule(
    "ACT-03",
    "activity without people",
    Severity.ERROR,
    WITHOUT_SUBJECTS,
    law=both("Art. 30(1)(c)", ch="Art. 12", br="Art. 37"),
    bad=f"""
activities:
  returns:  # finding
{_REST}    purposes: [returns-and-warranty]
    data: [name]
    systems: [shop]
""",
    good=f"""
activities:
  returns:
{_REST}    purposes: [returns-and-warranty]
    subjects: [customer]
    data: [name]
    systems: [shop]
""",
)
def activity_without_people(context: Context, work: Work) -> Iterator[Fault]:
    """The register describes the categories of people whose data are processed; so does every notice to them."""
    yield from _missing(work, "subjects", "groups of people", "write `subjects:`, such as `[customer]`")


@rule(
    "ACT-04",
    "activity without data",
    Severity.ERROR,
    WITHOUT_DATA,
    law=both("Art. 14(1)(d), 30(1)(c)", ch="Art. 12", br="Art. 37"),
    bad=f"""
activities:
  returns:  # finding
{_REST}    purposes: [returns-and-warranty]
    subjects: [customer]
    flows: [customer -> shop]
""",
    good=f"""
activities:
  returns:
{_REST}    purposes: [returns-and-warranty]
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
""",
)
def activity_without_data(context: Context, work: Work) -> Iterator[Fault]:
    """The register describes the categories of personal data, and people learn them where they did not give the data themselves."""
    yield from _missing(work, "data", "categories of data", "write `data:`, such as `[name, email]`; or `none`")


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
    if not context.protected.isdisjoint(work.systems):
        return True
    return any(leg.target in context.protected for leg in context.received_in(work.id))


@rule(
    "ACT-07",
    "activities without an owner",
    Severity.INFO,
    ORGANISATION,
    bad="""
activities:  # finding
  orders:
    title: Orders
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
    flows: [customer -> shop]
    recipients: none
""",
)
def activities_without_owner(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A row of the register stays true only if somebody looks after it. No law asks for it; those who keep registers do."""
    current = list(context.current)
    orphans = [work.id for work in current if work.record.owner is None]
    if orphans:
        yield Fault(
            at=context.path("activities"),
            message=f"{counted(len(orphans), 'activity')} of {len(current)} without an owner: {listed(orphans)}",
            help="write `owner:` with a role or a team",
        )


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
    unused = [item for item in _held(system.record) if not context.is_used_datum(item.id)]
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
    if system.id in context.backups or system.id in context.places_with_a_period:
        return
    yield Fault(
        at=system.at,
        message=f"no activity uses the system `{system.id}`",
        help="put it on a flow or under `systems` of an activity, say with `holds` which data are in it (`holds: none` if "
        "there are none that are personal), or remove it",
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
    legs = context.received_in(work.id)
    if legs:
        yield Fault(
            at=(*work.at, "recipients"),
            message=f"`{work.id}` says that nobody gets its data, but {listed(leg.target for leg in legs)} does",
            help="remove `recipients: none`: recipients follow from the flows",
            related=((legs[0].at, f"this leads to `{legs[0].target}`"),),
        )
