"""`datamap build`: validate, then build the site, or write its pages for another generator."""

import atexit
import gc
import logging
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from datamap.app import Opened, date_of_build, epoch_of_build, site_pages
from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.options import date_option, print_findings
from datamap.cli.publishing import replacing
from datamap.load.findings import Severity
from datamap.model.errors import MisuseError
from datamap.model.record import AUDIENCE_VARIABLE, Audience
from datamap.pages.addresses import Urls
from datamap.pages.figures import with_figures
from datamap.pages.looks import STYLESHEET, stylesheet
from datamap.report.as_text import counted, one_line

if TYPE_CHECKING:
    import datetime as dt

    from mkdocs.config.defaults import MkDocsConfig

    from datamap.pages.page import Page

audience_option = click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    help="For whom: the public, or everybody inside; `mkdocs.yml` decides if left out.",
)
config_option = click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The configuration of the site.",
)


@click.command("build")
@config_option
@audience_option
@click.option("--site-dir", "-d", type=click.Path(path_type=Path, file_okay=False), help="Where to put the site.")
@click.option(
    "--pages", type=click.Path(path_type=Path, file_okay=False), help="Write Markdown and SVG here instead of a site."
)
@click.option("--strict", is_flag=True, help="Warnings of MkDocs and fall-backs of a rendering fail the build.")
@date_option
@click.pass_context
def command(
    context: click.Context,
    config_file: Path,
    audience: str | None,
    site_dir: Path | None,
    pages: Path | None,
    strict: bool,
    date: "dt.date | None",
) -> None:
    """Validate the inventory, then build the site that `mkdocs.yml` describes.

    A build that fails leaves the site that was there. Two builds of one commit give the same bytes.
    """
    config = site_config(config_file, audience, strict=strict)
    plugin = datamap_plugin(config)
    opened = plugin.open_inventory(config)
    if opened.found:
        print_findings(opened, to_stderr=True)
    if opened.fails_at(Severity.DEFECT):
        context.exit(EXIT_FINDINGS)
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch_of_build(config_file.resolve().parent, date))
    if pages is not None:
        if not _write_pages(
            opened, plugin.audience, pages, date_of_build(config_file.resolve().parent, date), strict=strict
        ):
            context.exit(EXIT_FINDINGS)
        return
    target = site_dir or Path(config.site_dir)
    told = f"{target}: {counted(opened.organisations, 'organisation')}, {counted(opened.records, 'record')}"
    with replacing(target) as new:
        config.site_dir = str(new)
        plugin.opened = opened
        del opened  # so that its memory is free once the pages are made
        config.plugins.on_startup(command="build", dirty=False)
        try:
            run_mkdocs(config)
        finally:
            config.plugins.on_shutdown()
    click.echo(told)
    # Other plugins may have something to do at the end, but nobody need look then which of all objects are in use.
    atexit.register(gc.freeze)


def site_config(config_file: Path, audience: str | None, *, strict: bool) -> "MkDocsConfig":
    """Return the configuration of MkDocs; raise `MisuseError` with what is wrong with it."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if audience is not None:
        os.environ[AUDIENCE_VARIABLE] = audience
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    if not config_file.is_file():
        message = f"there is no {config_file}: run `datamap init` to write one, or name it with --config-file"
        raise MisuseError(message)
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
    try:
        config = load_config(config_file=str(config_file), strict=strict or None)
    except ConfigurationError as error:
        message = f"{config_file}: {error}"
        raise MisuseError(message) from error
    except SystemExit as error:
        message = f"{config_file} is not a configuration of MkDocs: see the lines above"
        raise MisuseError(message) from error
    return config


def datamap_plugin(config: "MkDocsConfig") -> Any:  # noqa: ANN401 - MkDocs hands plugins out untyped
    """Return our plugin in a configuration; raise `MisuseError` where it is not listed."""
    plugin = config.plugins.get("datamap")
    if plugin is None:
        message = f"{config.config_file_path} does not list the plugin `datamap`: add it under `plugins:`"
        raise MisuseError(message)
    return plugin


def run_mkdocs(config: "MkDocsConfig", serve_url: str | None = None) -> None:
    """Build into the directory that the configuration names; raise `MisuseError` where MkDocs gives up."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    try:
        build(config, serve_url=serve_url)
    except (MkDocsException, SystemExit) as error:
        message = f"MkDocs stopped: {error}; the site that was there is untouched"
        raise MisuseError(message) from error


def _write_pages(opened: Opened, audience: Audience, directory: Path, date: "dt.date", *, strict: bool) -> bool:
    """Write the pages; do not, and return `False`, where a diagram is not drawn in full and that shall fail."""
    told = ""
    with suppress(_NotInFullError), replacing(directory) as new:

        def write(page: "Page") -> "Page":
            _write(new / page.path, with_figures(page.markdown, page.figures))
            return replace(page, markdown="", figures={})

        site = site_pages(opened, audience, urls=Urls.SOURCES, date=date, keep=write)
        for located in site.findings:
            click.echo(one_line(located), err=True)
        if strict and site.findings:
            raise _NotInFullError
        _write(new / STYLESHEET, stylesheet(whole_site=False))
        told = f"{directory}: {counted(len(site.pages), 'page')}"
    if told:
        click.echo(told)
    return bool(told)


class _NotInFullError(Exception):
    """A diagram has less than it should, and the build shall fail for that."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
