"""The questions that the graph answers by name, each with what its answer means."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datamap.catalog.countries import covers
from datamap.graph.hops import OUR_GROUPS, Category, DataMap, Group, Hop, HopKind, Key, TargetRole
from datamap.graph.stations import SETTER

MOST_HOPS = 12
"""How long a path may grow; a longer one would be a walk through the inventory, not an answer."""
MOST_PATHS = 1_000
_NOT_RECIPIENTS = frozenset({Group.PEOPLE, Group.SOURCES, Group.CLIENTS, Group.DEVICES, Group.SYSTEMS, Group.OURSELVES})
_STARTS = frozenset({Group.PEOPLE, Group.SOURCES, Group.CLIENTS})
_CHAINED = frozenset({TargetRole.PROCESSOR, TargetRole.SUB_PROCESSOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A recipient with every hop by which it gets data; hops say which data, in what role, and who says so."""

    recipient: Key
    hops: tuple[Hop, ...]

    @property
    def data(self) -> tuple[Category, ...]:
        """The data of all hops, each once, in the order of the map."""
        return tuple(dict.fromkeys(category for hop in self.hops for category in hop.data))

    @property
    def roles(self) -> tuple[TargetRole, ...]:
        """The roles in which it receives, each once."""
        return tuple(dict.fromkeys(hop.role for hop in self.hops if hop.role is not None))


def recipients_of(data_map: DataMap, activity: str | None = None) -> tuple[Received, ...]:
    """Return whoever receives data in an activity, or at all: parties, staff, systems of others, stated gaps.

    Who sets a tracker is no recipient as long as nobody is named: it may be we ourselves.

    These are the recipients of GDPR Art. 4(9) and our own staff, derived as section 4 of the language says: reached by
    a flow, host of a system on the way, setter of a tracker, told in a disclosure, named without a path, member of a
    group that is. A disclosure or tracker that names no activity belongs to none. The order is that of the map.
    """
    found: dict[Key, list[Hop]] = {}
    for hop in data_map.hops:
        in_question = activity is None or hop.activity == activity
        is_named = hop.target != SETTER and data_map.nodes[hop.target].group not in _NOT_RECIPIENTS
        if in_question and hop.moves_data and is_named:
            found.setdefault(hop.target, []).append(hop)
    return tuple(Received(recipient=key, hops=tuple(hops)) for key, hops in found.items())


def data_reaching(data_map: DataMap, node: Key) -> Mapping[Category, tuple[Hop, ...]]:
    """Return the data that hops bring to a node, each with those hops. Hops that name no data are not in the answer.

    Nothing is inferred along chains: each hop says, or inherits from its activity, which data it carries.
    """
    found: dict[Category, list[Hop]] = {}
    for hop in data_map.arriving.get(node, ()):
        for category in hop.data if hop.moves_data else ():
            found.setdefault(category, []).append(hop)
    return {category: tuple(hops) for category, hops in found.items()}


def continues(before: Hop, after: Hop) -> bool:
    """Whether data of one hop can go on with the next: same activity where both name one, and data in common if stated.

    An activity is read collectively and says nothing of another one: that two activities use one system does not mean
    that the data of the first go where the second sends its own. A hop of no activity, such as a disclosure, continues
    one of an activity only if both say which data move and have some in common.
    """
    if not (before.moves_data and after.moves_data):
        return False
    if before.activity is not None and after.activity is not None and before.activity != after.activity:
        return False
    if not before.data or not after.data:
        return before.activity == after.activity
    return any(_related(one, other) for one in before.data for other in after.data)


def _related(one: Category, other: Category) -> bool:
    return one.id in other.within or other.id in one.within


def paths_from(data_map: DataMap, start: Key) -> Iterator[tuple[Hop, ...]]:
    """Yield every path that starts at a node, shortest first: hops that continue one another, no node twice.

    A hop from the organisation as a whole names no system, so it continues none. Where it moves data of the people who
    are asked for, and none of their hops leads to the organisation, a path of theirs starts there. A client's data are
    where it instructs us: from there on they take the ways of that activity. At most 1,000 paths of at most 12 hops
    are given.
    """
    given_by = [hop for hop in data_map.leaving.get(start, ()) if hop.moves_data or start.kind == "clients"]
    first = (
        *given_by,
        *(
            hop
            for hop in _of_ours(data_map, start)
            if not any(continues(by, hop) for by in given_by if by.target == hop.source)
        ),
    )
    waiting: deque[tuple[Hop, ...]] = deque((hop,) for hop in first)
    given = 0
    while waiting and given < MOST_PATHS:
        path = waiting.popleft()
        yield path
        given += 1
        if len(path) >= MOST_HOPS:
            continue
        seen = {start, *(hop.target for hop in path)}
        for hop in data_map.leaving[path[-1].target]:
            if hop.target not in seen and _goes_on(path[-1], hop):
                waiting.append((*path, hop))


def _goes_on(before: Hop, after: Hop) -> bool:
    if before.kind is HopKind.INSTRUCTION:
        return after.moves_data and after.activity == before.activity
    return continues(before, after)


def _of_ours(data_map: DataMap, people: Key) -> Iterator[Hop]:
    """Yield the hops that start from the organisation with data of a group of people, by a path that is not stated."""
    ourselves = Key("organisation", data_map.organisation)
    if people.kind == "data_subjects":
        for hop in data_map.leaving.get(ourselves, ()):
            if hop.moves_data and any(people.id in {each.id, f"{each.at}/{each.id}"} for each in hop.subjects):
                yield hop


def paths_to_country(data_map: DataMap, people: Key, country: str) -> tuple[tuple[Hop, ...], ...]:
    """Return the paths from people, or from a client, whose last hop reaches a country (or an area, such as `eea`).

    Only countries that the inventory states count: for the hop, for the use, for the party, or as a system's location.
    """
    return tuple(
        path
        for path in paths_from(data_map, people)
        if any(_lies_in(place, country) for place in _places(data_map, path[-1]))
    )


def ways_to_country(data_map: DataMap, country: str) -> tuple[tuple[Hop, ...], ...]:
    """Return all ways to a country or area, whoever the data are of; last, hops there to which no such way leads."""
    starts = [key for key, node in data_map.nodes.items() if node.group in _STARTS]
    found = [way for key in starts for way in paths_to_country(data_map, key, country)]
    told = {id(way[-1]) for way in found}
    there = (hop for hop in data_map.hops if any(_lies_in(place, country) for place in _places(data_map, hop)))
    return (*found, *((hop,) for hop in there if hop.moves_data and id(hop) not in told))


def _places(data_map: DataMap, hop: Hop) -> tuple[str, ...]:
    stated = hop.reaches or data_map.nodes[hop.target].reaches
    return tuple(reach.place for reach in stated)


def _lies_in(place: str, country: str) -> bool:
    return place == country or covers(country, place)


def onward_chains(data_map: DataMap, party: Key) -> tuple[tuple[Hop, ...], ...]:
    """Return the chains of sub-processors behind a party, the longest reach of each chain only.

    A chain goes on only as far as the next node is a processor: a person, our own system, an authority or an
    independent controller ends it (section 4 of the language).
    """
    chains: list[tuple[Hop, ...]] = []
    waiting: deque[tuple[Hop, ...]] = deque(
        (hop,) for hop in data_map.leaving.get(party, ()) if hop.role in _CHAINED and hop.kind is not HopKind.MEMBER
    )
    while waiting and len(chains) < MOST_PATHS:
        chain = waiting.popleft()
        seen = {party, *(hop.target for hop in chain)}
        further = [
            hop
            for hop in data_map.leaving[chain[-1].target]
            if hop.role in _CHAINED
            and hop.kind is not HopKind.MEMBER
            and hop.target not in seen
            and continues(chain[-1], hop)
        ]
        if further and len(chain) < MOST_HOPS:
            waiting.extend((*chain, hop) for hop in further)
        else:
            chains.append(chain)
    return tuple(chains)


def unreached(data_map: DataMap) -> tuple[Key, ...]:
    """Return the nodes that hold no data, that none reach and that none leave: declared, and used nowhere.

    People and clients count too: a group of people whose data no activity uses is either forgotten or superfluous.
    Whoever the data of a hop are about is used, also where they come from somebody else.
    """
    busy = {key for hop in data_map.hops for key in (hop.source, hop.target)}
    busy |= {Key("data_subjects", subject.id) for hop in data_map.hops for subject in hop.subjects}
    return tuple(key for key, node in data_map.nodes.items() if key not in busy and not node.holds)


def ends_here(data_map: DataMap) -> tuple[Key, ...]:
    """Return our own systems that data reach and never leave, not even to a host: where data come to rest with us."""
    return tuple(
        key
        for key, node in data_map.nodes.items()
        if node.group in OUR_GROUPS
        and any(hop.moves_data for hop in data_map.arriving[key])
        and not any(hop.moves_data for hop in data_map.leaving[key])
    )
