"""Rules of retention as they are written: a period, its beginning, its end and its law."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from datamap.load.findings import Severity
from datamap.model.durations import Duration, Moment
from datamap.model.retention import Force, RetentionRule
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.periods import has_general_period, lacks_any_period, undated
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import OVERLAPPING, UNTIMED
from datamap.rules.subjects.retention import BEGINNING, FORCED, IN_WORDS, UNDATED, UNMEASURED, RetentionUse
from datamap.rules.words import listed
from datamap.rules.works import Work

if TYPE_CHECKING:
    from datamap.model.provenance import Path

_ORDERS = """
organisation:
  defaults: {source: given, required: voluntary, automated_decisions: none, measures: [tls]}
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [order-processing]
    basis: contract
    required: contract
    if_refused: we cannot deliver
    subjects: [customer]
    flows: [customer -> shop]
    recipients: none
"""


@rule(
    "RT-01",
    "data without a period or a criterion",
    Severity.ERROR,
    UNTIMED,
    law=both(
        "Art. 5(1)(e), 13(2)(a), 30(1)(f)", nz="principle 9", ch="Art. 12", ca="11 CCR § 7012(e)(4)", br="Art. 9, 37"
    ),
    bad=_ORDERS
    + """    data: [name, address]  # finding
    retention: [{data: [name], keep: 2 years, after: your last order}]
""",
    good=_ORDERS
    + """    data: [name, address]
    retention: {keep: 2 years, after: your last order}
""",
)
def data_without_period(context: Context, work: Work) -> Iterator[Fault]:
    """People are told how long each category of data is kept, or by what that is decided; the register says so where possible.

    A period is looked up at the datum, the activity, its systems, the category, and in the defaults.
    """
    if has_general_period(work):
        return
    gaps: list[tuple[str, Path, bool]] = [
        (datum.id, datum.at, any(each.rule is Said.UNKNOWN for each in kept)) for datum, kept in undated(context, work)
    ]
    if lacks_any_period(work):
        yield Fault(at=work.at, message=f"`{work.id}` does not say how long data are kept", help=_PERIOD)
    elif gaps and len(gaps) == len(work.personal):
        unknown_here = all(is_unknown for _, _, is_unknown in gaps)
        at = work.stated("retention").path if unknown_here else work.at
        said = ": it is said to be unknown" if unknown_here else ""
        yield Fault(at=at, message=f"`{work.id}` does not say how long its data are kept{said}", help=_PERIOD)
    else:
        for id_, at, _ in gaps:
            yield Fault(at=at, message=f"`{work.id}` does not say how long `{id_}` is kept", help=_PERIOD)


_PERIOD = "write `retention:`, such as `{keep: 6 years, after: end of the financial year}`"


_ENDLESS = re.compile(
    r"\b(indefinite\w*|forever|permanent\w*|as long as (is |it is |we are |reasonably )*(necessary|needed|required|obliged))\b",
    re.IGNORECASE,
)


_US = r"(we|our company|the (company|organi[sz]ation|association))"


_WHILE_WE_EXIST = re.compile(
    rf"\b(as long as {_US} exists?|{_US} ceases? (operations|trading|to exist|to operate))\b", re.IGNORECASE
)


@rule(
    "RT-02",
    "period without an end",
    Severity.WARNING,
    UNMEASURED,
    law=both("Art. 5(1)(e)", nz="principle 9"),
    bad=_ORDERS
    + """    data: [name]
    retention: {keep: indefinitely}  # finding
""",
    good=_ORDERS
    + """    data: [name]
    retention: {until: you close your account}
""",
)
def endless_period(context: Context, use: RetentionUse) -> Iterator[Fault]:
    """“As long as necessary” repeats the law and tells nobody anything. A period, or an event that ends it, does.

    Data that lead to nobody may stay for ever.
    """
    entry = use.record
    if use.anonymous:
        return
    said = not IN_WORDS.isdisjoint(entry.__pydantic_fields_set__)
    words = (
        f"{context.words_of(entry.until)} {context.words_of(entry.text)} {context.words_of(entry.limit)}"
        if said
        else ""
    )
    endless = getattr(entry.keep, "moment", None) in {Moment.INDEFINITELY, Moment.PERSISTENT}
    vague = _ENDLESS.search(words) if words else None
    open_ended = is_value(entry.needed_for) and not any(
        (is_value(entry.keep), entry.until, entry.within, entry.stages, entry.schedule)
    )
    if endless:
        how = "for ever" if entry.keep == Duration(moment=Moment.INDEFINITELY) else f"as `{entry.keep}`"
    elif vague and not is_value(entry.keep):
        how = f"“{vague[0]}”"
    elif words and _WHILE_WE_EXIST.search(words):
        how = "for as long as the organisation exists"
    elif open_ended:
        how = f"for as long as {_needing(entry)}"
    else:
        return
    yield Fault(
        at=use.at,
        message=f"data are kept {how}: no event ends that",
        help="write `keep:` with a period, or `until:` with the event that ends it",
    )


def _needing(entry: RetentionRule) -> str:
    purposes = [item.id for item in entry.needed_for] if isinstance(entry.needed_for, tuple) else []
    if purposes == ["all"]:
        return "any purpose needs them"
    return f"{listed(purposes)} need{'s' if len(purposes) == 1 else ''} them"


@rule(
    "RT-03",
    "period without a beginning",
    Severity.WARNING,
    UNDATED,
    law=both("Art. 5(1)(e), 13(2)(a)"),
    bad=_ORDERS
    + """    data: [name]
    retention: 2 years  # finding
""",
    good=_ORDERS
    + """    data: [name]
    retention: {keep: 2 years, after: your last order}
""",
)
def period_without_beginning(context: Context, use: RetentionUse) -> Iterator[Fault]:
    """“Two years” can mean two years after the order, after the last order or after the account is closed: the event decides."""
    entry = use.record
    seconds = getattr(entry.keep, "seconds", None)
    if seconds is None or use.in_stages:
        return
    if BEGINNING.isdisjoint(entry.__pydantic_fields_set__) and seconds > _ROLLING and not _rolls(entry):
        yield Fault(
            at=use.at,
            message=f"`{entry.keep}`, and nothing says from when",
            help="write `after:` with the event that starts it",
        )


_ROLLING = 100 * 86_400  # shorter periods are those of logs and backups, which count from the day of their making


def _rolls(entry: RetentionRule) -> bool:
    return any(item.id == "overwrite" for item in entry.then or ())


@rule(
    "RT-04",
    "period that a law sets, without the law",
    Severity.WARNING,
    FORCED,
    law=both("Art. 5(1)(e)"),
    bad=_ORDERS
    + """    data: [name]
    retention: {keep: 6 years, after: the end of the year, force: required}  # finding
""",
    good=_ORDERS
    + """    data: [name]
    retention: {keep: 6 years, after: the end of the year, force: required,
             law: Taxes Consolidation Act 1997 s. 886}
""",
)
def period_without_law(context: Context, use: RetentionUse) -> Iterator[Fault]:
    """A period that a law requires can be checked, and contested, only if the law is named."""
    if use.record.force is Force.REQUIRED and not use.record.law:
        yield Fault(
            at=(*use.at, "force"),
            message="the law is said to require this period, and no law is named",
            help="write `law:` with its citation, or the identifier of an entry of `laws`",
        )


@rule(
    "RT-07",
    "overlapping periods",
    Severity.WARNING,
    OVERLAPPING,
    law=both("Art. 5(1)(e)"),
    bad=_ORDERS
    + """    data: [name]
    retention:
      - {keep: 2 years, after: your last order}
      - {keep: 6 years, after: your last order}  # finding
""",
    good=_ORDERS
    + """    data: [name]
    retention:
      - {keep: 2 years, after: your last order, take: longest}
      - {keep: 6 years, after: the end of the year, take: longest}
""",
)
def overlapping_periods(context: Context, work: Work) -> Iterator[Fault]:
    """Where two periods apply to the same data at the same place, one has to win: the longest, or the one that ends first."""
    stated = work.record.retention
    if not isinstance(stated, tuple) or len(stated) == 1:
        return
    plain = [
        (number, entry) for number, entry in enumerate(stated) if is_value(entry.keep) and not _is_restricted(entry)
    ]
    if len(plain) > 1 and all(entry.take is None for _, entry in plain):
        (_, first), (number, second), *_ = plain
        yield Fault(
            at=(*work.at, "retention", number),
            message=f"{listed([str(first.keep), str(second.keep)])} hold for the same data, and nothing says which wins",
            help="give each its `data` or its place, or write `take: longest`",
        )


def _is_restricted(entry: RetentionRule) -> bool:
    keys = ("data", "at", "only", "except_", "when", "if_", "unless", "needed_for", "until", "may")
    return any(getattr(entry, key) is not None for key in keys)
