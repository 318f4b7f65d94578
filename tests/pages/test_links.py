"""Every link of a built site leads to a page that exists and to an anchor on it; nothing else is asked for."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from datamap.model.record import Audience
from tests.mkdocs_sites import built, texts
from tests.sites import COMPLETE, OURS, REGISTER_ONLY, Written, opened

_LEADING = {"href", "xlink:href", "src", "action", "data"}


class _Links(HTMLParser):
    """The links and identifiers of one page, and its identifiers in their order."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in _LEADING and value is not None and not (tag == "link" and ("rel", "canonical") in attrs):
                self.links.append(value)


def dead_links(found):
    """(page, link) for each link of a site, as text by path, that leads nowhere."""
    pages = {path: _Links(text) for path, text in found.items() if path.endswith(".html")}
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            address = posixpath.join(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
            target = posixpath.normpath(address)
            there = next((file for file in (target, posixpath.normpath(f"{target}/index.html")) if file in found), None)
            if there is None or (parts.fragment and unquote(parts.fragment) not in pages[there].ids):
                dead.append((path, link))
    return dead


@pytest.mark.parametrize("directory_urls", [True, False], ids=["directories", "files"])
@pytest.mark.parametrize(
    ("root", "audience"),
    [
        pytest.param(OURS, Audience.PUBLIC, id="ours"),
        pytest.param(COMPLETE, Audience.INTERNAL, id="complete, internal"),
    ],
)
def test_every_link_leads_somewhere(root, audience, directory_urls, tmp_path):
    found = texts(built(opened(root), tmp_path, audience, directory_urls=directory_urls))
    pages = [text for path, text in found.items() if path.endswith(".html")]
    assert len(pages) > 60
    assert dead_links(found) == []
    for text in pages:
        ids = _Links(text).ids
        assert len(ids) == len(set(ids))


def test_in_the_theme_that_people_see_too(tmp_path):
    found = texts(built(opened(REGISTER_ONLY), tmp_path, Audience.PUBLIC, theme="material"))
    ours = {path: text for path, text in found.items() if path.startswith("brandwick-band/")}
    assert len(ours) > 8
    assert [(path, link) for path, link in dead_links(found) if path in ours] == []


AWKWARD = """
organisation: Harbour Books Ltd
data_categories:
  {ä.b: {title: Umlaut, includes: [x+y]}, x+y: Plus, "a%20b": Percent, "q?r": Question, "Ab": Big, "ab": Small}
processors: {"p#1": {title: Hash}, "(p)": Brackets}
trackers: {"wp-settings-[UID]": {class: essential, set_by: "p#1"}, "TS*": {set_by: "(p)"}, "c_{id}": {data: [ä.b]}}
conflicts: {"a}b": {between: [data_categories/ab, data_categories/Ab]}}
activities: {"a=b": {data: [ä.b, x+y, "a%20b", "q?r", ab, Ab], recipients: ["p#1", "(p)"]}}
"""


@pytest.mark.parametrize("directory_urls", [True, False], ids=["directories", "files"])
def test_identifiers_of_all_kinds_make_links_that_work(tmp_path, directory_urls):
    held = Written(tmp_path, AWKWARD).opened
    found = texts(built(held, tmp_path, Audience.INTERNAL, directory_urls=directory_urls))
    assert len([path for path in found if path.startswith("org/data/")]) == 6
    assert dead_links(found) == []


def test_a_dead_link_would_be_found():
    found = {
        "index.html": '<a href="a/">a</a><a href="a/#x">x</a><a href="a/#y">y</a><a href="b/">b</a><a href="#z">z</a>',
        "a/index.html": '<p id="x"><a href="../">home</a><a href="https://elsewhere.example/">out</a></p>',
    }
    assert dead_links(found) == [("index.html", "a/#y"), ("index.html", "b/"), ("index.html", "#z")]
