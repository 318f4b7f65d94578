"""Crossings: each place outside an exporter's area that data reach, with the hops that lead there and what is said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datamap.graph.hops import Hop, HopKind, Key
from datamap.load.findings import Path
from datamap.model.said import Said
from datamap.model.transfers import Transfer
from datamap.rules.areas import Standing, is_outside, verdict
from datamap.rules.context import Context
from datamap.rules.laws import CH, GDPR, NZ, UK
from datamap.rules.paths import value_at
from datamap.rules.works import Statement, Work

CHAPTER_V = (GDPR, UK, CH)
"""The regimes that ask for a mechanism from one and the same list: adequacy, safeguards, derogations."""
_PEOPLE = "data_subjects"
_PARTIES = frozenset({"processors", "recipients"})
_LONGEST = 12


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A place outside the area, where that was said, and the hops that lead there.

    `stated` holds the mechanisms, `none` or `unknown`, or `None` where only the country is said. `regimes` are those
    that ask for a mechanism there, `outside` all that see a transfer. Without `target` an activity or the organisation
    speaks of its transfers in general.
    """

    at: Path
    place: str
    stated: tuple[Transfer, ...] | Said | None
    regimes: tuple[str, ...]
    outside: tuple[str, ...]
    target: Key | None = None
    hops: tuple[Hop, ...] = ()
    work: Work | None = None

    @property
    def mechanisms(self) -> tuple[tuple[int, str, Transfer], ...]:
        """The mechanisms stated: position, identifier and the statement."""
        if not isinstance(self.stated, tuple):
            return ()
        return tuple(
            (number, transfer.mechanism, transfer)
            for number, transfer in enumerate(self.stated)
            if isinstance(transfer.mechanism, str) and not isinstance(transfer.mechanism, Said)
        )

    @property
    def is_onward(self) -> bool:
        """Whether data get there only through another party: from a processor to its sub-processor."""
        return bool(self.hops) and all(
            hop.source.kind in _PARTIES and hop.kind is not HopKind.MEMBER for hop in self.hops
        )


def crossings(context: Context) -> Iterator[Crossing]:
    """Yield the crossings of an organisation, in the order of its hops and then of its activities."""
    grouped: dict[tuple[Key, Path], list[Hop]] = {}
    places: dict[tuple[Key, Path], str] = {}
    for hop in context.flows.hops:
        if hop.moves_data:
            for reach in hop.reaches:
                grouped.setdefault((hop.target, reach.path), []).append(hop)
                places[hop.target, reach.path] = reach.place
    for (target, path), hops in grouped.items():
        yield from _crossing(context, path, places[target, path], target=target, hops=tuple(hops))
    for work in context.current:
        if work.record.transfers is not None:
            yield from _general(context, Statement(work.record.transfers, (*work.at, "transfers")), work)
    defaults = context.profile.defaults if context.profile is not None else None
    if defaults is not None and defaults.transfers is not None:
        yield from _general(context, Statement(defaults.transfers, context.path("organisation", "defaults", "transfers")))


def _general(context: Context, found: Statement, work: Work | None = None) -> Iterator[Crossing]:
    for place in found.value if isinstance(found.value, Mapping) else ():
        yield from _crossing(context, (*found.path, place), place, work=work)


def _crossing(
    context: Context,
    path: Path,
    place: str,
    *,
    target: Key | None = None,
    hops: tuple[Hop, ...] = (),
    work: Work | None = None,
) -> Iterator[Crossing]:
    outside = tuple(regime for regime in (*CHAPTER_V, NZ) if regime in context.regimes and is_outside(context, regime, place))
    if not outside:
        return
    value = value_at(context.records, path[1:]) if "transfers" in path else None
    stated = value if isinstance(value, tuple | Said) else None
    yield Crossing(
        at=path,
        place=place,
        stated=stated,
        regimes=_asking(context, place, outside),
        outside=outside,
        target=target,
        hops=hops,
        work=work,
    )


def _asking(context: Context, place: str, outside: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regimes that ask for a mechanism.

    Which of an organisation's laws a hop is under is rarely stated. Where one of them sees no transfer, the hop can be
    under that one; the others count only if their tables do not cover the place anyway.
    """
    asking = tuple(regime for regime in outside if regime in CHAPTER_V)
    others = [regime for regime in context.regimes if regime in CHAPTER_V and regime not in outside]
    if not others:
        return asking
    return tuple(regime for regime in asking if verdict(regime, place, context.date).standing is not Standing.ADEQUATE)


def chain_to(context: Context, hop: Hop) -> tuple[Key, ...]:
    """Return the stations along which data come to the target of a hop, from people if the activity starts with them."""
    stations = [hop.target, hop.source]
    within = context.hops_of.get(hop.activity, ())
    while len(stations) < _LONGEST and stations[-1].kind != _PEOPLE:
        before = next((other for other in within if other.target == stations[-1] and other.source not in stations), None)
        if before is None:
            break
        stations.append(before.source)
    return tuple(reversed(stations))


def shown(chain: tuple[Key, ...]) -> str:
    """Return a chain as flows are written."""
    return " -> ".join("we" if key.kind == "organisation" else key.id for key in chain)
