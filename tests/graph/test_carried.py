"""Which data move where a statement names none: the same on the map, in the answers, and on the page of the map."""

import json

import pytest

INVENTORY = """\
organisation: {name: Test Ltd, regimes: [gdpr]}
recipients:
  bank: {title: Bank}
  club: {title: Club}
  agency: {title: Agency, uses: [{activities: [a], provides: advice}]}
systems: {shop: Shop}
activities:
  a:
    title: Orders
    subjects: [customer]
    data: [name, email]
    flows: [customer -> shop]
    recipients: [bank, club: {data: [name]}]
disclosures: {sale: {title: Sale of the business, is: court-order, recipients: [bank]}}
"""
CARRIED = {
    "flow data_subjects/customer systems/shop": ["name", "email"],
    "recipient organisation/organisation recipients/bank": "missing",
    "recipient organisation/organisation recipients/club": ["name"],
    "use organisation/organisation recipients/agency": "missing",
    "disclosure organisation/organisation recipients/bank": "missing",
}


@pytest.fixture
def said(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")

    def run(*words):
        printed = datamap(*words, cwd=tmp_path)
        assert printed.endswith("[exit 0]\n")
        return printed.removesuffix("[exit 0]\n")

    return run


def test_the_map_says_which_data_a_hop_carries_and_which_are_not_stated(said):
    edges = json.loads(said("graph", "organisation", "inventory.yaml", "--format", "json"))["edges"]
    found = {
        f"{each['kind']} {each['source']} {each['target']}": list(each["data"]) or each["data_from"] for each in edges
    }
    assert found == CARRIED


def test_the_picture_puts_no_data_on_the_line_of_a_recipient_without_data(said):
    drawn = said("graph", "organisation", "inventory.yaml")
    assert "<title>data not stated; in: Orders; disclosure" not in drawn
    assert drawn.count("<title>data not stated; in: Orders") == 2
    assert "<title>Name; in: Orders" in drawn


def test_the_questions_answer_alike(said):
    recipients = said("ask", "recipients", "a", "--inventory", "inventory.yaml")
    assert [line.split("  [")[0] for line in recipients.splitlines()[1:]] == ["  Bank", "  Club: Name", "  Agency"]
    assert said("ask", "data", "bank", "--inventory", "inventory.yaml").splitlines()[1:] == ["  nothing"]


def test_where_tells_apart_who_has_data_and_who_may(said):
    answer = json.loads(said("where", "email", "inventory.yaml", "--format", "json"))["answers"][0]
    assert [each["title"] for each in answer["recipients"]] == []
    assert [(each["target"], each["data_from"]) for each in answer["silent"]] == [
        ("recipients/bank", "missing"),
        ("recipients/agency", "missing"),
    ]
