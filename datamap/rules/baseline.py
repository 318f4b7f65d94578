"""A baseline: the findings that an inventory had when it adopted the tool, so that only new ones count.

A finding is known by its rule, its organisation and its path, not by its line: records can move without becoming new.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from datamap.load.findings import Finding, Located, Severity
from datamap.model.errors import MisuseError
from datamap.model.inventory import Inventory
from datamap.model.paths import canonical, written

VERSION = 1


def key_of(finding: Finding, inventory: Inventory) -> str | None:
    """Return what a finding is known by; `None` for a defect, which nothing excuses."""
    if finding.severity is Severity.DEFECT:
        return None
    if not isinstance(finding.at, tuple):
        return f"{finding.id} {finding.at.file}"
    organisation, *below = finding.at
    records = inventory.organisations.get(str(organisation))
    return f"{finding.id} {organisation}/{written(canonical(records, below) if records is not None else tuple(below))}"


def as_baseline(findings: Iterable[Located], inventory: Inventory) -> str:
    """Return findings as the text of a baseline: JSON, sorted, one key a line with the number of its findings."""
    keys = (key_of(located.finding, inventory) for located in findings if not located.finding.waived)
    counts = Counter(key for key in keys if key is not None)
    return (
        json.dumps({"version": VERSION, "findings": dict(sorted(counts.items()))}, indent=2, ensure_ascii=False) + "\n"
    )


def read_baseline(text: str, name: str) -> Mapping[str, int]:
    """Return the counts of a baseline by key. Raises `MisuseError` where the text is none."""
    try:
        content = json.loads(text)
        version, counts = content["version"], content["findings"]
        if version != VERSION:
            message = (
                f"{name} is a baseline of version {version}, expected {VERSION}: write it anew with --write-baseline"
            )
            raise MisuseError(message)
        return {str(key): int(count) for key, count in counts.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{name} is not a baseline: write one with --write-baseline"
        raise MisuseError(message) from error


def against(
    findings: Iterable[Located], inventory: Inventory, baseline: Mapping[str, int]
) -> tuple[tuple[Located, ...], tuple[Located, ...], int]:
    """Return (new, known, gone): the new findings, those that the baseline knows, and how many of it no longer occur."""
    left = Counter(baseline)
    new: list[Located] = []
    known: list[Located] = []
    for located in findings:
        key = key_of(located.finding, inventory)
        if key is not None and left[key] > 0 and not located.finding.waived:
            left[key] -= 1
            known.append(located)
        else:
            new.append(located)
    return tuple(new), tuple(known), sum(count for count in left.values() if count > 0)
