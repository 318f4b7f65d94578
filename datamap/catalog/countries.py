"""Countries, their subdivisions, the areas that laws name, and international organisations."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import StringConstraints

from datamap.catalog.sources import CountryCode, Entry, Id, Sourced, Words, read_facts

SubdivisionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
OrganisationCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
_SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")


class CountryNames(Sourced):
    """Names of countries by ISO 3166-1 alpha-2 code."""

    names: Mapping[CountryCode, Words]
    with_the: tuple[CountryCode, ...]


class SubdivisionNames(Sourced):
    """Names of some subdivisions by ISO 3166-2 code; codes without a name are valid too."""

    names: Mapping[SubdivisionCode, Words]


class Area(Sourced):
    """A set of countries with a name that reads inside a sentence."""

    title: Words
    members: tuple[CountryCode, ...]


class InternationalOrganisation(Sourced):
    """An organisation that stands beside countries as a destination (GDPR Art. 44)."""

    name: Words


class Places(Entry):
    """Everything that can stand where a country is asked for."""

    countries: CountryNames
    subdivisions: SubdivisionNames
    areas: Mapping[Id, Area]
    organisations: Mapping[OrganisationCode, InternationalOrganisation]


@cache
def places() -> Places:
    """Return the whole table."""
    facts = read_facts("countries")
    del facts["checked"]
    return Places.model_validate(facts)


def country_of(code: str) -> str | None:
    """Return the country that `code` names or lies in, or `None`: `US-CA` lies in `US`, `EPO` in none."""
    subdivision = _SUBDIVISION.fullmatch(code)
    country = subdivision[1] if subdivision else code
    return country if country in places().countries.names else None


def is_place(code: str) -> bool:
    """Whether `code` is a known country, a well-formed subdivision of one, or a known international organisation."""
    return country_of(code) is not None or code in places().organisations


def place_name(code: str) -> str | None:
    """Return the English name of a place or area; a subdivision without a name goes by its code; unknown is `None`."""
    table = places()
    if code in table.organisations:
        return table.organisations[code].name
    if code in table.areas:
        return table.areas[code].title
    if country_of(code) is None:
        return None
    return table.countries.names.get(code) or table.subdivisions.names.get(code, code)


def names_of_places() -> tuple[str, ...]:
    """Return the English names of all countries, areas and international organisations."""
    table = places()
    others = (*(area.title for area in table.areas.values()), *(each.name for each in table.organisations.values()))
    return (*table.countries.names.values(), *others)


def place_in_a_sentence(code: str) -> str | None:
    """Return the English name of a place as it stands inside a sentence: with “the” where English puts it."""
    name = place_name(code)
    table = places()
    takes_it = code in table.countries.with_the or code in table.organisations
    return f"the {name}" if name is not None and takes_it else name


def members(area: str) -> frozenset[str]:
    """Return the codes of the countries in `area`; raise `KeyError` for an area that is not known."""
    return frozenset(places().areas[area].members)


def covers(area_or_code: str, code: str) -> bool:
    """Whether `code` is `area_or_code`, lies in it, or is a member of it."""
    if area_or_code in places().areas:
        return country_of(code) in members(area_or_code)
    return area_or_code in {code, country_of(code)}
