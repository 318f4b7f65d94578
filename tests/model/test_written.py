"""Examples are written as YAML that reads back as what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datamap.load.parse import parse
from datamap.model.keys import places
from datamap.model.written import WIDTH, as_yaml, in_line

KEYS = tuple(dict.fromkeys(place.key for place in places()))
SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=8)
TEXTS = SIGNS | st.sampled_from(
    ["a: b", "- x", "x #y", "null", "~", "{a}", "a, b", "*a", "a:", "->", "--- a", "? x", "?0", ":0", "0:?", "a\nb"]
)
VALUES = st.recursive(
    TEXTS, lambda below: st.lists(below, min_size=1, max_size=3) | st.dictionaries(TEXTS, below, min_size=1, max_size=3)
)


def read(text):
    parsed = parse("test.yaml", text.encode("utf-8"))
    assert parsed.findings == ()
    return parsed.data


def as_read(value):
    if isinstance(value, dict):
        return {key: as_read(held) for key, held in value.items()}
    if isinstance(value, list):
        return [as_read(held) for held in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(value=VALUES)
def test_reads_back(value):
    assert read(as_yaml("key", value)) == {"key": value}


@pytest.mark.parametrize("held", KEYS, ids=lambda held: f"{held.model.__name__}.{held.name}")
def test_reads_back_each_example(held):
    text = as_yaml(held.name, held.example)
    assert read(text) == {held.name: as_read(held.example)}
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2026-03-01", "2026-03-01", id="a day needs no quotation marks"),
        pytest.param("NO", "NO", id="nor does Norway"),
        pytest.param("customer -> shop", "customer -> shop", id="nor does a path"),
        pytest.param(True, "true", id="a truth value"),
        pytest.param(16, "16", id="a number"),
        pytest.param("1 Quay Street, Leith", '"1 Quay Street, Leith"', id="a comma would cut a text"),
        pytest.param("none: at all", '"none: at all"', id="a colon would make a key"),
        pytest.param("", '""', id="an empty text"),
        pytest.param("null", '"null"', id="a word that YAML takes for nothing"),
        pytest.param(["a", {"b": {"c": "d"}}], "[a, b: {c: d}]", id="one name with a detail needs no braces"),
        pytest.param({"a": ["b", "c"]}, "{a: [b, c]}", id="a mapping"),
    ],
)
def test_in_line(value, expected):
    assert in_line(value) == expected


def test_what_is_too_long_for_a_line_takes_several():
    rule = {"keep": "6 years", "after": "end of the financial year in which the order was delivered and paid"}
    assert as_yaml("retention", [rule, "2 years"]) == (
        "retention:\n"
        "  - keep: 6 years\n"
        "    after: end of the financial year in which the order was delivered and paid\n"
        "  - 2 years"
    )
