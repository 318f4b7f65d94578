"""A page for each rule, an index of all, and what became of the catalogue from which they were made."""

from collections.abc import Iterator

from datamap.pages import markup
from datamap.pages.page import Page
from datamap.pages.reference.words import inline, table, yaml
from datamap.rules.engine import check
from datamap.rules.example import laid, marked_lines
from datamap.rules.registry import rules
from datamap.rules.rows import rows
from datamap.rules.rule import MARK, Rule

_HOME = "reference/rules"
INDEX = f"{_HOME}/index.md"
CATALOGUE = f"{_HOME}/catalogue.md"
GROUPS = {
    "organisation": "The organisation",
    "clients": "Clients and joint controllers",
    "activities": "Activities",
    "basis": "Lawful basis",
    "consent": "Consent and marketing",
    "special": "Special categories",
    "retention": "Retention",
    "transfers": "Transfers",
    "adequacy": "Adequacy",
    "safeguards": "Safeguards and derogations",
    "vendors": "Processors and recipients",
    "dpia": "Impact assessments",
    "decisions": "Automated decisions",
    "trackers": "Trackers",
    "notices": "Notices",
    "elsewhere": "Other laws, and breaches",
    "structure": "What does not fit together",
    "waivers": "Waivers",
}
"""The groups of rules, by the module that holds them, in the order in which they are read."""


def rule_pages() -> tuple[Page, ...]:
    """Return the index, one page for each rule, and the page of the catalogue."""
    every = rules()
    by_group = {group: [rule for rule in every.values() if rule.group == group] for group in GROUPS}
    return (
        _index(by_group),
        *(_page(rule) for rule in every.values()),
        _catalogue(),
    )


def page_of(id_: str) -> str:
    """Return the path of a rule's page."""
    return f"{_HOME}/{id_.lower()}.md"


def _index(by_group: dict[str, list[Rule]]) -> Page:
    return Page(path=INDEX, title="Rules", markdown="\n".join(_index_rows(by_group)) + "\n")


def _index_rows(by_group: dict[str, list[Rule]]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        f"`datamap validate` checks an inventory against {sum(map(len, by_group.values()))} rules. "
        "A rule reads the law and finds what the inventory does not say, or says against itself: an error where the "
        "law asks for it in any case, a warning where it probably does, a note where it is worth knowing. "
        "None of them stops a build. The regimes of the organisation choose which rules run. This is no legal advice."
    )
    yield ""
    yield "[What became of each row of the catalogue of checks](catalogue.md)"
    yield ""
    for group, held in by_group.items():
        yield f"## {GROUPS[group]} {{: #{group} }}"
        yield ""
        cells = [
            (f"[{rule.id}]({rule.id.lower()}.md)", rule.severity.value, inline(rule.title), inline(_laws(rule)))
            for rule in held
        ]
        yield table(("rule", "severity", "finds", "law"), cells)
        yield ""


def _laws(rule: Rule) -> str:
    return "; ".join(rule.law.values())


def _page(rule: Rule) -> Page:
    return Page(
        path=page_of(rule.id),
        title=f"{rule.id}: {rule.title}",
        markdown="\n".join(_rule_rows(rule)) + "\n",
        in_nav=False,
    )


def _rule_rows(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}: {inline(rule.title)}"
    yield ""
    yield f"{rule.severity.value.capitalize()} · [{GROUPS[rule.group]}](index.md#{rule.group})"
    yield ""
    yield inline(rule.rationale)
    yield ""
    yield "## Law"
    yield ""
    if rule.law:
        yield from (f"- {inline(text)}" for text in rule.law.values())
    else:
        yield "None: it is about the inventory itself, and always runs."
    yield ""
    yield "## Found"
    yield ""
    lines = marked_lines(rule.bad)
    highlighted = f'```yaml hl_lines="{" ".join(map(str, lines))}"'
    yield yaml(rule.bad.replace(f"  {MARK}", "").rstrip()).replace("```yaml", highlighted, 1)
    yield ""
    for message in _messages(rule):
        yield f"> {message}"
        yield ""
    yield "## Not found"
    yield ""
    yield yaml(rule.good.rstrip())
    yield ""
    yield "The examples are laid over a minimal inventory of a bookshop in Ireland that states everything else."


def _messages(rule: Rule) -> Iterator[str]:
    """Yield what the rule says of its bad example."""
    among = rules().values() if rule.last else (rule,)  # the last ones look at what the others found
    for finding in check(laid(rule.bad).context(), among, known=rules()).findings:
        if finding.id == rule.id:
            law = f" ({finding.law})" if finding.law else ""
            yield inline(f"{finding.message}{law}; {finding.help}" if finding.help else f"{finding.message}{law}")


def _catalogue() -> Page:
    done = sum(1 for row in rows().values() if row.rules)
    parts = [
        "# The catalogue of checks",
        (
            f"The rules were made from a catalogue of {len(rows())} checks. {done} of them are rules; "
            "the others are done elsewhere, or not yet."
        ),
        table(
            ("row", "asks for", "done by", "note"),
            [
                (id_, inline(row.asks), _done_by(row.rules, row.elsewhere), inline(row.but or row.because))
                for id_, row in rows().items()
            ],
        ),
    ]
    return Page(path=CATALOGUE, title="The catalogue of checks", markdown="\n\n".join(parts) + "\n")


def _done_by(ids: tuple[str, ...], elsewhere: str) -> str:
    return ", ".join(f"[{id_}]({id_.lower()}.md)" for id_ in ids) if ids else markup.text(elsewhere)
