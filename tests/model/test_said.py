"""Law 7: left out, `none` and `unknown` are three statements, from the loader to the projection and back."""

from typing import Annotated

import pytest
import yaml
from pydantic import TypeAdapter

from datamap.model.projection import public
from datamap.model.records import KINDS, Records
from datamap.model.said import Said, Stated, is_value
from datamap.model.shapes import Stated as StatedShape
from datamap.model.shapes import models_below, shape_at
from tests.written import clean

WRITTEN = """
organisation: {name: Harbour Books Ltd, country: none, address: unknown}
systems: none
processors: unknown
activities:
  orders: {recipients: none, source: unknown, transfers: {US: unknown}}
"""


def statements(inventory):
    records = inventory.organisations["organisation"]
    orders = records.activities["orders"]
    return {
        "country": records.organisation.country,
        "address": records.organisation.address,
        "registration": records.organisation.registration,
        "systems": records.systems,
        "processors": records.processors,
        "clients": records.clients,
        "recipients": orders.recipients,
        "source": orders.source,
        "measures": orders.measures,
        "US": orders.transfers["US"],
    }


EXPECTED = {
    "country": Said.NONE,
    "address": Said.UNKNOWN,
    "registration": None,
    "systems": Said.NONE,
    "processors": Said.UNKNOWN,
    "clients": None,
    "recipients": Said.NONE,
    "source": Said.UNKNOWN,
    "measures": None,
    "US": Said.UNKNOWN,
}


def test_the_three_stay_three_things():
    inventory = clean(WRITTEN).inventory
    assert statements(inventory) == EXPECTED
    assert statements(public(inventory)) == EXPECTED
    (data,) = inventory.to_data().values()
    assert statements(clean(yaml.safe_dump(data)).inventory) == EXPECTED


def test_what_was_left_out_is_left_out_of_the_data():
    (data,) = clean(WRITTEN).inventory.to_data().values()
    assert data == yaml.safe_load(WRITTEN)


def test_only_a_value_is_a_value():
    assert [is_value(value) for value in ("a", "", False, None, Said.NONE, Said.UNKNOWN)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


STATED = [
    (model, name)
    for model in models_below(Records)
    for name in model.model_fields
    if isinstance(shape_at(model, name), StatedShape)
]


@pytest.mark.parametrize(("model", "name"), STATED, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("said", list(Said))
def test_every_key_that_can_be_none_or_unknown_reads_and_writes_it(model, name, said):
    info = model.model_fields[name]
    adapter = TypeAdapter(_annotated(info))
    assert adapter.validate_python(said.value) is said
    assert adapter.dump_python(said, mode="json") == said.value


def _annotated(info):
    annotated = info.annotation
    for mark in info.metadata:
        annotated = Annotated[annotated, mark]
    return annotated


def test_every_kind_can_be_none_or_unknown():
    assert {name for model, name in STATED if model is Records} == set(KINDS) - {"organisation"}


def test_a_statement_can_stand_beside_any_of_several_types():
    adapter = TypeAdapter(Stated[int | bool])
    assert [adapter.validate_python(value) for value in ("none", 5, True)] == [Said.NONE, 5, True]
