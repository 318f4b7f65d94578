"""What rules read off flows and hosts agrees with the map of the graph, which says far more."""

from pathlib import Path

import pytest

from datamap.catalog.known import built_in
from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.graph.hops import DataFrom, Group
from datamap.load.files import read_inventory
from datamap.load.inventory import load
from datamap.rules.context import Context, context_of
from datamap.rules.crossings import chain_to
from datamap.rules.example import EXAMPLE_DATE, laid

ROOT = Path(__file__).parents[2]
INVENTORIES = [ROOT / "inventory", *sorted((ROOT / "tests" / "inventories").iterdir())]
NOT_RECIPIENTS = {Group.PEOPLE, Group.CLIENTS, Group.SYSTEMS, Group.OURSELVES, Group.UNSTATED}


def contexts_in(path: Path) -> list[Context]:
    loaded = load(read_inventory(path), built_in())
    return [
        context_of(id_, Naming(records=records, vocabulary=vocabulary(), vendors={}), EXAMPLE_DATE)
        for id_, records in loaded.inventory.organisations.items()
    ]


@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.name)
def test_both_reach_the_same_recipients_in_the_same_activities(path):
    for context in contexts_in(path):
        nodes = context.flows.nodes
        mapped = {
            (hop.activity, hop.target.id)
            for hop in context.flows.hops
            # What a system holds beside all activities reaches its host in none.
            if hop.moves_data and nodes[hop.target].group not in NOT_RECIPIENTS and hop.data_from is not DataFrom.SYSTEM
        }
        read = {
            (leg.activity, leg.target) for activity in [None, *context.works] for leg in context.legs.within(activity)
        }
        assert {target for _, target in read} == {target for _, target in mapped}, context.organisation
        assert mapped <= read, context.organisation


@pytest.mark.parametrize(
    ("flows", "target", "chain"),
    [
        ("[customer -> shop -> mailer]", "mailer", "customer -> shop -> mailer"),
        ("[customer -> shop, shop -> mailer]", "mailer", "customer -> shop -> mailer"),
        ("[customer -> shop -> mailer, mailer -> cloud]", "cloud", "customer -> shop -> mailer -> cloud"),
        (
            "[customer & visitor -> shop, shop -> mailer & cloud]",
            "cloud",
            "customer & visitor -> shop -> mailer & cloud",
        ),
        ("[shop -> mailer, mailer -> shop]", "mailer", "shop -> mailer"),
    ],
)
def test_a_chain_leads_back_to_people_over_several_flows(flows, target, chain):
    context = laid(f"""
processors: {{mailer: {{title: Mailer}}, cloud: {{title: Cloud}}}}
activities:
  orders: {{title: Orders, subjects: [customer, visitor], data: [name], flows: {flows}}}
""").context()
    assert chain_to(context, context.legs.to(target)[0]) == chain


def test_who_hosts_a_system_is_reached_in_every_activity_that_uses_it():
    context = laid("""
processors: {hoster: {title: Hoster}}
systems: {shop: {is: website, host: hoster}}
""").context()
    assert [(leg.activity, leg.stations) for leg in context.legs.to("hoster")] == [("orders", (("shop",), ("hoster",)))]
