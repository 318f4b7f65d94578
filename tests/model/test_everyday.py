"""Other names lead to keys that exist, and to each once."""

import pytest

from datamap.model.everyday import called_elsewhere, named_elsewhere
from datamap.model.keys import names
from datamap.model.spelling import folded


def test_belong_to_keys_of_the_language():
    assert set(named_elsewhere()) <= names()


@pytest.mark.parametrize("name", named_elsewhere())
def test_are_not_the_name_itself_and_come_once(name):
    spellings = [folded(other) for other in called_elsewhere(name)]
    assert folded(name) not in spellings
    assert len(set(spellings)) == len(spellings)


def test_are_none_where_nobody_calls_a_key_otherwise():
    assert called_elsewhere("tomorrow") == ()
