"""Bytes to text: UTF-8 and nothing else, with the place of the first byte that is not."""

import codecs
import re

from datamap.load.findings import Finding, Place, Severity

_OTHER_BREAKS = "\r\x85\u2028\u2029"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OTHER_ENCODINGS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text as a YAML parser counts them."""
    # The pattern takes ten times as long, and almost no file holds another break than this one.
    return tuple(_BREAK.split(text) if any(mark in text for mark in _OTHER_BREAKS) else text.split("\n"))


def decoded(name: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, or `None`, and what is wrong with its bytes."""
    findings: list[Finding] = []
    for mark, encoding in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            return None, [_not_utf8(Place(name, 1, 1), f"the file is {encoding}, expected UTF-8")]
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        findings.append(
            Finding(
                id="YAML-11",
                severity=Severity.WARNING,
                at=Place(name, 1, 1),
                message="the file starts with a byte order mark; it was skipped",
                help="save it as UTF-8 without a byte order mark",
            )
        )
    if b"\x00" in data:
        before = data[: data.index(b"\x00")]
        return None, [_not_utf8(_after(name, before), "byte 0x00: this is a binary file or UTF-16, expected UTF-8")]
    try:
        return data.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return None, [*findings, _not_utf8(_after(name, data[: error.start]), found)]


def _after(name: str, before: bytes) -> Place:
    lines = lines_of(before.decode("utf-8", errors="replace"))
    return Place(name, len(lines), len(lines[-1]) + 1)


def _not_utf8(place: Place, message: str) -> Finding:
    return Finding(
        id="YAML-02",
        severity=Severity.DEFECT,
        at=place,
        message=message,
        help="save the file as UTF-8 text, or remove it",
    )
