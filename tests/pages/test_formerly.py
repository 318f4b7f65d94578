"""`formerly`: what led to a record by its old identifier leads to it still."""

import re

import pytest

from datamap.model.provenance import anchor_of
from datamap.model.record import Audience
from tests.mkdocs_sites import built, texts
from tests.sites import Written, words

BEFORE = """
organisation: Harbour Books Ltd
data_subjects: {reader: Readers}
data_categories: {size: {title: Shoe size, includes: [email]}}
systems: {shop: {title: Online shop, measures: [tls]}}
processors: {mailer: {title: Mailer Ltd, transfers: {US: sccs}}}
recipients: {partner: Partner Ltd}
measures: {vault: {title: A vault, no_guarantee: that it never opens}}
rights: {access: [{how: a letter}, {how: a visit, when: you can}]}
activities:
  orders:
    title: Orders
    subjects: [reader]
    data: [size: {retention: 1 year, when: you order}, email]
    purposes: {deliver: {to: deliver, basis: contract}}
    flows: [reader -> shop -> mailer: [size]]
    never: [{does: sell, data: [size]}]
"""
RENAMED = """
organisation: Harbour Books Ltd
data_subjects: {customer: {title: Readers, formerly: [reader]}}
data_categories: {shoe-size: {title: Shoe size, includes: [email], formerly: [size, feet]}}
systems: {web-shop: {title: Online shop, measures: [tls], formerly: shop}}
processors: {post: {title: Mailer Ltd, transfers: {US: sccs}, formerly: [mailer]}}
recipients: {friend: {title: Partner Ltd, formerly: [partner]}}
measures: {safe: {title: A vault, no_guarantee: that it never opens, formerly: vault}}
rights: {access: [{how: a letter}, {how: a visit, when: you can}]}
activities:
  shopping:
    title: Orders
    formerly: [orders]
    subjects: [customer]
    data: [shoe-size: {retention: 1 year, when: you order}, email]
    purposes: {deliver: {to: deliver, basis: contract}}
    flows: [customer -> web-shop -> post: [shoe-size]]
    never: [{does: sell, data: [shoe-size]}]
"""


def of(directory, text):
    directory.mkdir()
    return Written(directory, text)


def ids_on(page):
    return set(re.findall(r'\bid="([^"]+)"', page.markdown)) | set(re.findall(r"\{ #([\w-]+) \}", page.markdown))


class TestAnchors:
    @pytest.mark.parametrize("audience", list(Audience))
    def test_all_of_the_old_ones_are_on_the_pages_still(self, tmp_path, audience):
        old, new = of(tmp_path / "old", BEFORE), of(tmp_path / "new", RENAMED)
        before, after = old.pages(audience), new.pages(audience)
        for path, page in before.items():
            if page.statements and path != "map.md":
                anchors = {piece.anchor for piece in page.statements}
                assert anchors - ids_on(after[path]) == set(), path

    def test_the_new_one_is_that_of_the_record_as_it_is_called_now(self, tmp_path):
        pieces = Written(tmp_path, RENAMED).pages()["notice.md"].statements
        (piece,) = [piece for piece in pieces if piece.name == "security.measure"]
        assert piece.anchor == anchor_of("security.measure", [("org", "measures", "safe")])
        assert piece.also == (anchor_of("security.measure", [("org", "measures", "vault")]),)

    def test_each_former_name_has_its_own(self, tmp_path):
        pieces = Written(tmp_path, RENAMED).pages()["notice.md"].statements
        (definition,) = [piece for piece in pieces if piece.name == "collect.definition"]
        assert definition.also == tuple(
            anchor_of("collect.definition", [("org", "data_categories", name)]) for name in ("size", "feet")
        )

    def test_a_name_inside_a_path_counts_too(self, tmp_path):
        pieces = Written(tmp_path, RENAMED).pages()["notice.md"].statements
        (rule,) = [piece for piece in pieces if piece.name == "keep.rule"]
        below = ("data", "{}", "retention", 0)

        def anchor(activity, data):
            path = ("org", "activities", activity, *(part if part != "{}" else data for part in below))
            return anchor_of("keep.rule", [path])

        assert rule.anchor == anchor("shopping", "shoe-size")
        assert set(rule.also) == {
            anchor("orders", "shoe-size"),
            anchor("shopping", "size"),
            anchor("shopping", "feet"),
            anchor("orders", "size"),
        }

    def test_records_without_a_page_keep_their_place_on_the_page_of_all_others(self, tmp_path):
        page = Written(tmp_path, RENAMED).pages()["declared.md"]
        assert {"data-subjects-reader", "data-subjects-customer", "measures-vault", "measures-safe"} <= ids_on(page)


FORMER = {
    "activities/orders.md": "activities/shopping.md",
    "systems/shop.md": "systems/web-shop.md",
    "recipients/mailer.md": "recipients/post.md",
    "recipients/partner.md": "recipients/friend.md",
    "data/size.md": "data/shoe-size.md",
    "data/feet.md": "data/shoe-size.md",
}


class TestPages:
    def test_each_former_page_leads_on(self, tmp_path):
        pages = Written(tmp_path, RENAMED).pages()
        moved = {path: page.moved_to for path, page in pages.items() if page.moved_to is not None}
        assert moved == {path: f"org/{target}" for path, target in FORMER.items()}
        assert not any(pages[path].in_nav for path in moved)
        assert pages["data/feet.md"].markdown == (
            "# Shoe size\n\n<p><code>feet</code> is now called <code>shoe-size</code>: "
            '<a href="../shoe-size/">Shoe size</a>.</p>\n'
        )

    @pytest.mark.parametrize("directory_urls", [True, False])
    def test_they_are_built_with_a_canonical_address_and_without_a_script(self, tmp_path, directory_urls):
        site = built(Written(tmp_path, RENAMED).opened, tmp_path, Audience.PUBLIC, directory_urls=directory_urls)
        found = texts(site)
        end = "/" if directory_urls else ".html"
        for former, target in FORMER.items():
            file = former.removesuffix(".md") + ("/index.html" if directory_urls else ".html")
            page = found[f"org/{file}"]
            address = f"https://notice.example/org/{target.removesuffix('.md')}{end}"
            assert f'<link rel="canonical" href="{address}">' in page
            assert "<script" not in page
            assert "refresh" not in page

    def test_neither_the_search_nor_the_site_map_lists_them(self, tmp_path):
        found = texts(built(Written(tmp_path, RENAMED).opened, tmp_path, Audience.PUBLIC, theme="material"))
        for listed in ("search/search_index.json", "sitemap.xml"):
            assert "org/data/shoe-size/" in found[listed]
            assert "org/data/feet/" not in found[listed]

    def test_a_name_that_is_in_use_again_belongs_to_its_new_owner(self, tmp_path):
        text = "organisation: X\nsystems:\n  till: {title: Till, formerly: [shop, old]}\n  shop: New shop\n"
        text += "  desk: {title: Desk, formerly: old}\n"
        pages = Written(tmp_path, text).pages()
        assert pages["systems/shop.md"].markdown.startswith(("# New shop", "<p"))
        assert pages["systems/shop.md"].moved_to is None
        assert pages["systems/old.md"].moved_to == "org/systems/till.md"

    def test_an_address_that_another_kind_has_taken_stays(self, tmp_path):
        text = "organisation: X\nprocessors: {mailer: {title: M, formerly: [post]}}\nrecipients: {post: The post}\n"
        assert Written(tmp_path, text).pages()["recipients/post.md"].moved_to is None

    def test_a_hidden_record_leaves_no_trace_of_its_former_name(self, tmp_path):
        text = "organisation: X\nsystems: {till: {formerly: zq7old, visibility: internal}}\n"
        found = Written(tmp_path, text)
        assert "systems/zq7old.md" not in found.pages()
        assert not [page for page in found.pages().values() if "zq7old" in page.markdown]
        assert found.pages(Audience.INTERNAL)["systems/zq7old.md"].moved_to == "org/systems/till.md"


def test_words_are_shown_as_they_are_written(tmp_path):
    text = "organisation: X\nsystems: {till: {title: '<b>*Till*</b>', formerly: old}}\n"
    page = Written(tmp_path, text).pages()["systems/old.md"]
    assert "<b>" not in page.markdown
    assert words(page.markdown.partition("<a ")[2].partition(">")[2]).startswith("<b>*Till*</b>")
