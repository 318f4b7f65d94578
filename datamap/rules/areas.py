"""Where each law sees a transfer, and what the dated tables say of the destination."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from datamap.catalog.adequacy import Coverage, Decision, adequacy, adequacy_tables
from datamap.catalog.countries import country_of, places
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
    """Whether a law is known to see a transfer in all of a place; one that nobody knows gives no answer."""
    return outside_in(context, regime, place) == countries_in(context, place)


def countries_in(context: Context, place: str) -> tuple[str, ...]:
    """Return the countries of an area or a region, by code; anything else stands for itself."""
    return tuple(sorted(context.regions.places_in(place)))


def outside_in(context: Context, regime: str, place: str) -> tuple[str, ...]:
    """Return those countries of a place in which a law is known to see a transfer."""
    return tuple(country for country in countries_in(context, place) if _lies_outside(regime, country))


def is_covered_by(context: Context, place: str, keys: Iterable[str]) -> bool:
    """Whether what is said of some places is said of all of another one."""
    stated = tuple(keys)
    return place in stated or (bool(stated) and context.regions.within((place,), stated))


@cache
def _lies_outside(regime: str, place: str) -> bool:
    known = regimes().get(regime)
    if known is None or not known.restricts_transfers:
        return False
    if country_of(place) is None and place not in places().organisations:
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
