"""Lists of identifiers in the sentences of findings."""

from collections.abc import Iterable

_MOST = 5


def listed(ids: Iterable[str], most: int = _MOST, *, mark: str = "`") -> str:
    """Return identifiers as they stand in a sentence: each in code style, long lists cut with a count."""
    names = [f"{mark}{id_}{mark}" for id_ in dict.fromkeys(ids)]
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *others, last = names or [""]
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 purpose`, `3 purposes`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
