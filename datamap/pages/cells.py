"""Cells of a register: a list of phrases, words, or what was said in their place."""

from typing import Any

from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.notice.context import Context

Row = tuple[str, str, Sourced | None]
"""A row of a card: what it is, the article that asks for it, and the value where one is stated."""


def cell(context: Context, at: Path | list[Path], value: Any) -> Sourced | None:  # noqa: ANN401
    """Return a cell: a list of phrases, words, or what was said instead; `None` where nothing was said."""
    if value is None or value == []:
        return None
    if isinstance(value, Said):
        return context.say("register.said", at, word=value.value)
    if isinstance(value, list):
        return context.say("register.list", at, parts=value)
    words = context.words(value)
    return context.say("register.list", at, parts=[words]) if words else None
