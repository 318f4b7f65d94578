"""Runs rules over an organisation: every rule on every record it is about, and none stops another."""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from datamap.load.findings import Finding
from datamap.model.paths import written
from datamap.rules.context import Context
from datamap.rules.jurisdiction import seen_under
from datamap.rules.laws import cited
from datamap.rules.rule import About, Fault, Rule
from datamap.rules.waivers import waived

_Check = Callable[[Context, Any], Iterable[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A rule that raised: our bug. `record` is the path it was looking at, `trace` what Python says."""

    rule: str
    record: str
    trace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the rules found in one organisation, what went wrong on our side, and the ids of the rules that ran."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]
    rules: frozenset[str]


def check(
    context: Context, rules: Iterable[Rule], already: Iterable[Finding] = (), known: Iterable[str] = ()
) -> Checked:
    """Return the findings of those rules that the regimes choose, waived ones marked, rule by rule.

    `known` are the ids that waivers may name beside those of `rules`: of rules that were left out, and of the loader.

    `already` are findings about the organisation that no rule made; waivers hold for them too. Never raises for what
    a rule does.
    """
    selected = tuple(rules)
    chosen = [rule for rule in selected if rule.applies(context)]
    crashes: list[Crash] = []
    context = replace(context, known=frozenset({*(rule.id for rule in selected), *known}))
    found = [*already, *_run(context, [rule for rule in chosen if not rule.last], crashes)]
    seen = replace(context, ran=frozenset(rule.id for rule in selected), found=tuple(found))
    found += _run(seen, [rule for rule in chosen if rule.last], crashes)
    return Checked(
        findings=waived(dict.fromkeys(found), context.records, context.date),
        crashes=tuple(crashes),
        rules=frozenset(rule.id for rule in chosen),
    )


def _run(context: Context, rules: list[Rule], crashes: list[Crash]) -> list[Finding]:
    """Return what rules find. One loop: a large inventory has half a million pairs of rule and record."""
    found: list[Finding] = []
    by_subject: dict[About[Any], list[tuple[Rule, _Check, str]]] = {}
    restricted = bool(context.restricted_regimes)
    for rule in rules:
        law = cited(rule.law, context.regimes, assumed=context.assumed)
        by_subject.setdefault(rule.about, []).append((rule, rule.check, law))
    for about, group in by_subject.items():
        try:
            for subject in about.subjects(context):
                seen = seen_under(context, subject) if restricted else context
                for rule, checked, law in group if seen is context else _under(seen, group):
                    try:
                        for fault in checked(seen, subject):
                            found.append(_finding(seen, rule, fault, law))  # noqa: PERF401 - what came before a bug stays
                    except Exception:  # noqa: BLE001 - a rule that raises is our bug: the others still report
                        where = written(subject.at)
                        crashes.append(Crash(rule=rule.id, record=where, trace=traceback.format_exc()))
        except Exception:  # noqa: BLE001 - what these rules look at could not be made: the other rules still report
            trace = traceback.format_exc()
            crashes.extend(Crash(rule=rule.id, record=context.organisation, trace=trace) for rule, _, _ in group)
    return found


def _under(seen: Context, group: list[tuple[Rule, _Check, str]]) -> list[tuple[Rule, _Check, str]]:
    """Return those of the rules that the regimes of a record choose, each with the law under those regimes."""
    return [
        (rule, checked, cited(rule.law, seen.regimes, assumed=seen.assumed))
        for rule, checked, _ in group
        if rule.applies(seen)
    ]


def _finding(context: Context, rule: Rule, fault: Fault, law: str) -> Finding:
    return Finding(
        id=rule.id,
        severity=rule.severity,
        at=fault.at,
        message=fault.message,
        help=fault.help,
        related=fault.related,
        on_key=fault.on_key,
        law=cited(rule.law, fault.regimes, assumed=context.assumed) if fault.regimes else law,
    )
