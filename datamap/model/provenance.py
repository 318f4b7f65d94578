"""Text that knows where it came from: it cannot be made without the records it says something about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

Path = tuple[str | int, ...]
"""Scope (an organisation, or a directory of shared records), kind, identifier, then keys and list positions."""

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Sourced:
    """A piece of a notice or a cell of a register: HTML that is safe to print, and the paths it came from.

    `name` tells apart what several templates say of one record. `about` names what the piece is about where its origin
    grows with other records: the anchor is made from it. `also` holds further anchors that lead here: of pieces that
    this one stands for, and those from before a record was renamed. Raises `ValueError` without a path.
    """

    html: str
    origin: tuple[Path, ...]
    name: str
    about: tuple[Path, ...] = ()
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.origin:
            message = f"`{self.name}` says something that no record says"
            raise ValueError(message)

    @property
    def anchor(self) -> str:
        """A stable, opaque identifier: from the paths and the name, never from the order on the page."""
        return anchor_of(self.name, self.about or self.origin)

    @property
    def anchors(self) -> tuple[str, ...]:
        """All anchors that lead here, the piece's own first."""
        return tuple(dict.fromkeys((self.anchor, *self.also)))


def anchor_of(name: str, about: Iterable[Path]) -> str:
    """Return the anchor of what `name` says of the records at the paths `about`; letters and digits only."""
    said = "\x1e".join([name, *sorted("\x1f".join(map(str, path)) for path in about)])
    return "s" + sha256(said.encode("utf-8")).hexdigest()[:_LENGTH]


def joined(pieces: tuple[Sourced, ...]) -> Sourced:
    """Return several pieces as one, with the paths of all; it bears the name of the first and is about the same."""
    first = pieces[0]
    return replace(
        first,
        html=" ".join(piece.html for piece in pieces),
        origin=_origin(pieces),
        about=first.about or first.origin,
    )


def shared(pieces: tuple[Sourced, ...]) -> Sourced:
    """Return one piece for several that say the same of different records; the anchor of each leads to it."""
    anchors = tuple(anchor for piece in pieces for anchor in piece.anchors)
    first = pieces[0]
    return replace(first, origin=_origin(pieces), about=first.about or first.origin, also=anchors[1:])


def _origin(pieces: tuple[Sourced, ...]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(path for piece in pieces for path in piece.origin))
