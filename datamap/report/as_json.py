"""Findings as JSON: version 1 of a documented shape (docs/how-to/check-in-ci.md)."""

import json
from collections.abc import Iterable
from typing import Any

from datamap.load.findings import Located, Place
from datamap.report.as_text import summary

VERSION = 1


def as_json(
    findings: Iterable[Located], records: int, organisations: int, *, rules: Iterable[str] = (), known: int = 0
) -> str:
    """Return `{version, summary, checked: {organisations, records, rules}, baseline, findings: [...]}` as text.

    `rules` are the ids of the rules that ran, `known` is the number of findings left out because a baseline has them.
    """
    listed, ran = tuple(findings), sorted(rules)
    text = json.dumps(
        {
            "version": VERSION,
            "summary": summary(listed, records, organisations, rules=len(ran), known=known),
            "checked": {"organisations": organisations, "records": records, "rules": ran},
            "baseline": known,
            "findings": [_finding(located) for located in listed],
        },
        indent=2,
        ensure_ascii=False,
    )
    return "\n".join(map(_printable, text.split("\n")))


def _printable(line: str) -> str:
    # JSON lets signs through that a terminal obeys; an escape means the same to whoever reads it.
    return line if line.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)


def _finding(located: Located) -> dict[str, Any]:
    finding = located.finding
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "law": finding.law,
        "help": finding.help,
        "waived": finding.waived or None,
        "path": None if isinstance(finding.at, Place) else list(finding.at),
        **_place(located.place),
        "related": [{"message": words, **_place(other)} for other, words in located.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None, "column": place.column or None}
