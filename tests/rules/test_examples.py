"""Every rule proves itself by its examples: the bad one is found at its marked line, the good one is clean."""

import pytest

from datamap.rules.engine import check
from datamap.rules.example import laid, minimal
from datamap.rules.registry import rules
from datamap.rules.rule import Rule

EACH = pytest.mark.parametrize("rule", [pytest.param(rule, id=id_) for id_, rule in rules().items()])


@EACH
def test_the_bad_example_yields_this_finding_at_the_marked_line_and_no_other(rule: Rule):
    example = laid(rule.bad)
    assert len(example.marked) == 1, "mark one line"
    checked = check(example.context(), rules().values())
    assert checked.crashes == ()
    assert example.lines_of(checked.findings) == ((rule.id, example.marked[0]),), [f.message for f in checked.findings]


@EACH
def test_the_good_example_yields_nothing_that_counts(rule: Rule):
    example = laid(rule.good)
    checked = check(example.context(), rules().values())
    assert checked.crashes == ()
    assert [(found.id, found.message) for found in checked.findings if not found.waived] == []


def test_the_minimal_inventory_is_clean():
    assert minimal()["organisation"]["name"] == "Harbour Books Ltd"
    checked = check(laid("{}").context(), rules().values())
    assert checked.crashes == ()
    assert checked.findings == ()
