"""`datamap validate`: check the inventory and print what is wrong."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datamap.app import Opened, date_of_build, judged_inventory, open_inventory
from datamap.cli.main import EXIT_BUG, EXIT_FINDINGS, leave
from datamap.cli.options import closing_line, date_option, inventory_argument, print_findings
from datamap.load.findings import Located, Severity
from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    import datetime as dt

_THRESHOLDS = [severity.value for severity in Severity if severity is not Severity.INFO]
_FORMATS = ["text", "json", "sarif", "github"]


@click.command("validate")
@inventory_argument
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print.")
@click.option(
    "--fail-on",
    type=click.Choice(_THRESHOLDS),
    default=Severity.DEFECT.value,
    show_default=True,
    help="The least severe finding that makes the command fail.",
)
@click.option("--select", multiple=True, metavar="ID", help="Run only these rules: `TR-01`, or `TR` for a group.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave these rules out.")
@date_option
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Leave out the findings that this file knows."
)
@click.option(
    "--write-baseline", is_flag=True, help="Write all findings to the file of --baseline, and fail for defects only."
)
@click.option("--each", is_flag=True, help="Print each finding as text, also those that say the same of many records.")
@click.option("--fix", is_flag=True, help="Correct what is certain: names with one nearest name, and missing quotes.")
@click.pass_context
def command(
    context: click.Context,
    path: Path,
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    date: "dt.date | None",
    baseline: Path | None,
    write_baseline: bool,
    each: bool,
    fix: bool,
) -> None:
    """Check the inventory at PATH (a directory or a file; `inventory` if left out) and print what is wrong.

    What is unusable is a defect, and fails. What the law asks and the inventory does not say is a gap: an error, a
    warning or a note of a rule, which fails only if --fail-on says so. Rules run where there is no defect.
    """
    from datamap.rules.registry import rules
    from datamap.rules.selection import selected

    if gc.isenabled():
        # Nearly all that is made here lives until the command ends.
        gc.disable()
        context.call_on_close(gc.enable)
    chosen = selected(rules(), _split(select), _split(ignore))
    if write_baseline and baseline is None:
        message = "--write-baseline writes to the file that --baseline names: name one"
        raise MisuseError(message)
    if fix:
        _fix(path)
    opened = judged_inventory(open_inventory(path), date_of_build(path, date), chosen)
    known: tuple[Located, ...] = ()
    if baseline is not None and write_baseline:
        _write(baseline, opened)
        fail_on = Severity.DEFECT.value
    elif baseline is not None:
        opened, known = _against(baseline, opened)
    _print(opened, form, known, has_baseline=baseline is not None and not write_baseline, each=each)
    if opened.crashes:
        _report_crashes(opened)
        leave(context, EXIT_BUG)
    leave(context, EXIT_FINDINGS if opened.fails_at(Severity(fail_on)) else 0)


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for name in names for part in name.split(",") if part.strip())


def _print(opened: Opened, form: str, known: tuple[Located, ...], *, has_baseline: bool, each: bool) -> None:
    if form == "json":
        from datamap.report.as_json import as_json

        click.echo(as_json(opened.findings, opened.records, opened.organisations, rules=opened.rules, known=len(known)))
    elif form == "sarif":
        from datamap.report.as_sarif import as_sarif
        from datamap.rules.registry import rules

        ran = {id_: rule for id_, rule in rules().items() if id_ in opened.rules}
        closing, is_whole = closing_line(opened, opened.findings, known=len(known)), not opened.crashes
        click.echo(
            as_sarif(opened.findings, ran, known=known, has_baseline=has_baseline, closing=closing, is_whole=is_whole)
        )
    elif form == "github":
        from datamap.report.as_github import as_github

        for line in as_github(opened.findings):
            click.echo(line)
        click.echo(closing_line(opened, opened.findings, known=len(known)))
    else:
        print_findings(opened, known=len(known), each=each)


def _against(baseline: Path, opened: Opened) -> tuple[Opened, tuple[Located, ...]]:
    """Return an inventory without the findings that a baseline knows, and those; say how many it knows in vain."""
    from dataclasses import replace

    from datamap.rules.baseline import against, read_baseline

    try:
        text = baseline.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{baseline} cannot be read: {error.strerror or error}; write it with --write-baseline"
        raise MisuseError(message) from error
    except UnicodeDecodeError as error:
        message = f"{baseline} is not text in UTF-8: write it with --write-baseline"
        raise MisuseError(message) from error
    new, known, gone = against(opened.findings, opened.loaded.inventory, read_baseline(text, str(baseline)))
    if gone and not opened.loaded.has_defects:
        entries = "1 entry" if gone == 1 else f"{gone:,} entries"
        click.echo(f"datamap: {entries} of {baseline} found nothing: write it anew with --write-baseline", err=True)
    return replace(opened, found=tuple(located.finding for located in new)), known


def _write(baseline: Path, opened: Opened) -> None:
    from datamap.rules.baseline import as_baseline

    if opened.loaded.has_defects:
        message = f"{baseline} was not written: the inventory has defects, which no baseline excuses"
        raise MisuseError(message)
    try:
        baseline.write_text(as_baseline(opened.findings, opened.loaded.inventory), encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{baseline} cannot be written: {error.strerror or error}"
        raise MisuseError(message) from error
    count = sum(1 for located in opened.findings if not located.finding.waived)
    click.echo(f"datamap: {baseline} now knows {count:,} finding{'' if count == 1 else 's'}", err=True)


def _report_crashes(opened: Opened) -> None:
    for crash in opened.crashes:
        click.echo(f"datamap: the rule {crash.rule} raised at {crash.record}: this is our bug\n{crash.trace}", err=True)
    rules = ", ".join(sorted({crash.rule for crash in opened.crashes}))
    click.echo(f"datamap: please report it with the lines above; `--ignore {rules}` leaves it out meanwhile", err=True)


def _fix(path: Path) -> None:
    """Correct what is certain, in place, and say what was corrected."""
    from datamap.cli.fixing import fix_files

    for line in fix_files(path):
        click.echo(line, err=True)
