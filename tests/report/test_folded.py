"""Findings that say the same of many records are one message; nothing is lost from the other formats."""

import pytest

from datamap.load.findings import Finding, Place, Severity
from datamap.report.folded import FEW, folded


def found(name, *below, message="`{}` has no contract", severity=Severity.ERROR, help_="write `agreement:`", **more):
    at = ("org", "processors", name, *below)
    return Finding(id="VN-01", severity=severity, at=at, message=message.format(name), help=help_, **more)


def names(first, last):
    return ", ".join(f"`a{number}`" for number in range(first, last))


def test_many_alike_are_told_by_the_first_of_them():
    many = [found(f"a{number}", related=((("org",), "see"),)) for number in range(1, FEW + 2)]
    other = found("b", message="`b` has two contracts")
    (told, others), alone = folded([*many[:2], other, *many[2:]])
    assert told.message == f"`a1` has no contract; the same holds for {FEW} others: {names(2, FEW + 2)}"
    assert (told.help, told.related, others) == ("write `agreement:`", (), FEW)
    assert alone == (other, 0)


def test_of_very_many_the_first_are_named():
    ((told, others),) = folded([found(f"a{number}") for number in range(1_030)])
    assert told.message.endswith("`a19`, `a20` and 1,009 more")
    assert told.message.startswith("`a0` has no contract; the same holds for 1,029 others: `a1`, `a2`")
    assert others == 1_029


def test_what_names_no_record_is_told_with_the_records_it_is_about():
    many = [found(f"a{number}", "retention", message="nothing says from when") for number in range(FEW + 1)]
    ((told, others),) = folded(many)
    assert told.message == f"nothing says from when; the same holds for {FEW} others: {names(1, FEW + 1)}"
    assert others == FEW


def test_a_record_is_named_once_however_often_it_is_about_it():
    many = [found(f"a{number // 4}", "data", number, message="nothing says from when") for number in range(8)]
    ((told, others),) = folded(many)
    assert told.message == "nothing says from when; the same holds for another: `a1`"
    assert others == 7


def test_the_way_that_leads_to_a_record_makes_no_difference():
    many = [
        found(f"a{number}", message=f"`a{number}` (customer -> s{number} -> a{number}) is abroad")
        for number in range(9)
    ]
    ((told, _),) = folded(many)
    assert told.message == f"`a0` (customer -> s0 -> a0) is abroad; the same holds for 8 others: {names(1, 9)}"


@pytest.mark.parametrize(
    "each",
    [
        [found(f"a{number}") for number in range(FEW)],
        [found(f"d{number}", severity=Severity.DEFECT) for number in range(FEW + 1)],
        [found(f"w{number}", waived="until 2030-01-01: known") for number in range(FEW + 1)],
        [found(f"h{number}", help_=f"write {number}") for number in range(FEW + 1)],
        [found("one", "data", number, message="nothing says from when") for number in range(FEW + 1)],
        [found("a")._replace(at=("org",)) for _ in range(FEW + 1)],
        [found("a")._replace(at=Place("p.yaml")) for _ in range(FEW + 1)],
    ],
    ids=["few", "defects", "accepted", "help", "one record", "organisation", "file"],
)
def test_what_stands_for_itself(each):
    assert list(folded(each)) == [(finding, 0) for finding in each]
