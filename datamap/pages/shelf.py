"""Texts that wait on the disk: thousands of pages are made before the first is written."""

from dataclasses import dataclass
from tempfile import TemporaryFile


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text lies on the shelf."""

    start: int
    length: int


class Shelf:
    """A file without a name that holds texts; it is gone when the shelf is, or the process."""

    def __init__(self) -> None:
        """Open the file. Raises `OSError` where the machine has no room for it."""
        self._file = TemporaryFile(prefix="datamap-")  # noqa: SIM115 - it is open for as long as the shelf is there
        self._end = 0

    def put(self, text: str) -> Slot:
        """Put a text on the shelf and return where it lies."""
        held = text.encode("utf-8")
        slot = Slot(self._end, len(held))
        self._file.seek(slot.start)
        self._file.write(held)
        self._end += slot.length
        return slot

    def get(self, slot: Slot) -> str:
        """Return the text that lies there."""
        self._file.seek(slot.start)
        return self._file.read(slot.length).decode("utf-8")

    def __del__(self) -> None:
        self._file.close()
