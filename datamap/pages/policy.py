"""The content security policy: what a browser may load and run on a page, written into the page and for a server.

Scripts of the theme that stand in the page itself are allowed by their hashes, so the policy knows no `unsafe-inline`.
Source: W3C, Content Security Policy Level 3.
"""

import base64
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_SOURCES = {
    "default-src": "'none'",
    "connect-src": "'self'",  # the search index
    "font-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are data in its style sheet
    "style-src": "'self'",
    "worker-src": "'self'",  # the search
    "base-uri": "'none'",
    "form-action": "'none'",
}
_HEADER_ONLY = "frame-ancestors 'self'"  # browsers heed it in a header alone (section 3.3 of the source)
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"\btype=[\"']?(?P<type>[^\"'\s>]+)", re.IGNORECASE)
_RUN = frozenset({"module", "text/javascript", "application/javascript"})
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def inline_scripts(html: str) -> tuple[str, ...]:
    """Return the texts of the scripts that stand in a page; blocks of data that no browser runs are left out."""
    return tuple(match["text"] for match in _SCRIPT.finditer(html) if _is_run(match["attributes"]))


def policy(scripts: Iterable[str], *, in_header: bool = False) -> str:
    """Return the policy for pages with these scripts, for a `<meta>` element or for a header."""
    allowed = " ".join(["'self'", *sorted({_hashed(script) for script in scripts})])
    directives = [*(f"{name} {value}" for name, value in _SOURCES.items()), f"script-src {allowed}"]
    return "; ".join([*directives, *([_HEADER_ONLY] if in_header else ())])


def in_head(html: str, element: str) -> str:
    """Return a page with an element at the start of its head, behind the declaration of its character set."""
    start = _CHARSET.search(html) or _HEAD.search(html)
    return html if start is None else f"{html[: start.end()]}\n      {element}{html[start.end() :]}"


def guarded(html: str, scripts: Iterable[str]) -> str:
    """Return a page that carries its policy, which allows these scripts beside the files of the site."""
    return in_head(html, f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">')


def headers(scripts: Iterable[str], hidden: Iterable[str], prefixes: Iterable[str] = ("/",)) -> str:
    """Return the file `_headers` that several hosts of static sites read; on others it is text that nobody asks for.

    `prefixes` are the directories that the policy is for, `hidden` those that search engines shall leave out; each
    begins and ends with a slash.
    """
    rules = [
        f"{prefix}*\n"
        f"  Content-Security-Policy: {policy(scripts, in_header=True)}\n"
        "  Referrer-Policy: no-referrer\n"
        "  X-Content-Type-Options: nosniff\n"
        for prefix in prefixes
    ]
    return "\n".join([*rules, *(f"{path}*\n  X-Robots-Tag: noindex\n" for path in hidden)])


def _is_run(attributes: str) -> bool:
    stated = _TYPE.search(attributes)
    return stated is None or stated["type"].lower() in _RUN


@lru_cache(maxsize=256)
def _hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode('utf-8')).digest()).decode('ascii')}'"
