"""Each declared notice has a page of its own, restricted to what it is for."""

import re
from dataclasses import replace

import pytest

from datamap.app import site_pages
from datamap.model.provenance import anchor_of
from datamap.model.record import Audience
from datamap.pages.addresses import Urls
from datamap.pages.tracing import with_anchor
from tests.sites import Written, words

BASE = """
organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}
products: {shop: The shop, library: The library}
systems: {site: Our site, catalogue: The catalogue}
processors: {printers: Printers, lender: Lender}
activities:
  orders: {title: Orders, only: {product: shop}, subjects: [customer], data: [address], flows: [customer -> site -> printers]}
  loans: {title: Loans, only: {product: library}, subjects: [customer, child], data: [age], flows: [customer & child -> catalogue -> lender]}
rights: {access: {how: by letter, only: {product: shop}}}
"""
ONE = "notices: {whole: {title: Our privacy notice, is: privacy-notice, version: '3'}}\n"
TWO = """
notices:
  library: {title: At the library, is: privacy-notice, version: '2', only: {product: library}, formerly: [lending]}
  whole: {is: privacy-notice, version: '3', status: draft}
  in-dutch: {is: privacy-notice, language: nl, of: whole}
"""
APART = """
notices:
  library: {is: privacy-notice, version: '2', only: {product: library}, except: {subjects: [child]}, if: you are a member}
  letters: {title: On letters, is: privacy-notice, about: [orders]}
"""


def test_one_for_everything_stands_where_it_stood(tmp_path):
    pages = Written(tmp_path, BASE + ONE).pages()
    assert [path for path in pages if "notice" in path] == ["notice.md"]
    assert pages["notice.md"].title == "Privacy notice"
    assert "## Privacy notices" not in pages["index.md"].markdown
    assert "Privacy notices" not in pages["register.md"].markdown


def test_one_that_is_restricted_tells_of_that_alone(tmp_path):
    pages = Written(tmp_path, BASE + "notices: {a: {is: privacy-notice, only: {product: shop}}}\n").pages()
    assert [path for path in pages if "notice" in path] == ["notice.md"]
    said = {words(piece.html) for piece in pages["notice.md"].statements}
    assert "This notice holds only for the shop." in said
    assert not any("Loans" in sentence or "Lender" in sentence for sentence in said)
    # The parts of all that is declared are pages still.
    assert "Lender" in pages["recipients.md"].markdown
    assert 'href="notice/#glance' not in pages["index.md"].markdown


def test_what_all_notices_say_first_is_said_once(tmp_path):
    activities = "\n".join(f"  a{number}: {{title: Work {number}, data: [name]}}" for number in range(1, 6))
    notices = """notices:
  work: {is: privacy-notice, status: illustration, read: 2026-11-01, about: [a1, a2, a3, a4, a5]}
  jobs: {is: privacy-notice, status: illustration, read: 2026-11-01, about: [a1, a2, a3, a4]}
  news: {is: privacy-notice, status: illustration, read: 2026-11-02, about: [a1]}
"""
    pages = Written(tmp_path, f"organisation: Harbour Books Ltd\nactivities:\n{activities}\n{notices}").pages()
    said = [words(piece.html) for piece in pages["index.md"].statements]
    assert [sentence for sentence in said if sentence.startswith("Illustration")] == [
        "Illustration: modelled from a policy read on 1 November 2026; not issued by the organisation.",
        "Illustration: modelled from a policy read on 2 November 2026; not issued by the organisation.",
    ]
    assert [sentence for sentence in said if "is about" in sentence] == [
        "Privacy notice: work. This notice is about Work 1, Work 2, Work 3 and 2 more.",
        "Privacy notice: jobs. This notice is about Work 1, Work 2, Work 3 and Work 4.",
        "Privacy notice: news. This notice is about Work 1.",
    ]
    above = [words(piece.html) for piece in pages["notice-work.md"].statements]
    assert "This notice is about Work 1, Work 2, Work 3, Work 4 and Work 5." in above


class TestSeveral:
    @pytest.fixture
    def pages(self, tmp_path):
        return Written(tmp_path, BASE + TWO).pages()

    def test_the_one_for_everything_comes_first_and_keeps_its_place(self, pages):
        assert [(path, page.title) for path, page in pages.items() if "notice" in path] == [
            ("notice.md", "Privacy notice: whole"),
            ("notice-library.md", "At the library"),
            ("notice-lending.md", "At the library"),
        ]
        assert pages["notice-lending.md"].moved_to == "org/notice-library.md"

    def test_each_has_its_own_title_version_and_state(self, pages):
        assert pages["notice.md"].markdown.startswith(
            '<p class="dm-crumb"><a href="../">Harbour Books Ltd</a></p>\n\n# Privacy notice of Harbour Books Ltd\n\n<div class="dm-banner"'
        )
        assert "This is version 3." in pages["notice.md"].markdown
        assert "This notice is also available in another language" not in pages["notice-library.md"].markdown
        library = pages["notice-library.md"].markdown
        assert "# At the library – Harbour Books Ltd\n\n<p>" in library
        assert "This is version 2." in library
        assert "This is version 3." not in library

    def test_each_says_no_more_than_it_is_for(self, pages):
        whole = {words(piece.html) for piece in pages["notice.md"].statements}
        library = {words(piece.html) for piece in pages["notice-library.md"].statements}
        assert {sentence for sentence in whole if "Orders" in sentence}
        assert not {sentence for sentence in library if "Orders" in sentence or "Printers" in sentence}
        assert "Lender. Receives age (“Loans”, only for the library)." in library
        assert not any(sentence.startswith("Access") for sentence in library)

    def test_they_are_linked_from_the_first_layer_and_from_each_other(self, pages):
        entry = '<a href="{}">At the library</a>. This notice holds only for <a href="{}declared/#products-library">the library</a>.</li>'
        assert entry.format("notice-library/", "") in pages["index.md"].markdown
        assert '<li><a href="notice-library/">At the library</a></li>' in pages["index.md"].markdown
        assert entry.format("../notice-library/", "../") in pages["notice.md"].markdown
        assert '<a href="../notice/">Privacy notice: whole</a></li>' in pages["notice-library.md"].markdown

    def test_the_register_names_those_that_tell_of_an_activity(self, pages):
        register = pages["register.md"]
        cells = [words(piece.html) for piece in register.statements if ("org", "notices", "whole") in piece.origin]
        assert cells == ["Privacy notice: whole", "Privacy notice: whole; At the library"]

    def test_what_is_said_on_several_leads_to_its_lines_from_each(self, tmp_path):
        written = Written(tmp_path, BASE + TWO)
        shown = {Audience.PUBLIC: tuple(replace(page, path=f"org/{path}") for path, page in written.pages().items())}
        anchor = anchor_of("collect.activity", [("org", "activities", "loans")])
        found = with_anchor(shown, anchor, written.opened.loaded.sources)
        assert [each.page for each in found] == ["org/notice.md", "org/notice-library.md"]
        assert {place.line for each in found for _, place in each.origin} == {8}


class TestNoneForEverything:
    @pytest.fixture
    def pages(self, tmp_path):
        return Written(tmp_path, BASE + APART).pages()

    def test_a_page_leads_to_each(self, pages):
        said = [words(piece.html) for piece in pages["notice.md"].statements]
        assert said == [
            "Privacy notice: library. This notice holds only for the library. This notice does not hold for children. It holds if you are a member.",
            "On letters. This notice is about Orders.",
        ]
        assert pages["notice.md"].title == "Privacy notices"

    def test_each_is_restricted(self, pages):
        assert "customers and children" not in pages["notice-library.md"].markdown
        assert "Loans" in pages["notice-library.md"].markdown
        assert "Loans" not in pages["notice-letters.md"].markdown

    def test_what_the_first_layer_refers_to_is_on_a_page(self, pages):
        links = re.findall(r'href="(notice[^"#]*)/#([^"]+)"', pages["index.md"].markdown)
        assert all(f"{{ #{anchor} }}" in pages[f"{page}.md"].markdown for page, anchor in links)


KINDS = """
organisation: Harbour Books Ltd
products: {shop: The shop, library: The library}
clients: {schools: Schools}
processors: {lists: {title: Listhost, country: NL}}
recipients: {adriver: {title: Adriver, country: US}}
systems: {site: Our site}
activities:
  orders: {title: Orders, data: [address], recipients: [adriver]}
  hosting: {title: Hosting, on_behalf_of: [schools], data: [name], recipients: [lists]}
trackers:
  cart: {class: essential, set_by: site}
  loans: {only: {product: library}, set_by: site}
  ads: {class: advertising, set_by: adriver}
disclosures: {courts: {is: court-order}}
notices:
  privacy: {is: privacy-notice, version: '3'}
  cookies: {title: Our cookies, is: cookie-notice, version: '2', updated: 2026-05-01, only: {product: shop}, formerly: [biscuits]}
  lists: {is: recipient-list}
  schools: {is: processor-notice, status: draft}
  inside: {is: cookie-notice, visibility: internal}
"""


class TestOtherKinds:
    @pytest.fixture
    def pages(self, tmp_path):
        return Written(tmp_path, KINDS).pages()

    def test_each_has_a_page(self, pages):
        assert [(path, page.title) for path, page in pages.items() if "notice" in path] == [
            ("notice.md", "Privacy notice"),
            ("notice-cookies.md", "Our cookies"),
            ("notice-lists.md", "List of recipients"),
            ("notice-schools.md", "Notice to clients"),
            ("notice-biscuits.md", "Our cookies"),
        ]
        assert "# List of recipients of Harbour Books Ltd\n" in pages["notice-lists.md"].markdown

    def test_one_that_is_internal_is_seen_inside_alone(self, tmp_path, pages):
        assert "notice-inside.md" in Written(tmp_path, KINDS).pages(Audience.INTERNAL)
        assert not any("inside" in page.markdown for page in pages.values())

    def test_one_on_cookies_tells_of_those_that_it_is_for(self, pages):
        assert [words(piece.html) for piece in pages["notice-cookies.md"].statements] == [
            "This notice holds only for the shop.",
            "Privacy notice",
            "List of recipients",
            "Notice to clients",
            "cart",
            "essential (necessary)",
            "our site",
            "ads",
            "advertising",
            "Adriver",
            "This notice was last updated on 1 May 2026.",
            "This is version 2.",
        ]

    def test_one_to_clients_tells_of_what_is_done_for_them(self, pages):
        assert [words(piece.html) for piece in pages["notice-schools.md"].statements][4:] == [
            "Hosting",
            "Here we act on behalf of schools.",
            "We process this: name.",
            "Those who help us with work for our clients (sub-processors)",
            "Listhost. Receives data from “Hosting”. Country: Netherlands.",
            "Listhost is in the Netherlands, or processes data there.",
        ]
        assert words(pages["notice-schools.md"].statements[0].html) == "This notice is a draft."

    def test_a_list_of_recipients_tells_of_all(self, pages):
        said = [words(piece.html) for piece in pages["notice-lists.md"].statements][3:]
        assert said == [
            "Those who help us with work for our clients (sub-processors)",
            "Listhost. Receives data from “Hosting”. Country: Netherlands.",
            "Others who receive data",
            "Adriver. Receives data from “Orders”. Country: United States. Sets or reads these cookies or other trackers: ads.",
            "We also disclose data in these cases:",
            "We disclose data when a court orders it.",
            "Listhost is in the Netherlands, or processes data there.",
            "Adriver is in the United States, or processes data there.",
        ]

    def test_they_are_listed_with_the_privacy_notice_though_none_is_declared(self, tmp_path):
        text = KINDS.replace("  privacy: {is: privacy-notice, version: '3'}\n", "")
        pages = Written(tmp_path, text).pages()
        assert "## Notices { #notices }" in pages["index.md"].markdown
        assert '<a href="notice/">Privacy notice</a>' in pages["index.md"].markdown

    def test_one_of_which_nothing_is_declared_says_so(self, tmp_path):
        text = "organisation: Harbour Books Ltd\nnotices: {cookies: {is: cookie-notice, version: '1'}}\n"
        assert Written(tmp_path, text).said("notice-cookies.md") == [
            "Privacy notice",
            "This is version 1.",
            "Nothing is declared that this notice tells of.",
        ]


def test_the_pages_as_sources_link_to_files(tmp_path):
    site = site_pages(Written(tmp_path, BASE + TWO).opened, Audience.PUBLIC, urls=Urls.SOURCES)
    (index,) = [page for page in site.pages if page.path == "org/index.md"]
    assert '<a href="notice-library.md">At the library</a>' in index.markdown
