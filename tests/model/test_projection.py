"""The public inventory: visibility is a projection, it fails closed, and it never says more than was said."""

import pytest
import yaml

from datamap.model.meta import is_public
from datamap.model.projection import public
from datamap.model.records import KINDS, Records
from datamap.model.shapes import shape_at
from tests.samples import EVERY_KEY, inventory_stating, inventory_with, key_of, needed, sample
from tests.written import loaded

MARKER = "zq7-not-for-you"
INTERNAL_KEYS = {}
for _model, _name in EVERY_KEY:
    if not is_public(_model.model_fields[_name]):
        INTERNAL_KEYS.setdefault(_model, []).append(_name)
INTERNAL_KINDS = [kind for kind in KINDS if not is_public(Records.model_fields[kind])]
NAMES = {"ids": lambda value: getattr(value, "__name__", value)}


def seen(text):
    """What the public may see of one organisation, as data."""
    (data,) = public(loaded(text).inventory).to_data().values()
    return data


def dumped(data):
    return yaml.safe_dump(data, allow_unicode=True)


class TestAKeyThatTheLanguageDoesNotCallPublic:
    """Visibility fails closed: a field whose visibility nobody declared is internal."""

    @pytest.mark.parametrize("model", INTERNAL_KEYS, **NAMES)
    def test_is_gone_with_all_that_it_holds(self, model):
        for name in INTERNAL_KEYS[model]:
            text = dumped(inventory_stating(model, name, MARKER))
            key = f"'{key_of(model, name)}'"
            (whole,) = loaded(text).inventory.to_data().values()
            assert str(seen(text)).count(key) < str(whole).count(key), name
            assert MARKER not in str(seen(text)), name

    @pytest.mark.parametrize("kind", INTERNAL_KINDS)
    def test_is_gone_with_its_records(self, kind):
        text = dumped({"organisation": "X", kind: sample(shape_at(Records, kind), MARKER)})
        assert kind in loaded(text).inventory.to_data()["organisation"]
        assert set(seen(text)) == {"organisation"}

    def test_is_no_rare_thing(self):
        keys = {key_of(model, name) for model, names in INTERNAL_KEYS.items() for name in names}
        assert keys >= {"note", "owner", "reviewed", "visibility", "dpia", "author", "assessment", "signed"}
        assert set(INTERNAL_KINDS) == {"conflicts", "waivers", "fields"}


def test_every_key_that_the_language_calls_public_is_seen():
    inside = {
        model for model, name in EVERY_KEY if any(kind in inventory_stating(model, name) for kind in INTERNAL_KINDS)
    }
    below_internal_keys = set()
    for model, name in EVERY_KEY:
        if model in inside or name in INTERNAL_KEYS.get(model, ()):
            continue
        text = dumped(inventory_stating(model, name, MARKER))
        inventory = loaded(text).inventory
        if public(inventory) != inventory:
            below_internal_keys.add(model.__name__)
    assert below_internal_keys == {"Assessment"}


@pytest.mark.parametrize(
    "model",
    sorted({model for model, name in EVERY_KEY if name == "visibility"}, key=lambda model: model.__name__),
    **NAMES,
)
class TestARecordThatIsHidden:
    def test_is_gone_with_all_that_it_holds(self, model):
        data = inventory_with(model, {**needed(model), "title": MARKER, "visibility": "internal"})
        assert MARKER in str(loaded(dumped(data)).inventory.to_data())
        assert MARKER not in str(public(loaded(dumped(data)).inventory).to_data())

    def test_may_hide_single_keys_instead(self, model):
        said = {"title": "seen", "description": MARKER, "visibility": {"internal": ["description"]}}
        data = inventory_with(model, {**needed(model), **said})
        text = str(public(loaded(dumped(data)).inventory).to_data())
        assert MARKER not in text
        assert "seen" in text or any(kind in data for kind in INTERNAL_KINDS)


HIDDEN = """
organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}
data_subjects: {reader: Readers, zq7s: {title: S, visibility: internal}}
data_categories: {shoe-size: Shoe size, zq7d: {title: D, visibility: internal}}
purposes: {deliver: deliver what you ordered, zq7p: {to: watch you, visibility: internal}}
systems: {shop: Online shop, till: {title: Till, host: [zq7v, printers]}, zq7y: {title: Y, visibility: internal}}
processors: {printers: Our print shop, zq7v: {title: V, visibility: internal}}
recipients: {zq7r: {title: R, visibility: internal}}
clients: {clubs: Clubs, zq7c: {title: C, visibility: internal}}
laws: {zq7l: {title: L, visibility: internal}}
products: {web: Web, zq7x: {title: X, visibility: internal}}
regions: {north: {includes: [NO, zq7g]}, zq7g: {includes: [SE], visibility: internal}}
measures: {zq7m: {title: M, visibility: internal}}
schedules: {zq7h: {rules: 2 years, visibility: internal}}
"""


def activity(text):
    """What the public sees of the activity `orders`; `None` where it does not see it."""
    lines = "\n".join(f"    {line}" for line in text.strip().splitlines())
    data = seen(f"{HIDDEN}activities:\n  orders:\n    title: Orders\n{lines}\n")
    assert "zq7" not in str(data)
    return data.get("activities", {}).get("orders")


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("data: [name, zq7d, email]", {"data": ["name", "email"]}),
        ("data: [zq7d]", {}),
        ("data: [name: {needed_for: [deliver, zq7p]}]", {"data": [{"name": {"needed_for": ["deliver"]}}]}),
        ("subjects: [zq7s, reader]", {"subjects": ["reader"]}),
        ("recipients: [zq7v, zq7r]", {}),
        ("systems: [zq7y, shop]", {"systems": ["shop"]}),
        ("measures: [zq7m, tls]", {"measures": ["tls"]}),
        ("source: zq7r", {}),
        ("transfers: {zq7g: sccs, US: sccs}", {"transfers": {"US": [{"mechanism": "sccs"}]}}),
        ("retention: [{keep: 2 years, schedule: zq7h}, 1 year]", {"retention": [{"keep": "1 year"}]}),
        ("basis: {legal-obligation: zq7l}", {}),
        ("basis: [{legal-obligation: zq7l}, contract]", {"basis": [{"contract": {}}]}),
    ],
)
def test_what_names_a_hidden_record_goes_with_it(written, left):
    assert activity(written) == {"title": "Orders", **left}


class TestWhatASelectionLosesTheStatementLoses:
    """Nothing is invented: a statement about what is hidden must not be left behind as one about everything."""

    @pytest.mark.parametrize(
        "written",
        [
            "retention: [{keep: 2 years, data: [zq7d]}]",
            "retention: [{keep: 2 years, at: zq7y}]",
            "retention: [{keep: 2 years, needed_for: [zq7p]}]",
            "retention: [{keep: 2 years, only: {product: zq7x}}]",
            "retention: [{keep: 2 years, only: {region: [zq7g]}}]",
            "basis: [{consent: {}, purposes: [zq7p]}]",
            "basis: [{consent: {}, data: [zq7d]}]",
            "basis: [{consent: {}, only: {product: [zq7x]}}]",
            "flows: [reader -> shop: [zq7d]]",
            "flows: [reader -> shop: {purposes: [zq7p]}]",
            "never: [{does: sell, data: [zq7d]}]",
            "never: [{path: shop -> zq7r}]",
            "never: [{recipients: [zq7r], data: [name]}]",
            "data: [name: {subjects: [zq7s]}]",
        ],
    )
    def test_in_an_activity(self, written):
        assert activity(written) == {"title": "Orders"}

    @pytest.mark.parametrize("written", ["on_behalf_of: [zq7c]", "joint_with: [zq7r]"])
    def test_whose_activity_it_is_decides_about_all_of_it(self, written):
        assert activity(f"{written}\npurposes: [deliver]") is None

    @pytest.mark.parametrize(
        "written",
        [
            "commitments: {promise: {never: [sell], data: [zq7d]}}",
            "commitments: {promise: {never: [{does: sell, recipients: [zq7r]}]}}",
            "rights: {access: {how: privacy, data: [zq7d]}}",
            "rights: {access: {how: privacy, only: {product: zq7x}}}",
            "rights: {access: {how: privacy, subjects: [zq7s]}}",
            "measures: {vault: {title: A vault, data: [zq7d]}}",
            "disclosures: {court: {is: court-order, only: {region: zq7g}}}",
            "notices: {privacy: {is: privacy-notice, only: {product: [zq7x]}}}",
            "arrangements: {portal: {with: [zq7v]}}",
        ],
    )
    def test_in_a_record(self, written):
        records = HIDDEN.replace("measures: {zq7m: {title: M, visibility: internal}}\n", "")
        kind = written.partition(":")[0]
        assert seen(f"{records}{written}\n").get(kind) in (None, {})

    def test_what_is_left_of_a_selection_still_selects(self):
        assert activity("retention: [{keep: 2 years, data: [zq7d, email]}]") == {
            "title": "Orders",
            "retention": [{"keep": "2 years", "data": ["email"]}],
        }

    def test_an_exception_for_what_is_hidden_is_no_news(self):
        assert activity("retention: [{keep: 2 years, except: {product: zq7x}}]")["retention"][0]["keep"] == "2 years"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("reader -> shop -> printers", ["reader -> shop -> printers"]),
        ("reader -> zq7y -> printers", []),
        ("reader -> shop -> zq7y", ["reader -> shop"]),
        ("zq7s -> shop -> printers", ["shop -> printers"]),
        ("reader -> shop -> zq7y -> till -> printers", ["reader -> shop", "till -> printers"]),
        ("reader & zq7s -> shop & zq7y -> printers", ["reader -> shop -> printers"]),
        ("reader & zq7s -> shop", ["reader -> shop"]),
        ("zq7s -> zq7y", []),
    ],
)
def test_a_flow_is_cut_where_it_passes_what_is_hidden(path, left):
    data = activity(f"flows: [{path}]")
    assert data.get("flows", []) == left


def test_what_is_said_beside_a_flow_stays_with_its_parts():
    data = activity("flows: [reader -> shop -> zq7y: {data: [name], when: you order}]")
    assert data["flows"] == [{"reader -> shop": {"data": ["name"], "when": "you order"}}]


def test_a_record_declared_in_place_is_hidden_with_its_mentions():
    data = activity(
        "purposes: {deliver2: deliver, zq7secret: {to: watch you, visibility: internal}}\n"
        "data: [name: {needed_for: [deliver2, zq7secret]}, email: {needed_for: [zq7secret]}]\n"
    )
    assert list(data["purposes"]) == ["deliver2"]
    assert data["data"] == [{"name": {"needed_for": ["deliver2"]}}]


def test_a_hidden_organisation_is_left_out():
    text = "organisation: {name: Harbour Books Ltd, visibility: internal}\nsystems: {shop: Online shop}\n"
    assert public(loaded(text).inventory).organisations == {}


def test_what_is_all_public_is_left_as_it_is():
    inventory = loaded("""
        organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}
        systems: none
        activities: {orders: {data: [name: {needed_for: all}], flows: [customer -> employee], retention: unknown}}
        rights: {access: [{how: privacy}, {how: by post}]}
    """).inventory
    assert public(inventory) == inventory
    assert public(inventory).to_data() == inventory.to_data()


def test_of_several_variants_of_a_right_the_hidden_one_goes():
    data = seen("""
        organisation: Harbour Books Ltd
        rights:
          access: [{how: by post}, {how: zq7-inside, visibility: internal}]
          erasure: [{how: zq7-inside, visibility: internal}]
    """)
    assert data["rights"] == {"access": [{"how": ["by post"]}]}
