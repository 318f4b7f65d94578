"""Vendors that the catalogue places abroad while the inventory is silent."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from datamap.catalog.sources import Status
from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.rules.areas import is_outside
from datamap.rules.catalogue import known_vendors
from datamap.rules.checks.example import AGREEMENT, MAILING
from datamap.rules.context import Context
from datamap.rules.crossings import CHAPTER_V
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import PARTY, Declared
from datamap.rules.words import listed

_LAW = both("Art. 13(1)(f), 30(1)(e)", ch="Art. 19(4)")
_SENT = "    transfers: {US: {mechanism: sccs, document: SCC of 2026, assessment: TIA 2026-01}}\n"


def _silent(vendor_id: str) -> str:
    """Return an example with a vendor of the catalogue of which nothing else is said."""
    return f"\nprocessors:\n  mailer:\n    vendor: {vendor_id}  # finding\n    {AGREEMENT}\n{MAILING}"


def _telling(vendor_id: str) -> str:
    """Return the same example with a word on where the vendor takes data."""
    return _silent(vendor_id).replace("  # finding\n", f"\n{_SENT}")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What the catalogue says of a vendor and a place outside the area."""

    words: str
    status: Status
    checked: dt.date

    @property
    def is_firm(self) -> bool:
        """Whether a page says so, and nothing is held against it."""
        return self.status in {Status.STATED, Status.REPORTED}


@rule(
    "TR-15",
    "vendor abroad, and no word on it",
    Severity.WARNING,
    PARTY,
    law=_LAW,
    bad=_silent("sendgrid"),
    good=_telling("sendgrid"),
)
def silent_vendor_abroad(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """The inventory says where data go, and the catalogue never speaks for it. Where the catalogue places a vendor outside the area and the inventory is silent, a transfer is probably missing.

    This rule rests on facts that the vendor states or that others report; TR-16 on those that are doubtful or that no page shows.
    """
    yield from _silences(context, party, firm=True)


@rule(
    "TR-16",
    "vendor that may be abroad, and no word on it",
    Severity.INFO,
    PARTY,
    law=_LAW,
    bad=_silent("wix"),
    good=_telling("wix"),
)
def silent_vendor_maybe_abroad(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Some facts of the catalogue are doubtful, or no page shows them. They are too weak for a warning, and good enough to look: where the vendor keeps data is in its contract."""
    yield from _silences(context, party, firm=False)


def _silences(context: Context, party: Declared[Party], *, firm: bool) -> Iterator[Fault]:
    """Yield what the catalogue says of a vendor abroad where the inventory is silent: its surest claim alone."""
    if party.record.vendor is None or party.record.vendor not in known_vendors() or _says_where(context, party):
        return
    if _is_another_company(context.words_of(party.record.legal_name), party.record.vendor):
        return
    claims = _claims(context, party.record.vendor)
    claim = next((each for each in claims if each.is_firm), claims[0] if claims else None)
    if claim is not None and claim.is_firm is firm:
        yield Fault(
            at=(*party.at, "vendor"),
            message=f"the catalogue says that `{party.record.vendor}` {claim.words} ({_SURELY[claim.status]}; "
            f"checked {claim.checked}), and the inventory states neither a country nor transfers for `{party.id}`",
            help="write `country:` and `transfers:` with the mechanism; `transfers: none` if data stay in the area",
        )


_SURELY = {
    Status.STATED: "as the vendor or the law states",
    Status.REPORTED: "as others report",
    Status.DOUBTFUL: "doubtful",
    Status.UNVERIFIED: "not verified: no source confirms it",
}


def _is_another_company(stated: str, vendor_id: str) -> bool:
    """Whether the inventory names a company that the catalogue does not know of; what it knows is then of others."""
    # Imported where a vendor is named: few inventories name one, and its models take a while.
    from datamap.catalog.vendors import vendor

    known = vendor(vendor_id)
    names = [known.legal_name.value] if known.legal_name is not None else []
    names += [company.legal_name for company in known.entities]
    return bool(stated) and bool(names) and _bare(stated) not in {_bare(name) for name in names}


def _bare(name: str) -> str:
    """Return the name of a company without marks, in the long form of its kind, to compare it."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


_LONG_FORMS = {"ltd": "limited", "inc": "incorporated", "corp": "corporation", "co": "company"}


def _claims(context: Context, vendor_id: str) -> tuple[_Claim, ...]:
    """Return what places a vendor outside the area of every law in question: its seat, and where it keeps data."""
    asked = [regime for regime in CHAPTER_V if regime in context.regimes]
    if not asked:
        return ()
    from datamap.catalog.vendors import vendor

    known, found = vendor(vendor_id), []
    seat, held = known.country, known.locations
    if seat is not None and _is_abroad(context, asked, seat.value):
        found.append(_Claim(f"is a company in {seat.value}", seat.status, seat.checked))
    if held is not None:
        named = [place.country or place.area for place in held.places if place.when is None]
        countries = [code for code in named if code is not None]
        outside = [code for code in countries if _is_abroad(context, asked, code)]
        if outside:
            also = ", among others" if len(outside) < len(countries) else ""
            words = f"keeps data in {listed(outside, mark='')}{also}"
            found.append(_Claim(words, held.status, held.checked))
    return tuple(found)


def _is_abroad(context: Context, asked: list[str], place: str) -> bool:
    return all(is_outside(context, regime, place) for regime in asked)


def _says_where(context: Context, party: Declared[Party]) -> bool:
    record = party.record
    uses = record.uses if isinstance(record.uses, tuple) else ()
    if any(value is not None for value in (record.country, record.location, record.transfers)) or any(
        value is not None for use in uses for value in (use.country, use.transfers)
    ):
        return True
    legs = context.legs.to(party.id)
    works = [context.works.get(leg.activity or "") for leg in legs]
    return any(leg.says_where for leg in legs) or any(
        work is not None and not work.stated("transfers").is_gap for work in works
    )
