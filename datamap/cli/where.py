"""`datamap where`: where a thing is, where it came from, who gets it and how long it is kept."""

from pathlib import Path

import click

from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import maps_in, opened_without_defects
from datamap.cli.options import inventory_argument
from datamap.model.errors import MisuseError
from datamap.model.record import Audience


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
    from datamap.graph.matching import everything, matches, place_named
    from datamap.graph.whereabouts import whereabouts
    from datamap.load.nearest import did_you_mean, nearest

    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    known = opened.loaded.inventory.organisations
    if organisation is not None and organisation not in known:
        mend = did_you_mean(organisation, known, f"the organisations are {', '.join(known)}")
        message = f"there is no organisation `{organisation}`; {mend}"
        raise MisuseError(message)
    answers, names = [], []
    for id_, naming, data_map in maps_in(opened, Audience.INTERNAL):
        if organisation in {None, id_}:
            answers += [whereabouts(match, data_map, naming) for match in matches(term, data_map, naming)]
            names += [name for _, each in everything(data_map, naming) for name in each]
    if not answers:
        place = place_named(term)
        if place is not None:
            message = f"no hop is stated to reach {place}, and no party or system is said to be there"
            raise MisuseError(message)
        near = nearest(term, names) or nearest(term.casefold(), {name.casefold(): None for name in names})
        mend = f"did you mean `{near}`?" if near is not None else "`datamap stats` counts what it holds"
        message = f"nothing in this inventory is called `{term}`; {mend}"
        raise MisuseError(message)
    if form == "json":
        from datamap.report.where_as_json import as_json

        click.echo(as_json(term, answers, opened.loaded.sources))
    else:
        from datamap.report.where_as_text import as_text

        click.echo("\n\n".join(as_text(answer, opened.loaded.sources) for answer in answers))
