"""The tutorial, carried out: each file is written, each command is run, and what is printed is compared."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from datamap.catalog.known import built_in
from datamap.cli.main import cli
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.inventory import load
from tests.sites import Written

DOCS = Path(__file__).parents[1] / "docs"
TUTORIAL = DOCS / "tutorial.md"
BASH = shutil.which("bash") or "bash"
_FENCE = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str | None
    text: str
    line: int


def blocks(page):
    text = page.read_text(encoding="utf-8")
    return [
        Block(found["language"], found["title"], found["text"], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


class Reader:
    """Somebody who does what the tutorial says, in an empty directory."""

    def __init__(self, start):
        self.directory = start
        self.place = start / ".place"
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("DATAMAP_", "SOURCE_DATE"))},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
        }

    def write(self, block):
        name, at, place = block.title.partition(", at the ")
        path = self.directory / name
        assert path.exists(), f"the tutorial writes {name}, which `datamap init` did not write"
        before = path.read_text(encoding="utf-8")
        texts = {"": block.text, "end": before + block.text, "top": block.text + before}
        assert place in texts
        path.write_text(texts[place] if at else block.text, encoding="utf-8")

    def run(self, commands):
        """Run commands as one script that stops at the first failure; the reader stays in the directory it ends in."""
        script = f"trap 'pwd > \"$PLACE\"' EXIT\nset -e\n{commands}"
        ran = subprocess.run(
            [BASH, "-c", script],
            cwd=self.directory,
            env={**self.environment, "PLACE": str(self.place)},
            capture_output=True,
            text=True,
            check=False,
        )
        self.directory = Path(self.place.read_text(encoding="utf-8").strip())
        return ran


def test_a_reader_who_follows_the_tutorial_sees_what_it_shows(tmp_path, request):
    """Run with `--rewrite` to put into the page what is printed now."""
    reader = Reader(tmp_path)
    ran = None
    printed = []
    for block in blocks(TUTORIAL):
        where = f"{TUTORIAL.name}, line {block.line}"
        if block.language == "text":
            assert ran is not None, where
            printed.append((block.text, ran.stdout))
            assert ran.returncode == (1 if " defect " in ran.stdout else 0), f"{where}: {ran.stderr}"
            ran = None
            continue
        assert ran is None or ran.returncode == 0, f"{where}: {ran.stdout}{ran.stderr}"
        if block.language == "sh":
            ran = reader.run(block.text)
        else:
            reader.write(block)
            ran = None
    assert ran is None
    if request.config.getoption("--rewrite"):
        _rewrite(printed)
    else:
        assert [shown for shown, _ in printed] == [now for _, now in printed]
    for site in ("site", "site-internal"):
        assert (reader.directory / site / "fernhill-veg-boxes" / "index.html").exists()


def _rewrite(printed):
    page = TUTORIAL.read_text(encoding="utf-8")
    place = 0
    for shown, now in printed:
        fence = "```text\n"
        place = page.index(f"{fence}{shown}```\n", place) + len(fence)
        page = page[:place] + now + page[place + len(shown) :]
    TUTORIAL.write_text(page, encoding="utf-8")


PAGES = sorted(
    path for path in (*DOCS.glob("how-to/*.md"), *DOCS.glob("explanation/*.md")) if path.name != "add-a-vendor.md"
)
"""The pages that show pieces of inventories; a file of the catalogue is no such piece."""


def with_organisation(text):
    """A piece of an inventory that can stand alone."""
    if re.search("^organisation:", text, re.MULTILINE):
        return text
    return (
        f"organisation: {{name: Harbour Books Ltd, contacts: {{privacy: {{email: privacy@harbour.example}}}}}}\n{text}"
    )


def findings_in(text):
    """What there is to find in a piece of an inventory that stands alone."""
    file = SourceFile(name="piece.yaml", directory=("piece",), data=with_organisation(text).encode())
    return load(SourceFiles(files=(file,), findings=()), built_in()).findings


def pieces():
    for page in PAGES:
        for block in blocks(page):
            if block.language == "yaml" and block.title != "mkdocs.yml":
                yield pytest.param(block.text, id=f"{page.stem}, line {block.line}")


@pytest.mark.parametrize("text", list(pieces()))
def test_each_piece_of_an_inventory_has_nothing_to_find(text):
    assert findings_in(text) == ()


def sentences():
    """Each piece of the page of sentences, with the lines that the notice is said to print."""
    page = DOCS / "how-to" / "sentences.md"
    found = blocks(page)
    for piece, told in zip(found[::2], found[1::2], strict=True):
        assert (piece.language, told.language) == ("yaml", "text"), piece.line
        yield pytest.param(piece.text, told.text.splitlines(), id=f"line {piece.line}")


@pytest.mark.parametrize(("text", "lines"), list(sentences()))
def test_the_notice_prints_what_the_page_of_sentences_says(tmp_path, text, lines):
    written = Written(tmp_path, with_organisation(text))
    printed = [sentence for file in ("notice.md", "index.md") for sentence in written.said(file)]
    assert [line for line in lines if line not in printed] == []


def test_there_are_more_than_sixty_sentences():
    assert len(list(sentences())) > 60


def commands():
    for page in (TUTORIAL, *PAGES):
        for block in blocks(page):
            for line in block.text.splitlines() if block.language == "sh" else ():
                if found := re.search(r"\bdatamap (.+?)\)?( > .+)?$", line):
                    yield pytest.param(found[1], id=f"{page.stem}: {found[1]}")


@pytest.mark.parametrize("line", list(commands()))
def test_each_command_that_a_page_shows_exists_with_its_options(line):
    name, *arguments = shlex.split(line)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, arguments)


RECORDS = {
    "an activity": "activities: {{x: {{{0}}}}}",
    "a notice": "notices: {{x: {{is: privacy-notice, {0}}}}}",
    "a processor": "processors: {{x: {{{0}}}}}",
    "a recipient": "recipients: {{x: {{{0}}}}}",
    "a system": "systems: {{x: {{{0}}}}}",
    "a tracker": "trackers: {{x: {{{0}}}}}",
}
"""Where a cell of a table says that its keys go."""


ELSEWHERE = {
    "privacy",
    "support",
    "website",
    "app",
    "mailwell",
    "hetzner",
    "scorewell",
    "adriver",
    "city",
    "customers",
    "trainer",
    "outsiders",
    "deliver",
    "abroad",
    "letters",
    "english",
    "anonymous-reviews",
    "doctor",
}
"""The names that the page takes for declared."""


def rows():
    text = (DOCS / "how-to" / "model-a-policy.md").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if (
            len(cells) == 3
            and (cells[2] in RECORDS or re.fullmatch("`[a-z_]+`", cells[2]))
            and cells[1].startswith("`")
        ):
            yield pytest.param(cells[1].strip("`"), cells[2], id=f"line {number}")


@pytest.mark.parametrize(("written", "where"), list(rows()))
def test_each_row_of_the_table_of_sentences_can_be_written(written, where):
    """Only the names that the page says are declared elsewhere may be unknown."""
    if where == "`organisation`":
        name = "" if written.startswith("name:") else "name: X, "
        text = f"organisation: {{{name}{written}}}"
    else:
        text = RECORDS.get(where, where.strip("`") + ": {{{0}}}").format(written)
    messages = [finding.message for finding in findings_in(text)]
    unknown = [re.match("`([^`]+)` is not known among ", message) for message in messages]
    assert all(unknown), messages
    assert {name[1] for name in unknown} <= ELSEWHERE


def test_the_table_of_sentences_is_read():
    assert len(list(rows())) > 75
