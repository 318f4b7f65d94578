"""Statements of an inventory that do not fit together, or that lead nowhere."""

import calendar
import datetime as dt
from collections.abc import Iterator

from datamap.graph.hops import Hop
from datamap.load.findings import Severity
from datamap.model.disclosures import Commitment
from datamap.model.flows import Never
from datamap.model.governance import Conflict
from datamap.model.parties import Party
from datamap.model.people import DataCategory, Purpose
from datamap.model.provenance import Path
from datamap.model.record import Record
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import (
    CATEGORY,
    COMMITMENT,
    CONFLICT,
    LISTING,
    PARTY,
    PROMISING,
    PURPOSE,
    REVIEWED,
    Declared,
)
from datamap.rules.words import listed
from datamap.rules.works import Datum, Work

_CARRIER = """
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}
"""
_ORDERS = """
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, address], flows: [customer -> shop -> carrier]}
"""


@rule(
    "ST-01",
    "recipient without a flow or a use",
    Severity.WARNING,
    PARTY,
    bad="""
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}  # finding
""",
    good=_CARRIER + _ORDERS.lstrip("\n"),
)
def unused_party(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Who is declared and gets nothing is either a leftover, or a flow is missing. A notice that lists it would say something untrue."""
    if context.legs_to(party.id) or party.id in context.used.get(str(party.at[1]), ()):
        return
    if any(context.legs_to(item.id) for item in party.record.includes or ()):
        return
    yield Fault(
        at=party.at,
        message=f"`{party.id}` is declared, and nothing says that it gets data",
        help="put it on a flow, make it the host of a system, list it in `recipients`, or remove it",
    )


@rule(
    "ST-02",
    "category of data used nowhere",
    Severity.WARNING,
    CATEGORY,
    bad="""
data_categories:
  shoe-size: Shoe size  # finding
""",
    good="""
data_categories:
  shoe-size: Shoe size
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, shoe-size], flows: [customer -> shop], recipients: none}
""",
)
def unused_category(context: Context, category: Declared[DataCategory]) -> Iterator[Fault]:
    """A category that no record names is a leftover, or an activity that uses it is missing."""
    if category.id not in context.used.get("data_categories", ()):
        yield Fault(
            at=category.at,
            message=f"no record uses the category `{category.id}`",
            help="name it in the `data` of an activity, or remove it",
        )


@rule(
    "ST-03",
    "purpose used nowhere",
    Severity.WARNING,
    PURPOSE,
    bad="""
purposes:
  surveys: learn what you think of our shop  # finding
""",
    good="""
purposes:
  surveys: learn what you think of our shop
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing, surveys], basis: contract,
           required: contract, if_refused: none,
           subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}
""",
)
def unused_purpose(context: Context, purpose: Declared[Purpose]) -> Iterator[Fault]:
    """A shared purpose that nothing serves is a leftover, or an activity is missing."""
    if purpose.id not in context.used.get("purposes", ()):
        yield Fault(
            at=purpose.at,
            message=f"no record serves the purpose `{purpose.id}`",
            help="name it in the `purposes` of an activity, or remove it",
        )


@rule(
    "ST-04",
    "recipient both listed and reached",
    Severity.WARNING,
    LISTING,
    bad=_CARRIER + _ORDERS.lstrip("\n").replace("carrier]}", "carrier],\n           recipients: [carrier]}  # finding"),
    good=_CARRIER + _ORDERS.lstrip("\n"),
)
def listed_and_reached_recipient(context: Context, work: Work) -> Iterator[Fault]:
    """`recipients` is for those whose path is not known. Whoever a flow reaches is a recipient already, and the second statement can only come to differ."""
    for mention in entries_of(work.record.recipients, (*work.at, "recipients")):
        if mention.id in work.stations and mention.detail is None:
            yield Fault(
                at=mention.path,
                message=f"`{mention.id}` is on a flow of `{work.id}`, and listed as a recipient too",
                help="remove it from `recipients`",
            )


_YEAR = 12
_DAYS = 364  # no year is shorter, and most records are younger than that


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@rule(
    "ST-05",
    "record past its review",
    Severity.WARNING,
    REVIEWED,
    bad="""
systems:
  shop:
    is: website
    reviewed: 2025-10-01  # finding
""",
    good="""
systems:
  shop:
    is: website
    reviewed: 2026-10-01
""",
)
def record_past_review(context: Context, record: Declared[Record]) -> Iterator[Fault]:
    """A record that was last checked more than a year ago may be out of date. Only records that have a date of review are asked for a new one."""
    reviewed = record.record.reviewed
    if reviewed is not None and (context.date - reviewed).days > _DAYS and months_later(reviewed, _YEAR) < context.date:
        yield Fault(
            at=(*record.at, "reviewed"),
            message=f"`{record.id}` was last reviewed on {reviewed}, more than a year ago",
            help="check it, and write the new date",
        )


@rule(
    "ST-06",
    "promise that a flow contradicts",
    Severity.ERROR,
    COMMITMENT,
    bad=_CARRIER
    + _ORDERS.lstrip("\n")
    + """commitments:
  breaches: {is: breach-notification}
  kept-here:
    never: [shop -> carrier]  # finding
""",
    good=_CARRIER
    + _ORDERS.lstrip("\n")
    + """commitments:
  breaches: {is: breach-notification}
  kept-here:
    never: [{path: shop -> carrier, data: [email]}]
""",
)
def broken_promise(context: Context, commitment: Declared[Commitment]) -> Iterator[Fault]:
    """What is said never to happen must not stand in a flow. A promise under a condition in words cannot be checked, and is left alone.

    Checked are paths, recipients of named data, and data that are never processed or never collected.
    """
    if _is_conditional(commitment.record):
        return
    for number, never in enumerate(commitment.record.never or ()):
        yield from _contradicted(context, never, (*commitment.at, "never", number), commitment.record)


@rule(
    "ST-07",
    "conflict that is not resolved",
    Severity.WARNING,
    CONFLICT,
    bad="""
conflicts:
  two-periods:  # finding
    between: [organisation/defaults/retention, activities/orders]
    text: Two periods are stated.
""",
    good="""
conflicts:
  two-periods:
    between: [organisation/defaults/retention, activities/orders]
    text: Two periods are stated.
    resolved: the longer one counts
""",
)
def unresolved_conflict(context: Context, conflict: Declared[Conflict]) -> Iterator[Fault]:
    """Two statements that contradict each other mislead whoever reads only one of them, until somebody decides which one holds."""
    if conflict.record.resolved is None:
        said = context.words_of(conflict.record.text or conflict.record.title)
        yield Fault(
            at=conflict.at,
            message=f"the conflict between {listed(conflict.record.between)} is not resolved"
            + (f": {said.rstrip('.')}" if said else ""),
            help="decide which one holds, mend the other, and write `resolved:`",
        )


@rule(
    "ST-08",
    "activity that breaks its own promise",
    Severity.ERROR,
    PROMISING,
    bad=_CARRIER
    + """activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    data: [name, date-of-birth]
    flows: [customer -> shop -> carrier]
    never:
      - {data: [date-of-birth]}  # finding
""",
    good=_CARRIER
    + """activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    data: [name]
    flows: [customer -> shop -> carrier]
    never:
      - {data: [date-of-birth]}
""",
)
def own_promise_broken(context: Context, work: Work) -> Iterator[Fault]:
    """`never` in an activity is a checkable “no”: a path that data do not take, or data that are not processed or not collected there."""
    stated = work.record.never
    for number, never in enumerate(stated if isinstance(stated, tuple) else ()):
        yield from _contradicted(context, never, (*work.at, "never", number), None, work)


_CONDITIONS = ("when", "unless", "if_", "limit", "only", "except_")
_MOVING = frozenset(
    {"share", "disclose", "pass-on"}
)  # a flow shows that data go, not that they are sold, lent out or published


def _is_conditional(statement: object) -> bool:
    return any(getattr(statement, key, None) is not None for key in _CONDITIONS)


def _contradicted(
    context: Context, never: Never, at: Path, promise: Commitment | None, work: Work | None = None
) -> Iterator[Fault]:
    """Yield a fault for the first hop, or the first datum, that does what is never done."""
    if _is_conditional(never):
        return
    data = {item.id for item in never.data or (promise.data if promise is not None else None) or ()}
    parties = {item.id for item in never.recipients or (promise.recipients if promise is not None else None) or ()}
    hops = (
        context.hops_of.get(work.id, ())
        if work is not None
        else tuple(h for hs in context.hops_of.values() for h in hs)
    )
    if never.path is not None:
        wanted = set(never.path.hops)
        found = next((hop for hop in hops if (hop.source.id, hop.target.id) in wanted and _carries(hop, data)), None)
    elif parties and (never.does is None or _MOVING & set(never.does)):
        found = next((hop for hop in hops if hop.target.id in parties and _carries(hop, data)), None)
    else:
        collects = never.does is not None and "collect" in never.does
        if data and (never.does is None or collects):
            yield from _processed(context, data, at, work, collected=collects)
        return
    if found is not None:
        yield Fault(
            at=at,
            message=f"data are never to go this way, and `{found.source.id} -> {found.target.id}` is a flow"
            + (f" of `{found.activity}`" if found.activity else ""),
            help="remove the flow or the promise; or say on which condition the promise holds",
            related=((found.paths[0], "the flow"),),
        )


def _carries(hop: Hop, data: set[str]) -> bool:
    """Whether a hop is known to carry one of the categories; any data if none is named."""
    if _is_conditional_hop(hop):
        return False
    return not data or any(not category.within.isdisjoint(data) for category in hop.data)


def _is_conditional_hop(hop: Hop) -> bool:
    return bool(hop.conditions or hop.only or hop.except_)


def _is_derived(datum: Datum) -> bool:
    """Whether a datum is made from others, and so never collected."""
    return any(getattr(holder, "derived_from", None) is not None for holder in (datum.record, datum.detail))


def _processed(
    context: Context, data: set[str], at: Path, work: Work | None, *, collected: bool = False
) -> Iterator[Fault]:
    """Yield a fault for the first datum that is never to be there; one that is never to be collected may be derived."""
    act = "collected" if collected else "processed"
    for each in (work,) if work is not None else tuple(context.current):
        for datum in each.data:
            if collected and _is_derived(datum):
                continue
            if not datum.category.within.isdisjoint(data) and not _is_conditional(datum.detail):
                yield Fault(
                    at=at,
                    message=f"{listed(sorted(data))} are never to be {act}, and `{each.id}` uses `{datum.id}`",
                    help="remove the data or the promise; or say on which condition the promise holds",
                    related=((datum.at, f"`{each.id}` uses them"),),
                )
                return
