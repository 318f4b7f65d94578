"""What a privacy notice has to say, and whether the inventory lets it."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.notices import Notice, NoticeKind, NoticeStatus
from datamap.model.record import Audience, InternalKeys
from datamap.model.said import is_value
from datamap.rules.checks.example import A_NOTICE
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.obligations import obligations
from datamap.rules.rule import Fault, rule
from datamap.rules.sieves import TO_BE_TOLD
from datamap.rules.sources import is_asked, says_nothing_of_sources
from datamap.rules.statements import is_gap
from datamap.rules.subjects.activities import HIDDEN, UNREQUIRED, UNSOURCED
from datamap.rules.subjects.records import NOTICE, Declared
from datamap.rules.words import counted, listed
from datamap.rules.works import Work

_ORDERS = """
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
"""


def _is_privacy_notice(notice: Declared[Notice]) -> bool:
    return notice.record.is_ is NoticeKind.PRIVACY_NOTICE and notice.record.of is None


@rule(
    "PN-01",
    "notice that lacks what it must contain",
    Severity.ERROR,
    NOTICE,
    law=both("Art. 13, 14"),
    bad="""
organisation: {dpo: unknown}
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2"}  # finding
""",
    good=A_NOTICE,
)
def notice_without_its_content(context: Context, notice: Declared[Notice]) -> Iterator[Fault]:
    """A notice is made from the inventory, and can say only what stands there.

    This finding counts, at the notice, the items of Articles 13 and 14 that apply and that it cannot say in full; the findings at the records say where each is missing.
    """
    if not _is_privacy_notice(notice) or notice.record.visibility is Audience.INTERNAL:
        return
    lacking = [item for item in obligations(context, context.told.by(notice.record)) if not item.is_met]
    if lacking:
        yield Fault(
            at=notice.at,
            message=f"this notice lacks {counted(len(lacking), 'item')} that it must contain, in whole or in part: "
            + listed((item.title for item in lacking), mark="", most=len(lacking)),
            help="see the findings at the activities and at the organisation",
            related=tuple(
                (item.gaps[0], f"{item.title} ({item.direct or item.indirect}): not stated")
                for item in lacking
                if item.gaps
            ),
        )


_SHOWING = frozenset({"flows", "recipients", "systems"})


@rule(
    "PN-03",
    "recipient that the public notice hides",
    Severity.ERROR,
    HIDDEN,
    law=both("Art. 13(1)(e), 14(1)(e)"),
    bad="""
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd,
           visibility: internal}
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
    flows: [customer -> shop -> carrier]
"""
    + A_NOTICE.lstrip("\n"),
    good="""
recipients:
  carriers: {title: Carriers, is: carrier, includes: [carrier]}
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd,
           visibility: internal}
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
    flows: [customer -> shop -> carriers]
"""
    + A_NOTICE.lstrip("\n"),
)
def hidden_recipient(context: Context, work: Work) -> Iterator[Fault]:
    """People learn the recipients, or at least their categories. A recipient that stays inside needs a public group that includes it."""
    if not context.told.notices or work.record.visibility is Audience.INTERNAL:
        return
    legs = context.legs.within(work.id)
    secret = [
        leg
        for leg in legs
        if leg.target in context.parties.internal and not context.parties.is_in_public_group(leg.target)
    ]
    hidden = work.record.visibility
    if hidden is None and not secret:
        return
    keys = _SHOWING & set(hidden.internal) if isinstance(hidden, InternalKeys) else set()
    if keys and legs and work.record.recipients is None:
        yield Fault(
            at=(*work.at, "visibility"),
            message=f"`{work.id}` keeps {listed(sorted(keys))} inside, so the notice cannot say that {listed(leg.target for leg in legs)} "
            "gets its data",
            help="name the recipients, or their kinds, under `recipients`, which stays public",
        )
    elif secret:
        yield Fault(
            at=work.at,
            message=f"{listed(leg.target for leg in secret)} gets data of `{work.id}`, and is kept inside",
            help="make it public, or put it into a public group with `includes`",
            related=((context.path_of(secret[0].target), "kept inside"),),
        )


@rule(
    "PN-05",
    "source of data not named",
    Severity.WARNING,
    UNSOURCED,
    law=both("Art. 14(2)(f)", nz="principle 2"),
    bad="""
organisation:
  defaults: {required: voluntary, automated_decisions: none, measures: [tls], retention: {until: you leave}}
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
    systems: [shop]
    recipients: none
""",
    good=_ORDERS,
)
def unnamed_source(context: Context, work: Work) -> Iterator[Fault]:
    """People whose data come from somewhere else are told from where. A flow that starts with them says that they gave the data themselves, and one that starts with somebody else that those did."""
    if says_nothing_of_sources(work):
        yield Fault(
            at=work.at,
            message=f"nothing says where the data of `{work.id}` come from",
            help="write `source:`, such as `given` or `public-register`, or a flow that starts with whoever gives them",
        )
        return
    found = work.stated("source")
    if isinstance(found.value, tuple) and [item.id for item in found.value] == ["third-party"]:
        yield Fault(
            at=found.path,
            message=f"the data of `{work.id}` come from a third party, and nothing says from which",
            help="name it, or its kind, such as `credit-agency`",
        )


@rule(
    "PN-06",
    "no word on whether data are required",
    Severity.WARNING,
    UNREQUIRED,
    law=both("Art. 13(2)(e)", nz="principle 3(1)(e)-(f)"),
    bad="""
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract  # finding
    subjects: [customer]
    data: [name, address]
    flows: [customer -> shop]
    recipients: none
""",
    good=_ORDERS,
)
def no_word_on_requirement(context: Context, work: Work) -> Iterator[Fault]:
    """Whoever is asked for data learns whether a contract or a law requires them, and what follows if they are withheld."""
    required = work.value("required")
    if not (is_gap(required) or required in TO_BE_TOLD) or work.leaves_to_parts("required") or not is_asked(work):
        return
    if is_gap(required):
        yield Fault(
            at=work.stated("required").path if required is not None else work.at,
            message=f"`{work.id}` does not say whether people must provide the data",
            help="write `required:` `voluntary`, `contract`, `to-enter-contract`, `law` or `mandatory`",
        )
    elif is_gap(work.value("if_refused")):
        yield Fault(
            at=work.stated("required").path,
            message=f"`{work.id}` requires the data ({required}), and does not say what follows if people withhold them",
            help="write `if_refused:`; or `none` if nothing follows",
        )


@rule(
    "PN-12",
    "notice without date or version",
    Severity.INFO,
    NOTICE,
    law=both("Art. 12(1)"),
    bad="""
notices:
  privacy: {is: privacy-notice}  # finding
""",
    good=A_NOTICE,
)
def undated_notice(context: Context, notice: Declared[Notice]) -> Iterator[Fault]:
    """A reader who comes back can tell by a date or a version whether anything has changed."""
    record = notice.record
    if record.is_ is NoticeKind.REGISTER or record.version is not None or record.status is NoticeStatus.DRAFT:
        return
    if not is_value(record.updated) and not is_value(record.effective):
        yield Fault(
            at=notice.at,
            message=f"the notice `{notice.id}` has neither a date nor a version",
            help="write `updated:` with the day, month or year of its last change",
        )
