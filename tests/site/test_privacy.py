"""What a reader's browser asks for, keeps and refuses: it asks nobody else, keeps nothing, and refuses what is not ours."""

import re

import pytest

from tests.site.conftest import PHONE, WIDE, search

_NOTHING = {"cookies": "", "local": {}, "session": {}, "databases": [], "caches": [], "workers": 0}


def policy_of(html):
    return re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)[1]


@pytest.mark.parametrize(
    ("site", "window"), [("public_site", "desktop"), ("public_site", "phone"), ("internal_site", "desktop")]
)
class TestNoPage:
    """DESIGN, section 5: the site loads nothing from anyone else and sets no cookie."""

    def test_asks_anybody_else(self, tour, site, window):
        made = tour(site, window)
        assert len(made.heard.requests) > len(made.visits)
        assert [url for url in made.heard.requests if not url.startswith((made.site.address, "data:"))] == []

    def test_keeps_anything(self, tour, site, window):
        kept = {type_: visit.kept for type_, visit in tour(site, window).visits.items()}
        assert {type_: held for type_, held in kept.items() if held != _NOTHING} == {}

    def test_breaks_its_policy_or_complains(self, tour, site, window):
        assert tour(site, window).heard.complaints == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("words", ["Kinsta", "web server log", "pixel tracking"], ids=["vendor", "data", "tracker"])
def test_search_finds(public_site, opened, viewport, words):
    from playwright.sync_api import expect

    page, heard = opened(viewport)
    page.goto(public_site.address)
    if viewport is PHONE:
        page.locator("label.md-header__button[for=__search]").click()
    search(page, words)
    # The list follows each letter that is typed: what counts is where it comes to rest.
    expect(page.locator(".md-search-result__link").first).to_have_attribute("href", re.compile("itineris/"))
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert [url for url in heard.requests if not url.startswith(public_site.address)] == []
    assert heard.complaints == []


def test_every_page_of_the_site_carries_a_policy_that_allows_nothing_unsafe(public_site):
    for path in public_site.directory.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        policy = policy_of(html)
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert html.index("Content-Security-Policy") < html.index("<script")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", re.sub(r"<code.*?</code>", "", html, flags=re.DOTALL)), (
            path
        )


def test_the_policy_stops_a_script_that_somebody_put_into_the_words(public_site, opened, tmp_path):
    """Were a mark of HTML to get through after all, the browser would still refuse it."""
    page, heard = opened()
    path = public_site.pages["notice"]

    def smuggle(route):
        html = route.fetch().text()
        smuggled = '<img src="https://elsewhere.example/a.png" onerror="window.hit = 1"><script>window.hit = 2</script>'
        route.fulfill(body=html.replace("</article>", f"{smuggled}</article>"), content_type="text/html")

    page.route(public_site.address + path, smuggle)
    page.goto(public_site.address + path)
    assert page.evaluate("window.hit") is None
    assert len([text for text in heard.complaints if "Content Security Policy" in text]) == 3
    assert {url: why for url, why in heard.failures.items() if "elsewhere" in url} == {
        "https://elsewhere.example/a.png": "csp"
    }


def test_headers_for_hosts_say_the_same_as_the_pages(public_site):
    text = (public_site.directory / "_headers").read_text(encoding="utf-8")
    first, *others = text.strip().split("\n\n")
    assert first.startswith("/*\n")
    (sent,) = re.findall(r"Content-Security-Policy: (.*)", first)
    assert len(sent) < 2000  # the longest line that Cloudflare Pages reads
    written = policy_of((public_site.directory / "index.html").read_text(encoding="utf-8"))
    assert {*written.split("; ")[:-1], "frame-ancestors 'self'"} < set(sent.split("; "))
    assert set(re.findall("'sha256-[^']+'", written)) < set(re.findall("'sha256-[^']+'", sent))
    assert "/itineris/*\n  X-Robots-Tag: noindex" in others


def test_illustrations_are_kept_out_of_search_engines_and_other_pages_are_not(public_site):
    mark = '<meta name="robots" content="noindex">'
    for path in public_site.directory.rglob("index.html"):
        is_ours = path.parent == public_site.directory or path.relative_to(public_site.directory).parts[0] in {
            "tutorial", "how-to", "explanation", "decisions", "reference",
        }  # fmt: skip
        assert (mark in path.read_text(encoding="utf-8")) is not is_ours, path


def test_a_page_opened_from_the_disk_shows_its_style(public_site, opened):
    page, _ = opened()
    page.goto((public_site.directory / "itineris" / "notice" / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.dm-banner')).borderLeftWidth") == "4px"
