"""What a record names, read off the models: each mention with its path and what it may name."""

from datamap.model.references import FLOW_NODES, Declaration, Reference, mentions
from tests.written import clean, loaded

ORDERS = """
organisation: {name: Harbour Books Ltd, regimes: [{lgpd: Brazilian law}, {ruritania: Ruritanian law}]}
regions: {north: {includes: [NO, GB-SCT]}}
activities:
  orders:
    purposes: {deliver: {to: deliver what you ordered, basis: {legal-obligation: tax-act}}}
    data: [name: {needed_for: [deliver]}, one_of: [email, phone]]
    flows: [customer & visitor -> shop: {transfers: {north: sccs}, data: [name]}]
    retention: {keep: 2 years, needed_for: all, only: {region: [north, DE]}}
    channels: none
laws: {tax-act: Tax Act}
systems: {shop: Online shop}
"""


def found(kind, id_):
    records = clean(ORDERS).inventory.organisations["organisation"]
    return mentions(getattr(records, kind)[id_])


def test_every_mention_of_a_record_with_its_path():
    assert {(mention.path, mention.id) for mention in found("activities", "orders")} == {
        (("purposes", "deliver"), "deliver"),
        (("purposes", "deliver", "basis", 0, "legal-obligation", "law", 0), "tax-act"),
        (("data", 0), "name"),
        (("data", 0, "name", "needed_for", 0), "deliver"),
        (("data", 1, "one_of", "one_of", 0), "email"),
        (("data", 1, "one_of", "one_of", 1), "phone"),
        (("flows", 0, "path"), "customer"),
        (("flows", 0, "path"), "visitor"),
        (("flows", 0, "path"), "shop"),
        (("flows", 0, "transfers", "north"), "north"),
        (("flows", 0, "transfers", "north", 0, "mechanism"), "sccs"),
        (("flows", 0, "data", 0), "name"),
        (("retention", 0, "only", "region", 0), "north"),
        (("retention", 0, "only", "region", 1), "DE"),
    }


def test_what_is_declared_in_place_is_told_from_what_is_named():
    mention, *_ = (mention for mention in found("activities", "orders") if isinstance(mention, Declaration))
    assert (mention.id, mention.kind, mention.record.to) == ("deliver", "purposes", "deliver what you ordered")


def test_each_mention_knows_what_it_may_name():
    references = [mention for mention in found("activities", "orders") if isinstance(mention, Reference)]
    targets = {(reference.path[0], reference.id): reference.target for reference in references}
    assert targets["flows", "customer"] == FLOW_NODES
    assert targets["flows", "sccs"].kinds == ("mechanisms",)
    assert targets["flows", "north"].kinds == ("countries", "areas", "regions")
    assert targets["retention", "north"].kinds == ("regions", "countries", "areas")
    assert (targets["purposes", "tax-act"].kinds, targets["purposes", "tax-act"].words) == (("laws",), True)


def test_a_title_makes_an_unknown_name_welcome_where_lists_are_open():
    assert not loaded(ORDERS).findings
    (untitled,) = loaded(ORDERS.replace("{ruritania: Ruritanian law}", "ruritania")).findings
    assert (untitled.message, untitled.help) == (
        "`ruritania` is not known among regimes",
        "give it a title: `- ruritania: Its title`",
    )


class AllButNodes:
    """Knows every name that stands on no flow."""

    clear = None

    def names(self, _target):
        return ()

    def knows(self, _id, target):
        return target != FLOW_NODES


def test_known_names_are_left_out_when_asked():
    record = clean(ORDERS).inventory.organisations["organisation"].activities["orders"]
    left = mentions(record, known=AllButNodes())
    assert {mention.id for mention in left if isinstance(mention, Reference)} == {"customer", "visitor", "shop"}
