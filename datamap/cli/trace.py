"""`datamap trace`: from a sentence of the site to its records, and from a line of a file to what is said of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import opened_without_defects
from datamap.cli.options import inventory_argument
from datamap.model.errors import MisuseError
from datamap.model.record import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datamap.load.sources import SourceMap
    from datamap.pages.page import Page
    from datamap.pages.tracing import Declared, Printed

_FILE_AND_LINE = re.compile(r"(?P<file>.+\.ya?ml):(?P<line>\d+)(:\d+)?", re.IGNORECASE)


@click.command("trace")
@click.argument("target", metavar="ANCHOR|WORDS|FILE:LINE")
@inventory_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.pass_context
def command(context: click.Context, target: str, path: Path, form: str) -> None:
    """Lead from a sentence or cell of the site to its records, or from a line of the inventory to what is said of it.

    ANCHOR is what stands after `#` in the address of a sentence (the whole address will do), WORDS some words of a
    sentence as the page shows them, in quotes, FILE:LINE a line of a file of the inventory at PATH. What only the
    internal site says is covered too.
    """
    from datamap.app import pages_in_words
    from datamap.pages.tracing import as_json

    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    sources = opened.loaded.sources
    pages = {audience: pages_in_words(opened, audience) for audience in (Audience.INTERNAL, Audience.PUBLIC)}
    line = _FILE_AND_LINE.fullmatch(target)
    declared = None if line is None else _declared(pages, sources, line["file"], int(line["line"]), target)
    statements = _statements(pages, sources, target) if declared is None else declared.statements
    if form == "json":
        click.echo(as_json(target, declared, statements))
    else:
        click.echo("\n".join(_as_text(declared, statements)))


def _statements(
    pages: "Mapping[Audience, tuple[Page, ...]]", sources: "SourceMap", target: str
) -> "tuple[Printed, ...]":
    from datamap.load.nearest import did_you_mean
    from datamap.pages.tracing import anchors_in, with_anchor, with_words

    anchor = target.rpartition("#")[2]
    statements = with_anchor(pages, anchor, sources)
    if not statements and len(target.split()) > 1:
        # No anchor has a space.
        statements = with_words(pages, target, sources)
        if not statements:
            message = f"no statement has the words `{target}`; copy some words of one sentence as the page shows them"
            raise MisuseError(message)
    if not statements:
        mend = "an anchor stands after `#` in the address of a sentence; else write some words of it, or FILE:LINE"
        message = f"no statement has the anchor `{anchor}`; {did_you_mean(anchor, anchors_in(pages), mend)}"
        raise MisuseError(message)
    return statements


def _declared(
    pages: "Mapping[Audience, tuple[Page, ...]]", sources: "SourceMap", file: str, line: int, target: str
) -> "Declared":
    from datamap.load.nearest import did_you_mean
    from datamap.pages.tracing import declared_at

    names = {Path(name).resolve(): name for name in sources.lines}
    name = names.get(Path(file).resolve(), file)
    if name not in sources.lines:
        mend = did_you_mean(file, sources.lines, "name a file of the inventory as `datamap validate` prints it")
        message = f"{file} is no file of this inventory; {mend}"
        raise MisuseError(message)
    declared = declared_at(pages, name, line, sources)
    if declared is None:
        message = f"nothing is declared at {target}; name a line that holds a key or a value"
        raise MisuseError(message)
    return declared


def _as_text(declared: "Declared | None", statements: "tuple[Printed, ...]") -> Iterator[str]:
    if declared is not None:
        yield f"{declared.place.file}:{declared.place.line}: {_written(declared.path)}"
        yield f"    {declared.line.strip()}"
        if not statements:
            yield "No statement of the site was made from it."
    for statement in statements:
        inside = "" if Audience.PUBLIC in statement.audiences else " (internal site only)"
        yield f"{statement.address}{inside}"
        yield f"    {statement.text}"
        if declared is None:
            for path, place in statement.origin:
                yield f"    {place.file}:{place.line}: {_written(path)}"


def _written(path: tuple[str | int, ...]) -> str:
    """Return a path as its organisation, and the path as the inventory writes paths."""
    return f"{path[0]}: {'/'.join(map(str, path[1:]))}"
