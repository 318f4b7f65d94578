"""`datamap serve`: the site on this machine, built again when YAML or Markdown changes."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datamap.app import epoch_of_build
from datamap.cli.build import audience_option, config_option, datamap_plugin, site_config
from datamap.cli.options import date_option
from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    import datetime as dt


@click.command("serve")
@config_option
@audience_option
@click.option("--address", "-a", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@date_option
def command(config_file: Path, audience: str | None, address: str, open_browser: bool, date: "dt.date | None") -> None:
    """Build the site, show it at ADDRESS, and follow edits of the inventory and the pages."""
    datamap_plugin(site_config(config_file, audience, strict=False))
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch_of_build(config_file.resolve().parent, date))
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    try:
        serve(config_file=str(config_file), open_in_browser=open_browser, dev_addr=address)
    except (MkDocsException, OSError) as error:
        message = f"the site cannot be served: {error}"
        raise MisuseError(message) from error
