"""What browser tests share: sites built once for all of them, a Chromium of this machine, and a page that tells all."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from scripts.screenshots import BROWSERS, browser_path, page_types, served
from tests.site.hostile import COMPLETE, hostile_data

ROOT = Path(__file__).parents[2]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EPOCH = "1780000000"
_INSIDE = {"front", "notice", "register", "declared", "coverage", "conflicts", "findings", "one-of-activities"}
"""Page types that those inside see in another form than the public, or alone."""
_CONFIG = """\
site_name: Test
theme: {name: material}
plugins: [search, {datamap: {inventory: inventory}}]
nav: [index.md, datamap]
markdown_extensions: [admonition, attr_list, md_in_html, tables, {toc: {permalink: true}}, pymdownx.superfences]
"""


def build(directory, *args, check=True, **environment):
    """Run `datamap build` in a directory as a user would; return the finished process."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATAMAP_")}
    done = subprocess.run(
        [sys.executable, "-m", "datamap", "build", *map(str, args)],
        cwd=directory,
        env={**clean, "SOURCE_DATE_EPOCH": EPOCH, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not check or done.returncode == 0, done.stderr[-3000:]
    return done


def small_project(directory, name="Harbour Books Ltd"):
    """Write a project as `datamap init` does; return its directory."""
    subprocess.run(
        [sys.executable, "-m", "datamap", "init", str(directory), "--name", name], check=True, capture_output=True
    )
    return directory


@dataclass(frozen=True)
class Site:
    """A built site that is served: where it lies, its address, and a page of each type by the name of the type."""

    directory: Path
    address: str
    pages: dict[str, str]


def _site(directory, address, organisation, *others, only=None):
    types = {
        type_: page for type_, page in page_types(directory, organisation).items() if only is None or type_ in only
    }
    return Site(directory, address, {**types, **{page.strip("/"): page for page in others}})


@pytest.fixture(scope="session")
def public_site(tmp_path_factory):
    """Our own documentation with its five organisations, for the public."""
    site = tmp_path_factory.mktemp("public") / "site"
    build(ROOT, "--site-dir", site)
    with served(site) as address:
        yield _site(site, address, "itineris", "tutorial/", "reference/language/", "reference/vendors/", "404.html")


@pytest.fixture(scope="session")
def internal_site(tmp_path_factory):
    """The same for those inside."""
    site = tmp_path_factory.mktemp("internal") / "site"
    build(ROOT, "--audience", "internal", "--site-dir", site)
    with served(site) as address:
        yield _site(site, address, "itineris", only=_INSIDE)


@pytest.fixture(scope="session")
def complete_site(tmp_path_factory):
    """The complete organisation for those inside: it has what the five have not, such as work for clients."""
    directory = tmp_path_factory.mktemp("complete")
    (directory / "docs").mkdir()
    (directory / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    config = _CONFIG.replace("inventory: inventory", f"inventory: {COMPLETE}")
    (directory / "mkdocs.yml").write_text(config, encoding="utf-8")
    build(directory, "--audience", "internal")
    with served(directory / "site") as address:
        yield _site(directory / "site", address, "otterbank")


@pytest.fixture(scope="session")
def hostile_project(tmp_path_factory):
    """A project whose inventory holds hostile words in every text field."""
    directory = tmp_path_factory.mktemp("hostile")
    (directory / "docs").mkdir()
    (directory / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (directory / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    inventory = directory / "inventory" / "otterbank"
    inventory.mkdir(parents=True)
    text = yaml.safe_dump(hostile_data(), allow_unicode=True, sort_keys=False)
    (inventory / "organisation.yaml").write_text(text, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def hostile_site(hostile_project):
    build(hostile_project, "--audience", "internal")
    site = hostile_project / "site"
    with served(site) as address:
        yield _site(site, address, "otterbank")


@pytest.fixture(scope="session")
def browser():
    """A Chromium of the system; tests that need it are skipped where there is none."""
    found = browser_path()
    if found is None:
        pytest.skip(f"there is no browser: none of {', '.join(BROWSERS)}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@dataclass
class Heard:
    """What a page did that a test may object to."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


def listened(context):
    """Open a page; return it with the record of all that it will ask for and complain about."""
    page, heard = context.new_page(), Heard()
    context.on("request", lambda request: heard.requests.append(request.url))
    context.on("requestfailed", lambda request: heard.failures.update({request.url: request.failure}))
    page.on(
        "console",
        lambda message: heard.complaints.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))

    def dismiss(dialog):
        heard.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    return page, heard


@pytest.fixture
def opened(browser):
    """Return a function that opens a new page, with a record of all that it asks for and complains about."""
    contexts = []

    def open_(viewport=WIDE, **options):
        contexts.append(browser.new_context(viewport=viewport, **options))
        return listened(contexts[-1])

    yield open_
    for context in contexts:
        context.close()


def search(page, words):
    """Type words into the search as a reader does (the theme listens to keys), and wait until it has answered."""
    field = page.get_by_role("textbox", name="Search")
    field.fill("")
    field.press_sequentially(words)
    page.locator(".md-search-result__meta", has_text=re.compile(r"\bmatching|No match")).wait_for()


@dataclass(frozen=True)
class Visit:
    """What was found on one page."""

    kept: dict
    sideways: dict[int, int]
    levels: list[int]
    findings: list[str]


@dataclass(frozen=True)
class Tour:
    """A visit to every page type of a site in one window, and what was heard meanwhile."""

    site: Site
    visits: dict[str, Visit]
    heard: Heard


_KEPT = """async () => ({
    cookies: document.cookie,
    local: {...localStorage},
    session: {...sessionStorage},
    databases: (await indexedDB.databases()).map(database => database.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
_ALL = {
    "resultTypes": ["violations"],
    "preload": False,
}  # else axe lists what is in order too, and reads all style sheets
_COLOURS = {**_ALL, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_NO_COLOURS = {**_ALL, "rules": {"color-contrast": {"enabled": False}}}  # a phone has those of the desktop
# The window, the colour scheme, the widths to try, and what axe looks for. 200 % zoom of a window of 1,280 pixels is a
# window of 640 for the page; 320 is what WCAG 1.4.10 asks for.
WINDOWS = {
    "desktop": (WIDE, "light", (1280, 640), _ALL),
    "phone": (PHONE, "light", (390, 320), _NO_COLOURS),
    "dark": (WIDE, "dark", (1280,), _COLOURS),
}


@pytest.fixture(scope="session")
def tour(browser, request):
    """Return a function that visits all page types of a site in one window, once for all tests."""
    made = {}

    def go(site, window):
        if (site, window) not in made:
            made[site, window] = _tour(browser, request.getfixturevalue(site), *WINDOWS[window])
        return made[site, window]

    return go


def _tour(browser, site, viewport, scheme, widths, rules):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page, heard = listened(context)
    visits = {}
    for type_, path in site.pages.items():
        page.set_viewport_size(viewport)
        page.goto(site.address + path)
        found = Axe().run(page, options=rules).response["violations"]
        findings = [f"{one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])})" for one in found]
        levels = page.evaluate(_LEVELS)
        sideways = {}
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            sideways[width] = page.evaluate(_SIDEWAYS)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        visits[type_] = Visit(page.evaluate(_KEPT), sideways, levels, findings)
    context.close()
    return Tour(site, visits, heard)
