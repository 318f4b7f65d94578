"""`datamap schema`, `datamap explain` and `datamap stats`, as they are called."""

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from datamap.catalog.known import built_in
from datamap.model.records import KINDS
from datamap.model.schema import as_text, json_schema

WORDS = yaml.safe_load((Path(__file__).parent / "explain.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def inventory(tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "books.yaml").write_text(
        "organisation: Harbour Books Ltd\nactivities: {orders: {data: [name], note: ask legal}}\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def on_terminal(datamap, monkeypatch):
    """Run the command line with a terminal of 60 columns."""

    def run(*args, cwd):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "60")
        return datamap(*args, cwd=cwd)

    return run


class TestSchema:
    def test_prints_the_schema_with_built_in_names(self, datamap, tmp_path):
        assert datamap("schema", cwd=tmp_path) == f"{as_text(json_schema(built_in().ids))}[exit 0]\n"


class TestExplain:
    def test_without_a_word_lists_the_kinds(self, datamap, tmp_path):
        lines = datamap("explain", cwd=tmp_path).splitlines()
        assert [line.split()[0] for line in lines[: len(KINDS)]] == list(KINDS)
        assert lines[0] == "organisation     Who we are."
        assert lines[-2] == (
            "`datamap explain` and one of these names its keys; any key or built-in term can be asked for."
        )

    @pytest.mark.parametrize(("word", "names"), WORDS["said"].items())
    def test_leads_from_an_everyday_word_to_the_names(self, datamap, tmp_path, word, names):
        first, *rest = datamap("explain", word, cwd=tmp_path).splitlines()
        assert (
            re.sub(r" \([^()]*(\([^()]*\))?\)", "", first)
            == f"“{word}” is said with {', '.join(f'`{name}`' for name in names)}"
        )
        assert rest[-1] == "[exit 0]"
        headings = [line for line in rest[:-1] if line.partition(":")[0] in names]
        assert bool(headings) == (len(names) <= 3)

    @pytest.mark.parametrize(("word", "names"), WORDS["also"].items())
    def test_names_what_a_name_may_be_taken_for(self, datamap, tmp_path, word, names):
        *_, last, code = datamap("explain", word, cwd=tmp_path).splitlines()
        assert re.sub(r" \([^()]*\)", "", last) == f"See also {', '.join(f'`{name}`' for name in names)}"
        assert code == "[exit 0]"

    @pytest.mark.parametrize(("word", "name"), WORDS["slips"].items())
    def test_mends_a_slip(self, datamap, tmp_path, word, name):
        assert datamap("explain", word, cwd=tmp_path) == (
            f"datamap: `{word}` is no key, kind or term of the language; did you mean `{name}`?\n[exit 2]\n"
        )

    @pytest.mark.parametrize(("word", "first"), WORDS["speak"].items())
    def test_names_first_what_speaks_of_most_of_it(self, datamap, tmp_path, word, first):
        said = datamap("explain", word, cwd=tmp_path)
        assert re.search(r"; these speak of [^:]+: `([^`]+)`", said)[1] == first
        assert "`is`" not in said

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("TR-01", "is a check, no word of the language; `datamap rules TR-01` says what it looks for"),
            ("tr-01", "is a check, no word of the language; `datamap rules TR-01` says what it looks for"),
            ("LNG-01", "says of a file that a key is unknown; its message names the place and what to do"),
        ],
    )
    def test_knows_the_ids_of_findings(self, datamap, tmp_path, word, said):
        assert datamap("explain", word, cwd=tmp_path) == f"datamap: `{word}` {said}\n[exit 2]\n"

    def test_prints_plain_lines(self, datamap, tmp_path):
        assert datamap("explain", "activities.data.needed_for", cwd=tmp_path) == (
            "needed_for: Needed for\n"
            "  a key of each detail of a category of data\n"
            "  meaning     The purposes of the activity that need this category.\n"
            "  value       the identifier of a purpose, alone or with a detail: the keys of a qualified statement\n"
            "              a list of these\n"
            "              `none` or `unknown`\n"
            "  keys        when, unless, limit, because, may, text, note\n"
            "  example     needed_for: [deliver]\n"
            "  seen by     everyone\n"
            "  stands at   activities.data.needed_for\n"
            "[exit 0]\n"
        )

    def test_puts_an_empty_line_between_meanings(self, datamap, tmp_path):
        assert datamap("explain", "needed_for", cwd=tmp_path).count("\n\nneeded_for: Needed for\n") == 1

    def test_keeps_to_the_width_of_a_terminal_and_shows_colours(self, on_terminal, tmp_path):
        shown = on_terminal("explain", "activities.data.needed_for", cwd=tmp_path)
        assert shown.startswith("\x1b[1mneeded_for: Needed for\x1b[0m\n")
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert "\n\x1b[36m  law" not in shown
        assert "\n\x1b[36m  example     \x1b[0mneeded_for: [deliver]\n" in shown
        assert max(map(len, plain.splitlines())) <= 60

    def test_shows_no_colours_where_they_are_not_wanted(self, on_terminal, tmp_path, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b" not in on_terminal("explain", "activities.data.needed_for", cwd=tmp_path)

    @pytest.mark.parametrize(
        ("word", "mend"),
        [
            pytest.param("nedeed_for", "did you mean `needed_for`?", id="a slip"),
            pytest.param("activities.dta", "did you mean `activities.data`?", id="a slip in a path"),
            pytest.param("volunttary", "did you mean `voluntary`?", id="a slip in a word"),
            pytest.param("xyzzy", "`datamap explain activities` is a good place to begin", id="nothing like it"),
            pytest.param(
                "voluntary-fee",
                "these speak of voluntary and fee: `voluntary` (Voluntary information), `fee` (Fee), `debt-collection` "
                "(Debt collection), `free-of-charge` (Free of charge)",
                id="words that other names speak of",
            ),
        ],
    )
    def test_helps_where_a_word_means_nothing(self, datamap, tmp_path, word, mend):
        assert datamap("explain", word, cwd=tmp_path) == (
            f"datamap: `{word}` is no key, kind or term of the language; {mend}\n[exit 2]\n"
        )


class TestStats:
    def test_prints_figures(self, datamap, inventory):
        printed = datamap("stats", cwd=inventory)
        assert printed.startswith("organisation\n\n  Activities  1\n  Not declared: data subjects, ")
        share = "1 of 3 statements (33.3%)"
        assert printed.endswith(f"  Free text: {share}; with the words of qualifiers: {share}.\n[exit 0]\n")
        assert "status" not in printed

    def test_prints_every_key(self, datamap, inventory):
        assert "status" in datamap("stats", "--every-key", cwd=inventory)

    def test_prints_json(self, datamap, inventory):
        printed = datamap("stats", "inventory", "--format", "json", cwd=inventory)
        data = json.loads(printed.removesuffix("[exit 0]\n"))
        assert data["organisations"]["organisation"]["statements"]["all"] == 3

    def test_shows_the_name_of_an_organisation_in_bold(self, on_terminal, inventory):
        assert on_terminal("stats", cwd=inventory).startswith("\x1b[1morganisation\x1b[0m\n")

    def test_puts_an_empty_line_between_organisations(self, datamap, tmp_path):
        for name in ("cafe", "books"):
            (tmp_path / "inventory" / name).mkdir(parents=True)
            (tmp_path / "inventory" / name / "o.yaml").write_text(f"organisation: Harbour {name}\n", encoding="utf-8")
        printed = datamap("stats", cwd=tmp_path)
        assert printed.startswith("books\n")
        assert ").\n\ncafe\n" in printed

    def test_counts_nothing_where_there_are_defects(self, datamap, inventory):
        (inventory / "inventory" / "more.yaml").write_text("activites: {}\n", encoding="utf-8")
        printed = datamap("stats", cwd=inventory)
        assert "inventory/more.yaml:1:1: defect LNG-01: `activites` is not a kind of record" in printed
        assert printed.endswith("[exit 1]\n")
        assert "Free text" not in printed

    def test_says_where_there_is_no_inventory(self, datamap, tmp_path):
        assert datamap("stats", cwd=tmp_path) == (
            "datamap: there is no inventory at inventory: name its directory, or run `datamap init` to write one\n"
            "[exit 2]\n"
        )
