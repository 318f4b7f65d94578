"""Maps of any size, the same at each run, for the benchmarks and for tests of what no example inventory has."""

import random

from datamap.graph.hops import (
    Category,
    DataFrom,
    DataMap,
    Group,
    Hop,
    HopKind,
    Key,
    MechanismName,
    Named,
    Node,
    Reach,
    TargetRole,
)
from datamap.model.people import Sensitivity

_PEOPLE = ("Visitors", "Customers", "Subscribers", "Job applicants", "Employees", "Suppliers' contacts", "Patients")
_SYSTEMS = (
    ("Online shop", "Website"),
    ("Customer database", "Database"),
    ("Support desk", "Help desk"),
    ("Payroll", "Payroll system"),
    ("Data warehouse", "Data warehouse"),
    ("Mailbox", "Mailbox"),
    ("Recruitment system", "Recruitment system"),
    ("Archive", "Archive"),
)
_PARTIES = (
    ("Hosting Co", "Hosting provider", Group.PROCESSORS, TargetRole.PROCESSOR),
    ("Mail Co", "E-mail provider", Group.PROCESSORS, TargetRole.PROCESSOR),
    ("Payment Co", "Payment provider", Group.CONTROLLERS, TargetRole.INDEPENDENT_CONTROLLER),
    ("Parcel Co", "Carrier", Group.RECIPIENTS, TargetRole.RECIPIENT),
    ("Tax office", "Tax authority", Group.AUTHORITIES, TargetRole.RECIPIENT),
    ("Partner", "Business partner", Group.JOINT_CONTROLLERS, TargetRole.JOINT_CONTROLLER),
)
_DATA = (
    Category("name", "Name"),
    Category("email", "E-mail address"),
    Category("address", "Postal address"),
    Category("purchases", "Purchase history"),
    Category("health", "Health data", "", Sensitivity.HEALTH),
    Category("cv", "Curriculum vitae"),
)
_UNITED_STATES = Reach(
    place="US",
    title="United States",
    mechanisms=(MechanismName("sccs", "SCCs"),),
    outside=("GDPR",),
    path=("synthetic",),
)


def map_with(nodes: int, *, seed: int = 1) -> DataMap:
    """Return a map: a fifth people, a third systems, the rest parties, and somewhat more hops than nodes."""
    chance = random.Random(seed)  # noqa: S311 - a picture to look at, the same at each run
    people, systems = max(1, nodes // 5), max(1, nodes // 3)
    found: dict[Key, Node] = {}
    for number in range(people):
        _add(
            found,
            Key("data_subjects", f"p{number}"),
            _numbered(_PEOPLE[number % len(_PEOPLE)], number // len(_PEOPLE)),
            Group.PEOPLE,
        )
    for number in range(systems):
        title, kind = _SYSTEMS[number % len(_SYSTEMS)]
        _add(found, Key("systems", f"s{number}"), _numbered(title, number // len(_SYSTEMS)), Group.SYSTEMS, kind)
    roles: dict[Key, TargetRole] = {}
    for number in range(nodes - people - systems):
        title, kind, group, role = _PARTIES[number % len(_PARTIES)]
        key = Key("processors", f"r{number}")
        abroad = (_UNITED_STATES,) if number % 5 == 1 else ()
        roles[key] = role
        _add(found, key, _numbered(title, number // len(_PARTIES)), group, kind, abroad)
    hops = tuple(_hops(found, roles, chance))
    return DataMap(
        organisation="synthetic",
        title="Synthetic Ltd",
        regimes=("gdpr",),
        nodes=found,
        hops=hops,
        activities={f"a{number}": Named(f"a{number}", f"Activity {number}") for number in range(people)},
    )


def _numbered(title: str, round_: int) -> str:
    return f"{title} {round_ + 1}" if round_ else title


def _add(  # noqa: PLR0913, PLR0917 - what a node is made of
    found: dict[Key, Node], key: Key, title: str, group: Group, kind: str = "", reaches: tuple[Reach, ...] = ()
) -> None:
    found[key] = Node(key=key, title=title, group=group, kinds=(kind,) if kind else (), reaches=reaches)


def _hops(found: dict[Key, Node], roles: dict[Key, TargetRole], chance: random.Random) -> list[Hop]:
    people = [key for key, node in found.items() if node.group is Group.PEOPLE]
    systems = [key for key, node in found.items() if node.group is Group.SYSTEMS]
    hops: list[Hop] = []
    for number, person in enumerate(people):
        chosen = chance.sample(systems, min(2, len(systems)))
        hops.extend(_hop(person, system, HopKind.FLOW, chance, f"a{number}") for system in chosen)
    for number, party in enumerate(roles):
        kind = HopKind.HOST if number % 6 == 0 else HopKind.TRACKER if number % 6 == 3 else HopKind.FLOW  # noqa: PLR2004
        source = chance.choice(people) if kind is HopKind.TRACKER else chance.choice(systems)
        hops.append(_hop(source, party, kind, chance, f"a{number % len(people)}", roles[party], found[party].reaches))
    for before, after in zip(systems[::3], systems[1::3], strict=False):
        hops.append(_hop(before, after, HopKind.FLOW, chance, "a0"))
    return hops


def _hop(  # noqa: PLR0913, PLR0917 - what a hop is made of
    source: Key,
    target: Key,
    kind: HopKind,
    chance: random.Random,
    activity: str,
    role: TargetRole | None = None,
    reaches: tuple[Reach, ...] = (),
) -> Hop:
    data = tuple(chance.sample(_DATA, chance.randint(1, 4)))
    return Hop(
        source=source,
        target=target,
        kind=kind,
        activity=activity,
        role=role,
        data=data,
        data_from=DataFrom.HOP,
        reaches=reaches,
        paths=(("synthetic", "activities", activity),),
    )
