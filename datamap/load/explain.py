"""What pydantic says about a record, as findings in the words of the language."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from datamap.load.findings import Finding, Severity
from datamap.load.nearest import did_you_mean
from datamap.load.positions import ListMarks, MappingMarks, Marks
from datamap.model.basis import BASES
from datamap.model.complaints import shortened
from datamap.model.parties import Party
from datamap.model.provenance import Path
from datamap.model.record import Record, Scoped

_NOUNS = {
    "AutomatedDecisions": "automated decisions", "Basis": "a lawful basis", "Changes": "changes", "Consent": "consent",
    "Duties": "duties", "InternalKeys": "`visibility`", "LegitimateInterests": "legitimate interests",
    "Link": "a document", "OptOut": "an opt-out", "Party": "a processor or recipient", "Default": "the defaults",
    "Selector": "a selector", "VitalInterests": "vital interests",
}  # fmt: skip
"""What a model is called where its name alone would read badly."""
_WORDS_ONLY = frozenset({"Qualified", "Scoped", "Titled", "Part", "DataDetail", "RecipientDetail"})
"""Models that a reader never meets as things: what was said beside an identifier."""


def models_in(annotation: Any) -> frozenset[type[BaseModel]]:  # noqa: ANN401
    """Return the models that a value of this type can be or hold."""
    return _models_in(annotation)


@cache
def _models_in(annotation: Any) -> frozenset[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return frozenset({annotation})
    return frozenset().union(*(_models_in(arg) for arg in get_args(annotation)))


@cache
def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a model as the language writes them, in its order."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


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
    loc = details["loc"]
    owners = _models_at(model, loc[:-1])
    name = str(loc[-1])
    subject = f"`{shortened(name)}` is not a key {_of(owners)}"
    if name == "<<":
        return "LNG-01", subject, "nothing merges: write the keys out, or declare a shared record and refer to it"
    known = [key for owner in owners for key in keys_of(owner)]
    if (elsewhere := _said_elsewhere(name, owners, known)) is not None:
        return "LNG-01", subject, elsewhere
    return "LNG-01", subject, did_you_mean(name, known, f"the keys here are {_listed_keys(owners)}")


def _said_elsewhere(name: str, owners: Collection[type[BaseModel]], known: Collection[str]) -> str | None:
    """Return how a key is said that stands elsewhere, and not here for a reason."""
    if name == "such_as" and Party in owners:
        return "a group names its parties under `includes`, which is always told as “among them”"
    if name in {"only", "except", "if"} and "when" in known:
        return f"say it in words with `when` or `unless`, or state `{name}` at the record that is named, or around this"
    return None


def _missing(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    name = details["loc"][-1]
    return "LNG-03", f"the key `{name}` is missing", f"write `{name}: ...`; `datamap explain {name}` says what it means"


def _no_such_word(details: ErrorDetails, _: Path, __: type[BaseModel]) -> _Said:
    allowed = _allowed(details.get("ctx", {}))
    found = details["input"]
    if not _is_text(found):
        return "LNG-02", f"expected one of {', '.join(allowed)}", "write one of these words"
    mend = did_you_mean(found, allowed, f"write one of {', '.join(allowed)}")
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
    owners = _models_at(model, details["loc"])
    if details["type"] != "model_type" or not owners:
        return "LNG-02", "expected a mapping", f"write `{path[-1]}:` and its keys below it"
    return "LNG-02", "expected a mapping", f"its keys are {_listed_keys(owners)}"


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


def _models_at(model: type[BaseModel], path: Path) -> tuple[type[BaseModel], ...]:
    """Return the models that can stand at `path` below a record of type `model`, by name."""
    here: Iterable[type[BaseModel]] = (model,)
    for part in path:
        below = [_below(owner)[part] for owner in here if part in _below(owner)]
        if below:
            here = frozenset().union(*below)
    return tuple(sorted(here, key=lambda found: found.__name__))


@cache
def _below(model: type[BaseModel]) -> dict[str | int, frozenset[type[BaseModel]]]:
    return {info.alias or name: models_in(info.annotation) for name, info in model.model_fields.items()}


def _of(owners: tuple[type[BaseModel], ...]) -> str:
    """Return what a key would belong to, as far as a reader knows it by name."""
    named = [owner.__name__ for owner in owners if owner.__name__ not in _WORDS_ONLY]
    if len(owners) != 1 or not named:
        return "here"
    if named[0] in _NOUNS:
        return f"of {_NOUNS[named[0]]}"
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in named[0]).strip()
    return f"of {'an' if words[0] in 'aeiou' else 'a'} {words}"


_FEW = 4
_SHARED_KEYS = frozenset({*keys_of(Record), *keys_of(Scoped)})


def _listed_keys(owners: tuple[type[BaseModel], ...]) -> str:
    keys = list(dict.fromkeys(key for owner in owners for key in keys_of(owner)))
    own = [key for key in keys if key not in _SHARED_KEYS]
    if not own or len(keys) <= _FEW:
        return ", ".join(keys)
    shared = [f"`{key}`" for key in keys if key in _SHARED_KEYS][:2]
    return ", ".join(own) + (f", and those that any statement has, such as {' and '.join(shared)}" if shared else "")


def _allowed(context: Any) -> list[str]:  # noqa: ANN401
    expected = str(context.get("expected", ""))
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]


def _shown(found: object) -> str:
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list | tuple):
        return "a list"
    return f"`{shortened(found)}`"
