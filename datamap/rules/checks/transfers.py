"""Transfers to other countries: that each has a mechanism, along the whole path."""

from collections.abc import Iterator

from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.regimes import regimes as known_regimes
from datamap.graph.rows import transfers_of
from datamap.graph.transfers import stated_of
from datamap.load.findings import Severity
from datamap.model.parties import Party, Role
from datamap.model.said import Said, is_value
from datamap.rules.areas import Standing, is_outside, verdict
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, chain_to, ends_of, is_onward
from datamap.rules.laws import CH, GDPR, NZ, UK, both, nz
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import CROSSING, PARTY, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_LAW = both("Art. 30(1)(e), 44-49", ch="Art. 16-17")
_BRITISH = """organisation: {country: GB, regimes: [uk-gdpr], authority: ico}
rights: {complaint-to-controller: privacy}
"""


def _who(context: Context, crossing: Crossing) -> str:
    """Return who reaches the place, as the subject of a sentence."""
    if crossing.target is None:
        return f"`{crossing.work.id}`" if crossing.work is not None else "the organisation"
    return f"`{crossing.target}`" + (f" ({chain_to(context, crossing.legs[0])})" if crossing.legs else "")


def _laws(crossing: Crossing) -> str:
    return " and the ".join(known_regimes()[regime].short_name for regime in crossing.regimes)


def _spoken_for(context: Context, crossing: Crossing, law: str | None = None) -> bool:
    """Whether every activity that leads to a place, or else the defaults, say what makes the transfer lawful (under `law`)."""
    works = (context.works.get(leg.activity or "") for leg in crossing.legs) if crossing.legs else (None,)
    return all(_names_mechanism(context, crossing.place, _of_activity(context, work), law) for work in works)


def _of_activity(context: Context, work: Work | None) -> list[object]:
    """Return what an activity, those that cover it and the defaults say of transfers, the closest first."""
    stated = ((each.id, each.record) for each in (work, *work.covering)) if work is not None else ()
    return [value for value, _ in transfers_of(context.organisation, stated, context.records)]


def _names_mechanism(context: Context, place: str, levels: list[object], law: str | None = None) -> bool:
    """Whether the closest of some statements that speaks of a place names a mechanism for it (that `law` knows)."""
    found = stated_of(place, levels, context.regions)
    if not isinstance(found, dict) or not all(map(is_value, found.values())):
        return False
    named = {transfer.mechanism for stated in found.values() for transfer in stated}
    return law is None or any(id_ in named and law in each.articles for id_, each in mechanisms().items())


def _advice(context: Context, crossing: Crossing) -> str:
    """Return what to write; it is the same for all that reach a place under the same laws."""
    about = f"advice on {crossing.place} under {crossing.regimes}"
    if about not in context.kept:
        context.kept[about] = _found_advice(context, crossing)
    advice: str = context.kept[about]
    return advice


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
    if not crossing.denied and not _spoken_for(context, crossing):
        yield Fault(
            at=crossing.at,
            message=f"{_who(context, crossing)} takes data to {crossing.place}, outside the area of the {_laws(crossing)}, "
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
        message=f"{_who(context, crossing)} takes data to {crossing.place}, and the mechanism is "
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
    stated = [id_ for _, id_, _ in crossing.mechanisms if id_ in mechanisms()]
    for regime in crossing.regimes:
        fitting = [id_ for id_, each in mechanisms().items() if regime in each.articles]
        if stated and not any(id_ in fitting for id_ in stated):
            yield Fault(
                at=crossing.at,
                message=f"{_who(context, crossing)} takes data to {crossing.place} with {listed(stated)}, "
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
    "TR-08",
    "sub-processor abroad that nothing covers",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 28(3)(a), 28(4), 44"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    {AGREEMENT}
  cloud:
    legal_name: Cloud Co Inc
    country: US  # finding
activities:
  orders: {{title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer -> cloud]}}
""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    {AGREEMENT}
  cloud:
    legal_name: Cloud Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of Mail Co, assessment: TIA 2026-01}}}}
activities:
  orders: {{title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer -> cloud]}}
""",
)
def uncovered_sub_processor(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """What protects data on the first hop has to protect them on the next. A processor passes data to another country only as instructed, and lawfully."""
    if crossing.stated is not None or not crossing.regimes or not is_onward(context, crossing.legs):
        return
    for leg in crossing.legs:
        source = leg.stations[-2][0]
        before = context.party(source)
        levels = [
            before.transfers if before is not None else None,
            *_of_activity(context, context.works.get(leg.activity or "")),
        ]
        if _names_mechanism(context, crossing.place, levels):
            continue
        yield Fault(
            at=crossing.at,
            message=f"`{source}` passes data on to `{leg.target}` in {crossing.place} "
            f"({chain_to(context, leg)}), and nothing says what makes that lawful",
            help=f"write `transfers:` at `{leg.target}`, or name {crossing.place} in the `transfers` of `{source}`",
            related=((context.path_of(source), f"`{source}` passes them on"), (leg.at, "on this path")),
            regimes=crossing.regimes,
        )
        return


@rule(
    "TR-09",
    "disclosure abroad without a ground",
    Severity.WARNING,
    CROSSING,
    law=nz("principle 12"),
    bad="""
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc,
         contacts: {privacy: {title: Privacy officer, email: p@harbour.example}}}
recipients:
  carrier:
    legal_name: Carrier Pty Ltd
    role: independent-controller
    country: AU  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], if_refused: none, required: contract,
           subjects: [customer], data: [name], flows: [customer -> shop -> carrier]}
""",
    good="""
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc,
         contacts: {privacy: {title: Privacy officer, email: p@harbour.example}}}
recipients:
  carrier:
    legal_name: Carrier Pty Ltd
    role: independent-controller
    transfers: {AU: ipp12-comparable-law}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], if_refused: none, required: contract,
           subjects: [customer], data: [name], flows: [customer -> shop -> carrier]}
""",
)
def disclosure_abroad_without_ground(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Information is disclosed abroad only on one of the grounds of principle 12.

    Who holds it only on the agency's behalf (section 11) does not count: a processor, in the words of this inventory.
    """
    if NZ not in crossing.outside or crossing.target is None:
        return
    if crossing.role is Role.PROCESSOR or _spoken_for(context, crossing, NZ):
        return
    named = [id_ for _, id_, _ in crossing.mechanisms]
    if any(id_ in mechanisms() and NZ in mechanisms()[id_].articles for id_ in named):
        return
    yield Fault(
        at=crossing.at,
        message=f"{_who(context, crossing)} gets information in {crossing.place}, and no ground of principle 12 is stated",
        help="write `transfers:` with one of the grounds that begin with `ipp12-`",
        related=ends_of(context, crossing),
    )


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
