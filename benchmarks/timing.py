"""Whole processes, timed in turn."""

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROUNDS = 5


def environment(compiled: Path) -> dict[str, str]:
    """Return an environment without settings of Python, in which compiled modules are kept in the directory `compiled`.

    An installed program finds its modules compiled. Here both sides do from the second run on, wherever they lie.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**plain, "PYTHONPYCACHEPREFIX": str(compiled)}


def medians(commands: Mapping[str, Sequence[str]], compiled: Path, rounds: int = ROUNDS) -> dict[str, float]:
    """Run each command once to warm up, then all of them in turn (A B A B ...); return the median of each in seconds.

    Raises `subprocess.CalledProcessError` for a command that fails.
    """
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, env=environment(compiled), check=True, capture_output=True)
            if number:
                spent[name].append(time.perf_counter() - begun)
    return {name: statistics.median(seconds) for name, seconds in spent.items()}
