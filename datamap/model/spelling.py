"""One spelling for all the ways to write a name: `legal_basis`, `legalBasis` and `Legal bases` are one."""

import re
from functools import lru_cache

_LONG_ENOUGH = 4
"""A shorter word, such as `is`, `sms` or `us`, has no plural to take off."""
_IRREGULAR = {"children": "child", "people": "person", "bases": "basis", "data": "data"}


@lru_cache(maxsize=1 << 14)
def folded(name: str) -> str:
    """Return a name without case, spaces, hyphens and plurals, and with `ise` for `ize`."""
    return "".join(map(stem, parts(name)))


def parts(name: str) -> list[str]:
    """Return the words of a name or a text, in small letters, apostrophes dropped."""
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"['’]", "", name))
    return re.findall(r"[^\W_]+", spread.casefold())


def stem(word: str) -> str:
    """Return a word without the ending of the plural, so that one form finds the other."""
    word = _IRREGULAR.get(word, word).replace("iz", "is").replace("yz", "ys")
    if len(word) < _LONG_ENOUGH or word.endswith("ss"):
        return word
    if word.endswith(("ies", "y")):
        return word.removesuffix("s").removesuffix("ie").removesuffix("y")
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")
