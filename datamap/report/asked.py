"""Answers to the questions that are asked by name, as text and as JSON, each line with the places that say so."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from datamap.graph.hops import DataMap
from datamap.graph.named import Entry, Question
from datamap.load.sources import SourceMap

VERSION = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it was asked about, and its answer for one organisation."""

    question: Question
    about: tuple[str, ...]
    data_map: DataMap
    entries: tuple[Entry, ...]


def as_text(answers: Iterable[Asked], sources: SourceMap) -> str:
    """Return the answers as lines, one block for each organisation."""
    return "\n\n".join("\n".join(_lines(answer, sources)) for answer in answers)


def _lines(answer: Asked, sources: SourceMap) -> Iterator[str]:
    yield f"{answer.data_map.title}: {' '.join((answer.question.name, *answer.about))}"
    for entry in answer.entries:
        titles = [answer.data_map.nodes[key].title for key in entry.stations]
        named = (" -> " if entry.is_way else ", ").join(titles)
        data = f": {', '.join(entry.data)}" if entry.data else ""
        places = f"  [{', '.join(_places(entry, sources))}]" if entry.hops else ""
        may = " (may)" if entry.may else ""
        yield "".join(char if char.isprintable() else " " for char in f"  {named}{may}{data}{places}")
    if not answer.entries:
        yield "  nothing"


def _places(entry: Entry, sources: SourceMap) -> list[str]:
    found = (sources.place(hop.paths[0]) for hop in entry.hops if hop.paths)
    return list(dict.fromkeys(f"{place.file}:{place.line}" for place in found if place.file))


def as_json(answers: Iterable[Asked], sources: SourceMap) -> str:
    """Return `{version, answers: [{organisation, question, about, entries}]}` as text."""
    return json.dumps(
        {"version": VERSION, "answers": [_answer(answer, sources) for answer in answers]}, indent=2, ensure_ascii=False
    )


def _answer(answer: Asked, sources: SourceMap) -> dict[str, Any]:
    nodes = answer.data_map.nodes
    return {
        "organisation": answer.data_map.organisation,
        "question": answer.question.name,
        "about": list(answer.about),
        "entries": [
            {
                "stations": [{"node": str(key), "title": nodes[key].title} for key in entry.stations],
                "is_way": entry.is_way,
                "may": entry.may,
                "data": list(entry.data),
                "at": _places(entry, sources),
            }
            for entry in answer.entries
        ],
    }
