"""Each rule of a right stands by itself, with what it is limited to."""

from tests.sites import Written

INVENTORY = """\
organisation: {name: Harbour Books Ltd}
data_categories: {donor-records: Donor records}
rights:
  erasure:
  - {deadline: 1 month}
  - {data: [donor-records], offered: false, because: we must keep them for tax}
commitments: {no-sale: {never: [sell]}}
activities: {gifts: {title: Gifts, data: [donor-records]}}
"""


def test_the_page_of_declarations_keeps_the_rules_apart(tmp_path):
    page = Written(tmp_path, INVENTORY).pages()["declared.md"].markdown
    first, second = page.partition("Rule 1 of 2:\n\n")[2].split("Rule 2 of 2:\n\n")
    assert "1 month" in first
    assert "Offered" not in first
    assert "**Offered**: no" in second.partition("###")[0]
    assert "Donor records" in second.partition("###")[0]


def test_a_heading_is_words_and_no_identifier(tmp_path):
    page = Written(tmp_path, INVENTORY).pages()["declared.md"].markdown
    assert [line.partition(" {")[0] for line in page.splitlines() if line.endswith("no-sale }")] == ["### No sale"]


def test_an_answer_says_for_which_data_a_right_is_not_offered(tmp_path, datamap):
    Written(tmp_path, INVENTORY)
    said = datamap("where", "donor-records", cwd=tmp_path)
    assert "not offered for Donor records; because we must keep them for tax" in said
