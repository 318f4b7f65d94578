"""Where a fact comes from, when that was checked, and how surely it therefore stands."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from datamap.catalog.reading import read_data

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"'`]+$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SourceDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$")]


class Entry(BaseModel):
    """A value of the catalogue: immutable, and closed to unknown keys."""

    # Built when first used: a command reads few of the tables whose models it imports.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Origin(StrEnum):
    """Who speaks in a source."""

    FIRST_HAND = "first-hand"
    SECOND_HAND = "second-hand"
    UNRECORDED = "unrecorded"


class Status(StrEnum):
    """How surely a fact stands."""

    STATED = "stated"
    REPORTED = "reported"
    DOUBTFUL = "doubtful"
    UNVERIFIED = "unverified"


class Source(Entry):
    """A page, file or work that a fact was read in.

    `dated` is the source's own date as precisely as it gives it: a year, month or day, or two of them joined by `/`.
    `path` names the file inside a repository.
    """

    id: str
    title: Words
    is_: Origin = Field(alias="is")
    url: WebAddress | None = None
    repository: WebAddress | None = None
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,40}$")] | None = None
    path: str | None = None
    licence: Words | None = None
    dated: SourceDate | None = None
    note: Words | None = None


class Sourced(Entry):
    """A fact, or a group of facts, with its sources and the date on which they were checked."""

    sources: tuple[Source, ...] = Field(min_length=1)
    checked: dt.date
    doubt: Words | None = None
    note: Words | None = None

    @property
    def status(self) -> Status:
        """How surely this stands: a doubt outweighs every source, and the best source counts."""
        if self.doubt is not None:
            return Status.DOUBTFUL
        origins = {source.is_ for source in self.sources}
        if Origin.FIRST_HAND in origins:
            return Status.STATED
        return Status.REPORTED if Origin.SECOND_HAND in origins else Status.UNVERIFIED


class UnknownSourceError(ValueError):
    """A fact cites a source that neither its file nor `sources.yaml` defines."""


_SOURCES = TypeAdapter(dict[Id, Source])


def _defined(raw: object) -> dict[str, Source]:
    definitions = cast("Mapping[str, Mapping[str, Any]]", raw)
    return _SOURCES.validate_python({name: {"id": name, **keys} for name, keys in definitions.items()})


@cache
def shared_sources() -> Mapping[str, Source]:
    """Return the sources that several files cite, by their id."""
    return _defined(read_data("sources"))


def read_facts(name: str) -> dict[str, Any]:
    """Return the content of a data file in which every fact holds its sources in full and the date it was checked.

    The file's own `sources` are taken out of it, its `checked` is the date of each fact that gives no other.
    Raises `UnknownSourceError` for an id that is defined nowhere.
    """
    raw = dict(cast("Mapping[str, Any]", read_data(name)))
    known = {**shared_sources(), **_defined(raw.pop("sources", {}))}
    return {key: _cited(value, known, raw["checked"], f"{name}: {key}") for key, value in raw.items()}


def _cited(value: object, known: Mapping[str, Source], checked: str, place: str) -> object:
    if isinstance(value, list):
        return [_cited(item, known, checked, f"{place}, item {number}") for number, item in enumerate(value, 1)]
    if not isinstance(value, dict):
        return value
    fact = {key: _cited(item, known, checked, f"{place}.{key}") for key, item in value.items() if key != "sources"}
    if "sources" in value:
        fact["sources"] = tuple(_source(cited, known, place) for cited in value["sources"])
        fact.setdefault("checked", checked)
    return fact


def _source(cited: str, known: Mapping[str, Source], place: str) -> Source:
    name, _, path = cited.partition(":")
    if name not in known:
        raise UnknownSourceError(f"{place} cites `{name}`, which neither its file nor sources.yaml defines")
    return known[name].model_copy(update={"path": path}) if path else known[name]
