"""`datamap validate`: check the inventory and print what is wrong."""

from pathlib import Path

import click

from datamap.app import open_inventory
from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.options import inventory_argument, print_findings
from datamap.load.findings import Severity

_THRESHOLDS = [severity.value for severity in Severity if severity is not Severity.INFO]


@click.command("validate")
@inventory_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option(
    "--fail-on",
    type=click.Choice(_THRESHOLDS),
    default=Severity.DEFECT.value,
    show_default=True,
    help="The least severe finding that makes the command fail.",
)
@click.pass_context
def command(context: click.Context, path: Path, form: str, fail_on: str) -> None:
    """Check the inventory at PATH (a directory or a file; `inventory` if left out) and print what is wrong."""
    opened = open_inventory(path)
    if form == "json":
        from datamap.report.as_json import as_json

        click.echo(as_json(opened.findings, opened.records, opened.organisations))
    else:
        print_findings(opened)
    if opened.fails_at(Severity(fail_on)):
        context.exit(EXIT_FINDINGS)
