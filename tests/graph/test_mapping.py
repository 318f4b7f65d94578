"""Section 4 of the language: which hops follow from what an inventory says."""

import pytest

from datamap.catalog.naming import Naming
from datamap.graph.hops import DataFrom, Group, HopKind, Key, OurRole, TargetRole
from datamap.graph.mapping import map_of
from datamap.model.inventory import Inventory
from datamap.model.projection import public
from datamap.model.said import Said
from tests.mapped import lines, mapped, naming

SHOP = """
systems: {shop: {is: website, host: hoster}}
processors: {hoster: Hoster, mailer: Mailer}
recipients: {police: {is: law-enforcement}}
"""

CASES = {
    "a flow is a hop from station to station, with the data of the activity": (
        SHOP + "activities: {orders: {subjects: [customer], data: [name], flows: [customer -> shop -> mailer]}}",
        [
            "flow customer -> shop: name (orders)",
            "flow shop -> mailer [processor]: name (orders)",
            "host shop -> hoster [processor]: name (orders)",
        ],
    ),
    "what the browser stores for our site stays in the browser, and a cookie goes to its host": (
        SHOP + "trackers: {basket: {is: local-storage, set_by: shop, data: [preferences]}, "
        "answer: {is: session-storage, data: [consent-choices]}, "
        "ads: {is: local-storage, set_by: [mailer, shop], data: [advertising-id]}, "
        "mixed: {is: [cookie, local-storage], set_by: shop, data: [cookie-identifier]}}",
        [
            "host shop -> hoster [processor]: cookie-identifier (None)",
            "tracker device -> storage: preferences (None)",
            "tracker device -> storage: consent-choices (None)",
            "tracker device -> mailer [processor]: advertising-id (None)",
            "tracker device -> shop: cookie-identifier (None)",
        ],
    ),
    "data beside a flow replace those of the activity": (
        SHOP + "activities: {orders: {data: [name, email], flows: [customer -> shop: [email]]}}",
        ["flow customer -> shop: email (orders)", "host shop -> hoster [processor]: email (orders)"],
    ),
    "stations that stand side by side give a hop for each pair": (
        SHOP + "activities: {a: {flows: [customer & visitor -> mailer & police]}}",
        [
            "flow customer -> mailer [processor]: missing (a)",
            "flow customer -> police [recipient]: missing (a)",
            "flow visitor -> mailer [processor]: missing (a)",
            "flow visitor -> police [recipient]: missing (a)",
            "host shop -> hoster [processor]: missing (None)",
        ],
    ),
    "what people are not the subject of does not leave them": (
        (
            "systems: {s: S}\n"
            "activities: {a: {subjects: [customer, visitor], data: [name, ip-address: {subjects: [visitor]}], "
            "flows: [customer & visitor -> s]}}"
        ),
        ["flow customer -> s: name (a)", "flow visitor -> s: name,ip-address (a)"],
    ),
    "data whose source is a system start there, and not from the people whom they are about": (
        "systems: {crm: CRM, till: Till}\nactivities: {a: {subjects: [customer], data: [name, email: {source: crm}]}}",
        ["collection crm -> organisation: email (a)", "collection customer -> organisation: name (a)"],
    ),
    "an activity that has all its data from a partner collects none from people": (
        "recipients: {partner: Partner}\nactivities: {a: {subjects: [lead], data: [name], source: partner}}",
        ["collection partner -> organisation: name (a)"],
    ),
    "a source beside a flow does not send its data along it": (
        (
            "systems: {shop: Shop}\nrecipients: {bureau: Bureau}\n"
            "activities: {a: {subjects: [customer], data: [name, bank-account: {source: bureau}], flows: [customer -> shop]}}"
        ),
        ["flow customer -> shop: name (a)", "collection bureau -> organisation: bank-account (a)"],
    ),
    "a source that flows name needs no line of its own": (
        (
            "systems: {camera: Camera}\n"
            "activities: {a: {subjects: [visitor], data: [name], source: camera, flows: [visitor -> camera]}}"
        ),
        ["flow visitor -> camera: name (a)"],
    ),
    "data that come from people too, or by a way that is described, start from people": (
        (
            "systems: {crm: CRM}\n"
            "activities: {a: {subjects: [lead], data: [name: {source: [crm, given]}, email: {source: observed}]}}"
        ),
        ["collection crm -> organisation: name (a)", "collection lead -> organisation: name,email (a)"],
    ),
    "a system that holds data hands them to its host without any activity": (
        "systems: {archive: {host: hoster, holds: [name]}}\nprocessors: {hoster: Hoster}",
        ["host archive -> hoster [processor]: name (None)"],
    ),
    "who operates a system gets what is in it": (
        (
            "systems: {s: {operated_by: agency}}\nprocessors: {agency: Agency}\n"
            "activities: {a: {data: [name], flows: [customer -> s]}}"
        ),
        ["flow customer -> s: name (a)", "operator s -> agency [processor]: name (a)"],
    ),
    "data stated as unknown stay unknown, and none stay none": (
        "systems: {s: S, t: T}\nactivities: {a: {data: [name], flows: [customer -> s: unknown, s -> t: none]}}",
        ["flow customer -> s: unknown (a)", "flow s -> t: none (a)"],
    ),
    "processors behind a processor are sub-processors until something else comes": (
        (
            "systems: {s: S}\nprocessors: {p: P, q: Q, r: R, t: T}\nrecipients: {c: {role: independent-controller}}\n"
            "activities: {a: {flows: [customer -> s -> p -> q -> c -> r, p -> s -> t]}}"
        ),
        [
            "flow customer -> s: missing (a)",
            "flow s -> p [processor]: missing (a)",
            "flow p -> q [sub-processor]: missing (a)",
            "flow q -> c [independent-controller]: missing (a)",
            "flow c -> r [processor]: missing (a)",
            "flow p -> s: missing (a)",
            "flow s -> t [processor]: missing (a)",
        ],
    ),
    "where we are the processor, our processors are sub-processors": (
        SHOP + "clients: {clubs: Clubs}\n"
        "activities: {a: {on_behalf_of: clubs, subjects: [member], flows: [member -> shop]}}",
        [
            "flow member -> shop: missing (a)",
            "instruction clubs -> shop: missing (a)",
            "host shop -> hoster [sub-processor]: missing (a)",
        ],
    ),
    "recipients without a path start from the organisation as a whole": (
        (
            "recipients: {bank: Bank}\nactivities: {a: {subjects: [customer], data: [name, email], "
            "recipients: [bank: {data: [email]}, tax-authority]}}"
        ),
        [
            "recipient organisation -> bank [recipient]: email (a)",
            "recipient organisation -> tax-authority [recipient]: missing (a)",
            "collection customer -> organisation: name,email (a)",
        ],
    ),
    "a recipient that a flow reaches too is not drawn twice": (
        "processors: {bank: Bank}\nactivities: {a: {flows: [customer -> bank], recipients: [bank]}}",
        ["flow customer -> bank [processor]: missing (a)"],
    ),
    "recipients are inherited from the defaults unless the activity names its own": (
        (
            "organisation: {name: Test, defaults: {recipients: [staff]}}\nrecipients: {bank: Bank}\n"
            "activities: {a: {data: [name]}, b: {data: [name], recipients: [bank]}, "
            "c: {data: [name], recipients: none}}"
        ),
        [
            "recipient organisation -> staff [recipient]: missing (a)",
            "recipient organisation -> bank [recipient]: missing (b)",
        ],
    ),
    "an exception for data leaves the rest, and drops a hop of which nothing is left": (
        (
            "organisation: {name: Test, defaults: {recipients: [staff: {except: {data: [name]}}]}}\n"
            "activities: {a: {data: [name, email]}, b: {data: [full-name]}}"
        ),
        ["recipient organisation -> staff [recipient]: email (a)"],
    ),
    "systems beside the flows are where people's data are, by a path that is not stated": (
        "systems: {crm: CRM, desk: Desk}\nactivities: {a: {subjects: [lead], flows: [lead -> desk], systems: [crm]}}",
        ["flow lead -> desk: missing (a)", "collection lead -> crm: missing (a)"],
    ),
    "a tracker leads from the device to whoever sets it": (
        (
            "systems: {s: S}\nrecipients: {ads: Ads}\n"
            "trackers: {_a: {set_by: ads, data: [cookie-identifier], subjects: [visitor]}, _b: {set_by: s}, _c: {}}"
        ),
        [
            "tracker visitor -> ads [recipient]: cookie-identifier (None)",
            "tracker device -> s: missing (None)",
            "tracker device -> set-by: missing (None)",
        ],
    ),
    "a tracker takes people and our role from its activities": (
        (
            "recipients: {ads: Ads}\nactivities: {a: {subjects: [visitor]}}\n"
            "trackers: {_a: {set_by: ads, activities: [a]}}"
        ),
        ["collection visitor -> organisation: missing (a)", "tracker visitor -> ads [recipient]: missing (a)"],
    ),
    "a disclosure goes to those it names, else to nobody that is stated": (
        "disclosures: {c: {is: court-order, recipients: [court], data: [email]}, l: {is: legal-obligation}}",
        [
            "disclosure organisation -> court [recipient]: email (None)",
            "disclosure organisation -> recipients: missing (None)",
        ],
    ),
    "a use without a flow is complete": (
        "processors: {p: {uses: [{provides: backups, data: [name]}]}}",
        ["use organisation -> p [processor]: name (None)"],
    ),
    "each use that fits a hop gives it its role; a use of another activity gives a hop of its own": (
        (
            "processors: {p: {uses: [{activities: [a]}, "
            "{activities: [b], role: independent-controller, data: [email]}]}}\n"
            "systems: {s: S}\nactivities: {a: {data: [name], flows: [s -> p]}, b: {data: [phone]}}"
        ),
        ["flow s -> p [processor]: name (a)", "use organisation -> p [independent-controller]: email (b)"],
    ),
    "a member may get something of what its group gets, unless something reaches it anyway": (
        (
            "recipients: {group: {includes: [x, y]}, x: X, y: Y}\nsystems: {s: S}\n"
            "activities: {a: {data: [name], flows: [s -> group, s -> x]}}"
        ),
        [
            "flow s -> group [recipient]: name (a)",
            "flow s -> x [recipient]: name (a)",
            "member group -> y [recipient]: missing (a)",
        ],
    ),
    "cycles and self-loops are hops like others": (
        "systems: {s: S, t: T}\nactivities: {a: {flows: [s -> t -> s, t -> t]}}",
        ["flow s -> t: missing (a)", "flow t -> s: missing (a)", "flow t -> t: missing (a)"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_hops(text, expected):
    stated = [line for line in lines(mapped(text)) if "collection" not in line or "collection" in str(expected)]
    assert stated == expected


def test_an_inventory_without_systems_and_flows_still_has_a_map():
    data_map = mapped(
        "activities: {a: {subjects: [member], data: [name], recipients: [bank]}}\nrecipients: {bank: Bank}"
    )
    assert {node.group for node in data_map.nodes.values()} == {Group.PEOPLE, Group.OURSELVES, Group.RECIPIENTS}


def test_a_map_of_nothing_is_empty():
    data_map = mapped("organisation: {name: Test}")
    assert (dict(data_map.nodes), data_map.hops) == ({}, ())


@pytest.mark.parametrize(
    ("named", "on_the_map"),
    [
        ("", ["minor", "customer"]),
        ("commitments: {kids: {never: [sell], only: {subjects: [minor]}}}", ["customer"]),
        ("rights: {erasure: [{how: request, subjects: [minor]}]}", ["customer"]),
        ("notices: {kids: {is: privacy-notice, except: {subjects: [minor]}}}", ["customer"]),
        ("activities: {b: {subjects: [minor], data: [name]}}", ["minor", "customer"]),
    ],
)
def test_people_whom_only_a_promise_a_right_or_a_notice_is_about_are_not_on_the_map(named, on_the_map):
    lesson = "a: {subjects: [customer], data: [name]}"
    text = named.replace("activities: {", f"activities: {{{lesson}, ")
    text += "" if "activities" in text else f"\nactivities: {{{lesson}}}"
    found = mapped(f"data_subjects: {{minor: Minors}}\n{text}")
    assert [key.id for key in found.nodes if key.kind == "data_subjects"] == on_the_map


def test_provenance_leads_to_the_flow_and_to_the_host():
    data_map = mapped(SHOP + "activities: {a: {flows: [customer -> shop]}}")
    paths = [hop.paths for hop in data_map.hops]
    assert paths == [
        (("organisation", "activities", "a", "flows", 0),),
        (("organisation", "systems", "shop", "host", 0), ("organisation", "activities", "a", "flows", 0)),
    ]


def test_a_member_may_get_it_under_the_conditions_of_the_way_of_its_group_and_of_its_entry():
    hops = mapped(
        "data_categories: {health: {sensitivity: health}}\nsystems: {s: S}\n"
        "processors: {group: {title: Group, when: you order, includes: [x, y: {unless: you object}]}, x: X, y: Y}\n"
        "activities: {a: {data: [health], flows: [s -> group: {limit: in May}]}}"
    ).hops
    told = {hop.target.id: (hop.may, hop.is_special, [each.words for each in hop.conditions]) for hop in hops[-2:]}
    assert told == {
        "x": (True, False, ["in May", "you order"]),
        "y": (True, False, ["in May", "you object", "you order"]),
    }


def test_may_and_conditions_are_kept():
    (hop,) = mapped(
        "systems: {s: S}\nactivities: {a: {may: true, flows: [customer -> s: {when: you ask, unless: it rains}]}}"
    ).hops
    assert (hop.may, hop.conditions) == (True, (("when", "you ask"), ("unless", "it rains")))


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ("", OurRole.CONTROLLER),
        ("joint_with: [p], ", OurRole.JOINT_CONTROLLER),
        ("on_behalf_of: [c], ", OurRole.PROCESSOR),
    ],
)
def test_our_role(more, role):
    data_map = mapped(
        "recipients: {p: P}\nclients: {c: C}\nsystems: {s: S}\n"
        f"activities: {{a: {{{more}flows: [customer -> s]}}}}"
    )
    assert data_map.hops[0].our_role is role


class TestCountries:
    """Transfers are marked only where the inventory states regime and country."""

    TEXT = (
        "processors: {{us: {{transfers: {{US: sccs}}}}, de: {{country: DE}}, quiet: Quiet}}\n"
        "systems: {{s: S}}\nactivities: {{a: {{flows: [s -> us & de & quiet]}}}}\n"
    )

    def reaches(self, regimes):
        data_map = mapped(f"organisation: {{name: Test{regimes}}}\n" + self.TEXT.format())
        return {
            hop.target.id: [(reach.place, [m.id for m in reach.mechanisms], reach.outside) for reach in hop.reaches]
            for hop in data_map.hops
        }

    def test_outside_the_area_of_a_stated_regime(self):
        assert self.reaches(", regimes: [gdpr]") == {
            "us": [("US", ["sccs"], ("GDPR",))],
            "de": [("DE", [], ())],
            "quiet": [],
        }

    @pytest.mark.parametrize("regimes", ["", ", regimes: unknown", ", regimes: none", ", regimes: [moon: Moon Act]"])
    def test_nothing_is_inferred_without_a_known_regime(self, regimes):
        assert all(not outside for reaches in self.reaches(regimes).values() for _, _, outside in reaches)

    def test_transfers_beside_a_flow_replace_those_of_the_party_and_are_not_said_of_our_own_systems(self):
        data_map = mapped(
            "processors: {p: {transfers: {US: sccs}}}\nsystems: {s: S}\n"
            "activities: {a: {flows: [customer -> s -> p: {transfers: {CA: adequacy}}]}}"
        )
        assert [[reach.place for reach in hop.reaches] for hop in data_map.hops] == [[], ["CA"]]

    def test_what_is_said_of_an_area_or_a_region_is_said_of_the_countries_in_it(self):
        data_map = mapped(
            "organisation: {name: Test, regimes: [uk-gdpr]}\nregions: {wide: {title: Wide, includes: [eea, CH]}}\n"
            "processors: {p: {country: [DE, CH, SG], transfers: {wide: adequacy}}, q: {country: FR, transfers: {eea: unknown}}}\n"
            "systems: {s: S}\nactivities: {a: {flows: [s -> p & q]}}"
        )
        assert [
            [(reach.place, [m.id for m in reach.mechanisms], reach.said, reach.outside) for reach in hop.reaches]
            for hop in data_map.hops
        ] == [
            [
                ("wide", ["adequacy"], None, ("UK GDPR",)),
                ("DE", ["adequacy"], None, ("UK GDPR",)),
                ("CH", ["adequacy"], None, ("UK GDPR",)),
                ("SG", [], None, ("UK GDPR",)),
            ],
            [("eea", [], Said.UNKNOWN, ("UK GDPR",)), ("FR", [], Said.UNKNOWN, ("UK GDPR",))],
        ]

    def test_none_is_a_statement(self):
        data_map = mapped("processors: {p: {transfers: none}}\nsystems: {s: S}\nactivities: {a: {flows: [s -> p]}}")
        assert (data_map.hops[0].reaches, data_map.hops[0].stays) == ((), True)


class TestSpecialCategories:
    """GDPR Art. 9(1) and 10."""

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ("health", True),
            ("email", False),
            ("mine", True),
            ("whole", True),
            ("harmless", False),
            ("open", False),
        ],
    )
    def test_what_is_stated_or_built_in(self, data, expected):
        data_map = mapped(
            "data_categories:\n"
            "  mine: {title: Mine, sensitivity: genetic}\n"
            "  whole: {title: Whole, includes: [email, mine]}\n"
            "  harmless: {title: Step counts, is: health, sensitivity: ordinary}\n"
            "  open: {title: Open, sensitivity: unknown}\n"
            f"systems: {{s: S}}\nactivities: {{a: {{data: [{data}], flows: [customer -> s]}}}}"
        )
        assert data_map.hops[0].is_special is expected
        assert data_map.nodes[Key("systems", "s")].is_special is expected


class TestNodes:
    def test_groups_follow_from_kind_role_and_term(self):
        data_map = mapped(
            "systems: {ours: S, theirs: {controlled_by: partner}}\n"
            "processors: {p: P, q: {role: independent-controller}}\nclients: {c: C}\n"
            "recipients: {partner: {role: joint-controller}, admin: {is: administrator}, "
            "tax: {is: tax-authority}, r: R}\n"
            "activities: {a: {flows: [customer -> ours -> p & q & r & tax & admin & partner]}}"
        )
        assert {key.id: node.group for key, node in data_map.nodes.items()} == {
            "ours": Group.SYSTEMS,
            "theirs": Group.OTHERS_SYSTEMS,
            "p": Group.PROCESSORS,
            "q": Group.CONTROLLERS,
            "c": Group.CLIENTS,
            "partner": Group.JOINT_CONTROLLERS,
            "admin": Group.STAFF,
            "tax": Group.AUTHORITIES,
            "r": Group.RECIPIENTS,
            "customer": Group.PEOPLE,
        }

    def test_people_declared_in_place_keep_their_words(self):
        data_map = mapped(
            "systems: {s: S}\nactivities:\n"
            "  a: {subjects: {fan: Fans of A}, flows: [fan -> s]}\n"
            "  b: {subjects: {fan: Fans of B}, flows: [fan -> s]}\n"
        )
        titles = {node.title for node in data_map.nodes.values() if node.group is Group.PEOPLE}
        assert titles == {"Fans of A", "Fans of B"}

    def test_identifiers_with_colons(self):
        data_map = mapped('systems: {"a:b": S}\nactivities: {"x:y": {flows: ["customer -> a:b"]}}')
        assert [str(hop.target) for hop in data_map.hops] == ["systems/a:b"]

    def test_two_hundred_parallel_hops(self):
        flows = ", ".join(["customer -> s: [name]"] * 200)
        assert len(mapped(f"systems: {{s: S}}\nactivities: {{a: {{flows: [{flows}]}}}}").hops) == 200


def test_the_public_map_is_made_from_the_public_inventory():
    names = naming(
        "systems: {s: {title: S, host: hidden}}\nprocessors: {hidden: {title: H, visibility: internal}, p: P}\n"
        "activities: {a: {title: A, flows: [customer -> s -> hidden -> p]}, b: {visibility: internal, flows: [s -> p]}}"
    )
    records = public(Inventory(organisations={"o": names.records})).organisations["o"]
    data_map = map_of("o", Naming(records=records, vocabulary=names.vocabulary, vendors={}))
    assert lines(data_map) == ["flow customer -> s: missing (a)"]
    assert "hidden" not in str(data_map)


def test_uses_of_one_vendor_for_two_products_stay_apart():
    data_map = mapped(
        "products: {shop: Shop, blog: Blog}\nsystems: {s: S}\nprocessors:\n"
        "  mail: {uses: [{only: {product: shop}}, {only: {product: blog}, role: independent-controller}]}\n"
        "activities: {a: {flows: [s -> mail, s -> mail: {only: {product: blog}}]}}"
    )
    assert [(hop.role, [dict(selector)["product"] for selector in hop.only]) for hop in data_map.hops] == [
        (TargetRole.PROCESSOR, [("shop",)]),
        (TargetRole.INDEPENDENT_CONTROLLER, [("blog",)]),
        (TargetRole.INDEPENDENT_CONTROLLER, [("blog",), ("blog",)]),
    ]


def test_a_hop_without_data_of_its_own_says_whose_data_it_carries():
    hops = mapped(SHOP + "activities: {a: {data: [name], flows: [customer -> shop, shop -> mailer: [name]]}}").hops
    assert [(hop.kind, hop.data_from) for hop in hops] == [
        (HopKind.FLOW, DataFrom.ACTIVITY),
        (HopKind.FLOW, DataFrom.HOP),
        (HopKind.HOST, DataFrom.ACTIVITY),
    ]


STRIPE = """\
processors:
  stripe:
    uses:
      - {role: processor, provides: payment processing}
      - {role: independent-controller, provides: fraud prevention, data: [payment-card], purposes: [fraud-prevention]}
  tool: {uses: [{role: independent-controller, data: [ip-address]}]}
  post: {uses: [{data: [address]}]}
activities:
  gifts:
    subjects: [donor]
    data: [name, payment-card]
    purposes: [payment]
    flows: [donor -> stripe: [payment-card]]
    never: [{does: collect, data: [payment-card]}]
    recipients: [tax-authority: {except: {data: [address]}}]
"""


def test_a_use_has_its_data_from_where_a_hop_brings_them():
    used = [hop for hop in mapped(STRIPE).hops if hop.kind is HopKind.USE]
    assert [(hop.source, hop.target.id, hop.activity, [each.id for each in hop.data]) for hop in used] == [
        (Key("data_subjects", "donor"), "stripe", "gifts", ["payment-card"]),
        (Key("unstated", "source"), "tool", None, ["ip-address"]),
        (Key("organisation", "organisation"), "post", None, ["address"]),
    ]


def test_what_an_activity_never_collects_goes_to_nobody_by_way_of_it():
    (told,) = [hop for hop in mapped(STRIPE).hops if hop.kind is HopKind.RECIPIENT]
    assert [each.id for each in told.data] == ["name"]
    conditional = mapped(
        STRIPE.replace("data: [payment-card]}]\n    rec", "data: [payment-card], if: you ask}]\n    rec")
    )
    (told,) = [hop for hop in conditional.hops if hop.kind is HopKind.RECIPIENT]
    assert [each.id for each in told.data] == ["name", "payment-card"]
