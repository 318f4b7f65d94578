"""A value of the language as YAML in our own style: on one line while it fits, quoted only where it must be."""

import json
import re

WIDTH = 88
_INDENT = "  "
# A plain scalar may neither begin, nor hold, nor be any of these where brackets stand around it.
_NEEDS_QUOTES = re.compile(
    r"""^$ | ^\s | \s$ | ^-(\s|$) | ^[?:,\[\]{}\#&*!|>'"%@`] | ^(---|\.\.\.)
      | :([\s?]|$) | \s\# | [,\[\]{}\n]
      | ^(~|null|Null|NULL)$""",
    re.VERBOSE,
)


def as_yaml(key: str, value: object) -> str:
    """Return `key: value` as YAML, over several lines where one would be too long; no line break at the end."""
    return "\n".join(_lines(f"{_scalar(key)}:", value, ""))


def _lines(head: str, value: object, indent: str) -> list[str]:
    line = f"{indent}{head} {in_line(value)}"
    if len(line) <= WIDTH or not isinstance(value, dict | list):
        return [line]
    rows = [f"{indent}{head}"]
    below = indent + _INDENT
    if isinstance(value, dict):
        for key, held in value.items():
            rows += _lines(f"{_scalar(str(key))}:", held, below)
    else:
        for held in value:
            entry = _lines("-", held, below)
            # What a dash stands before begins on its line.
            rows += entry if len(entry) == 1 else [f"{below}- {entry[1].lstrip()}", *entry[2:]]
    return rows


def in_line(value: object) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(str(key))}: {in_line(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_entry(held) for held in value) + "]"
    return _scalar(str(value).lower() if isinstance(value, bool) else str(value))


def _entry(value: object) -> str:
    """Return an entry of a list: one name with a detail needs no braces of its own."""
    written = in_line(value)
    return written[1:-1] if isinstance(value, dict) and len(value) == 1 else written


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _NEEDS_QUOTES.search(text) else text
