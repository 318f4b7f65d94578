"""What a build costs beside a bare `mkdocs build` of the same pages, and how it grows.

    python benchmarks/build.py [--systems 500 5000] [--rounds 3]

The reference is MkDocs with the same theme and no plugin of ours, over the pages that `datamap build --pages` wrote;
once as they are written, and once without their diagrams, which is less than what anybody would publish. Its navigation
lists what ours lists: with every page in it MkDocs takes more than twice as long. Both sides run
in turn, as whole processes; ours once without layouts of diagrams from a build before, and once with them, as after
any edit. The limit is for both. Modules are compiled, as after an installation, and so are our templates, as after the
first build that follows it. Seconds are those of the processor, of all processes that a build starts, since others may
use the machine. The memory is the largest that one process held.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.content import OURS_HEAD, in_datamap, write  # noqa: E402 - after the path is set
from benchmarks.timing import environment  # noqa: E402

PROMISED = {"our own inventory": 1.3, "500 systems": 1.5}
PROMISED_MEGABYTES = 300
FILES = 20
_CONFIG = """\
site_name: Benchmark
theme: {{name: material, font: false, palette: {{scheme: default}}}}
docs_dir: {docs}
site_dir: {site}
extra_css: [{css}]
plugins: {plugins}
nav: {nav}
not_in_nav: "*_*.md\\n*/*/*.md"
markdown_extensions: [admonition, attr_list, md_in_html, tables, {{toc: {{permalink: true}}}}, pymdownx.superfences]
"""
_FIGURE = re.compile(r'<figure class="dm-diagram">.*?</figure>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of processor time that a process and those that it started took, and the most memory that it held, in megabytes."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], cwd: Path, compiled: Path) -> Run:
    """Run a process and wait; raises `subprocess.CalledProcessError` if it fails."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**environment(compiled), "SOURCE_DATE_EPOCH": "1780000000", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=told.decode())
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Project:
    """A site with an inventory, and two more without our plugin that hold the same pages."""

    def __init__(self, directory: Path, inventory: Path) -> None:
        self.directory, self.compiled = directory, directory / "compiled"
        docs = directory / "docs"
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# Home\n", encoding="utf-8")
        plugins = f"[search, {{datamap: {{inventory: {inventory}}}}}]"
        self._configure("mkdocs.yml", docs="docs", site="site", css="", plugins=plugins, nav="[index.md, datamap]")
        run([sys.executable, "-m", "datamap", "build", "--pages", "pages"], directory, self.compiled)
        shutil.copytree(directory / "pages", directory / "bare")
        for page in (directory / "bare").rglob("*.md"):
            page.write_text(_FIGURE.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
        for name in ("pages", "bare"):
            shutil.copy(docs / "index.md", directory / name)
            # A name with an underscore is that of a part of a page: navigation lists the page.
            listed = [
                path.relative_to(directory / name).as_posix()
                for path in sorted((directory / name).glob("*/*.md"))
                if "_" not in path.name
            ]
            nav = f"[{', '.join(['index.md', *listed])}]"
            style = "assets/datamap.css"
            self._configure(f"{name}.yml", docs=name, site=f"site-{name}", css=style, plugins="[search]", nav=nav)

    @property
    def pages(self) -> int:
        return sum(1 for _ in (self.directory / "bare").rglob("*.md"))

    def _configure(self, name: str, **values: str) -> None:
        (self.directory / name).write_text(_CONFIG.format(**values), encoding="utf-8")

    def ours(self, *, first: bool) -> Run:
        if first:
            shutil.rmtree(self.directory / ".cache", ignore_errors=True)
        return run([sys.executable, "-m", "datamap", "build"], self.directory, self.compiled)

    def theirs(self, which: str) -> Run:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", f"{which}.yml"]
        return run(command, self.directory, self.compiled)


def compare(name: str, project: Project, rounds: int) -> tuple[bool, Run]:
    """Print what one inventory takes; return whether that is within what is promised, and our median run."""
    runs: dict[str, list[Run]] = {"first": [], "again": [], "pages": [], "bare": []}
    for _ in range(rounds):
        runs["first"].append(project.ours(first=True))
        runs["again"].append(project.ours(first=False))
        for which in ("pages", "bare"):
            runs[which].append(project.theirs(which))
    seconds = {which: statistics.median(one.seconds for one in held) for which, held in runs.items()}
    megabytes = max(one.megabytes for one in (*runs["first"], *runs["again"]))
    promised = PROMISED.get(name)
    first, again = (seconds[which] / seconds["pages"] for which in ("first", "again"))
    print(f"{name}: {project.pages:,} pages")
    print(
        f"  mkdocs, the same pages      {seconds['pages']:7.1f} s, {max(one.megabytes for one in runs['pages']):.0f} MB at most"
    )
    print(f"  mkdocs, without diagrams    {seconds['bare']:7.1f} s")
    print(f"  datamap build, at first     {seconds['first']:7.1f} s, {megabytes:.0f} MB at most   ratio {first:.2f}")
    print(f"  datamap build, again        {seconds['again']:7.1f} s   ratio {again:.2f}", end="")
    print(f" (promised: both at most {promised})" if promised else "")
    within = (promised is None or max(first, again) <= promised) and megabytes <= PROMISED_MEGABYTES
    return within, Run(seconds["again"], megabytes)


def main() -> int:
    """Print all figures; return 1 if one of them is above what is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", type=int, nargs="*", default=[500, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="datamap-benchmark-") as name:
        work = Path(name)
        results = [compare("our own inventory", Project(work / "own", ROOT / "inventory"), given.rounds)]
        for count in given.systems:
            inventory = work / f"inventory-{count}"
            write(inventory, count, FILES, OURS_HEAD, in_datamap)
            project = Project(work / str(count), inventory)
            results.append(compare(f"{count:,} systems", project, given.rounds if count < 1000 else 1))  # noqa: PLR2004
    return 0 if all(within for within, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
