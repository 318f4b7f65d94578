"""Putting a finished directory where the old one was: at any moment the old or the new one is whole."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from datamap.model.errors import MisuseError

# The root of a file system and a home directory are never a site: a slip of the pen must not empty them.
_SIGNS_OF_A_PROJECT = (".git", "mkdocs.yml", "pyproject.toml")
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE in <fcntl.h> and <linux/fs.h>


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give an empty directory beside `target` to build in; put it in the place of `target` if the body succeeds.

    An error in the body, or a killed process, leaves `target` as it was; what a killed process left behind is cleared,
    or put back, at the next start. Raises `MisuseError` where another process builds, where `target` is not a directory
    that may be replaced, or where the disk does not allow it.
    """
    target = target.resolve()
    _refuse_unsafe(target)
    new, old = _beside(target, "new"), _beside(target, "old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(_beside(target, "lock"))
        with lock.acquire(timeout=0):
            _recover(target, new, old)
            new.mkdir()
            try:
                yield new
                _swap(target, new, old)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except Timeout as error:
        message = f"another process is building {target}; wait for it, or build with --site-dir elsewhere"
        raise MisuseError(message) from error
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror or error}; the site that was there is untouched"
        raise MisuseError(message) from error


def _beside(target: Path, what: str) -> Path:
    return target.parent / f".{target.name}.{what}"


def _refuse_unsafe(target: Path) -> None:
    if target.exists() and not target.is_dir():
        message = f"{target} is a file; name a directory for the site"
        raise MisuseError(message)
    if target == Path(target.anchor) or target == Path.home():
        message = f"{target} would be emptied; name a directory of its own for the site"
        raise MisuseError(message)
    found = next((name for name in _SIGNS_OF_A_PROJECT if (target / name).exists()), None)
    if found is not None:
        message = f"{target} holds {found} and would be emptied; name a directory of its own for the site"
        raise MisuseError(message)


def _recover(target: Path, new: Path, old: Path) -> None:
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)
    if new.exists():
        shutil.rmtree(new)


def _swap(target: Path, new: Path, old: Path) -> None:
    if target.exists():
        if _exchanged(new, target):  # now `new` holds the old site, and goes the way of all that was not finished
            return
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two directories change places in one step, and return whether this system can do that.

    Linux can, by `renameat2(2)` with `RENAME_EXCHANGE`, on most file systems.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        exchange = ctypes.CDLL(None).renameat2
    except AttributeError:  # a C library from before 2018
        return False
    return bool(exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
