"""Maps of inventories that are written in a test."""

from xml.etree import ElementTree as ET

from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.catalog.vendors import vendor, vendor_ids
from datamap.graph.mapping import map_of
from tests.written import clean

ORGANISATION = "organisation: {name: Test Ltd, languages: [en], regimes: [gdpr]}\n"


def naming(text, organisation="organisation"):
    """Return the names of an inventory in one file; without an organisation of its own, one under the GDPR is added."""
    whole = text if "organisation:" in text else ORGANISATION + text
    records = clean(whole).inventory.organisations[organisation]
    return Naming(
        records=records, vocabulary=vocabulary(), vendors={id_: vendor(id_).name.value for id_ in vendor_ids()}
    )


def mapped(text):
    """Return the map of an inventory in one file."""
    return map_of("organisation", naming(text))


def told(hop):
    """Return a hop on one line: kind, ends, role, data, activity."""
    role = f" [{hop.role.value}]" if hop.role is not None else ""
    data = ",".join(category.id for category in hop.data) or hop.data_from.value
    return f"{hop.kind.value} {hop.source.id} -> {hop.target.id}{role}: {data} ({hop.activity})"


def lines(data_map):
    """Return all hops of a map, one a line."""
    return [told(hop) for hop in data_map.hops]


def element(svg):
    """Return the root element of our own SVG; raises `ParseError` if it is not well-formed."""
    return ET.fromstring(svg)  # noqa: S314 - we wrote it
