"""The command line: its help, its four exit codes, and what it does with what nobody expected."""

import errno
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from datamap import __version__
from datamap.cli import main as command_line
from datamap.model.errors import MisuseError


def test_help_names_every_command(datamap, tmp_path):
    text = datamap("--help", cwd=tmp_path)
    assert text.endswith("[exit 0]\n")
    for name, words in command_line.COMMANDS.items():
        assert f"  {name}" in text
        assert words.split(".")[0][:30] in text
    assert "Exit codes: 0 clean, 1 findings at or above the threshold, 2 wrong use, 3 our bug." in " ".join(
        text.split()
    )


def test_the_version(datamap, tmp_path):
    assert datamap("--version", cwd=tmp_path) == f"datamap, version {__version__}\n[exit 0]\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["valdate"], "Error: No such command 'valdate'. Did you mean 'validate'?"),
        (["zebra"], "Error: No such command 'zebra'."),
        (["validate", "--frmat", "json"], "Error: No such option '--frmat'"),
        (["validate", "--format", "xml"], "Error: Invalid value for '--format': 'xml' is not one of"),
        (["validate", "a", "b"], "Error: Got unexpected extra argument (b)"),
        (["build", "--date", "soon"], "`soon` is not a date: write year, month and day, such as 2026-03-01"),
    ],
)
def test_wrong_use_ends_with_2(datamap, tmp_path, args, words):
    text = datamap(*args, cwd=tmp_path)
    assert words in text
    assert "Traceback" not in text
    assert text.endswith("[exit 2]\n")


def test_no_command_shows_the_help(datamap, tmp_path):
    text = datamap(cwd=tmp_path)
    assert "Usage: datamap [OPTIONS] COMMAND [ARGS]..." in text
    assert text.endswith("[exit 2]\n")


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (MisuseError("there is no inventory"), "datamap: there is no inventory\n", 2),
        (click.exceptions.Abort(), "datamap: stopped\n", 2),
        (RuntimeError("nobody thought of that"), "RuntimeError: nobody thought of that\n", 3),
    ],
)
def test_what_goes_wrong_inside_a_command(datamap, tmp_path, monkeypatch, error, said, code):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(command_line.cli, "invoke", fail)
    text = datamap("validate", cwd=tmp_path)
    assert said in text
    assert text.endswith(f"[exit {code}]\n")
    assert ("Traceback" in text) is (code == 3)
    if code == 3:
        assert f"datamap {__version__}: this is our bug; please report it with the lines above" in text


def test_whoever_stops_reading_ends_the_run_quietly(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr(command_line.cli, "invoke", fail)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        command_line.main(["validate"])
    assert ended.value.code == 0


def test_help_is_quick_since_it_imports_no_more_than_it_prints():
    script = (
        "import sys; from datamap.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    imported = {name.partition(".")[0] for name in ended.stdout.splitlines()[-1].split()}
    assert not imported & {
        "pydantic",
        "pydantic_core",
        "yaml",
        "mkdocs",
        "jinja2",
        "networkx",
        "graphviz",
        "rich",
        "markdown",
    }


def test_output_that_cannot_show_a_letter_is_no_reason_to_stop(tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "a.yaml").write_text(
        "organisation: X\nsystems: {straße: {häst漢: x}}\n", encoding="utf-8"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "datamap", "validate"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == b""
    assert "`häst\\u6f22` is not a key of a system;".encode("cp1252") in ended.stdout


def test_pydantic_looks_for_no_plugins_and_finds_the_rest_of_the_module_that_would():
    told = (
        "import os, sys; os.environ.pop('PYDANTIC_DISABLE_PLUGINS', None)\n"
        "from datamap.cli.main import cli\n"
        "cli.get_command(None, 'validate')\n"
        "from pydantic import BaseModel\n"
        "class Some(BaseModel):\n    a: int\n"
        "assert Some(a='1').a == 1 and 'importlib.metadata' not in sys.modules\n"
        "from pydantic.plugin._loader import get_plugins, PYDANTIC_ENTRY_POINT_GROUP\n"
        "print(get_plugins(), PYDANTIC_ENTRY_POINT_GROUP, 'importlib.metadata' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout == "() pydantic True\n"


CLEAN = "organisation: X\n"


def ended(tmp_path, command, **more):
    (tmp_path / "inventory.yaml").write_text(CLEAN, encoding="utf-8")
    shell = f"{shlex.quote(sys.executable)} -m datamap validate inventory.yaml {command}"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(["/bin/sh", "-c", shell], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (
            "--select ACT-01",
            "1 record of 1 organisation checked by 1 rule: nothing found. This is no legal advice.\n",
            0,
        ),
        ("--select ORG-10 --fail-on warning", "1 record of 1 organisation checked by 1 rule: 1 warning.", 1),
    ],
)
def test_a_process_of_its_own_ends_at_once_with_all_that_was_printed(tmp_path, options, said, code):
    ran = ended(tmp_path, options)
    assert (said in ran.stdout, ran.stderr, ran.returncode) == (True, "", code), ran.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_under_the_output_is_said(tmp_path):
    ran = ended(tmp_path, "> /dev/full")
    said = "datamap: the output was not written to its end: No space left on device\n"
    assert (ran.stderr, ran.returncode) == (said, 2)


def test_closed_streams_are_no_reason_to_stop(tmp_path):
    ran = ended(tmp_path, ">&- 2>&-")
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)


def test_an_error_of_a_file_that_nobody_foresaw_is_our_bug(capsys, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "Input/output error", "some.yaml")

    monkeypatch.setattr(command_line.cli, "invoke", fail)
    with pytest.raises(SystemExit) as exit_:
        command_line.main(["validate"])
    assert exit_.value.code == 3
    assert "this is our bug" in capsys.readouterr().err
