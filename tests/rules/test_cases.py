"""More cases for the rules: small inventories in YAML whose lines say which finding belongs there.

`<group>.yaml` holds a list of cases. A case has a `name`, an `inventory` (laid over the minimal one) and optionally a
`date`. A line of it that ends in `# finding TR-01` wants that finding there; no other finding of the `rules` named (all
that are marked, if left out) may come.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from datamap.rules.engine import check
from datamap.rules.example import EXAMPLE_DATE, laid
from datamap.rules.registry import rules

MARK = re.compile(r"# finding ([A-Z]+-\d+(?:, [A-Z]+-\d+)*)$")
FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def wanted(text: str) -> list[tuple[str, int]]:
    return [
        (id_, number)
        for number, line in enumerate(text.splitlines(), 1)
        if (mark := MARK.search(line))
        for id_ in mark[1].split(", ")
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_finding_is_where_the_mark_is(case):
    marked = wanted(case["inventory"])
    asked = set(case.get("rules", ())) | {id_ for id_, _ in marked}
    assert asked, "mark a line, or name the rules that must find nothing"
    assert asked <= set(rules())
    example = laid(case["inventory"])
    checked = check(example.context(case.get("date", EXAMPLE_DATE)), rules().values())
    assert checked.crashes == ()
    found = [finding for finding in checked.findings if finding.id in asked and not finding.waived]
    assert sorted(example.lines_of(found)) == sorted(marked), [finding.message for finding in found]


def test_every_date_of_a_case_is_a_day():
    assert all(isinstance(case.values[0].get("date", EXAMPLE_DATE), dt.date) for case in CASES)
