"""Options and the way of reporting that several commands share."""

import datetime as dt
import os
import re
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click

from datamap.app import Opened
from datamap.load.findings import Located, Severity
from datamap.report.as_text import as_text, summary


class Day(click.ParamType[dt.date]):
    """A day, written year-month-day."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail with the form expected."""
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"`{value}` is not a date: write year, month and day, such as 2026-03-01", param, ctx)


inventory_argument = click.argument("path", type=click.Path(path_type=Path), default=Path("inventory"), required=False)
date_option = click.option("--date", type=Day(), help="The day the build speaks of; the commit's if left out.")


def print_findings(opened: Opened, *, to_stderr: bool = False, known: int = 0, each: bool = False) -> None:
    """Print all findings as text, with excerpts on a terminal, and a closing line; a baseline knows `known` more.

    Many that say the same are told together, unless `each` is asked for.
    """
    on_terminal = (sys.stderr if to_stderr else sys.stdout).isatty()
    in_colour = on_terminal and not os.environ.get("NO_COLOR")
    findings = opened.findings if each else opened.told
    texts = as_text(findings, excerpts=on_terminal)
    # One by one they would take as long to write as all that comes before.
    while some := list(islice(texts, _AT_ONCE)):
        click.echo("\n".join(map(_coloured, some) if in_colour else some), err=to_stderr)
    click.echo(closing_line(opened, findings, known=known), err=to_stderr)


_AT_ONCE = 1_000


def closing_line(opened: Opened, findings: Iterable[Located], *, known: int = 0) -> str:
    """Return what was checked, by how many rules, and what was found; a baseline knows `known` more."""
    return summary(findings, opened.records, opened.organisations, rules=len(opened.rules), known=known)


_COLOURS = {Severity.DEFECT: "red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_SEVERITY = re.compile(rf"(?:^|(?<= ))({'|'.join(Severity)})(?= [A-Z]+-)")


def _coloured(text: str) -> str:
    def styled(found: re.Match[str]) -> str:
        return click.style(found[0], fg=_COLOURS[Severity(found[0])], bold=True)

    first, newline, rest = text.partition("\n")
    return f"{_SEVERITY.sub(styled, first, count=1)}{newline}{rest}"
