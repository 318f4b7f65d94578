"""Texts that wait on the disk."""

import pytest

from datamap.pages.shelf import Shelf

TEXTS = ["", "one line", "two\nlines\r\n", "Zoë 日本 \U0001f469‍\U0001f4bb\x00", "long " * 100_000]


@pytest.fixture
def shelf():
    return Shelf()


def test_each_text_is_found_again_in_any_order(shelf):
    slots = [shelf.put(text) for text in TEXTS]
    assert [shelf.get(slot) for slot in reversed(slots)] == list(reversed(TEXTS))


def test_a_text_can_be_put_after_one_was_asked_for(shelf):
    first = shelf.put("first")
    assert shelf.get(first) == "first"
    second = shelf.put("second")
    assert (shelf.get(first), shelf.get(second)) == ("first", "second")
