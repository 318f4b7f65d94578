"""Values in brackets on one row: their data, and where each node in them begins."""

import re
from typing import Any

from datamap.load.plain import MAX_DEPTH, NULLS
from datamap.load.positions import ListMarks, MappingMarks, Marks

WORD = r"[\w(/.$+<=;^]"
"""What words without quotes can begin with, in any place."""
QUOTED = r""""[^"\\\n]*+"|'[^'\n]*+'"""
"""A text in quotes that needs no second look."""
_TOKEN = re.compile(rf" *(?:([\[\]{{}},])|({QUOTED}|{WORD}(?:[^\[\]{{}},:]|:(?=[^\s\[\]{{}},]))*)(:(?= ))?)")
"""In brackets: a sign, or words and the colon that makes a key of them."""
_LONGEST = 1 << 16
_TOO_LONG_FOR_A_KEY = 128


class Brackets:
    """A value in brackets on one row, read from its first sign to its last."""

    def __init__(self, text: str) -> None:
        """Begin before the first sign of a text."""
        self.text = text
        self.place = 0

    def data(self) -> Any:  # noqa: ANN401
        """Return its data; `None` where it deserves a second look."""
        found = self._whole()
        return None if found is None else found[0]

    def marks(self) -> Marks:
        """Return the marks of a value that was read before, counted from its own first character."""
        found = self._whole()
        assert found is not None  # noqa: S101 - the same text was read before
        return found[1]

    def _whole(self) -> tuple[Any, Marks] | None:
        if len(self.text) > _LONGEST:
            return None
        found = self._node(*self._token(), MAX_DEPTH // 2)
        return found if self.place == len(self.text) else None

    def _token(self) -> tuple[str, str, bool, int]:
        """Return the next sign, or the next words, whether they are a key, and where it begins."""
        match = _TOKEN.match(self.text, self.place)
        if match is None:
            return "", "", False, self.place
        self.place = match.end()
        begun = match.start(1) if match[1] else match.start(2)
        return match[1] or "", match[2] or "", match[3] is not None, begun

    def _node(self, sign: str, words: str, is_key: bool, begun: int, depth: int) -> tuple[Any, Marks] | None:  # noqa: FBT001
        if sign == "[" and depth:
            return self._list(begun, depth - 1)
        if sign == "{" and depth:
            return self._mapping(begun, depth - 1)
        if sign or is_key:
            return None
        read = _unquoted(words)
        return None if read is None else (read, begun)

    def _list(self, begun: int, depth: int) -> tuple[Any, Marks] | None:
        found: list[Any] = []
        marks = ListMarks(begun)
        while True:
            node = self._node(*self._token(), depth)
            if node is None:
                return None
            found.append(node[0])
            marks.values.append(node[1])
            sign, *_ = self._token()
            if sign == "]":
                return found, marks
            if sign != ",":
                return None

    def _mapping(self, begun: int, depth: int) -> tuple[Any, Marks] | None:
        found: dict[str, Any] = {}
        marks = MappingMarks(begun)
        while True:
            _, words, is_key, at = self._token()
            key = _unquoted(words) if is_key and len(words) <= _TOO_LONG_FOR_A_KEY else None
            if key is None or key in found:
                return None
            node = self._node(*self._token(), depth)
            if node is None:
                return None
            found[key], marks.values[key] = node
            marks.keys[key] = at
            sign, *_ = self._token()
            if sign == "}":
                return found, marks
            if sign != ",":
                return None


def _unquoted(words: str) -> str | None:
    words = words.rstrip(" ")
    if words[:1] in {'"', "'"}:
        return words[1:-1]
    return words if words and words not in NULLS else None
