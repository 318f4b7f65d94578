"""The findings of one organisation, for those inside: each with what it means and what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from datamap.load.findings import Finding, Located, Place, Severity
from datamap.pages import markup
from datamap.pages.desk import Desk
from datamap.pages.page import Page
from datamap.report.as_text import counted, where
from datamap.rules.engine import Crash
from datamap.rules.rule import Rule

FILE = "findings.md"
_QUOTED = re.compile("&#96;(.+?)&#96;")  # backticks, as they are once words are escaped
_HEADINGS = {
    Severity.ERROR: "Errors: the law asks for it, or two statements exclude each other",
    Severity.WARNING: "Warnings: the law probably asks for it",
    Severity.INFO: "Notes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was found in an inventory, the rules that looked (they say why), and those that raised: our bugs."""

    findings: Sequence[Located]
    rules: Mapping[str, Rule]
    crashes: Sequence[Crash] = ()


def findings_page(desk: Desk, judgement: Judgement) -> Page:
    """Return the page of an organisation's findings; those of other organisations are left out.

    The page is for an internal site: it names files and internal records.
    """
    rules = judgement.rules
    own = [located for located in judgement.findings if _is_of(located, desk.id)]
    path = desk.path(FILE)
    rows = [desk.crumb(path), "", "# Findings", "", *_summary(own), "", *_unjudged(judgement.crashes)]
    waived = [located for located in own if located.finding.waived]
    for severity, heading in _HEADINGS.items():
        held = [located for located in own if located.finding.severity is severity and not located.finding.waived]
        if held:
            rows += [f"## {heading} {{ #{severity.value} }}", "", *_by_rule(desk, held, rules)]
    if waived:
        rows += ["## Accepted for now { #waived }", "", *_by_rule(desk, waived, rules)]
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


def _unjudged(crashes: Iterable[Crash]) -> Iterator[str]:
    """Yield which rules could not look, so that nobody takes their silence for an answer."""
    names = sorted({crash.rule for crash in crashes})
    if names:
        yield f"Rules that could not look at everything, by a fault of datamap: {', '.join(map(markup.code, names))}."
        yield ""


def _by_rule(desk: Desk, findings: list[Located], rules: Mapping[str, Rule]) -> Iterator[str]:
    by_rule: dict[str, list[Located]] = {}
    for located in findings:
        by_rule.setdefault(located.finding.id, []).append(located)
    for id_, held in sorted(by_rule.items()):
        rule = rules.get(id_)
        title = f"{id_}: {rule.title}" if rule is not None else id_
        yield f"### {markup.text(title)}"
        yield ""
        if rule is not None:
            yield f"<p>{_worded(rule.rationale)}</p>"
        # What holds for all of them is said once.
        law = _shared(located.finding.law for located in held)
        mend = _shared(located.finding.help for located in held if not located.finding.waived)
        if law:
            yield f'<p class="dm-where">{markup.html(law)}</p>'
        items = "\n".join(_entry(desk, located, law=not law, mend=not mend) for located in held)
        yield f'<ul class="dm-list">\n{items}\n</ul>'
        if mend:
            yield f"<p>What to do: {_worded(mend)}.</p>"
        yield ""


def _shared(words: Iterable[str]) -> str:
    """Return what is said of all findings of a rule, if it is the same."""
    found = set(words)
    return found.pop() if len(found) == 1 else ""


def _entry(desk: Desk, located: Located, *, law: bool, mend: bool) -> str:
    finding = located.finding
    more = f"accepted {finding.waived}" if finding.waived else finding.help if mend else ""
    lines = [
        f"{_subject(desk, finding)} {_worded(finding.message)}",
        markup.html(finding.law) if law else "",
        _worded(more),
        *(f"{_worded(words)}: {markup.code(where(other))}" for other, words in located.related),
    ]
    place = f"<small>{markup.code(where(located.place))}</small>" if located.place.file else ""
    return f"<li>{'<br>'.join([*filter(None, lines), *filter(None, [place])])}</li>"


def _subject(desk: Desk, finding: Finding) -> str:
    """Return the name of the record that a finding is about, as a link to its page."""
    at = finding.at
    if isinstance(at, Place) or len(at) < len(("organisation", "kind", "identifier")):
        return f"<strong>{markup.html(desk.title)}:</strong>"
    kind, id_ = str(at[1]), str(at[2])
    address = desk.addresses.links_from(desk.path(FILE))(kind, id_)
    if address is None:
        return f"<strong>{markup.html(id_)}:</strong>"
    return f'<strong><a href="{escape(address)}">{markup.html(desk.naming.title(kind, id_))}</a>:</strong>'


def _worded(words: str) -> str:
    """Return words for HTML; what stands between backticks is code."""
    return _QUOTED.sub(r"<code>\1</code>", markup.html(words))
