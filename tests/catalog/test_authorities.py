"""A notice names the authority to which people can complain (GDPR Art. 13(2)(d))."""

import pytest

from datamap.catalog.authorities import authorities, authorities_for
from datamap.catalog.countries import is_place, members
from datamap.catalog.regimes import regimes


@pytest.mark.parametrize("authority", authorities().values(), ids=lambda each: each.id)
def test_an_authority_is_in_a_known_place_under_known_laws(authority):
    assert is_place(authority.country)
    assert set(authority.regimes) <= regimes().keys()
    assert authority.url is None or authority.url.startswith("https://")


@pytest.mark.parametrize("country", sorted(members("eea")))
def test_each_state_of_the_eea_has_an_authority(country):
    assert any(each.country == country for each in authorities_for("gdpr", country))


def test_addresses_are_not_given_twice():
    urls = [each.url for each in authorities().values()]

    assert len(urls) == len(set(urls))


def test_the_authorities_of_a_country_include_those_of_its_states():
    german = authorities_for("gdpr", "DE")

    assert len(german) == 18
    assert {each.country.partition("-")[0] for each in german} == {"DE"}


def test_the_authorities_of_a_law_are_all_of_its_countries():
    assert [each.id for each in authorities_for("uk-gdpr")] == ["ico"]
    assert len(authorities_for("gdpr")) > 30
    assert authorities_for("gdpr", "US") == ()


@pytest.mark.parametrize(
    ("id_", "name"),
    [("ico", "Information Commissioner's Office"), ("imy", "Swedish Authority for Privacy Protection")],
)
def test_an_english_text_has_a_name_for_it(id_, name):
    assert authorities()[id_].english_name == name


def test_the_authorities_that_the_domain_sheet_names_are_here(shared):
    text = (shared / "domain" / "register-and-notice.md").read_text(encoding="utf-8")
    named = {"ICO": "ico", "OPC": "opc", "FDPIC": "fdpic", "CNIL": "cnil", "CNPD Luxembourg": "cnpd-lu", "ANPD": "anpd"}
    named["APD/GBA"] = "apd-gba"
    for words, id_ in named.items():
        assert words in text
        assert words.split(" ")[0] == authorities()[id_].short_name
    assert "Information Commission" in text
    assert "Information Commission" in authorities()["ico"].note
