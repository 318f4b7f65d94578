"""Readers see names: no page shows an identifier of a record or a code of a country in place of one."""

import re
from pathlib import Path

import pytest

from datamap.model.inventory import each_record, records_of
from datamap.model.record import Audience
from datamap.model.records import KINDS
from tests.sites import COMPLETE, OURS, Written, pages, seen

NOT_READ = re.compile(r"<code>.*?</code>|`[^`]*`|<[^>]+>|\]\([^)]*\)|\{[^}]*\}|https?://\S+|\S+@\S+", re.DOTALL)
"""What stands for itself (names of cookies, an identifier that a page says is one) or is not seen: tags, addresses."""
CODE = re.compile(r"(?<![\w-])(?:[A-Z]{2}-[A-Z]{2,3}|AU|DE|FR|GB|IE|JE|NL|NO|NZ)(?![\w-])")
FRAMEWORK = "EU-US Data Privacy Framework"


def read(page):
    return NOT_READ.sub(" ", page.markdown).replace(FRAMEWORK, "")


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("root", [OURS, COMPLETE], ids=lambda root: root.name)
def test_no_page_shows_an_identifier_or_a_code(root, audience):
    shown = {}
    for page in pages(root, audience):
        records = seen(root, audience)[page.path.partition("/")[0]]
        named = {id_ for _, id_, _ in each_record(records) if "-" in id_ or "_" in id_}
        named -= set(records_of(records, "trackers"))
        text = read(page)
        words = set(re.findall(r"(?<![\w/.-])[\w-]+(?![\w-])", text))
        if found := sorted(named & words) + CODE.findall(text):
            shown[page.path] = found
    assert shown == {}


def test_what_has_no_title_goes_by_words(tmp_path):
    text = """
organisation: {name: Harbour Books Ltd, country: GB, entities: {a: {name: A Ltd, region: [US-CA, far-parts]}}}
regions: {far-parts: {includes: ["NO"]}}
purposes: {keep-calm: {is: security}}
commitments: {stay-small: {is: minimisation, activities: [book-orders]}}
activities:
  book-orders: {purposes: {send-books: {to: send books}}, data: {shoe-size: {}}, subjects: {walk-in: {title: Guests}}}
  quiet-days: {purposes: [keep-calm], data: [name]}
"""
    found = Written(tmp_path, text).pages()
    assert "- **Country**: United Kingdom\n" in found["declared.md"].markdown
    assert "California, [Far parts]" in found["declared.md"].markdown
    orders = found["activities/book-orders.md"].markdown
    assert all(f"**{words}**" in orders for words in ("Send books", "Shoe size", "Guests"))
    assert ">Stay small</a>" in orders
    assert [
        path for path, page in found.items() if re.search(r"\b[a-z]+-(parts|calm|small|books|size)\b", read(page))
    ] == []


@pytest.mark.parametrize("audience", list(Audience))
def test_no_page_shows_an_identifier_of_what_has_no_title(tmp_path, audience):
    text = (Path(__file__).parent / "untitled.yaml").read_text(encoding="utf-8")
    declared = set(re.findall(r"\b[a-z]+(?:-[a-z]+)+\b", text)) - {"night-owl", "day-owl"}
    assert set(KINDS) - set(re.findall(r"^(\w+):", text, re.MULTILINE)) == {"conflicts", "fields", "waivers"}
    written = Written(tmp_path, text)
    shown = {
        path: found
        for path, page in written.pages(audience).items()
        if (found := re.findall(rf"(?<![\w/.-])(?:{'|'.join(declared)}|eu|eea)(?![\w-])", read(page)))
    }
    assert shown == {}


def test_a_region_without_a_title_goes_by_that_of_its_area(tmp_path):
    text = """
organisation: Harbour Books Ltd
regions: {eu: {includes: [eu]}, far-parts: {includes: ["NO"]}}
activities: {orders: {title: Orders, data: [name], only: {region: [eu, far-parts]}}}
"""
    written = Written(tmp_path, text)
    assert "Orders (only in the European Union and far parts)" in written.said(section="table")
    assert "Far parts: Norway." in written.said(section="collect")
    assert "### European Union { #regions-eu }" in written.pages()["declared.md"].markdown
