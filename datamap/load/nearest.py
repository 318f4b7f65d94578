"""The nearest known name to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_COMPARED = 5_000


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or `None` where nothing is like it.

    Looks at most at 5,000 names that are about as long: a comparison with all of a huge inventory would take minutes.
    """
    length = len(name)
    near = [other for other in known if abs(len(other) - length) <= max(2, length // 3)][:_MOST_COMPARED]
    close = get_close_matches(name, near, n=1, cutoff=0.7)
    if close:
        return close[0]
    folded = name.casefold().rstrip("s")
    return next((other for other in known if other.casefold().rstrip("s") == folded), None)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the mend for an unknown name: the nearest known one, else `otherwise`."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near is not None else otherwise
