"""`datamap graph`: draw the map of an organisation, or what is around one thing."""

from pathlib import Path

import click

from datamap.catalog.naming import Naming
from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import maps_of, opened_without_defects, selected, selection_options
from datamap.cli.options import inventory_argument
from datamap.graph.hops import DataMap
from datamap.graph.matching import Match
from datamap.model.errors import MisuseError
from datamap.model.record import Audience
from datamap.render.engine import Engine
from datamap.render.picture import Picture

SECONDS = 60.0
"""How long somebody at a terminal may wait for one picture, whatever the engine does."""


@click.command("graph")
@click.argument("organisation", metavar="ORG")
@inventory_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "dot", "mermaid", "json"]),
    default="svg",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--focus", help="Draw only what is around one activity, system, party, category of data or group of people."
)
@selection_options
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose eyes it is for; the public map is made from the public inventory alone.",
)
@click.option("--full", is_flag=True, help="Draw every node of a large map on its own.")
@click.option(
    "--engine",
    type=click.Choice([engine.value for engine in Engine]),
    default=Engine.PURE.value,
    show_default=True,
    help="What lays out the graph: the engine that comes with datamap, or the machine's Graphviz.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file; else standard output.")
@click.pass_context
def command(
    context: click.Context,
    organisation: str,
    path: Path,
    form: str,
    focus: str | None,
    only: tuple[str, ...],
    except_: tuple[str, ...],
    audience: str,
    full: bool,
    engine: str,
    output: Path | None,
) -> None:
    """Draw the map of the organisation ORG: people, systems, everyone who gets data, and what flows between."""
    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    ((_, naming, data_map),) = maps_of(opened, organisation, Audience(audience))
    data_map = selected(data_map, naming, only, except_)
    part, picture = _chosen(data_map, naming, focus, full=full)
    text = _written(part, picture, form, Engine(engine))
    if text is None:
        context.exit(EXIT_FINDINGS)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror or error}"
        raise MisuseError(message) from error


def _chosen(data_map: DataMap, naming: Naming, focus: str | None, *, full: bool) -> tuple[DataMap, Picture]:
    from datamap.graph.matching import everything, matches
    from datamap.load.nearest import nearest
    from datamap.render.views import hops_in, whole

    if focus is None:
        return data_map, whole(data_map, full=full)
    found = matches(focus, data_map, naming)
    if not found:
        near = nearest(focus, (name for _, names in everything(data_map, naming) for name in names))
        mend = f"did you mean `{near}`?" if near is not None else "`datamap where` finds what there is"
        message = f"nothing on this map is called `{focus}`; {mend}"
        raise MisuseError(message)
    picture = _around(data_map, found[0])
    return hops_in(data_map, picture), picture


def _around(data_map: DataMap, match: Match) -> Picture:
    from datamap.graph.matching import nodes_of
    from datamap.render.views import around_activity, around_category, around_nodes, around_place

    if match.kind == "activities":
        return around_activity(data_map, match.id)
    if match.kind == "data_categories":
        return around_category(data_map, match.id, f"Where {match.title} goes")
    if match.kind == "countries":
        return around_place(data_map, match.id, f"Data that reach {match.title}")
    nodes = nodes_of(match, data_map)
    if not nodes:
        message = f"`{match.id}` is no station of data; `datamap where {match.id}` tells what names it"
        raise MisuseError(message)
    return around_nodes(data_map, nodes, f"Data flows around {match.title}")


def _written(data_map: DataMap, picture: Picture, form: str, engine: Engine) -> str | None:
    """Return the text of a format; print why and return `None` where the picture cannot be laid out."""
    if form == "mermaid":
        from datamap.render.as_mermaid import as_mermaid

        return as_mermaid(picture)
    from datamap.render.drawing import Drawing, carefully_drawn, ladder

    if form == "dot":
        from datamap.render.as_dot import as_dot

        return as_dot(picture, ladder(picture)[0])
    (drawing,) = carefully_drawn([picture], engine=engine, seconds=SECONDS)
    if not isinstance(drawing, Drawing):
        click.echo(f"datamap: {picture.title} cannot be drawn: {drawing.reason}; {drawing.mend}", err=True)
        return None
    if drawing.fell_back:
        click.echo(
            f"datamap: drawn with fewer labels: {drawing.fell_back}; no box and no line of it is missing", err=True
        )
    if form == "json":
        from datamap.render.as_json import as_json

        return as_json(data_map, drawing) + "\n"
    from datamap.render.as_svg import Markup, as_svg

    return as_svg(picture, drawing.layout, Markup(prefix="dm", standalone=True))
