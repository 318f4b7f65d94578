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


SOURCES = """\
organisation: {{name: Test Ltd{defaults}}}
recipients: {{bank: Bank, agency: Agency}}
data_categories: {{score: {{title: Score{category}}}}}
activities:
  a: {{title: Orders, subjects: [customer], data: [{data}]{activity}}}
"""


@pytest.mark.parametrize(
    ("written", "given"),
    [
        pytest.param({"activity": ", source: [given, bank]"}, {"bank": "missing"}, id="one of several gives some of them"),
        pytest.param({"activity": ", source: [bank]"}, {"bank": ["name", "score"]}, id="a single source gives all"),
        pytest.param({"defaults": ", defaults: {source: [bank, agency]}"}, {"bank": "missing", "agency": "missing"}, id="also in general"),
        pytest.param({"activity": ", source: [bank, agency]", "data": "score"}, {"bank": ["score"], "agency": ["score"]}, id="of a single category each gives that"),
        pytest.param({"category": ", source: [given, bank]"}, {"bank": ["score"]}, id="a category names its own sources"),
        pytest.param(
            {"activity": ", source: [given, bank]", "data": "name, score: {source: [bank, agency]}"},
            {"bank": ["score"], "agency": ["score"]},
            id="what is stated of one is stated, whoever gives some of the others too",
        ),
    ],
)  # fmt: skip
def test_a_party_among_several_sources_does_not_thereby_give_all_data(datamap, tmp_path, written, given):
    text = SOURCES.format(**{"defaults": "", "category": "", "activity": "", "data": "name, score"} | written)
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    printed = datamap("graph", "organisation", "inventory.yaml", "--format", "json", cwd=tmp_path)
    edges = json.loads(printed.removesuffix("[exit 0]\n"))["edges"]
    assert {
        each["source"].removeprefix("recipients/"): list(each["data"]) or each["data_from"]
        for each in edges
        if each["source"].startswith("recipients/")
    } == given
