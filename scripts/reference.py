"""A hook of MkDocs for our own documentation: adds the reference, which is generated from the code it describes."""

from functools import cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage

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


@cache
def _unlisted() -> frozenset[str]:
    return frozenset(page.path for page in _pages() if not page.in_nav)


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


def on_page_markdown(markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs' own signature
    """Say of a rule and of a vendor to which section it belongs, so that navigation unfolds there."""
    path = page.file.src_uri
    index = files.get_file_from_path(f"{path.rpartition('/')[0]}/index.md") if path in _unlisted() else None
    if index is not None and index.page is not None:
        page.parent = index.page.parent
    return markdown
