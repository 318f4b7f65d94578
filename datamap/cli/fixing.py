"""Correcting the files of an inventory in place, and only if that leaves fewer defects than before."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from datamap.catalog.known import built_in
from datamap.load.files import SourceFiles, read_inventory
from datamap.load.findings import Severity
from datamap.load.fixes import Fix, applied, fixes_of, shown
from datamap.load.inventory import Loaded, load
from datamap.model.errors import MisuseError

_MARK = "\ufeff"


def fix_files(path: Path) -> Iterator[str]:
    """Correct the inventory at `path` and yield what was corrected, one line each.

    A file is written only if the inventory then has fewer defects; comments and layout stay as they are. Raises
    `MisuseError` where a file cannot be written.
    """
    sources = read_inventory(path)
    before = load(sources, built_in())
    by_file: dict[str, list[Fix]] = {}
    for fix in fixes_of(before.sources.located(finding) for finding in before.findings):
        by_file.setdefault(fix.file, []).append(fix)
    texts = {file.name: file.data.decode("utf-8") for file in sources.files if file.name in by_file}
    for name, fixes in by_file.items():
        mended = {name: _mended(texts[name], fixes)}
        after = load(_with(sources, mended), built_in())
        if _defects(after) >= _defects(before):
            continue
        _write(Path(name), texts[name], mended[name])
        sources, before = _with(sources, mended), after
        yield from (shown(fix) for fix in fixes)


def _mended(text: str, fixes: list[Fix]) -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    return mark + applied(text.removeprefix(_MARK), fixes)


def _with(sources: SourceFiles, texts: Mapping[str, str]) -> SourceFiles:
    files = (replace(file, data=texts[file.name].encode()) if file.name in texts else file for file in sources.files)
    return replace(sources, files=tuple(files))


def _defects(loaded: Loaded) -> int:
    return sum(1 for finding in loaded.findings if finding.severity is Severity.DEFECT)


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
