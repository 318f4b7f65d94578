"""Whether some notice tells of each activity, product and region, and speaks to children."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.notices import NoticeKind
from datamap.model.organisation import Organisation
from datamap.model.record import Audience
from datamap.rules.checks.example import A_NOTICE
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import UNTOLD, YOUNG
from datamap.rules.subjects.records import ORGANISATION, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work


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
    good=A_NOTICE,
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
    elif work.id not in context.told.activities:
        yield Fault(
            at=work.at,
            message=f"no privacy notice covers `{work.id}`",
            help="add it to `about` of a notice, or leave `about` out where a notice covers everything",
        )
    elif left_out := context.told.activities[work.id]:
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
        selectors = [notice.only for notice in context.told.notices]
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
        if context.people.is_minor(subject)
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
