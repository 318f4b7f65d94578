"""Waivers: a finding that is accepted stays visible, counts for nothing, and only for a time."""

import datetime as dt

import pytest

from datamap.load.findings import Finding, Severity
from datamap.rules.engine import check
from datamap.rules.example import laid
from datamap.rules.registry import rules

ALL = rules().values()
OVERDUE = "systems: {{shop: {{is: website, reviewed: 2025-01-01}}}}\nwaivers: {{w: {{rule: {rule}, at: {at}, reason: soon, until: 2026-12-31}}}}\n"


def found(text, date=dt.date(2026, 11, 22), chosen=ALL, **more):
    return {(each.id, each.waived) for each in check(laid(text).context(date), chosen, **more).findings}


@pytest.mark.parametrize("at", ["systems/shop", "systems/shop/reviewed"])
def test_a_waiver_accepts_what_is_found_at_its_path_or_below(at):
    assert found(OVERDUE.format(rule="ST-05", at=at)) == {("ST-05", "until 2026-12-31: soon")}


def test_a_waiver_of_another_rule_accepts_nothing_and_is_a_finding():
    assert found(OVERDUE.format(rule="ST-01", at="systems/shop")) == {("ST-05", ""), ("WV-02", "")}


def test_a_waiver_above_the_record_does_not_count_for_its_neighbour():
    text = OVERDUE.format(rule="ST-05", at="activities/orders")
    assert found(text) == {("ST-05", ""), ("WV-02", "")}


def test_the_last_day_counts_and_the_next_does_not():
    text = OVERDUE.format(rule="ST-05", at="systems/shop")
    assert found(text, dt.date(2026, 12, 31)) == {("ST-05", "until 2026-12-31: soon")}
    assert found(text, dt.date(2027, 1, 1)) == {("ST-05", ""), ("WV-01", "")}


def test_a_waiver_whose_rule_did_not_run_is_not_judged():
    text = OVERDUE.format(rule="ST-05", at="systems/shop")
    assert found(text, chosen=[rule for rule in ALL if rule.id != "ST-05"], known=rules()) == set()


def test_an_unknown_rule_is_found_with_the_nearest():
    text = OVERDUE.format(rule="ST-5", at="systems/shop")
    (finding,) = [each for each in check(laid(text).context(), ALL).findings if each.id == "WV-03"]
    assert (finding.message, finding.help) == ("no rule is called `ST-5`", "did you mean `ST-05`?")


def test_a_warning_of_the_loader_can_be_accepted_and_a_defect_cannot():
    text = "waivers: {w: {rule: REF-04, at: systems/shop, reason: soon, until: 2026-12-31}}\n"
    at = ("example", "systems", "shop")
    warning = Finding(id="REF-04", severity=Severity.WARNING, at=at, message="m")
    assert found(text, already=[warning], known=["REF-04"]) == {("REF-04", "until 2026-12-31: soon")}
    defect = Finding(id="REF-04", severity=Severity.DEFECT, at=at, message="m")
    assert ("REF-04", "") in found(text, already=[defect], known=["REF-04"])


def test_a_list_entry_can_be_named_or_numbered():
    text = """
activities:
  orders: {{title: Orders, owner: us, purposes: [order-processing, statistics], basis: [{{contract: it, purposes: [order-processing]}}],
           required: contract, if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop], recipients: none}}
waivers: {{w: {{rule: LB-01, at: {at}, reason: soon, until: 2026-12-31}}}}
"""
    for at in ("activities/orders/purposes/statistics", "activities/orders/purposes/1"):
        assert found(text.format(at=at)) == {("LB-01", "until 2026-12-31: soon")}
