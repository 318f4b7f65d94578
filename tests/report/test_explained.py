"""`datamap explain` says everything of a key, a kind, a term or a word, and helps where it knows nothing."""

import re

import pytest

from datamap.model.keys import places
from datamap.report.explained import as_lines, closed_words, explained

PATHS = sorted({str(place) for place in places() if len(place.path) <= 2})


def rows_of(word):
    (entry,) = explained(word)
    return entry, dict(entry.rows)


class TestKey:
    def test_says_everything(self):
        entry, rows = rows_of("activities.retention")
        assert (entry.heading, entry.what) == (
            "retention: Retention",
            "a key of each activity, and of the organisation's `defaults`",
        )
        assert rows["meaning"] == ("How long the data are kept.",)
        assert rows["elsewhere"][0].startswith("retention periods, storage period, ")
        assert rows["value"][0] == "a period alone, as its `keep`"
        assert "keep, after, until" in rows["keys"][0]
        assert rows["example"] == ("retention: 6 years",)
        assert rows["law"] == ("GDPR Art. 13(2)(a), 30(1)(f)",)
        assert rows["seen by"] == ("everyone",)
        assert rows["register"] == ("column “Retention”",)
        assert rows["stands at"] == ("activities.retention",)

    def test_says_that_it_cannot_be_left_out(self):
        assert rows_of("conflicts.between")[1]["needed"] == ("yes: it cannot be left out",)

    def test_says_that_only_we_see_it(self):
        assert rows_of("waivers.reason")[1]["seen by"] == ("us alone",)

    def test_names_some_of_many_places(self):
        _, rows = rows_of("note")
        assert len(rows["stands at"]) == 5
        assert re.fullmatch(r"and [0-9,]+ more places", rows["stands at"][-1])

    def test_with_two_meanings_comes_twice(self):
        first, second = explained("needed_for")
        assert (first.what, second.what) == (
            "a key of each retention rule",
            "a key of each detail of a category of data",
        )

    def test_with_many_meanings_is_listed(self):
        (entry,) = explained("data")
        assert entry.what.startswith("a key with 14 meanings; `datamap explain activities.data` says more")
        assert dict(entry.rows)["activities.data"] == ("Data. The categories of personal data.",)

    def test_that_is_a_kind_and_a_key_in_many_places_is_both(self):
        kind, others = explained("recipients")
        assert kind.what == "a kind of record"
        assert others.what.startswith("a key with 5 meanings")

    @pytest.mark.parametrize("path", PATHS)
    def test_is_explained_at_each_short_path(self, path):
        assert explained(path)


class TestKind:
    def test_lists_its_own_keys_and_names_the_others(self):
        entry, *_ = explained("activities")
        rows = dict(entry.rows)
        assert (entry.heading, entry.what) == ("activities: Activities", "a kind of record")
        assert rows["own keys"][0] == "purposes: What the data are used for."
        assert rows["and also"][0].startswith("title, also, description")


class TestTerm:
    def test_says_what_the_catalogue_knows(self):
        entry, rows = rows_of("court-order")
        assert (entry.heading, entry.what) == (
            "court-order: Court order",
            "a built-in name among triggers of disclosure",
        )
        assert rows["words"] == ("when a court orders it",)
        assert rows["named at"] == ("disclosures.is", "disclosures.such_as")

    def test_comes_beside_a_key_of_its_name(self):
        assert [entry.what for entry in explained("email")] == [
            "a key of each supervisory authority",
            "a key of each contact",
            "a built-in name among data categories",
            "a built-in name among channels",
        ]

    def test_names_some_of_many_keys(self):
        category = next(entry for entry in explained("email") if entry.what.endswith("data categories"))
        assert re.fullmatch(r"and \d+ more keys", dict(category.rows)["named at"][-1])


class TestWord:
    def test_says_of_which_keys_it_is_a_value(self):
        (entry, _) = explained("voluntary")
        assert entry.what == "a word of the language, as the value of"
        assert set(dict(entry.rows)) == {"activities.required", "activities.data.required"}

    @pytest.mark.parametrize("word", sorted(closed_words()))
    def test_of_each_closed_list_is_explained(self, word):
        assert explained(word)


@pytest.mark.parametrize(("word", "meaning"), [("none", "There is none: "), ("unknown", "Nobody here knows: ")])
def test_a_statement_in_place_of_a_value_is_explained(word, meaning):
    entry = explained(word)[0]
    (_, (said,)), (_, (example,)), (_, (where,)) = entry.rows
    assert said.startswith(meaning)
    assert example == f"retention: {word}"
    assert "any kind, and " in where
    assert {"basis", "dpo", "retention"} <= set(where.removeprefix("any kind, and ").split(", "))
    assert "title" not in where.split(", ")


def test_a_word_that_means_nothing_is_not_explained():
    assert explained("xyzzy") == ()


class TestText:
    def test_puts_words_beside_labels_and_wraps_them(self):
        (entry,) = explained("disclosures.is")
        lines = [label + words for label, words in as_lines(entry, 60)]
        assert lines == [
            "is: Is",
            "  a key of each disclosure",
            "  meaning     The trigger, from the built-in list; `to`,",
            "                `for` or `when` say it in words.",
            "  elsewhere   type, kind of, subtype",
            "  value       the identifier of a trigger",
            "              a list of these",
            "  example     is: court-order",
            "  seen by     everyone",
            "  stands at   disclosures.is",
        ]

    def test_puts_words_below_labels_that_leave_no_room(self):
        (entry,) = explained("data")
        lines = [label + words for label, words in as_lines(entry, 50)]
        at = lines.index("  data_categories.retention.data")
        assert lines[at + 1] == "            Data. The data that the rule is about;"
        assert all(len(line) <= 50 for line in lines[2:])

    @pytest.mark.parametrize("width", [40, 80, 110])
    def test_keeps_to_the_width(self, width):
        for word in ("activities", "data", "flows", "email"):
            for entry in explained(word):
                rows = list(as_lines(entry, width))[2:]
                assert all(len(label + words) <= width or " " not in words for label, words in rows)
