"""Whole sentences of small inventories: each case of `sentences.yaml` says what a page prints, and nothing else does."""

import re
from pathlib import Path

import pytest
import yaml

from tests.sites import Written, words

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
EACH = pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])


def printed(written, page):
    """What a page says, by section: every sentence and cell in its order."""
    found = {}
    for piece in written.pages()[page].statements:
        found.setdefault(piece.name.partition(".")[0], []).append(words(piece.html))
    return found


@EACH
def test_a_page_says_this_and_no_more(case, tmp_path):
    written = Written(tmp_path, case["inventory"])
    for page, sections in case["says"].items():
        found = printed(written, page)
        assert {section: found.get(section, []) for section in sections} == sections, page


@EACH
def test_no_page_shows_an_identifier_or_a_hole(case, tmp_path):
    """An identifier of two words is told by its hyphen: in these inventories no word has one that ends in `-x`."""
    for path, page in Written(tmp_path, case["inventory"]).pages().items():
        for piece in page.statements:
            said = words(piece.html)
            assert not re.search(r"\b[a-z]+-x\b|\bNone\b|\.\.| [.,;]|\(\)", said), (path, said)
