"""What some findings say, whole, where their words depend on the inventory."""

import pytest

from datamap.rules.engine import check
from datamap.rules.example import laid
from datamap.rules.registry import rules
from datamap.rules.words import listed

ORDERS = "activities: {orders: {title: O, subjects: [member, visitor], data: [name], flows: [member -> shop]}}\n"


@pytest.mark.parametrize(
    ("rights", "message"),
    [
        (
            "{access: {how: privacy, subjects: [member]}, rectification: {how: privacy, subjects: [member]}}",
            "only some people are told how to use their rights of `access` and `rectification`",
        ),
        (
            "{access: {how: privacy, subjects: [member]}, erasure: {how: unknown}}",
            "nothing says how people use their right of `erasure`, and only some are told how to use their right of `access`",
        ),
        ("{erasure: {how: unknown}}", "nothing says how people use their right of `erasure`"),
    ],
    ids=["some of all", "none and some", "none"],
)
def test_which_people_are_told_of_a_right(rights, message):
    example = laid(f"organisation: {{country: IE}}\nrights: {rights}\n{ORDERS}")
    found = check(example.context(), rules().values()).findings
    assert [finding.message for finding in found if finding.id == "PN-13"] == [message]


def test_what_a_list_names_may_have_a_comma():
    assert listed(["a, or b", "c"], mark="") == "a, or b and c"
    assert listed(["a", "b", "c, or d"], mark="") == "a, b and c, or d"
    assert listed([]) == ""
