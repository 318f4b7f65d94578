"""Readers see names: no page shows an identifier of a record or a code of a country in place of one."""

import re

import pytest

from datamap.model.inventory import each_record, records_of
from datamap.model.record import Audience
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
