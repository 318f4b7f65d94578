"""What a YAML parser complains about, in words that say what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError

from datamap.load.findings import Finding, Place, Severity
from datamap.model.complaints import shortened

_SIGNS = "*&!%@`{["


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What the parser said, and the source line it said it about."""

    problem: str
    context: str
    line: str
    column: int

    @property
    def sign(self) -> str:
        """The sign with which the key of the line begins, if it is one that YAML takes for its own."""
        text = re.sub(r"^(- +)+", "", self.line.lstrip())
        if not text or text[0] not in _SIGNS:
            return ""
        closing = {"{": "}", "[": "]"}.get(text[0])
        if closing is None:
            return text[0]
        after = text.partition(closing)[2]
        return text[0] if after and after[0] not in " ,:]}\t" else ""


def _quoted_name(said: _Complaint) -> tuple[str, str]:
    return (
        f"a name that begins with `{said.sign}` is read as YAML's own sign",
        'put the name in quotes: `"'
        + re.sub(r"^(- +)+", "", said.line.strip()).partition(": ")[0].rstrip(":")
        + '": ...`',
    )


def _has_tab(said: _Complaint) -> bool:
    indent = said.line[: len(said.line) - len(said.line.lstrip())]
    return "\t" in indent or said.line[said.column : said.column + 1] == "\t"


_EXPLANATIONS: tuple[tuple[Callable[[_Complaint], bool], Callable[[_Complaint], tuple[str, str]]], ...] = (
    (_has_tab, lambda _: ("a tab stands where only spaces may indent", "replace the tab with spaces")),
    (lambda said: said.sign != "", _quoted_name),
    (
        lambda said: "mapping values are not allowed" in said.problem,
        lambda _: ("a second `: ` on one line", 'quote the text that holds it: `title: "Orders: the shop"`'),
    ),
    (
        lambda said: "quoted scalar" in said.context,
        lambda _: ("a quotation mark is opened and not closed", "close it; inside a quoted text write the mark twice"),
    ),
    (
        lambda said: "flow sequence" in said.context or "flow mapping" in said.context,
        lambda said: (
            f"a bracket is opened and not closed, or a comma is missing: {_plain(said)}",
            "close `[` with `]` and `{` with `}`, and quote texts that hold one of them",
        ),
    ),
    (
        lambda said: "did not find expected" in said.problem,
        lambda _: (
            "this line does not fit the lines above: its indentation differs, or a text before it has ended early",
            "align it with its neighbours; quote a text that holds `: `, ` #` or begins with a sign",
        ),
    ),
    (lambda _: True, lambda said: (_plain(said), "see the YAML 1.2 rules, or quote the text")),
)


def _plain(said: _Complaint) -> str:
    return ", ".join(part for part in (said.context, said.problem) if part)


def explained(name: str, lines: tuple[str, ...], error: yaml.YAMLError) -> Finding:
    """Return the finding for an error of the parser, at the place where it gave up."""
    if isinstance(error, ReaderError):
        return _control_character(name, lines, error)
    mark = getattr(error, "problem_mark", None)
    row = min(mark.line, len(lines) - 1) if mark else 0
    said = _Complaint(
        problem=getattr(error, "problem", None) or "the text cannot be read",
        context=getattr(error, "context", None) or "",
        line=lines[row],
        column=mark.column if mark else 0,
    )
    message, mend = next(explain(said) for applies, explain in _EXPLANATIONS if applies(said))
    return Finding(
        id="YAML-01", severity=Severity.DEFECT, at=Place(name, row + 1, said.column + 1), message=message, help=mend
    )


def _control_character(name: str, lines: tuple[str, ...], error: ReaderError) -> Finding:
    character = str(error.character) if not isinstance(error.character, int) else chr(error.character)
    row, column = next(
        ((number, line.index(character)) for number, line in enumerate(lines) if character in line), (0, 0)
    )
    return Finding(
        id="YAML-02",
        severity=Severity.DEFECT,
        at=Place(name, row + 1, column + 1),
        message=f"the control character U+{ord(character):04X} stands here",
        help=f"remove it ({shortened(str(error.reason))})",
    )
