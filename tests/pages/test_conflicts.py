"""A conflict shows what both statements declare, and where, to those inside only."""

from datamap.model.record import Audience
from tests.sites import Written

INVENTORY = """\
organisation:
  name: Harbour Books Ltd
  defaults: {retention: {keep: 2 years}}
recipients: {printer: The printer}
rights:
  access:
  - {deadline: 1 month}
  - {deadline: 3 days, quota: once a year}
activities:
  orders: {data: [email], recipients: [printer], retention: {keep: 6 years}}
conflicts:
  two-periods:
    between: [organisation/defaults/retention, activities/orders/retention]
    text: two years, and six
  two-deadlines: {title: Two deadlines, between: [rights/access/0/deadline, rights/access/1], resolved: the shorter}
  no-printer: {between: [recipients/printer, activities/orders/recipients]}
  all-of-them: {between: [recipients, rights]}
"""


def page(tmp_path):
    return Written(tmp_path, INVENTORY).pages(Audience.INTERNAL)["conflicts.md"].markdown


def statements(text, conflict):
    """Heading and body of each statement of a conflict."""
    part = text.partition(f"{{ #{conflict} }}")[2].partition("\n## ")[0]
    return [tuple(statement.split("\n\n", 1)) for statement in part.split("\n### ")[1:]]


def test_each_statement_is_named_told_and_placed(tmp_path):
    (general, general_body), (own, own_body) = statements(page(tmp_path), "two-periods")
    assert general == "[Organisation](declared.md#organisation) <code>defaults/retention</code>"
    assert general_body.startswith("2 years\n")
    assert "inventory/org/organisation.yaml:3" in general_body
    assert own == "[Activities: Orders](activities/orders.md) <code>retention</code>"
    assert own_body.startswith("6 years\n")
    assert "inventory/org/organisation.yaml:10" in own_body


def test_what_was_written_about_it_stands_above(tmp_path):
    text = page(tmp_path)
    assert "two years, and six" in text.partition("{ #two-periods }")[2].partition("\n### ")[0]
    assert "**Resolved**: the shorter" in text.partition("{ #two-deadlines }")[2].partition("\n### ")[0]


def test_a_list_is_told_as_one_and_a_variant_by_itself(tmp_path):
    (first, first_body), (second, second_body) = statements(page(tmp_path), "two-deadlines")
    assert first == "[Rights: Access](declared.md#rights-access) <code>0/deadline</code>"
    assert first_body.startswith("1 month\n")
    assert second == "[Rights: Access](declared.md#rights-access) <code>1</code>"
    assert "**Deadline**: 3 days" in second_body
    (_, printer), (_, named) = statements(page(tmp_path), "no-printer")
    assert printer.startswith("The printer\n")
    assert named.startswith("[The printer](recipients/printer.md)")


def test_a_statement_may_be_a_whole_kind(tmp_path):
    (recipients, printer), (rights, access) = statements(page(tmp_path), "all-of-them")
    assert "Recipients" in recipients
    assert "The printer" in printer
    assert rights == "[Rights](declared.md#rights)"
    assert "1 month" in access


def test_a_published_site_has_no_such_page(tmp_path):
    assert "conflicts.md" not in Written(tmp_path, INVENTORY).pages()
