"""Text of the inventory made harmless for Markdown and HTML: the only door through which it reaches a page."""

import re
from urllib.parse import quote, urlsplit

# What Python-Markdown, its extensions and HTML act upon. The first has backslash escapes, the second needs references.
_BACKSLASH = re.compile(r"([\\`*_{}\[\]()#+!])")
_REFERENCE = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "~": "&#126;",
    "^": "&#94;",
    "=": "&#61;",
    '"': "&quot;",
}
_REFERENCES = re.compile("|".join(map(re.escape, _REFERENCE)))
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^(-)")
_IN_CODE = re.compile('[\\\\`*_{}()#+!\\[\\]&<>|~^="]')
_LINKED = ("https", "http", "mailto", "tel")


def harmless(text: str) -> str:
    """Return a text without control characters and marks that turn the direction of what follows.

    The marks that join letters and emoji stay: Persian, Hindi and families are written with them.
    """
    return _INVISIBLE.sub("", text)


def text(value: str) -> str:
    """Return words of the inventory as inline Markdown that shows them as written, on one line.

    Control characters and marks that turn the direction of the text are dropped: they would act on what follows.
    """
    line = " ".join(_INVISIBLE.sub("", value).split())
    escaped = _REFERENCES.sub(lambda match: _REFERENCE[match[0]], line)
    escaped = _BACKSLASH.sub(r"\\\1", escaped)
    return _LIST_MARK.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)


def link(words: str, url: str) -> str:
    """Return a Markdown link; an address that no page may link to is printed as words."""
    address = url if urlsplit(url).scheme else f"https://{url}" if url.startswith("www.") else url
    if urlsplit(address).scheme not in _LINKED:
        return f"{text(words)} ({text(url)})" if words != url else text(url)
    safe = quote(address, safe=":/?#@!$&*+,;=%~-._")
    return f"[{text(words)}]({safe})"


def code(value: str) -> str:
    """Return an identifier or file name in code style."""
    line = " ".join(_INVISIBLE.sub("", value).split())
    return f"<code>{_IN_CODE.sub(lambda match: f'&#{ord(match[0])};', line)}</code>"


def html(value: str) -> str:
    """Return words of the inventory for the content of an HTML element or a quoted attribute."""
    line = " ".join(_INVISIBLE.sub("", value).split())
    return _IN_CODE.sub(lambda match: f"&#{ord(match[0])};", line)
