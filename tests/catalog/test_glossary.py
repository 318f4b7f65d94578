"""Every built-in name is found, in one form whatever table it comes from."""

import pytest

from datamap.catalog.glossary import HEADINGS, all_names, meant_by, named, names_in
from datamap.catalog.known import built_in
from datamap.catalog.terms import vocabulary
from datamap.model import shapes
from datamap.model.records import KINDS, Records


@pytest.mark.parametrize("name", HEADINGS)
def test_holds_each_name_that_the_loader_knows(name):
    assert {found.id for found in names_in(name)} == set(built_in().ids(name))
    assert all(
        found.vocabulary == name and found.title and all(words for _, words in found.facts) for found in names_in(name)
    )


def test_heads_each_vocabulary_that_a_key_can_name():
    own = {*KINDS, "contacts", "entities", "who", "bases"}
    targets = {
        kind
        for model in shapes.models_below(Records)
        for info in model.model_fields.values()
        if (target := shapes.refers_to(info)) is not None
        for kind in target.kinds
    }
    assert set(vocabulary()) <= set(HEADINGS)
    assert targets - own <= set(HEADINGS)


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_says_what_a_vocabulary_is_for(heading):
    assert heading.title[0].isupper()
    assert heading.meaning.endswith(".")


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        pytest.param("email", [("data_categories", "E-mail address"), ("channels", "E-mail")], id="two vocabularies"),
        pytest.param("court-order", [("triggers", "Court order")], id="a trigger"),
        pytest.param(
            "sccs", [("mechanisms", "Standard contractual clauses of the European Commission")], id="a mechanism"
        ),
        pytest.param("gdpr", [("regimes", "General Data Protection Regulation")], id="a regime"),
        pytest.param("ico", [("authorities", "Information Commissioner's Office")], id="an authority"),
        pytest.param("eea", [("areas", "The European Economic Area")], id="an area"),
        pytest.param("NO", [("countries", "Norway")], id="a country"),
        pytest.param("EPO", [("countries", "European Patent Organisation")], id="an international organisation"),
        pytest.param("sendgrid", [("vendors", "SendGrid (Twilio)")], id="a vendor"),
        pytest.param("shoe-size", [], id="nothing"),
    ],
)
def test_finds_a_name(id_, expected):
    assert [(found.vocabulary, found.title) for found in named(id_)] == expected


def test_says_what_is_known_of_a_term():
    (term, _) = named("email")
    assert dict(term.facts)["DPV"] == "pd:EmailAddress"
    assert dict(term.facts)["Fides"] == "user.contact.email"


def test_says_which_people_are_under_age_and_which_data_are_special():
    assert ("people", "minors, vulnerable") in dict.fromkeys(
        fact for found in names_in("data_subjects") for fact in found.facts
    )
    (health,) = (found for found in names_in("data_categories") if found.id == "health")
    assert dict(health.facts)["sensitivity"] == "health"


def test_names_the_law_behind_a_mechanism_by_its_short_name():
    (found,) = named("sccs")
    assert dict(found.facts)["law"].startswith("GDPR Art. 46(2)(c)")


def test_other_names_lead_to_terms():
    assert meant_by("e-mail")[0] == "email"
    assert meant_by("shoe-size") == ()


def test_lists_all_names():
    assert {"email", "court-order", "NO", "sendgrid"} <= set(all_names())
