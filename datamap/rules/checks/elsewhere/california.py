"""What Californian law asks of a notice: the statutory classes of data, and a word on sale."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.people import DataCategory
from datamap.rules.categories import is_anonymous
from datamap.rules.context import Context
from datamap.rules.laws import californian
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import OUR_ACTIVITY
from datamap.rules.subjects.records import CATEGORY, ORGANISATION, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work


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

    A promise never to sell, a way to opt out of sale, or what handing data to a party is (`disclosed_as`) is such a word.
    """
    promised = any(
        {"sell", "share"} & set(never.does or ())
        for promise in context.of("commitments").values()
        for never in promise.never or ()
    )
    stated = any(party.disclosed_as is not None for kind in _PARTIES for party in context.of(kind).values())
    if not promised and not stated and "opt-out-of-sale" not in context.rights:
        yield Fault(
            at=profile.at,
            message="nothing says whether data are sold or shared",
            help="say `disclosed_as` of recipients, or declare `never: [sell, share]` or the right `opt-out-of-sale`",
        )


_PARTIES = ("processors", "recipients")
