"""A laid out picture as SVG: markup styled by classes alone, with links, tooltips, a title and a description."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from urllib.parse import urlsplit

from datamap.graph.hops import Group, Key
from datamap.render.counts import counts_in
from datamap.render.groups import MIDDLE
from datamap.render.label_places import label_places
from datamap.render.labels import clean
from datamap.render.layout import Area, Course, Layout, Text
from datamap.render.legend import legend
from datamap.render.picture import Box, Line, Picture

_SCHEMES = frozenset({"", "http", "https", "mailto"})
_BAR = 5.0
_CUT = 9.0
_LETTER = 6.0
_WIDE, _WIDEST = 1_180.0, 1_480.0
"""What is wider does not shrink to a page beside the navigation, or to one without it: its words would be too small."""
_BARS = {
    Group.PROCESSORS: (1, 0),
    Group.SUB_PROCESSORS: (2, 0),
    Group.JOINT_CONTROLLERS: (1, 1),
    Group.SOURCES: (0, 1),
}
_PILLS = frozenset({Group.PEOPLE, Group.CLIENTS, Group.STAFF})
_DOUBLE = frozenset({Group.CLIENTS, Group.CONTROLLERS})

LinkTo = Callable[[Key], str | None]
"""From a node to the address of its page, or `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How a picture is written: `prefix` keeps ids apart on one page, `standalone` puts the style sheet inside."""

    prefix: str
    standalone: bool = False
    legend: bool = True


@cache
def style_sheet() -> str:
    """Return the style sheet that every page with a diagram needs."""
    return (files("datamap.render") / "diagram.css").read_text(encoding="utf-8")


def as_svg(picture: Picture, layout: Layout, markup: Markup, link_to: LinkTo = lambda _: None) -> str:
    """Return a picture as an `<svg>` element, or as a document of its own if it stands alone."""
    links = {
        key: address
        for box in picture.boxes
        for key in (box.keys if len(box.keys) == 1 else [entry.key for entry in box.entries])
        if (address := link_to(key)) is not None and _may_be_linked(address)
    }
    key = legend(picture, layout.width) if markup.legend else None
    places = label_places(picture, layout)
    width = max(layout.width, key.width if key is not None else 0.0)
    height = layout.height + (key.height if key is not None else 0.0)
    prefix = escape(markup.prefix, quote=True)
    role = "group" if links else "img"
    name = f"dm{' dm-wide' if width > _WIDE else ''}{' dm-widest' if width > _WIDEST else ''}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="{role}" aria-labelledby="{prefix}-t {prefix}-d" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">'
    )
    parts = [
        head,
        f'<title id="{prefix}-t">{_text(picture.title)}</title>',
        f'<desc id="{prefix}-d">{_text(picture.description)}</desc>',
        f'<style>{style_sheet()}</style><rect class="dm-page" width="100%" height="100%"/>'
        if markup.standalone
        else "",
        *(f'<g class="dm-frame">{_rectangle(frame, 10)}</g>' for frame in layout.frames),
        f'<g transform="translate({layout.shift[0]:g} {layout.shift[1]:g})">',
        *(_line(line, layout.lines[line.name], prefix) for line in picture.lines),
        "</g>",
        *(_box(box, layout.boxes[box.name], prefix, links) for box in picture.boxes),
        *(_labels(line, places[line.name]) for line in picture.lines if line.name in places),
        *(_count(line, place) for line, place in counts_in(picture, layout, places)),
        *_frame_titles(picture, layout, places),
        key.svg(layout.height) if key is not None else "",
        "</svg>\n",
    ]
    return "".join(parts)


@lru_cache(maxsize=20_000)
def _may_be_linked(address: str) -> bool:
    return urlsplit(address).scheme.lower() in _SCHEMES


@lru_cache(maxsize=20_000)
def _text(words: str) -> str:
    return escape(clean(words), quote=False)


def _frame_titles(picture: Picture, layout: Layout, places: Mapping[str, tuple[Text, ...]]) -> Iterator[str]:
    """Yield the title of each frame at the first place along its upper edge that no label of a line takes."""
    taken = [
        (place.x - len(words) * _LETTER / 2, place.y - _LETTER * 2, place.x + len(words) * _LETTER / 2, place.y)
        for line in picture.lines
        for place, words in zip(places.get(line.name, ()), line.label, strict=False)
    ]
    for frame in layout.frames:
        y, length = frame.top + 17, len(frame.title) * _LETTER * 1.1
        beside = [(left, right) for left, top, right, bottom in taken if y - _LETTER * 2 < bottom and y > top]
        last = max(frame.right - 12 - length, frame.left + 12)
        starts = (frame.left + 12, (frame.left + 12 + last) / 2, last)
        free = (x for x in starts if not any(x < right and x + length > left for left, right in beside))
        x = next(free, starts[0]) if beside else starts[0]
        yield f'<g class="dm-frame"><text x="{x:.1f}" y="{y:.1f}">{_text(frame.title)}</text></g>'


def _rectangle(area: Area, radius: float, inset: float = 0, name: str = "") -> str:
    left, top, right, bottom = area.left + inset, area.top + inset, area.right - inset, area.bottom - inset
    named = f' class="{name}"' if name else ""
    return (
        f'<rect{named} x="{left:.1f}" y="{top:.1f}" '
        f'width="{right - left:.1f}" height="{bottom - top:.1f}" rx="{radius:.1f}"/>'
    )


def _box(box: Box, area: Area, prefix: str, links: Mapping[Key, str]) -> str:
    marks = f"{' dm-focus' if box.focus else ''}{' dm-bundle' if box.is_bundle else ''}"
    inside = f"<title>{_text(box.tooltip)}</title>{_shape(box, area)}{_words(box, area, links)}"
    link = links.get(box.keys[0]) if links and len(box.keys) == 1 else None
    return f'<g class="dm-box dm-{box.group}{marks}" id="{prefix}-{box.name}">{_linked(inside, link)}</g>'


def _linked(inside: str, link: str | None) -> str:
    return f'<a href="{escape(link, quote=True)}">{inside}</a>' if link is not None else inside


def _shape(box: Box, area: Area) -> str:
    """Return the outline of a box; each group has one of its own, so that nobody needs to see colours."""
    left, top, right, bottom = area.left, area.top, area.right, area.bottom
    behind = ""
    if box.is_bundle:
        behind = _rectangle(Area(left + 4, top - 4, right + 4, bottom - 4), 4, name="dm-behind")
    if box.group is Group.AUTHORITIES:
        corners = (
            (left + _CUT, top), (right - _CUT, top), (right, top + _CUT), (right, bottom - _CUT),
            (right - _CUT, bottom), (left + _CUT, bottom), (left, bottom - _CUT), (left, top + _CUT),
        )  # fmt: skip
        return f'{behind}<polygon points="{" ".join([f"{x:.1f},{y:.1f}" for x, y in corners])}"/>'
    radius = min((bottom - top) / 2, 22) if box.group in _PILLS else 2 if box.group in MIDDLE else 8
    inner = _rectangle(area, max(radius - 3, 1), 3, "dm-inner") if box.group in _DOUBLE else ""
    before, after = _BARS.get(box.group, (0, 0))
    bars = [left + _BAR * (number + 1) for number in range(before)]
    bars += [right - _BAR * (number + 1) for number in range(after)]
    drawn = [f'<path class="dm-bar" d="M{x:.1f},{top:.1f}V{bottom:.1f}"/>' for x in bars]
    return f"{behind}{_rectangle(area, radius)}{inner}{''.join(drawn)}"


def _words(box: Box, area: Area, links: Mapping[Key, str]) -> str:
    """Return the lines of text in a box, with a rule between the nodes that it lists."""
    titles, entries, texts = len(box.title), len(box.entries), area.texts
    parts = [_row("dm-title", words, place) for words, place in zip(box.title, texts, strict=False)]
    for before, after in pairwise(texts[titles : titles + entries]):
        y = (before.y + after.y) / 2 - 4
        parts.append(f'<path class="dm-rule" d="M{area.left + 10:.1f},{y:.1f}H{area.right - 10:.1f}"/>')
    for entry, place in zip(box.entries, texts[titles:], strict=False):
        row = f"<g><title>{_text(entry.tooltip)}</title>{_row('dm-title', entry.words, place)}</g>"
        parts.append(_linked(row, links.get(entry.key)))
    parts += [_row("dm-note", words, place) for words, place in zip(box.notes, texts[titles + entries :], strict=False)]
    return "".join(parts)


def _row(name: str, words: str, place: Text) -> str:
    return f'<text class="{name}" x="{place.x:.1f}" y="{place.y:.1f}">{_text(words)}</text>'


def _line(line: Line, course: Course, prefix: str) -> str:
    marks = f"{' dm-special' if line.special else ''}{' dm-outside' if line.outside else ''}"
    heads = "".join([f'<polygon points="{points}"/>' for points in course.heads])
    dots = "".join([f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y, radius in course.dots])
    return (
        f'<g class="dm-line dm-{line.style}{marks}" id="{prefix}-{line.name}"><title>{_text(line.tooltip)}</title>'
        f'<path d="{course.curve}"/>{heads}{dots}</g>'
    )


def _labels(line: Line, places: tuple[Text, ...]) -> str:
    """Return the label of a line, drawn after the boxes and on a halo, so that nothing crosses it."""
    words = "".join([_label(place, words) for place, words in zip(places, line.label, strict=False)])
    return f'<g class="dm-label{" dm-special" if line.special else ""}" aria-hidden="true">{words}</g>'


def _count(line: Line, place: Text) -> str:
    """Return the number of flows that a line without a label stands for."""
    special = " dm-special" if line.special else ""
    return f'<g class="dm-label dm-count{special}" aria-hidden="true">{_label(place, str(line.count))}</g>'


def _label(place: Text, words: str) -> str:
    return f'<text x="{place.x:.1f}" y="{place.y:.1f}">{_text(words)}</text>'
