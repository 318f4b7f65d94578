"""The rules as a whole: found by scanning, each with one id, each with everything that is said about it."""

import re
from types import ModuleType

import pytest

from datamap.load.findings import DEFECTS, Severity
from datamap.rules.registry import TwoRulesError, gathered, rules
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import ORGANISATION


def a_rule(id_="ZZ-01"):
    @rule(id_, "something wrong", Severity.INFO, ORGANISATION, bad="a: b  # finding\n", good="a: c\n")
    def something_wrong(context, profile):
        """Something can be wrong."""
        yield Fault(at=profile.at, message="wrong")

    return something_wrong


def module(name, **values):
    made = ModuleType(name)
    vars(made).update(values)
    return made


def test_rules_come_in_the_order_of_their_ids():
    found = gathered([module("one", b=a_rule("ZZ-02"), a=a_rule("ZZ-01"), other=3)])
    assert list(found) == ["ZZ-01", "ZZ-02"]


def test_two_rules_with_one_id_are_refused_with_both_modules():
    with pytest.raises(TwoRulesError) as caught:
        gathered([module("one", x=a_rule()), module("two", x=a_rule())])
    assert str(caught.value) == "the id ZZ-01 is taken: `something_wrong` in one, `something_wrong` in two"


def test_one_rule_that_two_modules_name_is_one_rule():
    shared = a_rule()
    assert list(gathered([module("one", x=shared), module("two", y=shared)])) == ["ZZ-01"]


def test_a_rule_without_a_reason_is_refused():
    with pytest.raises(TypeError, match="the rule ZZ-03 gives no reason: write it as the docstring of `silent`"):

        @rule("ZZ-03", "x", Severity.INFO, ORGANISATION, bad="a", good="b")
        def silent(context, profile):
            yield Fault(at=profile.at, message="wrong")


def test_a_rule_never_makes_a_defect():
    assert {found.severity for found in rules().values()} == {Severity.ERROR, Severity.WARNING, Severity.INFO}


def test_ids_are_a_group_and_a_number_and_none_is_one_of_the_loader():
    assert all(re.fullmatch(r"[A-Z]{2,3}-\d\d", id_) for id_ in rules())
    assert not rules().keys() & DEFECTS.keys()


def test_titles_and_names_say_what_is_wrong_and_differ():
    titles = [found.title for found in rules().values()]
    assert len(set(titles)) == len(titles)
    assert all(title[0].islower() or title.split()[0].isupper() for title in titles)
    assert len({found.name for found in rules().values()}) == len(titles)


def test_every_rationale_is_whole_sentences():
    assert all(found.rationale.endswith(".") for found in rules().values())


@pytest.mark.parametrize("regime", ["gdpr", "uk-gdpr", "nz-privacy-act", "fadp", "ccpa"])
def test_each_regime_chooses_rules_of_its_own(regime):
    assert any(regime in found.law for found in rules().values())
