"""What all tests share: golden files that one flag rewrites, and an environment without the habits of whoever runs them."""

import os

import pytest
from hypothesis import settings

# What fails here fails everywhere: the same examples each time, and no clock that a busy machine could miss.
settings.register_profile("datamap", deadline=None, derandomize=True, database=None)
settings.load_profile("datamap")
pytest.register_assert_rewrite("tests.written")


def pytest_addoption(parser):
    parser.addoption("--rewrite", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in ("CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("DATAMAP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def golden(request):
    """Compare a text with a golden file, or write the file if the tests run with `--rewrite`."""

    def check(text, path):
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run pytest with --rewrite, and read what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def datamap(capsys, monkeypatch):
    """Run the command line in a directory; return all that it printed, closed by the exit code."""
    from datamap.cli.main import main

    def run(*args, cwd):
        monkeypatch.chdir(cwd)
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return f"{out}{err}[exit {ended.value.code}]\n"

    return run
