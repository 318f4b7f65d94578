"""The quick way through a text and the thorough one read the same data at the same places."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from datamap.load.building import built
from datamap.load.parse import parse
from datamap.load.plain import MAX_DEPTH, plain
from datamap.load.text import lines_of
from tests.load.test_parse import DATA
from tests.load.test_robustness import SNIPPETS


def agrees_with_the_thorough_way(text, quick):
    read = built("file.yaml", text, lines_of(text))
    assert (read.findings, read.broken, read.error) == ((), False, None)
    assert quick.data == read.data
    assert quick.marks() == read.marks


@settings(max_examples=300)
@given(st.lists(SNIPPETS, max_size=12).map("".join))
def test_whatever_the_quick_way_reads_the_thorough_way_reads_alike(text):
    quick = plain(text)
    if quick is not None:
        agrees_with_the_thorough_way(text, quick)


@given(st.dictionaries(st.text(min_size=1, max_size=4), DATA, min_size=1, max_size=3))
def test_what_a_dumper_writes_is_read_the_quick_way(data):
    for flow in (False, True, None):
        text = yaml.safe_dump(data, default_flow_style=flow)
        quick = plain(text)
        assert quick.data == data
        agrees_with_the_thorough_way(text, quick)


@pytest.mark.parametrize(
    "text",
    ["", "# a comment", "a:", "- ~", "a: null", "a: []", "[]", "a: 1\na: 2", "a: &x b", "&x a: b", "a: !t b", "a: !t [b]", "a: *x",
     "? [a]\n: b", "? {a: b}\n: c", "a: b\n---\nc: d", "a: [", "a: &x [b]", "[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)],
)  # fmt: skip
def test_what_deserves_a_finding_or_a_second_look_is_left_to_the_thorough_way(text):
    assert plain(text) is None


@pytest.mark.parametrize(
    "text",
    ['a: "~"', "a: {b: [c, {d: e}]}", "- a\n- b", "--- a", "a", "{}", "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH, '"a": b', "a: |\n  b"],
)  # fmt: skip
def test_everything_else_is_read_at_once(text):
    agrees_with_the_thorough_way(text, plain(text))


def test_of_what_was_not_read_there_are_no_positions():
    parsed = parse("file.yaml", b"\xff")
    assert (parsed.lines, parsed.marks.keys) == ((), {})
