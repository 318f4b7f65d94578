"""Photographs the pages of a built site, each page type on a wide screen, a phone, in the dark and on paper.

    datamap build
    python scripts/screenshots.py site shots --organisation itineris
    python scripts/screenshots.py site docs/assets/screenshots --home

The second one makes the pictures of the home page and of the README anew.
It needs `playwright` and a Chromium of the system; nothing is fetched.
"""

import argparse
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_WIDE, _PHONE = (1280, 900), (390, 844)
MODES = {
    "desktop": (_WIDE, "light", "screen"),
    "dark": (_WIDE, "dark", "screen"),
    "phone": (_PHONE, "light", "screen"),
    "phone-dark": (_PHONE, "dark", "screen"),
    "print": ((794, 1123), "light", "print"),  # A4 at 96 dots an inch
}
"""Width and height in CSS pixels, colour scheme, medium."""

HOME = {
    "front": ("igence/", "h1", 860, 416),
    "map": ("i-lign/map/", ".dm-diagram svg", 1280, 0),
    "register": ("itineris/register/", "h2:has-text('Web server logs')", 760, 364),
}
"""The pictures of the home page: the page, what a picture begins with, the width of the window, and the height shown."""
_AROUND = 12


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class has
        pass


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve a directory on this machine; give its address, which ends in a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(directory)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def browser_path() -> str | None:
    """Return where a Chromium is, or `None` where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def page_types(site: Path, organisation: str) -> dict[str, str]:
    """Return a page of each type by the name of the type: the home page, and those of one organisation."""
    pages = {"home": ""}
    found = sorted(path.parent.relative_to(site).as_posix() for path in (site / organisation).rglob("index.html"))
    for page in found:
        _, *rest = page.split("/")
        # Of the pages of single records the first of each kind stands for all.
        pages.setdefault(f"one-of-{rest[0]}" if len(rest) > 1 else rest[0] if rest else "front", f"{page}/")
    return pages


def photograph(browser: Browser, mode: str, addresses: dict[Path, str], *, whole_page: bool) -> None:
    """Write a screenshot of each address to the path that stands before it."""
    (width, height), scheme, medium = MODES[mode]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media=medium, color_scheme=scheme)  # type: ignore[arg-type]
    for target, address in addresses.items():
        page.goto(address)
        page.screenshot(path=target, full_page=whole_page, animations="disabled")
    context.close()


def photograph_for_home(browser: Browser, target: Path, address: str) -> None:
    """Write the pictures of the home page: parts of pages, large enough to be read when they are shown small."""
    for name, (path, selector, width, height) in HOME.items():
        context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=2)
        page = context.new_page()
        page.goto(address + path)
        start = page.locator(f"article {selector}").first
        box = start.bounding_box()
        assert box is not None
        clip = {
            "x": box["x"] - _AROUND,
            "y": box["y"] - _AROUND,
            "width": box["width"] + 2 * _AROUND,
            "height": height + 2 * _AROUND if height else box["height"] + _AROUND,  # what follows stands close
        }
        page.screenshot(path=target / f"{name}.png", full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        context.close()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("target", type=Path, help="a directory for the pictures")
    parser.add_argument("--organisation", action="append", help="whose pages; every organisation if left out")
    parser.add_argument(
        "--page", action="append", help="a single page by its address below the site, in place of types"
    )
    parser.add_argument("--mode", action="append", choices=MODES, help="every mode if left out")
    parser.add_argument("--whole-page", action="store_true", help="the page from top to bottom, not one screen of it")
    parser.add_argument("--home", action="store_true", help="the pictures of the home page, and no others")
    given = parser.parse_args()
    found = browser_path()
    if found is None:
        parser.error(f"there is none of {', '.join(BROWSERS)}")
    organisations = given.organisation or sorted(
        path.parent.parent.name for path in given.site.glob("*/notice/index.html")
    )
    named = {page.strip("/").replace("/", "-") or "home": page for page in given.page or ()}
    for organisation in organisations if not named else ():
        pages = page_types(given.site, organisation)
        named |= {type_ if type_ == "home" else f"{organisation}-{type_}": page for type_, page in pages.items()}
    given.target.mkdir(parents=True, exist_ok=True)
    with served(given.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        if given.home:
            photograph_for_home(browser, given.target, address)
        for mode in () if given.home else given.mode or MODES:
            addresses = {given.target / f"{name}-{mode}.png": address + page for name, page in named.items()}
            photograph(browser, mode, addresses, whole_page=given.whole_page)
        browser.close()
    print(f"{given.target}: {len(HOME) if given.home else len(named) * len(given.mode or MODES)} pictures")


if __name__ == "__main__":
    main()
