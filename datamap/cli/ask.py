"""`datamap ask`: the questions that the map answers by name."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from datamap.cli.main import EXIT_FINDINGS
from datamap.cli.maps import maps_of, opened_without_defects, selected, selection_options
from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datamap.catalog.naming import Naming
    from datamap.graph.hops import DataMap, Key
    from datamap.graph.named import Question, Takes


@click.command("ask")
@click.argument("question", required=False)
@click.argument("about", nargs=-1)
@click.option(
    "--inventory",
    "path",
    type=click.Path(path_type=Path),
    default=Path("inventory"),
    show_default=True,
    help="Where the inventory is.",
)
@click.option("--org", "organisation", help="Ask one organisation only, by its identifier.")
@selection_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.pass_context
def command(
    context: click.Context,
    question: str | None,
    about: tuple[str, ...],
    path: Path,
    organisation: str | None,
    only: tuple[str, ...],
    except_: tuple[str, ...],
    form: str,
) -> None:
    """Answer a QUESTION from the map; without one, list the questions with their meaning.

    ABOUT is what the question takes: an activity, a station, a START (a group of people, another source, a client), a
    country; each by identifier, title or another name.
    """
    from datamap.graph.named import QUESTIONS
    from datamap.report.asked import Asked, as_json, as_text

    if question is None:
        click.echo("\n\n".join(_described(each) for each in QUESTIONS.values()))
        return
    asked = _question(question, about)
    opened = opened_without_defects(path)
    if opened is None:
        context.exit(EXIT_FINDINGS)
    answers, missing = [], ""
    for _, naming, data_map in maps_of(opened, organisation):
        names, keys, unknown = _found(asked.takes, about, data_map, naming)
        try:
            part = selected(data_map, naming, only, except_)
        except MisuseError as error:
            unknown = unknown or str(error)
        missing = missing or unknown
        if not unknown:
            answers.append(Asked(asked, names, part, tuple(asked.answer(part, names, keys))))
    if not answers:
        raise MisuseError(missing)
    written = as_json if form == "json" else as_text
    click.echo(written(answers, opened.loaded.sources))


def _question(name: str, about: tuple[str, ...]) -> "Question":
    from datamap.graph.named import QUESTIONS
    from datamap.load.nearest import did_you_mean

    if name not in QUESTIONS:
        mend = did_you_mean(name, QUESTIONS, f"the questions are {', '.join(QUESTIONS)}")
        message = f"there is no question `{name}`; {mend}"
        raise MisuseError(message)
    asked = QUESTIONS[name]
    least = 0 if asked.optional else len(asked.takes)
    if not least <= len(about) <= len(asked.takes):
        message = f"write `{_usage(asked)}`"
        raise MisuseError(message)
    return asked


def _usage(question: "Question") -> str:
    takes = " ".join(f"[{each.value}]" if question.optional else each.value for each in question.takes)
    return f"datamap ask {question.name} {takes}".rstrip()


def _described(question: "Question") -> str:
    return f"{_usage(question)}\n  {question.meaning}"


def _found(
    takes: "tuple[Takes, ...]", about: tuple[str, ...], data_map: "DataMap", naming: "Naming"
) -> "tuple[tuple[str, ...], tuple[Key, ...], str]":
    """Return what each word names in one organisation, the stations among it, and what is wrong with one of them."""
    names: list[str] = []
    keys: list[Key] = []
    for what, term in zip(takes, about, strict=False):
        ids, stations = _named(what, term, data_map, naming)
        if not ids:
            return (), (), _unknown(what, term, data_map, naming)
        names += ids[:1]
        keys += stations
    return tuple(names), tuple(keys), ""


def _named(what: "Takes", term: str, data_map: "DataMap", naming: "Naming") -> "tuple[list[str], list[Key]]":
    from datamap.catalog.countries import place_name, places
    from datamap.graph.matching import matches, nodes_of
    from datamap.graph.named import Takes
    from datamap.graph.structure import STARTS

    found = matches(term, data_map, naming)
    if what is Takes.ACTIVITY:
        return [match.id for match in found if match.kind == "activities"], []
    if what is Takes.PLACE:
        countries = [match.id for match in found if match.kind == "countries"]
        # An area, or a country that nothing reaches: then there is no way there, which is an answer.
        known = [term] if term in places().areas else [term.upper()] if place_name(term.upper()) else []
        return countries or known, []
    stations = [
        key
        for match in found
        for key in sorted(nodes_of(match, data_map))
        if what is not Takes.START or data_map.nodes[key].group in STARTS
    ]
    return [key.id for key in stations], stations


def _unknown(what: "Takes", term: str, data_map: "DataMap", naming: "Naming") -> str:
    from datamap.load.nearest import nearest

    near = nearest(term, _names(what, data_map, naming))
    mend = f"did you mean `{near}`?" if near is not None else "`datamap where` finds what there is"
    noun = {
        "ACTIVITY": "activity",
        "STATION": "station",
        "START": "group of people, source or client",
        "COUNTRY": "country",
    }[what.value]
    return f"no {noun} is called `{term}`; {mend}"


def _names(what: "Takes", data_map: "DataMap", naming: "Naming") -> "Iterator[str]":
    from datamap.graph.matching import everything

    for match, names in everything(data_map, naming):
        if _named(what, match.id, data_map, naming)[0]:
            yield from names
