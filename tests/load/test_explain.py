"""What pydantic says, in the words of the language: the cases that no file shows by itself."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from datamap.load.explain import _stands_without_value, findings_of
from datamap.load.models import keys_of, models_in
from datamap.load.positions import ListMarks, MappingMarks
from datamap.model.organisation import Organisation
from datamap.model.people import Purpose
from datamap.model.records import RECORD_TYPES, Records
from datamap.model.rights import Right
from datamap.model.systems import System
from datamap.model.trackers import Tracker
from tests.written import lines, loaded


def told(model, data):
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(model).validate_python(data)
    return [
        (finding.at, finding.id, finding.message, finding.help)
        for finding in findings_of(raised.value, (), model, data)
    ]


def test_the_models_that_a_value_can_be():
    assert models_in(RECORD_TYPES["rights"]) == {Right}
    assert models_in(Records.model_fields["purposes"].annotation) == {Purpose}
    assert models_in(str) == frozenset()
    assert keys_of(Purpose)[-5:] == ("formerly", "is", "to", "for", "basis")


@pytest.mark.parametrize(
    ("data", "at", "message"),
    [
        ({"visibility": "everyone"}, ("visibility",), "`everyone` is not one of the words allowed here"),
        ({"visibility": ["internal"]}, ("visibility",), "found a list, expected a mapping"),
        ({"visibility": {"internal": {}}}, ("visibility", "internal"), "found a mapping, expected a text"),
        ({"visibility": {"public": ["note"]}}, ("visibility", "public"), "`public` is not a key of `visibility`"),
    ],
)
def test_a_value_that_can_be_a_word_or_a_mapping_is_called_wrong_once(data, at, message):
    found = [(path, words) for path, _, words, _ in told(System, data)]
    assert (at, message) in found
    assert len(found) == len({path for path, _ in found})


def test_faults_side_by_side_are_all_reported():
    data = {"name": "X", "country": ["GB"], "address": ["a"], "short_name": [], "owner": ["b"], "employees": {}}
    found = told(Organisation, data)
    assert [at for at, *_ in found] == [("owner",), ("short_name",), ("country",), ("address",), ("employees",)]


def test_a_word_that_is_no_text_at_all():
    found = told(Tracker, {"class": ["essential"]})
    assert found == [
        (
            ("class",),
            "LNG-02",
            "found a list, expected one of essential, functional, analytics, advertising",
            "write one of these words",
        )
    ]


def test_what_a_library_says_of_values_nobody_thought_of_is_passed_on():
    class Odd(BaseModel):
        half: float

    assert told(Odd, {"half": "x"}) == [
        (
            ("half",),
            "LNG-05",
            "this value cannot be read: Input should be a valid number, unable to parse string as a number",
            "see `datamap explain` for the form it takes",
        )
    ]


@pytest.mark.parametrize(
    ("key", "below", "stands"),
    [
        ("b", (), False),
        ("a", (), True),
        ("d", ("a",), True),
        ("e", ("a", "c"), False),
        ("f", ("a", "c", 0), True),
        ("h", ("a", "i", "i"), True),
    ],
)
def test_a_key_without_a_value_is_told_from_a_missing_one(key, below, stands):
    hop = MappingMarks(
        0, {"x -> y": 0}, {"x -> y": MappingMarks(0, {"h": 1, "i": 2}, {"i": MappingMarks(0, {"h": 3}, {})})}
    )
    entries = ListMarks(0, [MappingMarks(0, {"f": 5}, {})])
    marks = MappingMarks(0, {"a": 0}, {"a": MappingMarks(0, {"c": 1, "d": 2}, {"c": entries, "i": hop})})
    assert _stands_without_value(key, below, marks) is stands


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("systems: {shop: {host: {a: {when: {en: x, english: y}}}}}", "`english` is not a language"),
        ("systems: {shop: {retention: {stages: {keep: 1 year}}}}", "found a mapping, expected a list"),
        ("systems: {shop: {retention: [{stages: [{kep: 1 year}]}]}}", "`kep` is not a key of a retention rule; did you mean `keep`?"),
        ("activities: {a: {purposes: {a b: x}}}", "`a b` cannot be an identifier"),
        ("activities: {a: {transfers: [US]}}", "found a list, expected a mapping; write it as in `transfers: {US: sccs}`"),
        ("activities: {a: {dpia: {consultd: x}}}", "`consultd` is not a key of an assessment; did you mean `consulted`?"),
        ("activities: {a: {opt_out: {zebra: x}}}", "`zebra` is not a key of an opt-out; "),
        ("arrangements: {a: {with: [x], duties: {zebra: x}}}", "`zebra` is not a key of duties; "),
        ("organisation: {name: X, contacts: {a: {zebra: x}}}", "`zebra` is not a key of a contact; "),
        ("notices: {a: {is: privacy-notice, changes: {zebra: x}}}", "`zebra` is not a key of changes; "),
        ("laws: {a: {links: [{zebra: x}]}}", "`zebra` is not a key of a link to a document; "),
        ("products: {a: {minimum_age: [1]}}", "found a list, expected a whole number; write digits only"),
        ("products: {a: {minimum_age: 1.5}}", "found `1.5`, expected a whole number; write digits only"),
        ("data_subjects: {a: {minors: []}}", "`minors` has an empty list"),
        ("data_subjects: {a: {minors: [x]}}", "found a list, expected `true` or `false`"),
        ("trackers: {a: {to: b, for: c, class: analytics}}", "says both `to` and `for`; keep one"),
    ],
)  # fmt: skip
def test_messages(text, line):
    found = lines(loaded(f"{text}\n" if "organisation" in text else f"organisation: X\n{text}\n"))
    assert any(line in each for each in found), found


def test_the_place_of_a_wrong_key_of_a_mapping_is_the_key():
    (line,) = lines(loaded("organisation: X\nactivities: {a: {purposes: {a b: some words}}}\n"))
    assert line.startswith("inventory.yaml:2:29: ")
