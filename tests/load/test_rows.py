"""What is read row by row is what the thorough way reads, at the same places."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from datamap.load.building import built
from datamap.load.parse import parse
from datamap.load.plain import MAX_DEPTH
from datamap.load.rows import rows
from datamap.load.text import lines_of
from datamap.model.shared import SharedList, SharedMapping
from tests.load.test_parse import DATA
from tests.load.test_robustness import SNIPPETS

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path for base in ("inventory", "tests/inventories", "tests/load/bad") for path in (ROOT / base).rglob("*.y*ml")
)
WORDS = st.sampled_from(
    ["a", "name", "none", "1.10", "NO", "a b", "a  b", "a:b", "a#b", "a #b", "a: b", "a:", "~", "null", "-", "- a", "-a", "?", "? a",
     "'a'", "'it''s'", '"a"', '"a: b"', '"a\\n"', "'a' b", "a'b", "&x", "*x", "!t", "|", ">", "%", "@", "`", "x -> y", "(a)", "/a",
     "https://a.example/b?c#d", "a, b", "ä", "é b", "\u00a0", "\t", "a ", "<<", "=", "...", "---", "[", "]", "{", "}", ""]
)  # fmt: skip
FLOWS = st.recursive(
    WORDS,
    lambda below: (
        st.lists(below, max_size=3).map(lambda found: f"[{', '.join(found)}]")
        | st.lists(st.tuples(WORDS, below), max_size=3).map(
            lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found) + "}"
        )
        | st.lists(below, max_size=3).map(lambda found: f"[{' ,'.join(found)}]")
    ),
    max_leaves=6,
)
ROWS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", " ", "  ", "  ", "    ", "      "]),
        st.sampled_from(["", "", "", "- ", "-  ", "-"]),
        st.sampled_from(["", "a: ", "b: ", "c:", "d:  ", "x -> y: ", "'q': ", "null: ", "#", "e :"]),
        FLOWS,
        st.sampled_from(["", "", "", " ", " # said", "#"]),
    ),
)


def agrees(text, found):
    read = built("file.yaml", text, lines_of(text))
    assert (read.findings, read.broken, read.error) == ((), False, None)
    assert found.data == read.data
    assert found.marks() == read.marks
    assert found.lines == lines_of(text)


@settings(max_examples=500)
@given(st.lists(ROWS, max_size=8).map("\n".join))
def test_whatever_is_read_row_by_row_the_thorough_way_reads_alike(text):
    found = rows(text)
    if found is not None:
        agrees(text, found)


@settings(max_examples=300)
@given(st.lists(SNIPPETS, max_size=12).map("".join))
def test_so_it_is_with_snippets_of_all_kinds(text):
    found = rows(text)
    if found is not None:
        agrees(text, found)


@given(st.dictionaries(st.text(min_size=1, max_size=4), DATA, min_size=1, max_size=3))
def test_so_it_is_with_what_a_dumper_writes(data):
    for flow in (False, None):
        text = yaml.safe_dump(data, default_flow_style=flow, width=1_000)
        found = rows(text)
        if found is not None:
            agrees(text, found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_so_it_is_with_our_files(path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    found = rows(text)
    if found is not None:
        agrees(text, found)


@pytest.mark.parametrize(
    "text",
    ["a: b", "a: b # said", "# said\na: b\n\n", "a:\n  b: c\nd: e", "a:\n- b\n- c\nd: e", "a:\n  - b: c\n    d: e\n  - f", "- a\n- b",
     "a: 'b: c'", 'a: "b # c"', "a: [b, c]", "a: {b: c, d: [e, {f: g}]}", "a: https://b.example/#c", "a -> b: [c]", "  a: b\n  c: d",
     "a: b  ", "a: b c  d", "NO: yes", "a: [ b,c ]", "a: {'b': \"c\"}", "ä: ö"],
)  # fmt: skip
def test_what_says_all_on_its_row_is_read(text):
    agrees(text, rows(text))


@pytest.mark.parametrize(
    "text",
    ["", "# said", "a:", "a: b\n  c", "a: |\n  b", "a: >\n  b", "a: &x b", "a: *x", "a: !t b", "a: ~", "a: null", "null: a", "a: []",
     "a: [b,\n  c]", "a: b\na: c", "a: {b: c, b: d}", "a:\n\tb: c", "a: b\n---\nc: d", "a: 'it''s'", 'a: "b\\n"', "a:\nb: c", "a: b: c",
     "- a\nb: c", "a: b\n- c", "a:\n    b: c\n  d: e", "- - a", "-\n  a", "? a\n: b", "a", "a: 'b' c", "a: [b] c", "a: [b", "a: {b}",
     "a: {b: }", "a: {}", "a: [b,]", "a: {b: c,}", "a: [~]", "a: {null: b}", "a: [[]]", "a: \x07", "a: b\r\nc: d", "a: \u2028", "a : b",
     "a: 'b'#c", "a: [b: c]", f"a: {'[' * MAX_DEPTH}b{']' * MAX_DEPTH}", f"{'a' * 200}: b", f"a: [{'b' * 70_000}, c:d e]",
     "\n".join(f"{'  ' * depth}a:" for depth in range(MAX_DEPTH)) + " b"],
)  # fmt: skip
def test_what_takes_several_rows_or_deserves_a_finding_is_left_to_the_parser(text):
    assert rows(text) is None


def test_what_stands_in_brackets_knows_its_text():
    data = rows("a: [b, c]\nd: {e: f}\ng: [{h: i}]").data
    assert [(type(value), value.text) for value in data.values()] == [
        (SharedList, "[b, c]"),
        (SharedMapping, "{e: f}"),
        (SharedList, "[{h: i}]"),
    ]


def test_the_places_of_records_are_found_when_they_are_asked_for():
    text = (
        "# said\nsystems: {shop: {title: The shop}}\nactivities:\n\n  orders: A text\n  returns:\n    title: Returns\n    data:\n"
        "    - name\n    - email: {why: to write}\n    flows: [a -> b]\n  # said\n  more:\n    - x\nclients: none\n"
    )
    parsed = parse("file.yaml", text.encode())
    read = built("file.yaml", text, lines_of(text)).marks
    for kind, id_ in [("systems", "shop"), ("activities", "orders"), ("activities", "returns"), ("activities", "more")]:
        wanted = read.values[kind]
        assert parsed.marked.key((kind,)) == read.keys[kind]
        assert parsed.marked.key((kind, id_)) == wanted.keys[id_]
        found, whole = parsed.marked.below((kind, id_)), wanted.values[id_]
        if id_ == "returns":
            for _ in range(10):  # whoever asks often gets them all
                for name in ("title", "data", "flows"):
                    assert found.find(name) == (whole.keys[name], whole.values[name])
                assert found.find("owner") is None
            assert (found.start, found.keys, found.values) == (whole.start, whole.keys, whole.values)
        else:
            assert found == whole
    assert parsed.marked.key(("clients",)) == read.keys["clients"]
    assert parsed.marked.below(("clients",)) == read.values["clients"]
