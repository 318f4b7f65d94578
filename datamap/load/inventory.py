"""The story of loading: files to data, data to records, records to organisations, with every problem of all files."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from datamap.load.check import check_name_space, check_paths, check_record
from datamap.load.collector import without_garbage_collection
from datamap.load.files import SourceFiles
from datamap.load.findings import Finding, Place, Severity
from datamap.load.known import Known, Terms
from datamap.load.parse import Parsed, parse
from datamap.load.positions import MappingMarks
from datamap.load.reading import Directory, Reader
from datamap.load.rings import check_rings
from datamap.load.sources import LinesOfFiles, Source, SourceMap
from datamap.model.inventory import Inventory, each_record
from datamap.model.provenance import Path
from datamap.model.records import ONE_NAME_SPACE, Records
from datamap.model.said import Said

_ROOT_NAME = "organisation"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of loading: the inventory (without records that have defects), all findings, and where all was read."""

    inventory: Inventory
    findings: tuple[Finding, ...]
    sources: SourceMap

    @property
    def has_defects(self) -> bool:
        """Whether anything makes the inventory unusable."""
        return any(finding.severity is Severity.DEFECT for finding in self.findings)


@cache
def _freeze_once() -> None:
    # What is loaded makes no cycles, so the collector need not look at it afterwards either. Only once: garbage that is
    # frozen with it is never collected.
    gc.freeze()


def load(source_files: SourceFiles, terms: Terms) -> Loaded:
    """Load an inventory. `terms` are the built-in names. Never raises for what files hold."""
    with without_garbage_collection(afterwards=_freeze_once):
        parsed = [(file, parse(file.name, file.data)) for file in source_files.files]
        scopes = _scopes({file.directory for file, content in parsed if _declares_organisation(content)})
        reader = Reader(scopes)
        for file, content in parsed:
            reader.read(file, content)
        assembly = _Assembly(reader, terms)
        assembly.report_orphans()
        organisations = {scope: records for scope, records in assembly.organisations() if "/" not in scope}
        findings = [*source_files.findings, *reader.findings, *_once_each(assembly.findings, reader.sources, scopes)]
        return Loaded(
            inventory=Inventory(organisations=dict(sorted(organisations.items()))),
            findings=tuple(dict.fromkeys(findings)),
            sources=SourceMap(records=reader.sources, lines=LinesOfFiles(reader.files)),
        )


def _declares_organisation(content: Parsed) -> bool:
    if isinstance(content.data, dict) and "organisation" in content.data:
        return True
    # Where something was left out of the data, the marks still know of it.
    return bool(content.findings) and isinstance(content.marks, MappingMarks) and "organisation" in content.marks.keys


def _scopes(directories: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return the identifier of each organisation by its directory; a second one of a name goes by its whole path."""
    scopes: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    for path in sorted(directories):
        name = path[-1] if path else _ROOT_NAME
        scopes[path] = "/".join(path) if name.casefold() in taken else name
        taken.add(name.casefold())
    return scopes


class _Assembly:
    """Puts together what each organisation sees, and checks it."""

    def __init__(self, reader: Reader, terms: Terms) -> None:
        self.directories, self.sources, self.scopes = reader.directories, reader.sources, reader.scopes
        self.terms = terms
        self.findings: list[Finding] = []

    def report_orphans(self) -> None:
        above = {path[:length] for path in self.scopes for length in range(len(path) + 1)}
        for path, directory in self.directories.items():
            # Where a file could not be read, nobody knows whether it declares an organisation.
            if path in above or directory.unread or (path and not directory.ids):
                continue
            self.findings.append(
                Finding(
                    id="ORG-D1",
                    severity=Severity.DEFECT,
                    at=Place(directory.files[0], 1, 1),
                    message="no organisation is declared in this directory or below it: nobody would see its records",
                    help="write `organisation: {name: ...}` into a file of this directory",
                )
            )

    def organisations(self) -> Iterator[tuple[str, Records]]:
        first: dict[str, tuple[str, ...]] = {}
        for path, scope in sorted(self.scopes.items()):
            twin = first.setdefault(scope.rpartition("/")[2].casefold(), path)
            if twin != path:
                self.report_twin(path, twin)
            yield scope, self.organisation(path)

    def report_twin(self, path: tuple[str, ...], twin: tuple[str, ...]) -> None:
        there, here = (f"`{'/'.join(each)}`" if each else "the inventory itself" for each in (twin, path))
        self.findings.append(
            Finding(
                id="ORG-D2",
                severity=Severity.DEFECT,
                at=(self.scopes[path], "organisation"),
                message=f"{there} and {here} are two organisations with one identifier",
                help="an organisation is named for its directory: rename one directory",
                related=(((self.scopes[twin], "organisation"), "the other one"),),
                on_key=True,
            )
        )

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
                above = seen.get(kind)
                seen[kind] = {**above, **value} if isinstance(value, dict) and isinstance(above, dict) else value
                if isinstance(value, Said):
                    ids.pop(kind, None)
            for kind, names in directory.ids.items():
                ids[kind] = list(dict.fromkeys([*ids.get(kind, []), *names]))
        for directory in chain:  # the closest first: what is stated closer is where a reader is sent
            for kind, names in directory.ids.items():
                for name in names:
                    self.sources.setdefault((own.scope, kind, name), self.sources[directory.scope, kind, name])
        records = Records.model_construct(_fields_set=set(seen), **seen)
        self.findings.extend(check_name_space(own.scope, {kind: ids.get(kind, []) for kind in ONE_NAME_SPACE}))
        unread = [name for directory in chain for name in directory.unread]
        if unread:
            self.report_unchecked(own.scope, unread)
        else:
            self.check(chain, records, self.known(own.scope, ids))
        return records

    def report_unchecked(self, scope: str, unread: list[str]) -> None:
        names = ", ".join(unread[:_MOST_NAMED])
        more = f" and {len(unread) - _MOST_NAMED:,} more" if len(unread) > _MOST_NAMED else ""
        self.findings.append(
            Finding(
                id="REF-05",
                severity=Severity.INFO,
                at=(scope, "organisation"),
                message=f"references were not checked, since {names}{more} could not be read",
                help="mend what could not be read first",
                on_key=True,
            )
        )

    def known(self, scope: str, ids: Mapping[str, list[str]]) -> Known:
        declared: dict[str, Any] = {kind: frozenset(names) for kind, names in ids.items()}
        # As written, since an organisation with a fault elsewhere has its contacts all the same.
        source = self.sources.get((scope, "organisation"))
        written = source.data if source is not None and isinstance(source.data, dict) else {}
        for name in ("contacts", "entities"):
            declared[name] = frozenset(written.get(name, ())) if isinstance(written.get(name), dict) else frozenset()
        officer = written.get("dpo")
        if isinstance(officer, dict) or (isinstance(officer, str) and officer not in list(Said)):
            # Who is named there can be named as a contact too.
            declared["contacts"] |= {"dpo"}
        return Known(terms=self.terms, declared=declared)

    def check(self, chain: list[Directory], records: Records, known: Known) -> None:
        scope = chain[0].scope
        for at, record in _with_paths(scope, records):
            self.findings.extend(check_record(record, at, known))
        for directory in chain:
            for partial in directory.partial:
                at = (scope, *partial.at[1:])
                if self.sources.get(at[:3]) is self.sources[partial.at[:3]]:
                    self.findings.extend(check_record(partial.record, at, known, partial.declared))
        self.findings.extend(check_paths(scope, records, known))
        self.findings.extend(check_rings(_with_paths(scope, records), known))


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


def _once_each(
    findings: Iterable[Finding], sources: Mapping[Path, Source], scopes: Mapping[tuple[str, ...], str]
) -> Iterator[Finding]:
    """Yield what is wrong with a shared record once, and name the organisations where it is wrong for some only."""
    organisations = frozenset(scopes.values())
    viewers = Counter(id(source) for at, source in sources.items() if at[0] in organisations and len(at) > 2)  # noqa: PLR2004 - scope, kind, identifier
    groups: dict[Any, list[tuple[str, Finding]]] = {}
    for finding in findings:
        if isinstance(finding.at, Place):
            groups[finding] = [("", finding)]
            continue
        source = sources.get(finding.at[:3])
        shared = viewers[id(source)] > 1
        key = (id(source), finding.at[1:], finding.id, finding.message) if shared else finding
        groups.setdefault(key, []).append((str(finding.at[0]), finding))
    for group in groups.values():
        first = group[0][1]
        among = 1 if isinstance(first.at, Place) else viewers[id(sources.get(first.at[:3]))]
        if among <= 1 or len(group) == among:
            yield first
            continue
        names = ", ".join(f"`{scope}`" for scope, _ in group[:_MOST_NAMED])
        more = f" and {len(group) - _MOST_NAMED:,} more" if len(group) > _MOST_NAMED else ""
        yield first._replace(message=f"{first.message}, as {names}{more} would read it")
