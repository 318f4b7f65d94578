"""Opening an inventory for the commands that answer from its map."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from datamap.app import Opened, open_inventory, seen_by
from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap, Hop, Key, Named
from datamap.model.errors import MisuseError
from datamap.model.inventory import each_record, records_of
from datamap.model.parties import Party
from datamap.model.record import Audience
from datamap.model.records import KINDS, Records

_SELECTED = {
    "product": "products",
    "region": "regions",
    "subjects": "data_subjects",
    "data": "data_categories",
    "at": "systems",
    "purpose": "purposes",
    "basis": "bases",
}


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that restrict a map: `--only` and `--except`."""
    for name, words in (
        ("except", "Leave out what holds only there."),
        ("only", "Take only what holds under a selector, such as product=shop or region=eea."),
    ):
        option = click.option(
            f"--{name}",
            "except_" if name == "except" else name,
            multiple=True,
            metavar="KEY=VALUE",
            help=f"{words} Can be given several times.",
        )
        command = option(command)
    return command


def selected(data_map: DataMap, naming: Naming, only: tuple[str, ...], except_: tuple[str, ...]) -> DataMap:
    """Return the part of a map that the options ask for; raise `MisuseError` for one that selects nothing."""
    from datamap.graph.regions import Regions
    from datamap.graph.selection import Selection, restricted

    if not only and not except_:
        return data_map
    pairs = [(option, _pairs(option, values)) for option, values in (("only", only), ("except", except_))]
    for option, key, value in ((option, *pair) for option, each in pairs for pair in each):
        _check(option, key, value, data_map, naming)
    selection = Selection.of(*(each for _, each in pairs))
    return restricted(data_map, selection, Regions(naming))


def _pairs(option: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    from datamap.graph.selection import KEYS

    pairs = [(key, value) for key, _, value in (each.partition("=") for each in values)]
    for key, value in pairs:
        if key not in KEYS or not value:
            message = (
                f"`--{option} {key}={value}` selects nothing; write KEY=VALUE, where KEY is one of {', '.join(KEYS)}"
            )
            raise MisuseError(message)
    return pairs


def _check(option: str, key: str, value: str, data_map: DataMap, naming: Naming) -> None:
    """Raise `MisuseError` for a value that names nothing: a slip must not look like an empty map."""
    from datamap.catalog.countries import place_name, places
    from datamap.load.nearest import did_you_mean

    if key not in _SELECTED or (key == "region" and (value in places().areas or place_name(value))):
        return
    kind = _SELECTED[key]
    known = {*(records_of(naming.records, kind) if kind in KINDS else ()), *naming.vocabulary.get(kind, {})}
    known |= {each.id for hop in data_map.hops for each in _selectable(hop, key)}
    if value not in known:
        mend = did_you_mean(value, dict.fromkeys(sorted(known)), "`datamap where` finds what there is")
        message = f"`--{option} {key}={value}` selects nothing: `{value}` is not known; {mend}"
        raise MisuseError(message)


def _selectable(hop: Hop, key: str) -> Sequence[Named | Key]:
    """Return what a hop has that a selection by a key looks at."""
    if key == "at":
        return (hop.source, hop.target)
    return hop.data if key == "data" else {"subjects": hop.subjects, "purpose": hop.purposes}.get(key, ())


def opened_without_defects(path: Path) -> Opened | None:
    """Return an inventory, or print its defects to the standard error stream and return `None`."""
    from datamap.cli.options import print_findings

    opened = open_inventory(path)
    if opened.loaded.has_defects:
        print_findings(opened, to_stderr=True)
        click.echo("datamap: the inventory has defects, so nothing can be said from it; mend them first", err=True)
        return None
    return opened


def maps_of(
    opened: Opened, organisation: str | None, audience: Audience = Audience.INTERNAL
) -> Iterator[tuple[str, Naming, DataMap]]:
    """Yield the identifier, names and map of one organisation, or of each, as far as an audience may see them.

    Raises `MisuseError` for an organisation that is not there.
    """
    from datamap.graph.mapping import map_of
    from datamap.load.nearest import did_you_mean

    known = opened.loaded.inventory.organisations
    if organisation is not None and organisation not in known:
        mend = did_you_mean(organisation, known, f"the organisations are {', '.join(known)}")
        message = f"there is no organisation `{organisation}`; {mend}"
        raise MisuseError(message)
    for id_, records in seen_by(audience, opened.loaded.inventory).organisations.items():
        if organisation in {None, id_}:
            naming = naming_of(records)
            yield id_, naming, map_of(id_, naming)


def naming_of(records: Records) -> Naming:
    """Return the names that an organisation's records use, in its first language."""
    from datamap.catalog.terms import vocabulary
    from datamap.catalog.vendors import vendor_name

    parties = (record for _, _, record in each_record(records) if isinstance(record, Party))
    named = {party.vendor for party in parties if party.vendor is not None}
    languages = records.organisation.languages if records.organisation is not None else None
    return Naming(
        records=records,
        vocabulary=vocabulary(),
        vendors={id_: vendor_name(id_) for id_ in sorted(named)},
        language=languages[0] if isinstance(languages, tuple) else "en",
    )
