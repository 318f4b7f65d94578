"""How rules are run: chosen by regime, labelled where that is assumed, and none of them stops another."""

import datetime as dt
from pathlib import Path

import pytest

from datamap.catalog.known import built_in
from datamap.catalog.terms import vocabulary
from datamap.load.files import read_inventory
from datamap.load.findings import Severity
from datamap.load.inventory import load
from datamap.model.paths import canonical
from datamap.rules.engine import check
from datamap.rules.example import EXAMPLE_DATE, laid
from datamap.rules.inventory import judged
from datamap.rules.laws import KNOWN, both, cited
from datamap.rules.registry import rules
from datamap.rules.rule import About, Fault, rule
from datamap.rules.subjects.records import Declared

ROOT = Path(__file__).parents[2]
ALL = rules().values()


def ids(checked):
    return sorted({found.id for found in checked.findings})


# Regimes


def test_a_map_under_new_zealand_law_alone_is_never_asked_for_anything_european():
    example = laid("""
organisation: {country: NZ, regimes: [nz-privacy-act], authority: opc}
activities:
  bare: {title: Bare}
  consent: {title: Consent, basis: consent, purposes: [newsletter], subjects: [child], data: [allergies], flows: [child -> shop]}
processors: {mailer: {vendor: sendgrid, country: US}}
trackers: {ads: {class: advertising}}
notices: {privacy: {is: privacy-notice}}
""")
    checked = check(example.context(), ALL)
    assert checked.crashes == ()
    assert not [found for found in checked.findings if "GDPR" in found.law or "PECR" in found.law]
    assert any("Privacy Act 2020" in found.law for found in checked.findings)


def test_regimes_that_are_not_stated_are_one_finding_and_the_rest_is_labelled():
    example = laid("organisation: {regimes: unknown}\nactivities: {bare: {title: Bare}}\n")
    checked = check(example.context(), ALL)
    assert [found.id for found in checked.findings].count("ORG-10") == 1
    laws = {found.law for found in checked.findings if found.law}
    assert laws
    assert all(law.endswith(", assumed") for law in laws)


def test_no_regime_at_all_leaves_only_what_no_law_is_behind():
    checked = check(laid("organisation: {regimes: none}\nactivities: {bare: {title: Bare}}\n").context(), ALL)
    assert ids(checked) == ["ACT-07"]
    assert all(not rules()[id_].law for id_ in checked.rules)


def test_a_regime_that_the_catalogue_does_not_know_asks_for_nothing():
    example = laid("organisation: {regimes: [ruritania: Data Protection Act]}\nactivities: {bare: {title: Bare}}\n")
    found = check(example.context(), ALL).findings
    assert [each.message for each in found if each.id != "ACT-07"] == [
        "no rule is about `ruritania`: nothing here is checked against that law"
    ]


def test_the_laws_that_rules_are_about_are_known():
    assert {regime for rule in ALL for regime in rule.law} == set(KNOWN)


@pytest.mark.parametrize("regime", KNOWN)
def test_a_map_under_one_law_is_asked_for_nothing_of_another(regime):
    example = laid(
        f"organisation: {{country: CA, regimes: [{regime}], authority: none, address: none}}\n"
        "activities: {bare: {title: Bare}, mail: {title: Mail, purposes: [newsletter], channels: [email], subjects: "
        "[child], data: [allergies], source: third-party, flows: [child -> shop -> mailer & carrier]}}\n"
        "processors: {mailer: {vendor: sendgrid, country: US}}\nrecipients: {carrier: {country: AU}}\n"
        "trackers: {ads: {class: advertising}}\nnotices: {privacy: {is: privacy-notice}}\nrights: {erasure: unknown}\n"
    )
    checked = check(example.context(), ALL)
    assert checked.crashes == ()
    laws = {law for rule in ALL for other, law in rule.law.items() if other != regime}
    own = {law for rule in ALL for other, law in rule.law.items() if other == regime}
    cited_here = {found.law for found in checked.findings if found.law}
    assert cited_here
    assert cited_here <= own
    assert not cited_here & (laws - own)


@pytest.mark.parametrize(
    ("regimes", "assumed", "words"),
    [
        (["gdpr"], False, "GDPR Art. 6(1)"),
        (["uk-gdpr"], False, "UK GDPR Art. 6(1)"),
        (["uk-gdpr", "gdpr"], False, "GDPR and UK GDPR Art. 6(1)"),
        (["nz-privacy-act", "gdpr"], False, "Privacy Act 2020 principle 1; GDPR Art. 6(1)"),
        (["gdpr"], True, "GDPR Art. 6(1), assumed"),
        (["fadp"], False, ""),
    ],
)
def test_the_law_is_cited_for_the_regimes_in_force(regimes, assumed, words):
    assert cited(both("Art. 6(1)", nz="principle 1"), regimes, assumed=assumed) == words


# Bugs of ours


def systems(context):
    return (Declared(context.path("systems", id_), id_, each) for id_, each in context.of("systems").items())


SYSTEM = About("system", systems)


def broken(about=SYSTEM):
    @rule("ZZ-01", "broken", Severity.ERROR, about, bad="a  # finding", good="b")
    def broken_rule(context, subject):
        """It is broken."""
        yield Fault(at=subject.at, message="before the bug")
        raise ZeroDivisionError

    return broken_rule


def test_a_rule_that_raises_is_named_with_its_record_and_the_others_still_report():
    example = laid("systems: {shop: {is: website}, till: {is: till}}\n")
    checked = check(example.context(), [broken(), *ALL])
    assert [(crash.rule, crash.record) for crash in checked.crashes] == [
        ("ZZ-01", "example/systems/shop"),
        ("ZZ-01", "example/systems/till"),
    ]
    assert all("ZeroDivisionError" in crash.trace for crash in checked.crashes)
    assert ids(checked) == ["ACT-09", "ZZ-01"]


def test_what_a_rule_found_before_it_raised_stays_true_and_stays_in_the_report():
    example = laid("systems: {shop: {is: website}, till: {is: till}}\n")
    found = check(example.context(), [broken()]).findings
    assert [(each.at, each.message) for each in found] == [
        (("example", "systems", "shop"), "before the bug"),
        (("example", "systems", "till"), "before the bug"),
    ]


def test_records_that_cannot_be_made_stop_only_the_rules_about_them():
    def raising(context):
        raise ZeroDivisionError
        yield

    checked = check(laid("organisation: {authority: none}\n").context(), [broken(About("nothing", raising)), *ALL])
    assert [(crash.rule, crash.record) for crash in checked.crashes] == [("ZZ-01", "example")]
    assert ids(checked) == ["ORG-05"]


# Paths


def contexts():
    for path in (ROOT / "inventory", *sorted((ROOT / "tests" / "inventories").iterdir())):
        loaded = load(read_inventory(path), built_in())
        found = judged(loaded, vocabulary(), EXAMPLE_DATE, ALL)
        assert found.crashes == ()
        for finding in found.findings:
            if isinstance(finding.at, tuple):
                yield loaded.inventory.organisations[finding.at[0]], finding.at[1:]


def test_every_finding_names_its_place_in_one_spelling():
    found = list(contexts())
    assert len(found) > 100
    assert [at for records, at in found if canonical(records, at) != at] == []


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        (("activities", "orders", "data", 1), ("activities", "orders", "data", "address")),
        (("activities", "orders", "data", "address"), ("activities", "orders", "data", "address")),
        (("rights", "access", "how"), ("rights", "access", 0, "how")),
        (("rights", "access", "0", "how"), ("rights", "access", 0, "how")),
        (("activities", "orders", "flows", 0), ("activities", "orders", "flows", 0)),
        (("activities", "nowhere", "data"), ("activities", "nowhere", "data")),
        (("organisation", "defaults", "retention", "keep"), ("organisation", "defaults", "retention", 0, "keep")),
    ],
)
def test_a_path_has_one_spelling(written, spelled):
    assert canonical(laid("{}").records, written) == spelled


# Dates


def test_the_day_is_an_argument():
    example = laid("waivers: {w: {rule: TR-05, at: systems/shop, reason: r, until: 2026-12-31}}\n")
    assert ids(check(example.context(dt.date(2026, 12, 31)), ALL)) == ["WV-02"]
    assert ids(check(example.context(dt.date(2027, 1, 1)), ALL)) == ["WV-01"]


def test_nothing_that_rules_return_depends_on_the_order_of_their_running():
    example = laid("activities: {bare: {title: Bare}}\nprocessors: {mailer: {title: Mailer}}\n")
    forwards = check(example.context(), ALL)
    backwards = check(example.context(), reversed(list(ALL)))
    assert set(forwards.findings) == set(backwards.findings)
