"""What the laws of New Zealand, Switzerland and California ask of a notice, and how breaches are told."""

import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.notices import Notice, NoticeKind
from datamap.model.organisation import Organisation
from datamap.model.parties import Party
from datamap.model.people import DataCategory
from datamap.model.said import is_value
from datamap.rules.categories import is_anonymous
from datamap.rules.context import Context
from datamap.rules.laws import both, californian, nz, swiss
from datamap.rules.obligations import is_received
from datamap.rules.rule import Fault, rule
from datamap.rules.sources import INDIRECT, sources_named
from datamap.rules.subjects.activities import OUR_ACTIVITY
from datamap.rules.subjects.records import CATEGORY, NOTICE, ORGANISATION, PARTY, Declared
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


@rule(
    "PN-10",
    "category without its statutory class",
    Severity.ERROR,
    CATEGORY,
    law=californian("11 CCR § 7011(e)(1)(A), 7012(e)(1)"),
    bad="""
organisation: {regimes: [ccpa]}
rights: {opt-out-of-sale: privacy}
data_categories:
  name: {title: Name, ccpa: A}
  shoe-size: Shoe size  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], subjects: [customer],
           data: [name, shoe-size],
           flows: [customer -> shop], recipients: none}
""",
    good="""
organisation: {regimes: [ccpa]}
rights: {opt-out-of-sale: privacy}
data_categories:
  name: {title: Name, ccpa: A}
  shoe-size: {title: Shoe size, ccpa: B}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], subjects: [customer],
           data: [name, shoe-size],
           flows: [customer -> shop], recipients: none}
""",
)
def category_without_statutory_class(context: Context, category: Declared[DataCategory]) -> Iterator[Fault]:
    """In California a notice lists what is collected in the terms of the statute, letters (A) to (L). A category that is the built-in term has to be declared to bear a letter; a part or a kind of one that bears a letter needs none."""
    if _lacks_class(context, category.id, category.record) and context.uses.is_used_datum(category.id, by_us=True):
        yield Fault(
            at=category.at,
            message=f"`{category.id}` does not say which of the statutory categories it is",
            help="write `ccpa:` with its letter, such as `A` for identifiers",
        )


@rule(
    "PN-14",
    "built-in category without a statutory class",
    Severity.ERROR,
    OUR_ACTIVITY,
    law=californian("11 CCR § 7011(e)(1)(A), 7012(e)(1)"),
    bad="""
organisation: {regimes: [ccpa]}
rights: {opt-out-of-sale: privacy}
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    subjects: [customer]
    data: [name]  # finding
    flows: [customer -> shop]
    recipients: none
""",
    good="""
organisation: {regimes: [ccpa]}
rights: {opt-out-of-sale: privacy}
data_categories:
  name: {title: Name, ccpa: A}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], subjects: [customer], data: [name],
           flows: [customer -> shop], recipients: none}
""",
)
def built_in_category_without_class(context: Context, work: Work) -> Iterator[Fault]:
    """The built-in categories bear no letter of the Californian statute: which one fits depends on how the data are used."""
    bare = [datum for datum in work.personal if datum.record is None and _lacks_class(context, datum.id, None)]
    if bare:
        yield Fault(
            at=bare[0].at,
            message=f"{listed(datum.id for datum in bare)} {'bear' if len(bare) > 1 else 'bears'} no letter of the statute",
            help="declare them under `data_categories` with `ccpa:`",
        )


_NOBODY = frozenset({"aggregated", "anonymised"})


def _lacks_class(context: Context, id_: str, record: DataCategory | None) -> bool:
    """Whether no letter is stated for a category, for what it is a part or a kind of.

    Deidentified and aggregate information is no personal information (Cal. Civ. Code 1798.140(v)(3)).
    """
    if record is not None and (is_anonymous(record) or not _NOBODY.isdisjoint(record.form or ())):
        return False
    declared = context.of("data_categories")
    return not any(name in declared and declared[name].ccpa for name in context.words.category_of(id_).within)


@rule(
    "PN-16",
    "no word on sale or sharing",
    Severity.ERROR,
    ORGANISATION,
    law=californian("11 CCR § 7011(e)(1)(D), 7012(e)(3)"),
    bad="""
organisation: {regimes: [ccpa]}  # finding
data_categories: {name: {title: Name, ccpa: A}, address: {title: Address, ccpa: A}}
""",
    good="""
organisation: {regimes: [ccpa]}
data_categories: {name: {title: Name, ccpa: A}, address: {title: Address, ccpa: A}}
commitments:
  breaches: {is: breach-notification}
  no-sale: {never: [sell, share]}
""",
)
def no_word_on_sale(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """In California a notice says for each category whether it is sold or shared, or that nothing is.

    A promise never to sell, or a way to opt out of sale, is such a word.
    """
    promised = any(
        {"sell", "share"} & set(never.does or ())
        for promise in context.of("commitments").values()
        for never in promise.never or ()
    )
    if not promised and "opt-out-of-sale" not in context.rights:
        yield Fault(
            at=profile.at,
            message="nothing says whether data are sold or shared",
            help="declare a commitment with `never: [sell, share]`, or the right `opt-out-of-sale`",
        )


_BREACH = frozenset({"breach-notification", "breach-response", "openness-on-breach", "password-reset"})


@rule(
    "BR-01",
    "no word on breaches",
    Severity.INFO,
    ORGANISATION,
    law=both("Art. 33-34", nz="part 6", ch="Art. 24", br="Art. 48"),
    bad="""
organisation:  # finding
  country: IE
commitments:
  breaches: {is: transparency}
""",
    good="""
commitments:
  breaches: {is: breach-notification}
""",
)
def no_word_on_breaches(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A breach is told to the authority, under the GDPR within 72 hours, and to people if it puts them at a high risk. That takes somebody to report it to and a plan.

    A measure such as `incident-response`, a promise about breaches, or a contact for them counts.
    """
    promised = any(_BREACH & context.kinds.of("commitments", id_) for id_ in context.of("commitments"))
    planned = any("incident-response" in context.kinds.of("measures", id_) for id_ in context.uses.measures)
    contacts = profile.record.contacts if isinstance(profile.record.contacts, dict) else {}
    if not promised and not planned and not any("breach" in id_ or "incident" in id_ for id_ in contacts):
        yield Fault(
            at=profile.at,
            message="nothing says what happens after a breach of personal data",
            help="name the measure `incident-response`, or a contact for breaches",
        )
