"""Decisions on adequacy: whether one exists, whether it still holds, and on what condition."""

import datetime as dt
from collections.abc import Iterator, Mapping

from datamap.catalog.adequacy import Decision, adequacy_tables
from datamap.catalog.mechanisms import MechanismKind, mechanisms
from datamap.catalog.regimes import regimes as known_regimes
from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.transfers import Transfer
from datamap.rules.areas import Standing, Verdict, verdict
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import CHAPTER_V, Crossing, crossings_of, ends_of
from datamap.rules.laws import CH, GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.crossings import CROSSING
from datamap.rules.subjects.records import ORGANISATION, Declared
from datamap.rules.words import listed

_LAW = {GDPR: "GDPR Art. 45", UK: "UK GDPR Art. 45A", CH: "FADP Art. 16(1)"}


def in_time(transfer: Transfer, on: dt.date) -> bool:
    """Whether a mechanism holds on a day by its own dates; its first and last day count."""
    return (transfer.from_ is None or transfer.from_ <= on) and (transfer.until is None or on <= transfer.until)


def holds(mechanism: str, regime: str, found: Verdict) -> bool:
    """Whether a mechanism that rests on adequacy covers a place under a law; conditions on the recipient are taken as met."""
    known = mechanisms().get(mechanism)
    if known is None or regime not in known.articles:
        return False
    if known.is_ is not MechanismKind.ADEQUACY or found.standing is Standing.OPEN:
        return True
    if mechanism == "adequacy":
        return any(decision.requires is None for decision in found.decisions)
    return any(decision.requires == mechanism for decision in found.decisions)


@rule(
    "TR-03",
    "adequacy that does not hold",
    Severity.ERROR,
    CROSSING,
    law=_LAW,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Pte
    transfers: {{SG: adequacy}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co AG
    transfers: {{CH: adequacy}}
    {AGREEMENT}
{MAILING}""",
)
def adequacy_that_does_not_hold(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """A decision on adequacy covers a transfer only while it is in force, for the places it names, and on its conditions.

    The tables are dated: `--date` shows what will have lapsed by then.
    """
    current = [(id_, transfer) for _, id_, transfer in crossing.mechanisms if in_time(transfer, context.date)]
    for regime in crossing.regimes:
        failing = [id_ for id_, _ in current if _is_adequacy(id_, regime)]
        if not failing:
            continue
        found = {country: verdict(regime, country, context.date) for country in crossing.outside[regime]}
        open_ = [country for country, each in found.items() if not any(holds(id_, regime, each) for id_, _ in current)]
        if open_:
            yield Fault(
                at=crossing.at,
                message=f"{listed(failing)} does not cover {crossing.place} under the "
                f"{known_regimes()[regime].short_name}: {_reasons(crossing.place, found, open_, failing)}",
                help=_instead(regime, [found[country] for country in open_]),
                related=ends_of(context, crossing),
                regimes=(regime,),
            )


def _reasons(place: str, found: Mapping[str, Verdict], countries: list[str], failing: list[str]) -> str:
    """Return why adequacy does not hold; for the countries of an area or a region, each reason with its countries."""
    if countries == [place]:
        return _why(found[place], failing)
    by_reason: dict[str, list[str]] = {}
    for country in countries:
        by_reason.setdefault(_why(found[country], failing), []).append(country)
    return "; ".join(f"for {listed(named, mark='')}, {reason}" for reason, named in by_reason.items())


def _instead(regime: str, lacking: list[Verdict]) -> str:
    wanted = sorted({decision.requires for found in lacking for decision in found.decisions if decision.requires})
    certified = f"{listed(wanted)} if the recipient is certified, or " if wanted else ""
    return f"name {certified}a safeguard such as {'`idta`' if regime == UK else '`sccs`'}"


def _is_adequacy(id_: str, regime: str) -> bool:
    known = mechanisms().get(id_)
    return known is not None and known.is_ is MechanismKind.ADEQUACY and regime in known.articles


def _why(found: Verdict, failing: list[str]) -> str:
    if found.lapsed:
        return f"the decision lapsed on {found.lapsed[-1].until}"
    if not found.decisions:
        return "there is no decision in force"
    wanted = sorted({decision.requires for decision in found.decisions if decision.requires})
    if "adequacy" in failing and wanted:
        return f"the decision covers only recipients with {listed(wanted)}"
    return "the decision in force does not rest on that"


@rule(
    "TR-13",
    "lapsed mechanism",
    Severity.ERROR,
    CROSSING,
    law=both("Art. 44-49", ch="Art. 16-17"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2024, assessment: TIA 2024, until: 2026-06-30}}}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026, until: 2028-06-30}}}}
    {AGREEMENT}
{MAILING}""",
)
def lapsed_mechanism(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """A mechanism that has ended, or has not begun, makes nothing lawful today."""
    stated = crossing.mechanisms
    if not crossing.regimes or not stated or any(in_time(transfer, context.date) for _, _, transfer in stated):
        return
    number, id_, transfer = stated[-1]
    ended = transfer.until is not None and transfer.until < context.date
    yield Fault(
        at=(*crossing.at, number, "until" if ended else "from"),
        message=f"`{id_}` for {crossing.place} "
        + (f"ended on {transfer.until}" if ended else f"begins only on {transfer.from_}")
        + ", and nothing else covers the transfer",
        help="renew it, or name what holds today",
        related=ends_of(context, crossing),
        regimes=crossing.regimes,
    )


@rule(
    "TR-14",
    "adequacy on a condition",
    Severity.INFO,
    CROSSING,
    law=_LAW,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{CA: adequacy}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co AG
    transfers: {{CH: adequacy}}
    {AGREEMENT}
{MAILING}""",
)
def adequacy_on_condition(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Some decisions cover only recipients of a kind: businesses under a certain act, or certified ones. No inventory shows whether one is."""
    if not any(id_ == "adequacy" and in_time(transfer, context.date) for _, id_, transfer in crossing.mechanisms):
        return
    by_condition: dict[tuple[str, str], list[str]] = {}
    for regime in crossing.regimes:
        for country in crossing.outside[regime]:
            found = verdict(regime, country, context.date)
            conditions = [
                decision.condition for decision in found.decisions if decision.requires is None and decision.condition
            ]
            if found.standing is Standing.CONDITIONAL and conditions:
                by_condition.setdefault((country, conditions[0]), []).append(regime)
    for (country, condition), asking in by_condition.items():
        yield Fault(
            at=crossing.at,
            message=f"the decision on {country} holds only if {condition}",
            help="check whether that is so, and waive this with what you found",
            regimes=tuple(asking),
        )


_STALE = dt.timedelta(days=183)
_SOON = dt.timedelta(days=366)


@rule(
    "TR-10",
    "adequacy that may change",
    Severity.INFO,
    ORGANISATION,
    law=_LAW,
    bad=f"""
organisation:  # finding
  name: Harbour Books Ltd
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: dpf}}
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co AG
    transfers: {{CH: adequacy}}
    {AGREEMENT}
{MAILING}""",
)
def adequacy_that_may_change(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Decisions end, are contested in court, and are made anew. Who relies on one should know; and a table that is old may not know the newest."""
    named = dict.fromkeys(
        (regime, country, id_)
        for crossing in crossings_of(context)
        for _, id_, _ in crossing.mechanisms
        for regime in CHAPTER_V
        if regime in crossing.outside and _is_adequacy(id_, regime)
        for country in crossing.outside[regime]
    )
    relied = [
        (regime, country, decision)
        for regime, country, id_ in named
        for decision in verdict(regime, country, context.date).decisions
        if (decision.requires or "adequacy") == id_
    ]
    for regime in dict.fromkeys(regime for regime, _, _ in relied):
        notes = [_outlook(place, decision, context.date) for r, place, decision in relied if r == regime]
        read = adequacy_tables()[regime].as_of
        if context.date - read > _STALE:
            notes.append(f"the table of the {known_regimes()[regime].short_name} was last read on {read}")
        told = list(dict.fromkeys(note for note in notes if note))
        if told:
            yield Fault(
                at=profile.at,
                message=f"the inventory relies on decisions that may change: {'; '.join(told)}",
                help="keep a safeguard ready for the day on which a decision falls",
                regimes=(regime,),
            )


def _outlook(place: str, decision: Decision, on: dt.date) -> str:
    if decision.until is not None and decision.until - on <= _SOON:
        return f"that on {place} ends on {decision.until}"
    if decision.note is not None and "appeal" in decision.note:
        return f"on that for {place}, {decision.note}"
    return ""
