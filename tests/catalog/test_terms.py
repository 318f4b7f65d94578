"""The built-in terms: read one by one, they are what their file says as a whole."""

from importlib.resources import files

from datamap.catalog.terms import synonyms, term_ids, vocabulary
from datamap.load.parse import parse
from datamap.model.term import Term

WHOLE = parse("terms.yaml", (files("datamap.catalog") / "data" / "terms.yaml").read_bytes())


def test_terms_that_are_read_one_by_one_are_those_of_the_whole_file():
    assert WHOLE.findings == ()
    assert {name: dict(terms) for name, terms in vocabulary().items()} == {
        name: {id_: Term.model_validate(term) for id_, term in terms.items()} for name, terms in WHOLE.data.items()
    }


def test_identifiers_are_known_without_reading_a_term():
    assert term_ids() == {name: frozenset(terms) for name, terms in WHOLE.data.items()}
    assert "email" in vocabulary()["data_categories"]
    assert "e-mail" not in vocabulary()["data_categories"]
    assert vocabulary()["data_categories"].get("e-mail") is None
    assert len(vocabulary()["rights"]) == len(WHOLE.data["rights"])


def test_a_synonym_leads_to_its_term():
    assert synonyms("data_categories")["e-mail"] == "email"
    assert synonyms("nothing") == {}
