"""Lists of data: each category once, and one that covers others of the list together with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datamap.notice.context import Context
from datamap.notice.writer import listed

_DATA = ("data_categories",)


@dataclass(frozen=True, slots=True)
class Piece:
    """A category in a list: its identifier, its words, and whether nothing is said beside it."""

    id: str
    words: Markup
    is_plain: bool = True


def data_phrases(context: Context, data: Any) -> list[Markup]:  # noqa: ANN401
    """Return the phrases for the data of an activity."""
    phrases = context.phrases
    if isinstance(data, Mapping):
        return list(dict.fromkeys(phrases.each(data, _DATA)))
    if not isinstance(data, tuple):
        return []
    pieces = [Piece(item.id, phrases.item(item, _DATA), item.detail is None) for item in phrases.ordered(data)]
    return gathered(context, pieces)


def gathered(context: Context, pieces: list[Piece]) -> list[Markup]:
    """Return the words of categories, those that another one of them covers in brackets behind it.

    What has a qualifier stands by itself, for in brackets nobody would know what is qualified.
    """
    kept = {Markup(piece.words).striptags(): piece for piece in reversed(pieces)}  # noqa: S704 - to take the tags off
    once = [piece for piece in pieces if kept[piece.words.striptags()] is piece]
    plain = [piece.id for piece in once if piece.is_plain]
    above = {id_: [other for other in plain if _covers(context, other, id_)] for id_ in plain}
    tops = {id_: next((other for other in held if not above[other]), None) for id_, held in above.items()}
    found: list[Markup] = []
    for piece in once:
        if piece.is_plain and tops[piece.id] is not None:
            continue
        parts = [each.words for each in once if each.is_plain and tops[each.id] == piece.id] if piece.is_plain else []
        found.append(piece.words + (Markup(" (including {})").format(listed(parts)) if parts else Markup()))
    return found


def _covers(context: Context, whole: str, part: str) -> bool:
    """Whether one category covers another, and not the other way too."""
    covering, covered = context.categories.category_of(whole), context.categories.category_of(part)
    return whole != part and whole in covered.within and part not in covering.within
