"""Pages for those inside: what rules found, how much is stated, and where the organisation contradicts itself."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from datamap.model.inventory import each_record
from datamap.model.meta import column_of, law_of
from datamap.model.said import Said
from datamap.pages import markup
from datamap.pages.addresses import slug
from datamap.pages.findings import Judgement, findings_page
from datamap.pages.organisation import Desk
from datamap.pages.page import Page
from datamap.pages.records import RecordPages

if TYPE_CHECKING:
    from pydantic import BaseModel

_STATUSES = ("stated", "none", "unknown", "missing")


def internal_pages(desk: Desk, records: RecordPages, judgement: Judgement | None) -> Iterator[Page]:
    """Yield what the rules found, the coverage of what the law asks for, and the conflicts."""
    if judgement is not None:
        yield findings_page(desk, judgement)
    yield _coverage(desk)
    conflicts = desk.naming.records.conflicts
    if isinstance(conflicts, dict) and conflicts:
        path = desk.path("conflicts.md")
        declared = records.declared(path)
        rows = [
            desk.crumb(path),
            "",
            "# Conflicts",
            "",
            "What the organisation says against itself, recorded and not resolved.",
            "",
        ]
        for id_, conflict in conflicts.items():
            rows += [
                f"## {markup.text(desk.naming.title('conflicts', id_))} {{ #{slug(id_)} }}",
                "",
                declared.record(conflict, without=frozenset({"title"})),
                "",
            ]
        yield Page(path=path, title="Conflicts", markdown="\n".join(rows) + "\n")


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
    head = "".join(f'<th scope="col">{words}</th>' for words in ("Kind", "Key", "Law", *_STATUSES))
    body = "\n".join(
        f'<tr><th scope="row">{kind.replace("_", " ")}</th><td>{markup.code(key)}</td>'
        f"<td>{markup.html(laws[kind, key])}</td>{''.join(_number(counter[status]) for status in _STATUSES)}</tr>"
        for (kind, key), counter in counts.items()
    )
    parts = [
        desk.crumb(path),
        "# Coverage",
        _COVERAGE,
        '<div class="dm-table" tabindex="0" role="group" aria-label="Coverage"><table class="dm-rows dm-numbers">',
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>",
    ]
    return Page(path=path, title="Coverage", markdown="\n\n".join(parts[:3]) + "\n\n" + "\n".join(parts[3:]) + "\n")


def _number(count: int) -> str:
    return f"<td>{count}</td>" if count else '<td class="dm-unstated">0</td>'


def _status(value: object) -> str:
    return value.value if isinstance(value, Said) else "missing" if value is None else "stated"
