"""What the catalogue knows of all vendors at once: whose tracker bears a name, and whose documents lie where."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

from datamap.catalog.reading import data_names, read_data

_VARIES = re.compile(r"\\\*|\\\{[^}]*\\\}")
_PLACE_HOLDER = re.compile(r"\*|\{[^}]*\}|\[[^\]]*\]|<[^>]*>")


@cache
def _vendors() -> Mapping[str, Mapping[str, Any]]:
    """Return the raw data of every vendor; the models of all of them would take three times as long."""
    return {id_: cast("Mapping[str, Any]", read_data(f"vendors/{id_}")) for id_ in data_names("vendors")}


@cache
def known_vendors() -> frozenset[str]:
    """Return the ids of all vendors; the directory is read once."""
    return frozenset(data_names("vendors"))


@cache
def _trackers() -> tuple[Mapping[str, frozenset[str]], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the vendors of each name of a tracker, and (pattern, vendor) for names in which a part varies."""
    exact: dict[str, set[str]] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for id_, facts in _vendors().items():
        for name in facts.get("trackers") or {}:
            if _PLACE_HOLDER.search(name):
                patterns.append((re.compile(_VARIES.sub(".+", re.escape(name))), id_))
            else:
                exact.setdefault(name, set()).add(id_)
    return {name: frozenset(ids) for name, ids in exact.items()}, tuple(patterns)


@cache
def vendors_of_tracker(name: str) -> frozenset[str]:
    """Return the vendors whose tracker bears this name, as far as the catalogue knows."""
    exact, patterns = _trackers()
    return exact.get(name, frozenset()) | {id_ for pattern, id_ in patterns if pattern.fullmatch(name)}


@cache
def _hosts() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id_, facts in _vendors().items():
        for link in (facts.get("links") or {}).values():
            host = site_of(str(link.get("url", "")))
            if host:
                found.setdefault(host, set()).add(id_)
    return {host: frozenset(ids) for host, ids in found.items()}


def site_of(url: str) -> str:
    """Return the site of a web address: its host without `www` and what stands before the last two parts of the name."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in {"co", "com", "org", "ac", "gov", "net"} and len(parts[-1]) == 2 else 2  # noqa: PLR2004 - `co.uk` and the like
    return ".".join(parts[-keep:])


def vendors_at(url: str) -> frozenset[str]:
    """Return the vendors whose own documents lie on the site of a web address."""
    return _hosts().get(site_of(url), frozenset())


def sites_of(vendor: str) -> frozenset[str]:
    """Return the sites on which the documents of a vendor lie."""
    return frozenset(site for site, ids in _hosts().items() if vendor in ids)
