"""Safeguards and derogations for transfers: their documents, their assessments, and how often they may be used."""

import re
from collections.abc import Iterator

from datamap.catalog.mechanisms import MechanismKind, mechanisms
from datamap.catalog.sources import Status
from datamap.catalog.vendors import vendor
from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.model.said import is_value
from datamap.rules.areas import is_outside
from datamap.rules.catalogue import known_vendors
from datamap.rules.context import Context
from datamap.rules.crossings import CHAPTER_V, Crossing
from datamap.rules.laws import CH, GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import CROSSING, PARTY, Declared
from datamap.rules.words import listed

_FLOWING = """
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer]}
"""
_AGREED = "agreement: {document: DPA 2026, subprocessors: general, at_end: deleted}"


def _applying(crossing: Crossing, kind: MechanismKind) -> Iterator[tuple[int, str, object]]:
    for number, id_, transfer in crossing.mechanisms:
        known = mechanisms().get(id_)
        if known is not None and known.is_ is kind and not known.articles.keys().isdisjoint(crossing.regimes):
            yield number, id_, transfer


@rule(
    "TR-04",
    "safeguard without its document",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 13(1)(f), 46", ch="Art. 16(2)"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, assessment: TIA 2026-01}}}}  # finding
    {_AGREED}
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {_AGREED}
{_FLOWING}""",
)
def safeguard_without_document(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Clauses and rules bind only if they are signed, and people can ask for a copy of them."""
    for number, id_, transfer in _applying(crossing, MechanismKind.SAFEGUARD):
        if mechanisms()[id_].needs_document and not is_value(getattr(transfer, "document", None)):
            yield Fault(
                at=(*crossing.at, number),
                message=f"no document is named for `{id_}` to {crossing.place}",
                help=f"write `{{mechanism: {id_}, document: ...}}`",
            )


@rule(
    "TR-05",
    "safeguard without an assessment",
    Severity.WARNING,
    CROSSING,
    law={GDPR: "GDPR Art. 46(1)", UK: "UK GDPR Art. 46", CH: "FADP Art. 16(2)"},
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026}}}}  # finding
    {_AGREED}
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {_AGREED}
{_FLOWING}""",
)
def safeguard_without_assessment(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """A safeguard helps only if the law of the destination lets the recipient keep it: who relies on one assesses that first.

    The judgment Schrems II asks for it in the Union; in the United Kingdom it is called the data protection test.
    """
    for number, id_, transfer in _applying(crossing, MechanismKind.SAFEGUARD):
        if not is_value(getattr(transfer, "assessment", None)):
            yield Fault(
                at=(*crossing.at, number),
                message=f"no transfer assessment is on record for `{id_}` to {crossing.place}",
                help=f"write `{{mechanism: {id_}, assessment: ...}}`",
            )


_SELDOM = re.compile(r"occasion|rare|once|seldom|exception|single", re.IGNORECASE)


@rule(
    "TR-06",
    "derogation for a regular transfer",
    Severity.WARNING,
    CROSSING,
    law=both("Art. 49(1)", ch="Art. 17"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: explicit-consent}}  # finding
    {_AGREED}
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: explicit-consent}}
    {_AGREED}
{_FLOWING.replace("flows:", "frequency: rarely, flows:")}""",
)
def derogation_for_regular_transfer(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """The derogations are for exceptions: single transfers, not the daily way of data.

    A flow with a condition, an occasional disclosure, and an activity whose `frequency` says that it is rare do not count.
    """
    stated = [id_ for _, id_, _ in _applying(crossing, MechanismKind.DEROGATION)]
    if not stated:
        return
    others = [id_ for _, id_, _ in crossing.mechanisms if id_ not in stated]
    regular = [leg for leg in crossing.legs if leg.is_regular and not _is_seldom(context, leg.activity)]
    if not others and regular:
        yield Fault(
            at=crossing.at,
            message=f"{listed(stated)} is for exceptions, and nothing says that data go to {crossing.place} only now and then",
            help="name a safeguard such as `sccs`; or say in `frequency:` or `when:` how rarely it happens",
            related=((regular[0].at, "this flow has no condition"),),
        )


def _is_seldom(context: Context, activity: str | None) -> bool:
    work = context.works.get(activity or "")
    return work is not None and bool(_SELDOM.search(context.words_of(work.stated("frequency").value)))


@rule(
    "TR-11",
    "compelling interests without documented safeguards",
    Severity.ERROR,
    CROSSING,
    law=both("Art. 30(1)(e), 49(1), second subparagraph"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: compelling-interests}}  # finding
    {_AGREED}
{_FLOWING.replace("flows:", "frequency: once, flows:")}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Inc
    transfers: {{US: {{mechanism: compelling-interests, document: Note of 2026-03-01 on the safeguards}}}}
    {_AGREED}
{_FLOWING.replace("flows:", "frequency: once, flows:")}""",
)
def undocumented_compelling_interests(context: Context, crossing: Crossing) -> Iterator[Fault]:
    """Who sends data abroad for compelling interests of his own documents the safeguards in the register, and tells the authority and the person."""
    for number, id_, transfer in _applying(crossing, MechanismKind.DEROGATION):
        if id_ == "compelling-interests" and not is_value(getattr(transfer, "document", None)):
            yield Fault(
                at=(*crossing.at, number),
                message=f"the safeguards of the transfer to {crossing.place} for compelling interests are documented nowhere",
                help="write `document:`",
            )


@rule(
    "TR-15",
    "vendor abroad, and no word on it",
    Severity.WARNING,
    PARTY,
    law=both("Art. 13(1)(f), 30(1)(e)", ch="Art. 19(4)"),
    bad=f"""
processors:
  mailer:
    vendor: sendgrid  # finding
    {_AGREED}
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    vendor: sendgrid
    transfers: {{US: {{mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}}}
    {_AGREED}
{_FLOWING}""",
)
def silent_vendor_abroad(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """The inventory says where data go, and the catalogue never speaks for it. Where the catalogue places a vendor outside the area and the inventory is silent, a transfer is probably missing."""
    record = party.record
    asked = [regime for regime in CHAPTER_V if regime in context.regimes]
    if record.vendor is None or record.vendor not in known_vendors() or not asked or _says_where(context, party):
        return
    known = vendor(record.vendor)
    facts = [known.country] if known.country is not None else []
    abroad = [fact for fact in facts if all(is_outside(context, regime, fact.value) for regime in asked)]
    held = known.locations
    if held is not None:
        countries = [place.country for place in held.places if place.country is not None and place.when is None]
        outside = [code for code in countries if all(is_outside(context, regime, code) for regime in asked)]
        if outside and not abroad:
            yield _silent(party, listed(outside).replace("`", ""), "keeps data in", held.status, str(held.checked))
            return
    if abroad:
        yield _silent(party, abroad[0].value, "is a company in", abroad[0].status, str(abroad[0].checked))


def _silent(party: Declared[Party], place: str, does: str, status: Status, checked: str) -> Fault:
    sure = "" if status is Status.STATED else f", {status}"
    return Fault(
        at=(*party.at, "vendor"),
        message=f"the catalogue says that `{party.record.vendor}` {does} {place} (checked {checked}{sure}), "
        f"and the inventory states neither a country nor transfers for `{party.id}`",
        help="write `country:` and `transfers:` with the mechanism; `transfers: none` if data stay in the area",
    )


def _says_where(context: Context, party: Declared[Party]) -> bool:
    record = party.record
    uses = record.uses if isinstance(record.uses, tuple) else ()
    if any(value is not None for value in (record.country, record.transfers)) or any(
        value is not None for use in uses for value in (use.country, use.transfers)
    ):
        return True
    legs = context.legs_to(party.id)
    works = [context.works.get(leg.activity or "") for leg in legs]
    return any(leg.says_where for leg in legs) or any(
        work is not None and not work.stated("transfers").is_gap for work in works
    )
