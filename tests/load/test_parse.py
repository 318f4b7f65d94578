"""YAML 1.2 without surprises: scalars as written, a place for every node, and bounds on what a file can ask for."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from datamap.load.building import MAX_FINDINGS
from datamap.load.findings import DEFECTS, Place
from datamap.load.parse import parse
from datamap.load.plain import MAX_DEPTH
from datamap.load.positions import ListMarks, MappingMarks, place, start_of


def read(text):
    return parse("file.yaml", text.encode("utf-8"))


def ids(text):
    return [finding.id for finding in read(text).findings]


@pytest.mark.parametrize(
    "scalar",
    ["NO", "no", "on", "y", "Yes", "true", "12:30", "1.10", "0303", "0o17", "0x1f", "1e3", "1_000", ".inf", "2024-02-25", "=",
     "nulls", "NULLS", "-1", "+1", "a-b", "Straße"],
)  # fmt: skip
def test_scalars_are_read_as_written(scalar):
    assert read(f"key: {scalar}\nlist: [{scalar}]\n{scalar}: value\n").data == {
        "key": scalar,
        "list": [scalar],
        scalar: "value",
    }


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_what_yaml_calls_null_is_a_text_in_quotes(null):
    assert read(f'key: "{null}"\n').data == {"key": null}
    assert ids(f"key: {null}\n") == ["YAML-05"]
    assert ids(f"- {null}\n") == ["YAML-05"]
    assert read(f"{null}\n").data == {}


def test_texts_over_several_lines():
    assert read("a: |\n  b\n  c\nd: >\n  e\n  f\ng: h\n  i\n").data == {"a": "b\nc\n", "d": "e f\n", "g": "h i"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_end_as_a_yaml_parser_ends_them(ending):
    parsed = read(ending.join(["a: b", "c:", "  d: e", "  d: f"]))
    (finding,) = parsed.findings
    assert (finding.at.line, finding.at.column) == (4, 3)
    assert parsed.lines == ("a: b", "c:", "  d: e", "  d: f")


def test_anchors_within_bounds_are_read():
    parsed = read("a: &x {b: c}\nd: *x\ne: [&y z, *y, *x]\n? *y\n: v\n")
    assert parsed.data == {"a": {"b": "c"}, "d": {"b": "c"}, "e": ["z", "z", {"b": "c"}], "z": "v"}
    assert parsed.findings == ()


def test_a_text_that_is_an_alias_stands_where_the_alias_stands():
    parsed = read("a: &x b\nc: *x\n")
    assert place("file.yaml", start_of(parsed.marks.values["c"])) == Place("file.yaml", 2, 4)


def test_a_key_in_brackets_is_no_key():
    parsed = read("? [a, b]\n: c\n? {d: e}\n: f\n[g]: h\n")
    assert [finding.message for finding in parsed.findings] == ["a key must be a text, found brackets"] * 3
    assert parsed.data == {}


def test_a_key_that_is_null():
    parsed = read("? \n: a\n~: b\nnull:\n? &x\n: c\n")
    assert [finding.message for finding in parsed.findings] == [
        "a key is missing before `:`",
        "the key `~` stands for no key at all",
        "the key `null` stands for no key at all",
        "a name that begins with `&` is read as YAML's own sign",
    ]
    assert parsed.data == {}


def test_an_empty_list_is_left_out_like_a_null():
    parsed = read("a: []\nb: [[], ~]\nc: [[~]]\n? [x]\n: []\nd: e\n")
    assert parsed.data == {"d": "e"}
    assert [(finding.id, finding.message) for finding in parsed.findings] == [
        ("YAML-05", "`a` has an empty list"),
        ("YAML-05", "this list entry is empty"),
        ("YAML-05", "this list entry is empty"),
        ("YAML-05", "this list entry is empty"),
        ("YAML-07", "a key must be a text, found brackets"),
    ]
    assert set(parsed.marks.keys) == {"a", "b", "c", "d"}


def test_the_comma_trap_is_reported_once_for_each_text():
    parsed = read('{a: b, c, d, e: f, g, "h": , i: [j, k: l, m]}')
    assert [finding.message for finding in parsed.findings] == [
        "`c` has no value: a comma ended the text before it",
        "`g` has no value: a comma ended the text before it",
        "`h` has no value",
    ]


@pytest.mark.parametrize("levels", [MAX_DEPTH - 1, MAX_DEPTH])
def test_nesting_is_bounded(levels):
    assert ids("a: " + "[" * levels + "x" + "]" * levels) == ([] if levels < MAX_DEPTH else ["YAML-09"])


def test_nesting_through_aliases_is_bounded_too():
    half = MAX_DEPTH // 2
    text = f"a: &a {'[' * half}x{']' * half}\nb: {'[' * (half - 1)}*a{']' * (half - 1)}\n"
    assert ids(text) == []
    assert ids(text.replace("b: ", "b: [").replace("*a", "*a]")) == ["YAML-09"]
    assert ids(f"a: &a [[x]]\nb: &b [*a]\nc: {'[' * (MAX_DEPTH - 4)}*b{']' * (MAX_DEPTH - 4)}\n") == []
    assert ids(f"a: &a [[x]]\nb: &b [*a]\nc: {'[' * (MAX_DEPTH - 3)}*b{']' * (MAX_DEPTH - 3)}\n") == ["YAML-09"]


def test_after_many_problems_the_file_is_put_aside_and_that_is_said():
    parsed = read("".join(f"k{number}:\n" for number in range(2 * MAX_FINDINGS)))
    *problems, last = parsed.findings
    assert {finding.id for finding in problems} == {"YAML-05"}
    assert (last.id, last.message, last.help) == (
        "YAML-12",
        "500 problems so far; the rest of the file was not read",
        "mend these first",
    )
    assert last.at.line == len(problems) == MAX_FINDINGS
    assert parsed.broken


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "~\n", "---\n# nothing\n...\n"])
def test_an_empty_file_is_no_defect(text):
    (finding,) = read(text).findings
    assert (finding.id, finding.severity.value, finding.at.line) == ("YAML-10", "warning", 1)


def test_every_id_of_a_finding_is_explained():
    assert all(DEFECTS.values())
    assert {"YAML-12", "REF-05"} <= set(DEFECTS)


DATA = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), DATA, min_size=1, max_size=4))
def test_what_a_dumper_writes_is_read_as_it_was(data):
    for style in (None, '"'):
        text = yaml.safe_dump(data, default_style=style)
        assert read(text).data == data
    assert read(yaml.safe_dump(data, default_flow_style=True)).data == data


@given(DATA)
def test_marks_have_the_form_of_the_data(data):
    parsed = read(yaml.safe_dump({"root": data}, allow_unicode=True))

    def check(value, marks):
        if isinstance(value, dict):
            assert isinstance(marks, MappingMarks)
            assert list(marks.values) == list(value)
            for key, held in value.items():
                check(held, marks.values[key])
        elif isinstance(value, list):
            assert isinstance(marks, ListMarks)
            assert len(marks.values) == len(value)
            for held, below in zip(value, marks.values, strict=True):
                check(held, below)
        else:
            assert isinstance(marks, int)

    check(parsed.data, parsed.marks)
