"""Corrections that need no judgement: a name with one nearest name, a text or a name that only lacks its quotes."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from datamap.load.findings import Located

_BREAK = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")
_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_NAMED = re.compile(r"`([^`]+)`")
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_IN_NAME = r"[A-Za-z0-9_.-]"
_TO_QUOTE = re.compile(r'put the name in quotes: `"([^"\\]+)": ...`')
_CUT = "a comma ended the text before it"
_BEFORE_TEXT = re.compile(r"(?:[&!]\S*\s+)*[\"']?")
_KEY = re.compile(r"[^:#{}\[\],\"']+(?=[\"']?:(?:\s|$))")
_NEXT_KEY = re.compile(r",\s*[A-Za-z_-]+:(\s|$)|[}\]#\"']")


class Fix(NamedTuple):
    """What to put in the place of a part of a line; line and columns count from 1, the end is not part of it."""

    file: str
    line: int
    start: int
    end: int
    text: str
    finding: Located


def fixes_of(findings: Iterable[Located]) -> tuple[Fix, ...]:
    """Return the corrections for findings, one for each part of a line; none where anything about it is in doubt."""
    found: dict[tuple[str, int, int], Fix] = {}
    for located in findings:
        fix = _nearest_name(located) or _missing_quotes(located) or _quoted_name(located)
        if fix is not None:
            found.setdefault((fix.file, fix.line, fix.start), fix)
    return tuple(found.values())


def applied(text: str, fixes: Iterable[Fix]) -> str:
    """Return a text with corrections made; everything else, line ends included, stays as it is."""
    parts = _BREAK.split(text)
    for fix in sorted(fixes, key=lambda each: (each.line, each.start), reverse=True):
        number = 2 * (fix.line - 1)
        line = parts[number]
        parts[number] = f"{line[: fix.start - 1]}{fix.text}{line[fix.end - 1 :]}"
    return "".join(parts)


def _nearest_name(located: Located) -> Fix | None:
    """Return the correction of a name that nobody knows, if it stands there once and the message knows a better one."""
    finding, place = located.finding, located.place
    meant, named = _MEANT.fullmatch(finding.help), _NAMED.search(finding.message)
    if meant is None or named is None or not place.line or not _PLAIN.fullmatch(meant[1]):
        return None
    part = _named_at(located)
    token = re.compile(rf"(?<!{_IN_NAME}){re.escape(named[1])}(?!{_IN_NAME})")
    hits = list(token.finditer(part))
    if len(hits) != 1 and part != named[1]:
        return None
    start = place.column + (hits[0].start() if hits else 0)
    return Fix(place.file, place.line, start, start + len(named[1]), meant[1], located)


def _named_at(located: Located) -> str:
    """Return the part of a line that a finding is about, with what stands before a text: an anchor, a tag, a quote.

    Of a mapping only the beginning is known: its first key is meant.
    """
    rest = located.line[located.place.column - 1 :]
    before = _BEFORE_TEXT.match(rest)
    lead = before.end() if before is not None else 0
    key = _KEY.match(rest, lead) if located.place.length == 1 else None
    return rest[: key.end() if key is not None else lead + located.place.length]


def _missing_quotes(located: Located) -> Fix | None:
    """Return quotes around a text in braces of which a comma cut the rest, up to the bracket or the next key."""
    finding, place, line = located.finding, located.place, located.line
    if not finding.message.endswith(_CUT) or not place.line:
        return None
    colon = line.rfind(": ", 0, place.column - 1)
    if colon < 0:
        return None
    start = colon + 2
    if set(line[start : place.column - 1]) & set("{}[]\"'#"):
        return None
    end = _NEXT_KEY.search(line, place.column - 1)
    if end is None or end[0][0] in "#\"'":
        return None
    words = line[start : end.start()].rstrip()
    text = words.strip().replace("\\", "\\\\").replace('"', '\\"')
    begin = start + len(words) - len(words.lstrip())
    return Fix(place.file, place.line, begin + 1, start + len(words) + 1, f'"{text}"', located)


def _quoted_name(located: Located) -> Fix | None:
    """Return quotes around a name that begins with a sign of YAML's own, where it stands as the message says."""
    place, name = located.place, _TO_QUOTE.match(located.finding.help)
    if name is None or not place.line or not located.line.startswith(f"{name[1]}:", place.column - 1):
        return None
    return Fix(place.file, place.line, place.column, place.column + len(name[1]), f'"{name[1]}"', located)


def shown(fix: Fix) -> str:
    """Return a correction on one line: where, what was there, what is there now."""
    before = fix.finding.line[fix.start - 1 : fix.end - 1]
    return f"{fix.file}:{fix.line}:{fix.start}: fixed {fix.finding.finding.id}: `{before}` is now `{fix.text}`"
