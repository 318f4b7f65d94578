"""What `datamap init` writes, and that it writes all of it or nothing."""

import errno
import json
import os
import re
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load

from datamap import __version__
from datamap.app import open_inventory
from datamap.cli import init
from datamap.cli.main import COMMANDS, main

WRITTEN = [
    ".github/workflows/datamap.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/datamap.schema.json",
    ".vscode/settings.json",
    "docs/index.md",
    "inventory/my-organisation/activities.yaml",
    "inventory/my-organisation/notices.yaml",
    "inventory/my-organisation/organisation.yaml",
    "inventory/my-organisation/partners.yaml",
    "mkdocs.yml",
    "requirements.txt",
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty directory to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *arguments):
    """The exit code, standard output and standard error of `datamap init`."""
    with pytest.raises(SystemExit) as exit_:
        main(["init", *arguments])
    printed = capsys.readouterr()
    return exit_.value.code, printed.out, printed.err


def tree(directory):
    """The bytes of every file below a directory, `None` for a directory."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(directory.rglob("*"))
    }


def files_of(directory):
    return [path for path, content in tree(directory).items() if content is not None]


def findings_of(directory):
    return [located.finding.message for located in open_inventory(directory / "inventory").findings]


class TestWhatIsWritten:
    def test_all_files_and_what_to_do_next(self, here, capsys):
        code, out, err = run(capsys)
        assert (code, err) == (0, "")
        assert files_of(here) == WRITTEN
        assert sorted(line for line in out.splitlines() if line.startswith("wrote")) == [f"wrote {p}" for p in WRITTEN]
        assert out.splitlines()[-1] == "Next: `datamap serve` shows the site and follows your edits of inventory/."

    def test_into_a_directory_that_is_made(self, here, capsys):
        code, out, _ = run(capsys, "new/site")
        assert code == 0
        assert files_of(here / "new" / "site") == WRITTEN
        assert "wrote new/site/mkdocs.yml\n" in out
        assert out.splitlines()[-1].startswith("Next: cd new/site, then `datamap serve` ")

    def test_beside_files_of_other_names(self, here, capsys):
        (here / "docs").mkdir()
        (here / "docs" / "about.md").write_text("# About\n")
        (here / "inventory").mkdir()
        assert run(capsys)[0] == 0
        assert (here / "docs" / "about.md").read_text() == "# About\n"
        assert (here / "docs" / "index.md").exists()

    def test_nothing_is_said_about_the_organisation_but_its_name(self, here, capsys):
        """Nothing is invented: what nobody has told us is `unknown`, and a notice without content is a draft."""
        run(capsys, "--name", "Harbour Books Ltd")
        written = "".join(path.read_text() for path in (here / "inventory").rglob("*.yaml"))
        stated = [line.split("#")[0].rstrip() for line in written.splitlines()]
        assert [line for line in stated if line and not line.endswith((":", " unknown"))] == [
            "    title: An activity that nobody has described yet",
            "  privacy: {title: Privacy notice, is: privacy-notice, status: draft}",
            '  name: "Harbour Books Ltd"',
        ]

    def test_two_runs_give_the_same_bytes(self, here, capsys):
        run(capsys, "one")
        run(capsys, "two")
        assert tree(here / "one") == tree(here / "two")

    def test_no_mark_is_left(self, here, capsys):
        run(capsys, "--name", "A @id@ B")
        for path, content in tree(here).items():
            if content is not None and path != ".vscode/datamap.schema.json":
                assert re.findall(r"@[a-z]+@", content.decode().replace("A @id@ B", "")) == [], path


class TestNames:
    @pytest.mark.parametrize(
        ("name", "id_"),
        [
            ("Harbour Books Ltd", "harbour-books-ltd"),
            ("  Harbour\tBooks \n Ltd ", "harbour-books-ltd"),
            ('Kägi & Söhne: "Fine" Clocks AG', "kagi-sohne-fine-clocks-ag"),
            ("O'Neill's # 1 {shop}: yes", "oneills-1-shop-yes"),
            ("null", "null"),
            ("Βιβλία", "my-organisation"),
            ("../../etc/passwd", "etc-passwd"),
            ("The Society for the Preservation of Old Harbour Books", "the-society-for-the-preservation-of-old"),
            ("x" * 300, "x" * 40),
            ("A\\B", "a-b"),
        ],
    )
    def test_a_name_reaches_the_inventory_as_it_was_given(self, here, capsys, name, id_):
        assert run(capsys, "--name", name)[0] == 0
        assert findings_of(here) == []
        ((found, records),) = open_inventory(here / "inventory").loaded.inventory.organisations.items()
        assert (found, records.organisation.name) == (id_, " ".join(name.split()))
        assert yaml_load((here / "mkdocs.yml").read_text())["site_name"] == " ".join(name.split())

    @pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\x1b[31mb", "a\udcffb"])
    def test_a_name_that_nobody_can_read_is_refused(self, here, capsys, name):
        code, _, err = run(capsys, "--name", name)
        assert code == 2
        assert err == "datamap: the name is empty or holds a control character: write it as people read it\n"
        assert tree(here) == {}


class TestTheResult:
    @pytest.mark.parametrize("name", [None, 'Kägi & Söhne: "Fine" <b>Clocks</b> AG'])
    def test_builds_at_once_and_strictly(self, here, capsys, name):
        run(capsys, *(("--name", name) if name else ()))
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("DATAMAP_", "SOURCE_DATE"))
        }
        built = _ran(sys.executable, "-m", "datamap", "build", "--strict", env=environment)
        assert built.returncode == 0, built.stderr
        assert "WARNING" not in built.stderr
        home = (here / "site" / "index.html").read_text()
        (inventory,) = (here / "inventory").iterdir()
        assert f'href="{inventory.name}/"' in home
        assert (here / "site" / inventory.name / "index.html").exists()
        assert _ran("git", "init", "-q").returncode == 0
        seen = _ran("git", "ls-files", "-o", "--exclude-standard").stdout
        assert seen.splitlines() == [path.replace("my-organisation", inventory.name) for path in WRITTEN]

    def test_knows_its_address_where_the_workflow_says_it(self, here, capsys):
        run(capsys)
        steps = yaml.safe_load((here / ".github/workflows/datamap.yml").read_text())["jobs"]["check"]["steps"]
        (told,) = [step["env"] for step in steps if "env" in step]
        assert told == {"DATAMAP_SITE_URL": "${{ steps.pages.outputs.base_url }}"}
        assert [step.get("uses") for step in steps if step.get("id") == "pages"] == ["actions/configure-pages@v5"]
        environment = {**os.environ, "DATAMAP_SITE_URL": "https://harbour.example/privacy"}
        assert _ran(sys.executable, "-m", "datamap", "build", "--strict", env=environment).returncode == 0
        home = '<link rel="canonical" href="https://harbour.example/privacy/">'
        assert home in (here / "site" / "index.html").read_text()
        assert "<loc>https://harbour.example/privacy/</loc>" in (here / "site" / "sitemap.xml").read_text()

    def test_has_nothing_to_find(self, here, capsys):
        run(capsys)
        assert findings_of(here) == []

    @pytest.mark.parametrize("number", range(4))
    def test_each_example_is_right(self, here, capsys, number):
        """With an example in the place of each `unknown`, and those in comments stated, there is nothing to find."""
        run(capsys)
        taken = 0
        for path in (here / "inventory").rglob("*.yaml"):
            text = re.sub(r"^(\w+): unknown\n((?:# .*\n)+)", _uncommented, path.read_text(), flags=re.MULTILINE)
            text, count = re.subn(r"unknown +# (.+)$", partial(_alternative, number), text, flags=re.MULTILINE)
            path.write_text(text)
            taken += count
            assert [line for line in text.splitlines() if "unknown" in line.split("#")[0]] == []
        assert taken == 19
        assert findings_of(here) == []

    def test_the_workflow_checks_and_publishes(self, here, capsys):
        run(capsys)
        workflow = yaml.safe_load((here / ".github/workflows/datamap.yml").read_text())
        steps = [step.get("run") for step in workflow["jobs"]["check"]["steps"]]
        assert [step for step in steps if step] == [
            "python -m pip install -r requirements.txt",
            "datamap validate",
            "datamap build --strict",
        ]
        assert workflow["permissions"] == {"contents": "read"}
        assert workflow["jobs"]["publish"]["if"] == "github.ref == 'refs/heads/main'"
        assert workflow["jobs"]["publish"]["needs"] == "check"
        requirements = (here / "requirements.txt").read_text().splitlines()
        assert [line for line in requirements if not line.startswith("#")] == [f"datamap=={__version__}"]

    def test_the_hook_runs_a_command_that_exists(self, here, capsys):
        run(capsys)
        (repository,) = yaml.safe_load((here / ".pre-commit-config.yaml").read_text())["repos"]
        (hook,) = repository["hooks"]
        program, command = hook["entry"].split()
        assert program == "datamap"
        assert command in COMMANDS
        assert all(re.search(hook["files"], path) for path in WRITTEN if path.endswith("organisation.yaml"))

    def test_the_editor_finds_the_schema(self, here, capsys):
        run(capsys)
        lines = (here / ".vscode/settings.json").read_text().splitlines()
        settings = json.loads("\n".join(line for line in lines if not line.startswith("//")))
        ((path, patterns),) = settings["yaml.schemas"].items()
        schema = json.loads((here / path).read_text())
        assert "activities" in schema["properties"]
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(["schema"])
        assert (here / path).read_text() == capsys.readouterr().out
        assert "inventory/**/*.yaml" in patterns

    def test_each_template_is_used(self):
        assert {path.name for path in (files("datamap.cli") / "templates").iterdir()} == set(init._TARGETS)


def _ran(*command, **options):
    return subprocess.run(command, check=False, capture_output=True, text=True, **options)


def _uncommented(block):
    assert block[2].startswith(f"# {block[1]}:\n")
    return "".join(line.removeprefix("# ") + "\n" for line in block[2].splitlines())


def _alternative(number, line):
    """One of several examples; the last where there are fewer."""
    each = line[1].split(" | ")
    return each[min(number, len(each) - 1)]


class TestNothingIsOverwritten:
    @pytest.mark.parametrize("path", WRITTEN)
    def test_a_file_that_exists_stops_all(self, here, capsys, path):
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text("mine\n")
        before = tree(here)
        code, out, err = run(capsys)
        assert (code, out) == (2, "")
        assert err == (
            f"datamap: nothing was written, since nothing is overwritten and this is there already: {path}; "
            "write into another directory with `datamap init DIR`, and copy from there what you want\n"
        )
        assert tree(here) == before

    def test_all_that_exist_are_named(self, here, capsys):
        run(capsys)
        before = tree(here)
        code, _, err = run(capsys)
        assert code == 2
        assert f"there already: {', '.join(WRITTEN)};" in err
        assert tree(here) == before

    def test_a_file_where_a_directory_is_needed_stops_all(self, here, capsys):
        (here / "docs").write_text("mine\n")
        code, _, err = run(capsys)
        assert code == 2
        assert "there already: docs;" in err
        assert tree(here) == {"docs": b"mine\n"}

    def test_a_file_in_the_place_of_the_directory_stops_all(self, here, capsys):
        (here / "new").write_text("mine\n")
        code, _, err = run(capsys, "new")
        assert code == 2
        assert "there already: new;" in err
        assert tree(here) == {"new": b"mine\n"}

    def test_a_link_that_leads_nowhere_stops_all(self, here, capsys):
        (here / "mkdocs.yml").symlink_to(here / "elsewhere.yml")
        code, _, err = run(capsys)
        assert code == 2
        assert "there already: mkdocs.yml;" in err
        assert [path.name for path in here.iterdir()] == ["mkdocs.yml"]
        assert not (here / "elsewhere.yml").exists()

    @pytest.mark.parametrize("directory", [".", "new/site"])
    def test_a_full_disk_leaves_nothing_behind(self, here, capsys, monkeypatch, directory):
        (here / "mine.txt").write_text("mine\n")
        _break_at(monkeypatch, "requirements.txt", OSError(errno.ENOSPC, "No space left on device", "requirements.txt"))
        code, out, err = run(capsys, directory)
        assert (code, out) == (2, "")
        assert err == "datamap: nothing was written: requirements.txt: no space left on device\n"
        assert tree(here) == {"mine.txt": b"mine\n"}

    def test_an_interruption_leaves_nothing_behind(self, here, capsys, monkeypatch):
        _break_at(monkeypatch, "requirements.txt", KeyboardInterrupt())
        code, _, err = run(capsys)
        assert (code, err.strip()) == (2, "datamap: stopped")
        assert tree(here) == {}


def _break_at(monkeypatch, name, error):
    """Let the writing of one file fail, once it has been created."""
    real = Path.open

    def fail(_):
        raise error

    def open_(self, mode="r", **options):
        file = real(self, mode, **options)
        if self.name == name and mode == "x":
            file.write = fail
        return file

    monkeypatch.setattr(Path, "open", open_)
