"""Laws 2 and 3: a list refers, a mapping declares in place; an entry is an identifier, or one with a detail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from datamap.model.items import RESERVED, Item, Items, Many, Uses, identifier
from datamap.model.people import Purpose
from datamap.model.record import Qualified

ITEMS, USES = TypeAdapter(Items[Qualified]), TypeAdapter(Uses[Qualified, Purpose])
MANY = TypeAdapter(Many[str])


def told(adapter, value):
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(value)
    return [error["msg"] for error in raised.value.errors()]


@pytest.mark.parametrize(
    "name",
    ["orders", "_ga", "wp-settings-[UID]", "TS*", "cart_{id}", "*", "@x", "%x", "!", "1.10", "NO", "Straße", "a-b", "x" * 200],
)  # fmt: skip
def test_identifiers_are_welcome_with_the_signs_that_cookies_have(name):
    assert identifier(name) == name


@pytest.mark.parametrize(
    ("name", "what", "mend"),
    [
        *((word, f"`{word}` is a word of the language, not an identifier", "choose another name") for word in sorted(RESERVED)),
        *(
            (f"a{sign}b", f"`a{sign}b` cannot be an identifier", "use letters, digits, `-`, `_` and `.`, and no spaces")
            for sign in ("/", "&", ",", "<", ">", '"', "'", "`", "\\", "\x1b", "\x7f", "\x9b", "\u200b", "\u202e", "\ufeff")
        ),
        ("a b", "`a b` cannot be an identifier", "write it without spaces, such as `a-b`; a `title` can hold any words"),
        ("", "an empty text cannot be an identifier", "use letters, digits, `-`, `_` and `.`, and no spaces"),
        ("x" * 201, "an identifier of 201 characters is too long", "use at most 200"),
        (5, "expected an identifier", "write a name without spaces"),
    ],
)  # fmt: skip
def test_no_identifiers(name, what, mend):
    with pytest.raises(PydanticCustomError) as raised:
        identifier(name)
    assert (raised.value.context["what"], raised.value.context["mend"]) == (what, mend)


@given(st.text())
def test_an_identifier_can_stand_in_a_path_a_flow_and_an_attribute(text):
    try:
        name = identifier(text)
    except PydanticCustomError:
        return
    assert not set(name) & set(" /&,<>\"'`\\\n\t\x00\x1b")


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("name", (Item("name"),)),
        (" name ", (Item("name"),)),
        (["name", "email"], (Item("name"), Item("email"))),
        ([{"name": {"when": "you order"}}], (Item("name", Qualified(when="you order")),)),
        ({"name": {"when": "you order"}}, (Item("name", Qualified(when="you order")),)),
        ([{"name": "some words"}], (Item("name", Qualified(text="some words")),)),
        (["all"], (Item("all"),)),
        (["https://example.org", "write to us"], (Item("https://example.org"), Item("write to us"))),
    ],
)
def test_entries(written, items):
    assert ITEMS.validate_python(written) == items


def test_entries_are_written_back_as_they_were():
    written = ["name", {"email": {"when": "you order", "may": True}}]
    assert ITEMS.dump_python(ITEMS.validate_python(written)) == tuple(written)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ([{"a": {}, "b": {}}], "expected an identifier, or one identifier with a detail: write each as an entry of a list: `[name: {...}, other: {...}]`"),
        ([{}], "expected an identifier, or one identifier with a detail: write `name`, or `name: {when: you order goods}`"),
        ([["a"]], "expected an identifier, or one identifier with a detail: write `name`, or `name: {when: you order goods}`"),
        (["none"], "`none` cannot stand in a list: write it in place of the whole list"),
        ([{"unknown": {}}], "`unknown` cannot stand in a list: write it in place of the whole list"),
        ([" "], "an empty text cannot stand in a list: remove it, or write what was meant"),
        ([{5: {}}], "expected an identifier: write a name without spaces"),
    ],
)  # fmt: skip
def test_no_entries(written, message):
    assert told(ITEMS, written) == [message]


def test_an_item_is_a_value():
    item = Item("name", Qualified(when="you order"))
    assert item == Item("name", Qualified(when="you order"))
    assert item != Item("name")
    assert item != "name"
    assert len({item, Item("name", Qualified(when="you order")), Item("name")}) == 2
    assert (repr(Item("a")), repr(Item("a", 1))) == ("Item('a')", "Item('a', 1)")


def test_a_list_refers_and_a_mapping_declares():
    assert USES.validate_python(["deliver"]) == (Item("deliver"),)
    assert USES.validate_python("deliver") == (Item("deliver"),)
    assert USES.validate_python({"deliver": "deliver what you ordered"}) == {
        "deliver": Purpose(to="deliver what you ordered")
    }


def test_what_declares_has_identifiers_and_is_not_empty():
    assert told(USES, {"none": "x"}) == ["`none` is a word of the language, not an identifier: choose another name"]
    assert told(USES, {}) == ["nothing is declared here: leave the key out, or write `none` or `unknown`"]


def test_one_value_can_stand_without_its_brackets():
    assert MANY.validate_python("a") == ("a",)
    assert MANY.validate_python(["a", "b"]) == ("a", "b")
    assert MANY.validate_python(("a",)) == ("a",)
