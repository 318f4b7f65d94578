"""Supervisory authorities: to whom a person can complain."""

from collections.abc import Mapping
from functools import cache

from pydantic import Field, TypeAdapter

from datamap.catalog.countries import country_of
from datamap.catalog.sources import Id, Sourced, WebAddress, Words, read_facts


class Authority(Sourced):
    """An authority. `name` is its own, `english` what an English notice calls it if that differs."""

    id: Id
    name: Words
    short_name: Words | None = None
    english: Words | None = None
    country: str
    url: WebAddress | None = None
    regimes: tuple[Id, ...] = Field(min_length=1)

    @property
    def english_name(self) -> str:
        """What an English text calls it."""
        return self.english or self.name


_AUTHORITIES = TypeAdapter(dict[str, Authority])


@cache
def authorities() -> Mapping[str, Authority]:
    """Return all authorities by their id, in the order of the file."""
    return _AUTHORITIES.validate_python(
        {name: {"id": name, **keys} for name, keys in read_facts("authorities")["authorities"].items()}
    )


def authority_name(id_: str) -> str | None:
    """Return what an English text calls an authority, or `None` for one that is not known."""
    known = authorities().get(id_)
    return known.english_name if known is not None else None


def authorities_for(regime: str, country: str | None = None) -> tuple[Authority, ...]:
    """Return the authorities that watch `regime`, all of them or those of one country and its subdivisions."""
    return tuple(
        authority
        for authority in authorities().values()
        if regime in authority.regimes and country in {None, authority.country, country_of(authority.country)}
    )
