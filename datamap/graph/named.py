"""The questions that can be asked by name, each with what it takes, what it means, and how it is answered."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from datamap.graph.hops import DataMap, Hop, Key
from datamap.graph.questions import (
    data_reaching,
    ends_here,
    onward_chains,
    paths_to_country,
    recipients_of,
    unreached,
    ways_to_country,
)
from datamap.graph.reach import data_within_reach
from datamap.graph.structure import gates_before, parts_apart


class Takes(StrEnum):
    """What a question is about."""

    ACTIVITY = "ACTIVITY"
    STATION = "STATION"
    START = "START"
    PLACE = "COUNTRY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an answer: stations side by side or, with `is_way`, one after the other; data; the hops behind it."""

    stations: tuple[Key, ...]
    data: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    is_way: bool = False

    @property
    def may(self) -> bool:
        """Whether all of it only may be: a way with a hop that may, else nothing but hops that may."""
        found = [hop.may for hop in self.hops]
        return any(found) if self.is_way else bool(found) and all(found)


Answer = Callable[[DataMap, tuple[str, ...], tuple[Key, ...]], Iterator[Entry]]
"""From a map, the names that were asked about and the stations among them to the lines of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: `optional` if it can be asked of the whole organisation too."""

    name: str
    takes: tuple[Takes, ...]
    optional: bool
    meaning: str
    answer: Answer


QUESTIONS: dict[str, Question] = {}
"""The questions by their names, in the order in which they are listed."""


def _question(*takes: Takes, optional: bool = False) -> Callable[[Answer], Answer]:
    """Make a question of the function that answers it: its name is the name, its documentation the meaning."""

    def asked(answer: Answer) -> Answer:
        name = answer.__name__
        meaning = " ".join((answer.__doc__ or "").split())
        QUESTIONS[name] = Question(name=name, takes=takes, optional=optional, meaning=meaning, answer=answer)
        return answer

    return asked


@_question(Takes.ACTIVITY, optional=True)
def recipients(data_map: DataMap, names: tuple[str, ...], _: tuple[Key, ...]) -> Iterator[Entry]:
    """Who receives data in an activity, or at all.

    These are parties on a flow, hosts, setters of trackers, those told in a disclosure, members of groups, staff (GDPR
    Art. 4(9) and our own people).
    """
    for received in recipients_of(data_map, names[0] if names else None):
        titles = tuple(category.title for category in received.data)
        yield Entry(stations=(received.recipient,), data=titles, hops=received.hops)


@_question(Takes.STATION)
def data(data_map: DataMap, _: tuple[str, ...], keys: tuple[Key, ...]) -> Iterator[Entry]:
    """Which data hops bring to a station, and from where. Nothing is inferred along chains."""
    for key in keys:
        for category, hops in data_reaching(data_map, key).items():
            yield Entry(stations=tuple(dict.fromkeys(hop.source for hop in hops)), data=(category.title,), hops=hops)


@_question(Takes.STATION)
def reach(data_map: DataMap, _: tuple[str, ...], keys: tuple[Key, ...]) -> Iterator[Entry]:
    """Which data any chain of hops could bring to a station, whatever the activity.

    This is an upper bound, as for an incident there.
    """
    held = (node.holds for node in data_map.nodes.values())
    every = (*(hop.data for hop in data_map.hops), *held)
    titles = {category.id: category.title for data in every for category in data}
    within = data_within_reach(data_map)
    for key in keys:
        ids = within.get(key, frozenset())
        yield from (Entry(stations=(key,), data=(title,)) for id_, title in titles.items() if id_ in ids)


@_question(Takes.START, Takes.PLACE)
def paths(data_map: DataMap, names: tuple[str, ...], keys: tuple[Key, ...]) -> Iterator[Entry]:
    """The ways from a group of people, another source or a client to a country or area that is stated to be reached.

    Hops continue one another within an activity and with data in common; a client's data are where it instructs us.
    """
    for key in keys:
        yield from _ways(paths_to_country(data_map, key, names[-1]))


@_question(Takes.PLACE)
def ways(data_map: DataMap, names: tuple[str, ...], _: tuple[Key, ...]) -> Iterator[Entry]:
    """All ways to a country or area, from whoever the data are of; and the hops there of which no people are stated.

    Only what is stated to be reached counts: for the hop, the use or the party, or as the location of a system.
    """
    yield from _ways(ways_to_country(data_map, names[0]))


@_question(Takes.STATION)
def onward(data_map: DataMap, _: tuple[str, ...], keys: tuple[Key, ...]) -> Iterator[Entry]:
    """The chains of sub-processors behind a party.

    They end before a person, our own system, an authority or an independent controller.
    """
    for key in keys:
        yield from _ways(onward_chains(data_map, key))


def _ways(ways: Iterable[tuple[Hop, ...]]) -> Iterator[Entry]:
    for hops in ways:
        titles = dict.fromkeys(category.title for category in hops[-1].data)
        stations = (hops[0].source, *(hop.target for hop in hops))
        yield Entry(stations=stations, data=tuple(titles), hops=hops, is_way=True)


@_question(Takes.STATION)
def gates(data_map: DataMap, _: tuple[str, ...], keys: tuple[Key, ...]) -> Iterator[Entry]:
    """The stations that all ways from each group of people, source or client to a station pass, whatever the activity.

    Whoever closes one of them keeps their data from it.
    """
    for key in keys:
        for start, passed in gates_before(data_map, key).items():
            yield Entry(stations=(start, *passed, key), is_way=True)


@_question()
def unused(data_map: DataMap, _: tuple[str, ...], __: tuple[Key, ...]) -> Iterator[Entry]:
    """Stations that are declared, that hold no data by their own record, and that none reach or leave."""
    yield from (Entry(stations=(key,)) for key in unreached(data_map))


@_question()
def rest(data_map: DataMap, _: tuple[str, ...], __: tuple[Key, ...]) -> Iterator[Entry]:
    """Our own systems that data reach and never leave, not even to a host."""
    for key in ends_here(data_map):
        titles = dict.fromkeys(category.title for hop in data_map.arriving[key] for category in hop.data)
        yield Entry(stations=(key,), data=tuple(titles), hops=data_map.arriving[key])


@_question()
def parts(data_map: DataMap, _: tuple[str, ...], __: tuple[Key, ...]) -> Iterator[Entry]:
    """The parts of the map between which no data move, the largest first."""
    yield from (Entry(stations=part) for part in parts_apart(data_map))
