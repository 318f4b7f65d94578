"""Data protection and privacy officers: where the law asks for one, and how the officer is reached."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.organisation import Contact, Organisation
from datamap.model.said import Said
from datamap.rules.checks.organisation.identity import contacts_of
from datamap.rules.contacts import has_channel
from datamap.rules.context import Context
from datamap.rules.laws import both, nz
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import ORGANISATION, Declared

_MONITORING = frozenset({"video-surveillance", "personalised-advertising", "remarketing"})


@rule(
    "ORG-03",
    "data protection officer missing",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 37(1)"),
    bad="""
organisation:
  public_body: true
  dpo: none  # finding
""",
    good="""
organisation:
  public_body: true
  dpo: {email: dpo@harbour.example}
""",
)
def missing_data_protection_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A public body designates a data protection officer, and so does whoever monitors people or processes special categories on a large scale as a core activity.

    Whether an activity is a core activity is for the organisation to judge.
    """
    if isinstance(profile.record.dpo, Contact):
        return
    reason = "a public body" if profile.record.public_body else _why_officer(context)
    if reason:
        said = "says that it has none" if profile.record.dpo is Said.NONE else "names none"
        yield Fault(
            at=(*profile.at, "dpo") if profile.record.dpo is not None else profile.at,
            message=f"{reason} designates a data protection officer, and the organisation {said}",
            help="write `dpo:` with a way to reach the officer",
        )


def _why_officer(context: Context) -> str:
    for work in context.large.values():
        if work.special:
            return f"whoever processes special categories of data on a large scale (`{work.id}`)"
        if work.purpose_kinds & _MONITORING:
            return f"whoever monitors people on a large scale (`{work.id}`)"
    return ""


@rule(
    "ORG-04",
    "data protection officer who cannot be reached",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(b), 37(7)"),
    bad="""
organisation:
  dpo: {title: Data protection officer}  # finding
""",
    good="""
organisation:
  dpo: {title: Data protection officer, email: dpo@harbour.example}
""",
)
def unreachable_data_protection_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """The contact details of the data protection officer are published; the name need not be."""
    dpo = profile.record.dpo
    if isinstance(dpo, Contact) and not has_channel(dpo):
        yield Fault(
            at=(*profile.at, "dpo"),
            message="the data protection officer has no channel",
            help="write `email`, `post`, `phone` or `form` below `dpo`",
        )


@rule(
    "ORG-09",
    "privacy officer missing",
    Severity.WARNING,
    ORGANISATION,
    law=nz("s. 201"),
    bad="""
organisation:  # finding
  country: NZ
  regimes: [nz-privacy-act]
  authority: opc
""",
    good="""
organisation:
  country: NZ
  regimes: [nz-privacy-act]
  authority: opc
  contacts:
    privacy: {title: Privacy officer, email: privacy@harbour.example}
""",
)
def missing_privacy_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Every agency in New Zealand has a privacy officer, inside or outside it, who deals with requests and with the Commissioner.

    A contact whose identifier or title says so counts, and so does `dpo`.
    """
    if isinstance(profile.record.dpo, Contact):
        return
    for id_, contact in contacts_of(profile.record).items():
        if "privacy officer" in f"{id_.replace('-', ' ')} {context.words_of(contact.title)}".casefold():
            return
    yield Fault(
        at=profile.at,
        message="no privacy officer is named",
        help="give one of the `contacts` the title `Privacy officer`, or write `dpo:`",
    )
