"""All names that an inventory can use without declaring them: terms, vendors, countries, laws and mechanisms."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, cast

from datamap.load.known import Terms
from datamap.load.parse import parse


@cache
def _table(name: str) -> Mapping[str, Any]:
    # The models of a table take longer to import than most inventories take to load, and only its names are asked for.
    # Our own parser leaves all values text, which makes it three times as fast as `read_data`.
    from datamap.catalog.reading import text_of

    return cast("Mapping[str, Any]", parse(name, text_of(name).encode("utf-8")).data)


@cache
def _ids(name: str) -> Collection[str]:
    if name == "vendors":
        from datamap.catalog.reading import data_names

        return frozenset(data_names("vendors"))
    if name in {"countries", "areas"}:
        table = _table("countries")
        return (
            frozenset(table["areas"])
            if name == "areas"
            else frozenset(table["countries"]["names"]) | frozenset(table["organisations"])
        )
    if name in {"regimes", "authorities", "mechanisms"}:
        return frozenset(_table(name)[name])
    from datamap.catalog.terms import term_ids

    return term_ids().get(name, frozenset())


@cache
def _synonyms(name: str) -> Mapping[str, str]:
    if name == "countries":
        from datamap.catalog.countries import places

        # Many write UK for GB: ISO 3166-1 keeps the code free for that reason.
        return {**{title: code for code, title in places().countries.names.items()}, "UK": "GB", "USA": "US"}
    if name == "mechanisms":
        from datamap.catalog.mechanisms import mechanisms

        return {other: id_ for id_, held in mechanisms().items() for other in held.also}
    from datamap.catalog.terms import synonyms

    return synonyms(name)


def built_in() -> Terms:
    """Return the built-in names; each table is read when a name of it is first looked up."""
    return Terms(ids=_ids, synonyms=_synonyms)
