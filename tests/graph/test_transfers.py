"""The mechanism of a transfer: one order of places that can state it, for the map and everything made from it."""

import pytest

from datamap.graph.hops import Key
from tests.mapped import mapped

BASE = """\
organisation: {{name: Test, regimes: [gdpr]{defaults}}}
processors:
  mailer: {{title: Mailer, country: US{party}}}
activities:
  business: {{title: Business, includes: [trade]{farthest}}}
  trade: {{title: Trade, includes: [a]{above}}}
  a: {{title: A, subjects: [customer], data: [email], flows: [{flow}]{activity}}}
"""
SILENT = dict.fromkeys(("defaults", "party", "farthest", "above", "activity"), "") | {"flow": "customer -> mailer"}
SAYS = ", transfers: {US: sccs}"
DEFAULTS = ", defaults: {transfers: {US: sccs}}"

CASES = {
    "nobody": ({}, ["not declared"]),
    "the flow": ({"flow": "customer -> mailer: {transfers: {US: sccs}}", "defaults": DEFAULTS}, ["sccs"]),
    "the party": ({"party": SAYS, "activity": ", transfers: {US: bcr}"}, ["sccs"]),
    "the activity": ({"activity": SAYS, "above": ", transfers: {US: bcr}"}, ["sccs"]),
    "an activity that covers it": ({"above": SAYS, "farthest": ", transfers: {US: bcr}"}, ["sccs"]),
    "an activity that covers that one": (
        {"farthest": SAYS, "defaults": ", defaults: {transfers: {US: bcr}}"},
        ["sccs"],
    ),
    "the defaults": ({"defaults": DEFAULTS}, ["sccs"]),
    "the closest that speaks of the country": ({"activity": ", transfers: {IN: bcr}", "above": SAYS}, ["sccs"]),
    "each of several": ({"above": ", transfers: {US: [dpf, sccs]}"}, ["dpf", "sccs"]),
    "unknown is a statement too": ({"activity": ", transfers: unknown", "defaults": DEFAULTS}, ["unknown"]),
}


@pytest.mark.parametrize(("stated", "expected"), CASES.values(), ids=CASES.keys())
def test_the_closest_place_that_states_a_mechanism_holds(stated, expected):
    (hop,) = mapped(BASE.format(**SILENT | stated)).hops
    found = [[each.id for each in reach.mechanisms] or [reach.safeguards("not declared")] for reach in hop.reaches]
    assert [name for names in found for name in names] == expected
    assert {reach.place for reach in hop.reaches} == {"US"}


def test_what_belongs_to_no_activity_has_the_mechanism_of_the_defaults():
    data_map = mapped(
        "organisation: {name: Test, regimes: [gdpr], defaults: {transfers: {US: sccs}}}\n"
        "processors: {host: {title: Host, country: US}}\nsystems: {shop: {title: Shop, host: host}}"
    )
    (hop,) = data_map.hops
    assert [[each.id for each in reach.mechanisms] for reach in hop.reaches] == [["sccs"]]
    assert [[each.id for each in reach.mechanisms] for reach in data_map.nodes[Key("processors", "host")].reaches] == [
        ["sccs"]
    ]


def test_what_is_stated_of_an_area_keeps_the_country_and_what_limits_it():
    (hop,) = mapped(
        "organisation: {name: Test, regimes: [gdpr]}\n"
        "regions: {world: {title: The world, includes: [eea, US]}}\n"
        "products: {shop: Shop}\n"
        "systems: {file: {title: File, controlled_by: partner, location: [US]}}\n"
        "processors: {mailer: {title: Mailer, country: US}}\nrecipients: {partner: Partner}\n"
        "activities:\n"
        "  a: {title: A, data: [email], subjects: [customer], flows: [customer -> mailer],\n"
        "      transfers: {world: {mechanism: sccs, only: {product: shop}}}}"
    ).hops
    (reach,) = hop.reaches
    assert (reach.place, reach.title, reach.outside) == ("US", "United States", ("GDPR",))
    assert [each.id for each in reach.mechanisms] == ["sccs"]
    assert reach.scope == ("only product: Shop",)
    assert hop.leaves_area


WAYS = {
    "{mechanism: consent, given: use-of-services}": "Consent to the transfer, given: by using our services",
    "{mechanism: explicit-consent, given: [confirmation, a box]}": "Explicit consent to the transfer, given: by confirming it to us or a box",
    "{mechanism: consent, given: unknown}": "Consent to the transfer",
    "consent": "Consent to the transfer",
}


@pytest.mark.parametrize(("stated", "title"), WAYS.items(), ids=WAYS.keys())
def test_consent_is_named_with_how_it_is_given(stated, title):
    (hop,) = mapped(BASE.format(**SILENT | {"party": f", transfers: {{US: {stated}}}"})).hops
    (reach,) = hop.reaches
    assert reach.safeguards("not declared") == title
