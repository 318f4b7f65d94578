"""What pydantic says about a record, as findings in the words of the language."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from datamap.load.findings import Finding, Severity
from datamap.load.nearest import did_you_mean
from datamap.load.positions import ListMarks, MappingMarks, Marks
from datamap.model.basis import BASES
from datamap.model.complaints import shortened
from datamap.model.everyday import word_meant
from datamap.model.provenance import Path

if TYPE_CHECKING:
    from datamap.model.base import Frozen


def findings_of(
    error: ValidationError,
    at: Path,
    model: type[BaseModel],
    written: Any,  # noqa: ANN401
    marks: Marks | None = None,
) -> Iterator[Finding]:
    """Yield one finding for each problem; `at` is the record's path, `written` its data as read.

    `marks` tell a key that stands there without a value, which is reported already, from one that is missing.
    """
    problems = [(details, _written_part(details["loc"], written)) for details in error.errors(include_url=False)]
    # A value that may be a word or a mapping is called wrong in both ways: one of them is what was meant.
    no_such_word = {below for details, below in problems if details["type"] == "enum" and _is_text(details["input"])}
    inside = {
        below[:length] for details, below in problems if details["type"] != "enum" for length in range(len(below) + 1)
    }
    for details, below in problems:
        kind, found = details["type"], details["input"]
        if kind == "model_type" and below in no_such_word:
            continue
        if kind == "enum" and not _is_text(found) and below in inside:
            continue
        if kind == "missing" and marks is not None and _stands_without_value(str(details["loc"][-1]), below, marks):
            continue
        says = _SAYS.get(kind, _another)
        id_, what, mend = says(details, (*at, *below), model)
        yield Finding(
            id=id_,
            severity=Severity.DEFECT,
            at=(*at, *below),
            message=f"found {_shown(found)}, {what}" if what.startswith("expected") else what,
            help=mend,
            on_key=kind == "extra_forbidden" or details["loc"][-1:] == ("[key]",),
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _written_part(loc: Path, written: Any) -> Path:  # noqa: ANN401
    """Return `loc` without the parts that only the models know, such as the name of a form that was tried."""
    part: list[str | int] = []
    for step in loc:
        if isinstance(written, dict) and len(written) == 1 and step not in written:
            # "one identifier with a detail": a flow's model steps over the path, the text does not.
            (inner,) = written.values()
            written = inner if isinstance(inner, dict) and step in inner else written
        is_there = step in written if isinstance(written, dict) else _is_position(step, written)
        if is_there:
            part.append(step)
            written = written[step]
    return tuple(part)


def _is_position(step: str | int, written: Any) -> bool:  # noqa: ANN401
    return isinstance(written, list) and isinstance(step, int) and step < len(written)


def _stands_without_value(key: str, below: Path, marks: Marks) -> bool:
    """Whether a key stands in the mapping at `below`, though the data do not hold it."""
    for step in below:
        if isinstance(marks, MappingMarks) and len(marks.values) == 1 and step not in marks.values:
            (marks,) = marks.values.values()
        if isinstance(marks, MappingMarks):
            marks = marks.values[str(step)]
        elif isinstance(marks, ListMarks):
            marks = marks.values[int(step)]
    return isinstance(marks, MappingMarks) and key in marks.keys


_Said = tuple[str, str, str]
"""Id, what is wrong, what to do."""


def _unknown_key(details: ErrorDetails, _: Path, model: type[BaseModel]) -> _Said:
    from datamap.load.misplaced import unknown_key  # imported late: only what is wrong needs it

    what, mend = unknown_key(details["loc"], model)
    return "LNG-01", what, mend


def _missing(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    name = details["loc"][-1]
    return "LNG-03", f"the key `{name}` is missing", f"write `{name}: ...`; `datamap explain {name}` says what it means"


def _no_such_word(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    allowed = _allowed(details.get("ctx", {}))
    found = details["input"]
    if not _is_text(found):
        return "LNG-02", f"expected one of {', '.join(allowed)}", "write one of these words"
    called = word_meant(found, allowed)
    words = ", ".join(allowed)
    otherwise = (
        f"it is called `{called}` here; the words are {words}" if called is not None else f"write one of {words}"
    )
    mend = did_you_mean(found, allowed, otherwise)
    return "LNG-04", f"`{shortened(found)}` is not one of the words allowed here", mend


def _no_truth(_: ErrorDetails, __: Path, ___: type[BaseModel]) -> _Said:
    return "LNG-02", "expected `true` or `false`", "write one of them, or leave the key out"


def _no_number(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    if details["type"] == "int_parsing_size":
        return "LNG-02", "expected a whole number of a few digits", "check the number"
    return "LNG-02", "expected a whole number", "write digits only"


def _no_text(_: ErrorDetails, __: Path, ___: type[BaseModel]) -> _Said:
    return "LNG-02", "expected a text", "write words; quote them if they hold `: ` or begin with a bracket"


def _no_mapping(details: ErrorDetails, path: Path, model: type[BaseModel]) -> _Said:
    from datamap.load.owners import listed_keys, models_at  # imported late: only what is wrong needs it

    owners = models_at(model, details["loc"])
    if details["type"] != "model_type" or not owners:
        return (
            "LNG-02",
            "expected a mapping",
            _as_in(details["loc"], model) or f"write `{path[-1]}:` and its keys below it",
        )
    return "LNG-02", "expected a mapping", f"its keys are {listed_keys(owners)}"


def _as_in(loc: Path, model: type[BaseModel]) -> str | None:
    """Return the example of the key whose value is no mapping, as far as it has one on one line."""
    from datamap.load.owners import models_at  # imported late: only what is wrong needs it
    from datamap.model.keys import keys_of
    from datamap.model.written import as_yaml

    owners = models_at(model, loc[:-1])
    key = next((key for owner in owners for key in keys_of(cast("type[Frozen]", owner)) if key.name == loc[-1]), None)
    example = as_yaml(key.name, key.example).rstrip() if key is not None and isinstance(key.example, dict) else "\n"
    return f"write it as in `{example}`" if "\n" not in example else None


def _no_list(_: ErrorDetails, __: Path, ___: type[BaseModel]) -> _Said:
    return "LNG-02", "expected a list", "write `[a, b]`, or one entry a line after `- `"


def _complaint(details: ErrorDetails, path: Path, _: type[BaseModel]) -> _Said:
    said = details.get("ctx", {})
    what, mend = str(said["what"]), str(said["mend"])
    if said["about"] in {"answer", "text"} and _is_text(details["input"]):
        mend = _instead_of(details["input"], path) or mend
    if said["about"] == "basis" and _is_text(details["input"]):
        mend = did_you_mean(details["input"], BASES, mend)
    return "LNG-02" if what.startswith("expected") else "LNG-05", what, mend


def _instead_of(answer: object, path: Path) -> str:
    """Return what to write where a truth value stands after a name that is complete without it, if it is one."""
    name = str(path[-1])
    if name in BASES:
        return f"write `basis: {name}`, or below it what the law asks for next"
    if str(answer).casefold() in {"false", "no"}:
        return "leave the key out, or write `none` to state that there is none"
    return f"write `- {name}` alone, or say more of it" if isinstance(path[-2], int) else ""


def _another(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    return "LNG-05", f"this value cannot be read: {details['msg']}", "see `datamap explain` for the form it takes"


_SAYS: dict[str, Callable[[ErrorDetails, Path, type[BaseModel]], _Said]] = {
    "bool_parsing": _no_truth,
    "bool_type": _no_truth,
    "complaint": _complaint,
    "dict_type": _no_mapping,
    "enum": _no_such_word,
    "extra_forbidden": _unknown_key,
    "int_parsing": _no_number,
    "int_parsing_size": _no_number,
    "int_type": _no_number,
    "missing": _missing,
    "model_type": _no_mapping,
    "string_type": _no_text,
    "tuple_type": _no_list,
}


def _allowed(context: Any) -> list[str]:  # noqa: ANN401
    expected = str(context.get("expected", ""))
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]


def _shown(found: object) -> str:
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list | tuple):
        return "a list"
    return f"`{shortened(found)}`"
