"""The story on one screen: open an inventory, check it, make its pages, build the site."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from datamap.catalog.known import built_in
from datamap.load.files import read_inventory
from datamap.load.findings import Finding, Located, Severity
from datamap.load.inventory import Loaded, load
from datamap.load.sources import SourceMap
from datamap.model.errors import MisuseError
from datamap.model.inventory import Inventory, each_record
from datamap.model.provenance import Path as DataPath
from datamap.model.record import Audience
from datamap.pages.addresses import Urls
from datamap.pages.page import Page

if TYPE_CHECKING:
    from datamap.pages.desk import Desk
    from datamap.pages.findings import Judgement
    from datamap.render.drawing import Drawing
    from datamap.rules.engine import Crash
    from datamap.rules.rule import Rule

_DRAWN_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An inventory as it was read, what was found in it, and how much was checked.

    `found` are the findings as they were made, `rules` the ids of those that ran, `crashes` those that raised: our
    bugs.
    """

    loaded: Loaded
    found: tuple[Finding, ...]
    records: int
    organisations: int
    rules: frozenset[str] = frozenset()
    crashes: "tuple[Crash, ...]" = ()

    @cached_property
    def findings(self) -> tuple[Located, ...]:
        """All findings in the order of their places."""
        return _located(self.loaded, ((finding, 0) for finding in self.found))

    @cached_property
    def told(self) -> tuple[Located, ...]:
        """The findings as somebody would tell them, in the order of their places: one for many that say the same.

        Only these are looked for in the files, which is most of the time that findings take.
        """
        from datamap.report.folded import folded

        return _located(self.loaded, folded(self.found))

    def fails_at(self, threshold: Severity) -> bool:
        """Whether any finding that no waiver accepts is at least as severe as `threshold`."""
        return any(finding.severity.rank <= threshold.rank and not finding.waived for finding in self.found)


def open_inventory(path: Path, project: Path | None = None) -> Opened:
    """Read and check the inventory at `path`; no rule runs. Raises `MisuseError` where there is none.

    With `project` its files are named by the way from that directory.
    """
    loaded = load(read_inventory(path, project), built_in())
    organisations = loaded.inventory.organisations
    return Opened(
        loaded=loaded,
        found=loaded.findings,
        records=sum(1 for records in organisations.values() for _ in each_record(records)) + len(organisations),
        organisations=len(organisations),
    )


def judged_inventory(opened: Opened, date: dt.date, chosen: "Iterable[Rule] | None" = None) -> Opened:
    """Return an inventory with the findings of the rules (all, or those chosen) on a day, unless it has defects."""
    from datamap.catalog.terms import vocabulary
    from datamap.rules.inventory import judged
    from datamap.rules.registry import rules

    if opened.loaded.has_defects:
        return opened
    found = judged(opened.loaded, vocabulary(), date, rules().values() if chosen is None else chosen)
    return replace(opened, found=found.findings, rules=found.rules, crashes=found.crashes)


def _located(loaded: Loaded, findings: Iterable[tuple[Finding, int]]) -> tuple[Located, ...]:
    """Return findings, each with how many it speaks for, in the order of their places; what is shared is said once."""
    seen: dict[tuple[object, ...], Located] = {}
    for finding, others in findings:
        located = loaded.sources.located(finding, others)
        place = located.place
        order = (place.file, place.line, place.column, place.length, finding.severity.rank, finding.id, finding.message)
        if order not in seen:
            seen[order] = located
    return tuple([seen[order] for order in sorted(seen)])


def seen_by(audience: Audience, inventory: Inventory) -> Inventory:
    """Return what an audience may see of an inventory: all of it, or its public projection."""
    from datamap.model.projection import public

    return inventory if audience is Audience.INTERNAL else public(inventory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All pages for an audience, what could not be drawn, and the rules that raised: our bugs."""

    pages: tuple[Page, ...]
    findings: tuple[Located, ...] = ()
    crashes: "tuple[Crash, ...]" = ()


def _all_of_it(page: Page) -> Page:
    return page


def site_pages(  # noqa: PLR0913 - what a site is made of
    opened: Opened,
    audience: Audience,
    *,
    urls: Urls = Urls.DIRECTORIES,
    cache: Path | None = None,
    date: dt.date | None = None,
    keep: Callable[[Page], Page] = _all_of_it,
) -> Site:
    """Return all pages for an audience; everything is made from what that audience may see.

    `cache` is a directory in which the layouts of diagrams are kept; without one all are laid out anew. `date` is the
    day that registers bear, and on which the rules look at the inventory, for the findings that those inside see;
    without one no rule runs.
    Each page is handed to `keep` as soon as it is made, and what that returns is kept of it: a large site would hold
    too much if all its texts waited for the last.
    """
    from datamap.pages.site import pages_of

    desks = _desks(opened, audience, urls, traced=False, date=date)
    wholes, findings = _wholes(desks, cache)
    judgement = _judgement(opened, date) if date is not None and audience is Audience.INTERNAL else None
    pages = tuple(
        keep(page)
        for desk, whole in zip(desks, wholes, strict=True)
        for page in pages_of(desk, whole, _around(desk, cache, findings), judgement)
    )
    return Site(
        pages=pages,
        findings=tuple(opened.loaded.sources.located(finding) for finding in findings),
        crashes=tuple(judgement.crashes) if judgement is not None else (),
    )


def _judgement(opened: Opened, date: dt.date) -> "Judgement":
    from datamap.catalog.terms import vocabulary
    from datamap.pages.findings import Judgement
    from datamap.rules.inventory import judged
    from datamap.rules.registry import rules

    found = judged(opened.loaded, vocabulary(), date, rules().values())
    located = (opened.loaded.sources.located(finding) for finding in found.findings)
    return Judgement(
        findings=tuple(sorted(located, key=lambda one: (one.place, one.finding.message))),
        rules=rules(),
        crashes=found.crashes,
    )


def pages_in_words(opened: Opened, audience: Audience) -> tuple[Page, ...]:
    """Return all pages for an audience without their diagrams, for whoever asks only what they say."""
    from datamap.pages.site import pages_of

    desks = _desks(opened, audience, Urls.DIRECTORIES, traced=True)
    return tuple(page for desk in desks for page in pages_of(desk, None, iter(())))


def _desks(
    opened: Opened, audience: Audience, urls: Urls, *, traced: bool, date: dt.date | None = None
) -> tuple["Desk", ...]:
    from datamap.catalog.terms import vocabulary
    from datamap.catalog.vendors import vendor_name
    from datamap.pages.site import desks_of

    inventory = seen_by(audience, opened.loaded.inventory)
    named = {
        vendor_id
        for records in inventory.organisations.values()
        for _, _, party in each_record(records)
        if isinstance(vendor_id := getattr(party, "vendor", None), str)
    }
    vendors = {id_: vendor_name(id_) for id_ in sorted(named)}
    where = _where(opened.loaded.sources) if audience is Audience.INTERNAL else None
    return tuple(desks_of(inventory, vocabulary(), vendors, where=where, urls=urls, traced=traced, date=date))


def _wholes(desks: tuple["Desk", ...], cache: Path | None) -> tuple[list["Drawing | None"], list[Finding]]:
    """Draw the maps of all organisations in one go; what is not drawn in full is a finding."""
    from datamap.render.drawing import Drawing, carefully_drawn, finding_of
    from datamap.render.views import whole

    pictures = [whole(desk.flows) for desk in desks]
    results = carefully_drawn(pictures, cache=cache)
    told = (
        finding_of(result, desk.id, picture.title)
        for desk, picture, result in zip(desks, pictures, results, strict=True)
    )
    drawings = [result if isinstance(result, Drawing) else None for result in results]
    return drawings, [finding for finding in told if finding is not None]


def _around(desk: "Desk", cache: Path | None, findings: list[Finding]) -> Iterator["Drawing | None"]:
    """Yield the drawing of each record with a page of its own, if it has one; what is not drawn in full is noted.

    So many are drawn at once that all cores are at work, and so few that they need no memory to speak of.
    """
    from datamap.pages.figures import pictures_around
    from datamap.render.drawing import Drawing, drawn, finding_of

    pictures = pictures_around(desk.naming, desk.flows)
    while some := tuple(islice(pictures, _DRAWN_AT_ONCE)):
        results = iter(drawn([picture for picture in some if picture is not None], cache=cache))
        for picture in some:
            result = next(results) if picture is not None else None
            finding = finding_of(result, desk.id, picture.title) if picture is not None and result is not None else None
            findings += [finding] if finding is not None else []
            yield result if isinstance(result, Drawing) else None


def _where(sources: SourceMap) -> Callable[[DataPath], str]:
    def place(path: DataPath) -> str:
        found = sources.place(path)
        return f"{found.file}:{found.line}"

    return place


def epoch_of_build(path: Path, given: dt.date | None = None) -> int:
    """Return the time a build speaks of, in seconds since 1970.

    It is the day given (its first second, UTC), else `SOURCE_DATE_EPOCH`, else the time of the commit at `path`, else
    now. Nothing else reads the clock.
    """
    if given is not None:
        return int(dt.datetime.combine(given, dt.time(), tzinfo=dt.UTC).timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(path)
    if epoch:
        try:
            dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
        except (ValueError, OverflowError, OSError) as error:
            message = f"SOURCE_DATE_EPOCH is `{epoch}`, expected seconds since 1970 as a whole number"
            raise MisuseError(message) from error
        return int(epoch)
    return int(dt.datetime.now(tz=dt.UTC).timestamp())


def date_of_build(path: Path, given: dt.date | None = None) -> dt.date:
    """Return the day a build speaks of (UTC)."""
    return dt.datetime.fromtimestamp(epoch_of_build(path, given), tz=dt.UTC).date()


def _commit_time(path: Path) -> str | None:
    directory = (path if path.is_dir() else path.parent).resolve()
    if "GIT_DIR" not in os.environ and not any((each / ".git").exists() for each in (directory, *directory.parents)):
        return None  # as git would say after a while
    import subprocess

    try:
        told = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", "-C", str(directory), "log", "-1", "--format=%ct"],  # noqa: S607 - git is found as the shell finds it
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip() or None
