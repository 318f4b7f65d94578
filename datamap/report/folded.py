"""Findings of which the same is said of many records: one message names them all, as somebody would say it."""

from collections.abc import Iterable, Iterator

from datamap.load.findings import Finding, Place, Severity

FEW = 5
"""So many findings that say the same each stand for themselves."""
_NAMED = 20
_RECORD = 3
"""Parts of the path of a record: organisation, kind, identifier."""


def folded(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield findings, where the first of many that say the same of several records tells of all.

    Beside each stands how many others it speaks for. A defect is mended line by line, and one that is accepted has a
    reason of its own: they stand for themselves, and come first.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = _what_is_said(finding)
        if said is None:
            yield finding, 0
        else:
            alike.setdefault(said, []).append(finding)
    for each in alike.values():
        names = _others(each) if len(each) > FEW else []
        if names:
            yield _of_all(each[0], names), len(each) - 1
        else:
            yield from ((finding, 0) for finding in each)


def _what_is_said(finding: Finding) -> tuple[object, ...] | None:
    """Return what a finding says whatever the record, or `None` where it must stand for itself."""
    id_, severity, at, message, mend, *_ = finding
    if severity is Severity.DEFECT or finding.waived or isinstance(at, Place) or len(at) < _RECORD:
        return None
    name = f"`{at[2]}`"
    before, named, after = message.partition(name)
    if named:
        if after.startswith(" ("):  # what is said of the record itself, such as the way that leads there
            after = after.partition(")")[2]
        message, mend = f"{before}`{after.replace(name, '`')}", mend.replace(name, "`")
    return id_, at[0], at[1], message, mend


def _others(alike: list[Finding]) -> list[str]:
    """Return the records of findings, without that of the first."""
    records = dict.fromkeys(finding.at[2] for finding in alike if not isinstance(finding.at, Place))
    return [f"`{record}`" for record in records][1:]


def _of_all(first: Finding, names: list[str]) -> Finding:
    shown = ", ".join(names[:_NAMED])
    rest = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    others = "another" if len(names) == 1 else f"{len(names):,} others"
    return first._replace(message=f"{first.message}; the same holds for {others}: {shown}{rest}", related=())
