"""What the safeguards of transfers lack, told once for all countries of one statement."""

from collections.abc import Iterator
from typing import NamedTuple

from datamap.catalog.mechanisms import MechanismKind, mechanisms
from datamap.model.provenance import Path
from datamap.model.said import is_value
from datamap.rules.crossings import Crossing
from datamap.rules.words import listed

_ALL = 300
"""More places than there are: none of them is cut."""


def applying(crossing: Crossing, kind: MechanismKind) -> Iterator[tuple[int, str, object]]:
    """Yield position, identifier and statement of those mechanisms of a kind that one of the laws in question knows."""
    for number, id_, transfer in crossing.mechanisms:
        known = mechanisms().get(id_)
        if known is not None and known.is_ is kind and not known.articles.keys().isdisjoint(crossing.regimes):
            yield number, id_, transfer


class Lack(NamedTuple):
    """A mechanism without something, and all places of one statement at which it lacks the same."""

    at: Path
    mechanism: str
    places: str
    related: tuple[tuple[Path, str], ...]


def lacking(crossing: Crossing, key: str) -> Iterator[Lack]:
    """Yield the safeguards of a crossing that lack a key, unless an earlier country of the same statement told of it.

    One sentence of a policy can name clauses for eight countries: that is one thing to mend, and one finding.
    """
    said: dict[str, None] = dict.fromkeys(id_ for _, id_, _ in _without(crossing, key))
    for id_ in said:
        same = [
            ((*other.at, number), other.place)
            for other in crossing.together
            for number, name, _ in _without(other, key)
            if name == id_
        ]
        if same[0][0][:-1] == crossing.at:
            places = dict.fromkeys(place for _, place in same)
            several = len(same) > 1
            yield Lack(
                # With several, at the statement of all: a waiver for one of them must not silence the others.
                at=crossing.at[:-1] if len(places) > 1 else crossing.at if several else same[0][0],
                mechanism=id_,
                places=listed(places, most=_ALL, mark=""),
                related=tuple((at, f"`{id_}` to {place}") for at, place in same) if several else (),
            )


def _without(crossing: Crossing, key: str) -> Iterator[tuple[int, str, object]]:
    """Yield the safeguards of a crossing that state no value for a key, as `applying` does."""
    for number, id_, transfer in applying(crossing, MechanismKind.SAFEGUARD):
        if not is_value(getattr(transfer, key, None)):
            yield number, id_, transfer
