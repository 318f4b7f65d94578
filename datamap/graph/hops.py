"""The values of the flow graph: nodes, hops with everything said about them, and the map that holds both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from datamap.model.parties import Role
from datamap.model.people import Sensitivity
from datamap.model.provenance import Path
from datamap.model.record import Selector
from datamap.model.said import Said


class Key(NamedTuple):
    """What names a node: the kind of the record or term, and its identifier."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class HopKind(StrEnum):
    """What the inventory said from which a hop follows; see section 4 of the language."""

    FLOW = "flow"
    HOST = "host"
    OPERATOR = "operator"
    TRACKER = "tracker"
    DISCLOSURE = "disclosure"
    RECIPIENT = "recipient"
    USE = "use"
    COLLECTION = "collection"
    MEMBER = "member"
    INSTRUCTION = "instruction"


PATH_NOT_STATED = frozenset({HopKind.RECIPIENT, HopKind.USE, HopKind.COLLECTION, HopKind.DISCLOSURE})
"""Hops of which the inventory names both ends, or one, but not the way between them."""
RUN_BY_OTHERS = frozenset({HopKind.HOST, HopKind.OPERATOR})
"""Hops from a system of ours to whoever hosts or operates it."""
WITHOUT_DATA = frozenset({HopKind.INSTRUCTION})
"""Hops along which no data move."""


class Group(StrEnum):
    """Where a node belongs: the columns of a diagram, from people to those who get data last."""

    PEOPLE = "people"
    SOURCES = "sources"
    CLIENTS = "clients"
    DEVICES = "devices"
    SYSTEMS = "systems"
    OURSELVES = "ourselves"
    OTHERS_SYSTEMS = "others-systems"
    STAFF = "staff"
    PROCESSORS = "processors"
    SUB_PROCESSORS = "sub-processors"
    JOINT_CONTROLLERS = "joint-controllers"
    CONTROLLERS = "independent-controllers"
    RECIPIENTS = "recipients"
    AUTHORITIES = "authorities"
    UNSTATED = "unstated"


OUR_GROUPS = frozenset({Group.SYSTEMS, Group.OURSELVES})
PARTY_GROUPS = frozenset(
    {
        Group.PROCESSORS,
        Group.SUB_PROCESSORS,
        Group.JOINT_CONTROLLERS,
        Group.CONTROLLERS,
        Group.RECIPIENTS,
        Group.AUTHORITIES,
    }
)


class OurRole(StrEnum):
    """What we are in an activity: it follows from `on_behalf_of`, `joint_with` or neither."""

    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    PROCESSOR = "processor"


class TargetRole(StrEnum):
    """What the target of a hop is towards the data; `sub-processor` is computed and never written."""

    PROCESSOR = Role.PROCESSOR.value
    SUB_PROCESSOR = "sub-processor"
    JOINT_CONTROLLER = Role.JOINT_CONTROLLER.value
    INDEPENDENT_CONTROLLER = Role.INDEPENDENT_CONTROLLER.value
    RECIPIENT = Role.RECIPIENT.value
    UNKNOWN = Role.UNKNOWN.value

    @property
    def words(self) -> str:
        """The role as a reader sees it."""
        return "role not stated" if self is TargetRole.UNKNOWN else self.value


class DataFrom(StrEnum):
    """Who says which data move: the hop itself, its activity as a whole, the system it starts from, or nobody."""

    HOP = "hop"
    ACTIVITY = "activity"
    SYSTEM = "system"
    NONE = "none"
    UNKNOWN = "unknown"
    MISSING = "missing"


class Condition(NamedTuple):
    """A qualifier in words with its key: `when`, `unless`, `limit`, `because`, `if` or `text`."""

    key: str
    words: str

    @property
    def in_words(self) -> str:
        """The words as a reader meets them: what limits something, or is said beside it, needs no name of its key."""
        return self.words if self.key in {"text", "limit"} else f"{self.key} {self.words}"


@dataclass(frozen=True, slots=True)
class Named:
    """A purpose, a group of people or a category of data; `at` names the record that declares it in place."""

    id: str
    title: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Category(Named):
    """A category of data; `sensitivity` is what the inventory or the term says.

    `within` lists what covers it: itself, what it is a kind of, and wholes that include it. `parts` lists what is in
    it: what it includes, all the way down, and what those parts are kinds of.
    """

    sensitivity: Sensitivity | None = None
    within: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    @property
    def is_special(self) -> bool:
        """Whether it is a special category (GDPR Art. 9) or data on offences (Art. 10)."""
        return self.sensitivity is not None and self.sensitivity is not Sensitivity.ORDINARY

    def carries(self, asked: str) -> bool:
        """Whether data of a category asked for are in it: it is that one, a kind or part of it, or a whole with it."""
        return asked in self.within or asked in self.parts


class MechanismName(NamedTuple):
    """A mechanism for transfers by its id and its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A country that data reach, with the mechanisms stated for it and where that was said.

    `said` holds `none` or `unknown` in place of mechanisms. `outside` lists the regimes of the organisation that see
    a transfer there, `inside` those that see none; both are empty where regime or country are not stated. `scope` says
    in words what limits it.
    """

    place: str
    title: str
    mechanisms: tuple[MechanismName, ...] = ()
    said: Said | None = None
    outside: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    only: tuple[Selector, ...] = ()
    except_: tuple[Selector, ...] = ()
    scope: tuple[str, ...] = ()
    path: Path

    def safeguards(self, otherwise: str) -> str:
        """Return the mechanisms by their titles, what was said in their place, that none is needed, or `otherwise`."""
        named = ", ".join(mechanism.title for mechanism in self.mechanisms)
        otherwise = "" if self.is_of_a_system else otherwise
        return named or (self.said.value if self.said is not None else self.at_home or otherwise)

    @property
    def is_of_a_system(self) -> bool:
        """Whether it is only where a system stands: whether that is a transfer depends on who keeps it."""
        return self.path[1:2] == ("systems",)

    @property
    def at_home(self) -> str:
        """That no regime of the organisation sees a transfer here; empty where one does, or nothing is known."""
        return f"inside the area of {' and '.join(self.inside)}" if self.inside and not self.outside else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of data from node to node, for one activity or for none, with everything said about it.

    Data, purposes and people are read collectively: they serve the purposes together, never each datum each purpose.
    """

    source: Key
    target: Key
    kind: HopKind
    activity: str | None = None
    our_role: OurRole | None = None
    role: TargetRole | None = None
    data: tuple[Category, ...] = ()
    data_from: DataFrom = DataFrom.MISSING
    purposes: tuple[Named, ...] = ()
    subjects: tuple[Named, ...] = ()
    reaches: tuple[Reach, ...] = ()
    stays: bool = False
    may: bool = False
    irreversible: bool = False
    conditions: tuple[Condition, ...] = ()
    only: tuple[Selector, ...] = ()
    except_: tuple[Selector, ...] = ()
    bases: tuple[str, ...] = ()
    detail: str = ""
    paths: tuple[Path, ...]

    @property
    def moves_data(self) -> bool:
        """Whether data move along it, as against an instruction."""
        return self.kind not in WITHOUT_DATA

    @property
    def shows_others(self) -> bool:
        """Whether it brings people data that are about others: those people are recipients too."""
        name = self.target.id.rpartition("/")[2]  # what an activity declares in place has its name before it
        is_flow = self.kind is HopKind.FLOW and self.target.kind == "data_subjects"
        return is_flow and bool(self.subjects) and all(subject.id != name for subject in self.subjects)

    @property
    def is_special(self) -> bool:
        """Whether special categories of data, or data on offences, move along it."""
        return any(category.is_special for category in self.data)

    @property
    def leaves_area(self) -> bool:
        """Whether it leads outside the area of a regime that the organisation states."""
        return any(reach.outside for reach in self.reaches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A station of data. `path` is where it was declared, or `None` for a built-in term and for a gap.

    `holds` are the data that a system's own record puts in it, whether a hop brings them or not.
    """

    key: Key
    title: str
    group: Group
    kinds: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()
    vendor: str | None = None
    is_special: bool = False
    path: Path | None = None
    also: tuple[str, ...] = ()
    holds: tuple[Category, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataMap:
    """Nodes and hops of one organisation; `scopes` has each selector of a hop in words.

    Not slotted: the adjacency is computed once, when it is first asked for.
    """

    organisation: str
    title: str
    regimes: tuple[str, ...] = ()
    nodes: Mapping[Key, Node]
    hops: tuple[Hop, ...]
    activities: Mapping[str, Named]
    covering: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The activities that cover each, the closest first: what one says holds where the other says nothing."""
    scopes: Mapping[Selector, str] = field(default_factory=dict)

    def hops_of(self, activity: str) -> tuple[Hop, ...]:
        """Return the hops of an activity, in the order of the map."""
        return self._by_activity.get(activity, ())

    def in_order(self, hops: Iterable[Hop]) -> list[Hop]:
        """Return those hops that are in this map, each once, in its order."""
        found = {number: hop for hop in hops if (number := self._numbers.get(id(hop))) is not None}
        return [found[number] for number in sorted(found)]

    def nodes_at(self, keys: Iterable[Key]) -> dict[Key, Node]:
        """Return those of the nodes that are in this map, in its order."""
        found = sorted((key for key in keys if key in self.nodes), key=self._node_numbers.__getitem__)
        return {key: self.nodes[key] for key in found}

    @cached_property
    def _by_activity(self) -> Mapping[str, tuple[Hop, ...]]:
        found: dict[str, list[Hop]] = {}
        for hop in self.hops:
            if hop.activity is not None:
                found.setdefault(hop.activity, []).append(hop)
        return {activity: tuple(hops) for activity, hops in found.items()}

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(hop): number for number, hop in enumerate(self.hops)}

    @cached_property
    def _node_numbers(self) -> Mapping[Key, int]:
        return {key: number for number, key in enumerate(self.nodes)}

    @cached_property
    def leaving(self) -> Mapping[Key, tuple[Hop, ...]]:
        """The hops that leave each node, in the order of the map."""
        found: dict[Key, list[Hop]] = {key: [] for key in self.nodes}
        for hop in self.hops:
            found[hop.source].append(hop)
        return {key: tuple(hops) for key, hops in found.items()}

    @cached_property
    def arriving(self) -> Mapping[Key, tuple[Hop, ...]]:
        """The hops that arrive at each node, in the order of the map."""
        found: dict[Key, list[Hop]] = {key: [] for key in self.nodes}
        for hop in self.hops:
            found[hop.target].append(hop)
        return {key: tuple(hops) for key, hops in found.items()}
