"""The findings of one organisation, for those inside: each with what it means and what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import escape

from datamap.load.findings import Finding, Located, Place, Severity
from datamap.pages import markup
from datamap.pages.desk import Desk
from datamap.pages.page import Page
from datamap.pages.parts import Parts, batches
from datamap.report.as_text import counted, where

if TYPE_CHECKING:
    from datamap.rules.engine import Crash
    from datamap.rules.rule import Rule

FILE, TITLE = "findings.md", "Findings"
_QUOTED = re.compile("&#96;(.+?)&#96;")  # backticks, as they are once words are escaped
_HEADINGS = {
    Severity.ERROR: "Errors: the law asks for it, or two statements exclude each other",
    Severity.WARNING: "Warnings: the law probably asks for it",
    Severity.INFO: "Notes",
}
_ACCEPTED = "waived", "Accepted for now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was found in an inventory, the rules that looked (they say why), and those that raised: our bugs."""

    findings: Sequence[Located]
    rules: "Mapping[str, Rule]"
    crashes: "Sequence[Crash]" = ()


def findings_pages(desk: Desk, judgement: Judgement) -> Iterator[Page]:
    """Yield the page of an organisation's findings, and those of its parts where it is too long for one.

    Findings of other organisations are left out. The pages are for an internal site: they name files and internal
    records.
    """
    own = sorted((located for located in judgement.findings if _is_of(located, desk.id)), key=_order)
    path = desk.path(FILE)
    divided = list(batches(own, lambda located: _lines(located.finding) + len(located.related)))
    parts = Parts(desk=desk, stem="findings", title=TITLE, home=FILE, home_title=TITLE, count=len(divided))
    if parts.count > 1:
        held = [parts.contents(path, (_span(desk, some) for some in divided))]
    else:
        held = list(_listed(desk, own, judgement.rules))
    texts = [desk.crumb(path), f"# {TITLE}", *_summary(own), *_unjudged(judgement.crashes), *held]
    yield Page(path=path, title=TITLE, markdown="\n\n".join(texts) + "\n", noindex=True)
    for number, some in enumerate(divided, 1) if parts.count > 1 else ():
        yield replace(parts.page(number, list(_listed(desk, some, judgement.rules)), ()), noindex=True)


def _order(located: Located) -> tuple[bool, int, str]:
    """Return where a finding stands: by severity and rule, and last what is accepted."""
    finding = located.finding
    return bool(finding.waived), 0 if finding.waived else finding.severity.rank, finding.id


def _section(located: Located) -> tuple[str, str]:
    """Return the anchor and the heading below which a finding stands."""
    severity = located.finding.severity
    return _ACCEPTED if located.finding.waived else (severity.value, _HEADINGS[severity])


def _lines(finding: Finding) -> int:
    """Return how many lines a finding takes: what is wrong, the law, what to do, the place."""
    return 2 + bool(finding.law) + bool(finding.help or finding.waived)


def _span(desk: Desk, findings: Sequence[Located]) -> str:
    """Return from what to what a page goes: by its rules, and by the records where it is about one rule."""
    first, last = findings[0].finding, findings[-1].finding
    if first.id != last.id:
        return f"{first.id} – {last.id}"
    names = dict.fromkeys(_name(desk, finding) for finding in (first, last))
    return f"{first.id}: {' – '.join(names)}"


def _listed(desk: Desk, findings: Iterable[Located], rules: "Mapping[str, Rule]") -> Iterator[str]:
    """Yield the blocks of findings that are in order, each section and each rule below its heading."""
    for (anchor, heading), held in groupby(findings, key=_section):
        yield f"## {heading} {{ #{anchor} }}"
        for id_, same in groupby(held, key=lambda located: located.finding.id):
            yield from _of_rule(desk, id_, list(same), rules.get(id_))


def _is_of(located: Located, organisation: str) -> bool:
    at = located.finding.at
    return isinstance(at, tuple) and at[0] == organisation


def _summary(findings: list[Located]) -> Iterator[str]:
    counts = Counter(located.finding.severity for located in findings if not located.finding.waived)
    told = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    accepted = sum(1 for located in findings if located.finding.waived)
    told += [f"{accepted:,} accepted for now"] if accepted else []
    yield f"{', '.join(told)}." if told else "Nothing was found."
    yield (
        "What the inventory does not say, or says against itself, as far as the rules can see. "
        "A gap in the inventory need not be one in practice. This is no legal advice."
    )
    if any(located.finding.law.endswith("assumed") for located in findings):
        yield (
            "The organisation does not state its regimes, so the rules ran as under the GDPR: "
            "that is what “assumed” means."
        )


def _unjudged(crashes: "Iterable[Crash]") -> Iterator[str]:
    """Yield which rules could not look, so that nobody takes their silence for an answer."""
    names = sorted({crash.rule for crash in crashes})
    if names:
        yield f"Rules that could not look at everything, by a fault of datamap: {', '.join(map(markup.code, names))}."


def _of_rule(desk: Desk, id_: str, findings: Sequence[Located], rule: "Rule | None") -> Iterator[str]:
    yield f"### {markup.text(f'{id_}: {rule.title}' if rule is not None else id_)}"
    if rule is not None:
        yield f"<p>{_worded(rule.rationale)}</p>"
    # What holds for all of them is said once.
    law = _shared(located.finding.law for located in findings)
    mend = _shared(located.finding.help for located in findings if not located.finding.waived)
    items = "\n".join(_entry(desk, located, law=not law, mend=not mend) for located in findings)
    listed = f'<ul class="dm-list">\n{items}\n</ul>'
    yield f'<p class="dm-where">{markup.html(law)}</p>\n{listed}' if law else listed
    if mend:
        yield f"<p>What to do: {_worded(mend)}.</p>"


def _shared(words: Iterable[str]) -> str:
    """Return what is said of all findings of a rule, if it is the same."""
    found = set(words)
    return found.pop() if len(found) == 1 else ""


def _entry(desk: Desk, located: Located, *, law: bool, mend: bool) -> str:
    finding = located.finding
    more = f"accepted {finding.waived}" if finding.waived else finding.help if mend else ""
    place = markup.code(where(located.place)) if located.place.file else ""
    related = [f"{_worded(words)}: {markup.code(where(other))}" for other, words in located.related]
    lines = [
        f"{_subject(desk, finding)} {_worded(finding.message)}",
        *(f"<small>{line}</small>" for line in (place, markup.html(finding.law) if law else "") if line),
        *([_worded(more)] if more else []),
        *(f"<small>{line}</small>" for line in related),
    ]
    return f"<li>{'<br>'.join(lines)}</li>"


def _subject(desk: Desk, finding: Finding) -> str:
    """Return the name of the record that a finding is about, as a link to its page."""
    key = _record(finding)
    address = desk.addresses.links_from(desk.path(FILE))(*key) if key is not None else None
    name = markup.html(_name(desk, finding))
    return (
        f'<strong><a href="{escape(address)}">{name}</a>:</strong>'
        if address is not None
        else f"<strong>{name}:</strong>"
    )


def _name(desk: Desk, finding: Finding) -> str:
    key = _record(finding)
    if key is None:
        return desk.title
    return desk.naming.title(*key) if desk.addresses.page_of(*key) is not None else key[1]


def _record(finding: Finding) -> tuple[str, str] | None:
    """Return kind and identifier of the record that a finding is about, where it is about one."""
    at = finding.at
    if isinstance(at, Place) or len(at) < len(("organisation", "kind", "identifier")):
        return None
    return str(at[1]), str(at[2])


def _worded(words: str) -> str:
    """Return words for HTML; what stands between backticks is code."""
    return _QUOTED.sub(r"<code>\1</code>", markup.html(words))
