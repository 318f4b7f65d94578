"""The pages of records: what is declared, with names in place of codes, and what the defaults add to an activity."""

import pytest

from tests.sites import Written

INVENTORY = """\
organisation:
  name: Acme
  country: IE
  regimes: [gdpr]
  authority: idpc
  defaults: {transfers: {US: sccs}, required: voluntary}
regions: {north: {title: The North, includes: [NO, eea]}}
recipients: {bank: {title: Bank, transfers: {CH: [adequacy, sccs]}}}
activities:
  one: {title: One, data: [name]}
  two: {title: Two, data: [name], required: contract, transfers: none}
"""
CLOSER = "what is said closer comes first.</p>"


@pytest.fixture
def pages(tmp_path):
    return {path: page.markdown for path, page in Written(tmp_path, INVENTORY).pages().items()}


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("declared.md", ["- **Country**: Ireland", "- **Regimes**: General Data Protection Regulation"]),
        ("declared.md", ["    - **Transfers**:", "        - **United States**: Standard contractual clauses"]),
        ("declared.md", ["- **Includes**: Norway, European Economic Area"]),
        ("recipients/bank.md", ["    - **Switzerland**: Adequacy decision, Standard contractual clauses"]),
    ],
)
def test_names_stand_in_place_of_codes(pages, page, lines):
    written = pages[page].splitlines()
    for line in lines:
        assert any(each.startswith(line) for each in written), (line, written)


def test_an_activity_shows_what_the_defaults_say_where_it_says_nothing_itself(pages):
    one, two = pages["activities/one.md"], pages["activities/two.md"]
    said = one.partition("## What holds in general { #defaults }")[2].partition("## ")[0]
    assert said.partition(CLOSER)[2].split("\n") == [
        "",
        "",
        "- **Required**: voluntary",
        "- **Transfers**:",
        "    - **United States**: Standard contractual clauses of the European Commission",
        "",
        "",
    ]
    assert "What holds in general" not in two
