"""Our own words as Markdown: backticks stay code, and everything else is shown as written."""

import re
from collections.abc import Sequence

from datamap.pages import markup

_CODE = re.compile(r"`([^`]*)`")
# What Markdown or HTML would act upon in our own words. Parentheses and full stops are safe where no address follows.
_SIGNS = re.compile(r"[<>&|*_\[\]#]")


def inline(words: str) -> str:
    """Return words of the program as inline Markdown; what stands between backticks stays code."""
    parts = _CODE.split(words)
    return "".join(_code(part) if number % 2 else _text(part) for number, part in enumerate(parts))


def _code(words: str) -> str:
    # A bar ends the cell of a table, even between backticks.
    return markup.code(words) if "|" in words else f"`{words}`"


def _text(words: str) -> str:
    return _SIGNS.sub(lambda match: f"&#{ord(match[0])};", words)


def yaml(text: str) -> str:
    """Return YAML as a block of code."""
    return f"```yaml\n{text}\n```"


def listed(lines: tuple[str, ...]) -> str:
    """Return phrases as alternatives in one line: `a; b; or c`."""
    return lines[0] if len(lines) == 1 else f"{'; '.join(lines[:-1])}; or {lines[-1]}"


def table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; cells are Markdown already."""
    lines = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
