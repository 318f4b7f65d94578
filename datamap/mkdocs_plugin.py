"""The MkDocs plugin: hands the generated pages to MkDocs, and stops the build before it touches the site if it must.

plugins:
  - search
  - datamap:
      inventory: inventory
      audience: public
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import ChoiceLoader, DictLoader, Environment, PrefixLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from datamap.app import Opened, date_of_build, open_inventory, site_pages
from datamap.load.findings import Severity
from datamap.model.errors import MisuseError
from datamap.model.record import AUDIENCE_VARIABLE, Audience
from datamap.pages import policy
from datamap.pages.addresses import Urls
from datamap.pages.aside import reduced
from datamap.pages.figures import with_figures
from datamap.pages.looks import STYLESHEET, stylesheet
from datamap.pages.navigation import ORGANISATIONS, navigation_of, with_generated
from datamap.pages.preview import with_policy
from datamap.pages.shelf import Shelf, Slot
from datamap.report.as_text import one_line

if TYPE_CHECKING:
    from datamap.pages.page import Page


@dataclass(frozen=True, slots=True)
class _Texts:
    """Where the texts of a page lie: its Markdown, its diagrams by name, its content once Markdown has been read."""

    markdown: Slot
    figures: Mapping[str, Slot]
    content: Slot | None = None


_log = get_plugin_logger("datamap")
_EXTENSIONS = ("attr_list", "md_in_html")
_FEATURES = ("toc.integrate",)
"""What our layout needs of Material: contents that leave room for tables.

Sections keep their labels: a list without a name is no landmark for those who hear the page.
"""
_SEARCH = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")(?=>)')
_SEARCH_LABEL = re.compile(r'class="md-search__input"[^>]*\baria-label="([^"]*)"')
_NOT_FOUND = "<h1>404 - Not found</h1>"
_WHAT_TO_DO = """\
<h1>There is no page at this address</h1>
<p>It may have moved, or was never here. The navigation and the search lead to all that there is.</p>"""
"""What Material says where there is no page, and what we say in its place."""
_HEADERS = "_headers"
_NAVIGATION, _SHARED = "partials/nav.html", "datamap_navigation"


class DatamapConfig(Config):
    """The options of the plugin in `mkdocs.yml`."""

    inventory = options.Type(str, default="inventory")
    audience = options.Choice(tuple(audience.value for audience in Audience), default=Audience.PUBLIC.value)
    whole_site = options.Type(bool, default=True)
    """Whether our look and our security policy are for the hand-written pages too."""


class DatamapPlugin(BasePlugin[DatamapConfig]):
    """Adds the pages of an inventory to a MkDocs site."""

    def __init__(self) -> None:
        self.pages: tuple[Page, ...] = ()
        self.opened: Opened | None = None
        """An inventory that was opened already, for one build."""
        self.shelf: Shelf
        """The texts of the generated pages, until they are asked for."""
        self.texts: dict[str, _Texts] = {}
        """Where they lie, by the paths of the pages."""
        self.added: dict[str, Page] = {}
        """The generated pages of this build without their texts, by their paths."""
        self.navigations: dict[str, Markup] = {}
        """Navigation as pages of a directory see it that are not in it."""
        self.scripts: set[str] = set()
        """Scripts that stand in the pages of this build outside their content, and that the policy allows."""
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs' own signature
        """Remember whether pages are shown on this machine: then their policy is sent as a header."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Validate the inventory and make its pages. A defect stops the build here, before the old site is emptied."""
        opened = self.opened or self._open(config)
        self.opened = None
        if not self.serving:  # while pages are shown, those of a build that worked stay through one that did not
            self.scripts.clear()
        self._dress(config)
        self.shelf, self.texts = Shelf(), {}
        site = site_pages(
            opened,
            self.audience,
            urls=Urls.DIRECTORIES if config.use_directory_urls else Urls.FILES,
            cache=self.cache_path(config),
            date=date_of_build(_project(config)),
            keep=self._put_by,
        )
        for located in site.findings:
            _log.warning(one_line(located))
        for crash in site.crashes:
            _log.warning("the rule %s raised at %s: this is our bug\n%s", crash.rule, crash.record, crash.trace)
        self.pages = site.pages
        if config.nav is not None:
            config.nav = with_generated(config.nav, {ORGANISATIONS: navigation_of(self.pages)})
        return config

    def _put_by(self, page: "Page") -> "Page":
        """Put the texts of a page on the shelf, and return the page without them."""
        self.texts[page.path] = _Texts(
            self.shelf.put(page.markdown), {name: self.shelf.put(text) for name, text in page.figures.items()}
        )
        return replace(page, markdown="", figures={})

    def _dress(self, config: MkDocsConfig) -> None:
        """Put our style sheet before those of the site's owner, and make Material load and store nothing of its own."""
        config.extra_css.insert(0, STYLESHEET)
        # Our pages are written in these; a site that lists others of its own has them in addition.
        config.markdown_extensions = list(dict.fromkeys([*config.markdown_extensions, *_EXTENSIONS]))
        # As an attribute, since the policy lets no page style itself.
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        theme = config.theme
        if theme.name != "material" or not self.config.whole_site:
            return
        theme["font"] = False  # else each page asks Google for it
        theme["features"] = list(dict.fromkeys([*(theme.get("features") or ()), *_FEATURES]))
        palette = theme.get("palette") or {"scheme": "default"}
        theme["palette"] = palette
        if not isinstance(palette, Mapping):
            _log.warning("a list under theme.palette makes Material store something in each reader's browser")

    def _open(self, config: MkDocsConfig) -> Opened:
        try:
            opened = self.open_inventory(config)
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
        self.added, self.navigations = {}, {}
        whole_site = self.config.whole_site and config.theme.name == "material"
        files.append(File.generated(config, STYLESHEET, content=stylesheet(whole_site=whole_site)))
        for page in self.pages:
            if files.get_file_from_path(page.path) is not None:
                _log.warning("docs/%s takes the place of the generated page of that name", page.path)
                continue
            self.added[page.path] = page
            inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, page.path, content="", inclusion=inclusion))
        return files

    def on_page_read_source(self, *, page: Any, config: MkDocsConfig) -> str | None:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Return the Markdown of a generated page, which waits on the disk until it is asked for."""
        path = page.file.src_uri
        return self._markdown(path) if path in self.added else None

    def _markdown(self, path: str) -> str:
        return self.shelf.get(self.texts[path].markdown)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002 - MkDocs' own signature
        """Let pages that navigation does not list share it: those of one directory see the same."""
        env.auto_reload = False  # a build reads each template once
        if config.theme.name == "material" and env.loader is not None:
            original = env.loader
            shared = {_NAVIGATION: f"{{{{ {_SHARED}() }}}}"}
            env.loader = ChoiceLoader([DictLoader(shared), PrefixLoader({"original": original}), original])
            env.globals[_SHARED] = self._navigation
        return env

    @pass_context
    def _navigation(self, context: Context) -> Markup:
        """Return what the theme makes of its navigation; once for all pages of a directory that are not in it."""
        page = context.get("page")
        ours = self.added.get(page.file.src_uri) if page is not None else None
        key = None if ours is None or ours.in_nav else ours.path.rpartition("/")[0]
        if key is None or key not in self.navigations:
            template = context.environment.get_template(f"original/{_NAVIGATION}")
            made = Markup(template.render(context.get_all()))  # noqa: S704 - the theme's own template
            if key is None:
                return made
            self.navigations[key] = made
        return self.navigations[key]

    def on_page_markdown(self, markdown: str, *, page: Any, config: MkDocsConfig, files: Files) -> str:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Name the organisation in the title of each of its pages, and say to which section a record's page belongs."""
        ours = self.added.get(page.file.src_uri)
        if ours is not None:
            first = self.added.get(f"{ours.path.partition('/')[0]}/index.md", ours)
            title = ours.title if first is ours else f"{ours.title} – {first.title}"
            page.meta["title"] = str(escape(title))
            index = files.get_file_from_path(first.path)
            if page.parent is None and index is not None and index.page is not None:
                page.parent = index.page.parent  # so that navigation unfolds where the page belongs
            if not ours.searched:
                page.meta["search"] = {"exclude": True}
            if ours.moved_to is not None:
                _point_to(files.get_file_from_path(ours.moved_to), page)
            return reduced(markdown).markdown
        return markdown

    @event_priority(-100)  # after whatever else changes the content
    def on_page_content(self, html: str, *, page: Any, config: MkDocsConfig, files: Files) -> str:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Put the content of a generated page on the disk: all pages are read before the first is written."""
        path = page.file.src_uri
        if path not in self.added:
            return html
        self.texts[path] = replace(self.texts[path], content=self.shelf.put(html))
        page.markdown = ""  # it was read
        return ""

    @event_priority(100)  # before whatever reads the content, such as the search
    def on_page_context(self, context: TemplateContext, *, page: Any, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Put the content of a generated page back, and its blocks of HTML with the anchors that others may lead to."""
        path = page.file.src_uri
        content = self.texts[path].content if path in self.added else None
        if content is not None:
            aside = reduced(self._markdown(path))
            page.content = aside.restored(self.shelf.get(content))
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *aside.anchors}

    @event_priority(-100)  # after whatever else changes the page, so that the policy knows all of it
    def on_post_page(self, output: str, *, page: Any, config: MkDocsConfig) -> str:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Add the policy, the name of the search for those who hear the page, and what search engines shall do."""
        ours = self.added.get(page.file.src_uri)
        if ours is None and not self.config.whole_site:
            return output
        # What stands in the content of a generated page comes from an inventory: no script of it is ever allowed.
        around = output if ours is None else _without(page.content or "", output)
        if ours is not None:
            page.content = ""  # nobody asks for it again, and thousands of pages would keep it
            output = self._with_figures(ours.path, output)
        if ours is not None and ours.noindex:
            output = policy.in_head(output, '<meta name="robots" content="noindex">')
        return self._guarded(output, around)

    def _with_figures(self, path: str, output: str) -> str:
        figures = self.texts[path].figures
        return with_figures(output, {name: self.shelf.get(slot) for name, slot in figures.items()})

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs' own signature
        """Do the same for the page that is shown where there is none, and let it say what a reader can do."""
        whole_page = template_name.endswith(".html") and self.config.whole_site
        return self._guarded(output.replace(_NOT_FOUND, _WHAT_TO_DO), output) if whole_page else output

    def _guarded(self, output: str, around: str) -> str:
        scripts = policy.inline_scripts(around)
        self.scripts.update(scripts)
        label = _SEARCH_LABEL.search(around)
        if label is not None:
            output = _SEARCH.sub(rf'\g<1> aria-label="{label[1]}"', output, count=1)
        return output if self.serving else policy.guarded(output, scripts)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Leave out of the site map what search engines shall leave out."""
        if template_name == "sitemap.xml":
            hidden = {page.path for page in self.added.values() if page.noindex or page.moved_to is not None}
            context["pages"] = [file for file in context["pages"] if file.src_uri not in hidden]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the policy once more for hosts that read headers from a file; a file of that name in `docs` stays."""
        target = Path(config.site_dir) / _HEADERS
        if self.serving or target.exists():
            return
        directories = {f"/{page.path.partition('/')[0]}/": page.noindex for page in self.added.values()}
        text = policy.headers(
            self.scripts,
            hidden=[directory for directory, noindex in directories.items() if noindex],
            prefixes=["/"] if self.config.whole_site else list(directories),
        )
        target.write_text(text, encoding="utf-8", newline="\n")

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Follow the inventory as well as the pages, and send the policy."""
        server.watch(str(self.inventory_path(config)))
        if self.config.whole_site:
            server.set_app(with_policy(server.get_app(), self.scripts))
        return server

    @property
    def audience(self) -> Audience:
        """For whom the site is built: `DATAMAP_AUDIENCE` in the environment, else the option."""
        return Audience(os.environ.get(AUDIENCE_VARIABLE) or self.config.audience)

    def cache_path(self, config: MkDocsConfig) -> Path:
        """Return where layouts of diagrams are kept between builds."""
        return _project(config) / ".cache" / "datamap"

    def inventory_path(self, config: MkDocsConfig) -> Path:
        """Return where the inventory lies: beside `mkdocs.yml`, unless the option is an absolute path."""
        return _project(config) / self.config.inventory

    def open_inventory(self, config: MkDocsConfig) -> Opened:
        """Return the inventory with its files named as they are reached from `mkdocs.yml`."""
        return open_inventory(self.inventory_path(config), _project(config))


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path()


def _without(content: str, output: str) -> str:
    """Return what a theme put around the content; nothing where it changed the content, so that nothing is allowed."""
    before, found, after = output.partition(content) if content else (output, True, "")
    return before + after if found else ""


def _point_to(target: File | None, page: Any) -> None:  # noqa: ANN401 - MkDocs' own signature
    """Tell search engines which page stands for a former address."""
    if target is not None and target.page is not None and target.page.canonical_url is not None:
        page.canonical_url = target.page.canonical_url
