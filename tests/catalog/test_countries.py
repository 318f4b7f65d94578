"""Countries, areas, subdivisions and international organisations."""

import re

import pytest

from datamap.catalog.countries import country_of, covers, is_place, members, place_name, places


def test_all_countries_of_iso_3166_are_there_once():
    names = places().countries.names

    assert len(names) == 249
    assert len(set(names.values())) == 249


@pytest.mark.parametrize("code", ["AN", "EU", "SU", "UK", "XK", "YU", "ZR"])
def test_codes_that_are_only_reserved_or_withdrawn_are_no_countries(code):
    assert not is_place(code)


def test_the_european_areas_have_their_members():
    assert len(members("eu")) == 27
    assert members("eea") == members("eu") | {"IS", "LI", "NO"}
    assert not members("eu-outermost") & members("eea")


@pytest.mark.parametrize("area", places().areas)
def test_the_members_of_an_area_are_known_countries(area):
    assert members(area) <= places().countries.names.keys()
    assert len(places().areas[area].members) == len(members(area))


@pytest.mark.parametrize("code", places().subdivisions.names)
def test_a_named_subdivision_lies_in_a_known_country(code):
    assert country_of(code) == code[:2]


@pytest.mark.parametrize(
    ("code", "country", "name"),
    [
        pytest.param("NO", "NO", "Norway", id="Norway is a country"),
        pytest.param("US-CA", "US", "California", id="a subdivision with a name"),
        pytest.param("FR-IDF", "FR", "FR-IDF", id="a subdivision without a name goes by its code"),
        pytest.param("EPO", None, "European Patent Organisation", id="an international organisation"),
        pytest.param("eea", None, "the European Economic Area", id="an area has a name and is no place"),
        pytest.param("XX", None, None, id="an unknown country"),
        pytest.param("XX-YY", None, None, id="a subdivision of an unknown country"),
        pytest.param("US-", None, None, id="a subdivision without a second part"),
        pytest.param("us", None, None, id="small letters"),
    ],
)
def test_codes_are_told_apart(code, country, name):
    assert country_of(code) == country
    assert place_name(code) == name
    assert is_place(code) == (name is not None and code not in places().areas)


@pytest.mark.parametrize(
    ("wider", "code", "covered"),
    [
        ("eea", "IS", True),
        ("eea", "DE-BY", True),
        ("eea", "GB", False),
        ("US", "US-CA", True),
        ("US-CA", "US", False),
        ("US-CA", "US-CA", True),
        ("EPO", "EPO", True),
        ("eea", "EPO", False),
    ],
)
def test_a_place_lies_in_a_wider_one(wider, code, covered):
    assert covers(wider, code) is covered


def test_an_unknown_area_is_refused():
    with pytest.raises(KeyError):
        members("atlantis")


def test_the_codes_are_those_of_the_standard():
    # Babel comes with the theme of the site.
    territories = pytest.importorskip("babel").Locale("en").territories
    # What the Unicode project adds for its own use: reserved codes, groups and tests.
    added = {"AC", "AN", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
    assert places().countries.names.keys() == {code for code in territories if re.fullmatch("[A-Z]{2}", code)} - added
    plain = {code: name for code, name in places().countries.names.items() if name == territories[code]}
    assert len(plain) > 215
