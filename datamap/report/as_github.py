"""Findings as annotations of GitHub: one workflow command a line, which shows up beside the changed line."""

from collections.abc import Iterable, Iterator

from datamap.load.findings import Located, Severity
from datamap.report.as_text import visible

_LEVELS = {Severity.DEFECT: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(findings: Iterable[Located]) -> Iterator[str]:
    """Yield one command for each finding; a waived one is a notice."""
    for located in findings:
        finding, place = located.finding, located.place
        level = "notice" if finding.waived else _LEVELS[finding.severity]
        where = {"file": place.file} if place.file else {}
        if place.line:
            where |= {
                "line": str(place.line),
                "col": str(place.column),
                "endColumn": str(place.column + place.length),
            }
        keys = {**where, "title": f"{finding.id} (waived)" if finding.waived else finding.id}
        law = f" ({finding.law})" if finding.law else ""
        more = f"accepted {finding.waived}" if finding.waived else finding.help
        message = "\n".join(visible(part) for part in (f"{finding.message}{law}", more) if part)
        written = ",".join(f"{key}={_property(value)}" for key, value in keys.items())
        yield f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    """Escape what would end a command, as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
