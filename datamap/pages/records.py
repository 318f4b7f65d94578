"""A page for each activity, system, recipient and data category: what is declared of it, and what refers to it."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from markupsafe import Markup, escape
from pydantic import BaseModel

from datamap.catalog.spelling import spelled
from datamap.graph.hops import Group, Key
from datamap.graph.rows import defaults_of
from datamap.model.inventory import each_record, records_of
from datamap.model.records import KINDS, Records
from datamap.model.references import Reference, mentions, plan_of
from datamap.pages import markup
from datamap.pages.addresses import EVERYTHING, PAGED, slug
from datamap.pages.declared import Declared
from datamap.pages.desk import Desk
from datamap.pages.figures import figure
from datamap.pages.page import UNSEARCHED, Page
from datamap.render.drawing import Drawing

KIND_TITLES = {name: info.title or name for name, info in Records.model_fields.items()}
"""What each kind is called in a heading."""


class RecordPages:
    """The record pages of one organisation. What refers to what is looked up once for all of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.naming = desk.naming

    @cached_property
    def referring(self) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
        """For each (kind, identifier), the records that name it."""
        found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for kind, id_, record in each_record(self.naming.records):
            for mention in mentions(record):
                if isinstance(mention, Reference):
                    for target in mention.target.kinds:
                        if (
                            target in KINDS
                            and mention.id in records_of(self.naming.records, target)
                            and (target, mention.id) != (kind, id_)
                        ):
                            found.setdefault((target, mention.id), {})[kind, id_] = None
        return {key: list(owners) for key, owners in found.items()}

    def pages(self, drawings: Iterator[Drawing | None]) -> Iterator[Page]:
        """Yield the pages; `drawings` yields the small diagram of each record in their order, or that it has none."""
        for kind in PAGED:
            for id_, record in records_of(self.naming.records, kind).items():
                yield self._page(kind, id_, record, next(drawings, None))

    def _page(self, kind: str, id_: str, record: BaseModel, drawing: Drawing | None) -> Page:
        path = self.desk.path(f"{PAGED[kind]}/{slug(id_)}.md")
        title = self.title(kind, id_)
        figures: dict[str, str] = {}
        mark = ""
        if drawing is not None:
            whole = Markup('<a href="{}">The whole map</a>, with the meaning of shapes and lines.').format(
                self.desk.addresses.href(path, self.desk.path("map.md"))
            )
            mark, figures["flows"] = figure(drawing, "flows", path, self.desk.addresses, whole)
        parts = [
            f"# {markup.text(title)}",
            f"<p>{escape(self._one(kind, id_))} of {self._organisation(path)}. Identifier: {markup.code(id_)}.</p>",
            mark,
            "## What is declared { #declared }",
            self.declared(path).record(record, without=frozenset({"title"})) or "Nothing more is stated.",
            self._in_general(path, kind, record),
            self._referring(path, kind, id_),
            self._source(kind, id_),
        ]
        text = "\n\n".join(part for part in parts if part) + "\n"
        return Page(path=path, title=title, markdown=text, in_nav=False, figures=figures)

    def title(self, kind: str, id_: str) -> str:
        """Return the heading for a record; one without a title goes by the words of its identifier."""
        title = self.naming.title(kind, id_)
        return spelled(id_, capital=True) if title == id_ and kind != "trackers" else title

    def _one(self, kind: str, id_: str) -> str:
        """Return what the record is in a word: whoever only gives data is no recipient, nor is who gets none."""
        node = self.desk.flows.nodes.get(Key(kind, id_))
        if node is None and kind in {"processors", "recipients"}:
            return "No recipient"
        return "A source of data" if node is not None and node.group is Group.SOURCES else _ONE[kind]

    def _in_general(self, path: str, kind: str, record: BaseModel) -> str:
        """Return what the defaults say of an activity that says nothing of it itself."""
        defaults = defaults_of(self.naming.records)
        if kind != "activities" or defaults is None:
            return ""
        own = frozenset(key for name, (key, _) in plan_of(type(record)).items() if getattr(record, name) is not None)
        said = self.declared(path).record(defaults, without=own)
        where = Markup('<a href="{}">organisation</a>').format(
            self.desk.addresses.href(path, self.desk.path(EVERYTHING)) + "#organisation"
        )
        lead = f"<p>Declared for all activities of the {where}; what is said closer comes first.</p>"
        return f"## What holds in general {{ #defaults }}\n\n{lead}\n\n{said}" if said else ""

    def _organisation(self, path: str) -> str:
        return self.desk.link(path, "index.md", self.desk.title)

    def declared(self, path: str) -> Declared:
        """Return what writes declared values on the page at `path`."""
        return Declared(naming=self.naming, address=self.desk.addresses.sources_from(path))

    def _referring(self, path: str, kind: str, id_: str) -> str:
        owners = self.referring.get((kind, id_), [])
        if not owners:
            return f"## What refers to it {{ #referring {UNSEARCHED} }}\n\nNo record of this inventory refers to it."
        link = self.desk.addresses.links_from(path)
        items = "\n".join(
            f'<li><a href="{escape(link(owner, name) or "#")}">{escape(self.title(owner, name))}</a> '
            f"<small>{KIND_TITLES[owner]}</small></li>"
            for owner, name in owners
        )
        return f"## What refers to it {{ #referring {UNSEARCHED} }}\n\n<ul>\n{items}\n</ul>"

    def _source(self, kind: str, id_: str) -> str:
        if self.desk.where is None:
            return ""
        place = self.desk.where((self.desk.id, kind, id_))
        return f'<p class="dm-where">Declared at {markup.code(place)}</p>'


_ONE = {
    "activities": "A processing activity",
    "systems": "A system",
    "processors": "A processor",
    "recipients": "A recipient",
    "data_categories": "A category of data",
}
