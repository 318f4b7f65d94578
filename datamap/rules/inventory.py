"""Runs rules over every organisation of an inventory."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from datamap.catalog.naming import Naming
from datamap.load.collector import without_garbage_collection
from datamap.load.findings import DEFECTS, Finding, Severity
from datamap.load.inventory import Loaded
from datamap.model.term import Vocabulary
from datamap.rules.context import context_of
from datamap.rules.engine import Crash, check
from datamap.rules.registry import rules
from datamap.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All findings of an inventory, waived ones marked; the rules that raised; and the ids of the rules that ran."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]
    rules: frozenset[str]


def judged(loaded: Loaded, vocabulary: Vocabulary, date: dt.date, chosen: Iterable[Rule]) -> Judged:
    """Return what loading and the chosen rules found, on a day.

    Where loading found a defect the rules do not run: they would speak of half an inventory.
    """
    if loaded.has_defects:
        return Judged(findings=loaded.findings, crashes=(), rules=frozenset())
    chosen = tuple(chosen)
    known = {*rules(), *(id_ for id_ in DEFECTS)}
    findings: list[Finding] = []
    crashes: list[Crash] = []
    ran: frozenset[str] = frozenset()
    with without_garbage_collection():
        for organisation, records in loaded.inventory.organisations.items():
            naming = Naming(records=records, vocabulary=vocabulary, vendors={})
            own = tuple(found for found in loaded.findings if _is_about(found, organisation))
            checked = check(context_of(organisation, naming, date), chosen, own, known)
            findings += checked.findings
            crashes += checked.crashes
            ran |= checked.rules
    rest = tuple(
        found for found in loaded.findings if not any(_is_about(found, id_) for id_ in loaded.inventory.organisations)
    )
    return Judged(findings=(*rest, *findings), crashes=tuple(crashes), rules=ran)


def _is_about(finding: Finding, organisation: str) -> bool:
    return isinstance(finding.at, tuple) and finding.at[0] == organisation and finding.severity is not Severity.DEFECT
