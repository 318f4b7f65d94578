"""What becomes of a build whose diagrams cannot be drawn in full: it says so, and with `--strict` it fails."""

import shutil
import stat
import sys

import pytest

from datamap.render import engine as engines
from datamap.render.engine import Engine, program
from tests.site.conftest import small_project

FLOWS = """\
systems: {shop: Online shop}
activities: {sales: {title: Sales, subjects: [customer], data: [email], flows: [customer -> shop]}}
"""
LABELS_FAIL = "sys.exit(1) if re.search(r'-> n\\d+ \\[[^]]*label=', graph) else print(real(graph))"
NOTHING_WORKS = "sys.exit('out of order')"
DRAWN_WITHOUT = (
    "warning DRAW-02: the diagram “Data map of Harbour Books Ltd” has no labels: "
    "`graphviz-pure` failed with exit code 1: no reason given; "
    "no box and no line of it is missing, and the words stand in the tooltips and the table"
)
NOT_DRAWN = (
    "error DRAW-01: the diagram “Data map of Harbour Books Ltd” cannot be drawn: "
    "`graphviz-pure` failed with exit code 1: out of order; "
    "install `graphviz-pure` again, or choose the engine `dot`; the same flows stand in the table"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    project = small_project(tmp_path_factory.mktemp("drawn") / "project")
    (first,) = project.glob("inventory/*/organisation.yaml")
    (first.parent / "partners.yaml").write_text(FLOWS, encoding="utf-8")
    return project


@pytest.fixture
def project(written, tmp_path):
    return shutil.copytree(written, tmp_path / "project")


@pytest.fixture
def engine(tmp_path, monkeypatch):
    def use(code):
        path = tmp_path / "engine"
        path.write_text(
            f"#!{sys.executable}\nimport re, subprocess, sys\n"
            "graph = sys.stdin.read() if '-V' not in sys.argv else ''\n"
            "def real(text):\n"
            f"    run = subprocess.run([{program(Engine.PURE)!r}, '-Tsvg'], input=text, capture_output=True, text=True)\n"
            f"    return run.stdout\n{code}\n",
            encoding="utf-8",
        )
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setattr(engines, "program", lambda _: str(path))
        monkeypatch.setattr("datamap.render.drawing.program", lambda _: str(path))

    return use


@pytest.mark.parametrize(("code", "finding"), [(LABELS_FAIL, DRAWN_WITHOUT), (NOTHING_WORKS, NOT_DRAWN)])
class TestPages:
    def test_a_finding_is_told_and_the_pages_are_written(self, project, datamap, engine, code, finding):
        engine(code)
        told = datamap("build", "--pages", "out", cwd=project)
        assert finding in told
        assert told.endswith("[exit 0]\n")
        (page,) = (project / "out").glob("*/map.md")
        text = page.read_text(encoding="utf-8")
        assert "## The same as a table" in text
        assert ("<svg" in text) is (code == LABELS_FAIL)

    def test_strict_writes_nothing_and_fails(self, project, datamap, engine, code, finding):
        engine(code)
        told = datamap("build", "--pages", "out", "--strict", cwd=project)
        assert finding in told
        assert told.endswith("[exit 1]\n")
        assert not (project / "out").exists()


def test_strict_leaves_the_site_that_was_there(project, datamap, engine):
    assert datamap("build", "--strict", cwd=project).endswith("[exit 0]\n")
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    shutil.rmtree(project / ".cache")
    engine(LABELS_FAIL)
    told = datamap("build", "--strict", cwd=project)
    assert "warnings in strict mode!; the site that was there is untouched\n[exit 2]\n" in told
    assert {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()} == before


def test_layouts_that_are_kept_need_no_engine(project, datamap, engine):
    assert datamap("build", "--strict", cwd=project).endswith("[exit 0]\n")
    engine(NOTHING_WORKS)
    assert datamap("build", "--strict", cwd=project).endswith("[exit 0]\n")
