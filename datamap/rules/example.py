"""Examples: small inventories laid over a minimal valid one, and the lines at which a finding belongs.

A record of the example takes the place of the record of that name; of `organisation`, each key takes the place of that
key. So an example shows only what it is about.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from datamap.catalog.known import built_in
from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.findings import Finding, Severity
from datamap.load.inventory import load
from datamap.load.parse import Parsed, parse
from datamap.load.sources import Source, SourceMap
from datamap.model.provenance import Path
from datamap.model.records import Records
from datamap.rules.context import Context, context_of
from datamap.rules.rule import MARK

EXAMPLE_DATE = dt.date(2026, 11, 22)
"""The day on which examples are checked, unless a case says otherwise."""
SCOPE = "example"
_MINIMAL = "minimal.yaml"


class BrokenExampleError(ValueError):
    """An example is not a valid inventory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An example laid over the minimal inventory: what it says, where its lines are, and which are marked (from 1)."""

    records: Records
    sources: SourceMap
    marked: tuple[int, ...]

    def context(self, date: dt.date = EXAMPLE_DATE) -> Context:
        """Return what rules see of it."""
        return context_of(SCOPE, Naming(records=self.records, vocabulary=vocabulary(), vendors={}), date)

    def lines_of(self, findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
        """Return the id and the line of each finding in order; line 0 for what the example itself does not show."""
        places = ((found.id, self.sources.place(found.at, on_key=found.on_key).line) for found in findings)
        return tuple(sorted(places, key=lambda place: (place[1], place[0])))


@cache
def minimal() -> Mapping[str, Any]:
    """Return the minimal valid inventory as plain data."""
    data: Mapping[str, Any] = parse(_MINIMAL, (files("datamap.rules") / "data" / _MINIMAL).read_bytes()).data
    return data


def marked_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines that end in the mark, from 1."""
    return tuple(number for number, line in enumerate(text.splitlines(), 1) if line.endswith(MARK))


def laid(text: str) -> Laid:
    """Return an example laid over the minimal inventory. Raises `BrokenExampleError` with what makes it invalid."""
    parsed = parse(SCOPE, text.encode("utf-8"))
    if parsed.findings or not isinstance(parsed.data, dict):
        raise BrokenExampleError("; ".join(found.message for found in parsed.findings) or "holds no mapping")
    merged = _merged(parsed.data)
    whole = SourceFile(name=SCOPE, directory=(SCOPE,), data=json.dumps(merged).encode("utf-8"))
    loaded = load(SourceFiles(files=(whole,), findings=()), built_in())
    defects = [found for found in loaded.findings if found.severity is Severity.DEFECT]
    if defects:
        raise BrokenExampleError("; ".join(f"{found.id} {found.message} at {found.at}" for found in defects))
    return Laid(
        records=loaded.inventory.organisations[SCOPE],
        sources=SourceMap(records=_sources(parsed), lines={SCOPE: parsed.lines}),
        marked=marked_lines(text),
    )


def _merged(own: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = dict(own)
    for kind, records in minimal().items():
        stated = own.get(kind, {})
        if isinstance(stated, dict):
            merged[kind] = {**records, **stated}
    return merged


def _sources(parsed: Parsed) -> dict[Path, Source]:
    found: dict[Path, Source] = {}
    for kind, records in parsed.data.items():
        found[SCOPE, kind] = Source(parsed, (kind,), records)
        if kind != "organisation" and isinstance(records, dict):
            for id_, record in records.items():
                found[SCOPE, kind, id_] = Source(parsed, (kind, id_), record)
    return found
