"""A hook of MkDocs for our own documentation: adds the reference, which is generated from the code it describes."""

from functools import cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from datamap.catalog.vendors import vendor, vendor_ids
from datamap.cli.reference import commands
from datamap.pages.navigation import REFERENCE, navigation_of, with_generated
from datamap.pages.page import Page
from datamap.pages.reference.contents import reference_pages
from datamap.pages.rules import rule_pages
from datamap.pages.vendors import vendor_pages


@cache
def _pages() -> tuple[Page, ...]:
    return (*reference_pages(commands()), *rule_pages(), *vendor_pages(vendor(id_) for id_ in vendor_ids()))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the reference where navigation asks for it."""
    config.nav = with_generated(config.nav or [], {REFERENCE: navigation_of(_pages())})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference."""
    for page in _pages():
        inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, page.path, content=page.markdown, inclusion=inclusion))
    return files
