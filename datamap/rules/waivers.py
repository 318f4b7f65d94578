"""Waivers: a finding that an organisation accepts for a reason and a time stays visible, and fails nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from datamap.load.findings import Finding, Severity
from datamap.model.governance import Waiver
from datamap.model.inventory import records_of
from datamap.model.paths import canonical, is_within, parts_of
from datamap.model.provenance import Path
from datamap.model.records import Records


@dataclass(frozen=True, slots=True)
class _Accepted:
    rule: str
    at: Path
    words: str


def accepts(waiver: Waiver, finding: Finding, records: Records) -> bool:
    """Whether a waiver is about a finding: the same rule, at the same path or below it."""
    return (
        isinstance(finding.at, tuple)
        and waiver.rule == finding.id
        and is_within(finding.at[1:], canonical(records, parts_of(waiver.at)))
    )


def waived(findings: Iterable[Finding], records: Records, on: dt.date) -> tuple[Finding, ...]:
    """Return the findings with those marked that a waiver accepts on that day. Defects are never accepted."""
    accepted = [
        _Accepted(waiver.rule, canonical(records, parts_of(waiver.at)), f"until {waiver.until}: {waiver.reason}")
        for waiver in records_of(records, "waivers").values()
        if on <= waiver.until
    ]
    if not accepted:
        return tuple(findings)
    return tuple(_marked(finding, accepted) for finding in findings)


def _marked(finding: Finding, accepted: list[_Accepted]) -> Finding:
    if finding.severity is Severity.DEFECT or not isinstance(finding.at, tuple):
        return finding
    below = finding.at[1:]
    words = next((each.words for each in accepted if each.rule == finding.id and is_within(below, each.at)), "")
    return finding._replace(waived=words) if words else finding
