"""`datamap graph`: formats, focus, selection, audience, engines, and what it says when it cannot."""

import json
import re
import subprocess
import sys

import pytest

from datamap.render.engine import Engine, program
from tests.mapped import element

TEXT = """\
organisation: {name: Test Ltd, regimes: [gdpr]}
products: {shop: Shop, blog: Blog}
systems: {site: {title: Our site, host: hoster}}
processors:
  hoster: {title: Hosting Co, transfers: {US: sccs}}
  secret: {title: Secret Co, visibility: internal}
activities:
  orders:
    title: Orders
    data: [email]
    flows:
      - customer -> site: {only: {product: shop}}
      - visitor -> site: {only: {product: blog}}
      - site -> secret
"""


def test_the_organisations_are_named_where_one_is_unknown(datamap, tmp_path):
    (tmp_path / "inventory" / "acme").mkdir(parents=True)
    (tmp_path / "inventory" / "acme" / "all.yaml").write_text(TEXT, encoding="utf-8")
    assert datamap("graph", "acem", cwd=tmp_path) == (
        "datamap: there is no organisation `acem`; did you mean `acme`?\n[exit 2]\n"
    )


@pytest.fixture
def acme(datamap, tmp_path):
    (tmp_path / "inventory" / "acme").mkdir(parents=True)
    (tmp_path / "inventory" / "acme" / "all.yaml").write_text(TEXT, encoding="utf-8")

    def run(*args):
        return datamap("graph", "acme", *args, cwd=tmp_path)

    return run


def body(printed):
    assert printed.endswith("[exit 0]\n")
    return printed.removesuffix("[exit 0]\n")


class TestFormats:
    def test_svg_is_a_document_of_its_own(self, acme):
        root = element(body(acme()))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.find("{http://www.w3.org/2000/svg}style") is not None

    def test_dot(self, acme):
        assert body(acme("--format", "dot")).startswith("digraph m {\n")

    def test_mermaid(self, acme):
        assert "flowchart LR\n" in body(acme("--format", "mermaid"))

    def test_json(self, acme):
        found = json.loads(body(acme("--format", "json")))
        assert [node["id"] for node in found["nodes"]] == [
            "systems/site",
            "processors/hoster",
            "data_subjects/customer",
            "data_subjects/visitor",
        ]
        assert all("x" in node for node in found["nodes"])

    def test_into_a_file(self, acme, tmp_path):
        assert body(acme("-o", "map.svg")) == ""
        assert (tmp_path / "map.svg").read_text(encoding="utf-8").startswith("<svg ")

    def test_into_a_file_that_cannot_be_written(self, acme):
        printed = acme("-o", "missing/map.svg")
        assert printed == "datamap: missing/map.svg cannot be written: No such file or directory\n[exit 2]\n"

    def test_twice_the_same_bytes(self, acme):
        assert acme() == acme()


class TestAudience:
    def test_the_public_map_names_nothing_hidden(self, acme):
        for form in ("svg", "dot", "mermaid", "json"):
            assert "ecret" not in acme("--format", form)

    def test_the_internal_map_does(self, acme):
        assert "Secret Co" in acme("--audience", "internal", "--format", "dot")


class TestFocusAndSelection:
    @pytest.mark.parametrize(
        ("focus", "title"),
        [
            ("hoster", "Data flows around Hosting Co"),
            ("Our site", "Data flows around Our site"),
            ("orders", "Data flows of Orders"),
            ("email", "Where E-mail address goes"),
            ("visitor", "Data flows around Visitors"),
            ("US", "Data that reach United States"),
        ],
    )
    def test_focus(self, acme, focus, title):
        root = element(body(acme("--focus", focus)))
        assert root.find("{http://www.w3.org/2000/svg}title").text == title

    def test_an_unknown_focus(self, acme):
        assert acme("--focus", "hostr") == (
            "datamap: nothing on this map is called `hostr`; did you mean `hoster`?\n[exit 2]\n"
        )

    def test_one_product(self, acme):
        printed = body(acme("--only", "product=shop", "--format", "dot"))
        assert "Customers" in printed
        assert "Visitors" not in printed

    def test_two_products(self, acme):
        printed = body(acme("--only", "product=shop", "--only", "product=blog", "--format", "dot"))
        assert "Customers" in printed
        assert "Visitors" in printed

    @pytest.mark.parametrize("only", ["colour=red", "product", "product="])
    def test_a_selection_that_selects_nothing(self, acme, only):
        printed = acme("--only", only)
        assert "selects nothing; write KEY=VALUE, where KEY is one of product, region, " in printed
        assert printed.endswith("[exit 2]\n")


class TestEngines:
    @pytest.mark.skipif(program(Engine.DOT) is None, reason="Graphviz is not installed here")
    def test_the_other_engine(self, acme):
        element(body(acme("--engine", "dot")))

    def test_an_engine_that_is_missing(self, acme, monkeypatch):
        monkeypatch.setattr("datamap.render.engine.program", lambda _: None)
        monkeypatch.setattr("datamap.render.drawing.program", lambda _: None)
        assert acme("--engine", "dot") == (
            "datamap: Data map of Test Ltd cannot be drawn: the layout engine `dot` is not installed; "
            "install Graphviz, or choose the engine `pure`\n[exit 1]\n"
        )

    @pytest.mark.parametrize(
        ("does", "words"),
        [
            ("exit 3", "`dot` failed with exit code 3: no reason given; install Graphviz, or choose the engine `pure`"),
            (
                "kill -9 $$",
                "`dot` failed with exit code -9: no reason given; install Graphviz, or choose the engine `pure`",
            ),
            (
                "cat > /dev/null; echo no graph",
                "`dot` drew 0 of 1 graphs; install Graphviz, or choose the engine `pure`",
            ),
            (
                "cat > /dev/null; echo '<svg></svg>'",
                (
                    "the drawing cannot be read: it says neither how large it is nor where it starts; "
                    "draw a smaller part with `--focus`, or choose the other engine"
                ),
            ),
            ("sleep 60", "`dot` did not finish within 1 second; draw a smaller part with `--focus`"),
        ],
        ids=["fails", "is killed", "draws nothing", "draws nonsense", "hangs"],
    )
    def test_an_engine_that_does_not_work(self, acme, tmp_path, monkeypatch, does, words):
        path = tmp_path / "bin" / "dot"
        path.parent.mkdir()
        path.write_text(f'#!/bin/sh\n[ "$1" = -V ] && exit 0\n{does}\n', encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")
        monkeypatch.setattr("datamap.cli.graph.SECONDS", 1.0)
        program.cache_clear()
        printed = acme("--engine", "dot")
        program.cache_clear()
        assert re.sub(r"within [\d.]+ seconds", "within 1 seconds", printed) == (
            f"datamap: Data map of Test Ltd cannot be drawn: {words}\n[exit 1]\n"
        )

    def test_text_formats_need_no_engine(self, acme, monkeypatch):
        monkeypatch.setattr("datamap.render.drawing.program", lambda _: None)
        assert body(acme("--format", "dot"))
        assert body(acme("--format", "mermaid"))


def test_an_inventory_with_defects_is_not_drawn(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text("organisation: {name: T}\nsystem: {}\n", encoding="utf-8")
    printed = datamap("graph", "organisation", "inventory.yaml", cwd=tmp_path)
    assert "defect LNG-01" in printed
    assert printed.endswith("[exit 1]\n")


@pytest.mark.parametrize("command", [["validate"], ["--help"], ["where", "email"]])
def test_no_graph_library_is_imported(command, tmp_path):
    (tmp_path / "inventory.yaml").write_text(TEXT, encoding="utf-8")
    path = [] if command == ["--help"] else ["inventory.yaml"]
    code = (
        "import sys\nfrom datamap.cli.main import main\n"
        f"try:\n    main({[*command, *path]!r})\nexcept SystemExit:\n    pass\n"
        "assert not {'networkx', 'numpy', 'mkdocs'} & set(sys.modules), 'imported too much'\n"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
