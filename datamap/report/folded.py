"""Findings of which the same is said of many records: one message names them all, as somebody would say it."""

from collections.abc import Sequence
from dataclasses import replace

from datamap.load.findings import Finding, Located, Place, Severity

FEW = 5
"""So many findings that say the same each stand for themselves."""
_NAMED = 20
_RECORD = 3
"""Parts of the path of a record: organisation, kind, identifier."""


def folded(findings: Sequence[Located]) -> list[Located]:
    """Return findings in their order, where the first of many that say the same of several records tells of all.

    A defect is mended line by line, and one that is accepted has a reason of its own: they stand for themselves.
    """
    alike: dict[tuple[str, ...], list[Located]] = {}
    for located in findings:
        if (key := _what_is_said(located.finding)) is not None:
            alike.setdefault(key, []).append(located)
    many = {id(each[0]): each for each in alike.values() if len(each) > FEW}
    gone = {id(located) for each in many.values() for located in each[1:]}
    return [_of_all(many.get(id(located), [located])) for located in findings if id(located) not in gone]


def _what_is_said(finding: Finding) -> tuple[str, ...] | None:
    """Return what a finding says whatever the record, or `None` where it must stand for itself."""
    at = finding.at
    if finding.severity is Severity.DEFECT or finding.waived or isinstance(at, Place) or len(at) < _RECORD:
        return None
    name = f"`{at[2]}`"
    if name not in finding.message:
        return None
    return finding.id, str(at[0]), str(at[1]), finding.message.replace(name, "`"), finding.help.replace(name, "`")


def _of_all(alike: list[Located]) -> Located:
    first, *others = alike
    if not others:
        return first
    finding = first.finding
    names = list(
        dict.fromkeys(f"`{located.finding.at[2]}`" for located in others if not isinstance(located.finding.at, Place))
    )
    shown = ", ".join(names[:_NAMED])
    rest = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    message = f"{finding.message}; the same holds for {len(names):,} others: {shown}{rest}"
    return replace(first, finding=finding._replace(message=message, related=()), related=())
