"""Lawful bases: the short forms, what each asks for next, and their allocation."""

import pytest
from pydantic import TypeAdapter, ValidationError

from datamap.model.basis import BASES, Bases, Basis, Condition
from datamap.model.said import Said

BASIS = TypeAdapter(Bases)


def read(value):
    return BASIS.validate_python(value)


def told(value):
    with pytest.raises(ValidationError) as raised:
        read(value)
    return [error["msg"] for error in raised.value.errors()]


@pytest.mark.parametrize("name", BASES)
def test_a_basis_can_stand_alone(name):
    (basis,) = read(name)
    assert basis.kinds == (name,)
    assert basis.model_dump(by_alias=True, exclude_unset=True) == {name: {}}


@pytest.mark.parametrize(
    ("written", "key", "held"),
    [
        ({"consent": "sign-up form"}, "consent", {"given": "sign-up form"}),
        ({"contract": "your order"}, "contract", {"contract": "your order"}),
        ({"legal-obligation": "tax-act"}, "legal_obligation", {"law": ("tax-act",)}),
        ({"public-task": {"law": ["act", "Other Act s.1"]}}, "public_task", {"law": ("act", "Other Act s.1")}),
        ({"vital-interests": "the patient's"}, "vital_interests", {"whose": "the patient's"}),
        ({"legitimate-interests": "preventing fraud"}, "legitimate_interests", {"interest": ("preventing fraud",)}),
        ({"recognised-legitimate-interests": {"interest": "none"}}, "recognised_legitimate_interests", {"interest": Said.NONE}),
    ],
)  # fmt: skip
def test_what_the_law_asks_for_next(written, key, held):
    (basis,) = read(written)
    assert getattr(basis, key).model_dump(by_alias=True, exclude_unset=True) == held


def test_several_bases_without_allocation_are_never_refused():
    (basis,) = read({"consent": {}, "contract": {}})
    assert basis.kinds == ("consent", "contract")


def test_a_list_allocates():
    first, second = read([{"legal-obligation": "tax-act", "data": ["invoice"]}, "consent"])
    assert [item.id for item in first.data] == ["invoice"]
    assert second.data is None


def test_a_condition_beside_or_alone():
    (basis,) = read({"consent": {"explicit": True}, "condition": "9-2-a"})
    assert basis.condition == (Condition.EXPLICIT_CONSENT,)
    (alone,) = read({"condition": ["9-2-h", "10"]})
    assert (alone.kinds, alone.condition) == ((), (Condition.HEALTH_CARE, Condition.OFFENCES))


def test_none_and_unknown_are_statements():
    assert read("none") is Said.NONE
    assert read("unknown") is Said.UNKNOWN


def test_no_basis():
    names = ", ".join(BASES)
    assert told("legitimate interest") == [f"`legitimate interest` is not a lawful basis: write one of {names}"]
    assert told({"when": "you order"}) == [f"no lawful basis is named here: write one of {names}"]


def test_a_basis_in_the_model_is_frozen():
    with pytest.raises(ValidationError):
        Basis(consent={}).consent = None
