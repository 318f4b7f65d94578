"""What New Zealand's Privacy Act asks of a notice."""

import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.notices import Notice, NoticeKind
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import nz
from datamap.rules.obligations import is_received
from datamap.rules.rule import Fault, rule
from datamap.rules.sources import INDIRECT, sources_named
from datamap.rules.subjects.activities import OUR_ACTIVITY
from datamap.rules.subjects.records import NOTICE, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_KIWI = """
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc,
         contacts: {privacy: {title: Privacy officer, email: p@harbour.example}}}
"""


@rule(
    "PN-09",
    "notice that lacks what principle 3 asks for",
    Severity.ERROR,
    NOTICE,
    law=nz("principle 3(1)(a)-(g)"),
    bad=_KIWI.replace("organisation: {", "organisation: {address: unknown, ")
    + """notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}  # finding
""",
    good=_KIWI
    + """notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}
""",
)
def notice_without_principle_3(context: Context, notice: Declared[Notice]) -> Iterator[Fault]:
    """In New Zealand people are told of the collection, its purpose, the recipients, who collects and holds the information with name and address, whether a law asks for it, what follows if they keep it back, and that they can see and correct it."""
    if notice.record.is_ is not NoticeKind.PRIVACY_NOTICE or notice.record.of is not None:
        return
    profile, works = context.profile, list(context.ours)
    posted = profile.contacts.values() if profile is not None and isinstance(profile.contacts, dict) else ()
    met = {
        "the purpose (b)": all(
            work.stated_or_in_parts("purposes").is_value or work.leaves_to_parts("purposes") for work in works
        ),
        "the recipients (c)": all(
            is_received(context, work)
            or work.leaves_to_parts("recipients")
            or not work.stated_or_in_parts("recipients").is_gap
            for work in works
        ),
        "name and address of who collects (d)": profile is not None
        and is_value(profile.name)
        and (is_value(profile.address) or any(is_value(contact.post) for contact in posted)),
        "whether it is voluntary (e)": not any(
            work.stated("required").is_gap and not sources_named(work) & INDIRECT for work in works
        ),
        "access and correction (g)": context.has_right("access") and context.has_right("rectification"),
    }
    lacking = [item for item, holds in met.items() if not holds]
    if lacking:
        yield Fault(
            at=notice.at,
            message=f"this notice cannot say {', '.join(lacking)}",
            help="state it at the organisation, at the activities or under `rights`",
        )


_INDIRECT_SINCE = dt.date(2026, 5, 1)  # the day on which principle 3A came into force


@rule(
    "PN-15",
    "information from others that people are not told of",
    Severity.WARNING,
    OUR_ACTIVITY,
    law=nz("principle 3A"),
    bad=_KIWI
    + """activities:
  checks:
    title: Checks of credit
    owner: shop team
    purposes: [credit-check]
    subjects: [customer]
    data: [name, credit-rating]
    source: credit-agency  # finding
    systems: [shop]
    recipients: none
""",
    good=_KIWI
    + """activities:
  checks:
    title: Checks of credit
    owner: shop team
    purposes: [credit-check]
    subjects: [customer]
    data: [name, credit-rating]
    source: credit-agency
    systems: [shop]
    recipients: none
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}
""",
)
def untold_indirect_collection(context: Context, work: Work) -> Iterator[Fault]:
    """What is collected from anybody but the person since 1 May 2026 is told to the person as soon as that can reasonably be done, with some exceptions."""
    others = sources_named(work) & INDIRECT
    if not others or context.date < _INDIRECT_SINCE:
        return
    notices = [notice for notice in context.of("notices").values() if notice.is_ is NoticeKind.PRIVACY_NOTICE]
    if any(notice.about is None or work.id in {item.id for item in notice.about} for notice in notices):
        return
    yield Fault(
        at=work.stated("source").path,
        message=f"`{work.id}` takes information from {listed(sorted(others))}, and no notice covers it",
        help="declare a privacy notice that covers it, or waive this with the exception that you rely on",
    )
