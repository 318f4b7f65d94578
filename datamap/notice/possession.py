"""Whose data are: `your name`, `their e-mail address`, and nothing where words say it themselves."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

_YOURS = re.compile(r"\b(?:you|your|yours|our|us|we|their|people’s|people's)\b", re.IGNORECASE)
_LED = re.compile(
    r"(?:a|all|an|any|every|how|no|other|some|that|the|these|this|those|what|whatever|when|where|whether|which|who)\b",
    re.IGNORECASE,
)
"""Words in front of which no possessive stands: articles and their like, and those that begin a clause."""


def possessed(data: Iterable[Markup], whose: str = "your") -> list[Markup]:
    """Return phrases for data as those of somebody; one possessive is enough for all where each of them bears it."""
    safe = [escape(each) for each in data]
    bear = [_bears(each) for each in safe]
    if bear and all(bear):
        return [Markup("{} {}").format(whose, safe[0]), *safe[1:]]
    return [Markup("{} {}").format(whose, each) if is_bare else each for each, is_bare in zip(safe, bear, strict=True)]


def _bears(phrase: Markup) -> bool:
    # What is said beside the data says nothing of whose they are.
    words = phrase.striptags().partition(",")[0].partition(" (")[0]
    return not _LED.match(words) and not _YOURS.search(words)
