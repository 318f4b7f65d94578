"""Findings as JSON: version 1 of a documented shape (see the reference, "Findings as JSON")."""

import json
import re
from collections.abc import Iterable
from typing import Any

from datamap.load.findings import Located, Place

VERSION = 1
_OBEYED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def as_json(findings: Iterable[Located], records: int, organisations: int) -> str:
    """Return `{version, checked: {organisations, records}, findings: [...]}` as text."""
    text = json.dumps(
        {
            "version": VERSION,
            "checked": {"organisations": organisations, "records": records},
            "findings": [_finding(located) for located in findings],
        },
        indent=2,
        ensure_ascii=False,
    )
    # JSON lets signs through that a terminal obeys; an escape means the same to whoever reads it.
    return _OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _finding(located: Located) -> dict[str, Any]:
    finding = located.finding
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "path": None if isinstance(finding.at, Place) else list(finding.at),
        **_place(located.place),
        "related": [{"message": words, **_place(other)} for other, words in located.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None, "column": place.column or None}
