"""Text that knows where it came from: it cannot be made without the records it says something about."""

from dataclasses import dataclass
from hashlib import sha256

Path = tuple[str | int, ...]
"""Scope (an organisation, or a directory of shared records), kind, identifier, then keys and list positions."""

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Sourced:
    """A piece of a notice or a cell of a register: HTML that is safe to print, and the paths it came from.

    `name` tells apart what several templates say of one record. Raises `ValueError` without a path.
    """

    html: str
    origin: tuple[Path, ...]
    name: str

    def __post_init__(self) -> None:
        if not self.origin:
            message = f"`{self.name}` says something that no record says"
            raise ValueError(message)

    @property
    def anchor(self) -> str:
        """A stable, opaque identifier: from the paths and the name, never from the order on the page."""
        return anchor_of(self.name, self.origin)


def anchor_of(name: str, origin: tuple[Path, ...]) -> str:
    """Return the anchor of what `name` says of the records at `origin`; letters and digits only."""
    said = "\x1e".join([name, *sorted("\x1f".join(map(str, path)) for path in origin)])
    return "s" + sha256(said.encode("utf-8")).hexdigest()[:_LENGTH]


def joined(pieces: tuple[Sourced, ...]) -> Sourced:
    """Return several pieces as one, with the paths of all; it bears the name of the first."""
    return Sourced(
        html=" ".join(piece.html for piece in pieces),
        origin=tuple(dict.fromkeys(path for piece in pieces for path in piece.origin)),
        name=pieces[0].name,
    )
