"""The records without a page of their own: all on one page, or a long kind of them on several."""

import re

import pytest

from datamap.model.record import Audience
from datamap.pages import parts
from tests.mkdocs_sites import built, texts
from tests.pages.test_links import dead_links
from tests.sites import COMPLETE, Written, opened, pages

HEAD = "organisation: Harbour Books Ltd\nproducts: {shop: Online shop}\nlaws: {tax-act: {title: Tax Act, formerly: [tax-law]}}\n"
TRACKERS = "trackers:\n" + "".join(f"  c{number}: {{to: count visits, expires: 1 day}}\n" for number in range(400))
USING = (
    "activities: {orders: {title: Orders, data: [name], basis: {legal-obligation: tax-act}, only: {product: shop}}}\n"
)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return Written(tmp_path_factory.mktemp("large"), HEAD + TRACKERS + USING).pages()


def headings(page):
    return re.findall(r"^### (?:<a [^>]*></a>)*(.+?) \{", page.markdown, re.MULTILINE)


def test_a_long_kind_stands_on_pages_of_its_own_and_the_others_stay(large):
    assert [name for name in large if name.startswith("declared")] == [
        "declared.md",
        "declared_trackers_1.md",
        "declared_trackers_2.md",
    ]
    assert headings(large["declared.md"]) == ["Tax Act", "Online shop"]
    found = [*headings(large["declared_trackers_1.md"]), *headings(large["declared_trackers_2.md"])]
    assert found == [f"c{number}" for number in range(400)]


def test_the_page_says_from_what_to_what_each_part_goes(large):
    last = headings(large["declared_trackers_1.md"])[-1]
    assert (
        "## Trackers { #trackers }\n\nCookies and everything like them.\n\n"
        '<nav class="dm-parts" aria-label="Pages of: Trackers"><ol>\n'
        f'<li><a href="../declared_trackers_1/">c0 – {last}</a></li>\n'
        f'<li><a href="../declared_trackers_2/">c{int(last[1:]) + 1} – c399</a></li>\n'
        "</ol></nav>"
    ) in large["declared.md"].markdown


def test_a_part_leads_back_and_is_found_by_the_search(large):
    page = large["declared_trackers_2.md"]
    assert (page.title, page.in_nav, page.searched) == ("Trackers (2 of 2)", False, True)
    assert (
        'Part 2 of 2 of <a href="../declared/#trackers">All other declarations</a> · '
        '<a href="../declared_trackers_1/">Before this</a>'
    ) in page.markdown


def test_links_lead_to_the_part_that_has_the_record(large):
    assert "](../declared.md#laws-tax-act)" in large["activities/orders.md"].markdown
    assert '<a id="laws-tax-law"></a>' in large["declared.md"].markdown


@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_is_lost_in_parts_and_every_link_holds(audience, tmp_path, monkeypatch):
    whole = next(page for page in pages(COMPLETE, audience) if page.path.endswith("/declared.md"))
    monkeypatch.setattr(parts, "MOST", 40)
    found = texts(built(opened(COMPLETE), tmp_path, audience))
    divided = [text for path, text in found.items() if "/declared" in path]
    assert len(divided) > 4
    named = [re.sub(r"\\(.)", r"\1", name) for name in headings(whole)]
    assert {id_ for text in divided for id_ in re.findall(r'<h3 id="([^"]+)"', text)} == set(
        re.findall(r"^### .*\{ #(.+?) \}$", whole.markdown, re.MULTILINE)
    )
    assert len(named) == sum(text.count("<h3 id=") for text in divided)
    assert dead_links(found) == []
