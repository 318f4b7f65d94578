"""Correcting the files of an inventory in place, and only if that leaves fewer defects than before."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from datamap.catalog.known import built_in
from datamap.load.files import SourceFiles, read_inventory
from datamap.load.findings import Severity
from datamap.load.fixes import Fix, applied, fixes_of, shown
from datamap.load.inventory import Loaded, load
from datamap.model.errors import MisuseError

_MARK = "\ufeff"
_ROUNDS = 5
"""A slip in the name of a kind hides those in its records, and such a one those in what they refer to."""


def fix_files(path: Path) -> Iterator[str]:
    """Correct the inventory at `path` and yield what was corrected, one line each.

    A file is written only if the inventory then has fewer defects; comments and layout stay as they are. What comes to
    light when something was corrected is corrected too. Raises `MisuseError` where a file cannot be written.
    """
    sources = read_inventory(path)
    before = load(sources, built_in())
    waiting = dict.fromkeys(fix.file for fix in _fixes(before))
    while waiting:
        better: list[str] = []
        for name in waiting:
            found = _corrected(sources, before, name)
            if found is not None:
                _write(Path(name), _text(sources, name), _text(found.sources, name))
                sources, before = found.sources, found.loaded
                yield from found.lines
                better.append(name)
        # References are checked only where all files can be read, so one file can bring out what is wrong in another.
        waiting = dict.fromkeys(fix.file for fix in _fixes(before)) if better else {}


class _Corrected(NamedTuple):
    sources: SourceFiles
    loaded: Loaded
    lines: tuple[str, ...]


def _corrected(sources: SourceFiles, before: Loaded, name: str) -> _Corrected | None:
    """Return an inventory in which a file is corrected until nothing more comes to light; `None` if nothing is won."""
    # What is wrong in other files comes to light when all can be read: it is no fault of the correction.
    unread = any(finding.id.startswith("YAML") for finding in before.findings if finding.severity is Severity.DEFECT)
    counted = name if unread else None
    loaded, fewest = before, _defects(before, counted)
    lines: list[str] = []
    best: _Corrected | None = None
    for _ in range(_ROUNDS):
        fixes = [fix for fix in _fixes(loaded) if fix.file == name]
        if not fixes:
            break
        sources = _with(sources, {name: _mended(_text(sources, name), fixes)})
        loaded = load(sources, built_in())
        lines += map(shown, fixes)
        if (left := _defects(loaded, counted)) < fewest:
            fewest = left
            best = _Corrected(sources, loaded, tuple(lines))
    return best


def _fixes(loaded: Loaded) -> tuple[Fix, ...]:
    return fixes_of(loaded.sources.located(finding) for finding in loaded.findings)


def _text(sources: SourceFiles, name: str) -> str:
    return next(file.data for file in sources.files if file.name == name).decode("utf-8")


def _mended(text: str, fixes: list[Fix]) -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    return mark + applied(text.removeprefix(_MARK), fixes)


def _with(sources: SourceFiles, texts: Mapping[str, str]) -> SourceFiles:
    files = (replace(file, data=texts[file.name].encode()) if file.name in texts else file for file in sources.files)
    return replace(sources, files=tuple(files))


def _defects(loaded: Loaded, file: str | None) -> int:
    """Return how many defects there are, or how many a file has."""
    found = (finding for finding in loaded.findings if finding.severity is Severity.DEFECT)
    return sum(1 for finding in found if file is None or loaded.sources.located(finding).place.file == file)


def _write(path: Path, read: str, text: str) -> None:
    """Replace a file at once, so that none is ever half written, and only if it is still the one that was read."""
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name}.datamap")
    try:
        if path.read_bytes() != read.encode("utf-8"):
            message = f"{path.name} changed while it was read: run the command again"
            raise MisuseError(message)
        beside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {error.strerror or error}"
        raise MisuseError(message) from error
