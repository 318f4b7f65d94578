"""The flows as a table: what is said of several hops alike stands in one row, and nothing is said that no hop says."""

import re

import pytest

from tests.sites import Written, words

HEAD = """
organisation: {name: Harbour Books Ltd}
data_subjects: {reader: Readers, member: Members}
systems: {shop: {title: Our shop}, till: {title: Our till}}
processors: {mailer: {title: Mail Co, country: CA, transfers: {CA: adequacy}}}
recipients:
  bank: {title: Our bank, role: independent-controller}
  post: {title: The post}
"""


def rows(directory, text):
    """The cells of each row as a reader sees them; what is not stated is so called."""
    (table,) = re.findall(r"<tbody.*?</tbody>", Written(directory, HEAD + text).pages()["map.md"].markdown, re.DOTALL)
    found = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [tuple(words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)) for row in found]


CASES = {
    "what two groups of people give alike is one row": (
        """
activities:
  orders: {title: Orders, subjects: [reader, member], data: [name], flows: [reader & member -> shop]}
""",
        [("Readers; Members", "Our shop", "flow", "name (Orders)", "not stated")],
    ),
    "groups that give different data keep a row each": (
        """
activities:
  orders:
    title: Orders
    flows: ["reader -> shop": [name], "member -> shop": [email]]
""",
        [
            ("Readers", "Our shop", "flow", "name (Orders)", "not stated"),
            ("Members", "Our shop", "flow", "e-mail address (Orders)", "not stated"),
        ],
    ),
    "activities of one pair stand in one row with the data of each": (
        """
activities:
  orders: {title: Orders, flows: [reader -> shop: [name]]}
  news: {title: News, flows: [reader -> shop: [email]]}
  chat: {title: Chat, flows: [reader -> shop]}
""",
        [
            (
                "Readers",
                "Our shop",
                "flow",
                "name (Orders); e-mail address (News); data not stated (Chat)",
                "not stated",
            )
        ],
    ),
    "activities with the same data share them": (
        """
activities:
  orders: {title: Orders, flows: [reader -> shop: [name]]}
  news: {title: News, flows: [reader -> shop: [name]]}
""",
        [("Readers", "Our shop", "flow", "name (Orders, News)", "not stated")],
    ),
    "roles, countries and safeguards keep receivers apart": (
        """
activities:
  orders: {title: Orders, data: [name], flows: [shop -> bank & mailer & post]}
""",
        [
            ("Our shop", "Our bank (independent controller)", "flow", "name (Orders)", "not stated"),
            ("Our shop", "Mail Co (processor)", "flow", "name (Orders)", "Canada: Adequacy decision"),
            ("Our shop", "The post (recipient)", "flow", "name (Orders)", "not stated"),
        ],
    ),
    "a condition has a column, which is empty where there is none": (
        """
activities:
  orders:
    title: Orders
    data: [name]
    flows: ["reader -> shop": {when: you order}, "reader -> till": {may: true, unless: you pay in cash}, "member -> till": {}]
""",
        [
            ("Readers", "Our shop", "flow", "name (Orders)", "not stated", "when you order"),
            ("Readers", "Our till", "flow", "name (Orders)", "not stated", "may happen; unless you pay in cash"),
            ("Members", "Our till", "flow", "name (Orders)", "not stated", ""),
        ],
    ),
    "clients who instruct us give no data by that": (
        """
clients: {clubs: Reading clubs}
activities:
  hosting: {title: Hosting, on_behalf_of: clubs, data: [name], flows: [member -> shop]}
""",
        [
            ("Members", "Our shop", "flow", "name (Hosting)", "not stated"),
            ("Reading clubs", "Our shop", "instructs us", "Hosting", "not stated"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_the_rows(tmp_path, text, expected):
    assert rows(tmp_path, text) == expected


def test_each_flow_keeps_its_anchors_when_another_joins_its_row(tmp_path):
    one = """
activities:
  orders: {title: Orders, flows: [reader -> shop: [name]]}
"""
    two = f"{one}  news: {{title: News, flows: [reader -> shop: [name]]}}\n"
    alone, joined = (Written(tmp_path / name, HEAD + text).pages()["map.md"] for name, text in (("1", one), ("2", two)))
    anchors = {piece.anchor for piece in alone.statements}
    assert anchors <= {anchor for piece in joined.statements for anchor in piece.anchors}
    assert all(f'id="{anchor}"' in joined.markdown for anchor in anchors)
