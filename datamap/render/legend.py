"""The legend of a picture: a sample and a few words for each mark in it, and what boxes for several mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from datamap.graph.hops import Group
from datamap.render.bundling import MORE, TIMES
from datamap.render.picture import Picture, Style

_WORDS = {
    Style.FLOW: "data flow",
    Style.UNSTATED: "path not stated",
    Style.HOST: "hosts or operates",
    Style.TRACKER: "cookies and similar",
    Style.DISCLOSURE: "occasional disclosure",
    Style.MEMBER: "member of a group",
    Style.INSTRUCTION: "instructs us",
}
_SAMPLE, _GAP, _ROW, _LETTER, _NARROWEST = 36.0, 18.0, 20.0, 5.9, 420.0
_TOP = 10.0


@dataclass(frozen=True, slots=True)
class Legend:
    """The rows of a legend: samples with words, each with its place from the left, and the size of the whole."""

    rows: tuple[tuple[tuple[float, str, str], ...], ...]
    width: float
    height: float

    def svg(self, top: float) -> str:
        """Return the legend as a group that starts at `top`."""
        parts = [_entry(left, row, sample, words) for row, held in enumerate(self.rows) for left, sample, words in held]
        return f'<g class="dm-legend" transform="translate(0 {top:.1f})">{"".join(parts)}</g>'


def legend(picture: Picture, width: float) -> Legend | None:
    """Return the legend of a picture in rows that fit its width; `None` where there is nothing to explain."""
    entries = list(_entries(picture))
    if not entries:
        return None
    most = max(width, _NARROWEST)
    rows: list[list[tuple[float, str, str]]] = [[]]
    left = widest = 8.0
    for sample, words in entries:
        length = _SAMPLE + len(words) * _LETTER + _GAP
        if rows[-1] and left + length - _GAP > most:
            rows.append([])
            left = 8.0
        rows[-1].append((left, sample, words))
        left += length
        widest = max(widest, left - _GAP)
    return Legend(tuple(tuple(row) for row in rows), widest + 8, _TOP * 1.5 + _ROW * len(rows))


def on_bundles(picture: Picture) -> str:
    """Return what a reader has to know of boxes that stand for several nodes; empty where there are none."""
    bundles = [box for box in picture.boxes if box.is_bundle]
    if not bundles:
        return ""
    counted = [(f"{len(box.keys)}", " ".join(box.title)) for box in bundles]
    kind = next((title for count, title in counted if title.startswith(f"{count}{TIMES}")), "")
    rest = next((title for count, title in counted if title.startswith(f"{count}{MORE}")), "")
    said = [
        "A box with another behind it stands for several; a line that ends there is a flow of one of them at least."
    ]
    if kind:
        count, name = kind.split(TIMES, 1)
        said.append(f"\u201c{kind}\u201d means {count} of the kind \u201c{name}\u201d.")
    if rest:
        said.append(f"\u201c{rest}\u201d are those that stand in no other box.")
    return " ".join([*said, "The table names each of them."])


def _entries(picture: Picture) -> Iterator[tuple[str, str]]:
    styles = {line.style for line in picture.lines}
    yield from ((style.value, words) for style, words in _WORDS.items() if style in styles)
    if any(line.special for line in picture.lines):
        yield "special", "\u25c6 special category of data"
    outside = [line for line in picture.lines if line.outside]
    if outside:
        regimes = dict.fromkeys(
            [name for line in outside for hop in line.hops for reach in hop.reaches for name in reach.outside]
        )
        yield "outside", f"leaves the area of {' and '.join(regimes)}"
    if any(box.is_bundle for box in picture.boxes):
        yield "bundle", "several drawn as one"
    if any(line.count > 1 for line in picture.lines):
        yield "count", "number of flows"
    if any(box.group is Group.UNSTATED for box in picture.boxes):
        yield "gap", "not stated"


# One map gives many diagrams, and their legends begin alike.
@lru_cache(maxsize=2_000)
def _entry(left: float, row: int, sample: str, words: str) -> str:
    y = _TOP + _ROW * row + _ROW / 2
    return f'{_sample(left, y, sample)}<text x="{left + _SAMPLE:.1f}" y="{y + 4:.1f}">{escape(words)}</text>'


def _sample(left: float, y: float, sample: str) -> str:
    if sample == "count":
        line = f'<g class="dm-line dm-flow"><path d="M{left:.1f},{y:.1f}H{left + 28:.1f}"/></g>'
        return f'{line}<g class="dm-label dm-count"><text x="{left + 14:.1f}" y="{y + 4:.1f}">12</text></g>'
    if sample in {"bundle", "gap"}:
        name = "dm-bundle dm-recipients" if sample == "bundle" else "dm-unstated"
        behind = f'<rect class="dm-behind" x="{left + 6:.1f}" y="{y - 9:.1f}" width="22" height="13" rx="3"/>'
        front = f'<rect x="{left + 2:.1f}" y="{y - 6:.1f}" width="22" height="13" rx="3"/>'
        return f'<g class="dm-box {name}">{behind if sample == "bundle" else ""}{front}</g>'
    style = "dm-flow" if sample in {"special", "outside"} else f"dm-{sample}"
    end = left + 28
    tip = "" if sample == "member" else _tip(sample, end, y)
    extra = f" dm-{sample}" if sample in {"special", "outside"} else ""
    stop = end if sample == "member" else end - 6
    return f'<g class="dm-line {style}{extra}"><path d="M{left:.1f},{y:.1f}H{stop:.1f}"/>{tip}</g>'


def _tip(sample: str, end: float, y: float) -> str:
    if sample == "host":
        return f'<circle cx="{end - 3:.1f}" cy="{y:.1f}" r="3"/>'
    if sample == "instruction":
        corners = ((end - 8, y - 4), (end, y), (end - 8, y + 4), (end - 5, y))
        return f'<polygon points="{" ".join(f"{across:.1f},{down:.1f}" for across, down in corners)}"/>'
    tip = f'<polygon points="{end - 7:.1f},{y - 3.5:.1f} {end:.1f},{y:.1f} {end - 7:.1f},{y + 3.5:.1f}"/>'
    before = f'<polygon points="{end - 14:.1f},{y - 3.5:.1f} {end - 7:.1f},{y:.1f} {end - 14:.1f},{y + 3.5:.1f}"/>'
    return before + tip if sample == "outside" else tip
