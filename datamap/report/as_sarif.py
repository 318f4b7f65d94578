"""Findings as SARIF 2.1.0: for code scanning, with the rules, regions, related places, waivers and the baseline."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from datamap import __version__
from datamap.load.findings import DEFECTS, Finding, Located, Place, Severity
from datamap.report.in_words import rule_in_markdown
from datamap.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.DEFECT: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(  # noqa: PLR0913 - each is a fact about the run, given by name
    findings: Iterable[Located],
    rules: Mapping[str, Rule],
    *,
    known: Iterable[Located] = (),
    has_baseline: bool = False,
    closing: str = "",
    is_whole: bool = True,
) -> str:
    """Return a log with one run. `rules` are those that ran; with a baseline each result says whether it is new.

    `closing` is the line that says what was checked; it becomes a notification of the run. A run in which
    a rule raised is not `is_whole`.
    """
    described = [_rule(rule) for rule in rules.values()]
    listed = [(located, "new") for located in findings] + [(located, "unchanged") for located in known]
    others = {located.finding.id for located, _ in listed} - rules.keys()
    described += [_own_check(id_) for id_ in sorted(others)]
    numbers = {entry["id"]: number for number, entry in enumerate(described)}
    driver = {"name": "datamap", "semanticVersion": __version__, "rules": described}
    results = [_result(located, numbers, state if has_baseline else None) for located, state in listed]
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if closing:
        told = [{"level": "note", "message": {"text": closing}}]
        run["invocations"] = [{"executionSuccessful": is_whole, "toolExecutionNotifications": told}]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": _sentence(rule.title)},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": rule.rationale, "markdown": rule_in_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group, *sorted(rule.law)], "law": list(rule.law.values())},
    }


def _own_check(id_: str) -> dict[str, Any]:
    return {"id": id_, "shortDescription": {"text": _sentence(DEFECTS.get(id_, id_))}}


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _result(located: Located, numbers: Mapping[str, int], state: str | None) -> dict[str, Any]:
    finding = located.finding
    law = f" ({finding.law})" if finding.law else ""
    text = f"{finding.message}{law}" + (f". {_sentence(finding.help)}" if finding.help else "")
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": numbers[finding.id],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "properties": {"severity": finding.severity.value},
    }
    if located.place.file:
        result["locations"] = [_location(located.place, finding)]
    if located.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": words}}
            for number, (place, words) in enumerate(located.related, 1)
            if place.file
        ]
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": finding.waived}]
    if state is not None:
        result["baselineState"] = state
    return result


def _location(place: Place, finding: Finding | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file, safe="/:"), "uriBaseId": "%SRCROOT%"}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding is not None and isinstance(finding.at, tuple):
        name = "/".join(str(part) for part in finding.at)
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
    return location
