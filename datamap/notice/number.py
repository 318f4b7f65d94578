"""Whether words stand for one thing or several, which verbs and pronouns follow."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from markupsafe import Markup

from datamap.model.said import Said
from datamap.notice.capitals import is_name

_HEAD = re.compile(
    r"^(.*?)(?=,| \(| (?:about|at|between|by|for|from|in|of|on|that|to|under|which|who|with|without)\b|$)"
)
"""What comes before a bracket or a small word: `details of a right` is about details."""
_BEHIND = re.compile(r"(?:\w{3,}ed|drawn|given|heard|held|kept|seen|sent|taken|and|or)$")
"""Words that follow what they describe: `pages viewed`, `conclusions drawn`."""
_SEVERAL = frozenset({"bureaus", "children", "data", "media", "men", "people", "police", "women"})
_ONE = ("ics", "is", "ss", "us")
"""How words end that have an s and are one: `analytics`, `analysis`, `address`, `status`."""


def is_plural(words: str) -> bool:
    """Whether a phrase stands for several things, told by its head: `card details`, `name and city`, not `address`."""
    match = _HEAD.match(words)
    head = (match[1] if match is not None else words).split()
    while len(head) > 1 and _BEHIND.match(head[-1]):
        head.pop()
    last = head[-1].casefold() if head else ""
    return "and" in head[1:-1] or last in _SEVERAL or (last.endswith("s") and not last.endswith(_ONE))


def several(phrases: Iterable[str]) -> bool:
    """Whether the verb behind these phrases is in the plural."""
    each, *others = phrases
    return bool(others) or is_plural(Markup(each).striptags())  # noqa: S704 - to take the tags off


def are_several(title: str, party: Any, proper: Collection[str] = ()) -> bool:  # noqa: ANN401
    """Whether a processor or recipient is several: its record says so, or its title is a description in the plural.

    `legal_name: none` says that nobody is named. A firm is one, however its name ends: `Itineris`, `Harbour Books`.
    """
    legal_name = getattr(party, "legal_name", None)
    if legal_name is not None:
        return legal_name is Said.NONE
    if getattr(party, "vendor", None) is not None:
        return False
    # One word that no term knows may be a name, but not of what stands for others.
    holds_others = " " not in title and bool(getattr(party, "includes", None))
    return is_plural(title) and (holds_others or not is_name(title, proper))
