"""Layouts that were made before: one file each, named for the graph and the engine, with a digest of what it holds."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from datamap.render.engine import Engine, version

_DIGEST = 64


class Cache:
    """A directory of layouts. What is damaged counts as absent; what cannot be written is not kept."""

    def __init__(self, directory: Path, engine: Engine) -> None:
        """Use a directory; it is made when the first layout is kept."""
        self.directory = directory
        self.salt = f"{engine.value}\n{version(engine)}\n"

    def _file(self, dot: str) -> Path:
        return self.directory / f"{sha256((self.salt + dot).encode()).hexdigest()}.svg"

    def get(self, dot: str) -> str | None:
        """Return the layout of a graph, or `None`. The digest in front of it must fit."""
        try:
            held = self._file(dot).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        digest, svg = held[:_DIGEST], held[_DIGEST + 1 :]
        return svg if digest == sha256(svg.encode()).hexdigest() else None

    def put(self, dot: str, svg: str) -> None:
        """Keep the layout of a graph. Whoever reads half a file finds that the digest does not fit."""
        held = svg.encode()
        with suppress(OSError):
            self.directory.mkdir(parents=True, exist_ok=True)
            self._file(dot).write_bytes(f"{sha256(held).hexdigest()}\n".encode() + held)
