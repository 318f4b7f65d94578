"""The story of loading: files to data, data to records, records to organisations, with every problem of all files."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from datamap.load.check import check_alternatives, check_name_space, check_record, check_wording
from datamap.load.explain import findings_of, models_in
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.findings import Finding, Place, Severity
from datamap.load.known import Known, Terms
from datamap.load.nearest import did_you_mean
from datamap.load.parse import Parsed, parse
from datamap.load.positions import MappingMarks, place, start_of
from datamap.load.sources import Source, SourceMap
from datamap.model.complaints import shortened
from datamap.model.inventory import Inventory, each_record
from datamap.model.items import identifier
from datamap.model.organisation import Organisation
from datamap.model.paths import resolve
from datamap.model.provenance import Path
from datamap.model.records import KINDS, ONE_NAME_SPACE, RECORD_TYPES, Records
from datamap.model.said import Said

_ROOT_NAME = "organisation"
_SAID = {member.value: member for member in Said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of loading: the inventory (without the records that have defects), all findings, and where all was read."""

    inventory: Inventory
    findings: tuple[Finding, ...]
    sources: SourceMap

    @property
    def has_defects(self) -> bool:
        """Whether anything makes the inventory unusable."""
        return any(finding.severity is Severity.DEFECT for finding in self.findings)


@dataclass(slots=True)
class _Directory:
    """The records of one directory while they are gathered: valid ones, and the identifiers of all."""

    scope: str
    records: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    partial: list[tuple[Path, BaseModel]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    has_organisation: bool = False


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Loading makes millions of objects and no cycles: the collector would only look at them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(RECORD_TYPES[kind])


def _without_faults(kind: str, data: Any, error: ValidationError) -> BaseModel | None:  # noqa: ANN401
    """Return what is left of a record without its faulty keys, so that its references can be checked in the same run."""
    faulty = {details["loc"][0] for details in error.errors(include_url=False) if details["loc"]}
    if not isinstance(data, dict):
        return None
    try:
        left = _adapter(kind).validate_python({key: value for key, value in data.items() if key not in faulty})
    except ValidationError:
        return None
    return left if isinstance(left, BaseModel) else None


def load(source_files: SourceFiles, terms: Terms) -> Loaded:
    """Load an inventory. `terms` are the built-in names. Never raises for what files hold."""
    with _without_garbage_collection():
        return _Loader(terms).load(source_files)


class _Loader:
    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.findings: list[Finding] = []
        self.records: dict[Path, Source] = {}
        self.lines: dict[str, tuple[str, ...]] = {}
        self.directories: dict[tuple[str, ...], _Directory] = {}

    def load(self, source_files: SourceFiles) -> Loaded:
        self.findings.extend(source_files.findings)
        parsed = [(file, parse(file.name, file.data)) for file in source_files.files]
        holders = {file.directory for file, content in parsed if _declares_organisation(content)}
        for file, content in parsed:
            self.read(file, content, holders)
        self.report_orphans(holders)
        organisations: dict[str, Records] = {}
        for path in sorted(holders):
            scope = self.directories[path].scope
            if self.is_new(scope, path, organisations):
                organisations[scope] = self.organisation(path)
        for scope, records in organisations.items():
            self.check_paths(scope, records)
        return Loaded(
            inventory=Inventory(organisations=dict(sorted(organisations.items()))),
            findings=tuple(dict.fromkeys(self.findings)),
            sources=SourceMap(records=self.records, lines=self.lines),
        )

    def defect(self, id_: str, at: Path | Place, message: str, help_: str, **more: Any) -> None:  # noqa: ANN401
        self.findings.append(Finding(id=id_, severity=Severity.DEFECT, at=at, message=message, help=help_, **more))

    # One file

    def read(self, file: SourceFile, content: Parsed, holders: set[tuple[str, ...]]) -> None:
        self.findings.extend(content.findings)
        self.lines[file.name] = content.lines
        scope = _scope(file.directory) if file.directory in holders else "/".join(file.directory) + "/"
        directory = self.directories.setdefault(file.directory, _Directory(scope))
        if content.broken:
            directory.broken.append(file.name)
            return
        if not isinstance(content.data, dict) or not isinstance(content.marks, MappingMarks):
            self.defect(
                "LNG-02",
                place(file.name, start_of(content.marks), 1),
                "the file holds no mapping of kinds to records",
                f"begin with a kind, such as `activities:`; the kinds are {', '.join(KINDS)}",
            )
            return
        for kind, value in content.data.items():
            key = content.marks.keys[kind]
            if kind not in RECORD_TYPES:
                self.defect(
                    "LNG-01",
                    place(file.name, key, len(kind)),
                    f"`{shortened(kind)}` is not a kind of record",
                    did_you_mean(kind, KINDS, f"the kinds are {', '.join(KINDS)}"),
                )
            elif kind == "organisation":
                self.one(
                    directory,
                    (scope, kind),
                    Source(file.name, key, kind, value, content.marks.values[kind]),
                    kind,
                    kind,
                )
            else:
                self.kind(directory, file.name, kind, value, content.marks)

    def kind(self, directory: _Directory, file: str, kind: str, value: Any, marks: MappingMarks) -> None:  # noqa: ANN401
        position, below = marks.keys[kind], marks.values[kind]
        at = (directory.scope, kind)
        if isinstance(value, str) and value in _SAID:
            self.records.setdefault(at, Source(file, position, kind, value, below))
            self.state(directory, at, kind, _SAID[value], place(file, position, len(kind)))
        elif isinstance(value, dict) and isinstance(below, MappingMarks):
            self.records.setdefault(at, Source(file, position, kind, value, below))
            if isinstance(directory.records.get(kind), Said):
                self.contradiction(at, kind, place(file, position, len(kind)))
            for id_, record in value.items():
                source = Source(file, below.keys[id_], id_, record, below.values[id_])
                self.one(directory, (*at, id_), source, kind, id_)
        else:
            found = "a list" if isinstance(value, list) else f"`{shortened(str(value))}`"
            self.defect(
                "LNG-02",
                place(file, start_of(below), 1),
                f"found {found}, expected a mapping from identifier to record",
                f"write `{kind}:` and below it `identifier: ...`; or `{kind}: none`",
            )

    def state(self, directory: _Directory, at: Path, kind: str, said: Said, where: Place) -> None:
        if directory.records.get(kind, said) != said:
            self.contradiction(at, kind, where)
            return
        directory.records[kind] = said

    def contradiction(self, at: Path, kind: str, where: Place) -> None:
        self.defect(
            "LNG-06",
            where,
            f"`{kind}` is said to be none or unknown, and declares records too",
            "keep the records or the statement",
            related=((at, "said here first"),),
        )

    def one(self, directory: _Directory, at: Path, source: Source, kind: str, id_: str) -> None:
        """Read one record; a second one of the same name is reported at the second."""
        where = place(source.file, source.key, len(id_))
        if at in self.records:
            self.defect(
                "LNG-06" if kind != "organisation" else "ORG-D2",
                where,
                f"`{shortened(id_)}` is declared twice under `{kind}`"
                if kind != "organisation"
                else "this directory has two organisations",
                "keep one, or give one another identifier"
                if kind != "organisation"
                else "an organisation is a directory: move one to a directory of its own",
                related=((at, "first declared here"),),
            )
            return
        self.records[at] = source
        if kind != "organisation":
            try:
                identifier(id_)
            except PydanticCustomError as error:
                said = error.context or {}
                self.defect("LNG-05", where, str(said["what"]), str(said["mend"]))
                return
            directory.ids.setdefault(kind, []).append(id_)
        try:
            record = _adapter(kind).validate_python(source.data)
        except ValidationError as error:
            (model,) = models_in(RECORD_TYPES[kind])
            self.findings.extend(findings_of(error, at, model, source.data))
            sound = _without_faults(kind, source.data, error)
            if sound is not None:
                directory.partial.append((at, sound))
            return
        if kind == "organisation":
            directory.records[kind] = record
        elif not isinstance(directory.records.get(kind), Said):
            directory.records.setdefault(kind, {})[id_] = record

    # Directories and organisations

    def report_orphans(self, holders: set[tuple[str, ...]]) -> None:
        for path, directory in self.directories.items():
            if path in holders or any(holder[: len(path)] == path for holder in holders):
                continue
            first = next((s for at, s in self.records.items() if at[0] == directory.scope), None)
            where = Place(first.file, 1, 1) if first else Place("/".join(path) or ".")
            if first is None and not directory.broken and path:
                continue
            if directory.broken:
                continue
            self.defect(
                "ORG-D1",
                where,
                "no organisation is declared in this directory or below it: nobody would see these records",
                "write `organisation: {name: ...}` into a file of this directory",
            )

    def is_new(self, scope: str, path: tuple[str, ...], known: dict[str, Records]) -> bool:
        twin = next((other for other in known if other.casefold() == scope.casefold()), None)
        if twin is None:
            return True
        source = self.records[(scope, "organisation")] if twin == scope else self.records.get((scope, "organisation"))
        self.defect(
            "ORG-D2",
            place(source.file, source.key, len("organisation")) if source else Place("/".join(path)),
            f"the organisations `{twin}` and `{scope}` have one identifier",
            "an organisation is named for its directory: rename one directory",
        )
        return False

    def organisation(self, path: tuple[str, ...]) -> Records:
        """Put together what one organisation sees: its own records, else those of the directories above it."""
        chain = [self.directories[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.directories]
        own = chain[0]
        seen: dict[str, Any] = {}
        ids: dict[str, list[str]] = {}
        for directory in reversed(chain):
            for kind, value in directory.records.items():
                if kind == "organisation" and directory is not own:
                    continue
                seen[kind] = (
                    {**seen[kind], **value} if isinstance(value, dict) and isinstance(seen.get(kind), dict) else value
                )
            for kind, names in directory.ids.items():
                ids[kind] = list(dict.fromkeys([*ids.get(kind, []), *names]))
                for name in names:
                    self.records.setdefault((own.scope, kind, name), self.records[(directory.scope, kind, name)])
        records = Records.model_construct(_fields_set=set(seen), **seen)
        self.findings.extend(check_name_space(own.scope, {kind: ids.get(kind, []) for kind in ONE_NAME_SPACE}))
        broken = [name for directory in chain for name in directory.broken]
        if broken:
            self.findings.append(
                Finding(
                    id="REF-05",
                    severity=Severity.INFO,
                    at=(own.scope, "organisation"),
                    message=f"references of `{own.scope}` were not checked, since {', '.join(broken)} could not be read",
                    help="mend that file first",
                )
            )
        else:
            known = self.known(records, ids)
            self.check_references(own.scope, records, known)
            for at, record in own.partial:
                self.findings.extend(check_record(record, at, known))
        return records

    def known(self, records: Records, ids: dict[str, list[str]]) -> Known:
        declared: dict[str, Any] = {kind: frozenset(names) for kind, names in ids.items()}
        organisation = records.organisation
        if isinstance(organisation, Organisation):
            for name in ("contacts", "entities"):
                value = getattr(organisation, name)
                declared[name] = frozenset(value) if isinstance(value, dict) else frozenset()
        return Known(terms=self.terms, declared=declared)

    def check_references(self, scope: str, records: Records, known: Known) -> None:
        for at, record in _with_paths(scope, records):
            self.findings.extend(check_record(record, at, known))
            self.findings.extend(check_alternatives(record, at))
            if at[1] == "purposes":
                self.findings.extend(check_wording(record, str(at[2]), at, known))

    def check_paths(self, scope: str, records: Records) -> None:
        for kind, key in (("conflicts", "between"), ("waivers", "at")):
            for id_, record in (
                (getattr(records, kind) or {}).items() if isinstance(getattr(records, kind), dict) else ()
            ):
                value = getattr(record, key)
                for number, path in enumerate(value if isinstance(value, tuple) else (value,)):
                    try:
                        resolve(records, path)
                    except LookupError as error:
                        where = (scope, kind, id_, key, number) if isinstance(value, tuple) else (scope, kind, id_, key)
                        self.defect("REF-03", where, *error.args)


def _with_paths(scope: str, records: Records) -> Iterable[tuple[Path, BaseModel]]:
    if records.organisation is not None:
        yield (scope, "organisation"), records.organisation
    variants: dict[tuple[str, str], int] = {}
    for kind, id_, record in each_record(records):
        if kind == "rights":
            number = variants[kind, id_] = variants.get((kind, id_), -1) + 1
            yield (scope, kind, id_, number), record
        else:
            yield (scope, kind, id_), record


def _scope(directory: tuple[str, ...]) -> str:
    return directory[-1] if directory else _ROOT_NAME


def _declares_organisation(content: Parsed) -> bool:
    return isinstance(content.data, dict) and "organisation" in content.data
