"""The thorough way through a text: its data, the position of every node, and every problem that the events show.

Scalars stay text as written: what `1.10` or `NO` means is for the key to say. A null is a finding, and what it stood
for is left out; so are an empty list and the second of two equal keys.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs leave it out
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from datamap.load.findings import Finding, Severity
from datamap.load.plain import MAX_DEPTH, NULLS
from datamap.load.positions import ListMarks, MappingMarks, Marks, column_of, line_of, packed, place, start_of
from datamap.model.complaints import shortened

MAX_ALIASED = 10_000
MAX_FINDINGS = 500
_MISSING = object()
_COLON = re.compile(r"\s*:")
_QUOTES = frozenset("\"'")
_MEND = "leave it out, or write `none` (there is none) or `unknown` (nobody here knows)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a text: data, marks and findings; where it was not read to its end, why, if the parser knows."""

    data: Any
    marks: Marks
    findings: tuple[Finding, ...]
    broken: bool = False
    error: yaml.YAMLError | None = None


def built(name: str, text: str, lines: tuple[str, ...]) -> Built:
    """Return what stands in a text; `name` is what findings call its file, `lines` are its lines."""
    builder = _Builder(name, text, lines)
    error = None
    try:
        builder.build()
    except _StopFileError:
        return Built(data=None, marks=0, findings=tuple(builder.findings), broken=True)
    except yaml.YAMLError as caught:
        error = caught
    return Built(
        data=builder.root,
        marks=builder.root_marks,
        findings=tuple(builder.findings),
        broken=error is not None,
        error=error,
    )


class _StopFileError(Exception):
    """The rest of the file cannot be read; the finding that says why is already there."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    value: Any
    marks: MappingMarks | ListMarks
    flow: bool
    anchor: str | None
    size: int = 1
    key: Any = _MISSING
    key_position: int = 0
    after_comma: bool = False
    entries_left_out: bool = False
    height: int = 0


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an anchor names: its value and marks, how many values those are, and how deep they are nested."""

    value: Any
    marks: Marks
    size: int
    height: int


@dataclass(slots=True)
class _Builder:
    name: str
    text: str
    lines: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    aliased: int = 0
    root: Any = None
    root_marks: Marks = 0
    documents: int = 0

    def build(self) -> None:
        """Read events until the end; raise `_StopFileError` or a `yaml.YAMLError` where that is impossible."""
        parser = CParser(self.text)
        try:
            event: Any = parser.get_event()
            while event is not None:
                kind = type(event)
                if kind is ScalarEvent:
                    self.scalar(event)
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self.open(event, is_mapping=kind is MappingStartEvent)
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    self.close()
                elif kind is AliasEvent:
                    self.alias(event)
                elif kind is DocumentStartEvent:
                    self.document(event)
                event = parser.get_event()
        finally:
            parser.dispose()

    def report(self, id_: str, position: int, message: str, help_: str = "", **more: Any) -> None:  # noqa: ANN401
        self.findings.append(
            Finding(
                id=id_,
                severity=Severity.DEFECT,
                at=place(self.name, position, more.pop("length", 1)),
                message=message,
                help=help_,
                **more,
            )
        )
        if len(self.findings) >= MAX_FINDINGS:
            self.findings.append(
                Finding(
                    id="YAML-12",
                    severity=Severity.DEFECT,
                    at=place(self.name, position),
                    message=f"{MAX_FINDINGS} problems so far; the rest of the file was not read",
                    help="mend these first",
                )
            )
            raise _StopFileError

    def document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            what = "a second document begins here; it was not read"
            mend = "remove the line `---`: one file holds one document, with any kinds in it"
            self.stop("YAML-03", _at(event), what, mend, 3)

    def scalar(self, event: ScalarEvent) -> None:
        position = _at(event)
        if event.tag is not None:
            self.tag(event, position)
        value = event.value
        if not event.style and value in NULLS and event.implicit[0]:
            self.null(position, value, anchored=event.anchor is not None)
            return
        if event.anchor is not None:
            # A long text that is repeated costs as much as many short ones.
            self.anchors[event.anchor] = _Anchored(value, position, 1 + len(value) // 100, 0)
        self.add(value, position, 1)

    def add(self, value: Any, marks: Marks, size: int) -> None:  # noqa: ANN401
        if not self.stack:
            self.root, self.root_marks = value, marks
            return
        top = self.stack[-1]
        top.size += size
        if type(top.marks) is ListMarks:
            top.value.append(value)
            top.marks.values.append(marks)
        elif top.key is _MISSING:
            self.key(top, value, marks)
        else:
            self.pair(top, value, marks)

    def key(self, top: _Open, value: Any, marks: Marks) -> None:  # noqa: ANN401
        position = start_of(marks)
        if not isinstance(value, str):
            self.report("YAML-07", position, "a key must be a text, found brackets", 'quote the name: `"{id}": ...`')
            value = None
        elif value in cast("MappingMarks", top.marks).keys:
            first = cast("MappingMarks", top.marks).keys[value]
            self.report(
                "YAML-04",
                position,
                f"the key `{shortened(value)}` is written twice in this mapping",
                "keep one; two rows of one name need an identifier each, and `names: [...]`",
                length=len(value),
                related=((place(self.name, first, len(value)), "first written here"),),
            )
            value = None
        top.key, top.key_position = value, position

    def pair(self, top: _Open, value: Any, marks: Marks) -> None:  # noqa: ANN401
        if top.key is not None:
            owner = cast("MappingMarks", top.marks)
            top.value[top.key] = value
            owner.keys[top.key] = top.key_position
            owner.values[top.key] = marks
        top.key = _MISSING
        top.after_comma = False

    def null(self, position: int, value: str, *, anchored: bool) -> None:
        if not self.stack:
            return
        top = self.stack[-1]
        if type(top.marks) is ListMarks:
            top.entries_left_out = True
            self.report("YAML-05", position, "this list entry is empty", "remove it, or write what was meant")
        elif top.key is _MISSING:
            if anchored:
                what = "a name that begins with `&` is read as YAML's own sign"
                mend = 'choose an identifier without it, and give the name as `names: ["&..."]`'
            elif value:
                what, mend = f"the key `{value}` stands for no key at all", "write the name of the key, or quote it"
            else:
                what, mend = "a key is missing before `:`", "write the name of the key"
            self.report("YAML-07", position, what, mend)
            top.key, top.key_position = None, position
        elif top.key is None:
            top.key = _MISSING
        else:
            self.missing_value(top, value)

    def missing_value(self, top: _Open, value: str) -> None:
        """Report a key without value."""
        if top.flow and not value and _nothing_follows(self.lines, top.key_position, top.key):
            if not top.after_comma:
                self.report(
                    "YAML-05",
                    top.key_position,
                    f"`{shortened(top.key)}` has no value: a comma ended the text before it",
                    'quote the whole text, as in `{for: "discounts, news"}`; else leave the key out, or write `none`',
                    length=len(top.key),
                )
            top.after_comma = True
        else:
            self.report("YAML-05", top.key_position, f"`{shortened(top.key)}` has no value", _MEND, length=len(top.key))
        self.leave_out(top)

    def empty_list(self, done: _Open) -> None:
        """Report a list without entries: it would be a fourth statement beside missing, none and unknown."""
        top = self.stack[-1]
        position = start_of(done.marks)
        if isinstance(top.marks, ListMarks):
            top.entries_left_out = True
            if not done.entries_left_out:
                self.report("YAML-05", position, "this list entry is empty", "remove it, or write what was meant")
        elif top.key is not None:
            if not done.entries_left_out:
                what = f"`{shortened(top.key)}` has an empty list"
                self.report("YAML-05", top.key_position, what, _MEND, length=len(top.key))
            self.leave_out(top)
        else:
            top.key = _MISSING

    @staticmethod
    def leave_out(top: _Open) -> None:
        """Leave a key out of the data; its position stays known, so that nobody calls the key itself missing."""
        cast("MappingMarks", top.marks).keys[top.key] = top.key_position
        top.key = _MISSING
        top.after_comma = top.after_comma and top.flow

    def open(self, event: Any, *, is_mapping: bool) -> None:  # noqa: ANN401
        mark = event.start_mark
        position = packed(mark.line, mark.column)
        if event.tag is not None:
            self.tag(event, position)
        if len(self.stack) >= MAX_DEPTH:
            self.too_deep(position)
        if is_mapping:
            self.stack.append(_Open({}, MappingMarks(position, {}, {}), event.flow_style, event.anchor))
        else:
            self.stack.append(_Open([], ListMarks(position, []), event.flow_style, event.anchor))

    def close(self) -> None:
        done = self.stack.pop()
        if done.anchor is not None:
            self.anchors[done.anchor] = _Anchored(done.value, done.marks, done.size, done.height + 1)
        if self.stack:
            top = self.stack[-1]
            top.height = max(top.height, done.height + 1)
            is_value = isinstance(top.marks, ListMarks) or top.key is not _MISSING
            if isinstance(done.marks, ListMarks) and not done.value and is_value:
                self.empty_list(done)
                return
        self.add(done.value, done.marks, done.size)

    def alias(self, event: AliasEvent) -> None:
        position, name = _at(event), str(event.anchor)
        anchor, length = shortened(name), len(name) + 1
        if name not in self.anchors:
            if any(opened.anchor == name for opened in self.stack):
                what, mend = f"`*{anchor}` stands inside what it names: that never ends", "write the value out"
            else:
                what = f"`*{anchor}` names no anchor above it"
                mend = f'quote it if the name begins with a star: `"*{anchor}"`'
            self.stop("YAML-08", position, what, mend, length)
        known = self.anchors[name]
        self.aliased += known.size
        if self.aliased > MAX_ALIASED:
            what = f"the aliases of this file stand for more than {MAX_ALIASED:,} values"
            mend = "write the values out, or declare a shared record and refer to it"
            self.stop("YAML-08", position, what, mend, length)
        if len(self.stack) + known.height > MAX_DEPTH:
            self.too_deep(position)
        # An anchor stands in front of it, so it stands in a list or mapping that is still open.
        self.stack[-1].height = max(self.stack[-1].height, known.height)
        self.add(known.value, position if isinstance(known.marks, int) else known.marks, known.size)

    def tag(self, event: Any, position: int) -> None:  # noqa: ANN401
        shown = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"))
        if shown.endswith(":"):
            what = "a name that begins with `!` is read as YAML's own sign"
            self.stop("YAML-06", position, what, f'put the name in quotes: `"{shown[:-1]}": ...`')
        self.report(
            "YAML-06", position, f"the tag `{shown}` has no meaning here", "remove it: values are read as written"
        )

    def too_deep(self, position: int) -> None:
        what = f"more than {MAX_DEPTH} levels of nesting"
        self.stop("YAML-09", position, what, "no record needs that many: check the brackets")

    def stop(self, id_: str, position: int, message: str, help_: str, length: int = 1) -> NoReturn:
        """Report what makes the rest of the file unreadable."""
        self.report(id_, position, message, help_, length=length)
        raise _StopFileError


def _at(event: Any) -> int:  # noqa: ANN401
    return packed(event.start_mark.line, event.start_mark.column)


def _nothing_follows(lines: tuple[str, ...], position: int, key: str) -> bool:
    """Whether a key in braces stands without a colon: then it is the tail of a text that a comma cut."""
    line, column = lines[line_of(position)], column_of(position)
    quotes = 2 if line[column : column + 1] in _QUOTES else 0
    return _COLON.match(line, column + len(key) + quotes) is None
