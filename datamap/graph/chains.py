"""Chains of hops that continue one another, through some hops in question: back to people, on to the last.

Chains that differ in one station only are one way of data with several stations there, and are told as one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datamap.graph.hops import DataMap, Hop, Key
from datamap.graph.questions import MOST_HOPS, continues
from datamap.model.provenance import Path

MOST_CHAINS = 500


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops in the order in which data move."""

    hops: tuple[Hop, ...]

    @property
    def stations(self) -> tuple[Key, ...]:
        """The nodes along the chain, first to last."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


@dataclass(frozen=True, slots=True)
class Way:
    """Chains of one shape: any of the first stations, then any of the second, and so on, in each of the activities.

    `steps` has one hop for each step, which says its kind and role; `paths` are all places that state any of it.
    """

    stations: tuple[tuple[Key, ...], ...]
    steps: tuple[Hop, ...]
    activities: tuple[str, ...]
    paths: tuple[Path, ...]


def ways_of(chains: Iterable[Chain]) -> tuple[Way, ...]:
    """Return the ways that chains make: what is merged is exactly what every combination of the stations has."""
    found: dict[tuple[Any, ...], list[Chain]] = {}
    for chain in chains:
        shape = tuple((hop.kind, hop.role) for hop in chain.hops)
        about = dict.fromkeys(hop.activity or hop.detail for hop in chain.hops if hop.activity or hop.detail)
        found.setdefault((shape, tuple(about), *((key,) for key in chain.stations)), []).append(chain)
    longest = max((len(parts) for parts in found), default=0)
    # Stations first, people before what is behind them; activities last, so that each is told of its own people only.
    for place in (*range(2, longest), 1):
        found = _merged(found, place)
    return tuple(
        Way(
            stations=parts[2:],
            steps=same[0].hops,
            activities=parts[1],
            paths=tuple(dict.fromkeys(hop.paths[0] for chain in same for hop in chain.hops)),
        )
        for parts, same in found.items()
    )


def _merged(found: Mapping[tuple[Any, ...], list[Chain]], place: int) -> dict[tuple[Any, ...], list[Chain]]:
    """Return the groups of chains with those put together that differ at one place alone; keys hold what is alike.

    Each place of a key is a tuple of values: of the groups that were put together, those of all, each once.
    """
    alike: dict[tuple[Any, ...], dict[Any, list[Chain]]] = {}
    for parts, chains in found.items():
        rest = (*parts[:place], *parts[place + 1 :], place < len(parts))
        here = alike.setdefault(rest, {})
        here.setdefault(parts[place] if place < len(parts) else (), []).extend(chains)
    merged: dict[tuple[Any, ...], list[Chain]] = {}
    for rest, each in alike.items():
        values = tuple(dict.fromkeys(value for held in each for value in held))
        parts = (*rest[:place], values, *rest[place:-1]) if rest[-1] else rest[:-1]
        merged[parts] = [chain for chains in each.values() for chain in chains]
    return merged


def chains_through(data_map: DataMap, hops: Iterable[Hop], *, beyond: bool) -> tuple[Chain, ...]:
    """Return the longest chains through the hops in question, in the order of the map, at most 500.

    With `beyond`, chains go on through other hops of the map, backwards and onwards; else only the hops given count.
    """
    chosen = tuple(dict.fromkeys(hop for hop in hops if hop.moves_data))
    allowed = data_map.hops if beyond else chosen
    leaving, arriving = _by(allowed, lambda hop: hop.source), _by(allowed, lambda hop: hop.target)
    found: dict[tuple[Hop, ...], None] = {}
    for hop in chosen:
        if len(found) >= MOST_CHAINS:
            break
        for before in _grown((hop,), arriving, forwards=False):
            for chain in _grown(before, leaving, forwards=True):
                found[chain] = None
    chains = (
        [chain for chain in found if not any(_inside(chain, other) for other in found)]
        if len(found) <= MOST_CHAINS
        else list(found)
    )
    return tuple(Chain(chain) for chain in chains[:MOST_CHAINS])


def _by(hops: Iterable[Hop], end: Callable[[Hop], Key]) -> Mapping[Key, list[Hop]]:
    found: dict[Key, list[Hop]] = {}
    for hop in hops:
        if hop.moves_data:
            found.setdefault(end(hop), []).append(hop)
    return found


def _grown(start: tuple[Hop, ...], step: Mapping[Key, list[Hop]], *, forwards: bool) -> list[tuple[Hop, ...]]:
    """Return the longest ways on from a chain, or back from it: no station twice, within the bounds of both limits."""
    grown: list[tuple[Hop, ...]] = []
    waiting = [start]
    while waiting and len(grown) < MOST_CHAINS:
        chain = waiting.pop(0)
        seen = {chain[0].source, *(hop.target for hop in chain)}
        further = (
            [
                (*chain, hop)
                for hop in step.get(chain[-1].target, ())
                if hop.target not in seen and continues(chain[-1], hop)
            ]
            if forwards
            else [
                (hop, *chain)
                for hop in step.get(chain[0].source, ())
                if hop.source not in seen and continues(hop, chain[0])
            ]
        )
        if further and len(chain) < MOST_HOPS:
            waiting.extend(further)
        else:
            grown.append(chain)
    return grown


def _inside(chain: tuple[Hop, ...], other: tuple[Hop, ...]) -> bool:
    """Whether a chain is a part of another, longer one."""
    length = len(chain)
    return length < len(other) and any(
        other[start : start + length] == chain for start in range(len(other) - length + 1)
    )
