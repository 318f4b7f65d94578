"""Adequacy is judged for the law of the exporter and for a day (GDPR Art. 45)."""

import datetime as dt
import re

import pytest
from pydantic import ValidationError

from datamap.catalog.adequacy import Coverage, Decision, adequacy, adequacy_tables
from datamap.catalog.countries import is_place, places
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.regimes import regimes

TODAY = dt.date(2026, 11, 22)
DECISIONS = [
    pytest.param(regime, decision, id=f"{regime} {decision.destination}")
    for regime, table in adequacy_tables().items()
    for decision in table.decisions
]


@pytest.mark.parametrize(
    ("regime", "place", "on", "adequate"),
    [
        pytest.param("gdpr", "GB", TODAY, True, id="the renewed decision for the United Kingdom"),
        pytest.param("gdpr", "GB", dt.date(2021, 6, 28), True, id="its first day"),
        pytest.param("gdpr", "GB", dt.date(2021, 6, 27), False, id="the day before"),
        pytest.param("gdpr", "GB", dt.date(2031, 12, 27), True, id="its last day"),
        pytest.param("gdpr", "GB", dt.date(2031, 12, 28), False, id="the day after"),
        pytest.param("gdpr", "GB", dt.date(2032, 1, 1), False, id="lapsed for the United Kingdom"),
        pytest.param("gdpr", "BR", dt.date(2026, 1, 25), False, id="before Brazil"),
        pytest.param("gdpr", "BR", TODAY, True, id="Brazil"),
        pytest.param("gdpr", "EPO", TODAY, True, id="an international organisation"),
        pytest.param("gdpr", "KE", TODAY, False, id="a country without a decision"),
        pytest.param("gdpr", "DE", TODAY, False, id="a country inside needs no decision"),
        pytest.param("uk-gdpr", "DE", TODAY, True, id="the EEA from the United Kingdom"),
        pytest.param("uk-gdpr", "BR", TODAY, False, id="the British table is not the European one"),
        pytest.param("uk-gdpr", "KR", dt.date(2022, 12, 18), False, id="before the British regulations for Korea"),
        pytest.param("fadp", "JP", TODAY, False, id="the Swiss table is not the European one"),
        pytest.param("fadp", "MC", TODAY, True, id="Monaco from Switzerland"),
        pytest.param("nz-privacy-act", "AU", TODAY, False, id="no table was read"),
        pytest.param("ccpa", "CA", TODAY, False, id="a law without a table"),
        pytest.param("law-of-ruritania", "CA", TODAY, False, id="a law the catalogue does not know"),
    ],
)
def test_a_destination_is_adequate_on_a_day(regime, place, on, adequate):
    assert bool(adequacy(regime, place, on)) is adequate


@pytest.mark.parametrize(("regime", "mechanism"), [("gdpr", "dpf"), ("uk-gdpr", "dpf-uk"), ("fadp", "dpf-ch")])
@pytest.mark.parametrize("place", ["US", "US-CA"])
def test_the_united_states_are_adequate_only_for_certified_recipients(regime, mechanism, place):
    (decision,) = adequacy(regime, place, TODAY)

    assert decision.requires == mechanism
    assert "certified" in decision.condition
    assert mechanisms()[mechanism].articles.keys() == {regime}


def test_canada_is_adequate_only_under_its_private_sector_act():
    (decision,) = adequacy("gdpr", "CA", TODAY)

    assert decision.condition == "the recipient is subject to PIPEDA"
    assert decision.requires is None


def test_the_swiss_table_has_the_44_entries_of_the_annex():
    decisions = adequacy_tables()["fadp"].decisions
    entries = {
        code for each in decisions for code in (places().areas[each.area].members if each.area else [each.destination])
    }

    assert len(entries) == 44


@pytest.mark.parametrize(("regime", "decision"), DECISIONS)
def test_a_decision_names_a_known_destination(regime, decision):
    assert decision.area in places().areas if decision.area else is_place(decision.destination)


@pytest.mark.parametrize(("regime", "decision"), DECISIONS)
def test_a_decision_lies_before_the_day_of_its_table(regime, decision):
    as_of = adequacy_tables()[regime].as_of

    assert decision.from_ <= as_of
    assert all(day <= as_of for day in decision.renewed)


def test_what_a_decision_requires_is_a_mechanism_and_is_said_in_words():
    requiring = [each for table in adequacy_tables().values() for each in table.decisions if each.requires]

    assert {each.requires for each in requiring} == {"dpf", "dpf-uk", "dpf-ch"}
    assert all(each.requires in mechanisms() and each.condition for each in requiring)


@pytest.mark.parametrize("regime", adequacy_tables())
def test_a_table_belongs_to_a_known_law_and_tells_each_destination_once(regime):
    table = adequacy_tables()[regime]
    destinations = [decision.destination for decision in table.decisions]

    assert regime in regimes()
    assert len(destinations) == len(set(destinations))
    assert (table.coverage is Coverage.NONE) == (not table.decisions)


@pytest.fixture
def raw():
    return {"country": "GB", "from": "2021-06-28", "checked": "2026-11-22"} | {
        "sources": [{"id": "s", "title": "A page", "is": "first-hand"}]
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"until": "2021-06-27"}, "in the order of time"),
        ({"renewed": ["2030-01-01"], "until": "2029-01-01"}, "in the order of time"),
        ({"area": "eea"}, "exactly one of `country`, `area` and `organisation`"),
        ({"country": None}, "exactly one of `country`, `area` and `organisation`"),
        ({"valid_to": "2031-12-27"}, "Extra inputs are not permitted"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(raw, change, message):
    assert Decision.model_validate(raw).destination == "GB"
    with pytest.raises(ValidationError, match=message):
        Decision.model_validate(raw | change)


def test_dates_and_numbers_agree_with_the_vocabulary_they_were_taken_from(shared):
    text = (shared / "domain" / "register-and-notice.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:5] for line in text.splitlines() if line.startswith("|") and "32" in line]
    known = {code.strip(): (start.strip(), celex.strip()) for code, _, start, celex in rows if len(code.strip()) == 2}
    told = {each.country: (str(each.from_), each.celex) for each in adequacy_tables()["gdpr"].decisions if each.celex}

    assert told == {code: values for code, values in known.items() if values[1].startswith("32")}
    assert len(told) == 11


def rows_of(shared, heading):
    """Return the rows of the first table under a heading, cell by cell."""
    text = (shared / "domain" / "register-and-notice.md").read_text(encoding="utf-8")
    lines = text.split(f"### {heading}")[1].split("\n###")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


def test_the_european_table_is_the_one_that_was_read(shared):
    rows = rows_of(shared, "3.5 EU adequacy list")
    decisions = {each.destination: each for each in adequacy_tables()["gdpr"].decisions}
    assert len(rows) == 17
    assert {row[0].split(" ")[0] for row in rows} == decisions.keys()
    for code, scope, start, number, expiry in rows:
        decision = decisions[code.split(" ")[0]]
        days = [dt.date.fromisoformat(day) for day in re.findall(r"\d{4}-\d{2}-\d{2}", start)]
        assert [decision.from_, *decision.renewed] == days
        last = re.search(r"\d{4}-\d{2}-\d{2}", expiry)
        assert (str(decision.until) if decision.until is not None else None) == (last[0] if last is not None else None)
        numbered = re.search(r"\d{4}/\d+", number)
        assert numbered is None or numbered[0] in decision.decision
        assert not re.fullmatch(r"3\d{4}D\d{4}", number) or decision.celex == number
        # A limit that was read is a limit here; what no page was read for is doubtful.
        assert ("only" in scope or "APPI" in scope or "PIPA" in scope) <= (decision.condition is not None)
        assert ("[unsourced" in scope) <= (decision.doubt is not None)


def test_the_british_table_is_the_one_that_was_read(shared):
    text = (shared / "domain" / "register-and-notice.md").read_text(encoding="utf-8")
    told = text.split("### 3.6 UK adequacy list")[1].split("\n", 2)[1]
    names = {"eea": "EEA states", "GI": "Gibraltar", "EUI": "EU/EEA institutions"}
    decisions = {each.destination: each for each in adequacy_tables()["uk-gdpr"].decisions}
    named = {code for code in decisions if re.search(rf"\b{names.get(code, code)}\b", told)}
    assert named == decisions.keys()
    assert set(re.findall(r"\b[A-Z]{2}\b", told)) - {"EU", "UK", "SI"} <= decisions.keys()
    dated = re.findall(r"\b(KR|US)\b[^;]*? from (\d+ \w+ \d{4}) \((SI \d{4}/\d+)\)", told)
    assert [code for code, _, _ in dated] == ["KR", "US"]
    for code, day, number in dated:
        assert decisions[code].decision == number
        assert decisions[code].from_ == dt.datetime.strptime(day, "%d %b %Y").replace(tzinfo=dt.UTC).date()
    assert [code for code, each in decisions.items() if each.decision and each.decision.startswith("SI ")] == [
        "KR",
        "US",
    ]
    assert decisions["US"].requires == "dpf-uk"
    assert decisions["FO"].doubt is not None
