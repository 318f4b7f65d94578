"""A whole site of hostile words in a browser: nothing opens, nothing is asked for, nothing moves out of its place."""

import json

import pytest

from tests.site.conftest import PHONE, WIDE, search
from tests.site.hostile import ELSEWHERE

_STRANGERS = """() => [...document.querySelectorAll('article :is(img, script, iframe, style, base, meta, link, form, button, input, object, embed, math, foreignObject)')].map(e => e.outerHTML.slice(0, 200))"""
_HANDLERS = """() => [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames().filter(n => n.startsWith('on') || (n === 'style' && e.closest('article'))).map(n => e.tagName + ' ' + n + '=' + e.getAttribute(n).slice(0, 80)))"""
_LINKS = """() => [...document.querySelectorAll('a[href], a[*|href], [src]')].map(e => e.href?.baseVal === undefined ? e.href ?? e.src : new URL(e.href.baseVal, document.baseURI).href).filter(h => !/^(https?|mailto|tel):/.test(h) || h.startsWith(ELSEWHERE))""".replace(
    "ELSEWHERE", json.dumps(ELSEWHERE)
)
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def every_page(hostile_site):
    pages = sorted(
        path.parent.relative_to(hostile_site.directory) for path in hostile_site.directory.rglob("index.html")
    )
    return [f"{path.as_posix()}/".removeprefix("./") for path in pages]


def test_no_page_type_does_anything_but_show_words(hostile_site, opened):
    page, heard = opened(WIDE)
    for type_, path in hostile_site.pages.items():
        page.goto(hostile_site.address + path)
        assert page.evaluate(_STRANGERS) == [], type_
        assert page.evaluate(_HANDLERS) == [], type_
        assert page.evaluate(_LINKS) == [], type_
        assert page.title()
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.mouse.move(640, 450)
    assert heard.dialogs == []
    assert heard.complaints == []
    assert [url for url in heard.requests if not url.startswith((hostile_site.address, "data:"))] == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE, {"width": 320, "height": 800}], ids=["desktop", "phone", "narrow"])
def test_no_words_are_wider_than_the_page(hostile_site, opened, viewport):
    page, _ = opened(viewport)
    too_wide = {}
    for type_, path in hostile_site.pages.items():
        page.goto(hostile_site.address + path)
        too_wide[type_] = page.evaluate(_SIDEWAYS)
    assert {type_: by for type_, by in too_wide.items() if by > 0} == {}


def test_what_was_found_in_a_search_is_shown_as_words(hostile_site, opened):
    page, heard = opened(WIDE)
    for words in ("autofocus", "javascript", "unbreakable", "zero", "include"):
        page.goto(hostile_site.address + hostile_site.pages["front"])
        search(page, words)
        assert page.locator(".md-search-result__item").count() > 0, words
        strangers = "[...document.querySelectorAll('.md-search-result :is(img, script, iframe, style, form, svg svg, base)')].map(e => e.outerHTML)"
        assert page.evaluate(strangers) == [], words
    assert heard.dialogs == []
    assert heard.complaints == []
    assert [url for url in heard.requests if not url.startswith((hostile_site.address, "data:"))] == []


def test_the_site_has_a_page_for_each_hostile_identifier(every_page):
    assert len(every_page) == len(set(map(str.lower, every_page)))
    assert all(set(path) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./_") for path in every_page)
