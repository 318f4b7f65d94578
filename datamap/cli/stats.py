"""`datamap stats`: count records, what is stated and what is missing, and how much is only words."""

import os
import sys
from pathlib import Path

import click

from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import naming_of, opened_without_defects
from datamap.cli.options import inventory_argument


@click.command("stats")
@inventory_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option("--every-key", is_flag=True, help="Show the coverage of every key, not only of those the law asks for.")
@click.pass_context
def command(context: click.Context, path: Path, form: str, every_key: bool) -> None:
    """Count what the inventory at PATH holds, organisation by organisation, internal records included.

    Coverage counts what each record says by a key: something is stated, there is none, nobody knows, or the key is
    missing. "Elsewhere" is the part that another place says, such as the organisation's defaults or the flows.

    A statement is a leaf of what was written: a text, an identifier in a list, a path, a period, a date, a number, yes
    or no, `none` or `unknown`. Free text is what only `text`, `description` and `note` carry; the second figure adds
    the words of `when`, `unless`, `limit`, `because` and `refuse`.
    """
    from datamap.report.statistics import statistics

    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    organisations = opened.loaded.inventory.organisations
    figures = [statistics(id_, naming_of(records)) for id_, records in organisations.items()]
    if form == "json":
        from datamap.report.statistics_as_json import as_json

        click.echo(as_json(figures))
        return
    from datamap.report.statistics_as_text import as_text

    in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for number, each in enumerate(figures):
        if number:
            click.echo()
        for line, words in enumerate(as_text(each, every_key=every_key)):
            click.echo(click.style(words, bold=True) if in_colour and not line else words, color=in_colour)
