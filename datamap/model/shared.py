"""Lists and mappings that were written in brackets: the same text means the same, however often it stands somewhere."""

from typing import Any


class SharedList(list[Any]):
    """A list in brackets, with the text that it was read from."""

    __slots__ = ("text",)

    def __init__(self, entries: list[Any], text: str) -> None:
        """Hold the entries and their text."""
        super().__init__(entries)
        self.text = text


class SharedMapping(dict[str, Any]):
    """A mapping in brackets, with the text that it was read from."""

    __slots__ = ("text",)

    def __init__(self, entries: dict[str, Any], text: str) -> None:
        """Hold the entries and their text."""
        super().__init__(entries)
        self.text = text
