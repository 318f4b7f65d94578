"""The MkDocs plugin: hands the generated pages to MkDocs, and stops the build before it touches the site if it must.

plugins:
  - search
  - datamap:
      inventory: inventory
      audience: public
"""

import os
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from datamap.app import Opened, open_inventory, site_pages
from datamap.load.findings import Severity
from datamap.model.errors import MisuseError
from datamap.model.record import AUDIENCE_VARIABLE, Audience
from datamap.pages.navigation import ORGANISATIONS, navigation_of, with_generated
from datamap.pages.page import Page
from datamap.report.as_text import one_line

_log = get_plugin_logger("datamap")


class DatamapConfig(Config):
    """The options of the plugin in `mkdocs.yml`."""

    inventory = options.Type(str, default="inventory")
    audience = options.Choice(tuple(audience.value for audience in Audience), default=Audience.PUBLIC.value)


class DatamapPlugin(BasePlugin[DatamapConfig]):
    """Adds the pages of an inventory to a MkDocs site."""

    def __init__(self) -> None:
        self.pages: tuple[Page, ...] = ()
        self.opened: Opened | None = None
        """An inventory that was opened already, for one build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Validate the inventory and make its pages. A defect stops the build here, before the old site is emptied."""
        opened = self.opened or self._open(config)
        self.opened = None
        self.pages = site_pages(opened, self.audience, directory_urls=config.use_directory_urls)
        if config.nav is not None:
            config.nav = with_generated(config.nav, {ORGANISATIONS: navigation_of(self.pages)})
        return config

    def _open(self, config: MkDocsConfig) -> Opened:
        try:
            opened = open_inventory(self.inventory_path(config))
        except MisuseError as error:
            raise PluginError(str(error)) from error
        for located in opened.findings:
            if located.finding.severity is not Severity.DEFECT:
                _log.info(one_line(located))
        if opened.fails_at(Severity.DEFECT):
            lines = "\n".join(
                one_line(located) for located in opened.findings if located.finding.severity is Severity.DEFECT
            )
            message = f"the inventory has defects; the site was not built\n{lines}"
            raise PluginError(message)
        return opened

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the generated pages; a hand-written page of the same name stays and is said to."""
        for page in self.pages:
            if files.get_file_from_path(page.path) is not None:
                _log.warning("docs/%s takes the place of the generated page of that name", page.path)
                continue
            inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, page.path, content=page.markdown, inclusion=inclusion))
        return files

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Follow the inventory as well as the pages."""
        server.watch(str(self.inventory_path(config)))
        return server

    @property
    def audience(self) -> Audience:
        """For whom the site is built: `DATAMAP_AUDIENCE` in the environment, else the option."""
        return Audience(os.environ.get(AUDIENCE_VARIABLE) or self.config.audience)

    def inventory_path(self, config: MkDocsConfig) -> Path:
        """Return where the inventory lies: beside `mkdocs.yml`, unless the option is an absolute path."""
        base = Path(config.config_file_path).parent if config.config_file_path else Path()
        return base / self.config.inventory
