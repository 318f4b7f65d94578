"""The records that have no page of their own: one page lists them, and a long kind of them stands on several pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from datamap.model.inventory import records_of, said_of
from datamap.model.records import KINDS, Records
from datamap.pages import markup, parts
from datamap.pages.addresses import EVERYTHING, PAGED
from datamap.pages.desk import Desk
from datamap.pages.formerly import former_anchors
from datamap.pages.page import Page
from datamap.pages.parts import LINE, Parts, batches
from datamap.pages.records import KIND_TITLES, RecordPages

TITLE = "All other declarations"
_MEANINGS = {name: info.description or "" for name, info in Records.model_fields.items()}
_INTERNAL_KINDS = frozenset({"conflicts", "waivers"})
_UNPAGED = tuple(kind for kind in KINDS if kind not in PAGED)


def apart(records: Records) -> Mapping[str, list[list[str]]]:
    """Return the identifiers of each part of the kinds that are too long for the one page; short kinds stay there."""
    weights = {kind: {id_: _weight(held) for id_, held in records_of(records, kind).items()} for kind in _UNPAGED}
    found: dict[str, list[list[str]]] = {}
    room = parts.MOST
    for kind, held in sorted(weights.items(), key=lambda pair: sum(pair[1].values())):
        room -= sum(held.values())
        if held and room < 0:
            found[kind] = list(batches(held, held.__getitem__))
    return found


def files_apart(records: Records) -> Mapping[tuple[str, str], str]:
    """Return the file of each record, by kind and identifier, that stands on the page of a part."""
    return {
        (kind, id_): f"{_stem(kind)}_{number}.md"
        for kind, divided in apart(records).items()
        for number, ids in enumerate(divided, 1)
        for id_ in ids
    }


def _stem(kind: str) -> str:
    return f"declared_{kind}"


def _weight(held: Any) -> int:  # noqa: ANN401
    # A key and its value are short: two of them weigh as much as a line of text.
    return 1 + _lines(held) // 2


def _lines(value: Any) -> int:  # noqa: ANN401
    """Return about how many lines a value takes where it is printed as it was declared."""
    if isinstance(value, BaseModel):
        return sum(_lines(held) for name in type(value).model_fields if (held := getattr(value, name)) is not None)
    if isinstance(value, Mapping):
        return sum(1 + _lines(held) for held in value.values())
    if isinstance(value, tuple):
        return sum(map(_lines, value))
    return 1 + len(value) // LINE if isinstance(value, str) else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPages:
    """The page of all records that have none of their own, and those of its parts."""

    desk: Desk
    records: RecordPages

    def pages(self) -> Iterator[Page]:
        """Yield the page, and those of its parts where it is too long for one."""
        divided = apart(self.desk.naming.records)
        path = self.desk.path(EVERYTHING)
        rows = [self.desk.crumb(path), f"# {TITLE}"]
        rows.append("What the inventory declares beside activities, systems, recipients and data.")
        for kind in self._kinds():
            rows += self._head(kind)
            if kind in divided:
                spans = [self._span(kind, ids) for ids in divided[kind]]
                rows.append(self._parts(kind, divided[kind]).contents(path, spans))
            else:
                rows += self._listed(path, kind, list(records_of(self.desk.naming.records, kind)))
        yield Page(path=path, title=TITLE, markdown="\n\n".join(rows) + "\n")
        for kind in self._kinds():
            for number, ids in enumerate(divided.get(kind, ()), 1):
                whole = self._parts(kind, divided[kind])
                body = list(self._listed(self.desk.path(whole.file(number)), kind, ids))
                # What stands here stands nowhere else.
                yield replace(whole.page(number, body, ()), searched=True)

    def _kinds(self) -> list[str]:
        is_internal = self.desk.where is not None
        return [
            kind
            for kind in _UNPAGED
            if getattr(self.desk.naming.records, kind) is not None and (is_internal or kind not in _INTERNAL_KINDS)
        ]

    def _head(self, kind: str) -> Iterator[str]:
        """Yield the heading of a kind with what is said of all of it; the organisation is one record."""
        records = self.desk.naming.records
        yield f"## {KIND_TITLES[kind]} {{ #{kind.replace('_', '-')} }}"
        yield _MEANINGS[kind]
        if kind == "organisation" and records.organisation is not None:
            declared = self.records.declared(self.desk.path(EVERYTHING))
            yield declared.record(records.organisation) or "Nothing more is stated."
        said = said_of(records, kind)
        if said is not None:
            yield f"The inventory states: *{said.value}*."

    def _listed(self, path: str, kind: str, ids: Sequence[str]) -> Iterator[str]:
        """Yield each record as it was declared, below its name."""
        declared = self.records.declared(path)
        for id_ in ids:
            held = records_of(self.desk.naming.records, kind)[id_]
            anchors = former_anchors(self.desk.formerly, kind, id_)
            title = markup.text(self.records.title(kind, id_))
            yield f"### {anchors}{title} {{ #{self.desk.addresses.anchor(kind, id_)} }}"
            rules = held if isinstance(held, tuple) else (held,)
            for number, record in enumerate(rules, 1):
                if len(rules) > 1:
                    # Two lists in a row would be one, and what one rule says would be said of the other.
                    yield f"Rule {number} of {len(rules)}:"
                yield declared.record(record, without=frozenset({"title"})) or "Nothing more is stated."

    def _span(self, kind: str, ids: Sequence[str]) -> str:
        return " – ".join(dict.fromkeys(self.records.title(kind, id_) for id_ in (ids[0], ids[-1])))

    def _parts(self, kind: str, divided: Sequence[Sequence[str]]) -> Parts:
        return Parts(
            desk=self.desk,
            stem=_stem(kind),
            title=KIND_TITLES[kind],
            home=f"{EVERYTHING}#{kind.replace('_', '-')}",
            home_title=TITLE,
            count=len(divided),
        )
