"""The index leads to everything that has a page of its own, by name."""

import re

import pytest

from datamap.app import pages_in_words
from datamap.model.inventory import records_of
from datamap.model.record import Audience
from datamap.pages import parts
from datamap.pages.addresses import PAGED, slug
from tests.sites import COMPLETE, INVENTORIES, Written, opened, pages, seen, words

LINK = re.compile(r'<li><a href="\.\./([^"]+)/">(.*?)</a></li>')


@pytest.mark.parametrize("root", INVENTORIES, ids=lambda root: root.name)
@pytest.mark.parametrize("audience", Audience)
def test_everything_with_a_page_is_in_it_once(root, audience):
    for id_, records in seen(root, audience).items():
        (page,) = (page for page in pages(root, audience) if page.path == f"{id_}/names.md")
        expected = {f"{PAGED[kind]}/{slug(name)}" for kind in PAGED for name in records_of(records, kind)}
        assert sorted(address for address, _ in LINK.findall(page.markdown)) == sorted(expected)


def test_names_stand_in_the_order_of_the_alphabet(tmp_path):
    text = "organisation: X\nsystems: {b: {title: beta}, a: Gamma, c: {title: Alpha <i>}}\nrecipients: {d: {title: Delta}}\n"
    page = Written(tmp_path, text).pages()["names.md"].markdown
    assert [words(name) for _, name in LINK.findall(page)] == ["Alpha <i>", "beta", "Gamma", "Delta"]
    assert re.findall(r"^## (.+?) \{", page, re.MULTILINE) == ["Systems", "Recipients"]


def test_an_organisation_without_such_records_has_none(tmp_path):
    found = Written(tmp_path, "organisation: X\n").pages()
    assert "names.md" not in found
    assert "names" not in found["index.md"].markdown


def test_a_long_one_is_in_parts(monkeypatch):
    monkeypatch.setattr(parts, "MOST", 40)
    found = {page.path: page for page in pages_in_words(opened(COMPLETE), Audience.PUBLIC)}
    assert LINK.findall(found["otterbank/names_1.md"].markdown)[0][0].startswith("activities/")
    assert "<p>Everything that has a page of its own, by its name.</p>" in found["otterbank/names.md"].markdown
    assert 'href="../names_2/">' in found["otterbank/names.md"].markdown
