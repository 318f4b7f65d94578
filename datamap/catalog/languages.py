"""The English names of languages, by the tags of BCP 47."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import StringConstraints

from datamap.catalog.countries import place_name
from datamap.catalog.sources import Sourced, Words, read_facts

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
_REGION = 2


class LanguageNames(Sourced):
    """Names of languages by ISO 639-1 code."""

    names: Mapping[LanguageCode, Words]


@cache
def languages() -> LanguageNames:
    """Return the names of the languages that the catalogue knows."""
    return LanguageNames.model_validate(read_facts("languages")["languages"])


def language_name(tag: str) -> str | None:
    """Return the name of a language, with the country that the tag names; `None` for a language that is not known."""
    language, *parts = tag.split("-")
    name = languages().names.get(language)
    places = (place_name(part.upper()) for part in parts if len(part) == _REGION)
    country = next((place for place in places if place is not None), None)
    return f"{name} ({country})" if name is not None and country is not None else name
