"""Compiled templates, kept where Python keeps compiled modules: to compile all takes as long as to write notices."""

import pickle
import sys
from contextlib import suppress
from importlib.resources import files
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """One file for each template, in `__pycache__` beside it or below `PYTHONPYCACHEPREFIX`.

    Whoever can write there could change our modules as well; a place inside somebody's project would let a pull request
    bring code along. What cannot be kept is compiled anew.
    """

    def __init__(self, maker: str) -> None:
        """Use the module `maker`: a compiled template may contain its settings and what its filters return."""
        super().__init__(directory="", pattern="%s.jinja")  # the key is a path of its own
        self.maker = (files(__package__) / f"{maker}.py").read_text(encoding="utf-8")

    def get_source_checksum(self, source: str) -> str:
        """Return what changes with what a compiled template is made from, beside Python and Jinja."""
        return super().get_source_checksum(f"{self.maker}\n{source}")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the path of the compiled template, without its ending."""
        return str(Path(cache_from_source(filename or name)).with_suffix(""))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what is kept; what is of another checksum or version, or damaged, counts as absent."""
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template where modules are kept; a reader sees the old file, the new one, or none."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(bucket.key).parent.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
