"""The nearest known name to one that is not known."""

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache

_FEW = 100
_MOST_VISITED = 10_000
_MOST_COMPARED = 16
_MOST_REMEMBERED = 10_000
_SHORT = 4


class Names:
    """Known names, to be asked for the one that was probably meant.

    A comparison of 10,000 wrong names with each of 10,000 known ones would take half an hour. Among many names only
    those that share the rarest pairs of letters with the wrong one are compared, and what was found is remembered.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Hold the names; nothing is indexed before the first question."""
        self._names = tuple(sorted(set(names)))
        self._found: dict[str, str | None] = {}
        self._holders: dict[str, list[int]] = {}
        self._folded: dict[str, str] = {}

    def nearest(self, name: str, beside: Collection[str] = ()) -> str | None:
        """Return the name most like `name` among these and those `beside`, or `None` where nothing is like it."""
        if beside:
            return self._nearest(name, tuple(beside))
        if name not in self._found:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            self._found[name] = self._nearest(name, ())
        return self._found[name]

    def _nearest(self, name: str, beside: tuple[str, ...]) -> str | None:
        candidates = (*beside, *(self._names if len(self._names) <= _FEW else self._alike(name)))
        length = len(name)
        near = [other for other in candidates if abs(len(other) - length) <= max(2, length // 3)]
        # In a name of three letters, two that changed places are two thirds of it.
        close: list[str] = get_close_matches(name, near, n=1, cutoff=0.6 if length <= _SHORT else 0.7)
        if close:
            return close[0]
        if not self._folded:
            self._folded = {_folded(other): other for other in reversed(self._names)}
        folded = _folded(name)
        return next((other for other in beside if _folded(other) == folded), self._folded.get(folded))

    def _alike(self, name: str) -> list[str]:
        if not self._holders:
            for number, other in enumerate(self._names):
                for pair in _pairs(other):
                    self._holders.setdefault(pair, []).append(number)
        shared: Counter[int] = Counter()
        visited = 0
        for holders in sorted((self._holders.get(pair, []) for pair in _pairs(name)), key=len):
            if visited + len(holders) > _MOST_VISITED and visited:
                break
            shared.update(holders[:_MOST_VISITED])
            visited += len(holders)
        return [self._names[number] for number, _ in shared.most_common(_MOST_COMPARED)]


def _pairs(name: str) -> set[str]:
    padded = f"\n{name.casefold()}\n"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _folded(name: str) -> str:
    return name.casefold().rstrip("s")


@lru_cache(maxsize=256)
def _names(known: tuple[str, ...]) -> Names:
    return Names(known)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or `None` where nothing is like it."""
    return _names(tuple(known)).nearest(name)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the mend for an unknown name: the nearest known one, else `otherwise`."""
    near = nearest(name, [other for other in known if other != name])
    return f"did you mean `{near}`?" if near is not None else otherwise
