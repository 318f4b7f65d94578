"""`datamap build --pages DIR`: plain Markdown and SVG, which another generator builds too."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from tests.mkdocs_sites import texts
from tests.pages.test_links import dead_links
from tests.sites import COMPLETE

CONFIG = "site_name: Pools\nplugins: [search, {datamap: {inventory: INVENTORY, audience: internal}}]\n"
ZENSICAL = shutil.which("zensical", path=str(Path(sys.executable).parent)) or shutil.which("zensical")
VERSION = "0.0.73"
ELSEWHERE = """\
site_name: Pools
markdown_extensions: [attr_list, md_in_html, tables, toc]
"""


@pytest.fixture
def plain(tmp_path, datamap):
    """The pages of the complete organisation, written by the command."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("INVENTORY", str(COMPLETE)), encoding="utf-8")
    out = datamap("build", "--pages", "out", "--date", "2026-10-01", cwd=tmp_path)
    assert re.fullmatch(r"out: \d+ pages\n\[exit 0\]\n", out)
    return tmp_path / "out"


def test_each_link_names_the_source_of_a_page(plain):
    found = texts(plain)
    pages = {path for path in found if path.endswith(".md")}
    assert len(pages) > 60
    for path in pages:
        for link in re.findall(r'href="([^"#:]+\.md)(?:#[^"]*)?"', found[path]):
            assert normpath(join(dirname(path), link)) in pages, (path, link)
        assert not re.findall(r'href="[^"#:]*/(?:#[^"]*)?"', found[path]), path


def test_diagrams_stand_in_the_pages(plain):
    assert "<svg" in (plain / "otterbank" / "map.md").read_text(encoding="utf-8")


def test_a_second_time_they_are_the_same(plain, datamap):
    before = texts(plain)
    datamap("build", "--pages", "out", "--date", "2026-10-01", cwd=plain.parent)
    assert texts(plain) == before


@pytest.mark.skipif(ZENSICAL is None, reason=f"zensical is not installed; try `pip install zensical=={VERSION}`")
def test_zensical_builds_them_and_every_link_works(plain, tmp_path):
    assert VERSION in subprocess.run([ZENSICAL, "--version"], capture_output=True, text=True, check=True).stdout
    project = tmp_path / "elsewhere"
    shutil.copytree(plain, project / "docs")
    (project / "mkdocs.yml").write_text(ELSEWHERE, encoding="utf-8")
    (project / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    done = subprocess.run(
        [ZENSICAL, "build", "--strict"], cwd=project, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = texts(project / "site")
    written = {path for path in texts(plain) if path.endswith(".md")}
    assert {path.removesuffix(".md").removesuffix("/index") + "/index.html" for path in written} <= set(found)
    assert [(path, link) for path, link in dead_links(found) if path != "404.html"] == []
