"""Messages as text: one line each for a log, and with source line and caret for a terminal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datamap.load.findings import Finding, Located, Place, Severity
from datamap.report.as_text import as_text, one_line, summary, visible, where, with_excerpt
from tests.written import loaded

INVENTORY = {
    "books/organisation.yaml": """\
organisation:
  name: [Harbour, Books]
  country: Scotland
""",
    "books/activities.yaml": """\
activities:
  orders:
    title: 漢字 café
    retention:
      - {data: [ürün, "shoe-siz"], keep: 2y}
    purposes: {offers: {for: discounts, news, and promotions}}
    recipients:
systems:
  shop: {hosts: wix, title: "tab\there"}
  till: Till
  shop: Another shop
data_categories: {shoe-size: Shoe size}
""",
    "books/long.yaml": "processors: {a: {title: " + "long " * 100 + ", vendr: stripe, note: " + "long " * 100 + "}}\n",
    "other/broken.yaml": "clients:\n\tclubs: Clubs\n",
    "other/organisation.yaml": "organisation: Other Ltd\n",
    "books/more.yaml": "systems:\n  till: Another till\n",
    "\x1b[31mred.yaml": 'laws: {act: {ttle: "\x1b[2J"}}\n'.replace("\x1b", "\\e"),
}


def located(line="", **more):
    keys = {"id": "TST-01", "severity": Severity.ERROR, "at": Place("f.yaml", 1, 1), "message": "wrong", **more}
    finding = Finding(**keys)
    return Located(finding=finding, place=finding.at, line=line, related=finding.related)


def test_messages_on_a_terminal(golden):
    result = loaded(INVENTORY)
    found = sorted((result.sources.located(each) for each in result.findings), key=lambda each: each.place)
    blocks = [*as_text(found, excerpts=True), summary(found, 1_234, 1)]
    golden("\n".join(blocks) + "\n", Path(__file__).parent / "terminal.txt")


def test_the_same_messages_in_a_log(golden):
    result = loaded(INVENTORY)
    found = sorted((result.sources.located(each) for each in result.findings), key=lambda each: each.place)
    golden("\n".join(as_text(found, excerpts=False)) + "\n", Path(__file__).parent / "log.txt")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("f.yaml", 3, 7), "f.yaml:3:7"),
        (Place("f.yaml"), "f.yaml"),
        (Place("a\nb\x1b.yaml", 1, 1), "a b .yaml:1:1"),
    ],
)
def test_where(place, shown):
    assert where(place) == shown


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (located(), "f.yaml:1:1: error TST-01: wrong"),
        (located(help="mend it"), "f.yaml:1:1: error TST-01: wrong; mend it"),
        (located(at=Place("")), "error TST-01: wrong"),
        (
            located(help="mend it", related=((Place("g.yaml", 2, 3), "first here"), (Place("h.yaml"), "and here"))),
            "f.yaml:1:1: error TST-01: wrong (first here: g.yaml:2:3) (and here: h.yaml); mend it",
        ),
        (located(message="a\nb\x1b[31m\u202e\x9b", help="\x07"), "f.yaml:1:1: error TST-01: a b [31m  ;  "),
    ],
)
def test_one_line(finding, line):
    assert one_line(finding) == line


def test_many_places_stand_below_the_excerpt_one_on_a_line_and_not_on_one_line():
    finding = located(help="mend it", related=tuple((Place("g.yaml", line, 3), f"item {line}") for line in (1, 2, 3)))
    assert one_line(finding) == "f.yaml:1:1: error TST-01: wrong; mend it"
    assert with_excerpt(finding).split("\n")[-4:] == [
        "   = item 1: g.yaml:1:3",
        "   = item 2: g.yaml:2:3",
        "   = item 3: g.yaml:3:3",
        "   = mend it",
    ]


def test_a_finding_that_is_accepted_says_so_in_place_of_a_mend():
    finding = located(help="mend it", law="GDPR Art. 30", waived="until 2027-03-31: due\x1b in March")
    assert (
        one_line(finding)
        == "f.yaml:1:1: error TST-01 (waived): wrong (GDPR Art. 30); accepted until 2027-03-31: due  in March"
    )
    assert with_excerpt(finding).split("\n")[-1] == "   = accepted until 2027-03-31: due  in March"


def test_a_finding_about_a_whole_file_has_no_excerpt():
    text = with_excerpt(located(at=Place("f.yaml"), help="mend it", related=((Place("g.yaml", 2, 3), "see"),)))
    assert text == "f.yaml: error TST-01: wrong\n   = see: g.yaml:2:3\n   = mend it"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400),
    st.integers(1, 401),
    st.integers(1, 500),
)
def test_the_caret_stands_under_the_place(line, column, length):
    rows = with_excerpt(located(line=line, at=Place("f.yaml", 12, column, length))).split("\n")
    assert len(rows) == 4
    assert all(row.isprintable() for row in rows)
    assert rows[2].startswith(" 12 | ")
    assert set(rows[3].removeprefix("    | ")) <= {" ", "^"}
    assert rows[3].endswith("^")
    assert len(rows[2]) < 200


def test_a_caret_under_plain_letters_stands_exactly_there():
    for column in (1, 50, 159, 160, 161, 300, 395):
        line = "".join(chr(97 + number % 26) for number in range(400))
        rows = with_excerpt(located(line=line, at=Place("f.yaml", 1, column, 5))).split("\n")
        start, end = rows[3].index("^"), rows[3].rindex("^") + 1
        assert rows[2][start:end] == line[column - 1 : column + 4]


@given(st.text())
def test_what_a_terminal_would_obey_is_not_printed(text):
    assert visible(text).isprintable()
    assert len(visible(text)) == len(text)


@pytest.mark.parametrize(
    ("severities", "records", "organisations", "line"),
    [
        ([], 0, 0, "0 records of 0 organisations checked: nothing found"),
        ([], 1, 1, "1 record of 1 organisation checked: nothing found"),
        (["defect"], 12_345, 2, "12,345 records of 2 organisations checked: 1 defect"),
        (
            ["info", "warning", "info", "error", "error", "defect"],
            2,
            1,
            "2 records of 1 organisation checked: 1 defect, 2 errors, 1 warning, 2 notes",
        ),
        (["info"], 2, 1, "2 records of 1 organisation checked: 1 note"),
    ],
)
def test_the_closing_line_counts_what_was_found(severities, records, organisations, line):
    found = [located(severity=Severity(severity)) for severity in severities]
    assert summary(found, records, organisations) == line
