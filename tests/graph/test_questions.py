"""The named questions, each with what its answer means."""

import pytest

from datamap.graph.hops import Group, HopKind, Key, TargetRole
from datamap.graph.questions import (
    data_reaching,
    ends_here,
    onward_chains,
    paths_from,
    paths_to_country,
    recipients_of,
    unreached,
)
from datamap.graph.structure import gates_before
from tests.mapped import mapped

TEXT = """
systems: {site: {host: hoster}, desk: Desk, box: Box}
processors: {hoster: {country: DE}, mailer: {transfers: {US: sccs}}, below: {country: IN}, idle: Idle}
recipients: {group: {includes: [inside]}, inside: Inside, board: {role: independent-controller}}
clients: {shops: Shops}
activities:
  orders:
    subjects: [customer]
    data: [name, email]
    flows: [customer -> site -> mailer -> below: [email], customer -> desk]
    recipients: [group]
  news: {subjects: [subscriber], data: [phone], flows: [subscriber -> site, site -> board]}
  club: {on_behalf_of: shops, subjects: [member], flows: [member -> box]}
disclosures: {court: {is: court-order, recipients: [court]}}
"""


@pytest.fixture(scope="module")
def data_map():
    return mapped(TEXT)


def stations(paths):
    return {" ".join([path[0].source.id, *(hop.target.id for hop in path)]) for path in paths}


class TestRecipients:
    """GDPR Art. 4(9)."""

    def test_of_one_activity(self, data_map):
        assert [received.recipient.id for received in recipients_of(data_map, "orders")] == [
            "mailer",
            "below",
            "group",
            "hoster",
            "inside",
        ]

    def test_nobody_named_to_set_a_tracker_is_no_recipient(self):
        found = mapped("processors: {ads: Ads}\ntrackers: {a: {to: count}, b: {to: count, set_by: ads}}\n")
        assert [received.recipient for received in recipients_of(found)] == [Key("processors", "ads")]

    def test_of_all(self, data_map):
        found = {received.recipient.id: received for received in recipients_of(data_map)}
        assert set(found) == {"mailer", "below", "group", "inside", "hoster", "board", "court"}
        assert [category.id for category in found["hoster"].data] == ["email", "phone"]
        assert found["below"].roles == (TargetRole.SUB_PROCESSOR,)

    def test_neither_people_nor_our_systems_nor_clients_are_recipients(self, data_map):
        kinds = {received.recipient.kind for received in recipients_of(data_map)}
        assert kinds == {"processors", "recipients", "party_kinds"}


def test_data_reaching_a_node_with_the_hops_that_bring_them(data_map):
    reaching = data_reaching(data_map, Key("processors", "hoster"))
    assert {category.id: len(hops) for category, hops in reaching.items()} == {"email": 1, "phone": 1}
    assert data_reaching(data_map, Key("processors", "nobody")) == {}


def test_instructions_bring_no_data(data_map):
    assert data_reaching(data_map, Key("systems", "box")) == {}


class TestPaths:
    def test_stay_inside_one_activity(self, data_map):
        assert stations(paths_from(data_map, Key("data_subjects", "customer"))) == {
            "customer site",
            "customer desk",
            "customer site mailer",
            "customer site hoster",
            "customer site mailer below",
            "organisation group",
            "organisation group inside",
        }

    def test_invent_no_way_from_a_system_to_a_recipient_without_a_path(self):
        data_map = mapped(
            "systems: {list: List}\nprocessors: {mailer: {country: US}, printer: {country: US}}\nactivities:\n"
            "  news: {subjects: [subscriber], data: [email], systems: [list], recipients: [mailer]}\n"
            "  post: {subjects: [subscriber, donor], data: [address], recipients: [printer]}"
        )
        subscriber = Key("data_subjects", "subscriber")
        assert stations(paths_to_country(data_map, subscriber, "US")) == {
            "organisation mailer",
            "subscriber organisation printer",
        }
        assert stations(paths_to_country(data_map, Key("data_subjects", "donor"), "US")) == {
            "donor organisation printer"
        }

    def test_to_a_country(self, data_map):
        customer = Key("data_subjects", "customer")
        assert stations(paths_to_country(data_map, customer, "US")) == {"customer site mailer"}
        assert stations(paths_to_country(data_map, customer, "IN")) == {"customer site mailer below"}
        assert stations(paths_to_country(data_map, customer, "eea")) == {"customer site hoster"}
        assert stations(paths_to_country(data_map, Key("data_subjects", "member"), "US")) == set()

    def test_end_in_a_cycle(self):
        data_map = mapped("systems: {s: S, t: T}\nactivities: {a: {flows: [customer -> s -> t -> s, t -> t]}}")
        assert stations(paths_from(data_map, Key("data_subjects", "customer"))) == {"customer s", "customer s t"}

    def test_are_bounded_where_there_are_more_than_anybody_reads(self):
        layers = [[f"s{layer}{number}" for number in range(6)] for layer in range(6)]
        systems = "".join(f"  {name}: S\n" for layer in layers for name in layer)
        flow = " -> ".join(["customer", *(" & ".join(layer) for layer in layers)])
        data_map = mapped(f"systems:\n{systems}activities: {{a: {{flows: [{flow}]}}}}")
        assert sum(1 for _ in paths_from(data_map, Key("data_subjects", "customer"))) == 1_000


class TestOnward:
    def test_chains_end_where_no_processor_follows(self):
        data_map = mapped(
            "systems: {s: S}\nprocessors: {p: P, q: Q, r: R}\nrecipients: {c: {role: independent-controller}}\n"
            "activities: {a: {flows: [s -> p -> q -> r, q -> c, p -> s]}}"
        )
        assert stations(onward_chains(data_map, Key("processors", "p"))) == {"p q r"}

    def test_a_loop_of_processors_ends(self):
        data_map = mapped("systems: {s: S}\nprocessors: {p: P, q: Q}\nactivities: {a: {flows: [s -> p -> q -> p]}}")
        assert stations(onward_chains(data_map, Key("processors", "p"))) == {"p q"}


def test_nodes_that_nothing_reaches(data_map):
    assert unreached(data_map) == (Key("processors", "idle"),)


def test_systems_that_data_never_leave(data_map):
    assert [key.id for key in ends_here(data_map)] == ["desk", "box"]


def test_who_gives_data_and_gets_none():
    data_map = mapped(
        "recipients: {doctor: Doctor, bank: Bank, idle: Idle}\nactivities:\n"
        "  a: {subjects: [patient], data: [health: {source: [doctor]}, name: {source: [bank]}], recipients: [bank]}"
    )
    parties = [Key("recipients", id_) for id_ in ("doctor", "bank", "idle")]
    assert [data_map.nodes[party].group for party in parties] == [Group.SOURCES, Group.RECIPIENTS, Group.RECIPIENTS]


HELD = """
clients: {club: Club}
recipients: {agency: Agency}
processors: {hoster: {country: US}, mailer: {country: IN}, other: {country: US}}
systems: {site: {host: hoster}, files: Files, desk: {location: [US]}}
activities:
  held:
    on_behalf_of: club
    data: [name]
    systems: [desk]
    flows: [site -> files -> mailer, files -> site]
  ours: {subjects: [customer], data: [email], flows: [customer -> site -> other, agency -> site]}
"""


def test_a_client_instructs_us_wherever_its_flows_begin_with_us_and_in_the_systems_beside_them():
    hops = mapped(HELD.replace(", files -> site", "")).hops
    assert [hop.target.id for hop in hops if hop.kind is HopKind.INSTRUCTION] == ["site", "desk"]
    # In a ring of systems none is the first: the one that is named first stands for it.
    hops = mapped(HELD).hops
    assert [hop.target.id for hop in hops if hop.kind is HopKind.INSTRUCTION] == ["site", "desk"]


def test_the_ways_of_a_client_s_data_are_those_of_what_we_do_for_it():
    data_map = mapped(HELD)
    club = Key("clients", "club")
    assert stations(paths_to_country(data_map, club, "US")) == {"club desk", "club site hoster"}
    assert stations(paths_to_country(data_map, club, "IN")) == {"club site files mailer"}
    assert stations(paths_to_country(data_map, Key("recipients", "agency"), "US")) == {
        "agency site hoster",
        "agency site other",
    }


def test_what_the_data_of_a_client_and_of_a_source_pass():
    data_map = mapped(HELD)
    found = gates_before(data_map, Key("processors", "mailer"))
    assert {start.id: [key.id for key in passed] for start, passed in found.items()} == {
        "customer": ["site", "files"],
        "agency": ["site", "files"],
        "club": ["site", "files"],
    }


def test_people_whose_data_somebody_else_gives_are_no_unused_ones():
    found = mapped(
        "data_subjects: {mates: Mates, strangers: Strangers}\nsystems: {site: Site}\nrecipients: {school: School}\n"
        "activities: {a: {subjects: [mates], data: [name], flows: [school -> site]}}\n"
    )
    assert unreached(found) == (Key("data_subjects", "strangers"),)
