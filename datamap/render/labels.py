"""Text of the inventory as a diagram can show it: without control characters, wrapped, and cut where it is long."""

import re
from functools import lru_cache

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
ELLIPSIS = "\u2026"


# One map gives many diagrams, and they name the same things.
@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """Return text on one line without what acts instead of showing: control characters, direction marks, surrogates."""
    return " ".join(_CONTROL.sub("", text).split())


def cut(text: str, most: int) -> str:
    """Return text of at most `most` characters, with an ellipsis, after a word if it can, where some is cut off."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    last = start.rfind(" ") if text[most - 1] != " " else len(start)
    return f"{start[: last if last > most * 2 // 3 else None].rstrip(' ,;')}{ELLIPSIS}"


@lru_cache(maxsize=20_000)
def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Return text in at most `lines` lines of at most `width` characters, about as long as one another; never empty."""
    full = _filled(text, width, lines)
    if len(full) == 1 or full[-1].endswith(ELLIPSIS):
        return full
    # No word is broken, and no line added, for the sake of evenness.
    least = max(map(len, " ".join(full).split()))
    narrower = (_filled(text, each, lines) for each in range(max(least, width // 2), width))
    return next((even for even in narrower if len(even) == len(full) and not even[-1].endswith(ELLIPSIS)), full)


def _filled(text: str, width: int, lines: int) -> tuple[str, ...]:
    found: list[str] = []
    words = clean(text[: width * lines * 8]).split(" ")
    line = ""
    while words:
        word = words.pop(0)
        if not line or len(line) + 1 + len(word) <= width:
            line = f"{line} {word}" if line else word
            if len(line) <= width:
                continue
            line, rest = _broken(line, width)
            words.insert(0, rest)
        else:
            words.insert(0, word)
        if len(found) == lines - 1:
            return (*found, cut(" ".join((line, *words)), width))
        found.append(line)
        line = ""
    return (*found, line) if line or not found else tuple(found)


def _broken(word: str, width: int) -> tuple[str, str]:
    """Return a word that is too long in two parts, after a hyphen if it has one in time."""
    at = word.rfind("-", 0, width) + 1 or width
    return word[:at], word[at:]


def listed(titles: list[str], room: int, most: int = 3) -> str:
    """Return the first titles, as many as there is room for, and how many more: `Name, E-mail address +4`."""
    shown: list[str] = []
    left = room
    for title in titles[:most]:
        words = cut(clean(title), room)
        if shown and len(words) > left:
            break
        shown.append(words)
        left -= len(words) + 2
    return f"{', '.join(shown)} +{len(titles) - len(shown)}" if len(titles) > len(shown) else ", ".join(shown)
