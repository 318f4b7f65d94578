"""Our own words as Markdown: backticks stay code, and everything else is shown as written."""

import re
from collections.abc import Sequence

from datamap.pages import markup

_CODE = re.compile(r"`([^`]*)`")


def inline(words: str) -> str:
    """Return words of the program as inline Markdown; what stands between backticks becomes code."""
    parts = _CODE.split(words)
    return "".join(markup.code(part) if number % 2 else _text(part) for number, part in enumerate(parts))


def _text(words: str) -> str:
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{markup.text(words)}{after}" if words.strip() else before


def yaml(text: str) -> str:
    """Return YAML as a block of code."""
    return f"```yaml\n{text}\n```"


def sentence(words: str) -> str:
    """Return a phrase with a capital and a full stop."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def listed(lines: tuple[str, ...]) -> str:
    """Return phrases as alternatives in one line: `a; b; or c`."""
    return lines[0] if len(lines) == 1 else f"{'; '.join(lines[:-1])}; or {lines[-1]}"


def table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; cells are Markdown already."""
    lines = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
