"""Wherever a statement is printed, so is what limits it: on each page, in each section, not only somewhere.

Every statement of the complete inventory, one for each key of the language, is given a name that stands nowhere else.
Where that name appears, each qualifier planted on the statement must appear too.
"""

import re

import pytest

from datamap.pages.others import OtherPages
from datamap.pages.records import RecordPages
from tests.notice.test_qualifiers import QUALIFIERS
from tests.planted import MARK, Marking, Planting, desk_with, sections
from tests.sites import COMPLETE

THINGS = "a thing is named in many sentences, and what limits it stands once, where it is told what it is"
SHORT = "the first layer says “in some cases” in place of the words"
ELSEWHERE = {
    ("organisation/contacts/[^/]+", ".*"): THINGS,
    ("(data_subjects|data_categories|systems|processors|recipients|clients)/[^/]+", ".*"): THINGS,
    ("(schedules|products|regions)/[^/]+", ".*"): THINGS,
    (".*", "index.md: glance"): SHORT,
    ("activities/[^/]+", "notice.md: keep"): "it stands above the list of periods, in a sentence of the purposes",
    ("activities/[^/]+/systems/[^/]+", "(notice.md: table|register.md: register)"): (
        "there the system is a place of its own period"
    ),
    ("trackers/[^/]+/set_by/[^/]+", "(notice.md: table|register.md: register)"): (
        "our own website receives nothing, which a name that is unknown hides"
    ),
}
"""What need not be said again, as patterns of paths and sections, with the reason."""
REASON = "a reason limits nothing: it stands once"
OF_ONE = {
    "text": {("activities/[^/]+", ".*"): "words beside an activity are a sentence of their own, told once"},
    "because": {("measures/[^/]+", "register.md: register"): REASON, ("activities/[^/]+", "notice.md: share"): REASON},
    "may": {
        ("notices/[^/]+/changes", "notice.md: changes"): "its sentence says “may” in any case",
        ("disclaimers/[^/]+", "notice.md: promises"): "it says “where there are any”",
        ("processors/[^/]+/conditions/documented-instructions", "notice.md: share"): (
            "its own words, which the name replaces, say “may”"
        ),
    },
}
"""What need not be said again of one qualifier."""
MAY = re.compile(r"\bmay\b|in some cases")


def is_excepted(key, path, section):
    pairs = (*ELSEWHERE, *OF_ONE.get(key, ()))
    return any(re.fullmatch(at, path) and re.fullmatch(where, section) for at, where in pairs)


@pytest.fixture(scope="module")
def planted():
    """For each qualifier what the sections say with it on everything, and its words by path."""
    found = {}
    for key in QUALIFIERS:
        planting = Planting(key)
        said = sections(COMPLETE, planting)
        found[key] = said, {mark.path: mark.words for mark in planting.marks}
    return found


@pytest.fixture(scope="module")
def printed():
    """For each key of the language the path of one statement, and each section that prints it, with what that says."""
    nothing = Planting("may")
    sections(COMPLETE, nothing)
    found = {}
    for mark in {mark.keys: mark for mark in reversed(nothing.marks)}.values():
        marking = Marking(mark.path)
        said = sections(COMPLETE, marking)
        if marking.is_named:
            found[mark.path] = {section: text for section, text in said.items() if MARK.lower() in text}
    return found


def test_nearly_every_key_has_a_name_to_be_seen_by(printed):
    assert len(printed) > 130


@pytest.mark.parametrize("key", QUALIFIERS)
def test_a_qualifier_stands_wherever_its_statement_does(planted, printed, key):
    said, marks = planted[key]
    lost = {
        (path, section)
        for path, where in printed.items()
        for section in where
        if path in marks and marks[path] not in said.get(section, "") and not is_excepted(key, path, section)
    }
    assert lost == set()


def test_may_stands_wherever_its_statement_does(printed):
    plain = {section: len(MAY.findall(text)) for section, text in sections(COMPLETE, Planting("may")).items()}
    lost = {
        (path, section)
        for path, where in printed.items()
        for section, text in where.items()
        if len(MAY.findall(text)) <= plain[section] and not is_excepted("may", path, section)
    }
    assert lost == set()


def test_each_exception_is_needed(planted, printed):
    """An exception that is no longer needed would hide the next loss."""
    said, marks = planted["limit"]
    lost = [
        (path, section)
        for path, where in printed.items()
        for section in where
        if path in marks and marks[path] not in said.get(section, "")
    ]
    needless = [
        pair
        for pair in ELSEWHERE
        if not any(re.fullmatch(pair[0], path) and re.fullmatch(pair[1], section) for path, section in lost)
    ]
    assert needless == []


@pytest.mark.parametrize("key", QUALIFIERS)
def test_the_page_of_a_record_shows_every_qualifier(key):
    planting = Planting(key)
    records = RecordPages(desk_with(COMPLETE, planting))
    text = "\n".join(
        page.markdown for page in (*OtherPages(desk=records.desk, records=records).pages(), *records.pages(iter(())))
    )
    assert {mark.path for mark in planting.marks if mark.words not in text} == set()
