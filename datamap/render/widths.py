"""How wide words are in Arial, about: enough to give the boxes of one column the same width."""

from functools import lru_cache

_BY_WIDTH = (
    (0.222, "ijl|'"),
    (0.278, " !,./:;I[\\]ft"),
    (0.333, '()-`r"'),
    (0.5, "Jcksvxyz"),
    (0.667, "&ABEKPSVXY"),
    (0.722, "CDHNRUw"),
    (0.778, "GOQ"),
    (0.833, "Mm"),
    (0.944, "W"),
)
_WIDTHS = {char: width for width, chars in _BY_WIDTH for char in chars}
_USUAL = 0.556
_WIDE = 1.0
_FIRST_WIDE = 0x1100
"""From here on most letters are as wide as high: Hangul, kana, Chinese, and what emoji are made of."""


@lru_cache(maxsize=20_000)
def width_of(words: str, size: float) -> float:
    """Return the width of one line of text in a font size, in the unit of the size."""
    return size * sum(_WIDTHS.get(char, _WIDE if ord(char) >= _FIRST_WIDE else _USUAL) for char in words)
