"""A baseline knows findings by rule and path, so that records may move and only new findings count."""

import pytest

from datamap.catalog.known import built_in
from datamap.catalog.terms import vocabulary
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.inventory import load
from datamap.model.errors import MisuseError
from datamap.rules.baseline import against, as_baseline, read_baseline
from datamap.rules.example import EXAMPLE_DATE
from datamap.rules.inventory import judged
from datamap.rules.registry import rules

ORGANISATION = "organisation: {name: A Ltd, country: IE, address: Quay 1, regimes: [gdpr], authority: dpc}\n"
ONE = "systems: {one: {is: app}}\n"
TWO = "systems: {two: {is: app}, one: {is: app}}\n"


def opened(text):
    loaded = load(
        SourceFiles(files=(SourceFile(name="a.yaml", directory=("a",), data=text.encode()),), findings=()), built_in()
    )
    chosen = [rule for rule in rules().values() if rule.id == "ACT-09"]
    found = judged(loaded, vocabulary(), EXAMPLE_DATE, chosen).findings
    return [loaded.sources.located(finding) for finding in found], loaded.inventory


def test_what_the_baseline_knows_is_not_new_wherever_it_moved():
    findings, inventory = opened(ORGANISATION + ONE)
    text = as_baseline(findings, inventory)
    assert text == '{\n  "version": 1,\n  "findings": {\n    "ACT-09 a/systems/one": 1\n  }\n}\n'
    later, inventory = opened("# a line more\n" + TWO + ORGANISATION)
    new, known, gone = against(later, inventory, read_baseline(text, "baseline.json"))
    assert [each.finding.at[-1] for each in new] == ["two"]
    assert [each.finding.at[-1] for each in known] == ["one"]
    assert gone == 0


def test_entries_that_find_nothing_are_counted():
    findings, inventory = opened(ORGANISATION)
    assert against(findings, inventory, {"ACT-09 a/systems/one": 2}) == ((), (), 2)


def test_one_entry_excuses_one_finding():
    findings, inventory = opened(ORGANISATION + ONE)
    new, known, gone = against([*findings, *findings], inventory, {"ACT-09 a/systems/one": 1})
    assert (len(new), len(known), gone) == (1, 1, 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"version": 1}', '{"version": 1, "findings": {"a": "b"}}', "3", '"x"']
)
def test_what_is_no_baseline_is_misuse(text):
    with pytest.raises(MisuseError) as caught:
        read_baseline(text, "b.json")
    assert str(caught.value) == "b.json is not a baseline: write one with --write-baseline"


def test_a_baseline_of_another_version_is_misuse():
    with pytest.raises(MisuseError, match=r"b.json is a baseline of version 2, expected 1"):
        read_baseline('{"version": 2, "findings": {}}', "b.json")


def test_a_finding_that_a_waiver_accepts_is_in_no_baseline():
    waiver = "waivers: {w: {rule: ACT-09, at: systems/one, reason: soon, until: 2027-01-01}}\n"
    findings, inventory = opened(ORGANISATION + ONE + waiver)
    assert [each.finding.waived != "" for each in findings] == [True]
    assert read_baseline(as_baseline(findings, inventory), "b") == {}
