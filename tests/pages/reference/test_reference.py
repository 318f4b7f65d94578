"""The reference says all that there is to say of the language, and everything in it can be followed and loaded."""

import re
from pathlib import Path
from posixpath import dirname, join, normpath

import markdown
import pytest
from pydantic import ValidationError

from datamap.catalog.glossary import HEADINGS, names_in
from datamap.load import files
from datamap.load.findings import DEFECTS
from datamap.load.parse import parse
from datamap.model import shapes
from datamap.model.base import Frozen
from datamap.model.everyday import called_elsewhere
from datamap.model.keys import keys_of, places, record_model
from datamap.model.records import KINDS, Records
from datamap.model.written import as_yaml
from datamap.pages.reference import Command, reference_pages
from datamap.pages.reference.findings import EXAMPLES, ON_DISK, example_of
from datamap.pages.reference.homes import (
    EVERY_RECORD,
    INDEX,
    SHARED,
    VALUES,
    anchor_of,
    every_model,
    kind_page,
    page_of,
)
from datamap.pages.reference.terms import term_path
from datamap.pages.reference.words import inline, listed, table
from datamap.report.as_text import one_line

PAGES = {page.path: page for page in reference_pages()}
EXTENSIONS = ["attr_list", "tables", "fenced_code", "toc", "md_in_html"]
HTML = {path: markdown.markdown(page.markdown, extensions=EXTENSIONS) for path, page in PAGES.items()}
ANCHORS = {path: re.findall(r'\bid="([^"]+)"', html) for path, html in HTML.items()}
KEYS = [(model, key) for model in every_model() for key in keys_of(model) if key.model is model]


def fences(path):
    return re.findall(r"^```yaml\n(.*?)\n```$", PAGES[path].markdown, re.MULTILINE | re.DOTALL)


class TestPages:
    def test_are_these(self):
        expected = [INDEX, *map(kind_page, KINDS), EVERY_RECORD, VALUES, "reference/language/terms/index.md"]
        assert list(PAGES) == [*expected, *map(term_path, HEADINGS), "reference/findings.md"]

    def test_describe_the_commands_if_told_of_them(self):
        command = Command(name="x", summary="Do x.", usage="datamap x", help=("Do x.",), parameters=())
        (page,) = (page for page in reference_pages((command,)) if page.path == "reference/commands.md")
        assert page.title == "Commands"
        assert "datamap x" in page.markdown

    def test_are_the_same_each_time(self):
        assert reference_pages() == tuple(PAGES.values())

    @pytest.mark.parametrize("path", PAGES)
    def test_begin_with_a_heading(self, path):
        assert PAGES[path].markdown.startswith("# ")
        assert PAGES[path].markdown.endswith("\n")
        assert HTML[path].count("<h1") == 1

    @pytest.mark.parametrize("path", PAGES)
    def test_name_each_anchor_once(self, path):
        assert len(ANCHORS[path]) == len(set(ANCHORS[path]))

    @pytest.mark.parametrize("path", PAGES)
    def test_lead_only_to_what_is_there(self, path):
        for href in re.findall(r'href="([^"]+)"', HTML[path]):
            if not href.startswith("http"):
                page, _, anchor = href.partition("#")
                target = normpath(join(dirname(path), page)) if page else path
                assert target in PAGES
                assert not anchor or anchor in ANCHORS[target]

    @pytest.mark.parametrize("path", PAGES)
    def test_show_no_markup_of_their_own(self, path):
        """A sign that Markdown did not take for markup would stand in the text."""
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", HTML[path], flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", "", text)
        assert not re.search(r"`|\*\*|\]\(|\{:|\\", words)


class TestKeys:
    @pytest.mark.parametrize(("model", "key"), KEYS, ids=[f"{model.__name__}.{key.name}" for model, key in KEYS])
    def test_are_explained_in_one_place(self, model, key):
        home = SHARED.get(model, model)
        path = page_of(home)
        assert anchor_of(home, key.name) in ANCHORS[path]
        entry = PAGES[path].markdown.split(f"{{: #{anchor_of(home, key.name)} }}", 1)[1].split("\n#", 1)[0]
        assert key.title
        assert key.description
        assert f"**{inline(key.title)}.** {inline(key.description)}" in entry
        assert f"\n```yaml\n{as_yaml(key.name, key.example)}".rstrip() in entry
        other = called_elsewhere(key.name)
        assert (f"- Called elsewhere: {', '.join(other)}." in entry) == bool(other)
        assert inline(listed(key.forms)) in entry
        assert (f"- Law: {key.law}." in entry) == bool(key.law)
        assert (f"- Register column: {key.column}." in entry) == bool(key.column)
        assert ("Seen by everyone." in entry) == key.public
        assert ("It cannot be left out." in entry) == key.required

    @pytest.mark.parametrize("kind", KINDS)
    def test_of_a_kind_stand_on_its_page(self, kind):
        model = record_model(kind)
        own = [key.name for key in keys_of(model) if key.model in {model, *SHARED}]
        assert {anchor_of(model, name) for name in own} <= set(ANCHORS[kind_page(kind)])

    @pytest.mark.parametrize("kind", KINDS)
    def test_that_a_kind_inherits_are_linked(self, kind):
        model = record_model(kind)
        inherited = [key for key in keys_of(model) if key.model not in {model, *SHARED}]
        hrefs = set(re.findall(r'href="([^"]+)"', HTML[kind_page(kind)]))
        assert {f"every-record.md#{anchor_of(key.model, key.name)}" for key in inherited} <= hrefs

    def test_of_each_model_have_one_home(self):
        anchors = [(page_of(model), anchor_of(model)) for model in every_model() if model not in SHARED]
        assert len(anchors) == len(set(anchors))
        assert all(anchor in ANCHORS[path] for path, anchor in anchors)

    def test_of_the_kinds_are_listed_first(self):
        assert page_of(Records) == INDEX
        assert all(f"]({kind.replace('_', '-')}.md)" in PAGES[INDEX].markdown for kind in KINDS)


def accepted(name, value):
    """Whether any key of this name takes a value, or any kind."""
    return any(_takes(place.key.model, name, value) for place in places() if place.key.name == name)


def _takes(model: type[Frozen], name, value):
    field = shapes.field_of(model, name)
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return not any(details["loc"][:1] == (name,) or details["loc"][:1] == (field,) for details in error.errors())
    return True


def statements(fence):
    """The pieces of a block of YAML: each begins at the margin, and several may show one key."""
    return re.findall(r"^\S.*(?:\n[ -].*)*", fence, re.MULTILINE)


class TestExamples:
    @pytest.mark.parametrize("path", [path for path in PAGES if path != "reference/findings.md"])
    def test_can_all_be_loaded(self, path):
        for fence in fences(path):
            for statement in statements(fence):
                parsed = parse("test.yaml", statement.encode("utf-8"))
                assert parsed.findings == ()
                ((name, value),) = parsed.data.items()
                assert accepted(name, value), statement

    def test_of_the_rules_are_nine(self):
        assert len(re.findall(r"^### \d\. ", PAGES[INDEX].markdown, re.MULTILINE)) == 9

    def test_of_wrong_values_would_be_noticed(self):
        assert not accepted("retention", "2y")
        assert not accepted("purposes", [["deliver"]])


class TestTerms:
    @pytest.mark.parametrize("name", HEADINGS)
    def test_have_a_row_each(self, name):
        assert [term.id for term in names_in(name)] == [
            anchor for anchor in ANCHORS[term_path(name)] if anchor in {term.id for term in names_in(name)}
        ]

    def test_lead_to_the_keys_that_name_them(self):
        assert 'href="../disclosures.md#disclosure-is"' in HTML[term_path("triggers")]

    def test_are_counted(self):
        assert (
            f"[Endings](endings.md) | {len(names_in('endings'))} |"
            in PAGES["reference/language/terms/index.md"].markdown
        )


class TestFindings:
    def test_are_all_there(self):
        assert set(EXAMPLES) | set(ON_DISK) == set(DEFECTS)
        assert [f"#{id_.lower()}" in PAGES["reference/findings.md"].markdown for id_ in DEFECTS] == [True] * len(
            DEFECTS
        )

    @pytest.mark.parametrize("id_", EXAMPLES)
    def test_are_shown_with_the_message_that_they_get(self, id_):
        located = example_of(id_)
        assert located.finding.id == id_
        assert f"```text\n{one_line(located)}\n```" in PAGES["reference/findings.md"].markdown

    def test_do_not_show_what_cannot_be_read(self):
        section = PAGES["reference/findings.md"].markdown.split("## YAML-02", 1)[1].split("## YAML-03", 1)[0]
        assert "```yaml" not in section

    def test_on_disk_are_told_in_the_words_of_the_loader(self):
        text = Path(files.__file__).read_text(encoding="utf-8")
        for told in (told for id_, told in ON_DISK.items() if id_.startswith("FILE")):
            for part in re.findall(r"`([^`]+)`", told)[0].split("; "):
                assert part in text


class TestWords:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("`none` or `unknown`", "`none` or `unknown`"),
            ("a <b> & c", "a &#60;b&#62; &#38; c"),
            ("one_of *these*", "one&#95;of &#42;these&#42;"),
            ("`text|json`", "<code>text&#124;json</code>"),
        ],
    )
    def test_stay_as_they_are(self, words, expected):
        assert inline(words) == expected

    def test_make_lists_and_tables(self):
        assert listed(("a",)) == "a"
        assert listed(("a", "b", "c")) == "a; b; or c"
        assert table(("x", "y"), [("1", "2")]) == "| x | y |\n| --- | --- |\n| 1 | 2 |"
