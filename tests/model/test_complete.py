"""The complete organisation uses every key of the language, so a new key fails here until it is used there."""

from functools import cache
from inspect import get_annotations
from pathlib import Path

import pytest
from pydantic import BaseModel

from datamap.app import open_inventory
from datamap.load.models import models_in
from datamap.model.basis import Basis
from datamap.model.disclosures import Commitment, Disclosure
from datamap.model.durations import Bound, Duration, Moment
from datamap.model.flows import Flow
from datamap.model.inventory import Inventory
from datamap.model.items import Item
from datamap.model.meta import column_of
from datamap.model.notices import Notice
from datamap.model.parties import Party, Use
from datamap.model.processing import Processing
from datamap.model.projection import public
from datamap.model.record import InternalKeys
from datamap.model.records import KINDS, Records
from datamap.model.retention import RetentionRule
from datamap.model.rights import Right
from datamap.model.said import Said
from datamap.model.systems import Measure
from datamap.model.trackers import Expiry
from datamap.model.transfers import Transfer

INVENTORIES = Path(__file__).parents[1] / "inventories"


@cache
def records_in(name):
    """The records of the one organisation in an inventory, which has no finding."""
    opened = open_inventory(INVENTORIES / name)
    assert opened.findings == ()
    (records,) = opened.loaded.inventory.organisations.values()
    return records


def models():
    """Every model that can stand in an inventory, with the models that it takes keys from."""
    waiting, found = {Records}, set()
    while waiting:
        model = waiting.pop()
        found.add(model)
        below = {part for info in model.model_fields.values() for part in models_in(info.annotation)}
        bases = {base for base in model.__mro__ if issubclass(base, BaseModel) and base is not BaseModel}
        waiting |= (below | bases) - found
    return found


def own_fields(model):
    """The fields that a model declares itself, as against those it takes from its bases."""
    return [name for name in model.model_fields if name in get_annotations(model)]


KEYS = sorted(
    (model.__name__, model.model_fields[name].alias or name, name) for model in models() for name in own_fields(model)
)


def every_model_in(value):
    yield from (held for held in everything_in(value) if isinstance(held, BaseModel))


def everything_in(value):
    """Every value below a value, itself included."""
    yield value
    if isinstance(value, Item):
        yield from everything_in(value.detail)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from everything_in(getattr(value, name))
    elif isinstance(value, dict):
        for held in value.values():
            yield from everything_in(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from everything_in(held)


@cache
def used_keys():
    """(model that declares it, field) for each key that the complete organisation states."""
    used = set()
    for value in every_model_in(records_in("complete")):
        for name in type(value).model_fields:
            if getattr(value, name) is not None:
                owner = next(base for base in type(value).__mro__ if name in get_annotations(base))
                used.add((owner.__name__, name))
    return used


class TestComplete:
    """Section 9 of the language: one synthetic inventory uses every key."""

    @pytest.mark.parametrize(("model", "name"), [(m, n) for m, _, n in KEYS], ids=[f"{m}.{k}" for m, k, _ in KEYS])
    def test_uses_each_key(self, model, name):
        assert (model, name) in used_keys()

    def test_the_keys_looked_for_are_those_of_the_language(self):
        assert {model for model, _, _ in KEYS} >= {
            "Records",
            "Activity",
            "Processing",
            "Selector",
            "Qualified",
            "Edition",
        }
        assert len(KEYS) > 370

    @pytest.mark.parametrize("kind", KINDS)
    def test_declares_records_of_each_kind(self, kind):
        assert getattr(records_in("complete"), kind)

    @pytest.mark.parametrize(
        "model",
        [Basis, Flow, RetentionRule, Right, Expiry, Measure, Disclosure, Commitment, Use, Notice, Party, Transfer],
    )
    def test_restricts_everything_that_can_be_restricted(self, model):
        """Section 5: selectors stand on bases, flows, retention, rights, expiry, measures, disclosures, ..."""
        assert any(
            value.only or value.except_ for value in every_model_in(records_in("complete")) if type(value) is model
        )

    def test_makes_the_three_statements(self):
        """Law 7: left out, `none` and `unknown` are three statements."""
        retention = {id_: activity.retention for id_, activity in records_in("complete").activities.items()}
        assert retention["lessons"] is None
        assert retention["safeguarding"] is Said.UNKNOWN
        (card,) = (item for item in records_in("complete").activities["payments"].data if item.id == "payment-card")
        assert card.detail.retention is Said.NONE

    def test_has_each_form_of_transfers(self):
        """Section 3: `none`; one mechanism; several; one with its document and dates; and an unknown one."""
        parties = [*records_in("complete").processors.values(), *records_in("complete").recipients.values()]
        tables = [party.transfers for party in parties if party.transfers is not None]
        tables += [use.transfers for party in parties for use in party.uses or () if use.transfers is not None]
        assert Said.NONE in tables
        mechanisms = [held for table in tables if isinstance(table, dict) for held in table.values()]
        assert Said.UNKNOWN in mechanisms
        stated = [held for held in mechanisms if isinstance(held, tuple)]
        assert any(len(held) == 1 and held[0].model_fields_set == {"mechanism"} for held in stated)
        assert any(len(held) > 1 for held in stated)
        assert any({"document", "from_", "assessment"} <= one.model_fields_set for held in stated for one in held)

    def test_writes_periods_in_each_way(self):
        periods = [held for held in everything_in(records_in("complete")) if isinstance(held, Duration)]
        assert {period.bound for period in periods} == set(Bound)
        assert {period.moment for period in periods} == {None, *Moment}

    def test_says_some_things_in_two_languages(self):
        assert records_in("complete").organisation.languages == ("en", "nl")
        texts = [held for held in everything_in(records_in("complete")) if isinstance(held, dict) and "nl" in held]
        assert len(texts) > 10
        assert all(set(text) == {"en", "nl"} for text in texts)

    def test_keeps_records_and_single_keys_inside(self):
        records = records_in("complete")
        (shown,) = public(Inventory(organisations={"otterbank": records})).organisations.values()
        assert "drowning-detection" not in shown.activities
        assert isinstance(records.activities["safeguarding"].visibility, InternalKeys)
        assert shown.activities["safeguarding"].flows is None
        assert records.activities["safeguarding"].flows is not None


class TestRegisterOnly:
    """Law 8 of the language: a register with neither systems nor flows is complete."""

    def test_declares_no_systems_vendors_or_flows(self):
        records = records_in("register-only")
        assert [kind for kind in KINDS if getattr(records, kind) is not None] == [
            "organisation",
            "data_categories",
            "activities",
        ]
        assert all(activity.flows is None and activity.systems is None for activity in records.activities.values())

    def test_names_the_controller_and_how_to_reach_it(self):
        """GDPR Art. 30(1)(a): the name and contact details of the controller, its representative, and its officer."""
        organisation = records_in("register-only").organisation
        assert (organisation.name, organisation.dpo, organisation.representative) == (
            "Brandwick Brass Band",
            Said.NONE,
            Said.NONE,
        )
        assert organisation.address
        assert organisation.contacts["secretary"].email == ("secretary@brandwick.example",)

    @pytest.mark.parametrize(
        "column",
        [
            pytest.param(column, id=column)
            for column in (
                "Purposes",
                "Categories of data subjects",
                "Categories of personal data",
                "Recipients",
                "Transfers",
                "Retention",
                "Security measures",
            )
        ],
    )
    def test_fills_each_column_for_each_activity(self, column):
        """GDPR Art. 30(1)(b) to (g)."""
        records = records_in("register-only")
        assert len(records.activities) == 3
        for activity in records.activities.values():
            (name,) = (name for name, info in type(activity).model_fields.items() if column_of(info) == column)
            own = getattr(activity, name)
            inherited = getattr(records.organisation.defaults, name) if name in Processing.model_fields else None
            assert own is not None or inherited is not None
