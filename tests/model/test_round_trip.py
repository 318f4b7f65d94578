"""What was loaded, written and loaded again is the same, however it was cut into files."""

from itertools import groupby
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from datamap.catalog.known import built_in
from datamap.load.files import read_inventory
from datamap.load.inventory import load
from datamap.model.flows import Flow
from datamap.model.projection import public
from datamap.model.records import KINDS, Records
from datamap.model.shapes import models_below
from tests.samples import inventory_stating, key_of
from tests.strategies import inventories
from tests.written import loaded

INVENTORY = Path(__file__).parents[2] / "inventory"
ORGANISATIONS = sorted(path.name for path in INVENTORY.iterdir() if path.is_dir()) if INVENTORY.is_dir() else []
MISREAD = ("YAML-", "FILE-", "ORG-", "LNG-01", "LNG-02", "LNG-03", "LNG-04", "LNG-05", "LNG-06")


def text_of(data):
    return yaml.safe_dump(data, sort_keys=False)


def written_again(inventory):
    return loaded({f"{id_}/all.yaml": text_of(data) for id_, data in inventory.to_data().items()})


def misread(result):
    return [finding for finding in result.findings if finding.id.startswith(MISREAD)]


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_our_own_inventories(name):
    result = load(read_inventory(INVENTORY / name), built_in())
    assert not result.has_defects
    again = written_again(result.inventory)
    assert not again.has_defects
    assert again.inventory == result.inventory
    assert again.inventory.to_data() == result.inventory.to_data()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12)
@given(data=st.data())
def test_any_inventory(kind, data):
    result = loaded(text_of(data.draw(inventories([kind]))))
    assert misread(result) == []
    again = written_again(result.inventory)
    assert again.inventory == result.inventory
    assert again.inventory.to_data() == result.inventory.to_data()


@pytest.mark.parametrize("model", models_below(Records)[1:], ids=lambda model: model.__name__)
def test_every_key_of_every_model(model):
    for name in model.model_fields:
        result = loaded(text_of(inventory_stating(model, name)))
        assert key_of(model, name) in str(result.inventory.to_data()) or (model, name) == (Flow, "path")
        assert written_again(result.inventory).inventory == result.inventory, name


@settings(max_examples=40)
@given(inventories(), st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order_or_the_number_of_files(data, random):
    pieces = [
        (kind, {id_: record})
        for kind, records in data.items()
        for id_, record in (
            records.items() if kind != "organisation" and isinstance(records, dict) else [("", records)]
        )
    ]
    random.shuffle(pieces)
    files = {}
    for number, (kind, piece) in enumerate(pieces):
        held = piece.get("", piece)
        files[f"{number:03}.yaml"] = text_of({kind: held})
    one, many = loaded(text_of(data)), loaded(files)
    assert many.inventory == one.inventory
    assert said(many) == said(one)


def said(result):
    # A mend lists names, and may name the nearest among several.
    found = sorted((finding.id, finding.message) for finding in result.findings)
    return [(key, len(list(group))) for key, group in groupby(found)]


@settings(max_examples=50)
@given(inventories())
def test_what_the_public_may_see_is_an_inventory_too(data):
    seen = public(loaded(text_of(data)).inventory)
    again = written_again(seen)
    assert misread(again) == []
    assert again.inventory == seen
    assert public(seen) == seen
