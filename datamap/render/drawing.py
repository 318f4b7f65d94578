"""Pictures to drawings: many graphs in one engine process, one process a core, and no line ever lost.

Each picture is tried with labels beside its lines, then with labels for which no room is made, then without; a drawing
is taken only if every box, line and label of the picture is found in it. What cannot be drawn is a `Failure` that says
why.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from datamap.load.findings import Finding, Severity
from datamap.render.as_dot import Labels, as_dot, labelled
from datamap.render.cache import Cache
from datamap.render.engine import Engine, Failure, laid_out, program
from datamap.render.layout import Layout, LostError, layout_of
from datamap.render.picture import Picture
from datamap.render.unrest import unrest

MOST_WITH_ROOM = 60
"""Above this many boxes engines lose lines or fail when they make room for labels, and labels cover what they name."""
MOST_LABELS = 48
"""Above this many lines labels hide more than they tell."""
_FEWER = {Labels.XLABEL: "labels without room of their own", Labels.NONE: "no labels"}
ARRANGEMENTS, LINES_BACK = 4, 4
SECONDS = 300.0
FEWEST_AT_ONCE, MOST_AT_ONCE = 12, 50
"""How many graphs an engine gets at first, so that it is soon at work, and at most: a start costs as much as two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture with its layout; `fell_back` says what went wrong with fuller labels, and is empty if nothing did."""

    picture: Picture
    layout: Layout
    labels: Labels
    fell_back: str = ""


def finding_of(result: Drawing | Failure, organisation: str, what: str) -> Finding | None:
    """Return the finding that a diagram is missing, or has fewer labels than it should; `None` where all is well."""
    if isinstance(result, Failure):
        return Finding(
            id="DRAW-01",
            severity=Severity.ERROR,
            at=(organisation, "organisation"),
            message=f"the diagram “{what}” cannot be drawn: {result.reason}",
            help=f"{result.mend}; the same flows stand in the table",
        )
    if not result.fell_back:
        return None
    return Finding(
        id="DRAW-02",
        severity=Severity.WARNING,
        at=(organisation, "organisation"),
        message=f"the diagram “{what}” has {_FEWER[result.labels]}: {result.fell_back}",
        help="no box and no line of it is missing, and the words stand in the tooltips and the table",
    )


def ladder(picture: Picture) -> tuple[Labels, ...]:
    """Return the ways to label a picture, best first."""
    if not any(line.label for line in picture.lines):
        return (Labels.NONE,)
    if len(picture.boxes) > MOST_WITH_ROOM:
        return (Labels.NONE,)
    if len(picture.lines) > MOST_LABELS:
        return (Labels.NONE,)
    return (Labels.LABEL, Labels.XLABEL, Labels.NONE)


def carefully_drawn(
    pictures: Sequence[Picture], *, engine: Engine = Engine.PURE, cache: Path | None = None, seconds: float = SECONDS
) -> list[Drawing | Failure]:
    """Return the calmest of several drawings of each picture: for the few that people look at longest.

    The order of clusters and boxes makes most of the difference; the order of lines is tried for the best of those.
    """
    ways = [replace(picture, arrangement=number) for picture in pictures for number in range(ARRANGEMENTS)]
    found = drawn(ways, engine=engine, cache=cache, seconds=seconds)
    calmest = [_calmest(found[start : start + ARRANGEMENTS]) for start in range(0, len(found), ARRANGEMENTS)]
    turned = {
        number: replace(drawing.picture, arrangement=drawing.picture.arrangement | LINES_BACK)
        for number, drawing in enumerate(calmest)
        if isinstance(drawing, Drawing)
    }
    others = drawn(turned.values(), engine=engine, cache=cache, seconds=seconds)
    for number, other in zip(turned, others, strict=True):
        calmest[number] = _calmest((calmest[number], other))
    return calmest


def _calmest(drawings: Sequence[Drawing | Failure]) -> Drawing | Failure:
    """Return the drawing with the fullest labels and, among those, the least unrest; the first of equal ones."""
    complete = [drawing for drawing in drawings if isinstance(drawing, Drawing)]
    order = list(Labels)
    return min(complete, key=lambda each: (order.index(each.labels), unrest(each.layout)), default=drawings[0])


def drawn(
    pictures: Iterable[Picture],
    *,
    engine: Engine = Engine.PURE,
    cache: Path | None = None,
    processes: int | None = None,
    seconds: float = SECONDS,
) -> list[Drawing | Failure]:
    """Return a drawing of each picture, or why there is none, in the order given."""
    found = dict(each_drawn(pictures, engine=engine, cache=cache, processes=processes, seconds=seconds))
    return [found[index] for index in range(len(found))]


def each_drawn(
    pictures: Iterable[Picture],
    *,
    engine: Engine = Engine.PURE,
    cache: Path | None = None,
    processes: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[tuple[int, Drawing | Failure]]:
    """Yield the number of each picture with its drawing, or why there is none, as soon as it is there.

    Pictures are taken one by one while engines are at work, and what is done with a drawing costs them no time either.
    `cache` is a directory for layouts that were made before; `seconds` bounds the time of all engines together.
    """
    if program(engine) is None:
        failure = laid_out(engine, ())
        yield from ((index, failure) for index, _ in enumerate(pictures) if isinstance(failure, Failure))
        return
    work = _Work(engine, Cache(cache, engine) if cache is not None else None, time.monotonic() + seconds)
    yield from work.done(pictures, processes or min(os.cpu_count() or 1, 8))


@dataclass(frozen=True, slots=True)
class _Task:
    """One picture at one step of its ladder; `reason` is what went wrong before."""

    index: int
    picture: Picture
    step: int
    dot: str
    reason: str = ""


class _Work:
    def __init__(self, engine: Engine, cache: Cache | None, deadline: float) -> None:
        self.engine = engine
        self.cache = cache
        self.deadline = deadline
        self.last: Failure | None = None
        self.at_once = FEWEST_AT_ONCE

    def done(self, pictures: Iterable[Picture], processes: int) -> Iterator[tuple[int, Drawing | Failure]]:
        fresh = enumerate(pictures)
        again: list[_Task] = []
        running: dict[Future[list[str] | Failure], list[_Task]] = {}
        with ThreadPoolExecutor(processes) as pool:
            while True:
                while len(running) <= processes:
                    tasks, kept = self.share(fresh, again)
                    yield from kept
                    if not tasks:
                        break
                    running[pool.submit(self.run, [task.dot for task in tasks])] = tasks
                if not running:
                    return
                ready, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ready:
                    for task, outcome in self.settled(running.pop(future), future.result()):
                        if outcome is None:
                            again.append(task)
                        else:
                            yield task.index, outcome

    def share(
        self, fresh: Iterator[tuple[int, Picture]], again: list[_Task]
    ) -> tuple[list[_Task], list[tuple[int, Drawing | Failure]]]:
        """Return what one process is to do next, and the drawings that the cache had on the way."""
        if again:
            return [again.pop(0)], []
        tasks: list[_Task] = []
        kept: list[tuple[int, Drawing | Failure]] = []
        for index, picture in fresh:
            task = _Task(index, picture, 0, as_dot(picture, ladder(picture)[0]))
            svg = self.cache.get(task.dot) if self.cache is not None else None
            drawing = self.checked(task, svg) if svg is not None else None
            if isinstance(drawing, Drawing):
                kept.append((index, drawing))
            else:
                tasks.append(task)
            if len(tasks) == self.at_once:
                self.at_once = min(self.at_once * 2, MOST_AT_ONCE)
                break
        return tasks, kept

    def run(self, dots: list[str]) -> list[str] | Failure:
        left = self.deadline - time.monotonic()
        if left <= 0:
            # Whatever used up the time for those before says more than that there is none left.
            return self.last or Failure(
                "there was no time left for it", "draw fewer diagrams at once, or smaller parts"
            )
        told = laid_out(self.engine, dots, left)
        if isinstance(told, Failure):
            self.last = told
        return told

    def settled(
        self, tasks: list[_Task], told: list[str] | Failure
    ) -> Iterator[tuple[_Task, Drawing | Failure | None]]:
        """Yield each task with what came of it, or the task to be tried next and nothing yet."""
        if isinstance(told, Failure) and len(tasks) > 1 and time.monotonic() < self.deadline:
            # One graph can fail all others in its process: what is tried again gets a process of its own.
            yield from ((task, None) for task in tasks)
            return
        for number, task in enumerate(tasks):
            outcome = told if isinstance(told, Failure) else self.checked(task, told[number])
            steps = ladder(task.picture)
            if isinstance(outcome, Drawing):
                if self.cache is not None and not isinstance(told, Failure):
                    self.cache.put(task.dot, told[number])
            elif task.step + 1 < len(steps) and time.monotonic() < self.deadline:
                dot = as_dot(task.picture, steps[task.step + 1])
                reason = task.reason or outcome.reason
                yield _Task(task.index, task.picture, task.step + 1, dot, reason), None
                continue
            yield task, outcome

    def checked(self, task: _Task, svg: str) -> Drawing | Failure:
        labels = ladder(task.picture)[task.step]
        try:
            layout = layout_of(task.picture, svg, labelled(task.picture, labels))
        except LostError as error:
            return Failure(str(error), "draw a smaller part with `--focus`, or choose the other engine")
        return Drawing(picture=task.picture, layout=layout, labels=labels, fell_back=task.reason)
