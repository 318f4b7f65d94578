"""`datamap serve`: the site on this machine, built again when YAML or Markdown changes."""

import os
import shutil
import signal
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from datamap.app import epoch_of_build
from datamap.cli.build import audience_option, config_option, datamap_plugin, run_mkdocs, site_config
from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.options import date_option, print_findings
from datamap.load.findings import Severity
from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


@click.command("serve")
@config_option
@audience_option
@click.option("--address", "-a", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@date_option
@click.pass_context
def command(
    context: click.Context,
    config_file: Path,
    audience: str | None,
    address: str,
    open_browser: bool,
    date: "dt.date | None",
) -> None:
    """Build the site, show it at ADDRESS, and follow edits of the inventory and the pages.

    While an edit cannot be built, the terminal says why, and the pages from before it stay.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch_of_build(config_file.resolve().parent, date))
    host, port = _host_and_port(address)
    with tempfile.TemporaryDirectory(prefix="datamap-") as work:
        preview = _Preview(Path(work), lambda: site_config(config_file, audience, strict=False), f"{host}:{port}")
        server = preview.server(host, port)
        try:
            if not preview.build(server):
                context.exit(EXIT_FINDINGS)
            preview.watch(server)
            click.echo(f"{server.url} follows what you edit; Ctrl-C ends it")
            # As Ctrl-C does: what was built for showing is cleared away.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            server.serve(open_in_browser=open_browser)
        except KeyboardInterrupt:
            click.echo("ended")
        except OSError as error:
            message = f"the site cannot be shown at {address}: {(error.strerror or str(error)).lower()}"
            raise MisuseError(message) from error
        finally:
            server.shutdown()


class _Preview:
    """Builds a site into one directory after another, so that the one that is shown is always whole."""

    def __init__(self, work: Path, configure: "Callable[[], MkDocsConfig]", address: str) -> None:
        self.work = work
        self.configure = configure
        self.config = configure()
        self.plugin = datamap_plugin(self.config)
        self.mount = urlsplit(self.config.site_url or "/").path
        self.url = f"http://{address}{self.mount}"
        self.builds = 0
        self.shown = work / "0"
        self.config.plugins.on_startup(command="serve", dirty=False)

    def server(self, host: str, port: int) -> "LiveReloadServer":
        """Return a server that shows nothing yet."""
        from mkdocs.livereload import LiveReloadServer

        server = LiveReloadServer(
            builder=lambda: self.rebuild(server), host=host, port=port, root=str(self.shown), mount_path=self.mount
        )
        server.error_handler = lambda code: _read(Path(server.root) / f"{code}.html")
        return server

    def watch(self, server: "LiveReloadServer") -> None:
        """Follow the pages, the configuration, the inventory, and what `mkdocs.yml` names under `watch`."""
        for path in (self.config.docs_dir, self.config.config_file_path, *self.config.watch):
            server.watch(str(path))
        self.config.plugins.on_serve(server, config=self.config, builder=server.builder)

    def build(self, server: "LiveReloadServer") -> bool:
        """Build the site and show it; return whether the inventory allowed it. Raises `MisuseError` for all else."""
        config = self.config if self.builds == 0 else self.configure()
        self.builds += 1
        plugin = datamap_plugin(config)
        opened = plugin.open_inventory(config)
        if opened.fails_at(Severity.DEFECT):
            print_findings(opened, to_stderr=True)
            return False
        new, shown = self.work / str(self.builds), self.shown
        config.site_url, config.site_dir = self.url, str(new)
        plugin.opened = opened
        del opened  # so that its memory is free once the pages are made
        try:
            run_mkdocs(config, serve_url=self.url)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        server.root, self.shown = str(new), new
        shutil.rmtree(shown, ignore_errors=True)
        return True

    def rebuild(self, server: "LiveReloadServer") -> None:
        """Build after an edit. The server must go on whatever happens, so nothing is raised here."""
        try:
            whole = self.build(server)
        except MisuseError as error:
            click.echo(f"datamap: {error}", err=True)
            whole = False
        except Exception:  # noqa: BLE001 - the next edit may mend it
            traceback.print_exc()
            whole = False
        click.echo("the pages follow your edit" if whole else "the pages from before this edit stay", err=not whole)


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        message = f"`{address}` is not an address: write host and port, such as 127.0.0.1:8000"
        raise MisuseError(message)
    return host.strip("[]"), int(port)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
