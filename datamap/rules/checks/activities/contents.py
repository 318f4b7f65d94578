"""What each activity says of itself: purposes, people, data and owner."""

import re
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.said import Said
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import WITH_OWN_PURPOSES, WITHOUT_DATA, WITHOUT_PURPOSES, WITHOUT_SUBJECTS
from datamap.rules.subjects.records import ORGANISATION, Declared
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
    "ACT-07",
    "activities without an owner",
    Severity.INFO,
    ORGANISATION,
    papers=True,
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
