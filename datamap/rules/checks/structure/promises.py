"""Promises that the inventory itself breaks: what is said never to happen, and stands in a flow or among the data."""

from collections.abc import Iterator

from datamap.graph.hops import Hop
from datamap.graph.rows import past_us
from datamap.load.findings import Severity
from datamap.model.disclosures import Commitment
from datamap.model.flows import Never
from datamap.model.provenance import Path
from datamap.rules.categories import Datum
from datamap.rules.checks.structure.example import CARRIER, ORDERS
from datamap.rules.context import Context
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import PROMISING
from datamap.rules.subjects.records import COMMITMENT, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work


@rule(
    "ST-06",
    "promise that a flow contradicts",
    Severity.ERROR,
    COMMITMENT,
    bad=CARRIER
    + ORDERS.lstrip("\n")
    + """commitments:
  breaches: {is: breach-notification}
  kept-here:
    never: [shop -> carrier]  # finding
""",
    good=CARRIER
    + ORDERS.lstrip("\n")
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
    "ST-08",
    "activity that breaks its own promise",
    Severity.ERROR,
    PROMISING,
    bad=CARRIER
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
    good=CARRIER
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


_CONDITIONS = ("when", "unless", "if_", "limit", "only", "except_", "preceding")
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
    flows = context.flows.hops_of(work.id) if work is not None else context.flows.hops
    hops = [hop for hop in flows if hop.moves_data]
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
            if collected and (_is_derived(datum) or datum.id in past_us(each.record, each.common.systems)):
                continue
            if found := sorted(datum.category.within & data if not _is_conditional(datum.detail) else ()):
                verb = "is" if len(found) == 1 else "are"
                yield Fault(
                    at=at,
                    message=f"{listed(found)} {verb} never to be {act}, and `{each.id}` uses `{datum.id}`",
                    help="remove the data or the promise; or say on which condition the promise holds",
                    related=((datum.at, f"`{each.id}` uses them"),),
                )
                return
