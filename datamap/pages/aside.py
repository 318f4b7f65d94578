"""Blocks of HTML in a page's Markdown, set aside while Markdown is read: it would pass them on as they are, slowly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLOCK = re.compile(r"<(?P<tag>div|dl|figure|h2|nav|ol|p|section|table|ul)[ >]")
_MARK = re.compile(r'<div data-aside="(\d+)"></div>')
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """Markdown with a mark in the place of each block of HTML, and the blocks by the numbers of their marks."""

    markdown: str
    blocks: Mapping[int, str]

    @property
    def anchors(self) -> set[str]:
        """Every `id` in the blocks."""
        return {anchor for block in self.blocks.values() for anchor in _ID.findall(block)}

    def restored(self, html: str) -> str:
        """Return what became of the Markdown with the blocks in their places."""
        return _MARK.sub(lambda mark: self.blocks[int(mark[1])], html)


def reduced(markdown: str) -> Reduced:
    """Return the Markdown of a generated page without its blocks of HTML. A block stands between blank lines."""
    blocks: dict[int, str] = {}
    parts = markdown.split("\n\n")
    for number, part in enumerate(parts):
        block = part.strip("\n")
        if _is_whole(block):
            blocks[number] = block
            parts[number] = f'<div data-aside="{number}"></div>'
    return Reduced(markdown="\n\n".join(parts), blocks=blocks)


def _is_whole(block: str) -> bool:
    """Whether a block is one element of HTML, from its first sign to its last."""
    start = _BLOCK.match(block)
    if start is None:
        return False
    end = f"</{start['tag']}>"
    opened = len(re.findall(rf"<{start['tag']}[ >]", block))
    return block.endswith(end) and block.count(end) == opened and " markdown" not in block[: block.index(">")]
