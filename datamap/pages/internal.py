"""Pages for those inside: what rules found, how much is stated, and where the organisation contradicts itself."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from datamap.model.inventory import each_record
from datamap.model.meta import column_of, law_of
from datamap.model.said import Said
from datamap.pages import markup
from datamap.pages.conflicts import conflicts_page
from datamap.pages.desk import Desk
from datamap.pages.findings import Judgement, findings_pages
from datamap.pages.page import Page
from datamap.pages.records import KIND_TITLES, RecordPages

if TYPE_CHECKING:
    from pydantic import BaseModel

_STATUSES = ("stated", "none", "unknown", "missing")


def internal_pages(desk: Desk, records: RecordPages, judgement: Judgement | None) -> Iterator[Page]:
    """Yield what the rules found, the coverage of what the law asks for, and the conflicts."""
    if judgement is not None:
        yield from findings_pages(desk, judgement)
    yield _coverage(desk)
    if conflicts := conflicts_page(desk, records):
        yield conflicts


_HEAD = "".join(f'<th scope="col">{words}</th>' for words in ("Key", *_STATUSES))
_ROW = '<tr><th scope="row">{key}{law}</th>{numbers}</tr>'
_TABLE = """\
<div class="dm-table" tabindex="0" role="group" aria-label="{title}"><table class="dm-rows dm-numbers">
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table></div>"""
_COVERAGE = """Keys that the law asks for: how many records state them, state that there is none,
admit that nobody knows, or leave them out."""


def _coverage(desk: Desk) -> Page:
    counts: dict[tuple[str, str], Counter[str]] = {}
    laws: dict[tuple[str, str], str] = {}
    organisation = desk.naming.records.organisation
    held: list[tuple[str, BaseModel]] = [("organisation", organisation)] if organisation is not None else []
    held += [(kind, record) for kind, _, record in each_record(desk.naming.records)]
    for kind, record in held:
        for name, info in type(record).model_fields.items():
            if not (law_of(info) or column_of(info)):
                continue
            key = (kind, info.alias or name)
            laws[key] = law_of(info)
            counts.setdefault(key, Counter())[_status(getattr(record, name))] += 1
    path = desk.path("coverage.md")
    parts = [desk.crumb(path), "# Coverage", _COVERAGE]
    for kind in dict.fromkeys(kind for kind, _ in counts):
        rows = (
            _ROW.format(
                key=markup.code(key),
                law=f" <small>{markup.html(laws[kind, key])}</small>" if laws[kind, key] else "",
                numbers="".join(_number(counter[status]) for status in _STATUSES),
            )
            for (owner, key), counter in counts.items()
            if owner == kind
        )
        title = KIND_TITLES[kind]
        parts += [
            f"## {title} {{ #{kind.replace('_', '-')} }}",
            _TABLE.format(title=title, head=_HEAD, body="\n".join(rows)),
        ]
    return Page(path=path, title="Coverage", markdown="\n\n".join(parts) + "\n")


def _number(count: int) -> str:
    return f"<td>{count}</td>" if count else '<td class="dm-unstated">0</td>'


def _status(value: object) -> str:
    return value.value if isinstance(value, Said) else "missing" if value is None else "stated"
