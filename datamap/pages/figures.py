"""Diagrams in pages: where they stand in the Markdown, and how they get there once the generator has done its work.

A diagram is put in after Markdown has been read: Markdown would take ten times as long over it, and change nothing.
"""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap, Key
from datamap.model.inventory import records_of
from datamap.pages.addresses import PAGED, Addresses
from datamap.render.as_svg import Markup as SvgMarkup
from datamap.render.as_svg import as_svg
from datamap.render.drawing import Drawing
from datamap.render.picture import Picture
from datamap.render.views import around_activity, around_category, around_nodes

_PLACEHOLDER = re.compile(r'<div class="dm-figure" data-figure="([a-z0-9-]+)"></div>')


def pictures_around(naming: Naming, flows: DataMap) -> Iterator[Picture | None]:
    """Yield the picture of each record with a page of its own, in the order of those pages.

    A record that no data reach and leave has none.
    """
    for kind in PAGED:
        for id_ in records_of(naming.records, kind):
            picture = _around(naming, flows, kind, id_)
            yield picture if picture.lines else None


def _around(naming: Naming, flows: DataMap, kind: str, id_: str) -> Picture:
    if kind == "activities":
        return around_activity(flows, id_)
    title = naming.title(kind, id_)
    if kind == "data_categories":
        return around_category(flows, id_, f"Where {title} goes")
    return around_nodes(flows, frozenset({Key(kind, id_)}), f"Data flows around {title}")


def figure(
    drawing: Drawing, name: str, page: str, addresses: Addresses, caption: Markup | None = None
) -> tuple[str, str]:
    """Return what stands in the Markdown for a diagram, and the HTML that takes its place."""
    link = addresses.links_from(page)
    shape = SvgMarkup(prefix=f"fig-{name}", legend=name == "map")
    svg = as_svg(drawing.picture, drawing.layout, shape, lambda key: link(*key))
    html = Markup(
        '<figure class="dm-diagram"><div class="dm-scroll" tabindex="0" role="region" aria-label="{}">'
        "{}</div>{}</figure>"
    )
    note = Markup("<figcaption>{}</figcaption>").format(caption) if caption is not None else ""
    drawn = Markup(svg)  # noqa: S704 - the renderer escapes all words
    mark = f'<div class="dm-figure" data-figure="{escape(name)}"></div>'
    return mark, html.format(drawing.picture.title, drawn, note)


def with_figures(html: str, figures: Mapping[str, str]) -> str:
    """Return a page with its diagrams in their places."""
    return _PLACEHOLDER.sub(lambda match: figures.get(match[1], ""), html)
