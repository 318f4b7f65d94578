"""The laws that an organisation can be under: titles, territory, authority, and where they speak of what."""

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from datamap.catalog.countries import covers
from datamap.catalog.sources import Id, Sourced, Words, read_facts


class Regime(Sourced):
    """A law on data protection.

    `area` lists the areas and places inside which it sees no transfer; `authority` is left out where it depends on
    the country; `articles` maps a topic to the place in the law, and a topic that is missing was not read.
    """

    id: Id
    title: Words
    short_name: Words
    citation: Words
    area: tuple[str, ...]
    authority: Id | None = None
    articles: Mapping[Id, Words]

    @property
    def restricts_transfers(self) -> bool:
        """Whether the law is known to speak of transfers to other countries."""
        return "transfers" in self.articles


_REGIMES = TypeAdapter(dict[str, Regime])


@cache
def regimes() -> Mapping[str, Regime]:
    """Return all regimes by their id, in the order of the file."""
    return _REGIMES.validate_python(
        {name: {"id": name, **keys} for name, keys in read_facts("regimes")["regimes"].items()}
    )


def is_inside(regime: str, place: str) -> bool:
    """Whether data that go to `place` stay where `regime` sees no transfer.

    Raises `KeyError` for a regime that the catalogue does not know.
    """
    return any(covers(area, place) for area in regimes()[regime].area)
