"""Findings that say the same of many records are one message; nothing is lost from the other formats."""

from datamap.load.findings import Finding, Located, Place, Severity
from datamap.report.folded import FEW, folded


def found(
    name, *, number=1, message="`{}` has no contract", severity=Severity.ERROR, help_="write `agreement:`", **more
):
    at = ("org", "processors", name)
    finding = Finding(id="VN-01", severity=severity, at=at, message=message.format(name), help=help_, **more)
    return Located(finding=finding, place=Place("p.yaml", number, 3))


def test_many_alike_are_told_by_the_first_of_them():
    many = [found(f"a{number}", number=number) for number in range(1, FEW + 2)]
    other = found("b", number=3, message="`{}` has two contracts")
    told = folded([*many[:2], other, *many[2:]])
    names = ", ".join(f"`a{number}`" for number in range(2, FEW + 2))
    assert [(each.place.line, each.finding.message) for each in told] == [
        (1, f"`a1` has no contract; the same holds for {FEW} others: {names}"),
        (3, "`b` has two contracts"),
    ]
    assert told[0].finding.help == "write `agreement:`"


def test_of_very_many_the_first_are_named():
    (told,) = folded([found(f"a{number}") for number in range(1_030)])
    assert told.finding.message.endswith("`a19`, `a20` and 1,009 more")
    assert told.finding.message.startswith("`a0` has no contract; the same holds for 1,029 others: `a1`, `a2`")


def test_what_stands_for_itself():
    few = [found(f"a{number}") for number in range(FEW)]
    defects = [found(f"d{number}", severity=Severity.DEFECT) for number in range(FEW + 1)]
    accepted = [found(f"w{number}", waived="until 2030-01-01: known") for number in range(FEW + 1)]
    unnamed = [found(f"u{number}", message="no contract is named") for number in range(FEW + 1)]
    help_ = [found(f"h{number}", help_=f"write {number}") for number in range(FEW + 1)]
    whole = [Located(finding=few[0].finding._replace(at=("org",)), place=Place("p.yaml")) for _ in range(FEW + 1)]
    files = [
        Located(finding=few[0].finding._replace(at=Place("p.yaml")), place=Place("p.yaml")) for _ in range(FEW + 1)
    ]
    everything = [*few, *defects, *accepted, *unnamed, *help_, *whole, *files]
    assert folded(everything) == everything
