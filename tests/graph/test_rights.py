"""A right says itself how it is used, or the defaults do."""

import pytest

from datamap.graph.rights import in_force
from tests.written import clean

GENERAL = "organisation: {name: Harbour Books Ltd, defaults: {rights: {how: by letter, deadline: 1 month}}}\n"


@pytest.mark.parametrize(
    ("stated", "how", "within"),
    [
        ("{}", "by letter", "1 month"),
        ("{deadline: 2 weeks}", "by letter", "2 weeks"),
        ("{how: by fax}", "by fax", "1 month"),
        ("{deadline: unknown, how: by fax}", "by fax", None),
    ],
)
def test_what_is_stated_closer_counts(stated, how, within):
    (records,) = clean(f"{GENERAL}rights: {{access: {stated}}}\n").inventory.organisations.values()
    right = in_force(records.rights["access"][0], records)
    assert right.how[0].id == how
    assert (str(right.deadline.within) if within else None) == within


def test_one_that_is_not_offered_has_no_terms():
    (records,) = clean(f"{GENERAL}rights: {{access: {{offered: false}}}}\n").inventory.organisations.values()
    assert in_force(records.rights["access"][0], records).how is None


def test_without_defaults_nothing_is_added():
    (records,) = clean("organisation: Harbour Books Ltd\nrights: {access: {}}\n").inventory.organisations.values()
    assert in_force(records.rights["access"][0], records) is records.rights["access"][0]
