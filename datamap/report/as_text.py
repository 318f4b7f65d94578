"""Findings as text: one line each, and on a terminal the source line with a caret below it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from datamap.load.findings import Located, Place, Severity

_WIDEST = 160
_ELLIPSIS = "..."


def where(place: Place) -> str:
    """Return `file:line:column`, or the file alone where a finding is about all of it."""
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file


def one_line(located: Located) -> str:
    """Return a finding on one line: where, severity, id, what is wrong, what to do."""
    finding = located.finding
    prefix = f"{where(located.place)}: " if located.place.file else ""
    mend = f"; {finding.help}" if finding.help else ""
    return f"{prefix}{finding.severity} {finding.id}: {_visible(finding.message)}{_visible(mend)}"


def with_excerpt(located: Located) -> str:
    """Return a finding over several lines: what is wrong, the source line, a caret under the place, what to do."""
    finding, place = located.finding, located.place
    prefix = f"{where(place)}: " if place.file else ""
    rows = [f"{prefix}{finding.severity} {finding.id}: {_visible(finding.message)}"]
    gutter = " " * len(str(place.line))
    if located.line:
        line, start, length = _window(located.line, place.column - 1, place.length)
        rows += [f" {gutter} |", f" {place.line} | {line}", f" {gutter} | {' ' * start}{'^' * length}"]
    rows += [f" {gutter} = {words}: {where(other)}" for other, words in located.related]
    if finding.help:
        rows.append(f" {gutter} = {_visible(finding.help)}")
    return "\n".join(rows)


def _window(line: str, start: int, length: int) -> tuple[str, int, int]:
    """Cut a long line around the place; tabs and control characters become spaces, so that the caret stays below it."""
    shown = _visible(line)
    if len(shown) > _WIDEST:
        first = max(0, min(start - _WIDEST // 4, len(shown) - _WIDEST))
        before = _ELLIPSIS if first else ""
        shown, start = before + shown[first : first + _WIDEST] + _ELLIPSIS, start - first + len(before)
    return shown.rstrip(), start, max(1, min(length, len(shown) - start))


def _visible(text: str) -> str:
    """Replace what a terminal would obey rather than show."""
    return "".join(char if char.isprintable() else " " for char in text)


def summary(findings: Iterable[Located], records: int, organisations: int) -> str:
    """Return the closing line: what was checked and what was found."""
    counts = Counter(located.finding.severity for located in findings)
    found = ", ".join(_counted(counts[severity], severity.value) for severity in Severity if counts[severity])
    checked = f"{_counted(records, 'record')} of {_counted(organisations, 'organisation')} checked"
    return f"{checked}: {found or 'nothing found'}"


def _counted(number: int, noun: str) -> str:
    plural = {"info": "notes"}.get(noun, f"{noun}s")
    return f"{number:,} {noun if number == 1 and noun != 'info' else 'note' if number == 1 else plural}"


def as_text(findings: Iterable[Located], *, excerpts: bool) -> Iterator[str]:
    """Yield each finding as text, with source excerpts or on one line."""
    for located in findings:
        yield with_excerpt(located) + "\n" if excerpts else one_line(located)
