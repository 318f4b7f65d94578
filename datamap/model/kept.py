"""Lists of which some entries were taken out: what is left still knows which entries of the inventory they are."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Kept(tuple[T, ...]):  # noqa: SLOT001 - a tuple cannot have slots of its own
    """The entries of a list that an audience may see, with their numbers in the list as it was written."""

    numbers: tuple[int, ...]

    @classmethod
    def of(cls, numbered_entries: Iterable[tuple[int, T]]) -> "Kept[T]":
        """Return the entries of (number, entry) pairs."""
        pairs = tuple(numbered_entries)
        kept = cls(entry for _, entry in pairs)
        kept.numbers = tuple(number for number, _ in pairs)
        return kept


def numbered(entries: Iterable[T]) -> Iterator[tuple[int, T]]:
    """Yield (number, entry): the number is the one that a path of the inventory needs, whatever was taken out."""
    if isinstance(entries, Kept):
        return iter(zip(entries.numbers, entries, strict=True))
    return iter(enumerate(entries))
