"""Section 5 of the language: selectors restrict the graph."""

import pytest

from datamap.graph.regions import Regions
from datamap.graph.selection import Selection, restricted
from tests.mapped import lines, mapped, naming

TEXT = """
products: {shop: Shop, blog: Blog}
regions:
  nordics: {includes: [SE, NO]}
  europe: {includes: [eea]}
  wide: {includes: [nordics, europe]}
systems: {site: {host: [hoster: {only: {region: nordics}}]}, app: {host: apphost}}
processors: {hoster: Hoster, apphost: Apphost, mailer: Mailer, ads: Ads}
activities:
  orders:
    subjects: [customer, visitor]
    data: [name, email]
    purposes: {deliver: deliver, adverts: advertise}
    basis: contract
    flows:
      - customer & visitor -> site
      - site -> mailer: {only: {product: shop}, data: [email]}
      - site -> ads: {except: {region: europe}, purposes: [adverts]}
      - customer -> app: {only: {product: blog}}
"""


def chosen(**wanted):
    pairs = [
        (key, value) for key, values in wanted.items() for value in ([values] if isinstance(values, str) else values)
    ]
    names = naming(TEXT)
    return [
        line.replace(" (orders)", "") for line in lines(restricted(mapped(TEXT), Selection.of(pairs), Regions(names)))
    ]


ALL = [
    "flow customer -> site: name,email",
    "flow visitor -> site: name,email",
    "flow site -> mailer [processor]: email",
    "flow site -> ads [processor]: name,email",
    "flow customer -> app: name,email",
    "host site -> hoster [processor]: name,email",
    "host app -> apphost [processor]: name,email",
]


@pytest.mark.parametrize(
    ("wanted", "gone"),
    [
        ({}, set()),
        ({"product": "shop"}, {4, 6}),
        ({"product": "blog"}, {2}),
        ({"product": ["shop", "blog"]}, set()),
        ({"region": "SE"}, {3}),
        ({"region": "eea"}, {3}),
        ({"region": "wide"}, {3}),
        ({"region": "US"}, {5}),
        ({"region": ["US", "SE"]}, set()),
        ({"basis": "contract"}, set()),
        ({"basis": "consent"}, {0, 1, 2, 3, 4, 5, 6}),
    ],
    ids=str,
)
def test_what_a_selection_leaves(wanted, gone):
    assert chosen(**wanted) == [line for number, line in enumerate(ALL) if number not in gone]


def test_data_are_narrowed():
    assert chosen(data="name") == [
        "flow customer -> site: name",
        "flow visitor -> site: name",
        "flow site -> ads [processor]: name",
        "flow customer -> app: name",
        "host site -> hoster [processor]: name",
        "host app -> apphost [processor]: name",
    ]


def test_a_wider_category_covers_a_narrower_one():
    assert chosen(data="contact-details")[0] == "flow customer -> site: email"


def test_people():
    assert chosen(subjects="visitor")[0] == "flow visitor -> site: name,email"


def test_purposes():
    assert "flow site -> ads [processor]: name,email" not in chosen(purpose="deliver")


def test_systems_and_nodes():
    assert chosen(at="app") == ["flow customer -> app: name,email", "host app -> apphost [processor]: name,email"]
    names = naming(TEXT)
    part = restricted(mapped(TEXT), Selection.of([("at", "app")]), Regions(names))
    assert {key.id for key in part.nodes} == {"customer", "app", "apphost"}


def test_an_unknown_key_selects_nothing():
    with pytest.raises(KeyError, match="colour"):
        Selection.of([("colour", "red")])
