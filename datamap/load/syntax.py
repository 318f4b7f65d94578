"""What a YAML parser complains about, in words that say what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import yaml
from yaml.reader import ReaderError

from datamap.load.findings import Finding, Place, Severity
from datamap.model.complaints import shortened

_SIGNS = "*&!%@`{["
_CLOSING = {"{": "}", "[": "]"}
_LONGEST_KEY = 1_024
"""How far YAML looks for the colon after a key."""


@dataclass(frozen=True)
class _Complaint:
    """What the parser said, where it gave up, and where the thing began that it was reading; all counted from 0."""

    lines: tuple[str, ...]
    problem: str
    context: str
    row: int
    column: int
    begun_row: int
    begun_column: int

    @cached_property
    def line(self) -> str:
        """The line on which the parser gave up."""
        return self.lines[self.row]

    @property
    def here(self) -> str:
        """The character at which the parser gave up; empty at the end of a line."""
        return self.line[self.column : self.column + 1]

    @property
    def before(self) -> str:
        """What stands before that character on its line."""
        return self.line[: self.column]

    @property
    def begun(self) -> str:
        """The character at which the thing began that the parser was reading."""
        return self.lines[self.begun_row][self.begun_column : self.begun_column + 1]

    @property
    def is_open(self) -> bool:
        """Whether the parser was reading a list or mapping in brackets."""
        return self.context in {"while parsing a flow sequence", "while parsing a flow mapping"}


@dataclass(frozen=True, slots=True)
class _Explained:
    """What is wrong, what to do, and where, if not at the place where the parser gave up."""

    message: str
    mend: str
    row: int | None = None
    column: int | None = None


def _tab(said: _Complaint) -> _Explained | None:
    indent = said.line[: len(said.line) - len(said.line.lstrip())]
    if "\t" not in indent and said.here != "\t":
        return None
    return _Explained("a tab stands where only spaces may indent", "replace the tab with spaces")


def _quotes(said: _Complaint) -> _Explained | None:
    if said.context == "while scanning a quoted scalar":
        mend = 'write `\\"` for the mark itself' if said.begun == '"' else "write the mark twice for the mark itself"
        message = "the quotation mark that is opened here is not closed"
        return _Explained(message, f"close it; inside, {mend}", said.begun_row, said.begun_column)
    if said.context == "while parsing a quoted scalar":
        message = "in double quotes a backslash begins an escape, and YAML does not know this one"
        return _Explained(message, "write `\\\\` for a backslash, or use single quotes")
    ends_in_quote = said.before.rstrip()[-1:] in {'"', "'"}
    if ends_in_quote and "did not find expected" in said.problem and said.here not in {"", ":"}:
        mend = "put the whole text in one pair of quotes" + (", or a comma between two texts" if said.is_open else "")
        return _Explained("a quotation ends before this, and the text goes on", mend)
    return None


def _directive(said: _Complaint) -> _Explained | None:
    if not said.line.startswith("%"):
        return None
    mend = "remove the line; if it is a name, put the name in quotes"
    return _Explained("a line that begins with `%` is read as a directive of YAML", mend)


def _sign(said: _Complaint) -> _Explained | None:
    """Explain a name or a text that begins with a sign which YAML takes for its own."""
    by_scanner = said.problem == "found undefined tag handle" or any(
        word in said.context for word in ("next token", "anchor", "alias", "a tag")
    )
    row, column = (said.begun_row, said.begun_column) if by_scanner else (said.row, _start_of_key(said.line))
    line = said.lines[row]
    sign = line[column : column + 1]
    if not sign or sign not in _SIGNS or not (by_scanner or _goes_on(line[column:])):
        return None
    shown = "a backtick" if sign == "`" else f"`{sign}`"
    if column != _start_of_key(line) or not re.search(r":(\s|$)", line):
        message = f"a text that begins with {shown} is read as YAML's own sign"
        return _Explained(message, "put the text in quotes", row, column)
    message = f"a name that begins with {shown} is read as YAML's own sign"
    name = re.split(r":(?:\s|$)", line[column:])[0]
    return _Explained(message, f'put the name in quotes: `"{shortened(name)}": ...`', row, column)


def _start_of_key(line: str) -> int:
    found = re.match(r"\s*(?:- +)*", line)
    return found.end() if found else 0


def _goes_on(text: str) -> bool:
    """Whether `[a]b` or `{a}b` goes on after its bracket."""
    closing = _CLOSING.get(text[0])
    after = text.partition(closing)[2] if closing else ""
    return bool(after) and after[0] not in " ,:]}\t"


def _second_colon(said: _Complaint) -> _Explained | None:
    if re.search(rf"[^\s,\[\]{{}}:]{{{_LONGEST_KEY},}}$", said.before):
        return _Explained(f"a key of more than {_LONGEST_KEY:,} characters", "shorten it")
    in_brackets = said.is_open and said.row == said.begun_row and said.here == ":"
    if in_brackets or ("mapping values are not allowed" in said.problem and re.search(r":\s", said.before)):
        return _Explained("a second `: ` on one line", 'quote the text that holds it: `title: "Orders: the shop"`')
    if "mapping values are not allowed" in said.problem:
        message = "a key stands where the text of the line above goes on"
        return _Explained(message, "align it with the keys it belongs to, or take the text above away")
    return None


def _no_colon(said: _Complaint) -> _Explained | None:
    if "could not find expected ':'" not in said.problem:
        return None
    if len(said.lines[said.begun_row]) > _LONGEST_KEY:
        what, mend = (
            f"no `:` within {_LONGEST_KEY:,} characters, so this is no key",
            "shorten it, or quote it as a text",
        )
    else:
        what = "this line is neither a key with its value nor part of the text above"
        mend = "write `: ` after the key, `- ` before a list entry, or indent it as part of the text above"
    return _Explained(what, mend, said.begun_row, said.begun_column)


def _list_on_line(said: _Complaint) -> _Explained | None:
    if "block sequence entries are not allowed" in said.problem:
        return _Explained("a list cannot begin on the line of its key", "write `[a, b]`, or begin it on the next line")
    if "mapping keys are not allowed" in said.problem:
        return _Explained("a text that begins with `? ` is read as YAML's own sign", "put the text in quotes")
    return None


def _brackets(said: _Complaint) -> _Explained | None:
    if not said.is_open:
        return None
    mend = "close `[` with `]` and `{` with `}`; quote texts that hold a bracket, a comma or `: `"
    opened = f"the `{said.begun}` opened in line {said.begun_row + 1}"
    if said.here in {"]", "}"}:
        return _Explained(f"`{said.here}` cannot close {opened}", mend)
    if said.here and said.row == said.begun_row:
        return _Explained("a comma or a closing bracket is missing before this", mend)
    return _Explained(f"{opened} is not closed before this", mend, said.row, _start_of_key(said.line))


def _after_brackets(said: _Complaint) -> _Explained | None:
    if "did not find expected" not in said.problem:
        return None
    if said.here in {"]", "}"}:
        return _Explained(f"`{said.here}` closes a bracket that was not opened", "remove it, or put the text in quotes")
    if said.before.rstrip()[-1:] in {"]", "}"}:
        return _Explained("a bracket is closed before this, and the text goes on", "put the whole text in quotes")
    if said.problem == "did not find expected node content" and not said.here:
        return _Explained("the file ends before a bracket is closed", "close `[` with `]` and `{` with `}`")
    if said.here == ",":
        return _Explained("a value is missing before this comma", "remove the comma, or write what was meant")
    return None


def _block_text(said: _Complaint) -> _Explained | None:
    if said.context != "while scanning a block scalar":
        return None
    return _Explained("after `|` or `>` the text begins on the next line", "move the text down, or put it in quotes")


def _end(said: _Complaint) -> _Explained | None:
    if "<document start>" not in said.problem or "..." not in {line.rstrip() for line in said.lines[: said.row]}:
        return None
    return _Explained("the line `...` has ended the document before this", "remove that line")


def _no_key(said: _Complaint) -> _Explained | None:
    if said.context != "while parsing a block mapping" or not said.line.lstrip().startswith(":"):
        return None
    return _Explained("a key is missing before `:`", "write the name of the key")


def _indentation(said: _Complaint) -> _Explained | None:
    if "did not find expected" not in said.problem:
        return None
    return _Explained(
        "this line does not fit the lines above: its indentation differs, or a text before it has ended early",
        "align it with its neighbours; quote a text that holds `: `, ` #` or begins with a sign",
    )


_EXPLANATIONS: tuple[Callable[[_Complaint], _Explained | None], ...] = (
    _tab, _directive, _sign, _quotes, _second_colon, _no_colon, _list_on_line, _no_key, _brackets, _after_brackets,
    _block_text, _end, _indentation,
)  # fmt: skip
"""From the most telling to the least: the first that applies speaks."""


def explained(name: str, lines: tuple[str, ...], error: yaml.YAMLError) -> Finding:
    """Return the finding for an error of the parser, at the place where it began or where the parser gave up."""
    if isinstance(error, ReaderError):
        return _control_character(name, lines, error)
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    row = min(mark.line, len(lines) - 1) if mark else 0
    said = _Complaint(
        lines=lines,
        problem=getattr(error, "problem", None) or "the text cannot be read",
        context=getattr(error, "context", None) or "",
        row=row,
        column=mark.column if mark else 0,
        begun_row=min(begun.line, len(lines) - 1) if begun else row,
        begun_column=begun.column if begun else 0,
    )
    found = next((found for explain in _EXPLANATIONS if (found := explain(said)) is not None), None)
    if found is None:
        whole = ", ".join(part for part in (said.context, said.problem) if part)
        found = _Explained(whole, "see the YAML 1.2 rules, or quote the text")
    place = Place(
        name,
        (said.row if found.row is None else found.row) + 1,
        (said.column if found.column is None else found.column) + 1,
    )
    return Finding(id="YAML-01", severity=Severity.DEFECT, at=place, message=found.message, help=found.mend)


def _control_character(name: str, lines: tuple[str, ...], error: ReaderError) -> Finding:
    character = str(error.character) if not isinstance(error.character, int) else chr(error.character)
    row, column = next(
        ((number, line.index(character)) for number, line in enumerate(lines) if character in line), (0, 0)
    )
    return Finding(
        id="YAML-02",
        severity=Severity.DEFECT,
        at=Place(name, row + 1, column + 1),
        message=f"a character that YAML does not allow stands here: U+{ord(character):04X}",
        help="remove it",
    )
