"""Findings as text: one line each, and on a terminal the source line with a caret below it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import combining, east_asian_width

from datamap.load.findings import Located, Place, Severity

_WIDEST = 160
_PLACES_ON_A_LINE = 2
"""More places than this are shown below the excerpt, and in the other forms, and not on one line."""
_ELLIPSIS = "..."


def where(place: Place) -> str:
    """Return `file:line:column`, or the file alone where a finding is about all of it."""
    file = visible(place.file)
    return f"{file}:{place.line}:{place.column}" if place.line else file


def one_line(located: Located) -> str:
    """Return a finding on one line: where, severity, id, what is wrong, by which law, where else, what to do."""
    finding, place = located.finding, located.place
    if not located.related and not finding.waived and place.line:
        law = f" ({finding.law})" if finding.law else ""
        mend = f"; {finding.help}" if finding.help else ""
        words = f"{place.file}: {finding.message}{law}{mend}"
        if words.isprintable():  # almost all are: the way below asks each part
            at = f"{place.file}:{place.line}:{place.column}"
            return f"{at}: {finding.severity} {finding.id}: {finding.message}{law}{mend}"
    shown = located.related if len(located.related) <= _PLACES_ON_A_LINE else ()
    others = "".join(f" ({visible(words)}: {where(other)})" for other, words in shown)
    mend = f"; accepted {finding.waived}" if finding.waived else f"; {finding.help}" if finding.help else ""
    return f"{_heading(located)}{others}{visible(mend)}"


def _heading(located: Located) -> str:
    finding, place = located.finding, located.place
    prefix = f"{where(place)}: " if place.file else ""
    waived = " (waived)" if finding.waived else ""
    law = f" ({finding.law})" if finding.law else ""
    return f"{prefix}{finding.severity} {finding.id}{waived}: {visible(finding.message)}{law}"


def with_excerpt(located: Located) -> str:
    """Return a finding over several lines: what is wrong, the source line, a caret under the place, what to do."""
    finding, place = located.finding, located.place
    rows = [_heading(located)]
    gutter = " " * len(str(place.line))
    if located.line:
        line, start, length = _window(located.line, place.column - 1, place.length)
        rows += [f" {gutter} |", f" {place.line} | {line}", f" {gutter} | {' ' * start}{'^' * length}"]
    rows += [f" {gutter} = {visible(words)}: {where(other)}" for other, words in located.related]
    if finding.waived:
        rows.append(f" {gutter} = accepted {visible(finding.waived)}")
    elif finding.help:
        rows.append(f" {gutter} = {visible(finding.help)}")
    return "\n".join(rows)


def _window(line: str, start: int, length: int) -> tuple[str, int, int]:
    """Return a part of a line around a place, and where and how wide the place is in it, counted in columns."""
    first = max(0, min(start - _WIDEST // 4, len(line) - _WIDEST))
    # A line can be as long as its file, so it is cut before anything looks at every character of it.
    shown = visible(line[first : first + _WIDEST])
    before = _ELLIPSIS if first else ""
    after = _ELLIPSIS if first + _WIDEST < len(line) else ""
    start -= first
    marked = shown[start : start + length].rstrip()
    return f"{before}{shown}{after}".rstrip(), len(before) + _columns(shown[:start]), max(1, _columns(marked))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def visible(text: str) -> str:
    """Return a text with spaces for what a terminal would obey rather than show."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def summary(findings: Iterable[Located], records: int, organisations: int, *, rules: int = 0, known: int = 0) -> str:
    """Return the closing line: what was checked, by how many rules, and what was found; `known` are in the baseline.

    Rules read the law, so where any ran the line says that this is no legal advice.
    """
    counts: Counter[int] = Counter()
    waived = 0
    for located in findings:
        if located.finding.waived:
            waived += 1 + located.others
        else:
            counts[located.finding.severity.rank] += 1 + located.others
    told = [counted(counts[severity.rank], severity.value) for severity in Severity if counts[severity.rank]]
    told += [f"{waived:,} waived"] if waived else []
    told += [f"{known:,} in the baseline"] if known else []
    by = f" by {counted(rules, 'rule')}" if rules else ""
    checked = f"{counted(records, 'record')} of {counted(organisations, 'organisation')} checked{by}"
    advice = ". This is no legal advice." if rules else ""
    return f"{checked}: {', '.join(told) or 'nothing found'}{advice}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the singular or the plural."""
    noun = {"info": "note"}.get(noun, noun)
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def as_text(findings: Iterable[Located], *, excerpts: bool) -> Iterator[str]:
    """Yield each finding as text, with source excerpts or on one line."""
    for located in findings:
        yield with_excerpt(located) + "\n" if excerpts else one_line(located)
