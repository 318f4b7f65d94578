"""How long 500 small diagrams take, against what the layout engine itself takes for them in two processes.

Run `python benchmarks/diagrams.py`. It prints both times and their ratio, from maps in memory to SVG text, and fails
above the ratio that the project promises.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.synthetic import map_with
from datamap.render.as_dot import as_dot
from datamap.render.as_svg import Markup, as_svg
from datamap.render.drawing import Drawing, each_drawn, ladder
from datamap.render.engine import Engine, program
from datamap.render.views import whole

DIAGRAMS, NODES, PROCESSES = 500, 8, 2
PROMISED = 1.5


def main() -> int:
    """Print the ratio; return 1 if it is above the one promised, or if a diagram is missing."""
    maps = [map_with(NODES, seed=number) for number in range(DIAGRAMS)]
    dots = [as_dot(picture, ladder(picture)[0]) for picture in map(whole, maps)]
    halves = ["".join(dots[start::PROCESSES]) for start in range(PROCESSES)]
    ours, reference, missing = float("inf"), float("inf"), 0
    for _ in range(3):
        start = time.perf_counter()
        with ThreadPoolExecutor(PROCESSES) as pool:
            list(pool.map(_engine, halves))
        reference = min(reference, time.perf_counter() - start)
        start = time.perf_counter()
        texts = [
            as_svg(drawing.picture, drawing.layout, Markup(prefix=f"d{number}"))
            for number, drawing in each_drawn(map(whole, maps), processes=PROCESSES)
            if isinstance(drawing, Drawing)
        ]
        ours = min(ours, time.perf_counter() - start)
        missing = DIAGRAMS - len(texts)
    ratio = ours / reference
    print(f"{DIAGRAMS} diagrams of {NODES} nodes, {PROCESSES} processes")
    print(f"the engine alone:        {reference:.3f} s")
    print(f"from maps to SVG text:   {ours:.3f} s")
    print(f"ratio {ratio:.2f} (promised: at most {PROMISED}); {missing} missing")
    return 0 if ratio <= PROMISED and not missing else 1


def _engine(dots: str) -> int:
    found = program(Engine.PURE)
    assert found is not None
    told = subprocess.run([found, "-Tsvg"], input=dots, capture_output=True, text=True, encoding="utf-8", check=True)
    return len(told.stdout)


if __name__ == "__main__":
    sys.exit(main())
