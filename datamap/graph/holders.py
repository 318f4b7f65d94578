"""Who holds what is asked for: systems to search, processors to ask, recipients to tell; with period and contact."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datamap.catalog.vendors import vendor
from datamap.graph.hops import OUR_GROUPS, Category, DataMap, Group, Hop, HopKind, Key, Named, Node, Reach, TargetRole
from datamap.graph.portions import Portion
from datamap.graph.requests import Fact
from datamap.graph.stations import SETTER
from datamap.graph.vocabulary import Words, mentions_of
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.said import Said


class Part(StrEnum):
    """What a holder does when somebody asks for access or erasure."""

    SEARCH = "systems"
    ASK = "processors"
    TELL = "recipients"
    STAFF = "staff"
    DEVICES = "devices"


KEEPING = frozenset({Part.SEARCH, Part.ASK})
"""Parts of those who keep data for us: what we say of periods holds for them."""
_PARTS = {
    **dict.fromkeys(OUR_GROUPS, Part.SEARCH),
    Group.PROCESSORS: Part.ASK,
    Group.SUB_PROCESSORS: Part.ASK,
    Group.STAFF: Part.STAFF,
    Group.DEVICES: Part.DEVICES,
}
KEPT_AT = frozenset({Part.SEARCH, Part.DEVICES})
"""Parts of systems, in which data are whichever way they go."""
_FOR_US = frozenset({TargetRole.PROCESSOR, TargetRole.SUB_PROCESSOR})
_NOBODY = frozenset({Group.PEOPLE, Group.SOURCES, Group.CLIENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Data that are with us though no hop says how they came: by a system's own record, or in an activity.

    `in_words` names them as the record does, each with what limits it.
    """

    node: Node
    data: tuple[Category, ...]
    in_words: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()
    activity: str | None = None
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A station that holds what is asked for, with the hops that bring it there or, for our systems, take it away.

    `portions` have all of that but what a system's own record puts there, apart by what limits it.
    """

    node: Node
    hops: tuple[Hop, ...]
    holdings: tuple[Holding, ...] = ()
    portions: tuple[Portion, ...] = ()
    retention: tuple[Fact, ...] = ()
    contact: tuple[Fact, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it has something of what is asked for in any case."""
        by_record = any(each.activity is None for each in self.holdings)
        return by_record or any(portion.limits.is_certain for portion in self.portions)

    @property
    def part(self) -> Part:
        """What it does when somebody asks: of a party with several roles, those in which it has these data decide."""
        part = _PARTS.get(self.node.group, Part.TELL)
        if part not in {Part.ASK, Part.TELL} or not self.roles:
            return part
        return Part.TELL if _FOR_US.isdisjoint(self.roles) else Part.ASK

    @property
    def moved_or_held(self) -> tuple[Hop | Holding, ...]:
        """All that says which data are there."""
        return (*self.hops, *self.holdings)

    @property
    def data(self) -> tuple[Category, ...]:
        """The data of its hops and those that it holds beside them, each once."""
        return tuple(dict.fromkeys(category for each in self.moved_or_held for category in each.data))

    @property
    def people(self) -> tuple[Named, ...]:
        """The people whom those data are about, as far as that is stated."""
        brought = (subject for hop in self.hops for subject in hop.subjects)
        held = (subject for holding in self.holdings for subject in holding.people)
        return tuple(dict.fromkeys((*brought, *held)))

    @property
    def roles(self) -> tuple[TargetRole, ...]:
        """The roles in which it receives."""
        received = (hop.role for hop in self.hops if hop.target == self.node.key)
        return tuple(dict.fromkeys(role for role in received if role is not None))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities that its hops and holdings belong to, by identifier."""
        activities = (each.activity for each in self.moved_or_held)
        return tuple(dict.fromkeys(activity for activity in activities if activity is not None))

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """The countries where it holds the data: those of the hops that bring them, else its own."""
        brought = (reach for hop in self.hops if hop.target == self.node.key for reach in hop.reaches)
        return tuple(dict.fromkeys(brought)) or self.node.reaches


def holders_of(
    data_map: DataMap, touching: Iterable[Hop], told: Iterable[Hop], holdings: Iterable[Holding]
) -> tuple[Holder, ...]:
    """Return our systems at either end of the hops that touch what is asked for, and whoever gets data by those told.

    `told` may go farther than `touching`: to those behind a party. `holdings` are with us though no hop brings them.
    The order is that of the parts, then of the map.
    """
    found: dict[Key, list[Hop]] = {}
    for hop in touching:
        if hop.moves_data:
            # A use says what a party has, and not that it was with us before.
            ends = (hop.target,) if hop.kind is HopKind.USE else (hop.source, hop.target)
            for key in dict.fromkeys(ends):
                if _PARTS.get(data_map.nodes[key].group) in KEPT_AT:
                    found.setdefault(key, []).append(hop)
    for hop in told:
        group = data_map.nodes[hop.target].group
        # Nobody is told of an erasure as the one who is not named: it may be we ourselves who set a tracker.
        nobody = group in _NOBODY or hop.target == SETTER
        if hop.moves_data and not nobody and _PARTS.get(group) not in KEPT_AT:
            found.setdefault(hop.target, []).append(hop)
    nodes: dict[Key, Node] = {key: data_map.nodes[key] for key in found}
    held: dict[Key, list[Holding]] = {}
    for holding in holdings:
        nodes.setdefault(holding.node.key, holding.node)
        held.setdefault(holding.node.key, []).append(holding)
    holders = [
        Holder(
            node=node,
            hops=tuple(dict.fromkeys(found.get(key, ()))),
            holdings=tuple(held.get(key, ())),
        )
        for key, node in nodes.items()
    ]
    return tuple(sorted(holders, key=lambda holder: list(Part).index(holder.part)))


def possible_holders(data_map: DataMap, silent: Iterable[Hop], certain: Collection[Key]) -> tuple[Holder, ...]:
    """Return who gets data by hops that do not say which, but those who hold what is asked for in any case."""
    found: dict[Key, list[Hop]] = {}
    for hop in silent:
        nobody = data_map.nodes[hop.target].group in _NOBODY or hop.target == SETTER
        if hop.target not in certain and not nobody:
            found.setdefault(hop.target, []).append(hop)
    holders = (
        Holder(node=node, hops=tuple(hops))
        for node, hops in ((data_map.nodes[key], hops) for key, hops in found.items())
    )
    return tuple(sorted(holders, key=lambda holder: list(Part).index(holder.part)))


# Contacts

_RUN = (
    ("device_of", "on the devices of"),
    ("controlled_by", "controlled by"),
    ("host", "hosted by"),
    ("operated_by", "operated by"),
)


def contact_of(holder: Holder, words: Words) -> Iterator[Fact]:
    """Yield how a holder is reached, by its record first and then by its entry in the vendor catalogue."""
    node = holder.node
    record = words.naming.record(node.key.kind, node.key.id)
    if record is None or node.path is None:
        return
    naming, at = words.naming, node.path
    owner = getattr(record, "owner", None)
    if owner is not None:
        yield Fact(words=f"looked after by: {owner}", path=(*at, "owner"))
    for key, label in _RUN:
        for mention in mentions_of(getattr(record, key, None), (*at, key)):
            kinds = ("processors", "recipients", "clients", "systems", "data_subjects", "party_kinds")
            yield Fact(words=f"{label}: {naming.title_among(kinds, mention.id)[0]}", path=mention.path)
    legal_name = getattr(record, "legal_name", None)
    if legal_name is not None and not isinstance(legal_name, Said):
        yield Fact(words=f"legal name: {naming.words(legal_name)}", path=(*at, "legal_name"))
    for key, label in (("policy", "privacy policy"), ("links", "link"), ("list", "list")):
        yield from _links(getattr(record, "list_" if key == "list" else key, None), label, (*at, key), words)
    yield from _agreed(record, at, words)
    uses = getattr(record, "uses", None)
    for number, use in numbered(uses if isinstance(uses, tuple) else ()):
        yield from _agreed(use, (*at, "uses", number), words)
    if node.vendor is not None:
        yield from _by_catalogue(node.vendor, record, (*at, "vendor"), asks=holder.part is Part.ASK)


def _agreed(record: Any, at: Path, words: Words) -> Iterator[Fact]:  # noqa: ANN401
    """Yield the agreement with a party, and what it says of the data when it ends."""
    agreement = getattr(record, "agreement", None)
    if isinstance(agreement, Said):
        yield Fact(words=f"agreement: stated as {agreement.value}", path=(*at, "agreement"))
    elif agreement is not None:
        yield from _links(agreement.document, "agreement", (*at, "agreement", "document"), words)
        if agreement.at_end is not None:
            said = words.naming.words(agreement.at_end)
            yield Fact(words=f"at the end: {said}", path=(*at, "agreement", "at_end"))


def _links(value: Any, label: str, path: Path, words: Words) -> Iterator[Fact]:  # noqa: ANN401
    for link in value if isinstance(value, tuple) else () if value is None or isinstance(value, Said) else (value,):
        title = words.naming.words(link.title) if link.title is not None else ""
        yield Fact(words=f"{label}: {' '.join(part for part in (title, link.url or '') if part)}", path=path)


def _by_catalogue(id_: str, record: Any, path: Path, *, asks: bool) -> Iterator[Fact]:  # noqa: ANN401
    """Yield what the catalogue knows of a vendor's identity where the inventory says nothing of it.

    With `asks`, its own terms for customers too: they say how a processor deletes and returns data.
    """
    known = vendor(id_)
    if record.legal_name is None and known.legal_name is not None:
        fact = known.legal_name
        yield Fact(words=f"legal name: {fact.value} ({_checked(fact.checked, fact.doubt)})", path=path)
    if record.policy is None and (link := known.links.policy) is not None and link.url != "none":
        yield Fact(words=f"privacy policy: {link.url} ({_checked(link.checked, link.doubt)})", path=path)
    if asks and record.agreement is None and (link := known.links.agreement) is not None and link.url != "none":
        said = f"its own terms on data protection: {link.url} ({_checked(link.checked, link.doubt)})"
        yield Fact(words=said, path=path)


def _checked(day: dt.date, doubt: str | None) -> str:
    return f"vendor catalogue, checked {day}{f'; doubtful: {doubt}' if doubt is not None else ''}"
