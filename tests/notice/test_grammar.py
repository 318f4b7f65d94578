"""Every sentence of the notices of all organisations is read for what no writer would leave standing."""

import re

import pytest

from datamap.model.record import Audience
from tests.sites import COMPLETE, INVENTORIES, pages, words

PAGES = (
    "notice",
    "index",
    "recipients",
    "rights",
    "retention",
    "cookies",
    "transfers",
    "register",
    "register-processor",
)
WRONG = {
    "two spaces": r"  ",
    "a word twice": r"\b(?!\d)(\w+) \1\b",
    "a space before a mark": r" [,.;:!?)]",
    "marks in a row": r"[,;:][.,;:]|\.\.|[(“] |\(\)",
    "“a” before a vowel": r"\b[Aa] (?!eu|one\b|once\b|uni|use|util)[aeio]\w",
    "“an” before a consonant": r"\b[Aa]n (?!hour|honest|heir)[b-df-hj-np-tv-z]\w",
    "one that are": r"\b(?:it|this) (?:are|have)\b",
    "many that is": r"(?:^|[.;:] )(?:we|you|they) (?:is|has|was|does)\b",
    "a small word without its words": r"\b(?:and|or|to|for|of|in|at|by|with|the) (?:and|or)\b(?!\w)|\b(?:and|or|of|the|a)[.;]",
    "an empty value": r"\b(?:None|null|undefined)\b",
    "an identifier": r"\b[a-z]+_[a-z]+\b",
    "brackets that could be one": r"\) \((?:only|except|see|given)\b",
    "a small letter after a full stop": r"[a-z]\. [a-z](?!\.)",
}
NAMES = frozenset({"cookies.name", "cookies.about", "register.list", "register.sentences", "table.list"})
"""Pieces with names of cookies, and cells that list them: an underscore is part of a name there."""
NO_SENTENCES = re.compile(
    r"(table|register)\..*|headings\..*|glance\.(purpose|recipient|right|more|client)"
    r"|collect\.(activity|devices|item|no_data)|why\.activity|keep\.(about|general)|share\.group|transfers\.who|who\.notice"
    r"|cookies\.(audience|name|purpose|class|lifetime|set_by|about)|clients\..*purposes|changes\.copyright"
)
"""Pieces that are cells, headings or items of a list, without a full stop."""


def pieces():
    for root in INVENTORIES:
        for audience in Audience:
            for page in pages(root, audience):
                if page.path.rpartition("/")[2].removesuffix(".md").partition("-")[0] in {
                    p.partition("-")[0] for p in PAGES
                }:
                    yield from ((page.path, piece) for piece in page.statements)


@pytest.fixture(scope="module")
def said():
    return sorted({(piece.name, words(piece.html)) for _, piece in pieces()})


def test_many_are_read(said):
    assert len(said) > 900
    assert any("Otterbank" in sentence for _, sentence in said), COMPLETE


@pytest.mark.parametrize("pattern", WRONG.values(), ids=WRONG)
def test_nobody_would_write_that(said, pattern):
    names = NAMES if pattern == WRONG["an identifier"] else frozenset()
    found = [sentence for name, sentence in said if name not in names and re.search(pattern, sentence)]
    assert found == []


def test_brackets_and_quotation_marks_are_closed(said):
    pairs = (("(", ")"), ("“", "”"), ("[", "]"))
    open_ones = [each for _, each in said if any(each.count(left) != each.count(right) for left, right in pairs)]
    assert open_ones == []


def test_a_sentence_begins_with_a_capital_and_ends_with_a_mark(said):
    sentences = [sentence for name, sentence in said if not NO_SENTENCES.fullmatch(name)]
    assert len(sentences) > 400
    assert [each for each in sentences if not re.search(r"[.!?:]”?$", each)] == []
    # A name may begin with a small letter.
    assert [each for each in sentences if each[:1].islower() and not re.match(r"[a-z]+[-A-Z_]", each)] == []
