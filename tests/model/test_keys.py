"""Every key of the language says what it is, and can be found by its name and by its path."""

import re

import pytest

from datamap.model import forms, shapes
from datamap.model.activity import DataDetail
from datamap.model.base import Frozen
from datamap.model.basis import BASES
from datamap.model.keys import Key, found_at, key_of, keys_of, kinds_with, names, places, places_of, record_model
from datamap.model.meta import key
from datamap.model.record import Qualified, Record
from datamap.model.records import KINDS, Records
from datamap.model.retention import RetentionRule

KEYS = tuple(dict.fromkeys(place.key for place in places()))
IDS = [f"{held.model.__name__}.{held.name}" for held in KEYS]
LAW = re.compile(r"(UK )?(GDPR|DPA 2018|ePrivacy|PECR|Cal\. Civ\. Code)\b")

TRANSFER = (
    "the identifier of a mechanism alone, as its `mechanism`",
    "the keys of a transfer",
    "a list of these",
    "`none` or `unknown`",
)
DIFFERENT_TITLES = {
    "at": "a finding stands at a path of the inventory, a statement holds at a system",
    "url": "most documents have an address; a certificate, an unlisted law or authority a link, perhaps only a title",
    "product": "an entity has products, a selector chooses by product",
    "region": "an entity has regions, a selector chooses by region",
}
"""Keys of one name whose titles differ, each with the reason."""


class TestEachKey:
    @pytest.mark.parametrize("held", KEYS, ids=IDS)
    def test_has_a_title(self, held):
        assert re.fullmatch(r"[A-Z]\S.*", held.title)
        assert not held.title.endswith(".")

    @pytest.mark.parametrize("held", KEYS, ids=IDS)
    def test_has_a_description_of_whole_sentences(self, held):
        assert re.fullmatch(r"[A-Z`].*[^ ]\.", held.description)
        assert held.description.count("`") % 2 == 0

    @pytest.mark.parametrize("held", KEYS, ids=IDS)
    def test_has_an_example(self, held):
        """That each example is right is proven with the schema."""
        assert held.example not in (None, "", [], {})

    @pytest.mark.parametrize("held", KEYS, ids=IDS)
    def test_says_in_words_what_its_value_may_be(self, held):
        assert held.forms
        assert all(form == form.strip() and not form.endswith(".") for form in held.forms)
        assert "_" not in re.sub(r"`[^`]*`", "", " ".join(held.forms))

    @pytest.mark.parametrize("held", [held for held in KEYS if held.law], ids=lambda held: held.name)
    def test_cites_laws_by_their_names(self, held):
        assert LAW.match(held.law)

    @pytest.mark.parametrize("held", KEYS, ids=IDS)
    def test_stands_somewhere(self, held):
        assert places_of(held)

    def test_has_a_name_that_no_yaml_reader_takes_for_a_truth_value(self):
        """Law 9 of the language."""
        assert names().isdisjoint({"on", "off", "yes", "no", "y", "n", "true", "false", "null"})


def titles():
    found = {}
    for held in KEYS:
        found.setdefault(held.name, set()).add(held.title)
    return found


class TestOneName:
    def test_has_one_title_unless_there_is_a_reason(self):
        assert {name for name, held in titles().items() if len(held) > 1} == set(DIFFERENT_TITLES)

    def test_is_one_key_however_many_models_inherit_it(self):
        assert key_of(DataDetail, "when") is key_of(Qualified, "when") is key_of(RetentionRule, "when")
        assert len(places_of(key_of(Qualified, "when"))) > 100


class TestKeysOfAModel:
    def test_come_with_its_own_first(self):
        models = [held.model for held in keys_of(DataDetail)]
        assert models == sorted(models, key=DataDetail.__mro__.index)
        assert models[0] is DataDetail

    @pytest.mark.parametrize("kind", KINDS)
    def test_of_a_record_include_what_every_record_has(self, kind):
        model = record_model(kind)
        assert issubclass(model, Record)
        assert {"title", "when", "visibility"} <= {held.name for held in keys_of(model)}
        assert kind in kinds_with(model)


class TestPlaces:
    @pytest.mark.parametrize(
        ("path", "models"),
        [
            pytest.param("activities.data.needed_for", ["DataDetail"], id="the whole path"),
            pytest.param("data.needed_for", ["DataDetail"], id="the end of a path"),
            pytest.param("retention.needed_for", ["RetentionRule"], id="another end"),
            pytest.param("needed_for", ["RetentionRule", "DataDetail"], id="a key with two meanings"),
            pytest.param("notices", ["Records"], id="a kind"),
            pytest.param("systems", ["Records", "Activity"], id="a kind that is a key too"),
            pytest.param("activities.retention.stages.keep", [], id="what can hold itself is entered once"),
            pytest.param("activities.keep", [], id="a path that leads nowhere"),
            pytest.param("nothing", [], id="no key"),
        ],
    )
    def test_are_found(self, path, models):
        assert [held.__name__ for held in dict.fromkeys(place.key.model for place in found_at(path))] == models

    def test_are_written_with_dots(self):
        (place,) = found_at("activities.data.needed_for")
        assert str(place) == "activities.data.needed_for"

    def test_come_with_the_shortest_first(self):
        lengths = [len(place.path) for place in places()]
        assert lengths == sorted(lengths)
        assert [str(place) for place in places()][: len(KINDS)] == list(KINDS)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("organisation.name", ("words, or a mapping from language to words", "`none` or `unknown`")),
        ("organisation.public_body", ("`true` or `false`",)),
        ("organisation.defaults", ("the keys of a default",)),
        ("activities.status", ("one of `proposed`, `active`, `ended`",)),
        (
            "activities.basis",
            (
                f"one of {', '.join(f'`{basis}`' for basis in BASES)}",
                "the keys of a basis",
                "a list of these",
                "`none` or `unknown`",
            ),
        ),
        (
            "activities.flows",
            (
                "a path alone, as its `path`",
                "one path with a detail that holds for every hop: `a -> b: [data]` or `a -> b: {data: ..., when: ...}`",
                "the keys of a flow",
                "a list of these",
                "`none` or `unknown`",
            ),
        ),
        (
            "activities.purposes",
            (
                "the identifier of a purpose, alone or with a detail: the keys of a qualified statement",
                "a list of these",
                "a mapping from identifier to a purpose, declared for this use alone",
                "`none` or `unknown`",
            ),
        ),
        (
            "activities.transfers",
            (
                f"a mapping from a country, an area or a region to {', or '.join(TRANSFER)}",
                "`none` or `unknown`",
            ),
        ),
        ("retention.stages", ("a list; each entry is a period alone, as its `keep`, or the keys of a retention rule",)),
        ("clients.informed_by", ("`us`, `client` or `each` or the identifier of a processor or a recipient",)),
        ("retention.law", ("the identifier of a law or words", "a list of these")),
        ("systems.links", ("an address, else a title", "the keys of a link to a document", "a list of these")),
        ("activities.visibility", ("one of `public`, `internal`", "the keys of a list of internal keys")),
        ("legitimate-interests", ("words alone, as its `interest`", "the keys of legitimate interests")),
    ],
)
def test_forms_in_words(path, expected):
    assert found_at(path)[0].key.forms[: len(expected)] == expected


def test_a_record_that_needs_more_than_words_has_no_short_form():
    assert "words" not in found_at("disclosures")[0].key.forms[0]


def test_every_model_is_called_something_of_its_own():
    models = shapes.models_below(Records)
    assert len({forms.called(model) for model in models}) == len(models)


def test_a_key_without_facts_says_little():
    class Bare(Frozen):
        word: bool | None = key("Word", "A word.", example=True)
        other: bool | None = None

    assert key_of(Bare, "word").law == key_of(Bare, "word").column == ""
    bare = key_of(Bare, "other")
    assert isinstance(bare, Key)
    assert (bare.title, bare.description, bare.example, bare.public) == ("other", "", None, False)
