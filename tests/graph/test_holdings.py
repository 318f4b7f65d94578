"""What a system holds by its own record, what an activity has without a path, and which periods hold in one place."""

import pytest

from datamap.graph.hops import Key
from datamap.graph.questions import unreached
from datamap.graph.reach import data_within_reach
from datamap.render.views import around_category, whole
from tests.mapped import mapped

LEDGER = """\
organisation: {name: Charity, regimes: [uk-gdpr], defaults: {retention: 1 year}}
laws: {income-tax-act: Income Tax Act 2007}
systems:
  ledger: {title: The ledger, holds: [amount, {note: {when: you write one}}], retention: indefinitely}
data_categories:
  amount: The amount of any donation
  note: {title: Note, retention: 1 week}
"""
DONORS = """\
activities:
  gifts: {title: Gifts, subjects: [donor], data: [amount], basis: {legal-obligation: {law: [income-tax-act]}}}
"""
PLACES = """\
organisation: {name: Charity}
systems:
  post: Mailing list
  block: {title: Suppression list, is: database}
  tape: {title: Tapes, is: backup, retention: 9 years}
activities:
  news:
    title: News
    subjects: [subscriber]
    data: [name, email]
    systems: [post, block, tape]
    retention:
      - {until: you unsubscribe}
      - {at: block, data: [email], keep: unknown, after: you unsubscribe}
      - {at: [backup, block], data: [name], keep: 5 weeks}
"""
SPREAD = """\
organisation: {name: Charity}
data_categories:
  contact: {title: Contact data, includes: [name, email, phone]}
systems: {site: Our site}
activities:
  work: {title: Our work, data: [contact]}
  orders: {title: Orders, subjects: [customer], data: [name, phone], flows: [customer -> site: [name]]}
"""


@pytest.fixture
def where(datamap, tmp_path):
    def run(text, term):
        (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
        return datamap("where", term, "inventory.yaml", cwd=tmp_path)

    return run


def section(answer, heading):
    """Return the lines under a heading."""
    return answer.split(f"\n{heading}\n")[1].split("\n\n")[0].removesuffix("[exit 0]\n").splitlines()


def test_a_system_that_holds_data_by_its_own_record_is_searched(where):
    answer = where(LEDGER, "amount")
    assert section(answer, "Our systems to search") == [
        "  The ledger  [inventory.yaml:4]",
        "    data: The amount of any donation",
        "    by its own record: holds The amount of any donation  [inventory.yaml:4]",
        "    kept: indefinitely (from: system)  [inventory.yaml:4]",
    ]
    assert "names it" not in answer


def test_what_a_system_holds_is_told_of_the_system(where):
    assert section(where(LEDGER, "ledger"), "Our systems to search") == [
        "  The ledger  [inventory.yaml:4]",
        "    data: The amount of any donation, Note",
        "    by its own record: holds The amount of any donation, Note (when you write one)  [inventory.yaml:4]",
        "    kept: indefinitely (from: system)  [inventory.yaml:4]",
        "    kept: 1 week (for Note) (from: data category)  [inventory.yaml:7]",
    ]


def test_whose_data_are_in_a_system_is_looked_for_there_too(where):
    held = section(where(f"{LEDGER}{DONORS}", "donor"), "Our systems to search")
    assert [line for line in held if not line.startswith("    ")] == [
        "  Charity: system not stated  [inventory.yaml:1]",
        "  The ledger  [inventory.yaml:4]",
    ]
    apart = f"{LEDGER}{DONORS}  notes: {{title: Notes, subjects: [employee], data: [email], systems: [ledger]}}\n"
    assert "  The ledger  [inventory.yaml:4]" not in section(where(apart, "donor"), "Our systems to search")


def test_what_a_system_holds_is_on_the_map_and_in_the_answers():
    data_map = mapped(LEDGER[LEDGER.index("systems:") :])
    ledger = Key("systems", "ledger")
    (box,) = whole(data_map).boxes
    assert (box.title, box.notes) == (("The ledger",), ("holds The amount", "of any donation +1"))
    assert [box.keys for box in around_category(data_map, "note", "Note").boxes] == [(ledger,)]
    assert around_category(data_map, "email", "E-mail address").boxes == ()
    assert data_within_reach(data_map)[ledger] == {"amount", "note"}
    assert unreached(data_map) == ()


def test_special_data_that_a_system_holds_mark_it():
    nodes = mapped("systems: {files: {holds: [health]}, empty: {holds: none}}").nodes
    assert [nodes[Key("systems", id_)].is_special for id_ in ("files", "empty")] == [True, False]


def test_a_rule_for_one_place_replaces_the_general_one_there_only(where):
    found = section(where(PLACES, "email"), "Our systems to search")
    assert [line.split("  [")[0] for line in found if not line.startswith("    ") or "kept" in line] == [
        "  Mailing list",
        "    kept: until you unsubscribe",
        "  Suppression list",
        "    kept: period: unknown, after you unsubscribe, for E-mail address",
        "  Tapes",
        "    kept: until you unsubscribe",
        "    kept: 9 years (from: system)",
    ]


def test_a_rule_for_a_kind_of_system_holds_in_the_systems_of_that_kind(where):
    found = section(where(PLACES, "name"), "Our systems to search")
    assert [line.split("  [")[0] for line in found if "kept" in line] == [
        "    kept: until you unsubscribe",
        "    kept: 5 weeks, for Name",
        "    kept: 5 weeks, for Name",
        "    kept: 9 years (from: system)",
    ]


def test_data_that_no_hop_moves_are_with_us(where):
    assert section(where(SPREAD, "phone"), "Our systems to search") == [
        "  Charity: system not stated  [inventory.yaml:1]",
        "    data: Contact data, Phone number",
        "    of: Customers",
        "    in: Our work, Orders",
        "    kept: not stated",
    ]
    assert section(where(SPREAD, "name"), "Our systems to search")[:5] == [
        "  Our site  [inventory.yaml:4]",
        "    data: Name",
        "    of: Customers",
        "    in: Orders",
        "    kept: not stated",
    ]
    assert section(where(SPREAD, "activities/work"), "Our systems to search")[1] == "    data: Contact data"


def test_a_law_is_called_by_its_name(where):
    assert "legal obligation (Income Tax Act 2007)" in where(f"{LEDGER}{DONORS}", "amount")


def test_a_disclosure_without_a_title_is_called_by_its_trigger():
    hops = mapped(
        "disclosures:\n  life-at-risk: {is: emergency, data: [name]}\n  courts: {is: court-order, data: [name]}"
    ).hops
    assert [hop.detail for hop in hops] == ["Emergency", "Court order"]


def test_what_people_give_on_one_way_is_not_within_reach_of_another():
    within = data_within_reach(
        mapped(
            "systems: {ledger: Ledger}\nprocessors: {stripe: Stripe}\n"
            "activities: {gifts: {subjects: [donor], data: [email], "
            "flows: [donor -> stripe: [payment-card], donor -> ledger]}}"
        )
    )
    assert within[Key("systems", "ledger")] == {"email"}
    assert within[Key("processors", "stripe")] == {"payment-card"}


ELSEWHERE = """\
organisation: {name: Shop Ltd}
systems: {shop: {title: Our shop, host: box, retention: 30 days}, tape: {title: Tapes, is: backup}}
processors: {box: Box, mailer: Mailer}
activities:
  orders:
    title: Orders
    subjects: [customer]
    data: [name]
    flows: [customer -> shop -> mailer]
    retention: [{keep: 2 years}, {keep: 75 years, at: archive}, {keep: 9 days, at: backup}]
  calls: {title: Calls, subjects: [customer], data: [name], retention: [{keep: 1 year, at: archive}]}
"""


def kept_by(lines):
    """Return who keeps something, each with its periods."""
    found = {}
    for line in lines:
        if not line.startswith("    "):
            found[line.split("  [")[0].strip()] = periods = []
        elif line.startswith("    kept: "):
            periods.append(line.removeprefix("    kept: ").split("  [")[0])
    return found


def test_who_keeps_data_for_us_keeps_them_as_long_as_we_say(where):
    answer = where(ELSEWHERE, "name")
    assert kept_by(section(answer, "Processors to ask")) == {
        "Mailer [processor]": ["2 years"],
        "Box [processor]": ["2 years", "at Our shop: 30 days (from: system)"],
    }


def test_where_the_system_is_not_stated_a_place_that_none_is_has_its_period_too(where):
    assert kept_by(section(where(ELSEWHERE, "name"), "Our systems to search")) == {
        "Our shop": ["2 years", "30 days (from: system)"],
        "Shop Ltd: system not stated": ["at Archive: 1 year"],
    }
