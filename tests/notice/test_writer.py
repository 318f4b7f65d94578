"""Sentences from templates: lists, sentences, days, and templates that ask for more than they are given."""

import datetime as dt

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup

from datamap.notice.writer import Writer, capital, day, listed, sentence

WRITER = Writer("en")


@pytest.mark.parametrize(
    ("parts", "joint", "text"),
    [
        pytest.param([], "and", "", id="none"),
        pytest.param(["name"], "and", "name", id="one"),
        pytest.param(["name", "e-mail"], "and", "name and e-mail", id="two"),
        pytest.param(["name", "e-mail", "address"], "or", "name, e-mail or address", id="three"),
        pytest.param(
            ["name, if given", "e-mail", "address"], "and", "name, if given; e-mail; and address", id="a comma"
        ),
        pytest.param(["bed and board", "tax", "fees"], "and", "bed and board, tax, and fees", id="an and"),
        pytest.param(["bed and board", "tax"], "and", "bed and board, and tax", id="two, one with an and"),
    ],
)
def test_lists(parts, joint, text):
    assert listed(parts, joint) == text


def test_lists_escape_what_is_not_safe_yet():
    assert listed(["<b>", Markup("<em>x</em>")]) == Markup("&lt;b&gt; and <em>x</em>")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", ""),
        ("   ", ""),
        ("we keep them", "We keep them."),
        ("we keep them.", "We keep them."),
        ("really?", "Really?"),
        ("as follows:", "As follows:"),
        ("“we keep them.”", "“We keep them.”"),
        ("(in short) we keep", "(In short) we keep."),
        ("élan", "Élan."),
        ("a < b", "A &lt; b."),
        (Markup('<a href="x">shop</a> data'), '<a href="x">Shop</a> data.'),
        (Markup("&quot;so&quot;"), "&quot;So&quot;."),
    ],
)
def test_sentences(words, text):
    assert sentence(words) == text


def test_a_capital_adds_no_full_stop():
    assert capital("payments by card") == "Payments by card"


def test_days():
    assert day(dt.date(2024, 2, 5)) == "5 February 2024"


class TestWriter:
    def test_a_missing_value_fails(self):
        """A template must not print nothing where it was not given a value."""
        assert WRITER.environment.undefined is StrictUndefined
        with pytest.raises(UndefinedError, match="parameter 'name' was not provided"):
            WRITER.words("who.controller", short=None, processor=False)

    def test_an_unknown_value_fails(self):
        with pytest.raises(TypeError, match="takes no keyword argument 'colour'"):
            WRITER.words("who.address", text="Mill Lane", colour="red")

    def test_words_are_escaped(self):
        assert "<script>" not in WRITER.words("who.address", text="<script>alert(1)</script>")

    def test_space_is_put_right(self):
        assert WRITER.words("who.address", text=" Mill \n  Lane ") == WRITER.words("who.address", text="Mill Lane")

    def test_a_sentence_has_each_path_once(self):
        path = ("org", "organisation", "address")
        said = WRITER.say("who.address", [path, path], text="Mill Lane")
        assert (said.origin, said.name) == ((path,), "who.address")

    def test_a_sentence_without_a_path_fails(self):
        with pytest.raises(ValueError, match="says something that no record says"):
            WRITER.say("who.address", [], text="Mill Lane")
