"""`datamap validate` against the parse of fideslang 3.1.4, on the same facts, as whole processes.

    python benchmarks/validate_vs_fideslang.py FIDES_PYTHON [--systems 1000 10000] [--rounds 5]

FIDES_PYTHON is the interpreter of a virtual environment with fideslang 3.1.4. The side of fideslang is what its own
command line does with a directory of manifests: read them with `fideslang.manifests`, then make its models with
`fideslang.parse`. It does not look up what a name refers to; `datamap validate` does.

Nor does it read the law. So `datamap validate` is timed twice: with its rules left out by `--ignore`, which is like
for like and what the required ratio is about, and as it comes, with all its rules. The second says more than three
things about each system, since neither file states what the law asks for beyond these facts.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from content import FIDES_HEAD, OURS_HEAD, in_datamap, in_fides, write
from timing import ROUNDS, medians

from datamap.rules.registry import rules
from datamap.rules.selection import group_of

VERSION = "3.1.4"
REQUIRED = {1_000: 4.0, 10_000: 10.0}
MANY_FILES = 100
PARSE = """
import sys
from fideslang.manifests import ingest_manifests
from fideslang.parse import load_manifests_into_taxonomy
print(len(load_manifests_into_taxonomy(ingest_manifests(sys.argv[1])).system), "systems")
"""


def main() -> int:
    """Print medians and ratios; return 1 where a required ratio is missed."""
    arguments = argparse.ArgumentParser(description="`datamap validate` against the parse of fideslang")
    arguments.add_argument("fides_python", type=Path, help="the interpreter of an environment with fideslang 3.1.4")
    arguments.add_argument("--systems", type=int, nargs="+", default=list(REQUIRED), help="how many systems to declare")
    arguments.add_argument("--rounds", type=int, default=ROUNDS, help="how often to run each side")
    given = arguments.parse_args()
    asked = "from importlib.metadata import version; print(version('fideslang'))"
    found = subprocess.run([given.fides_python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()
    if found != VERSION:
        sys.exit(f"{given.fides_python} has fideslang {found}, expected {VERSION}")
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        for count in given.systems:
            for files in (1, MANY_FILES):
                missed += not compared(Path(name), given.fides_python, count, files, given.rounds)
    return 1 if missed else 0


def compared(base: Path, fides_python: Path, count: int, files: int, rounds: int) -> bool:
    """Compare one size, print the result, and return whether it is what is required."""
    ours, fides = (base / f"{language}-{count}-{files}" for language in ("ours", "fides"))
    write(ours, count, files, OURS_HEAD, in_datamap)
    write(fides, count, files, FIDES_HEAD, in_fides)
    groups = ",".join(sorted({group_of(id_) for id_ in rules()}))
    validate = [sys.executable, "-m", "datamap", "validate", str(ours)]
    commands = {
        "without rules": [*validate, "--ignore", groups],
        "fideslang": [str(fides_python), "-c", PARSE, str(fides)],
        "with rules": validate,
    }
    took = medians(commands, base / "compiled", rounds)
    ratio = took["fideslang"] / took["without rules"]
    required = REQUIRED.get(count)
    print(
        f"{count:,} systems in {files} {'file' if files == 1 else 'files'}: fideslang {took['fideslang']:.2f} s, "
        f"datamap without rules {took['without rules']:.2f} s, ratio {ratio:.1f}"
        + (f" (required: {required:g})" if required else "")
        + f"; with rules {took['with rules']:.2f} s, ratio {took['fideslang'] / took['with rules']:.1f}",
        flush=True,
    )
    return required is None or ratio >= required


if __name__ == "__main__":
    sys.exit(main())
