"""Section 5 of the language: selectors restrict a notice to what it tells of."""

import pytest

from datamap.graph.telling import Telling, is_restricted, left_out
from datamap.model.inventory import records_of
from tests.mapped import naming

TEXT = """
organisation:
  name: Harbour Books Ltd
  entities:
    shop-ltd: {name: Harbour Shop Ltd, product: shop}
    isle-ltd: {name: Harbour Isle Ltd, region: isle}
  defaults: {measures: [tls]}
products: {shop: Shop, library: Library}
regions: {isle: {title: The isle, includes: [IM]}}
laws: {tax-act: Tax Act 2010}
data_subjects:
  young-reader: {title: Young readers, is: reader}
  reader: Readers
data_categories:
  contact-data: {title: Contact data, includes: [email, phone]}
  rare: {title: Rare, includes: [email]}
purposes:
  news: {to: send news, is: direct-marketing}
systems:
  site: {title: Our site, is: website, host: [hoster]}
  catalogue: {title: The catalogue, is: database}
  vault: {title: Copies, is: backup}
processors:
  hoster: Hoster
  lender: Lender
  mailer: {title: Mailer, uses: [{only: {product: shop}, provides: receipts}, {only: {product: library}, provides: reminders}]}
  never-named: Never named
activities:
  everything: {title: Everything, includes: [orders, loans]}
  orders:
    title: Orders
    only: {product: shop}
    subjects: [customer]
    data: [name, contact-data: {needed_for: [deliver]}]
    purposes: {deliver: deliver}
    basis: contract
    flows: [customer -> site -> mailer]
  loans:
    title: Loans
    except: {product: shop, region: isle}
    subjects: [reader, customer]
    data: {card: {title: Card, is: customer-number}, age: {title: Age}}
    purposes: [news, order-processing]
    basis: [{consent: {}, only: {subjects: [young-reader]}}, {contract: {}}]
    flows:
      - reader & customer -> catalogue -> lender
      - catalogue -> reader: [age]
    retention: [{keep: 1 year, at: catalogue}, {keep: 2 years, only: {region: isle}}]
trackers:
  basket: {class: essential, expires: session, to: remember your basket, activities: [orders]}
rights:
  access: [{how: by letter, only: {region: isle}}, {how: by e-mail, except: {region: isle}}]
  erasure: {how: by e-mail, subjects: [customer]}
measures: {safe: {title: A safe, only: {at: vault}}}
"""


def told(notice):
    names = naming(f"{TEXT}notices: {{n: {{is: privacy-notice, {notice}}}}}\n")
    return Telling(names, names.records.notices["n"])


def ids(records, kind):
    return list(records_of(records, kind))


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        pytest.param("about: [orders]", ["orders"], id="what it is about"),
        pytest.param("about: [everything]", ["everything", "orders", "loans"], id="and the parts of that"),
        pytest.param("only: {product: shop}", ["everything", "orders", "loans"], id="for a product"),
        pytest.param("only: {product: library}", ["everything", "loans"], id="for another product"),
        pytest.param("only: {product: shop, region: isle}", ["everything", "orders"], id="keys intersect"),
        pytest.param("except: {product: shop}", ["everything", "loans"], id="not for a product"),
        pytest.param("except: {product: shop, region: isle}", ["everything", "orders", "loans"], id="not where both hold"),
        pytest.param("only: {subjects: [young-reader]}", ["everything", "loans"], id="people who are among others"),
        pytest.param("except: {subjects: [reader]}", ["everything", "orders", "loans"], id="not for people"),
        pytest.param("except: {subjects: [reader, customer]}", ["everything"], id="not for any of the people"),
        pytest.param("only: {data: [phone]}", ["everything", "orders"], id="a part of a category"),
        pytest.param("only: {purpose: [direct-marketing]}", ["everything", "loans"], id="a kind of purpose"),
        pytest.param("except: {purpose: [direct-marketing]}", ["everything", "orders", "loans"], id="not for a purpose"),
        pytest.param("only: {basis: [consent]}", ["everything", "loans"], id="a basis"),
        pytest.param("except: {basis: [contract]}", ["everything", "loans"], id="not on a basis"),
        pytest.param("only: {at: catalogue}", ["everything", "loans"], id="at a system"),
        pytest.param("only: {at: website}", ["everything", "orders"], id="at a kind of system"),
        pytest.param("except: {at: catalogue}", ["everything", "orders"], id="not at a system"),
        pytest.param("only: {platform: android}", ["everything", "orders", "loans"], id="nothing is said of platforms"),
    ],
)  # fmt: skip
def test_the_activities_that_a_notice_tells_of(notice, expected):
    assert list(told(notice).activities) == expected


class TestWhatIsLeft:
    def test_of_people_data_and_purposes(self):
        loans = told("only: {subjects: [young-reader]}").activities["loans"]
        assert [item.id for item in loans.subjects] == ["reader"]
        assert [str(flow.path) for flow in loans.flows] == ["reader -> catalogue -> lender", "catalogue -> reader"]
        assert [basis.kinds for basis in loans.basis] == [("consent",), ("contract",)]
        assert told("only: {data: [customer-number]}").activities["loans"].data.keys() == {"card"}

    def test_of_a_flow_that_begins_with_others_nothing(self):
        loans = told("only: {subjects: [customer]}").activities["loans"]
        assert [str(flow.path) for flow in loans.flows] == ["customer -> catalogue -> lender", "catalogue -> reader"]
        assert [basis.kinds for basis in loans.basis] == [("contract",)]

    def test_of_data_what_a_purpose_needs(self):
        loans = told("only: {purpose: [order-processing]}").activities["loans"]
        assert [item.id for item in loans.purposes] == ["order-processing"]
        assert "orders" not in told("only: {purpose: [order-processing]}").activities

    def test_of_what_an_activity_includes(self):
        everything = told("only: {product: library}").activities["everything"]
        assert [item.id for item in everything.includes] == ["loans"]

    def test_of_periods_with_the_numbers_they_had(self):
        loans = told("only: {region: DE}").activities["loans"]
        assert loans.retention.numbers == (0,)

    def test_of_an_organisation(self):
        records = told("only: {product: library}").records()
        assert list(records.organisation.entities) == ["isle-ltd"]
        assert list(told("except: {region: isle}").records().organisation.entities) == ["shop-ltd"]

    def test_of_rights(self):
        records = told("only: {region: isle}").records()
        assert len(records.rights["access"]) == 1
        assert ids(told("only: {subjects: [young-reader]}").records(), "rights") == ["access"]

    def test_of_parties_and_systems_those_that_are_named_still(self):
        records = told("only: {product: library, region: [isle, DE]}").records()
        assert ids(records, "systems") == ["catalogue", "vault"]
        assert ids(records, "processors") == ["lender", "never-named"]
        assert ids(told("only: {product: shop}").records(), "processors") == [
            "hoster",
            "lender",
            "mailer",
            "never-named",
        ]
        assert len(told("only: {product: shop}").records().processors["mailer"].uses) == 1

    def test_of_words_those_that_are_used_still(self):
        records = told("about: [loans]").records()
        assert ids(records, "data_categories") == ["rare"]
        assert ids(records, "laws") == ["tax-act"]
        assert ids(records, "trackers") == []

    def test_of_measures(self):
        assert ids(told("only: {at: catalogue}").records(), "measures") == []
        assert ids(told("only: {at: backup}").records(), "measures") == ["safe"]

    def test_of_a_statement_of_which_nothing_goes_the_statement_itself(self):
        telling = told("about: [orders]")
        assert telling.activities["orders"] is telling.naming.records.activities["orders"]


def test_a_notice_without_selectors_tells_of_everything():
    notices = naming(
        "notices: {a: {is: privacy-notice, if: you ask}, b: {is: privacy-notice, about: [x]}}\nactivities: {x: {}}"
    )
    assert [is_restricted(notice) for notice in notices.records.notices.values()] == [False, True]


def test_what_no_version_tells_is_left_out():
    telling = told("only: {data: [customer-number]}")
    loans = telling.naming.records.activities["loans"]
    assert left_out(loans, [telling.activities["loans"]]) == ("age",)
    assert left_out(loans, [telling.activities["loans"], loans]) == ()
