"""What a holder has, apart by the conditions under which it has it: none of them is said of what it does not limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datamap.graph.hops import Category, Condition, DataFrom, Hop, Key
from datamap.graph.vocabulary import Words, is_possible, scopes
from datamap.model.record import Selector

_SAID_BESIDE = frozenset({"because", "text"})


class Limits(NamedTuple):
    """Whether something only may happen, its qualifiers in words, and where alone it holds."""

    may: bool = False
    conditions: tuple[Condition, ...] = ()
    only: tuple[Selector, ...] = ()
    except_: tuple[Selector, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it happens in any case: a reason or a remark limits nothing."""
        limiting = [each for each in self.conditions if each.key not in _SAID_BESIDE]
        return not (self.may or limiting or self.only or self.except_)


def limits_of(record: object, words: Words) -> Limits:
    """Return what a record says of all that belongs to it."""
    return Limits(is_possible(record), words.conditions(record), scopes("only", record), scopes("except_", record))


def limits_of_hop(hop: Hop) -> Limits:
    """Return what is said of a hop."""
    return Limits(hop.may, hop.conditions, hop.only, hop.except_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Data that a holder has under the same conditions.

    `occasions` are activities by identifier, and, for hops that have none, `None` with the title of what brings them.
    `unsaid` lists how those hops put it that name no data.
    """

    limits: Limits
    occasions: tuple[tuple[str | None, str], ...]
    data: tuple[Category, ...]
    unsaid: tuple[DataFrom, ...]


class _Part(NamedTuple):
    activity: str | None
    detail: str
    data: tuple[Category, ...]
    data_from: DataFrom | None
    limits: Limits


def portions_of(
    node: Key, hops: Iterable[Hop], held: Iterable[tuple[str, tuple[Category, ...]]], around: Mapping[str, Limits]
) -> tuple[Portion, ...]:
    """Return the portions of what is at a node: by hops, or `held` in an activity; `around` limits each activity.

    What leaves a node was there before: whatever limits the way on does not limit that.
    """
    every = tuple(hops)
    parts = [
        _Part(hop.activity, hop.detail if hop.activity is None else "", hop.data, hop.data_from, limits_of_hop(hop))
        for hop in every
        if hop.target == node
    ]
    parts += [_Part(activity, "", data, None, around.get(activity, Limits())) for activity, data in held]
    brought: dict[str | None, set[Category]] = {}
    for part in parts:
        brought.setdefault(part.activity, set()).update(part.data)
    for hop in every:
        if hop.target != node:
            left = tuple(each for each in hop.data if each not in brought.get(hop.activity, ()))
            if left or (not hop.data and hop.activity not in brought):
                here = around.get(hop.activity, Limits()) if hop.activity is not None else Limits()
                name = hop.detail if hop.activity is None else ""
                parts.append(_Part(hop.activity, name, left, hop.data_from, here))
    same: dict[Limits, list[_Part]] = {}
    for part in parts:
        same.setdefault(part.limits, []).append(part)
    return tuple(_portion(limits, together) for limits, together in same.items())


def _portion(limits: Limits, parts: list[_Part]) -> Portion:
    return Portion(
        limits=limits,
        occasions=tuple(
            dict.fromkeys((part.activity, part.detail) for part in parts if part.activity is not None or part.detail)
        ),
        data=tuple(dict.fromkeys(category for part in parts for category in part.data)),
        unsaid=tuple(dict.fromkeys(part.data_from for part in parts if not part.data and part.data_from is not None)),
    )
