"""Words: one text, or one for each language; and what a message may quote of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.complaints import complaint, shortened
from datamap.model.words import Language, Plain, Text, in_language

TEXT, PLAIN, LANGUAGE = TypeAdapter(Text), TypeAdapter(Plain), TypeAdapter(Language)


def told(adapter, value):
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(value)
    (error,) = raised.value.errors()
    return error["msg"]


@pytest.mark.parametrize("adapter", [TEXT, PLAIN])
@pytest.mark.parametrize("written", ["1.10", "0303", "NO", "2024-02-25", "yes", "~", "a: b"])
def test_text_takes_the_scalar_as_written(adapter, written):
    assert adapter.validate_python(written) == written


def test_space_around_words_is_no_part_of_them():
    assert TEXT.validate_python(" a  b\n") == "a  b"
    assert PLAIN.validate_python(" a ") == "a"


def test_a_text_can_be_written_in_several_languages_at_the_value():
    text = TEXT.validate_python({"en": " your order ", "de": "Ihre Bestellung", "pt-BR": "seu pedido"})
    assert text == {"en": "your order", "de": "Ihre Bestellung", "pt-BR": "seu pedido"}
    assert TEXT.dump_python(text) == text
    assert in_language(text, "de") == "Ihre Bestellung"
    assert in_language(text, "fr") == "your order"
    assert in_language("your order", "de") == "your order"


@pytest.mark.parametrize("nothing", ["", " \n", {}, {"en": " "}])
def test_an_empty_text_is_no_statement(nothing):
    assert told(TEXT, nothing) == "found an empty text, expected words: leave the key out if there is nothing to say"


def test_what_is_neither_words_nor_languages_is_told():
    assert told(TEXT, ["a"]) == "expected words: write words, or one text for each language: `{en: ..., de: ...}`"
    assert told(PLAIN, " ") == "found an empty text, expected words: leave the key out if there is nothing to say"


@pytest.mark.parametrize("tag", ["english", "EN", "e", "en_GB", "", "en-", 5])
def test_a_language_is_a_tag(tag):
    assert told(LANGUAGE, tag) == f"`{tag}` is not a language: write its tag, such as `en` or `pt-BR`"
    assert told(TEXT, {tag: "words"}) == f"`{tag}` is not a language: write its tag, such as `en` or `pt-BR`"


@pytest.mark.parametrize("tag", ["en", "gsw", "pt-BR", "zh-Hant-TW", "de-1996"])
def test_language_tags(tag):
    assert LANGUAGE.validate_python(tag) == tag


@given(st.text())
def test_what_a_message_quotes_is_short_and_on_one_line(text):
    quoted = shortened(text)
    assert len(quoted) <= 63
    assert "\n" not in quoted
    assert quoted.removesuffix("...") in " ".join(text.split())


def test_a_complaint_keeps_what_and_mend_apart():
    error = complaint("text", "`a: b` is wrong", "write: c")
    assert (error.message(), error.context) == (
        "`a: b` is wrong: write: c",
        {"about": "text", "what": "`a: b` is wrong", "mend": "write: c"},
    )
    assert complaint("text", "is wrong").message() == "is wrong"
