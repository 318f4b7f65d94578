"""A right says itself how it is used, or the defaults do: for all rights, or for those in a region."""

import pytest

from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.graph.regions import Regions
from datamap.graph.rights import in_force
from tests.written import clean

GENERAL = "{how: by letter, deadline: 1 month}"
BY_REGION = "[{only: {region: US-CA}, how: by phone}, {only: {region: [eu, uk]}, how: by fax}]"
AND_FEE = "[{only: {region: US-CA}, how: by phone}, {how: by letter, fee: none}]"
IN_WRITING = "[{when: you call, how: by phone, may: true}, {how: by letter}]"


def used(general, stated):
    """How a right is used, as (where, how, within, fee) of each of its parts."""
    defaults = f", defaults: {{rights: {general}}}" if general else ""
    text = f"organisation: {{name: Harbour Books Ltd{defaults}}}\nrights: {{access: {stated}}}\n"
    (records,) = clean(text).inventory.organisations.values()
    regions = Regions(Naming(records=records, vocabulary=vocabulary(), vendors={}))
    return records.rights["access"][0], in_force(records.rights["access"][0], records, regions)


def parts(general, stated):
    return [
        (
            right.only.region if right.only else None,
            right.how[0].id if right.how else None,
            str(right.deadline.within) if right.deadline and not isinstance(right.deadline, str) else None,
            right.fee,
        )
        for right in used(general, stated)[1]
    ]


@pytest.mark.parametrize(
    ("general", "stated", "expected"),
    [
        pytest.param(GENERAL, "{}", [(None, "by letter", "1 month", None)], id="what the defaults say"),
        pytest.param(
            GENERAL, "{deadline: 2 weeks}", [(None, "by letter", "2 weeks", None)], id="the right has its own deadline"
        ),
        pytest.param(GENERAL, "{how: by fax}", [(None, "by fax", "1 month", None)], id="the right has its own way"),
        pytest.param(
            BY_REGION,
            "{}",
            [(("US-CA",), "by phone", None, None), (("eu", "uk"), "by fax", None, None)],
            id="a right for all is used in each region as that says, and elsewhere nobody says how",
        ),
        pytest.param(
            BY_REGION,
            "{fee: 5 euros}",
            [
                (("US-CA",), "by phone", None, "5 euros"),
                (("eu", "uk"), "by fax", None, "5 euros"),
                (None, None, None, "5 euros"),
            ],
            id="what the right says itself holds elsewhere too",
        ),
        pytest.param(
            BY_REGION,
            "{only: {region: DE}}",
            [(("DE",), "by fax", None, None)],
            id="a right in a country has the terms of the area around it, and no others",
        ),
        pytest.param(BY_REGION, "{only: {region: NZ}}", [(("NZ",), None, None, None)], id="a region without terms"),
        pytest.param(
            AND_FEE,
            "{}",
            [(("US-CA",), "by phone", None, "none"), (None, "by letter", None, "none")],
            id="what holds everywhere holds in a region behind what that says",
        ),
        pytest.param(
            IN_WRITING,
            "{}",
            [(None, "by phone", None, None), (None, "by letter", None, None)],
            id="terms under a condition stand beside those without",
        ),
        pytest.param(GENERAL, "{offered: false}", [(None, None, None, None)], id="one not offered has no terms"),
    ],
)
def test_what_is_stated_closer_counts(general, stated, expected):
    assert parts(general, stated) == expected


def test_what_is_stated_as_unknown_is_stated():
    _, (right,) = used(GENERAL, "{deadline: unknown, how: by fax}")
    assert right.deadline == "unknown"


def test_a_condition_of_the_terms_goes_with_them():
    _, (called, written) = used(IN_WRITING, "{}")
    assert (called.when, called.may) == ("you call", True)
    assert (written.when, written.may) == (None, None)


def test_without_defaults_nothing_is_added():
    right, (same,) = used("", "{}")
    assert same is right
