"""Crossings: each place outside an exporter's area that data reach, with the ways that lead there and what is said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from datamap.model.parties import Party, Role, Use
from datamap.model.provenance import Path
from datamap.model.said import Said
from datamap.model.systems import System, is_on_devices
from datamap.model.transfers import Transfer
from datamap.rules.areas import Standing, is_covered_by, outside_in, verdict
from datamap.rules.context import Context
from datamap.rules.entries import entries_of
from datamap.rules.laws import CH, GDPR, NZ, UK
from datamap.rules.reached import Leg
from datamap.rules.works import Work

CHAPTER_V = (GDPR, UK, CH)
"""The regimes that ask for a mechanism from one and the same list: adequacy, safeguards, derogations."""
_LONGEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A place outside the area, where that was said, and the ways that lead there.

    `stated` holds the mechanisms, `none` or `unknown`, or `None` where only the country is said. `regimes` are those
    that ask for a mechanism there, `outside` all that see a transfer, with the countries of the place in which they do
    (several where it is an area or a region). Without `target` an activity or the organisation speaks of its transfers
    in general. `denied` if the party says that it causes no transfer. `together` are all that one `transfers` states.
    """

    at: Path
    place: str
    stated: tuple[Transfer, ...] | Said | None
    regimes: tuple[str, ...]
    outside: Mapping[str, tuple[str, ...]]
    target: str | None = None
    role: Role | None = None
    legs: tuple[Leg, ...] = ()
    work: Work | None = None
    denied: bool = False
    together: Sequence["Crossing"] = field(default=(), repr=False, compare=False)

    @property
    def activities(self) -> frozenset[str] | None:
        """The activities whose data get there; `None` where that is said of no certain one."""
        return _activities(self.legs, self.work)

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


def crossings_of(context: Context) -> tuple[Crossing, ...]:
    """Return the crossings of an organisation: of its parties, systems, flows, lists and activities."""
    return context.kept("crossings", lambda: tuple(_crossings(context)))


def _crossings(context: Context) -> Iterator[Crossing]:
    for kind in ("processors", "recipients"):
        for id_, party in context.of(kind).items():
            yield from _of_party(context, id_, party, context.path(kind, id_))
    for id_, system in context.of("systems").items():
        if isinstance(system.location, tuple) and not is_on_devices(system):
            yield from _of_system(context, id_, system)
    for work in context.current:
        if _speaks_of_places(work):
            yield from _of_work(context, work)
    defaults = context.profile.defaults if context.profile is not None else None
    if defaults is not None:
        yield from _places(context, defaults.transfers, context.path("organisation", "defaults", "transfers"))


def _of_party(context: Context, id_: str, party: Party, at: Path) -> Iterator[Crossing]:
    """Yield where a party takes data: by each use that says so, else by what the party says of all its uses."""
    if all(value is None for value in (party.country, party.location, party.transfers, party.uses)):
        return
    legs = tuple(leg for leg in context.legs.to(id_) if not leg.says_where)
    role = party.role or (Role.PROCESSOR if at[1] == "processors" else Role.RECIPIENT)
    uses = party.uses if isinstance(party.uses, tuple) else ()
    silent = not uses
    for number, use in enumerate(uses):
        if use.country is None and use.transfers is None:
            silent = True
            continue
        serving = {item.id for item in use.activities} if use.activities is not None else None
        fitting = tuple(leg for leg in legs if serving is None or leg.activity in serving)
        yield from _stated(context, use, (*at, "uses", number), target=id_, role=use.role or role, legs=fitting)
    if silent and legs:
        yield from _stated(context, party, at, target=id_, role=role, legs=legs)


def _stated(context: Context, holder: Party | Use, at: Path, **more: Any) -> Iterator[Crossing]:  # noqa: ANN401
    """Yield the places of `transfers`, then those at which the holder is and of which `transfers` says nothing."""
    yield from _places(context, holder.transfers, (*at, "transfers"), **more)
    named = holder.transfers if isinstance(holder.transfers, Mapping) else {}
    for key, number, place in _places_of(holder):
        if not is_covered_by(context, place, named):
            denied = holder.transfers is Said.NONE
            yield from _crossing(context, (*at, key, number), place, None, denied=denied, **more)


def _places_of(holder: Party | Use) -> Iterator[tuple[str, int, str]]:
    """Yield (key, number, place) for each place that a party states for itself, once."""
    told: set[str] = set()
    for key in ("country", "location"):
        stated = getattr(holder, key, None)
        for number, place in enumerate(stated if isinstance(stated, tuple) else ()):
            if place not in told:
                told.add(place)
                yield key, number, place


def _of_system(context: Context, id_: str, system: System) -> Iterator[Crossing]:
    """Yield where somebody else keeps a system of ours, unless what is said of them says so too.

    A machine of our own abroad is in nobody else's hands: nothing is transferred to it.
    """
    at = context.path("systems", id_)
    keepers = {
        mention.id: party
        for key in ("host", "operated_by")
        for mention in entries_of(getattr(system, key), (*at, key))
        if (party := context.parties.get(mention.id)) is not None
    }
    if not keepers or not isinstance(system.location, tuple):
        return
    keeper = next(iter(keepers))
    legs = tuple(leg for leg in context.legs.to(keeper) if leg.stations[0] == (id_,))
    for item in system.location:
        if not any(is_covered_by(context, item.id, _named(party)) for party in keepers.values()):
            where = (*at, "location", item.id)
            yield from _crossing(
                context, where, item.id, None, target=keeper, role=context.parties.role_of(keeper), legs=legs
            )


def _named(party: Party) -> set[str]:
    """Return the places that are said of a party, in general or for a use."""
    found: set[str] = set()
    holders: tuple[Party | Use, ...] = (party, *(party.uses if isinstance(party.uses, tuple) else ()))
    for holder in holders:
        found.update(holder.transfers if isinstance(holder.transfers, Mapping) else ())
        found.update(place for _, _, place in _places_of(holder))
    return found


def _speaks_of_places(work: Work) -> bool:
    """Whether anything in an activity can say where data go; most leave that to those who get them."""
    record = work.record
    if record.transfers is not None or record.recipients is not None:
        return True
    flows = record.flows
    for flow in flows if isinstance(flows, tuple) else ():  # noqa: SIM110 - a generator for each activity costs more
        if flow.transfers is not None:
            return True
    return False


def _of_work(context: Context, work: Work) -> Iterator[Crossing]:
    """Yield where an activity says that data go: as a whole, on a flow (to its last party), by a recipient it lists."""
    if work.record.transfers is not None:
        yield from _places(context, work.record.transfers, (*work.at, "transfers"), work=work)
    flows = work.record.flows
    for number, flow in enumerate(flows if isinstance(flows, tuple) else ()):
        if flow.transfers is not None:
            at = (*work.at, "flows", number)
            legs = tuple(leg for leg in context.legs.within(work.id) if leg.at == at)
            parties = [leg for leg in legs if context.parties.get(leg.target) is not None] or list(legs)
            target = parties[-1].target if parties else None
            ways = tuple(leg for leg in parties if leg.target == target)
            role = context.parties.role_of(target) if target is not None else None
            yield from _places(context, flow.transfers, (*at, "transfers"), target=target, role=role, legs=ways)
    listed = work.record.recipients
    for mention in entries_of(listed, (*work.at, "recipients")) if listed is not None else ():
        stated = getattr(mention.detail, "transfers", None)
        legs = tuple(leg for leg in context.legs.within(work.id) if leg.at == mention.path)
        role = context.parties.role_of(mention.id)
        yield from _places(context, stated, (*mention.path, "transfers"), target=mention.id, role=role, legs=legs)


def _places(context: Context, value: Any, at: Path, **more: Any) -> Iterator[Crossing]:  # noqa: ANN401
    """Yield a crossing for each place of one statement; each knows the others in `together`."""
    together: list[Crossing] = []
    for place, stated in value.items() if isinstance(value, Mapping) else ():
        together += _crossing(context, (*at, place), place, stated, together=together, **more)
    yield from together


def _crossing(context: Context, at: Path, place: str, stated: Any, **more: Any) -> Iterator[Crossing]:  # noqa: ANN401
    if context.restricted_regimes:
        reaching = _activities(more.get("legs", ()), more.get("work"))
        context = context.under(_over(context, reaching, stated))
    outside = outside_of(context, place)
    if outside:
        regimes = _asking(context, outside)
        yield Crossing(at=at, place=place, stated=stated, regimes=regimes, outside=outside, **more)


def _over(context: Context, reaching: frozenset[str] | None, stated: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the regimes that hold for any of the activities, and for any entry of what is stated of a place."""
    entries = stated if isinstance(stated, tuple) and stated else (None,)
    over = {regime for each in entries for regime in context.regimes_over(reaching, each)}
    return tuple(regime for regime in context.regimes if regime in over)


def _activities(legs: Sequence[Leg], work: Work | None) -> frozenset[str] | None:
    found = {leg.activity for leg in legs} if work is None else {work.id}
    return frozenset(id_ for id_ in found if id_ is not None) if found and None not in found else None


def outside_of(context: Context, place: str) -> Mapping[str, tuple[str, ...]]:
    """Return the regimes in force that see a transfer in a place, with the countries in which they do."""
    asked = (regime for regime in (*CHAPTER_V, NZ) if regime in context.regimes)
    found = {regime: outside_in(context, regime, place) for regime in asked}
    return {regime: countries for regime, countries in found.items() if countries}


def _asking(context: Context, outside: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the regimes that ask for a mechanism.

    Which of an organisation's laws a way is under is rarely stated. Where one of them sees no transfer, it can be under
    that one; the others count only if their tables do not cover the place anyway.
    """
    asking = tuple(regime for regime in outside if regime in CHAPTER_V)
    others = [regime for regime in context.regimes if regime in CHAPTER_V and regime not in outside]
    if not others:
        return asking
    return tuple(
        regime
        for regime in asking
        if any(verdict(regime, country, context.date).standing is not Standing.ADEQUATE for country in outside[regime])
    )


def is_onward(context: Context, legs: Sequence[Leg]) -> bool:
    """Whether data come only through other parties: from a processor to its sub-processor."""
    return bool(legs) and all(len(leg.stations) > 1 and _are_parties(context, leg.stations[-2]) for leg in legs)


def _are_parties(context: Context, station: tuple[str, ...]) -> bool:
    return all(context.parties.get(name) is not None for name in station)


def ends_of(context: Context, crossing: Crossing) -> tuple[tuple[Path, str], ...]:
    """Return both ends of the longest way: where the data come from, and where they arrive."""
    if not crossing.legs or crossing.target is None:
        return ()
    first = crossing.legs[0]
    return (
        (first.at, f"the data take this way: {chain_to(context, first)}"),
        (context.path_of(crossing.target), f"`{crossing.target}` receives them"),
    )


def chain_to(context: Context, leg: Leg) -> str:
    """Return the way to somebody as flows are written, from people where the flows of the activity lead back to them."""
    stations = list(leg.stations)
    work = context.works.get(leg.activity or "")
    flows = work.record.flows if work is not None else None
    paths = [flow.path for flow in flows] if isinstance(flows, tuple) else []
    while len(stations) < _LONGEST:
        seen = {name for station in stations for name in station}
        before = next((way for path in paths if (way := _up_to(path, stations[0])) and seen.isdisjoint(way[-1])), None)
        if before is None:
            break
        stations = [*before, *stations]
    return " -> ".join(" & ".join(station) for station in stations)


def _up_to(path: tuple[tuple[str, ...], ...], station: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return what stands on a path before a station; empty where it begins with it or does not pass it."""
    place = next((number for number, names in enumerate(path) if not set(names).isdisjoint(station)), 0)
    return path[:place]
