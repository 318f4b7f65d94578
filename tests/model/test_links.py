"""Links and addresses: what comes from an inventory is published, so only harmless schemes pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.links import Email, Link, Url

URL, EMAIL, LINK = TypeAdapter(Url), TypeAdapter(Email), TypeAdapter(Link)


def told(adapter, value):
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(value)
    return [error["msg"] for error in raised.value.errors()]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/privacy?a=b&c#d", "http://example.org", "mailto:a@example.org", "tel:+441314960000",
     "HTTPS://EXAMPLE.ORG", "privacy.html", "/privacy", "#anchor", "../up", "https://example.org/%20"],
)  # fmt: skip
def test_addresses_that_can_be_published(address):
    assert URL.validate_python(f" {address} ") == address


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("javascript:alert(1)", "javascript"), ("JavaScript:x", "JavaScript"), ("data:text/html,x", "data"),
     ("vbscript:x", "vbscript"), ("file:///etc/passwd", "file"), ("x-y+z.1:a", "x-y+z.1"), ("s" * 99 + ":", "s" * 60 + "...")],
)  # fmt: skip
def test_schemes_that_a_browser_would_run_are_refused(address, scheme):
    assert told(URL, address) == [f"`{scheme}:` links are not published: use https, http, mailto, tel"]


@pytest.mark.parametrize("sign", [" ", "\n", "\t", "<", ">", '"', "`", "\\", "\x00", "\x1b", "\x7f"])
def test_an_address_cannot_break_out_of_what_it_is_printed_in(sign):
    (message,) = told(URL, f"https://example.org/{sign}x")
    assert message.endswith(" holds a space, a quote, a backslash or an angle bracket: percent-encode it")


@given(st.text())
def test_whatever_passes_has_an_allowed_scheme_or_none(text):
    try:
        address = URL.validate_python(text)
    except ValidationError:
        return
    scheme, colon, _ = address.partition(":")
    if colon and scheme.isascii() and scheme[:1].isalpha() and all(c.isalnum() or c in "+-." for c in scheme):
        assert scheme.lower() in {"https", "http", "mailto", "tel"}


@pytest.mark.parametrize("value", ["", " ", None, ["https://example.org"]])
def test_no_address(value):
    assert told(URL, value) == ["expected a web address: write one such as https://example.org/privacy"]


@pytest.mark.parametrize("address", ["a@b", "a.b+c@example.org", "ä@example.org", " a@b "])
def test_email(address):
    assert EMAIL.validate_python(address) == address.strip()


@pytest.mark.parametrize(
    "address", ["a", "a@", "@b", "a@b@c", "a b@c", "A <a@b>", "a@b,c@d", "mailto:a@b", "", "a@b\nbcc:c@d"]
)
def test_no_email(address):
    shown = " ".join(address.split())
    (message,) = told(EMAIL, address)
    assert message == f"`{shown}` is not an e-mail address: write the address alone, such as privacy@example.org"


def test_no_text_is_no_email():
    assert told(EMAIL, 5) == ["expected an e-mail address: write one such as privacy@example.org"]


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("https://example.org/dpa", {"url": "https://example.org/dpa"}),
        ("www.example.org", {"url": "www.example.org"}),
        ("example.org/dpa", {"url": "example.org/dpa"}),
        ("docs/dpa.pdf", {"url": "docs/dpa.pdf"}),
        ("DPA 2025", {"title": "DPA 2025"}),
        ("SCC module 2, signed 2025-03-01", {"title": "SCC module 2, signed 2025-03-01"}),
        ("TIA-2026", {"title": "TIA-2026"}),
        ({"title": "DPA", "url": "https://example.org"}, {"title": "DPA", "url": "https://example.org"}),
        ({"title": {"en": "DPA", "de": "AVV"}}, {"title": {"en": "DPA", "de": "AVV"}}),
    ],
)
def test_a_document_is_its_address_or_else_its_title(written, data):
    assert LINK.validate_python(written).model_dump(exclude_unset=True) == data


def test_a_document_says_something():
    assert told(LINK, {}) == ["this document has neither a `title` nor a `url`: write one of them, or both"]


def test_what_looks_like_an_address_is_held_to_what_one_may_be():
    assert told(LINK, "javascript:alert(1)") == ["`javascript:` links are not published: use https, http, mailto, tel"]
