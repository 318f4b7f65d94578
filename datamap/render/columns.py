"""The columns of a diagram: people, then our systems in the order of flows, then everyone else."""

from datamap.graph.hops import Group
from datamap.render.groups import LEFT, MIDDLE
from datamap.render.picture import Box, Line


def columns_of(boxes: tuple[Box, ...], lines: tuple[Line, ...]) -> dict[str, int]:
    """Return the column of each box by its name, from left to right.

    A long chain of systems would make the picture wider than any screen: its end shares a column. On a large map the
    others share one too, so that all of them are found in one place.
    """
    is_large = any(box.is_bundle for box in boxes)
    columns: dict[str, int] = {}
    start = 0
    for groups, deepest in (
        (LEFT, 0),
        (MIDDLE, 1 if is_large else 2),
        (frozenset(Group) - LEFT - MIDDLE, 0 if is_large else 1),
    ):
        names = [box.name for box in boxes if box.group in groups]
        if names:
            depths = {name: min(depth, deepest) for name, depth in _depths(names, lines).items()}
            columns.update({name: start + depth for name, depth in depths.items()})
            start += max(depths.values()) + 1
    return columns


def _depths(names: list[str], lines: tuple[Line, ...]) -> dict[str, int]:
    """Return how deep each node lies inside its own column; an edge that closes a cycle does not count."""
    after: dict[str, list[str]] = {name: [] for name in names}
    for line in lines:
        if line.source in after and line.target in after and line.source != line.target:
            after[line.source].append(line.target)
    return _longest(after) if any(after.values()) else dict.fromkeys(names, 0)


def _longest(following_of: dict[str, list[str]]) -> dict[str, int]:
    """Return how many steps the longest way to each name has that closes no cycle."""
    after = dict(following_of)
    depths = dict.fromkeys(after, 0)
    state: dict[str, int] = {}
    order: list[str] = []
    for name in depths:
        waiting = [(name, iter(after[name]))] if name not in state else []
        state.setdefault(name, 1)
        while waiting:
            current, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                state[current] = 2
                order.append(current)
            elif following not in state:
                state[following] = 1
                waiting.append((following, iter(after[following])))
            elif state[following] == 1:
                after[current] = [each for each in after[current] if each != following]
    for name in reversed(order):
        for following in after[name]:
            depths[following] = max(depths[following], depths[name] + 1)
    return depths
