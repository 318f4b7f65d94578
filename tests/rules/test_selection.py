"""Which rules run: by id, by group, and never by a name that nobody bears."""

import pytest

from datamap.model.errors import MisuseError
from datamap.rules.registry import rules
from datamap.rules.selection import selected


@pytest.mark.parametrize(
    ("select", "ignore", "ids"),
    [
        (["AD-01"], [], ["AD-01"]),
        (["ad-01 "], [], ["AD-01"]),
        (["AD"], [], ["AD-01", "AD-02"]),
        (["AD"], ["AD-02"], ["AD-01"]),
        (["AD", "BR"], ["AD"], ["BR-01"]),
        (["AD-01"], ["AD"], []),
    ],
)
def test_rules_are_chosen_by_id_or_group(select, ignore, ids):
    assert [rule.id for rule in selected(rules(), select, ignore)] == ids


def test_without_a_choice_all_run():
    assert len(selected(rules())) == len(rules())


@pytest.mark.parametrize(
    ("name", "mend"),
    [("ST-5", "did you mean `ST-05`?"), ("quite-else", "`datamap rules` lists them")],
)
def test_an_unknown_name_is_misuse(name, mend):
    with pytest.raises(MisuseError) as caught:
        selected(rules(), [name])
    assert str(caught.value) == f"no rule is called `{name}`: {mend}"
    with pytest.raises(MisuseError):
        selected(rules(), [], [name])
