"""Pages for those inside: what rules found, how much is stated, and where the organisation contradicts itself."""

from collections.abc import Iterator

from datamap.pages import markup
from datamap.pages.conflicts import conflicts_page
from datamap.pages.desk import Desk
from datamap.pages.findings import Judgement, findings_pages
from datamap.pages.page import Page
from datamap.pages.records import KIND_TITLES, RecordPages
from datamap.report.statistics import Answer, coverage


def internal_pages(desk: Desk, records: RecordPages, judgement: Judgement | None) -> Iterator[Page]:
    """Yield what the rules found, the coverage of what the law asks for, and the conflicts."""
    if judgement is not None:
        yield from findings_pages(desk, judgement)
    yield _coverage(desk)
    if conflicts := conflicts_page(desk, records):
        yield conflicts


_HEAD = "".join(f'<th scope="col">{words}</th>' for words in ("Key", *Answer))
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
    held = [each for each in coverage(desk.id, desk.naming) if each.law or each.column]
    path = desk.path("coverage.md")
    parts = [desk.crumb(path), "# Coverage", _COVERAGE]
    for kind in dict.fromkeys(each.kind for each in held):
        rows = (
            _ROW.format(
                key=markup.code(each.key),
                law=f" <small>{markup.html(each.law)}</small>" if each.law else "",
                numbers="".join(_number(each.answers.get(answer, 0)) for answer in Answer),
            )
            for each in held
            if each.kind == kind
        )
        title = KIND_TITLES[kind]
        parts += [
            f"## {title} {{ #{kind.replace('_', '-')} }}",
            _TABLE.format(title=title, head=_HEAD, body="\n".join(rows)),
        ]
    return Page(path=path, title="Coverage", markdown="\n\n".join(parts) + "\n")


def _number(count: int) -> str:
    return f"<td>{count}</td>" if count else '<td class="dm-unstated">0</td>'
