"""From parsed files to the records of each directory, with what is wrong in a file or a record by itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from datamap.load.explain import findings_of
from datamap.load.files import SourceFile
from datamap.load.findings import Finding, Place, Severity
from datamap.load.models import models_in
from datamap.load.parse import Parsed
from datamap.load.positions import MappingMarks, place, start_of
from datamap.load.sources import Source
from datamap.model.complaints import shortened
from datamap.model.items import identifier
from datamap.model.later import adapter
from datamap.model.provenance import Path
from datamap.model.records import KINDS, RECORD_TYPES
from datamap.model.references import plan_of
from datamap.model.said import Said

_SAID = {member.value: member for member in Said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What is left of a record without its faulty keys, and the names that those keys declared in place, by kind."""

    at: Path
    record: BaseModel
    declared: Mapping[str, Collection[str]]


@dataclass(slots=True)
class Directory:
    """The records of one directory: valid ones, what is left of others, and the identifiers of all."""

    scope: str
    files: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    records: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    partial: list[Partial] = field(default_factory=list)


class Reader:
    """Reads one file after the other; `scopes` gives the organisations by their directories."""

    def __init__(self, scopes: Mapping[tuple[str, ...], str]) -> None:
        """Begin with nothing read."""
        self.scopes = scopes
        self.findings: list[Finding] = []
        self.sources: dict[Path, Source] = {}
        self.files: dict[str, Parsed] = {}
        self.directories: dict[tuple[str, ...], Directory] = {}

    def defect(self, id_: str, at: Path | Place, message: str, help_: str, **more: Any) -> None:  # noqa: ANN401
        """Note what is wrong."""
        self.findings.append(Finding(id=id_, severity=Severity.DEFECT, at=at, message=message, help=help_, **more))

    def read(self, file: SourceFile, content: Parsed) -> None:
        """Read all records of a file."""
        self.findings.extend(content.findings)
        self.files[file.name] = content
        scope = self.scopes.get(file.directory, "/".join(file.directory) + "/")
        directory = self.directories.setdefault(file.directory, Directory(scope))
        directory.files.append(file.name)
        if content.broken:
            directory.unread.append(file.name)
            return
        if not isinstance(content.data, dict):
            directory.unread.append(file.name)
            self.defect(
                "LNG-02",
                place(file.name, start_of(content.marks)),
                "the file holds no mapping of kinds to records",
                f"begin with a kind, such as `activities:`; the kinds are {', '.join(KINDS)}",
            )
            return
        for kind, value in content.data.items():
            source = Source(content, (kind,), value)
            if kind not in RECORD_TYPES:
                from datamap.load.misplaced import unknown_kind  # imported late: only what is wrong needs it

                self.defect(
                    "LNG-01",
                    source.place,
                    f"`{shortened(kind)}` is not a kind of record",
                    unknown_kind(kind),
                )
            elif kind == "organisation":
                self._organisation(directory, source)
            else:
                self._kind(directory, kind, source)

    def _kind(self, directory: Directory, kind: str, source: Source) -> None:
        at, value = (directory.scope, kind), source.data
        if isinstance(value, str) and value in _SAID:
            self._statement(directory, at, _SAID[value], source.place)
        elif isinstance(value, dict):
            if not value and isinstance(source.marks, MappingMarks) and not source.marks.keys:
                mend = "leave it out, or write `none` (there is none) or `unknown` (nobody here knows)"
                self.defect("YAML-05", source.place, f"`{kind}` declares nothing", mend)
            elif isinstance(directory.records.get(kind), Said):
                self._contradiction(at, source.place)
            for id_, record in value.items():
                self._record(directory, (*at, id_), Source(source.parsed, (kind, id_), record))
        else:
            self.defect(
                "LNG-02",
                place(source.file, start_of(source.marks)),
                f"found {'a list' if isinstance(value, list) else f'`{shortened(value)}`'}, "
                "expected a mapping from identifier to record",
                f"write `{kind}:` and below it `identifier: ...`; or `{kind}: none`",
            )
            return
        self.sources.setdefault(at, source)

    def _statement(self, directory: Directory, at: Path, said: Said, where: Place) -> None:
        kind = str(at[1])
        if directory.ids.get(kind):
            self._contradiction(at, where)
        elif directory.records.setdefault(kind, said) != said:
            self.defect(
                "LNG-06",
                where,
                f"`{kind}` is `{said}` here and `{directory.records[kind]}` elsewhere",
                "keep one of the two statements",
                related=((at, "first said here"),),
            )

    def _contradiction(self, at: Path, where: Place) -> None:
        self.defect(
            "LNG-06",
            where,
            f"`{at[1]}` declares records and is said to be `none` or `unknown` too",
            "keep the records or the statement",
            related=((at, "first written here"),),
        )

    def _organisation(self, directory: Directory, source: Source) -> None:
        at = (directory.scope, "organisation")
        if at not in self.sources:
            self.sources[at] = source
            self._validated(directory, at, source)
            return
        self.defect(
            "ORG-D2",
            source.place,
            "this directory has two organisations",
            "an organisation is a directory: move one to a directory of its own",
            related=((at, "first declared here"),),
        )

    def _record(self, directory: Directory, at: Path, source: Source) -> None:
        """Read one record; a second one of the same name is reported at the second."""
        _, kind, id_ = map(str, at)
        if at in self.sources:
            self.defect(
                "LNG-06",
                source.place,
                f"`{shortened(id_)}` is declared twice under `{kind}`",
                "keep one, or give one another identifier",
                related=((at, "first declared here"),),
            )
            return
        self.sources[at] = source
        try:
            identifier(id_)
        except PydanticCustomError as error:
            said = error.context or {}
            self.defect("LNG-05", source.place, str(said["what"]), str(said["mend"]))
            return
        directory.ids.setdefault(kind, []).append(id_)
        self._validated(directory, at, source)

    def _validated(self, directory: Directory, at: Path, source: Source) -> None:
        kind = str(at[1])
        try:
            record = adapter(RECORD_TYPES[kind]).validator.validate_python(source.data)
        except ValidationError as error:
            (model,) = models_in(RECORD_TYPES[kind])
            # A key without a value is a finding of the parser: where there is none, nobody need look for such keys.
            marks = source.marks if source.parsed.findings else None
            self.findings.extend(findings_of(error, at, model, source.data, marks))
            left = _without_faults(at, model, source.data, error)
            if left is not None:
                directory.partial.append(left)
            return
        if kind == "organisation":
            directory.records[kind] = record
        elif not isinstance(directory.records.get(kind), Said):
            directory.records.setdefault(kind, {})[str(at[2])] = record


def _without_faults(at: Path, model: type[BaseModel], data: Any, error: ValidationError) -> Partial | None:  # noqa: ANN401
    """Return what is left of a record without its faulty keys: its references can then be checked in the same run."""
    faulty = {details["loc"][0] for details in error.errors(include_url=False) if details["loc"]}
    if not isinstance(data, dict):
        return None
    try:
        left = adapter(RECORD_TYPES[str(at[1])]).validate_python(
            {key: value for key, value in data.items() if key not in faulty}
        )
    except ValidationError:
        return None
    declared: dict[str, Collection[str]] = {}
    for key, target in plan_of(model).values():
        if target is not None and key in faulty and isinstance(data.get(key), dict):
            declared[target.kinds[0]] = {*declared.get(target.kinds[0], ()), *data[key]}
    return Partial(at=at, record=left, declared=declared) if isinstance(left, BaseModel) else None
