"""What a privacy notice has to say, and whether the inventory lets it."""

import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.notices import Notice, NoticeKind, NoticeStatus
from datamap.model.organisation import Organisation
from datamap.model.record import Audience, InternalKeys
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import both, uk
from datamap.rules.obligations import is_asked, obligations, relies_on, says_nothing_of_sources
from datamap.rules.rule import Fault, rule
from datamap.rules.sieves import TO_BE_TOLD, resting_on
from datamap.rules.subjects import HIDDEN, NOTICE, ORGANISATION, UNREQUIRED, UNSOURCED, UNTOLD, YOUNG, Declared
from datamap.rules.words import counted, listed
from datamap.rules.works import Work, is_gap

_COMPLAINTS_SINCE = dt.date(2026, 6, 19)  # the day on which s. 164A came into force
_NOTICE = """
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2"}
"""
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


_FEW = 3


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
    good=_NOTICE,
)
def notice_without_its_content(context: Context, notice: Declared[Notice]) -> Iterator[Fault]:
    """A notice is made from the inventory, and can say only what stands there.

    This finding counts, at the notice, the items of Articles 13 and 14 that apply and that it cannot say in full; the findings at the records say where each is missing.
    """
    if not _is_privacy_notice(notice) or notice.record.visibility is Audience.INTERNAL:
        return
    lacking = [item for item in obligations(context, context.told_in(notice.record)) if not item.is_met]
    if lacking:
        yield Fault(
            at=notice.at,
            message=f"this notice lacks {counted(len(lacking), 'item')} that it must contain, in whole or in part: "
            + listed((item.title for item in lacking), mark="", most=_FEW),
            help="see the findings at the activities and at the organisation",
            related=tuple(
                (item.gaps[0], f"{item.title} ({item.direct or item.indirect}): not stated")
                for item in lacking
                if item.gaps
            ),
        )


@rule(
    "PN-02",
    "activity that no notice covers",
    Severity.ERROR,
    UNTOLD,
    law=both("Art. 13(1)(c), 14(1)(c)"),
    bad="""
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2", about: [returns]}
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
  returns: {title: Returns, owner: shop team, purposes: [returns-and-warranty], basis: contract,
           required: contract, if_refused: none,
            subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}
""",
    good=_NOTICE,
)
def activity_without_notice(context: Context, work: Work) -> Iterator[Fault]:
    """Whatever is done with people's data is told to them. An activity that every notice leaves out, or that is kept inside, is not.

    Where every notice is restricted, by `about`, `only` or `except`, some of the people, data or purposes of an activity can be left out by all of them.
    Where no notice is declared, nothing is said; an activity that is only proposed is told when it begins.
    """
    if work.record.status == "proposed":
        return
    if work.record.visibility is Audience.INTERNAL:
        yield Fault(
            at=(*work.at, "visibility"),
            message=f"`{work.id}` is kept inside, so no notice tells people of it",
            help="make it public, or waive this where the law allows silence (Art. 13(4), 14(5))",
        )
    elif work.id not in context.told:
        yield Fault(
            at=work.at,
            message=f"no privacy notice covers `{work.id}`",
            help="add it to `about` of a notice, or leave `about` out where a notice covers everything",
        )
    elif left_out := context.told[work.id]:
        yield Fault(
            at=work.at,
            message=f"no privacy notice tells of {listed(left_out)} in `{work.id}`",
            help="widen the selectors of a notice, or declare one that has none",
        )


@rule(
    "PN-17",
    "product or region that no notice covers",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 12(1), 13, 14"),
    bad="""
products:
  shop: The shop
  library: The lending library  # finding
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2", only: {product: shop}}
""",
    good="""
products:
  shop: The shop
  library: The lending library
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2", only: {product: shop}}
  for-borrowers: {is: privacy-notice, updated: 2026-09-01, version: "1", only: {product: library}}
""",
)
def uncovered_product_or_region(context: Context, _: Declared[Organisation]) -> Iterator[Fault]:
    """Where each notice is for some products or regions only, whoever uses another one, or lives in another region, finds no notice for them."""
    for kind, key in (("products", "product"), ("regions", "region")):
        selectors = [notice.only for notice in context.notices]
        named = [getattr(only, key) or () for only in selectors if only is not None]
        if not selectors or len(named) < len(selectors) or not all(named):
            continue
        covered = {name for names in named for name in names}
        for id_ in context.of(kind):
            is_covered = id_ in covered if key == "product" else context.regions.meet((id_,), covered)
            if not is_covered:
                yield Fault(
                    at=context.path(kind, id_),
                    message=f"no privacy notice covers the {key} `{id_}`",
                    help=f"add it to `only: {{{key}: ...}}` of a notice, or declare a notice without `only`",
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
    + _NOTICE.lstrip("\n"),
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
    + _NOTICE.lstrip("\n"),
)
def hidden_recipient(context: Context, work: Work) -> Iterator[Fault]:
    """People learn the recipients, or at least their categories. A recipient that stays inside needs a public group that includes it."""
    if not context.publishes or work.record.visibility is Audience.INTERNAL:
        return
    legs = context.received_in(work.id)
    secret = [
        leg for leg in legs if leg.target in context.internal_parties and not context.is_in_public_group(leg.target)
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
    """People whose data come from somewhere else are told from where. A flow that starts with them says that they gave the data themselves."""
    if says_nothing_of_sources(work):
        yield Fault(
            at=work.at,
            message=f"nothing says where the data of `{work.id}` come from",
            help="write `source:`, such as `given` or `public-register`, or a flow that starts with the people",
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
            help="write `required:` `voluntary`, `contract`, `to-enter-contract` or `law`",
        )
    elif is_gap(work.value("if_refused")):
        yield Fault(
            at=work.stated("required").path,
            message=f"`{work.id}` requires the data ({required}), and does not say what follows if people withhold them",
            help="write `if_refused:`; or `none` if nothing follows",
        )


@rule(
    "PN-07",
    "right to object that nothing explains",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 21(1), 21(4)"),
    bad="""
organisation:  # finding
  country: IE
rights: {objection: {how: unknown}}
activities:
  letters: {title: Letters, owner: shop team, purposes: [customer-relations],
           basis: {legitimate-interests: {interest: news, assessment: LIA 1}},
            subjects: [customer], data: [email], flows: [customer -> shop], recipients: none}
""",
    good="""
rights: {objection: privacy}
activities:
  letters: {title: Letters, owner: shop team, purposes: [customer-relations],
           basis: {legitimate-interests: {interest: news, assessment: LIA 1}},
            subjects: [customer], data: [email], flows: [customer -> shop], recipients: none}
""",
)
def unexplained_objection(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Where processing rests on legitimate interests or a public task, people can object, and are told so clearly and apart from everything else.

    An activity that says with `opt_out` how people stop it says how they object.
    """
    if context.has_right("objection"):
        return
    resting = resting_on(context, "legitimate_interests", "public_task")
    relying = [work.id for work in context.ours if work.id in resting and not is_value(work.value("opt_out"))]
    if relying:
        yield Fault(
            at=profile.at,
            message=f"{listed(relying)} can be objected to, and nothing says how",
            help="declare the right `objection` with `how:`",
        )


@rule(
    "PN-08",
    "complaint to the controller not explained",
    Severity.WARNING,
    ORGANISATION,
    law=uk("DPA 2018 s. 164A"),
    bad="""
organisation:  # finding
  country: GB
  regimes: [uk-gdpr]
  authority: ico
""",
    good="""
organisation:
  country: GB
  regimes: [uk-gdpr]
  authority: ico
rights: {complaint-to-controller: {how: privacy, deadline: 30 days}}
""",
)
def unexplained_complaint(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Since 19 June 2026 a controller in the United Kingdom helps people to complain to it, for example with a form, and acknowledges a complaint within 30 days.

    A notice should name that way beside the complaint to the Commissioner.
    """
    if (
        context.date >= _COMPLAINTS_SINCE
        and any(True for _ in context.ours)
        and not context.has_right("complaint-to-controller")
    ):
        yield Fault(
            at=profile.at,
            message="nothing says how people complain to the organisation itself",
            help="declare the right `complaint-to-controller` with `how:`",
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
    good=_NOTICE,
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


@rule(
    "PN-13",
    "right without a way to use it",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 12(2), 13(2)(b), 14(2)(c)", nz="principle 3(1)(g)", br="Art. 9, 18"),
    bad="""
organisation:  # finding
  country: IE
rights: {erasure: {how: unknown}}
""",
    good="""
rights: {erasure: privacy}
""",
)
def right_without_a_way(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """People have their rights anyway; the controller tells them how to use each, and makes that easy.

    Access and rectification hold under every law here, portability where consent or a contract is the basis.
    """
    works = list(context.ours)
    if not works:
        return
    wanted = ["access", "rectification"]
    if {"gdpr", "uk-gdpr"} & set(context.regimes):
        wanted += ["erasure", "restriction"]
        wanted += ["portability"] if relies_on(works, "consent", "contract") else []
    lacking = [right for right in wanted if not context.has_right(right)]
    if lacking:
        yield Fault(
            at=profile.at,
            message=f"nothing says how people use their right{'s' if len(lacking) > 1 else ''} of {listed(lacking)}",
            help="declare them under `rights`, such as `access: privacy`",
        )


@rule(
    "CH-01",
    "children without a notice for them",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 12(1)"),
    bad="""
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}  # finding
activities:
  readers: {title: Reading club, owner: shop team, purposes: [events], basis: {legal-obligation: Libraries Act},
            required: voluntary, subjects: [child], data: [name], flows: [child -> shop], recipients: none}
""",
    good="""
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}
  for-readers: {title: For our young readers, is: privacy-notice, updated: 2026-09-01, only: {subjects: [child]}}
activities:
  readers: {title: Reading club, owner: shop team, purposes: [events], basis: {legal-obligation: Libraries Act},
            required: voluntary, subjects: [child], data: [name], flows: [child -> shop], recipients: none}
""",
)
def children_without_a_notice(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """What is told to a child is told in words that a child understands.

    A notice that is `only` for a group of minors counts as written for them; whether they understand it is for people to judge.
    """
    privacy = {id_: each for id_, each in context.of("notices").items() if each.is_ is NoticeKind.PRIVACY_NOTICE}
    young = dict.fromkeys(
        subject.id
        for work in (YOUNG.subjects(context) if privacy else ())
        for subject in work.subjects
        if context.is_minor(subject)
    )
    for_them = {name for each in privacy.values() if each.only is not None for name in each.only.subjects or ()}
    if young and for_them.isdisjoint(
        {*young, *(kind for id_ in young for kind in context.kinds.of("data_subjects", id_))}
    ):
        yield Fault(
            at=context.path("notices", next(iter(privacy))),
            message=f"children are among the people ({listed(young)}), and no notice is written for them",
            help=f"declare a notice with `only: {{subjects: [{next(iter(young))}]}}`; or waive this if they understand the one there is",
        )
