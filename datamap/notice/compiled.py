"""Compiled templates, kept where Python keeps compiled modules: to compile all takes as long as to write notices."""

import os
import pickle
import sys
import tempfile
from contextlib import suppress
from importlib.resources import files
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """One file for each template, in `__pycache__` beside it or below `PYTHONPYCACHEPREFIX`.

    Whoever can write there could change our modules as well; a place inside somebody's project would let a pull request
    bring code along. What cannot be kept is compiled anew.
    """

    def __init__(self, maker: str) -> None:
        """Use the module `maker`: a compiled template may contain its settings and what its filters return."""
        self.maker = (files(__package__) / f"{maker}.py").read_text(encoding="utf-8")

    def get_source_checksum(self, source: str) -> str:
        """Return what changes with what a compiled template is made from, beside Python and Jinja."""
        return super().get_source_checksum(f"{self.maker}\n{source}")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the path of the compiled template."""
        return str(Path(cache_from_source(filename or name)).with_suffix(".jinja"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what is kept; what is of another checksum or version, or damaged, counts as absent."""
        with suppress(OSError, EOFError, pickle.UnpicklingError), Path(bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; a reader sees the old file, the new one, or none."""
        if sys.dont_write_bytecode:
            return
        kept = Path(bucket.key)
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=kept.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    bucket.write_bytecode(file)
                Path(part).replace(kept)
            except OSError:
                Path(part).unlink(missing_ok=True)
