"""`datamap where`: where a thing is, where it came from, who gets it and how long it is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import maps_of, opened_without_defects
from datamap.cli.options import inventory_argument
from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    from datamap.graph.answer import Whereabouts

_MOST = 8
"""How many names are shown that a word is part of."""


@click.command("where")
@click.argument("term")
@inventory_argument
@click.option("--org", "organisation", help="Ask one organisation only, by its identifier.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.pass_context
def command(context: click.Context, term: str, path: Path, organisation: str | None, form: str) -> None:
    """Say where TERM is: a category of data, a group of people, a system, a vendor, a country, a contact.

    TERM is an identifier, a title or another name; `kind/identifier` where several things share a name. The answer
    covers internal records too: it is for whoever answers a request for access or erasure.
    """
    from datamap.graph.matching import called, everything, matches, places_in
    from datamap.graph.whereabouts import whereabouts

    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    answers: list[Whereabouts] = []
    names: list[str] = []
    places: list[str] = []
    for _, naming, data_map in maps_of(opened, organisation):
        answers += [whereabouts(match, data_map, naming) for match in matches(term, data_map, naming)]
        names += [name for _, each in everything(data_map, naming) for name in each]
        places += [called(code, naming) for code in sorted(places_in(data_map, naming))]
    if not answers:
        raise MisuseError(_not_found(term, places, names))
    if form == "json":
        from datamap.report.where_as_json import as_json

        click.echo(as_json(term, answers, opened.loaded.sources))
    else:
        from datamap.report.where_as_text import as_text

        click.echo("\n\n".join(as_text(answer, opened.loaded.sources) for answer in answers))


def _not_found(term: str, places: list[str], names: list[str]) -> str:
    """Return that nothing is called so, with the name that was probably meant; of a place, which others are named."""
    from datamap.catalog.countries import names_of_places
    from datamap.graph.matching import names_with, place_named
    from datamap.load.nearest import nearest

    place = place_named(term)
    if place is not None:
        named = ", ".join(dict.fromkeys(places)) or "no country"
        return (
            f"nothing in this inventory names {place}: no hop, host, party, system, region or entity; it names {named}"
        )
    having = names_with(term, names)
    if having:
        shown = ", ".join(f"`{name}`" for name in having[:_MOST])
        more = f" and {len(having) - _MOST} more" if len(having) > _MOST else ""
        return f"nothing in this inventory is called `{term}`; these names have it in them: {shown}{more}"
    near = nearest(term, names) or nearest(term.casefold(), {name.casefold(): None for name in names})
    near = near or nearest(term, names_of_places())
    mend = f"did you mean `{near}`?" if near is not None else "`datamap stats` counts what it holds"
    return f"nothing in this inventory is called `{term}`; {mend}"
