"""The layout engines: the one place that knows them, starts them, and bounds the time they take."""

import math
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_END = re.compile(r"</svg>\s*")


class Engine(StrEnum):
    """`pure` comes with the package; `dot` is the Graphviz of the machine."""

    PURE = "pure"
    DOT = "dot"


_PROGRAMS = {Engine.PURE: "graphviz-pure", Engine.DOT: "dot"}
_MENDS = {
    Engine.PURE: "install `graphviz-pure` again, or choose the engine `dot`",
    Engine.DOT: "install Graphviz, or choose the engine `pure`",
}
SECONDS_FOR_ONE = 20.0
SECONDS_MORE_EACH = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an engine gave no picture, and what to do about it."""

    reason: str
    mend: str


@cache
def program(engine: Engine) -> str | None:
    """Return the path of an engine's program: beside this Python, else where the shell would find it; else `None`."""
    beside = Path(sysconfig.get_path("scripts")) / _PROGRAMS[engine]
    return str(beside) if beside.is_file() else shutil.which(_PROGRAMS[engine])


@cache
def version(engine: Engine) -> str:
    """Return what an engine says of its version; empty where it cannot be asked."""
    found = program(engine)
    if found is None:
        return ""
    try:
        told = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
            [found, "-V"], capture_output=True, text=True, timeout=SECONDS_FOR_ONE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (told.stdout + told.stderr).strip()


def _in_words(seconds: float) -> str:
    """Return a time in seconds as it is read, rounded up to a tenth."""
    rounded = f"{math.ceil(seconds * 10) / 10:g}"
    return f"{rounded} second" if rounded == "1" else f"{rounded} seconds"


def laid_out(engine: Engine, dots: Sequence[str], seconds: float | None = None) -> list[str] | Failure:
    """Return the SVG of each graph, laid out by one process, or why there is none.

    The exit code tells success; what an engine writes to its error stream does not. With fewer pictures than graphs all
    count as failed, since the order alone tells them apart. The time they may take grows with their number, and is at
    most `seconds`.
    """
    found = program(engine)
    if found is None:
        return Failure(f"the layout engine `{_PROGRAMS[engine]}` is not installed", _MENDS[engine])
    limit = min(
        SECONDS_FOR_ONE + SECONDS_MORE_EACH * len(dots), SECONDS_FOR_ONE * 1_000 if seconds is None else seconds
    )
    try:
        told = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments; the graphs go in as data
            [found, "-Tsvg"],
            input="".join(dots),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Failure(
            f"`{_PROGRAMS[engine]}` did not finish within {_in_words(limit)}",
            "draw a smaller part with `--focus`",
        )
    except OSError as error:
        return Failure(f"`{_PROGRAMS[engine]}` cannot be run: {error.strerror or error}", _MENDS[engine])
    if told.returncode != 0:
        words = next((line for line in told.stderr.splitlines() if line.strip()), "no reason given")
        return Failure(f"`{_PROGRAMS[engine]}` failed with exit code {told.returncode}: {words[:200]}", _MENDS[engine])
    drawn = [part[part.index("<svg") :] + "</svg>" for part in _END.split(told.stdout) if "<svg" in part]
    if len(drawn) != len(dots):
        return Failure(f"`{_PROGRAMS[engine]}` drew {len(drawn)} of {len(dots)} graphs", _MENDS[engine])
    return drawn
