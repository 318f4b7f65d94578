"""`datamap serve` in a real process: it follows an edit, survives a mistake in it, and follows its mend."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.site.conftest import search, small_project

PATIENCE = 60


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Served:
    """A project that is served, and what the terminal shows."""

    def __init__(self, project, log):
        self.project, self.log = project, log
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        (self.inventory,) = project.glob("inventory/*/organisation.yaml")
        environment = {**os.environ, "TMPDIR": str(project.parent), "PYTHONUNBUFFERED": "1"}
        with log.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "datamap", "serve", "--address", f"127.0.0.1:{self.port}"],
                cwd=project, env=environment, stdout=file, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def get(self, path=""):
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.read().decode(), answer.headers

    def front(self):
        return self.get("harbour-books-ltd/")[0]

    def wait_until(self, condition):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except (urllib.error.URLError, ConnectionError):
                pass
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        pytest.fail(f"nothing came in {PATIENCE} seconds\n{self.log.read_text()}")

    def says(self, words):
        return words in self.log.read_text(encoding="utf-8")

    def end(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def serving(tmp_path):
    project = small_project(tmp_path / "project")
    served = Served(project, tmp_path / "log")
    served.wait_until(served.get)
    yield served
    if served.process.poll() is None:
        served.process.kill()
        served.process.wait()


def test_it_follows_edits_and_survives_mistakes_in_them(serving):
    sound = serving.inventory.read_text(encoding="utf-8")
    assert "Harbour Books Ltd" in serving.front()

    serving.inventory.write_text(sound.replace("Harbour Books Ltd", "Quayside Books Ltd"), encoding="utf-8")
    serving.wait_until(lambda: "Quayside Books Ltd" in serving.front())

    serving.inventory.write_text("organisation: [\n", encoding="utf-8")
    serving.wait_until(lambda: serving.says("defect YAML-01"))
    serving.wait_until(lambda: serving.says("the pages from before this edit stay"))
    assert "Quayside Books Ltd" in serving.front()

    serving.inventory.write_text(sound.replace("Harbour Books Ltd", "Pier Books Ltd"), encoding="utf-8")
    serving.wait_until(lambda: "Pier Books Ltd" in serving.front())

    config = serving.project / "mkdocs.yml"
    written = config.read_text(encoding="utf-8")
    config.write_text(f"{written}\nsite_name: [", encoding="utf-8")
    serving.wait_until(lambda: serving.says("error parsing the configuration file"))
    assert "Pier Books Ltd" in serving.front()
    config.write_text(written, encoding="utf-8")

    page = serving.project / "docs" / "index.md"
    page.write_text("# A new home\n", encoding="utf-8")
    serving.wait_until(lambda: "A new home" in serving.get()[0])
    assert "Traceback" not in serving.log.read_text(encoding="utf-8")

    assert serving.end() == 0
    assert [path.name for path in serving.project.parent.iterdir() if path.name.startswith("datamap-")] == []


def test_it_sends_the_policy_and_a_page_obeys_it(serving, opened):
    html, headers = serving.get("harbour-books-ltd/")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "Content-Security-Policy" not in html
    page, heard = opened()
    with page.expect_console_message(lambda message: "Enabled live reload" in message.text):
        page.goto(f"{serving.address}harbour-books-ltd/")
    search(page, "Harbour")
    page.locator(".md-search-result__link").first.wait_for()
    assert heard.complaints == []
    assert [url for url in heard.requests if not url.startswith((serving.address, "data:"))] == []
    assert serving.end(signal.SIGINT) == 0


def test_a_port_that_is_taken_is_named(serving):
    done = subprocess.run(
        [sys.executable, "-m", "datamap", "serve", "--address", f"127.0.0.1:{serving.port}"],
        cwd=serving.project, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"datamap: the site cannot be shown at 127.0.0.1:{serving.port}: address already in use"
    )


def test_a_defect_at_the_start_is_told(tmp_path):
    project = small_project(tmp_path / "project")
    (path,) = project.glob("inventory/*/organisation.yaml")
    path.write_text("organisation: [\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "datamap", "serve", "--address", f"127.0.0.1:{free_port()}"],
        cwd=project, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "defect YAML-01" in done.stderr


@pytest.mark.parametrize("address", ["8000", "localhost", "localhost:http"])
def test_an_address_is_host_and_port(tmp_path, address):
    project = small_project(tmp_path / "project")
    done = subprocess.run(
        [sys.executable, "-m", "datamap", "serve", "--address", address],
        cwd=project, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == f"datamap: `{address}` is not an address: write host and port, such as 127.0.0.1:8000\n"
