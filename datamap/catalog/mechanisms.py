"""What can make a transfer to another country lawful, law by law."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from datamap.catalog.sources import Id, Sourced, Words, read_facts

DpvTerm = Annotated[str, StringConstraints(pattern=r"^[a-z-]+:[A-Za-z0-9-]+$")]


class MechanismKind(StrEnum):
    """Which way of Chapter V a mechanism is, or that it is a ground of New Zealand's principle 12."""

    ADEQUACY = "adequacy"
    SAFEGUARD = "safeguard"
    DEROGATION = "derogation"
    GROUND = "ground"


class Mechanism(Sourced):
    """A mechanism. `words` read after “on the basis of”; `articles` maps each law that knows it to the place there.

    `ours` are the words of a certification that the organisation itself holds.
    """

    id: Id
    title: Words
    is_: MechanismKind = Field(alias="is")
    words: Words
    ours: Words | None = None
    articles: Mapping[Id, Words] = Field(min_length=1)
    dpv: DpvTerm | None = None
    needs_document: bool = False


_MECHANISMS = TypeAdapter(dict[str, Mechanism])


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Return all mechanisms by their id, in the order of the file."""
    return _MECHANISMS.validate_python(
        {name: {"id": name, **keys} for name, keys in read_facts("mechanisms")["mechanisms"].items()}
    )
