"""Whether a transfer has a mechanism, one that the law in question knows, and no denial beside it."""

from collections.abc import Iterator

from datamap.catalog.mechanisms import MechanismKind, mechanisms
from datamap.catalog.regimes import regimes as known_regimes
from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.model.said import Said
from datamap.rules.areas import Standing, is_outside, verdict
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.checks.transfers.stated import is_spoken_for, may_be_spoken_for, who
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, ends_of, is_onward
from datamap.rules.laws import CH, GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.crossings import CROSSING
from datamap.rules.subjects.records import PARTY, Declared
from datamap.rules.words import listed

_LAW = both("Art. 30(1)(e), 44-49", ch="Art. 16-17")
_BRITISH = """organisation: {country: GB, regimes: [uk-gdpr], authority: ico}
rights: {complaint-to-controller: privacy}
"""


def _laws(crossing: Crossing) -> str:
    return " and the ".join(known_regimes()[regime].short_name for regime in crossing.regimes)


def _advice(context: Context, crossing: Crossing) -> str:
    """Return what to write; it is the same for all that reach a place under the same laws."""
    return context.kept(("advice", crossing.place, crossing.regimes), lambda: _found_advice(context, crossing))


def _found_advice(context: Context, crossing: Crossing) -> str:
    found = [
        verdict(regime, country, context.date) for regime in crossing.regimes for country in crossing.outside[regime]
    ]
    if all(each.standing is Standing.ADEQUATE for each in found):
        return f"a decision on adequacy covers it: write `transfers: {{{crossing.place}: adequacy}}`"
    wanted = sorted({d.requires for each in found for d in each.decisions if d.requires})
    clauses = listed(dict.fromkeys(_CLAUSES[regime] for regime in crossing.regimes))
    certified = f", or {listed(wanted)} if the recipient is certified" if wanted else ""
    return f"write `transfers: {{{crossing.place}: ...}}` with what makes it lawful, such as {clauses}{certified}"


_CLAUSES = {GDPR: "sccs", UK: "idta", CH: "sccs"}


@rule(
    "TR-01",
    "transfer without a mechanism",
    Severity.ERROR,
    CROSSING,
    law=_LAW,
    bad=f"""
processors:
  mailer:
    country: US  # finding
    legal_name: Mail Co Inc
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    country: US
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {AGREEMENT}
{MAILING}""",
)
def transfer_without_mechanism(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Data that leave the area in which a law holds need something that makes the transfer lawful, for each hop that takes them further.

    Register and notice name the country and the mechanism.
    """
    if crossing.stated is not None or not crossing.regimes or is_onward(context, crossing.legs):
        return
    if not crossing.denied and not is_spoken_for(context, crossing) and not may_be_spoken_for(context, crossing):
        yield Fault(
            at=crossing.at,
            message=f"{who(context, crossing)} takes data to {crossing.place}, outside the area of the {_laws(crossing)}, "
            "and nothing says what makes that lawful",
            help=_advice(context, crossing),
            related=ends_of(context, crossing),
            regimes=crossing.regimes,
        )


@rule(
    "TR-02",
    "transfer said to have no mechanism",
    Severity.ERROR,
    CROSSING,
    law=_LAW,
    bad=f"""
processors:
  mailer:
    country: US
    legal_name: Mail Co Inc
    transfers: {{US: unknown}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    country: US
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {AGREEMENT}
{MAILING}""",
)
def transfer_said_to_have_no_mechanism(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """A country that is named with `none` or `unknown` is a transfer of which the organisation itself says that nothing makes it lawful."""
    if not crossing.regimes or crossing.stated is None or crossing.mechanisms:
        return
    said = crossing.stated if isinstance(crossing.stated, Said) else crossing.stated[0].mechanism or Said.UNKNOWN
    yield Fault(
        at=crossing.at,
        message=f"{who(context, crossing)} takes data to {crossing.place}, and the mechanism is "
        + ("said to be none" if said is Said.NONE else "not known"),
        help=_advice(context, crossing),
        related=ends_of(context, crossing),
        regimes=crossing.regimes,
    )


@rule(
    "TR-07",
    "mechanism that the law does not know",
    Severity.ERROR,
    CROSSING,
    law={GDPR: "GDPR Art. 44-49", UK: "UK GDPR Art. 44-49; DPA 2018 s. 119A", CH: "FADP Art. 16-17"},
    bad=_BRITISH
    + f"""processors:
  mailer:
    legal_name: Mail Co Inc
    country: US
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TRA 2026-01}}}}  # finding
    {AGREEMENT}
{MAILING}""",
    good=_BRITISH
    + f"""processors:
  mailer:
    legal_name: Mail Co Inc
    country: US
    transfers: {{US: {{mechanism: uk-addendum, document: Addendum of 2026, assessment: TRA 2026-01}}}}
    {AGREEMENT}
{MAILING}""",
)
def mechanism_unknown_to_law(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """A mechanism counts only under the law that knows it. The clauses of the European Commission alone, or a certification without its UK Extension, do not cover what leaves the United Kingdom."""
    # That no law knows a claim is said by the rule on it.
    known = mechanisms()
    stated = [id_ for _, id_, _ in crossing.mechanisms if id_ in known and known[id_].is_ is not MechanismKind.CLAIM]
    for regime in crossing.regimes:
        fitting = [id_ for id_, each in known.items() if regime in each.articles]
        if stated and not any(id_ in fitting for id_ in stated):
            yield Fault(
                at=crossing.at,
                message=f"{who(context, crossing)} takes data to {crossing.place} with {listed(stated)}, "
                f"which the {known_regimes()[regime].short_name} does not know",
                help=_INSTEAD.get(regime, "name a mechanism of that law as well"),
                related=ends_of(context, crossing),
                regimes=(regime,),
            )


_INSTEAD = {
    UK: "name `idta` or `uk-addendum` as well, or `dpf-uk` if the recipient is certified",
    CH: "name `sccs`, `bcr` or, if the recipient is certified, `dpf-ch`",
}


@rule(
    "TR-12",
    "transfers denied and stated",
    Severity.WARNING,
    PARTY,
    law=_LAW,
    bad=f"""
processors:
  mailer:
    country: US
    legal_name: Mail Co Inc
    transfers: none  # finding
    {AGREEMENT}
{MAILING}""",
    good=f"""
processors:
  mailer:
    country: IE
    legal_name: Mail Co Ltd
    transfers: none
    {AGREEMENT}
{MAILING}""",
)
def denied_transfers(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """`transfers: none` states that data stay inside the area. A country outside it says the opposite."""
    if party.record.transfers is not Said.NONE or not isinstance(party.record.country, tuple):
        return
    asked = [regime for regime in (GDPR, UK, CH) if regime in context.regimes]
    for place in party.record.country:
        if asked and all(is_outside(context, regime, place) for regime in asked):
            yield Fault(
                at=(*party.at, "transfers"),
                message=f"`{party.id}` is said to cause no transfer, and to be in {place}",
                help=f"write `transfers: {{{place}: ...}}` with the mechanism; or correct the country",
                related=(((*party.at, "country"), "the country"),),
            )
            return
