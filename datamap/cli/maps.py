"""Opening an inventory for the commands that answer from its map."""

from collections.abc import Iterator
from pathlib import Path

import click

from datamap.app import Opened, open_inventory, seen_by
from datamap.catalog.naming import Naming
from datamap.graph.hops import DataMap
from datamap.model.inventory import each_record
from datamap.model.parties import Party
from datamap.model.record import Audience
from datamap.model.records import Records


def opened_without_defects(path: Path) -> Opened | None:
    """Return an inventory, or print its defects to the standard error stream and return `None`."""
    from datamap.cli.options import print_findings

    opened = open_inventory(path)
    if opened.loaded.has_defects:
        print_findings(opened, to_stderr=True)
        click.echo("datamap: the inventory has defects, so nothing can be said from it; mend them first", err=True)
        return None
    return opened


def maps_in(opened: Opened, audience: Audience) -> Iterator[tuple[str, Naming, DataMap]]:
    """Yield every organisation's identifier, names and map, as far as an audience may see them."""
    from datamap.graph.mapping import map_of

    for id_, records in seen_by(audience, opened.loaded.inventory).organisations.items():
        naming = naming_of(records)
        yield id_, naming, map_of(id_, naming)


def naming_of(records: Records) -> Naming:
    """Return the names that an organisation's records use, in its first language."""
    from datamap.catalog.terms import vocabulary
    from datamap.catalog.vendors import vendor

    parties = (record for _, _, record in each_record(records) if isinstance(record, Party))
    named = {party.vendor for party in parties if party.vendor is not None}
    languages = records.organisation.languages if records.organisation is not None else None
    return Naming(
        records=records,
        vocabulary=vocabulary(),
        vendors={id_: vendor(id_).name.value for id_ in sorted(named)},
        language=languages[0] if isinstance(languages, tuple) else "en",
    )
