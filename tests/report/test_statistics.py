"""The figures of `datamap stats`: what is declared, what is said, and what is only words."""

import json

import pytest

from datamap.cli.maps import naming_of
from datamap.model.said import Said
from datamap.report.statistics import Answer, answer_of, statistics
from datamap.report.statistics_as_json import as_json
from datamap.report.statistics_as_text import as_text
from tests.written import clean

STATED, NONE, UNKNOWN, MISSING = Answer

SHOP = """
organisation:
  name: Harbour Books Ltd
  dpo: none
  contacts: {privacy: {email: privacy@harbour.example}}
  defaults: {required: voluntary, automated_decisions: none}
trackers: none
disclosures: unknown
systems: {shop: {host: hetzner, measures: [tls]}}
processors: {hetzner: {vendor: hetzner, transfers: {DE: adequacy}}}
clients: {clubs: Reading clubs}
data_categories: {shoe-size: {retention: 1 year, source: given}}
purposes: {reply: {to: answer you, basis: contract}}
activities:
  orders:
    purposes: {deliver: deliver what you ordered}
    subjects: [customer]
    data: [name, email]
    flows: [customer -> shop]
    if_refused: we cannot deliver
    retention: unknown
    basis: contract
  fitting:
    purposes: [reply]
    subjects: {walker: Walkers}
    data: [shoe-size]
    required: contract
    description: How we fit shoes.
  hosting:
    on_behalf_of: clubs
    processing: [hosting]
  idea: {status: proposed, text: perhaps one day}
"""


@pytest.fixture(scope="module")
def figures():
    (records,) = clean(SHOP).inventory.organisations.values()
    return statistics("harbour", naming_of(records))


def covered(figures, kind, key):
    (found,) = (held for held in figures.coverage if (held.kind, held.key) == (kind, key))
    return {answer: count for answer, count in found.answers.items() if count}, found.elsewhere


class TestCounts:
    def test_come_for_each_kind(self, figures):
        counts = {held.kind: (held.shared, held.in_place, held.said) for held in figures.kinds}
        assert counts["activities"] == (4, 0, None)
        assert counts["purposes"] == (1, 1, None)
        assert counts["data_subjects"] == (0, 1, None)
        assert counts["trackers"] == (0, 0, Said.NONE)
        assert counts["disclosures"] == (0, 0, Said.UNKNOWN)
        assert counts["laws"] == (0, 0, None)
        assert "organisation" not in counts


class TestCoverage:
    def test_counts_what_the_organisation_says(self, figures):
        assert covered(figures, "organisation", "name") == ({STATED: 1}, 0)
        assert covered(figures, "organisation", "dpo") == ({NONE: 1}, 0)
        assert covered(figures, "organisation", "authority") == ({MISSING: 1}, 0)

    def test_asks_a_controller_what_article_30_1_asks(self, figures):
        """GDPR Art. 30(1): (b) the purposes, (c) the data subjects and data. Three activities are ours."""
        assert covered(figures, "activities", "purposes") == ({STATED: 2, MISSING: 1}, 0)
        assert covered(figures, "activities", "subjects") == ({STATED: 2, MISSING: 1}, 0)
        assert covered(figures, "activities", "data") == ({STATED: 2, MISSING: 1}, 0)

    def test_asks_a_processor_what_article_30_2_asks(self, figures):
        """GDPR Art. 30(2): (a) the controllers, (b) the categories of processing. One activity is for a client."""
        assert covered(figures, "activities", "on_behalf_of") == ({STATED: 1}, 0)
        assert covered(figures, "activities", "processing") == ({STATED: 1}, 0)

    def test_looks_up_what_the_defaults_say(self, figures):
        assert covered(figures, "activities", "required") == ({STATED: 3}, 2)
        assert covered(figures, "activities", "automated_decisions") == ({NONE: 3}, 3)

    def test_looks_up_a_basis_at_the_purposes(self, figures):
        assert covered(figures, "activities", "basis") == ({STATED: 2, MISSING: 1}, 1)

    def test_looks_up_a_period_and_a_source_at_the_data(self, figures):
        assert covered(figures, "activities", "retention") == ({UNKNOWN: 1, STATED: 1, MISSING: 1}, 1)
        assert covered(figures, "activities", "source") == ({STATED: 1, MISSING: 2}, 1)

    def test_derives_recipients_transfers_and_measures_from_flows(self, figures):
        assert covered(figures, "activities", "recipients") == ({STATED: 1, MISSING: 2}, 1)
        assert covered(figures, "activities", "transfers") == ({STATED: 1, MISSING: 3}, 1)
        assert covered(figures, "activities", "measures") == ({STATED: 1, MISSING: 3}, 1)

    def test_counts_other_keys_of_all_records(self, figures):
        assert covered(figures, "activities", "status") == ({STATED: 1, MISSING: 3}, 0)
        assert covered(figures, "systems", "host") == ({STATED: 1}, 0)
        assert covered(figures, "purposes", "basis") == ({STATED: 1, MISSING: 1}, 0)

    def test_marks_what_articles_13_14_and_30_ask(self, figures):
        asked = {(held.kind, held.key) for held in figures.coverage if held.asked}
        assert {("activities", "purposes"), ("organisation", "dpo"), ("processors", "transfers")} <= asked
        assert asked.isdisjoint({("activities", "status"), ("organisation", "employees"), ("purposes", "basis")})

    def test_leaves_out_what_all_records_have(self, figures):
        assert "title" not in {held.key for held in figures.coverage}


SCOPED = """
organisation: {{name: Harbour Books Ltd, {organisation}}}
data_categories: {{shoe-size: {{title: Shoe size}}, hat-size: {{ccpa: A}}}}
recipients: {{mailer: Mailer}}
activities: {{orders: {{purposes: {{deliver: deliver what you ordered}}, data: [shoe-size]}}}}
"""


class TestScope:
    """What no law in force asks for is no gap."""

    @pytest.mark.parametrize(
        ("organisation", "key", "expected"),
        [
            pytest.param("regimes: [uk-gdpr]", ("recipients", "disclosed_as"), None, id="a Californian key elsewhere"),
            pytest.param(
                "regimes: [uk-gdpr]", ("data_categories", "ccpa"), {STATED: 1}, id="a Californian key that is stated"
            ),
            pytest.param(
                "regimes: [ccpa]", ("data_categories", "ccpa"), {STATED: 1, MISSING: 1}, id="a Californian key at home"
            ),
            pytest.param("country: GB, regimes: [uk-gdpr]", ("organisation", "representative"), None, id="at home"),
            pytest.param(
                "country: GB, regimes: [gdpr]", ("organisation", "representative"), {MISSING: 1}, id="from abroad"
            ),
            pytest.param(
                "country: GB, public_body: true, regimes: [gdpr]", ("organisation", "representative"), None,
                id="a public body abroad",
            ),
            pytest.param("regimes: [gdpr]", ("organisation", "representative"), None, id="no country"),
            pytest.param(
                "regimes: [gdpr], representative: none", ("organisation", "representative"), {NONE: 1}, id="stated"
            ),
            pytest.param("regimes: [gdpr]", ("purposes", "to"), {STATED: 1}, id="one of two keys"),
            pytest.param("regimes: [gdpr]", ("purposes", "for"), None, id="the other of two keys"),
        ],
    )  # fmt: skip
    def test_of_a_key(self, organisation, key, expected):
        (records,) = clean(SCOPED.format(organisation=organisation)).inventory.organisations.values()
        found = {(held.kind, held.key): held for held in statistics("harbour", naming_of(records)).coverage}
        assert (key in found) == (expected is not None)
        if expected is not None:
            assert {answer: count for answer, count in found[key].answers.items() if count} == expected

    @pytest.mark.parametrize(
        ("regimes", "asked"),
        [("[gdpr]", True), ("[uk-gdpr]", True), ("[ccpa]", False), ("[nz-privacy-act]", False), ("unknown", True)],
    )
    def test_of_the_articles(self, regimes, asked):
        (records,) = clean(SCOPED.format(organisation=f"regimes: {regimes}")).inventory.organisations.values()
        figures = statistics("harbour", naming_of(records))
        assert any(held.asked for held in figures.coverage) == asked
        heading = "  What Art. 13, 14 and 30 GDPR ask for"
        assert (heading in list(as_text(figures, every_key=False))) == asked


class TestLookedUp:
    @pytest.mark.parametrize(
        ("activity", "key", "expected"),
        [
            pytest.param(
                "{data: [name: {source: given}, email: {source: unknown}]}", "source", STATED, id="any source"
            ),
            pytest.param("{data: [name: {source: unknown}]}", "source", UNKNOWN, id="an unknown source"),
            pytest.param("{data: [name: {source: given}, email]}", "source", MISSING, id="a source for some data only"),
            pytest.param("{data: {pin: {title: PIN, source: given}}}", "source", STATED, id="a source in place"),
            pytest.param("{data: [name: {basis: unknown}]}", "basis", UNKNOWN, id="an unknown basis of all data"),
            pytest.param("{data: [name: {basis: consent}, email]}", "basis", MISSING, id="a basis for some data only"),
            pytest.param("{data: [name: {retention: none}]}", "retention", NONE, id="no period"),
        ],
    )
    def test_counts_what_holds_for_all_data(self, activity, key, expected):
        (records,) = clean(
            f"organisation: Harbour Books Ltd\nactivities: {{a: {activity}}}"
        ).inventory.organisations.values()
        assert covered(statistics("harbour", naming_of(records)), "activities", key)[0] == {expected: 1}

    @pytest.mark.parametrize(
        ("entities", "expected"),
        [
            ("{gb: {address: Leith, country: GB}, nl: {address: Delft}}", ({STATED: 1}, 1)),
            ("{gb: {address: Leith}, nl: {country: NL}}", ({MISSING: 1}, 0)),
            ("none", ({MISSING: 1}, 0)),
        ],
        ids=["of all", "of some", "of none"],
    )
    def test_looks_up_an_address_at_several_controllers(self, entities, expected):
        (records,) = clean(
            f"organisation: {{name: Harbour Books, entities: {entities}}}"
        ).inventory.organisations.values()
        assert covered(statistics("harbour", naming_of(records)), "organisation", "address") == expected


class TestFreeText:
    def test_is_counted_over_all_statements(self, figures):
        assert (figures.statements, figures.free, figures.words) == (33, 2, 0)
        assert figures.share_free == pytest.approx(2 / 33)
        assert figures.share_words == pytest.approx(2 / 33)

    def test_is_none_of_nothing(self):
        (records,) = clean("organisation: Harbour Books Ltd").inventory.organisations.values()
        empty = statistics("harbour", naming_of(records.model_copy(update={"organisation": None})))
        assert (empty.statements, empty.share_free, empty.share_words, empty.coverage) == (0, 0.0, 0.0, ())
        assert list(as_text(empty, every_key=False))[-1].endswith("qualifiers: nothing is stated.")


@pytest.mark.parametrize(
    ("value", "expected"), [(None, MISSING), (Said.NONE, NONE), (Said.UNKNOWN, UNKNOWN), ("x", STATED), ((), STATED)]
)
def test_an_answer(value, expected):
    assert answer_of(value) is expected


class TestText:
    def test_shows_what_the_law_asks(self, figures):
        lines = list(as_text(figures, every_key=False))
        assert lines[0] == "harbour"
        assert "  Purposes               1  1 in place" in lines
        assert "  Trackers            none" in lines
        assert "  What Art. 13, 14 and 30 GDPR ask for" in lines
        assert not any(line.startswith(("  systems ", "                 status")) for line in lines)
        assert lines[-1] == (
            "  Free text: 2 of 33 statements (6.1%); with the words of qualifiers: 2 of 33 statements (6.1%)."
        )

    def test_shows_every_key_if_asked(self, figures):
        lines = list(as_text(figures, every_key=True))
        assert "  Every key" in lines
        assert any(line.startswith("  systems ") and " is " in line for line in lines)

    def test_names_each_kind_once_and_aligns_columns(self, figures):
        lines = list(as_text(figures, every_key=False))
        (heading,) = (line for line in lines if "stated" in line and "none" in line)
        (first,) = (line for line in lines if line.startswith("  activities"))
        at = heading.index("stated") + len("stated")
        assert first[:at].split() == ["activities", "purposes", "3", "2"]
        assert all(len(line) <= 130 for line in lines)


def test_json_has_everything(figures):
    data = json.loads(as_json([figures]))
    assert data["version"] == 1
    shop = data["organisations"]["harbour"]
    assert shop["records"]["trackers"] == {"shared": 0, "in_place": 0, "said": "none"}
    assert shop["statements"] == {
        "all": 33,
        "free_text": 2,
        "words_of_qualifiers": 0,
        "share_free_text": 0.0606,
        "share_with_qualifiers": 0.0606,
    }
    assert {
        "kind": "activities",
        "key": "required",
        "asked": True,
        "law": "GDPR Art. 13(2)(e)",
        "records": 3,
        "stated": 3,
        "none": 0,
        "unknown": 0,
        "missing": 0,
        "elsewhere": 2,
    } in shop["coverage"]


@pytest.mark.parametrize(
    ("commitment", "free"),
    [
        ("{x: We tell our members first}", 1),
        ("{x: {title: We tell our members first, responsible_for: our staff}}", 0),
        ("{x: {title: No sale, never: [sell]}}", 0),
        ("{x: {title: Little, is: minimisation}}", 0),
        ("{minimisation: Little}", 0),
    ],
)
def test_a_promise_that_is_nothing_but_its_title_is_words(commitment, free):
    (records,) = clean(f"organisation: Harbour Books Ltd\ncommitments: {commitment}\n").inventory.organisations.values()
    assert statistics("harbour", naming_of(records)).free == free
