"""What brings data to a party, in the parts in which it is told: activities, then occasions and trackers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import RUN_BY_OTHERS, Hop, HopKind
from datamap.notice.context import Context
from datamap.notice.sections.circumstances import qualifiers

_OCCASIONS = frozenset({HopKind.DISCLOSURE, HopKind.TRACKER})


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Hops that are told of together, with what limits all of them and stands nowhere else with the party."""

    hops: tuple[Hop, ...]
    limit: Markup


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What is told of first, of which activities only the name is told, and what is told beside that."""

    first: Brought
    whole: tuple[Hop, ...] = ()
    beside: tuple[Brought, ...] = ()


def parts_of(context: Context, hops: list[Hop], terms: tuple[Any, ...]) -> Parts:
    """Return the parts of what goes to a party; `terms` are its record and its uses, which are told of with it."""
    # A recipient of which only the activity is known gets some of its data, and nothing says which.
    telling = [hop for hop in hops if hop.data or hop.kind is not HopKind.RECIPIENT]
    if any(hop.data for hop in hops):
        # Cookies of which no data are known are told of by name, and bring no doubt and no certainty to the rest.
        telling = [hop for hop in telling if hop.data or hop.kind is not HopKind.TRACKER]
    # What an occasion or a tracker brings belongs to no activity, and must not be told as if it did.
    apart = [hop for hop in telling if _is_apart(context, hop, terms)]
    telling = [hop for hop in telling if hop not in apart]
    if any(hop.data for hop in telling):
        told = {hop.activity for hop in telling}
        whole = tuple(hop for hop in hops if hop.activity not in told and hop not in apart)
        first = _unlimited(telling)
    else:
        first, whole = _unlimited(hop for hop in hops if hop.activity is not None and hop not in apart), ()
    beside = _by_limit(context, [hop for hop in apart if hop.data], terms)
    if first.hops or not apart:
        return Parts(first=first, whole=whole, beside=beside)
    # Occasions of which no data are told say only that there may be some: the widest of them says all.
    beside = beside or _by_limit(context, apart, terms)
    return Parts(
        first=beside[0], beside=beside[1:] if any(hop.data for hop in beside[0].hops) or beside[0].limit else ()
    )


def _unlimited(hops: Iterable[Hop]) -> Brought:
    return Brought(hops=tuple(hops), limit=Markup())


def _is_apart(context: Context, hop: Hop, terms: tuple[Any, ...]) -> bool:
    if hop.kind in RUN_BY_OTHERS or not (hop.data or hop.kind is HopKind.DISCLOSURE):
        return False
    return hop.activity is None or bool(_limit(context, hop, terms))


def _limit(context: Context, hop: Hop, terms: tuple[Any, ...]) -> Markup:
    """Return what limits what an occasion or a tracker brings; of an activity and a use it is said there."""
    # Of two brackets in a row one is made.
    return qualifiers(context, hop, terms).replace(") (", "; ") if hop.kind in _OCCASIONS else Markup()


def _by_limit(context: Context, hops: Iterable[Hop], terms: tuple[Any, ...]) -> tuple[Brought, ...]:
    """Return what is limited alike together, and what nothing limits first."""
    found: dict[Markup, list[Hop]] = {}
    for hop in hops:
        found.setdefault(_limit(context, hop, terms), []).append(hop)
    return tuple(Brought(hops=tuple(found[limit]), limit=limit) for limit in sorted(found, key=bool))
