"""A site is published whole or not at all (DESIGN, section 5): same bytes each time, and the old site stays if anything goes wrong."""

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tests.site.conftest import EPOCH, ROOT, build, small_project


def tree(directory):
    """Every file below a directory with its bytes."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


def leftovers(project):
    return sorted(path.name for path in project.glob(".site.*") if path.name != ".site.lock")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A small project with a site."""
    project = small_project(tmp_path_factory.mktemp("published") / "project")
    build(project)
    return project


@pytest.fixture
def project(published, tmp_path):
    return shutil.copytree(published, tmp_path / "project")


def rename_organisation(project, name):
    (path,) = project.glob("inventory/*/organisation.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("Harbour Books Ltd", name), encoding="utf-8")


def test_two_builds_give_the_same_bytes(public_site, tmp_path):
    build(ROOT, "--site-dir", tmp_path / "elsewhere" / "again")
    assert tree(tmp_path / "elsewhere" / "again") == tree(public_site.directory)


def test_the_bytes_do_not_depend_on_the_place_of_the_project(project, published):
    shutil.rmtree(project / "site")
    build(project)
    assert tree(project / "site") == tree(published / "site")


def test_a_build_that_is_killed_leaves_the_old_or_the_new_site_whole(project):
    old = tree(project / "site")
    rename_organisation(project, "Quayside Books Ltd")
    new_project = shutil.copytree(project, project.parent / "new")
    started = time.monotonic()
    build(new_project)
    needed = time.monotonic() - started
    new = tree(new_project / "site")
    assert old != new
    moments = random.Random(7)  # noqa: S311 - moments at which to stop, the same at every run
    found = []
    for _ in range(12):
        running = subprocess.Popen(
            [sys.executable, "-m", "datamap", "build"],
            cwd=project,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.3, 1.1) * needed)
        running.send_signal(signal.SIGKILL)
        running.wait()
        found.append(tree(project / "site"))
    assert all(site in (old, new) for site in found)
    build(project)
    assert tree(project / "site") == new
    assert leftovers(project) == []


_DEADLY = """
import os, signal, sys
from pathlib import Path
from datamap.cli import publishing

target, last, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
calls = 0

def deadly(original):
    def call(*args, **options):
        global calls
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return original(*args, **options)
    return call

if not exchange:
    publishing._exchanged = lambda one, other: False
publishing._exchanged = deadly(publishing._exchanged)
Path.rename = deadly(Path.rename)
publishing.shutil.rmtree = deadly(publishing.shutil.rmtree)
with publishing.replacing(target) as new:
    (new / "page").write_text("new")
print(calls)
"""


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_kill_before_each_step_of_the_change_can_be_mended(tmp_path, step, way):
    from datamap.cli.publishing import replacing

    target = tmp_path / "site"
    target.mkdir()
    (target / "page").write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", _DEADLY, str(target), str(step), way],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    steps = (
        2 if way == "exchange" else 5
    )  # the exchange and clearing; the exchange that is refused, two renames, clearing twice
    assert done.returncode == (-signal.SIGKILL if step < steps else 0), done.stderr
    if way == "exchange" and sys.platform == "linux":  # then there is no moment without a site
        assert (target / "page").read_text() in ("old", "new")
    with pytest.raises(RuntimeError, match="stop here"), replacing(target):  # noqa: PT012 - the body is what fails
        assert (target / "page").read_text() in ("old", "new")
        stop = "stop here"
        raise RuntimeError(stop)
    assert (target / "page").read_text() in ("old", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_second_build_at_the_same_time_is_refused(project):
    with FileLock(project / ".site.lock"):
        done = build(project, check=False)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1] == (
        f"datamap: another process is building {project}/site; wait for it, or build with --site-dir elsewhere"
    )


def no_space(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only(*_, **__):
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.mark.parametrize(
    ("what", "raising", "words"),
    [
        ("mkdocs.utils.write_file", no_space, "No space left on device"),
        ("mkdocs.structure.files.File.copy_file", no_space, "No space left on device"),
        ("pathlib.Path.mkdir", read_only, "Read-only file system"),
    ],
    ids=["pages", "assets", "read-only"],
)
def test_a_disk_that_does_not_take_the_site_leaves_the_old_one(project, datamap, monkeypatch, what, raising, words):
    old = tree(project / "site")
    monkeypatch.setattr(what, raising)
    told = datamap("build", cwd=project)
    monkeypatch.undo()
    assert told.endswith(
        f"datamap: {project}/site cannot be written: {words}; the site that was there is untouched\n[exit 2]\n"
    )
    assert tree(project / "site") == old
    assert leftovers(project) == []


def test_files_that_may_not_grow_leave_the_old_site(project):
    """A real process whose writes fail, as on a disk that is full."""
    old = tree(project / "site")
    done = subprocess.run(
        [sys.executable, "-m", "datamap", "build"],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"datamap: {project}/site cannot be written: File too large; the site that was there is untouched"
    )
    assert tree(project / "site") == old
    assert leftovers(project) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_nobody_may_write_to_is_named(project):
    project.chmod(0o555)
    try:
        done = build(project, check=False)
    finally:
        project.chmod(0o755)
    assert done.returncode == 2
    assert "cannot be written: Permission denied" in done.stderr


CONFIGURATIONS = {
    "no YAML": ("site_name: [", "MkDocs encountered an error parsing the configuration file"),
    "a list": ("- site_name\n", "The configuration is invalid. Expected a key-value mapping"),
    "no name": ("plugins: [search, datamap]\n", "site_name"),
    "a missing theme": (
        "site_name: x\ntheme: {name: nowhere}\nplugins: [datamap]\n",
        "Unrecognised theme name: 'nowhere'",
    ),
    "a missing directory of templates": (
        "site_name: x\ntheme: {name: material, custom_dir: nowhere}\nplugins: [datamap]\n",
        "nowhere",
    ),
    "a missing plugin": ("site_name: x\nplugins: [datamap, nowhere]\n", 'The "nowhere" plugin is not installed'),
    "no datamap": ("site_name: x\nplugins: [search]\n", "does not list the plugin `datamap`: add it under `plugins:`"),
    "an unknown option of datamap": ("site_name: x\nplugins: [{datamap: {inventry: x}}]\n", None),
    "an audience that there is not": (
        "site_name: x\nplugins: [{datamap: {audience: all}}]\n",
        "Expected one of: ('public', 'internal')",
    ),
    "no inventory": ("site_name: x\nplugins: [{datamap: {inventory: nowhere}}]\n", "nowhere"),
    "a missing extension": ("site_name: x\nplugins: [datamap]\nmarkdown_extensions: [nowhere]\n", "nowhere"),
}


@pytest.mark.parametrize(("text", "words"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_configuration_that_does_not_work_leaves_the_old_site(project, text, words):
    old = tree(project / "site")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = build(project, check=False)
    if words is None:  # MkDocs warns of an option that it does not know, and goes on
        assert (done.returncode, "Unrecognised configuration name: inventry" in done.stderr) == (0, True)
        return
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    assert tree(project / "site") == old
    assert leftovers(project) == []


def test_a_configuration_that_is_not_there_is_named(tmp_path):
    done = build(tmp_path, check=False)
    assert done.returncode == 2
    assert (
        done.stderr
        == "datamap: there is no mkdocs.yml: run `datamap init` to write one, or name it with --config-file\n"
    )


def test_a_defect_leaves_the_old_site(project):
    old = tree(project / "site")
    (path,) = project.glob("inventory/*/organisation.yaml")
    path.write_text("organisation: [\n", encoding="utf-8")
    done = build(project, check=False)
    assert done.returncode == 1
    assert "defect YAML-01" in done.stderr
    assert tree(project / "site") == old


@pytest.mark.parametrize("name", [".git", "mkdocs.yml", "pyproject.toml"])
def test_a_project_is_never_taken_for_a_site(project, name):
    target = project / "target"
    target.mkdir()
    (target / name).touch()
    done = build(project, "--site-dir", target, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"datamap: {target} holds {name} and would be emptied; name a directory of its own for the site"
    )


@pytest.mark.parametrize("target", [Path("/"), Path.home()], ids=["root", "home"])
def test_neither_root_nor_home_is_taken_for_a_site(project, target):
    done = build(project, "--site-dir", target, check=False)
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[-1] == f"datamap: {target} would be emptied; name a directory of its own for the site"
    )


def test_a_file_is_not_taken_for_a_site(project):
    (project / "file").touch()
    done = build(project, "--site-dir", "file", check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "Error: Invalid value for '--site-dir' / '-d': Directory 'file' is a file."
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_dir: file\n")
    done = build(project, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"datamap: {project}/file is a file; name a directory for the site"


def test_pages_for_another_generator_come_with_their_style(project):
    build(project, "--pages", "pages")
    files = tree(project / "pages")
    assert "harbour-books-ltd/index.md" in files
    assert ".dm-cards" in files["assets/datamap.css"].decode()
    assert ".md-header" not in files["assets/datamap.css"].decode()
