"""The pages about rules, and the page of an organisation's findings."""

import re

import pytest

from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.graph.mapping import map_of
from datamap.pages import parts
from datamap.pages.addresses import Addresses
from datamap.pages.desk import Desk
from datamap.pages.findings import Judgement, findings_pages
from datamap.pages.rules import CATALOGUE, GROUPS, INDEX, page_of, rule_pages
from datamap.rules.example import EXAMPLE_DATE
from datamap.rules.inventory import judged
from datamap.rules.registry import rules
from datamap.rules.rows import rows
from tests.written import loaded

PAGES = {page.path: page for page in rule_pages()}


def test_every_rule_has_a_page_and_every_page_is_led_to():
    assert set(PAGES) == {INDEX, CATALOGUE, *(page_of(id_) for id_ in rules())}
    led_to = set(re.findall(r"\(([a-z]+-\d\d\.md)\)", PAGES[INDEX].markdown))
    assert led_to == {page_of(id_).rpartition("/")[2] for id_ in rules()}
    assert {rule.group for rule in rules().values()} == set(GROUPS)


@pytest.mark.parametrize("id_", rules())
def test_a_page_shows_the_marked_line_and_what_is_said_of_it(id_):
    markdown = PAGES[page_of(id_)].markdown
    assert 'hl_lines="' in markdown
    assert "# finding" not in markdown
    assert re.search(r"^> .+", markdown, re.MULTILINE)
    for law in rules()[id_].law.values():
        assert law.split("(")[0] in markdown


# The catalogue


def test_the_catalogue_has_85_rows_and_each_is_a_rule_or_has_a_reason():
    assert len(rows()) == 85
    for row in rows().values():
        assert bool(row.rules) != bool(row.elsewhere)
        assert set(row.rules) <= set(rules())
        assert bool(row.elsewhere) == bool(row.because)


def test_at_least_60_rows_are_rules():
    assert sum(1 for row in rows().values() if row.rules) >= 60


def test_a_rule_with_the_id_of_a_row_is_what_became_of_it():
    assert [id_ for id_, row in rows().items() if id_ in rules() and id_ not in row.rules] == []


# Findings

INVENTORY = """
organisation: {name: "Books & <b>Co</b>", country: IE, address: Quay, authority: dpc}
activities:
  orders: {title: Orders, owner: us, purposes: [order-processing], subjects: [customer], data: [name], flows: [customer -> shop]}
systems: {shop: {is: website, measures: [tls], reviewed: 2025-01-01}}
conflicts: {two: {between: [systems/shop, activities/orders], text: "<script>alert(1)</script> *both*"}}
waivers: {later: {rule: ST-05, at: systems/shop, reason: "the shop [moves](x)", until: 2027-01-01}}
"""


def pages_of_findings():
    result = loaded({"books/all.yaml": INVENTORY})
    ((id_, records),) = result.inventory.organisations.items()
    naming = Naming(records=records, vocabulary=vocabulary(), vendors={})
    desk = Desk(
        id=id_, naming=naming, flows=map_of(id_, naming), addresses=Addresses(organisation=id_, records=records)
    )
    found = judged(result, vocabulary(), EXAMPLE_DATE, rules().values()).findings
    judgement = Judgement(findings=[result.sources.located(each) for each in found], rules=rules())
    return list(findings_pages(desk, judgement))


@pytest.fixture(scope="module")
def page():
    (only,) = pages_of_findings()
    return only


def test_findings_stand_under_their_severity_with_reason_place_and_mend(page):
    assert (page.path, page.title, page.noindex) == ("books/findings.md", "Findings", True)
    assert "## Errors: the law asks for it" in page.markdown
    assert "### LB-01: purpose without a lawful basis" in page.markdown
    assert "one of six grounds holds" in page.markdown
    assert "<br><small><code>books/all.yaml:4:3</code></small>" in page.markdown
    assert "that is what “assumed” means" in page.markdown
    accepted = page.markdown.partition("## Accepted for now")[2]
    assert "ST-05" in accepted
    assert "accepted until 2027-01-01" in accepted


def test_words_of_the_inventory_do_nothing_on_the_page(page):
    assert "<script>" not in page.markdown
    assert "[moves](x)" not in page.markdown
    assert "&#42;both&#42;" in page.markdown


def entries(page):
    """Each finding of a page below its section and its rule."""
    found = []
    for section in page.markdown.split("\n## ")[1:]:
        for rule in section.split("\n### ")[1:]:
            items = re.findall(r"<li>(.*)</li>", rule.partition('<ul class="dm-list">')[2])
            found += [(section.partition(" {")[0], rule.partition(":")[0], item.partition("<br>")[0]) for item in items]
    return found


def test_what_is_too_long_for_one_page_stands_on_several(page, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 20)
    first, *rest = pages_of_findings()
    assert [each.path for each in rest] == [f"books/findings_{number}.md" for number in range(1, len(rest) + 1)]
    assert [each.title for each in rest[:1]] == [f"Findings (1 of {len(rest)})"]
    assert all(each.noindex and not each.in_nav and not each.searched for each in rest)
    assert [entry for each in rest for entry in entries(each)] == entries(page)
    assert all(0 < len(entries(each)) <= 7 for each in rest)
    assert entries(first) == []
    listed = first.markdown.partition('<nav class="dm-parts" aria-label="Pages of: Findings"><ol>')[2]
    assert re.findall(r'<li><a href="\.\./(findings_\d+)/">', listed) == [
        each.path.removeprefix("books/").removesuffix(".md") for each in rest
    ]
    counted = page.markdown.partition("# Findings\n\n")[2].partition("\n")[0]
    assert counted in first.markdown
    assert "that is what “assumed” means" in first.markdown
