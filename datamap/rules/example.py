"""Examples: small inventories laid over a minimal valid one, and the lines at which a finding belongs.

A record of the example takes the place of the record of that name; of `organisation`, each key takes the place of that
key. So an example shows only what it is about.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from datamap.catalog.known import built_in
from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.catalog.vendors import vendor
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.findings import Finding, Severity
from datamap.load.inventory import Loaded, load
from datamap.load.parse import parse
from datamap.model.inventory import records_of
from datamap.model.records import Records
from datamap.rules.context import Context, context_of
from datamap.rules.engine import check
from datamap.rules.rule import MARK, Rule

EXAMPLE_DATE = dt.date(2026, 11, 22)
"""The day on which examples are checked."""
_NAME = "example"
_MINIMAL = "minimal.yaml"


class BrokenExampleError(ValueError):
    """An example is not a valid inventory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An example laid over the minimal inventory: what it says, and which of its lines are marked (from 1)."""

    loaded: Loaded
    records: Records
    marked: tuple[int, ...]

    def lines_of(self, findings: tuple[Finding, ...]) -> tuple[tuple[str, int], ...]:
        """Return the id and the line of each finding; line 0 for what the example itself does not show."""
        places = ((finding.id, self.loaded.sources.place(finding.at, on_key=finding.on_key)) for finding in findings)
        return tuple((id_, place.line if place.file == _NAME else 0) for id_, place in places)


@cache
def minimal() -> dict[str, Any]:
    """Return the minimal valid inventory as plain data."""
    data: dict[str, Any] = parse(_MINIMAL, _text()).data
    return data


def _text() -> bytes:
    return (files("datamap.rules") / "data" / _MINIMAL).read_bytes()


def marked_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines that end in the mark, from 1."""
    return tuple(number for number, line in enumerate(text.splitlines(), 1) if MARK in line)


def laid(text: str) -> Laid:
    """Return an example laid over the minimal inventory. Raises `BrokenExampleError` with what makes it invalid."""
    example = SourceFile(name=_NAME, directory=(_NAME,), data=text.encode("utf-8"))
    parsed = parse(_NAME, example.data)
    own = parsed.data if isinstance(parsed.data, dict) else {}
    below = {
        kind: {id_: record for id_, record in records.items() if id_ not in own.get(kind, {})}
        for kind, records in minimal().items()
        if kind != "organisation" and not isinstance(own.get(kind), str)
    }
    profile = {**minimal()["organisation"], **own.get("organisation", {})}
    rest = {kind: records for kind, records in below.items() if records}
    loaded = load(
        SourceFiles(files=(example, *_files(rest, profile, own=own)), findings=()), built_in()
    )
    if loaded.has_defects:
        said = "; ".join(f"{found.id} {found.message}" for found in loaded.findings if found.severity is Severity.DEFECT)
        raise BrokenExampleError(said)
    return Laid(loaded=loaded, records=loaded.inventory.organisations[_NAME], marked=marked_lines(text))
