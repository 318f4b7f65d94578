"""Finding and reading the files of an inventory: the only part of the loader that touches the disk."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from datamap.load.findings import Finding, Place, Severity
from datamap.model.errors import MisuseError

ENDINGS = (".yaml", ".yml")
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the inventory: the name to print, the directory it lies in, from the inventory on, and its bytes."""

    name: str
    directory: tuple[str, ...]
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFiles:
    """All files of an inventory in the order of their names, and what kept others from being read."""

    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]


class InventoryNotFoundError(MisuseError):
    """There is no inventory at the path that was named."""


def read_inventory(root: FilePath, project: FilePath | None = None) -> SourceFiles:
    """Read every `*.yaml` and `*.yml` below `root`, or `root` itself if it is a file.

    Hidden files and directories are passed over. Files are named as `root` is; or, with `project`, by the way that
    leads to them from there, so that no page tells on which machine and where it was made.
    Raises `InventoryNotFoundError` where `root` does not exist or holds no such file.
    """
    if not root.exists():
        message = f"there is no inventory at {root}: name its directory, or run `datamap init` to write one"
        raise InventoryNotFoundError(message)
    files: list[SourceFile] = []
    findings: list[Finding] = []
    base = root if root.is_dir() else root.parent
    for path in _candidates(root, findings):
        name = path.as_posix()
        # Who names a file wants that file, wherever a link leads.
        problem = _why_not(path, base) if path != root else _too_large(path)
        if problem is not None:
            findings.append(problem)
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            findings.append(_unreadable(name, error))
            continue
        files.append(SourceFile(name=name, directory=path.parent.relative_to(base).parts, data=data))
    if not files and not findings:
        message = f"{root} holds no .yaml or .yml file: run `datamap init` to write a first inventory"
        raise InventoryNotFoundError(message)
    found = SourceFiles(files=tuple(files), findings=tuple(findings))
    return found if project is None else _named_from(project, found)


def _named_from(project: FilePath, found: SourceFiles) -> SourceFiles:
    def way(name: str) -> str:
        return FilePath(os.path.relpath(name, project)).as_posix()

    return SourceFiles(
        files=tuple(replace(file, name=way(file.name)) for file in found.files),
        findings=tuple(
            finding._replace(at=Place(way(finding.at.file))) if isinstance(finding.at, Place) else finding
            for finding in found.findings
        ),
    )


def _candidates(root: FilePath, findings: list[Finding]) -> Iterator[FilePath]:
    if root.is_file():
        yield root
        return

    def unreadable(error: OSError) -> None:
        findings.append(_unreadable(FilePath(error.filename).as_posix(), error))

    for directory, below, names in os.walk(root, onerror=unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield FilePath(directory) / name
        for name in below:
            if (FilePath(directory) / name).is_symlink():
                yield FilePath(directory) / name


def _why_not(path: FilePath, base: FilePath) -> Finding | None:
    if not path.is_symlink() and path.is_file():
        return _too_large(path)
    name = path.as_posix()
    target = FilePath(os.path.realpath(path))  # a circle of links makes `resolve` fail before Python 3.13
    if path.is_symlink() and not target.is_relative_to(os.path.realpath(base)):
        return Finding(
            id="FILE-02",
            severity=Severity.DEFECT,
            at=Place(name),
            message="this link leads out of the inventory",
            help="copy what it leads to into the inventory, or remove the link",
        )
    if path.is_symlink() and target.is_dir():
        return Finding(
            id="FILE-02",
            severity=Severity.DEFECT,
            at=Place(name),
            message="this link leads to a directory, which would be read twice",
            help="remove the link; records of a parent directory are visible in all directories below it",
        )
    if path.exists() and not path.is_file():
        return Finding(
            id="FILE-01",
            severity=Severity.DEFECT,
            at=Place(name),
            message="this is not a file",
            help="remove or rename it",
        )
    return _too_large(path)


def _too_large(path: FilePath) -> Finding | None:
    name = path.as_posix()
    try:
        size = path.stat().st_size
    except OSError as error:
        return _unreadable(name, error)
    if size > MAX_BYTES:
        return Finding(
            id="FILE-03",
            severity=Severity.DEFECT,
            at=Place(name),
            message=f"the file has {size:,} bytes, at most {MAX_BYTES:,} are read",
            help="split it: any file may hold any kinds of records",
        )
    return None


def _unreadable(name: str, error: OSError) -> Finding:
    return Finding(
        id="FILE-01",
        severity=Severity.DEFECT,
        at=Place(name),
        message=f"this cannot be read: {(error.strerror or 'unknown reason').lower()}",
        help="check that it exists and that you may read it",
    )
