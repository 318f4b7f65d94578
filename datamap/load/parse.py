"""YAML text to plain data with positions, by the rules of YAML 1.2, with every problem of the text reported."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from datamap.load.findings import Finding, Place, Severity
from datamap.load.plain import Plain, plain
from datamap.load.positions import MappingMarks, Marks, Written
from datamap.load.text import decoded, lines_of


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """One file as data: mappings, lists and texts, where each begins, and what was wrong with the text.

    A file that could not be read to its end is `broken`, and has no data: half of it would only mislead.
    """

    name: str
    text: str | None
    data: Any
    findings: tuple[Finding, ...]
    broken: bool = False
    marked: Plain | Written = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return () if self.text is None else lines_of(self.text)

    @cached_property
    def marks(self) -> Marks:
        """Where each node begins."""
        return self.marked.marks()


def parse(name: str, data: bytes) -> Parsed:
    """Read one file; `name` is what findings call it. Never raises: what cannot be read is a finding."""
    text, findings = decoded(name, data)
    if text is None:
        return Parsed(
            name=name, text=None, data={}, findings=tuple(findings), broken=True, marked=Written({}, MappingMarks(0))
        )
    quickly = plain(text)
    if quickly is not None:
        return Parsed(name=name, text=text, data=quickly.data, findings=tuple(findings), marked=quickly)
    # Most inventories get by without either.
    from datamap.load.building import built
    from datamap.load.syntax import explained

    lines = lines_of(text)
    read = built(name, text, lines)
    findings.extend(read.findings)
    if read.error is not None:
        syntax = explained(name, lines, read.error)
        line = cast("Place", syntax.at).line
        # An unquoted sign also yields odd keys on its line: the one message that names the sign is enough.
        findings = [*(found for found in findings if cast("Place", found.at).line != line), syntax]
    whole = not read.broken and read.data is not None
    if not whole and not findings:
        findings.append(
            Finding(
                id="YAML-10",
                severity=Severity.WARNING,
                at=Place(name, 1, 1),
                message="the file is empty",
                help="remove it, or write the first record into it",
            )
        )
    return Parsed(
        name=name,
        text=text,
        data=read.data if whole else {},
        findings=tuple(findings),
        broken=read.broken,
        marked=Written(read.data, read.marks) if whole else Written({}, MappingMarks(0)),
    )
