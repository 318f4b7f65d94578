"""Findings of rules in every form: text, JSON, SARIF and annotations, with waivers, the baseline and the law."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datamap.catalog.terms import vocabulary
from datamap.load.findings import Finding, Located, Place, Severity
from datamap.report.as_github import as_github
from datamap.report.as_json import as_json
from datamap.report.as_sarif import as_sarif
from datamap.report.as_text import as_text, summary
from datamap.report.in_words import rule_in_markdown, rule_in_text, rules_in_text
from datamap.rules.example import EXAMPLE_DATE
from datamap.rules.inventory import judged
from datamap.rules.registry import rules
from tests.written import loaded

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
INVENTORY = {
    "books/organisation.yaml": """\
organisation:
  name: Harbour Books Ltd
  country: GB
  address: 1 Quay Street, Leith
  authority: ico
  regimes: [uk-gdpr]
  contacts: {privacy: {email: privacy@harbour.example}}
waivers:
  balance: {rule: LB-09, at: activities/orders, reason: due in March, until: 2027-03-31}
""",
    "books/activities.yaml": """\
activities:
  orders:
    title: Orders
    owner: shop team
    purposes: [delivery]
    basis: {legitimate-interests: delivering what you ordered}
    subjects: [customer]
    data: [name, address]
    flows: [customer -> shop, shop -> mailer]
    retention: 2 years
systems: {shop: {is: website, measures: [tls]}}
processors:
  mailer: {legal_name: Mail Co Inc, country: US}
""",
}


@pytest.fixture(scope="module")
def found():
    result = loaded(INVENTORY)
    judgement = judged(result, vocabulary(), EXAMPLE_DATE, rules().values())
    assert judgement.crashes == ()
    return sorted(
        (result.sources.located(finding) for finding in judgement.findings),
        key=lambda each: (each.place, each.finding.id, each.finding.message),
    )


def test_on_a_terminal(found, golden):
    blocks = [*as_text(found, excerpts=True), summary(found, 6, 1, rules=106, known=2)]
    golden("\n".join(blocks) + "\n", HERE / "rules-terminal.txt")


def test_in_a_log(found, golden):
    golden("\n".join(as_text(found, excerpts=False)) + "\n", HERE / "rules-log.txt")


def test_as_annotations(found, golden):
    golden("\n".join(as_github(found)) + "\n", HERE / "rules-github.txt")


def test_as_json(found, golden):
    golden(as_json(found, 6, 1, rules=["B-01", "A-01"], known=2) + "\n", HERE / "rules.json")


def of_some(found):
    """Return the log with only the rules that were found: the golden file need not repeat all others."""
    chosen = {id_: rule for id_, rule in rules().items() if id_ in {"TR-01", "LB-09"}}
    return [each for each in found if each.finding.id in chosen], chosen


def test_as_sarif(found, golden):
    listed, chosen = of_some(found)
    text = as_sarif(listed, chosen)
    version = json.loads(text)["runs"][0]["tool"]["driver"]["semanticVersion"]
    golden(text.replace(f'"{version}"', '"VERSION"') + "\n", HERE / "rules.sarif.json")


@pytest.mark.parametrize("has_baseline", [False, True])
def test_sarif_is_valid(found, has_baseline):
    text = as_sarif(found, rules(), known=found[:2] if has_baseline else (), has_baseline=has_baseline)
    jsonschema.Draft7Validator(SCHEMA).validate(json.loads(text))


def test_sarif_says_what_is_new_what_is_waived_and_what_it_is_related_to(found):
    (run,) = json.loads(as_sarif(found, rules(), known=found[:1], has_baseline=True))["runs"]
    assert [result["baselineState"] for result in run["results"]] == ["new"] * len(found) + ["unchanged"]
    waived = [result for result in run["results"] if "suppressions" in result]
    assert {result["ruleId"] for result in waived} == {"LB-09"}
    (transfer,) = [result for result in run["results"] if result["ruleId"] == "TR-01"]
    words = [place["message"]["text"] for place in transfer["relatedLocations"]]
    assert words == ["the data take this way: customer -> shop -> mailer", "`mailer` receives them"]
    rule = run["tool"]["driver"]["rules"][transfer["ruleIndex"]]
    assert (rule["id"], rule["name"]) == ("TR-01", "TransferWithoutMechanism")
    assert "SCC of 2026" in rule["help"]["markdown"]


def test_sarif_describes_the_checks_of_the_loader_too():
    result = loaded("organisation: X\nsytems: {}\n")
    text = as_sarif([result.sources.located(finding) for finding in result.findings], {})
    log = json.loads(text)
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    assert log["runs"][0]["tool"]["driver"]["rules"] == [
        {"id": "LNG-01", "shortDescription": {"text": "A key is unknown."}}
    ]


@given(st.text(), st.text(), st.text())
def test_any_words_arrive_in_sarif_and_none_ends_an_annotation(message, file, words):
    finding = Finding(id="TST-01", severity=Severity.INFO, at=Place(file, 1, 1), message=message, help=words)
    located = Located(finding=finding, place=finding.at)
    log = json.loads(as_sarif([located], {}))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    assert message in log["runs"][0]["results"][0]["message"]["text"]
    (line,) = as_github([located])
    assert "\n" not in line
    assert "\r" not in line
    assert line.startswith("::notice ")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "2 records of 1 organisation checked: nothing found"),
        ({"rules": 1}, "2 records of 1 organisation checked by 1 rule: nothing found. This is no legal advice."),
        (
            {"rules": 9, "known": 3},
            "2 records of 1 organisation checked by 9 rules: 3 in the baseline. This is no legal advice.",
        ),
    ],
)
def test_the_closing_line(more, words):
    assert summary([], 2, 1, **more) == words


# Rules in words


def test_every_rule_can_be_told():
    for rule in rules().values():
        text = rule_in_text(rule)
        assert text.startswith(f"{rule.id}: {rule.title} ({rule.severity})\n")
        assert all(len(line) <= 122 for line in text.splitlines())
        assert rule.rationale.split()[0] in rule_in_markdown(rule)


def test_the_list_has_a_line_for_each_rule():
    listed = list(rules_in_text(rules().values()))
    assert len(listed) == len(rules())
    assert all(id_ == line.split()[0] for id_, line in zip(rules(), listed, strict=True))
    assert list(rules_in_text([])) == []
