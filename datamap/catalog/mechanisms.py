"""What can make a transfer to another country lawful, law by law."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from datamap.catalog.sources import Id, Sourced, Words, read_facts

DpvTerm = Annotated[str, StringConstraints(pattern=r"^[a-z-]+:[A-Za-z0-9-]+$")]


class MechanismKind(StrEnum):
    """Which way of Chapter V a mechanism is; or a ground of New Zealand's principle 12, or a claim of no law."""

    ADEQUACY = "adequacy"
    SAFEGUARD = "safeguard"
    DEROGATION = "derogation"
    GROUND = "ground"
    CLAIM = "claim"


class Mechanism(Sourced):
    """A mechanism. `words` read after “on the basis of”; `articles` maps each law that knows it to the place there.

    `ours` are the words of a certification that the organisation itself holds. A claim is known to no law.
    """

    id: Id
    title: Words
    also: tuple[Words, ...] = ()
    is_: MechanismKind = Field(alias="is")
    words: Words
    ours: Words | None = None
    articles: Mapping[Id, Words] = Field(default_factory=dict)
    dpv: DpvTerm | None = None
    needs_document: bool = False

    @model_validator(mode="after")
    def _is_known_to_a_law(self) -> Self:
        if bool(self.articles) is (self.is_ is MechanismKind.CLAIM):
            raise ValueError("names no law that knows it" if not self.articles else "is a claim, and names a law")
        return self


_MECHANISMS = TypeAdapter(dict[str, Mechanism])


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Return all mechanisms by their id, in the order of the file."""
    return _MECHANISMS.validate_python(
        {name: {"id": name, **keys} for name, keys in read_facts("mechanisms")["mechanisms"].items()}
    )
