"""Pages are for everybody: no finding of axe, no sideways scrolling, nothing that needs script (WCAG 2.2 AA)."""

import itertools
import re

import pytest

from tests.site.conftest import PHONE, WIDE

SITES = pytest.mark.parametrize("site", ["public_site", "internal_site", "complete_site"])
_READ_WITHOUT_SCRIPT = ("home", "front", "notice", "cookies", "register", "map", "one-of-activities")


@SITES
@pytest.mark.parametrize("window", ["desktop", "phone", "dark"])
def test_axe_finds_nothing_on_any_page_type(tour, site, window):
    found = {type_: visit.findings for type_, visit in tour(site, window).visits.items()}
    assert {type_: said for type_, said in found.items() if said} == {}


@SITES
@pytest.mark.parametrize(("window", "width"), [("desktop", 1280), ("desktop", 640), ("phone", 390), ("phone", 320)])
def test_no_page_scrolls_sideways(tour, site, window, width):
    too_wide = {type_: visit.sideways[width] for type_, visit in tour(site, window).visits.items()}
    assert {type_: by for type_, by in too_wide.items() if by > 0} == {}


@SITES
def test_headings_begin_with_one_and_skip_no_level(tour, site):
    for type_, visit in tour(site, "desktop").visits.items():
        levels = visit.levels
        assert levels[0] == 1, type_
        assert levels.count(1) == 1, type_
        assert all(later - level <= 1 for level, later in itertools.pairwise(levels)), (type_, levels)


def test_the_reader_decides_between_light_and_dark(public_site, opened):
    for scheme, colour in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 24, 29)")):
        page, _ = opened(color_scheme=scheme)
        page.goto(public_site.address)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == colour


def test_a_table_is_a_table_for_those_who_hear_it_on_a_phone_too(public_site, opened):
    for viewport in (WIDE, PHONE):
        page, _ = opened(viewport)
        page.goto(public_site.address + public_site.pages["cookies"])
        table = page.get_by_role("table").first
        assert table.get_by_role("columnheader").all_inner_texts() == [
            "Name",
            "What for",
            "Class",
            "Lifetime",
            "Set by",
        ]
        row = table.get_by_role("row").nth(1)
        assert row.get_by_role("rowheader").count() == 1
        assert row.get_by_role("cell").count() == 4


def test_a_phone_shows_what_a_value_is_beside_it(public_site, opened):
    page, _ = opened(PHONE)
    page.goto(public_site.address + public_site.pages["cookies"])
    label = "getComputedStyle(document.querySelector('.dm-rows td'), '::before').content"
    assert page.evaluate(label).startswith('"What for"')


def test_everything_is_there_without_script(public_site, browser, opened):
    with_script, _ = opened()
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    without = context.new_page()
    for type_ in _READ_WITHOUT_SCRIPT:
        with_script.goto(public_site.address + public_site.pages[type_])
        without.goto(public_site.address + public_site.pages[type_])
        words = [re.sub(r"\s+", " ", page.locator("article").inner_text()) for page in (with_script, without)]
        assert words[0] == words[1], type_
        assert without.get_by_role("navigation", name="Navigation").get_by_role("link").count() > 2
    context.close()


def test_the_first_thing_that_a_keyboard_reaches_leads_past_the_navigation(public_site, opened):
    page, _ = opened()
    page.goto(public_site.address + public_site.pages["notice"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to content"


def test_paper_shows_the_words_and_no_furniture(public_site, opened):
    page, _ = opened()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(public_site.address + public_site.pages["notice"])
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 36, 48)"
    for gone in (".md-header", ".md-sidebar", ".md-footer", ".dm-contents"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{gone}')).display") == "none"
    assert page.locator("#who").is_visible()


def test_the_map_of_a_large_organisation_takes_the_room_of_the_navigation(complete_site, opened):
    for viewport, is_shown in ((WIDE, False), (PHONE, True)):
        page, _ = opened(viewport)
        page.goto(complete_site.address + complete_site.pages["map"])
        page.locator("svg.dm-wide .dm-legend").wait_for()
        cut_off = page.evaluate(
            "(shown => shown.scrollWidth - shown.clientWidth)(document.querySelector('.dm-scroll'))"
        )
        assert (cut_off > 0) is is_shown  # a phone scrolls it
        if viewport is PHONE:
            page.locator("label.md-header__button[for='__drawer']").click()
        assert page.get_by_role("navigation", name="Navigation").is_visible() is is_shown


def test_where_there_is_no_page_readers_are_told_what_to_do(public_site, opened):
    page, _ = opened()
    page.goto(public_site.address + "404.html")
    assert page.locator("article h1").inner_text() == "There is no page at this address"
    assert page.locator("article p").inner_text() == (
        "It may have moved, or was never here. The navigation and the search lead to all that there is."
    )


@pytest.mark.parametrize("window", [PHONE, {"width": 360, "height": 740}], ids=["tall phone", "small phone"])
@pytest.mark.parametrize("organisation", ["i-lign", "igence", "ignix-labz", "itineris", "wordpress-site"])
def test_the_first_layer_is_one_screen_of_a_phone(public_site, opened, window, organisation):
    page, _ = opened(window)
    page.goto(f"{public_site.address}{organisation}/")
    end = page.evaluate("document.querySelector('.dm-cards').getBoundingClientRect().bottom")
    assert 300 < end <= window["height"]
