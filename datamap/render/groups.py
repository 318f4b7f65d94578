"""The groups of a diagram: their order from left to right, their titles, and what they are called in a legend."""

from datamap.graph.hops import OUR_GROUPS, Group

TITLES = {
    Group.PEOPLE: "People",
    Group.SOURCES: "Other sources",
    Group.CLIENTS: "Clients",
    Group.DEVICES: "People's own devices",
    Group.SYSTEMS: "Our systems",
    Group.OURSELVES: "Our systems",
    Group.OTHERS_SYSTEMS: "Systems of others",
    Group.STAFF: "Staff",
    Group.PROCESSORS: "Processors",
    Group.SUB_PROCESSORS: "Sub-processors",
    Group.JOINT_CONTROLLERS: "Joint controllers",
    Group.CONTROLLERS: "Independent controllers",
    Group.RECIPIENTS: "Other recipients",
    Group.AUTHORITIES: "Authorities",
    Group.UNSTATED: "Not stated",
}
NOUNS = {
    Group.PEOPLE: "groups of people",
    Group.SOURCES: "other sources",
    Group.CLIENTS: "clients",
    Group.DEVICES: "systems on people's own devices",
    Group.SYSTEMS: "systems",
    Group.OURSELVES: "systems",
    Group.OTHERS_SYSTEMS: "systems of others",
    Group.STAFF: "groups of staff",
    Group.PROCESSORS: "processors",
    Group.SUB_PROCESSORS: "sub-processors",
    Group.JOINT_CONTROLLERS: "joint controllers",
    Group.CONTROLLERS: "independent controllers",
    Group.RECIPIENTS: "other recipients",
    Group.AUTHORITIES: "authorities",
    Group.UNSTATED: "not stated",
}
LEFT = frozenset({Group.PEOPLE, Group.SOURCES, Group.CLIENTS})
MIDDLE = OUR_GROUPS | {Group.DEVICES}
CLUSTERS: tuple[tuple[str, frozenset[Group]], ...] = (
    *((TITLES[group], frozenset({group})) for group in (Group.PEOPLE, Group.SOURCES, Group.CLIENTS)),
    (TITLES[Group.DEVICES], frozenset({Group.DEVICES})),
    (TITLES[Group.SYSTEMS], OUR_GROUPS),
    *(
        (TITLES[group], frozenset({group}))
        for group in (
            Group.OTHERS_SYSTEMS,
            Group.STAFF,
            Group.PROCESSORS,
            Group.SUB_PROCESSORS,
            Group.JOINT_CONTROLLERS,
            Group.CONTROLLERS,
            Group.RECIPIENTS,
            Group.AUTHORITIES,
        )
    ),
)
"""The clusters in the order in which they are drawn: title, and the groups inside. A gap stands outside of them."""
