"""Where each law sees a transfer, and what the dated tables say of the destination."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from datamap.catalog.adequacy import Coverage, Decision, adequacy, adequacy_tables
from datamap.catalog.countries import country_of, members, places
from datamap.catalog.regimes import is_inside, regimes
from datamap.rules.context import Context


class Standing(StrEnum):
    """What a law's table says of a destination on a day."""

    ADEQUATE = "adequate"
    CONDITIONAL = "on condition"
    NONE = "no decision"
    OPEN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The standing of a destination under one law, with the decisions in force and those that have lapsed."""

    standing: Standing
    decisions: tuple[Decision, ...] = ()
    lapsed: tuple[Decision, ...] = ()


def is_outside(context: Context, regime: str, place: str) -> bool:
    """Whether a law is known to see a transfer in a place; a place or a law that nobody knows gives no answer."""
    known = regimes().get(regime)
    if known is None or not known.restricts_transfers:
        return False
    region = context.naming.record("regions", place)
    within = tuple(getattr(region, "includes", None) or ()) if region is not None else (place,)
    return bool(within) and all(_lies_outside(regime, each) for each in within)


def _lies_outside(regime: str, place: str) -> bool:
    table = places()
    if place in table.areas:
        return not any(is_inside(regime, country) for country in members(place))
    if country_of(place) is None and place not in table.organisations:
        return False
    return not is_inside(regime, place)


@cache
def verdict(regime: str, place: str, on: dt.date) -> Verdict:
    """Return what the table of a law says of a place on a day."""
    table = adequacy_tables().get(regime)
    if table is None or table.coverage is not Coverage.COMPLETE:
        return Verdict(standing=Standing.OPEN)
    found = adequacy(regime, place, on)
    if not found:
        past = tuple(
            decision
            for decision in table.decisions
            if decision.until is not None
            and decision.until < on
            and decision in adequacy(regime, place, decision.until)
        )
        return Verdict(standing=Standing.NONE, lapsed=past)
    free = any(decision.condition is None for decision in found)
    return Verdict(standing=Standing.ADEQUATE if free else Standing.CONDITIONAL, decisions=found)
