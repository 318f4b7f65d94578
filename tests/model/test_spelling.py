"""All ways to write a name come to one spelling, and different names do not."""

import pytest

from datamap.model.keys import names
from datamap.model.spelling import folded, parts


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("legal_basis", "Legal basis"),
        ("legalBasis", "legal-bases"),
        ("sub-processors", "subprocessor"),
        ("E-mail addresses", "email_address"),
        ("data categories", "dataCategory"),
        ("children", "Child"),
        ("pseudonymization", "pseudonymisation"),
        ("anonymized", "anonymised"),
        ("data subject's", "data subjects"),
        ("switches", "switch"),
        ("SCCs", "scc"),
    ],
)
def test_of_one_name_is_one(written, other):
    assert folded(written) == folded(other)


@pytest.mark.parametrize(("one", "another"), [("address", "addressee"), ("is", "i"), ("basis", "base"), ("us", "u")])
def test_of_two_names_is_two(one, another):
    assert folded(one) != folded(another)


def test_keeps_the_keys_of_the_language_apart():
    same = {}
    for name in names():
        same.setdefault(folded(name), set()).add(name)
    singular_and_plural = [
        {"arrangement", "arrangements"}, {"condition", "conditions"}, {"consequence", "consequences"},
        {"contact", "contacts"}, {"entities", "entity"}, {"language", "languages"}, {"law", "laws"}, {"name", "names"},
        {"product", "products"},
        {"purpose", "purposes"}, {"regime", "regimes"}, {"region", "regions"}, {"rule", "rules"},
        {"schedule", "schedules"},
    ]  # fmt: skip
    assert sorted(map(sorted, (held for held in same.values() if len(held) > 1))) == list(
        map(sorted, singular_and_plural)
    )


def test_parts_are_words_in_small_letters():
    assert parts("legalBasis of the controller's e-mail (ISO 27001)") == [
        "legal", "basis", "of", "the", "controllers", "e", "mail", "iso", "27001",
    ]  # fmt: skip
