"""Text of the inventory as a diagram can show it: without control characters, wrapped, and cut where it is long."""

import re
import textwrap

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
ELLIPSIS = "\u2026"


def clean(text: str) -> str:
    """Return text on one line without what acts instead of showing: control characters, direction marks, surrogates."""
    return " ".join(_CONTROL.sub("", text).split())


def cut(text: str, most: int) -> str:
    """Return text of at most `most` characters, with an ellipsis where something was cut off."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}{ELLIPSIS}"


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Return text in at most `lines` lines of about `width` characters; never empty."""
    cleaned = clean(text)
    found = textwrap.wrap(cut(cleaned, width * lines * 4), width, break_long_words=True) or ["?"]
    if len(found) > lines:
        found = [*found[: lines - 1], cut(" ".join(found[lines - 1 :]), width)]
    return tuple(found)


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
