"""`datamap trace`: every way in, both ways to print, and every way to be wrong."""

import json
import re

import pytest

from tests.sites import COMPLETE, OURS

TEXT = """\
organisation:
  name: Harbour Books Ltd
  owner: the board

measures:
  vault: {title: A vault, no_guarantee: that it never opens}
"""
SAID = "We cannot guarantee that it never opens."


@pytest.fixture
def project(tmp_path):
    (tmp_path / "inventory" / "harbour").mkdir(parents=True)
    (tmp_path / "inventory" / "harbour" / "organisation.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


FILE = "inventory/harbour/organisation.yaml"


@pytest.fixture
def anchor(datamap, project):
    """The anchor of the sentence on the vault."""
    out = datamap("trace", f"{FILE}:6", cwd=project)
    return re.search(rf"notice\.md#(s\w+)\n    {SAID}", out)[1]


class TestFromALine:
    def test_prints_the_key_and_each_statement(self, datamap, project):
        where, line, first, text, *_ = datamap("trace", f"{FILE}:2", cwd=project).splitlines()
        assert (where, line) == (f"{FILE}:2: harbour: organisation/name", "    name: Harbour Books Ltd")
        assert re.fullmatch(r"harbour/index\.md#s[0-9a-f]{10}", first)
        assert text.startswith("    Harbour Books Ltd")

    def test_says_where_nothing_is_made_from_it(self, datamap, project):
        assert datamap("trace", f"{FILE}:3", cwd=project) == (
            f"{FILE}:3: harbour: organisation/owner\n"
            "    owner: the board\n"
            "No statement of the site was made from it.\n"
            "[exit 0]\n"
        )

    @pytest.mark.parametrize("file", [f"./{FILE}", f"inventory/../{FILE}", "{cwd}/" + FILE, FILE + ":6"])
    def test_takes_a_file_by_any_name(self, datamap, project, file):
        target = f"{file.format(cwd=project)}:6".replace(":6:6", ":6:3")
        assert SAID in datamap("trace", target, cwd=project)

    def test_prints_json(self, datamap, project):
        out = json.loads(datamap("trace", f"{FILE}:6", "--format", "json", cwd=project).removesuffix("[exit 0]\n"))
        assert (out["version"], out["target"]) == (1, f"{FILE}:6")
        assert out["declared"] == {"path": ["harbour", "measures", "vault"], "file": FILE, "line": 6}
        said = [each for each in out["statements"] if each["text"] == SAID]
        (guarantee,) = [each for each in said if each["page"] == "harbour/notice.md"]
        assert guarantee["audiences"] == ["internal", "public"]
        assert guarantee["sources"] == [
            {"path": ["harbour", "measures", "vault", "no_guarantee"], "file": FILE, "line": 6}
        ]

    @pytest.mark.parametrize("line", [0, 4, 99])
    def test_where_nothing_stands_is_wrong_use(self, datamap, project, line):
        assert datamap("trace", f"{FILE}:{line}", cwd=project) == (
            f"datamap: nothing is declared at {FILE}:{line}; name a line that holds a key or a value\n[exit 2]\n"
        )

    def test_in_a_file_that_is_not_of_the_inventory_is_wrong_use(self, datamap, project):
        assert datamap("trace", "inventory/harbour/organisations.yaml:2", cwd=project) == (
            "datamap: inventory/harbour/organisations.yaml is no file of this inventory; "
            f"did you mean `{FILE}`?\n[exit 2]\n"
        )
        assert datamap("trace", "x.yml:2", cwd=project) == (
            "datamap: x.yml is no file of this inventory; "
            "name a file of the inventory as `datamap validate` prints it\n[exit 2]\n"
        )


class TestFromAnAnchor:
    @pytest.mark.parametrize("form", ["{}", "#{}", "harbour/notice.md#{}", "https://notice.example/harbour/notice/#{}"])
    def test_prints_each_page_with_its_records(self, datamap, project, anchor, form):
        assert datamap("trace", form.format(anchor), cwd=project) == (
            f"harbour/notice.md#{anchor}\n    {SAID}\n    {FILE}:6: harbour: measures/vault/no_guarantee\n[exit 0]\n"
        )

    def test_prints_json(self, datamap, project, anchor):
        out = json.loads(datamap("trace", anchor, "--format", "json", cwd=project).removesuffix("[exit 0]\n"))
        assert out["declared"] is None
        assert [(each["page"], each["anchor"]) for each in out["statements"]] == [("harbour/notice.md", anchor)]

    def test_one_letter_off_gets_the_nearest(self, datamap, project, anchor):
        wrong = anchor[:-1] + ("0" if anchor[-1] != "0" else "1")
        assert datamap("trace", wrong, cwd=project) == (
            f"datamap: no statement has the anchor `{wrong}`; did you mean `{anchor}`?\n[exit 2]\n"
        )

    def test_something_else_is_wrong_use(self, datamap, project):
        assert datamap("trace", "nonsense", cwd=project) == (
            "datamap: no statement has the anchor `nonsense`; an anchor stands after `#` in the address of a sentence; "
            "else write some words of it, or FILE:LINE\n[exit 2]\n"
        )

    @pytest.mark.parametrize("words", ["cannot guarantee that", "WE  cannot\nguarantee", "it never opens."])
    def test_some_words_of_a_sentence_lead_to_it(self, datamap, project, words):
        page, text, place, *_ = datamap("trace", words, cwd=project).splitlines()
        assert re.fullmatch(r"harbour/[a-z]+\.md#s[0-9a-f]{10}", page)
        assert (text, place) == (f"    {SAID}", f"    {FILE}:6: harbour: measures/vault/no_guarantee")

    def test_words_that_no_sentence_has_are_wrong_use(self, datamap, project):
        assert datamap("trace", "can guarantee that", cwd=project) == (
            "datamap: no statement has the words `can guarantee that`; "
            "copy some words of one sentence as the page shows them\n[exit 2]\n"
        )

    def test_what_only_insiders_see_says_so(self, datamap, project):
        text = TEXT + "rights: {access: {how: a secret letter, visibility: internal}}\n"
        (project / FILE).write_text(text, encoding="utf-8")
        lines = datamap("trace", f"{FILE}:7", cwd=project).splitlines()
        assert [line for line in lines if line.startswith("harbour/")]
        assert all(line.endswith(" (internal site only)") for line in lines if line.startswith("harbour/"))


def test_an_inventory_with_defects_is_not_traced(datamap, project):
    (project / FILE).write_text("organisation: {nam: X}\n", encoding="utf-8")
    out = datamap("trace", f"{FILE}:1", cwd=project)
    assert "LNG-01" in out
    assert out.endswith(
        "datamap: the inventory has defects, so nothing can be said from it; mend them first\n[exit 1]\n"
    )


def test_there_and_back_again(datamap):
    """Each anchor that a line leads to leads back to the line."""
    file = COMPLETE / "otterbank" / "rights.yaml"
    there = datamap("trace", f"{file}:12", COMPLETE, cwd=OURS.parent)
    anchors = set(re.findall(r"#(s[0-9a-f]{10})", there))
    assert anchors
    for anchor in sorted(anchors)[:1]:
        assert f"{file}:" in datamap("trace", anchor, COMPLETE, cwd=OURS.parent)
