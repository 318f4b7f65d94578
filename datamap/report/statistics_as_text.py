"""The figures of `datamap stats` as text, in columns."""

import textwrap
from collections.abc import Iterator, Sequence

from datamap.model.records import Records
from datamap.report.statistics import Answer, Coverage, KindCount, Statistics

_TITLES = {name: (info.title or name) for name, info in Records.model_fields.items()}
_GAP = "  "
_WIDTH = 100


def as_text(figures: Statistics, *, every_key: bool) -> Iterator[str]:
    """Yield the lines for one organisation: with `every_key` all keys, else those that Art. 13, 14 and 30 ask for."""
    yield figures.organisation
    yield ""
    yield from _indented(_records(figures.kinds))
    shown = [held for held in figures.coverage if every_key or held.asked]
    if shown:
        yield ""
        yield f"{_GAP}{'Every key' if every_key else 'What Art. 13, 14 and 30 GDPR ask for'}"
        yield ""
        yield from _indented(_coverage(shown))
    yield ""
    yield (
        f"{_GAP}Free text: {_share(figures.free, figures.statements)}; "
        f"with the words of qualifiers: {_share(figures.free + figures.words, figures.statements)}."
    )


def _share(part: int, whole: int) -> str:
    if not whole:
        return "nothing is stated"
    return f"{part:,} of {whole:,} statements ({part / whole:.1%})"


def _records(kinds: Sequence[KindCount]) -> Iterator[str]:
    rows = []
    missing = []
    for held in kinds:
        if held.shared or held.in_place or held.said is not None:
            count = held.said.value if held.said is not None else f"{held.shared:,}"
            rows.append((_TITLES[held.kind], count, f"{held.in_place:,} in place" if held.in_place else ""))
        else:
            missing.append(_TITLES[held.kind].lower())
    yield from _columns(rows, "<><")
    if missing:
        yield from textwrap.wrap(f"Not declared: {', '.join(missing)}.", _WIDTH)


def _coverage(rows: Sequence[Coverage]) -> Iterator[str]:
    heading = ("", "", "of", *(answer.value for answer in Answer), "elsewhere", "")
    table: list[tuple[str, ...]] = [heading]
    before = ""
    for held in rows:
        counts = (f"{held.answers.get(answer, 0) or '.'}" for answer in Answer)
        kind = held.kind if held.kind != before else ""
        before = held.kind
        table.append((kind, held.key, f"{held.records}", *counts, f"{held.elsewhere or '.'}", held.law))
    yield from _columns(table, "<<>>>>>><")


def _columns(rows: Sequence[Sequence[str]], sides: str) -> Iterator[str]:
    widths = [max((len(row[number]) for row in rows), default=0) for number in range(len(sides))]
    for row in rows:
        cells = (f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True))
        yield _GAP.join(cells).rstrip()


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"{_GAP}{line}" if line else line for line in lines)
