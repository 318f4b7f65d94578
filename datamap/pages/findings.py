"""The findings of one organisation, for those inside: each with what it means and what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from datamap.load.findings import Located, Severity
from datamap.pages import markup
from datamap.pages.organisation import Desk
from datamap.pages.page import Page
from datamap.report.as_text import counted, where
from datamap.rules.rule import Rule

FILE = "findings.md"
_HEADINGS = {
    Severity.ERROR: "Errors: the law asks for it, or two statements exclude each other",
    Severity.WARNING: "Warnings: the law probably asks for it",
    Severity.INFO: "Notes",
}


def findings_page(desk: Desk, findings: Iterable[Located], rules: Mapping[str, Rule]) -> Page:
    """Return the page of an organisation's findings; `findings` of other organisations are left out.

    `rules` says why each was looked for. The page is for an internal site: it names files and internal records.
    """
    own = [located for located in findings if _is_of(located, desk.id)]
    path = desk.path(FILE)
    rows = [desk.crumb(path), "", "# Findings", "", *_summary(own), ""]
    waived = [located for located in own if located.finding.waived]
    for severity, heading in _HEADINGS.items():
        held = [located for located in own if located.finding.severity is severity and not located.finding.waived]
        if held:
            rows += [f"## {heading} {{ #{severity.value} }}", "", *_by_rule(held, rules)]
    if waived:
        rows += ["## Accepted for now { #waived }", "", *_by_rule(waived, rules)]
    return Page(path=path, title="Findings", markdown="\n".join(rows) + "\n", noindex=True)


def _is_of(located: Located, organisation: str) -> bool:
    at = located.finding.at
    return isinstance(at, tuple) and at[0] == organisation


def _summary(findings: list[Located]) -> Iterator[str]:
    counts = Counter(located.finding.severity for located in findings if not located.finding.waived)
    told = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    accepted = sum(1 for located in findings if located.finding.waived)
    told += [f"{accepted:,} accepted for now"] if accepted else []
    yield f"{', '.join(told)}." if told else "Nothing was found."
    yield ""
    yield (
        "What the inventory does not say, or says against itself, as far as the rules can see. "
        "A gap in the inventory need not be one in practice. This is no legal advice."
    )
    if any(located.finding.law.endswith("assumed") for located in findings):
        yield ""
        yield (
            "The organisation does not state its regimes, so the rules ran as under the GDPR: "
            "that is what “assumed” means."
        )


def _by_rule(findings: list[Located], rules: Mapping[str, Rule]) -> Iterator[str]:
    by_rule: dict[str, list[Located]] = {}
    for located in findings:
        by_rule.setdefault(located.finding.id, []).append(located)
    for id_, held in sorted(by_rule.items()):
        rule = rules.get(id_)
        title = f"{id_}: {rule.title}" if rule is not None else id_
        yield f"### {markup.text(title)}"
        yield ""
        if rule is not None:
            yield markup.text(rule.rationale)
            yield ""
        yield from (_entry(located) for located in held)
        yield ""


def _entry(located: Located) -> str:
    finding = located.finding
    law = f" ({markup.text(finding.law)})" if finding.law else ""
    more = f"accepted {finding.waived}" if finding.waived else finding.help
    place = f" {markup.code(where(located.place))}" if located.place.file else ""
    others = "".join(f"; {markup.text(words)}: {markup.code(where(other))}" for other, words in located.related)
    mend = f"<br>{markup.text(more)}" if more else ""
    return f"- {markup.text(finding.message)}{law}{place}{others}{mend}"
