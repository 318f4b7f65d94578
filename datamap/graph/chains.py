"""Chains of hops that continue one another, through some hops in question: back to people, on to the last."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from datamap.graph.hops import DataMap, Hop, Key
from datamap.graph.questions import MOST_HOPS, continues

MOST_CHAINS = 500


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops in the order in which data move."""

    hops: tuple[Hop, ...]

    @property
    def stations(self) -> tuple[Key, ...]:
        """The nodes along the chain, first to last."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


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
    length = len(chain)
    return length < len(other) and any(
        other[start : start + length] == chain for start in range(len(other) - length + 1)
    )
