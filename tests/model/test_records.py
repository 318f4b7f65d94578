"""The kinds of the language."""

import pytest

from datamap.model.organisation import Organisation
from datamap.model.records import KINDS, ONE_NAME_SPACE, RECORD_TYPES, _record_type
from datamap.model.systems import System


def test_each_kind_has_a_type_of_record():
    assert list(RECORD_TYPES) == list(KINDS)
    assert (RECORD_TYPES["organisation"], RECORD_TYPES["systems"]) == (Organisation, System)
    assert set(ONE_NAME_SPACE) < set(KINDS)


def test_what_maps_no_identifiers_to_records_is_no_kind():
    with pytest.raises(TypeError, match=r"not a kind: <class 'int'>"):
        _record_type(int)
