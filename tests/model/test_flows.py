"""Flows: their paths, the hops along them, and the forms in which one can be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.flows import Flow, Flows, Never, Path
from datamap.model.items import Item
from datamap.model.record import Qualified
from datamap.model.said import Said

FLOWS = TypeAdapter(Flows)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True).filter(lambda name: name not in {"all", "none"})
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=2, max_size=5)


def told(value, model=Flow):
    with pytest.raises(ValidationError) as raised:
        model.model_validate(value)
    return [error["msg"] for error in raised.value.errors()]


@given(PATHS)
def test_a_path_is_written_as_it_is_read(stations):
    path = Path(map(tuple, stations))
    assert Path.parse(str(path)) == path
    assert Path.parse("->".join("&".join(station) for station in stations)) == path


def test_the_hops_of_a_path_join_each_node_with_each_of_the_next_station():
    assert Path.parse("a & b -> c -> d & e").hops == (("a", "c"), ("b", "c"), ("c", "d"), ("c", "e"))
    assert str(Path.parse("a&b->c")) == "a & b -> c"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("customer", "`customer` has no `->`: a flow needs two ends; for two sources write `a & b -> c`"),
        ("a & b", "`a & b` has no `->`: a flow needs two ends; for two sources write `a & b -> c`"),
        ("a - > b", "`a - > b` has `- >` for an arrow: write `->`: from whom, then to whom"),
        ("a ->", "a name is missing in `a ->`: write one on each side of `->` and `&`"),
        ("-> a", "a name is missing in `-> a`: write one on each side of `->` and `&`"),
        ("a & -> b", "a name is missing in `a & -> b`: write one on each side of `->` and `&`"),
        (
            "a -> b c",
            "`b c` cannot be an identifier: write it without spaces, such as `b-c`; a `title` can hold any words",
        ),
        ("a -> none", "`none` is a word of the language, not an identifier: choose another name"),
    ],
)
def test_no_paths(written, message):
    assert told(written) == [message]
    assert told({"path": written}) == [message]


def test_a_path_is_a_text():
    assert told({"path": ["a", "b"]}) == ["expected a path: write one such as `customer -> shop -> printers`"]


@pytest.mark.parametrize(
    ("written", "flow"),
    [
        ("a -> b", Flow(path="a -> b")),
        ({"a -> b": ["name"]}, Flow(path="a -> b", data=["name"])),
        ({"a -> b": "name"}, Flow(path="a -> b", data=["name"])),
        ({"a -> b": "unknown"}, Flow(path="a -> b", data=Said.UNKNOWN)),
        ({"a -> b": {"data": ["name"], "may": True}}, Flow(path="a -> b", data=["name"], may=True)),
        ({"path": "a -> b", "transfers": "none"}, Flow(path="a -> b", transfers=Said.NONE)),
        ({"path": "a -> b"}, Flow(path="a -> b")),
    ],
)
def test_the_forms_of_a_flow(written, flow):
    assert Flow.model_validate(written) == flow
    assert Flow.model_validate(flow.model_dump(mode="json", by_alias=True, exclude_unset=True)) == flow


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ({"path": "a->b"}, "a -> b"),
        ({"path": "a->b", "data": "name"}, {"a -> b": {"data": ["name"]}}),
        ({"a -> b": {"when": "you order"}}, {"a -> b": {"when": "you order"}}),
    ],
)
def test_a_flow_is_written_in_its_short_form(written, short):
    dumped = Flow.model_validate(written).model_dump(mode="json", exclude_unset=True)
    assert dumped == short


def test_several_flows_or_one_or_none():
    assert FLOWS.validate_python("a -> b") == (Flow(path="a -> b"),)
    assert FLOWS.validate_python({"a -> b": "name"}) == (Flow(path="a -> b", data="name"),)
    assert FLOWS.validate_python(["a -> b", "b -> c"]) == (Flow(path="a -> b"), Flow(path="b -> c"))
    assert FLOWS.validate_python("none") is Said.NONE


def test_two_keys_are_no_hop():
    (unknown, missing) = min(told({"a -> b": "x", "c -> d": "y"})), told({"when": "x"})
    assert unknown == "Extra inputs are not permitted"
    assert missing == ["Field required"]


def test_what_is_never_done():
    assert Never.model_validate("sell") == Never(does=["sell"])
    assert Never.model_validate("server -> partner") == Never(path="server -> partner")
    (item,) = Never.model_validate({"data": [{"health": "at all"}]}).data
    assert item == Item("health", Qualified(text="at all"))
