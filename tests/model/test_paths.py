"""Paths into an inventory: what stands there, or where the path stops leading on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datamap.model.items import Item
from datamap.model.paths import parts_of, resolve
from tests.written import clean

RECORDS = clean("""
organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}
systems: {shop: Online shop}
data_categories: {0: Nought}
activities:
  orders:
    purposes: {deliver: deliver what you ordered}
    data: [name, email: {needed_for: [deliver]}, all]
    flows: [customer -> shop: [name], {path: shop -> customer}]
    retention: 2 years
rights:
  access: privacy
  erasure: [{how: privacy}, {how: by post, offered: false}]
trackers: unknown
""").inventory.organisations["organisation"]
ORDERS = RECORDS.activities["orders"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("organisation", RECORDS.organisation),
        ("organisation/contacts/privacy/email", ("privacy@harbour.example",)),
        ("organisation/contacts/privacy/email/0", "privacy@harbour.example"),
        ("systems", RECORDS.systems),
        ("systems/shop/title", "Online shop"),
        ("data_categories/0/title", "Nought"),
        ("activities/orders/purposes/deliver/to", "deliver what you ordered"),
        ("activities/orders/data/name", Item("name")),
        ("activities/orders/data/0", Item("name")),
        ("activities/orders/data/email/needed_for/deliver", Item("deliver")),
        ("activities/orders/data/1/needed_for", (Item("deliver"),)),
        ("activities/orders/flows/1", ORDERS.flows[1]),
        ("activities/orders/flows/0/data/name", Item("name")),
        ("activities/orders/retention/keep", ORDERS.retention[0].keep),
        ("rights/access/how/privacy", Item("privacy")),
        ("rights/access/0/how", (Item("privacy"),)),
        ("rights/erasure/1/offered", False),
        ("trackers", RECORDS.trackers),
    ],
)
def test_what_stands_at_a_path(path, found):
    assert resolve(RECORDS, path) == found


@pytest.mark.parametrize(
    ("path", "message", "mend"),
    [
        (
            "clients/clubs",
            "`clients/clubs` leads nowhere: the inventory has no `clients`",
            "it has `organisation`, `data_categories`, `systems`, `activities`, `trackers`, `rights`",
        ),
        ("systems/till", "`systems/till` leads nowhere: systems has no `till`", "it has `shop`"),
        ("systems/shop/host", "`systems/shop/host` leads nowhere: systems/shop has no `host`", "it has `title`"),
        (
            "activities/orders/data/2x",
            "`activities/orders/data/2x` leads nowhere: activities/orders/data has no `2x`",
            "it has `name`, `email`, `all`",
        ),
        (
            "activities/orders/data/name/needed_for",
            "`activities/orders/data/name/needed_for` leads nowhere: activities/orders/data/name has no `needed_for`",
            "end the path there",
        ),
        (
            "activities/orders/data/email/when",
            "`activities/orders/data/email/when` leads nowhere: activities/orders/data/email has no `when`",
            "it has `needed_for`",
        ),
        (
            "activities/orders/flows/7",
            "`activities/orders/flows/7` leads nowhere: activities/orders/flows has no `7`",
            "it has `0`, `1`",
        ),
        (
            "rights/erasure/how",
            "`rights/erasure/how` leads nowhere: rights/erasure has no `how`",
            "it has `0`, `1`",
        ),
        ("trackers/_ga", "`trackers/_ga` leads nowhere: trackers has no `_ga`", "end the path there"),
        ("", "`` leads nowhere: the inventory has no ``", None),
        ("systems//shop", "`systems//shop` leads nowhere: systems has no ``", "it has `shop`"),
    ],
)
def test_a_path_that_leads_nowhere(path, message, mend):
    with pytest.raises(LookupError) as raised:
        resolve(RECORDS, path)
    assert raised.value.args[0] == message
    if mend is not None:
        assert raised.value.args[1] == mend


@given(
    st.lists(st.sampled_from(["activities", "orders", "data", "0", "-1", "²", "٣", "rights"]) | st.text(), max_size=6)
)
@example(["activities", "orders", "data", "²"])
@example(["activities", "orders", "data", "9" * 5_000])
def test_any_path_leads_somewhere_or_nowhere(parts):
    path = "/".join(parts)
    assert parts_of(path) == tuple(path.split("/"))
    try:
        resolve(RECORDS, path)
    except LookupError as error:
        message, mend = error.args
        assert len(message) < 300
        assert mend
