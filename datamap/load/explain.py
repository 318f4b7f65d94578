"""What pydantic says about a record, as findings in the words of the language."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from datamap.load.findings import Finding, Path, Severity
from datamap.load.nearest import did_you_mean
from datamap.load.text import shortened

_BOOLEANS = "`true` or `false`"


def models_in(annotation: Any) -> frozenset[type[BaseModel]]:  # noqa: ANN401
    """Return the models that a value of this type can be or hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return frozenset({annotation})
    return frozenset().union(*(models_in(arg) for arg in get_args(annotation)))


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a model as the language writes them, in its order."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _models_at(model: type[BaseModel], path: Path) -> frozenset[type[BaseModel]]:
    """Return the models that can stand at `path` below a record of type `model`."""
    here = frozenset({model})
    for part in path:
        below = [
            models_in(info.annotation)
            for owner in here
            for name, info in owner.model_fields.items()
            if (info.alias or name) == part
        ]
        if below:
            here = frozenset().union(*below)
    return here


def findings_of(error: ValidationError, at: Path, model: type[BaseModel], written: Any) -> Iterator[Finding]:  # noqa: ANN401
    """Yield one finding for each problem; `at` is the record's path, `written` its data as read."""
    seen: set[tuple[Path, str]] = set()
    for details in error.errors(include_url=False):
        loc = details["loc"]
        path = (*at, *loc)
        if details["type"] == "missing" and _is_written(written, loc):
            continue
        finding = _finding(details, path, model)
        key = (path[:-1] if details["type"] in _UNION_TYPES else path, finding.id)
        if key not in seen:
            seen.add(key)
            yield finding


_UNION_TYPES = frozenset({"enum", "model_type", "string_type"})


def _is_written(written: Any, loc: Path) -> bool:  # noqa: ANN401
    """Whether a key was written without a value: that is reported already."""
    for part in loc[:-1]:
        written = written.get(part) if isinstance(written, dict) else None
    return isinstance(written, dict) and loc[-1] in written


def _finding(details: ErrorDetails, path: Path, model: type[BaseModel]) -> Finding:
    kind, loc, found = details["type"], details["loc"], details["input"]
    context = details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path, loc, model)
    if kind == "missing":
        return _defect(
            "LNG-03",
            path[:-1],
            f"the key `{loc[-1]}` is missing",
            f"write `{loc[-1]}: ...`; `datamap explain {loc[-1]}` says what it means",
        )
    if kind == "enum":
        allowed = _allowed(context)
        return _defect(
            "LNG-04",
            path,
            f"{_shown(found)} is not one of the words allowed here",
            did_you_mean(str(found), allowed, f"write one of {', '.join(allowed)}"),
        )
    if kind in {"bool_parsing", "bool_type"}:
        return _defect("LNG-02", path, f"found {_shown(found)}, expected {_BOOLEANS}", f"write {_BOOLEANS}")
    if kind.startswith("int_"):
        return _defect("LNG-02", path, f"found {_shown(found)}, expected a whole number", "write digits only")
    if kind.startswith("date_"):
        return _defect(
            "LNG-05", path, f"{_shown(found)} is not a date", "write year, month and day, such as 2026-03-01"
        )
    if kind == "string_type":
        return _defect(
            "LNG-02",
            path,
            f"found {_shown(found)}, expected a text",
            "write words; quote them if they hold `: ` or begin with a bracket",
        )
    if kind in {"model_type", "dict_type", "mapping_type"}:
        return _defect("LNG-02", path, f"found {_shown(found)}, expected a mapping", _keys_hint(path, loc, model))
    if kind in {"tuple_type", "list_type"}:
        return _defect(
            "LNG-02", path, f"found {_shown(found)}, expected a list", "write `[a, b]`, or one entry a line after `- `"
        )
    message = str(details["msg"])
    what, _, mend = message.partition(": ")
    return _defect("LNG-05", path, what, mend)


def _defect(id_: str, at: Path, message: str, help_: str, *, on_key: bool = False) -> Finding:
    return Finding(id=id_, severity=Severity.DEFECT, at=at, message=message, help=help_, on_key=on_key)


def _unknown_key(path: Path, loc: Path, model: type[BaseModel]) -> Finding:
    owners = _models_at(model, loc[:-1])
    known = sorted({key for owner in owners for key in keys_of(owner)})
    name = str(loc[-1])
    where = " or ".join(sorted(owner.__name__ for owner in owners)) if len(owners) == 1 else ""
    subject = f"`{shortened(name)}` is not a key of {_a(where)}" if where else f"`{shortened(name)}` is not a key here"
    if name == "<<":
        return _defect(
            "LNG-01",
            path,
            subject,
            "nothing merges: write the keys out, or declare a shared record and refer to it",
            on_key=True,
        )
    return _defect(
        "LNG-01", path, subject, did_you_mean(name, known, f"the keys here are {', '.join(known)}"), on_key=True
    )


def _keys_hint(path: Path, loc: Path, model: type[BaseModel]) -> str:
    owners = _models_at(model, loc)
    keys = [key for owner in owners for key in keys_of(owner)] if len(owners) == 1 else []
    return f"its keys are {', '.join(keys)}" if keys else f"write `{path[-1]}:` and its keys below it"


def _allowed(context: Any) -> list[str]:  # noqa: ANN401
    expected = str(context.get("expected", ""))
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]


def _shown(found: Any) -> str:  # noqa: ANN401
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list | tuple):
        return "a list"
    if isinstance(found, Enum):
        found = found.value
    return f"`{shortened(str(found))}`"


def _a(noun: str) -> str:
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in noun).strip()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
