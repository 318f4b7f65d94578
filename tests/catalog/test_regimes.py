"""Laws, and what can make a transfer lawful under them."""

import csv
import datetime as dt

import pytest

from datamap.catalog.adequacy import adequacy_tables
from datamap.catalog.authorities import authorities
from datamap.catalog.countries import is_place, places
from datamap.catalog.mechanisms import MechanismKind, mechanisms
from datamap.catalog.regimes import is_inside, regimes


def test_the_laws_of_the_language_are_there():
    assert list(regimes()) == ["gdpr", "uk-gdpr", "nz-privacy-act", "fadp", "ccpa", "lgpd"]


@pytest.mark.parametrize("regime", regimes().values(), ids=lambda each: each.id)
def test_a_law_names_known_areas_and_a_known_authority(regime):
    assert regime.area
    assert all(area in places().areas or is_place(area) for area in regime.area)
    assert regime.authority is None or regime.id in authorities()[regime.authority].regimes
    assert regime.checked >= dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("regime", "place", "inside"),
    [
        pytest.param("gdpr", "NO", True, id="Norway is in the EEA"),
        pytest.param("gdpr", "DE-BY", True, id="so is Bavaria"),
        pytest.param("gdpr", "RE", True, id="Réunion is in the European Union"),
        pytest.param("gdpr", "GB", False, id="the United Kingdom is outside the EEA"),
        pytest.param("gdpr", "EPO", False, id="an international organisation is outside"),
        pytest.param("uk-gdpr", "GB-SCT", True, id="Scotland is in the United Kingdom"),
        pytest.param("uk-gdpr", "JE", False, id="Jersey is not"),
        pytest.param("nz-privacy-act", "NZ", True, id="New Zealand"),
        pytest.param("ccpa", "US-NY", False, id="New York is not in California"),
    ],
)
def test_a_place_lies_inside_the_area_of_a_law(regime, place, inside):
    assert is_inside(regime, place) is inside


def test_an_unknown_law_is_refused():
    with pytest.raises(KeyError):
        is_inside("law-of-ruritania", "DE")


def test_a_law_with_a_table_of_adequacy_restricts_transfers():
    assert all(regimes()[regime].restricts_transfers for regime in adequacy_tables())
    assert not regimes()["ccpa"].restricts_transfers


@pytest.mark.parametrize("mechanism", mechanisms().values(), ids=lambda each: each.id)
def test_a_mechanism_names_known_laws_and_reads_inside_a_sentence(mechanism):
    assert mechanism.articles.keys() <= regimes().keys()
    assert not mechanism.words.endswith(".")
    assert mechanism.words[0].islower()


@pytest.mark.parametrize(
    ("mechanism", "kind", "laws"),
    [
        pytest.param("sccs", "safeguard", {"gdpr", "fadp"}, id="the clauses alone do not work in the United Kingdom"),
        pytest.param("uk-addendum", "safeguard", {"uk-gdpr"}, id="the addendum is British"),
        pytest.param("dpf", "adequacy", {"gdpr"}, id="each framework serves one law"),
        pytest.param("explicit-consent", "derogation", {"gdpr", "uk-gdpr", "fadp"}, id="Art. 49(1)(a)"),
        pytest.param("ipp12-agreement", "ground", {"nz-privacy-act"}, id="principle 12"),
    ],
)
def test_a_mechanism_serves_its_laws(mechanism, kind, laws):
    each = mechanisms()[mechanism]

    assert each.is_ is MechanismKind(kind)
    assert each.articles.keys() == laws


def test_the_derogations_of_article_49_are_complete():
    articles = {each.articles["gdpr"] for each in mechanisms().values() if each.is_ is MechanismKind.DEROGATION}

    assert articles == {f"Art. 49(1)({letter})" for letter in "abcdefg"} | {"Art. 49(1), second subparagraph"}


def test_terms_of_the_data_privacy_vocabulary_exist(shared):
    with (shared / "standards" / "dpv" / "eu-gdpr.csv").open(encoding="utf-8") as file:
        known = {f"eu-gdpr:{row['term']}" for row in csv.DictReader(file)}
    used = {each.dpv for each in mechanisms().values() if each.dpv}

    assert used <= known
    assert len(used) == 17


def test_every_mechanism_of_the_general_regulation_has_a_term():
    assert [each.id for each in mechanisms().values() if "gdpr" in each.articles and not each.dpv] == []
