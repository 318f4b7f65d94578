"""A qualifier that is lost makes a statement say more than was declared: wherever it stands, the notice prints it."""

import re

import pytest

from datamap.model.said import Said
from tests.planted import planted
from tests.sites import COMPLETE

QUALIFIERS = ("when", "unless", "limit", "because", "text", "if_", "only", "except_")
UNTOLD = {
    r"systems/[^/]+/location/[^/]+": "where a system stands is not told",
    r"systems/[^/]+/controlled_by/[^/]+": "who decides about a system is not told",
    r"trackers/[^/]+/activities/[^/]+": "which activities a tracker serves is not told",
    r"activities/[^/]+/flows/\d+/purposes/[^/]+": "what one flow is for is not told",
    r"commitments/films-stay/data/stroke-video": "what its `never` says of the same data is closer",
    r"notices/(?!privacy$|privacy/)[^/]+(/about/[^/]+)?": "it speaks of another document",
}
"""What the notice does not tell of, as patterns of paths with the reason: no sentence rests on it."""


@pytest.fixture(scope="module")
def lost():
    """For each qualifier the paths at which it was planted, and those of them at which it does not arrive."""
    found = {}
    for key in QUALIFIERS:
        marks, notice = planted(COMPLETE, key)
        found[key] = ({mark.path for mark in marks}, {mark.path for mark in marks if mark.words not in notice})
    return found


@pytest.mark.parametrize("key", QUALIFIERS)
def test_every_qualifier_arrives_in_the_notice(lost, key):
    everywhere, missing = lost[key]
    assert len(everywhere) > 150
    assert {path for path in missing if not any(re.fullmatch(pattern, path) for pattern in UNTOLD)} == set()


@pytest.mark.parametrize("pattern", UNTOLD)
def test_what_is_not_told_of_is_not_told_of(lost, pattern):
    """An exception that is no longer needed would hide the next loss."""
    assert any(re.fullmatch(pattern, path) for _, missing in lost.values() for path in missing)


UNTOLD_EMPTY = {
    r"(processors|clients)/[^/]+/agreement": "an agreement of which no document is named is not told of",
    r"trackers/[^/]+/consent/\d+": "whether consent is needed is then not told of",
    r"(data_categories|systems|activities)/[^/]+/retention/\d+": "a rule that says no period, nor what comes then",
}
"""What the notice does not tell of where a statement lacks what it says first, as patterns of paths with the reason."""


@pytest.fixture(scope="module")
def lost_of_empty():
    """The same with what such a statement says first, the mechanism of a transfer for one, `unknown` or left out."""
    found = {}
    for emptied in (Said.UNKNOWN, None):
        for key in QUALIFIERS:
            marks, notice = planted(COMPLETE, key, emptied=emptied)
            found[emptied, key] = (
                {mark.path for mark in marks},
                {mark.path for mark in marks if mark.words not in notice},
            )
    return found


@pytest.mark.parametrize("emptied", [Said.UNKNOWN, None])
@pytest.mark.parametrize("key", QUALIFIERS)
def test_every_qualifier_arrives_where_the_rest_is_unknown_or_left_out(lost_of_empty, emptied, key):
    everywhere, missing = lost_of_empty[emptied, key]
    assert len(everywhere) > 40
    assert sum("/transfers/" in path for path in everywhere) > 4
    assert {path for path in missing if not any(re.fullmatch(pattern, path) for pattern in UNTOLD_EMPTY)} == set()


@pytest.mark.parametrize("pattern", UNTOLD_EMPTY)
def test_what_is_not_told_of_when_empty_is_not_told_of(lost_of_empty, pattern):
    assert any(re.fullmatch(pattern, path) for _, missing in lost_of_empty.values() for path in missing)


SILENT = {
    "organisation": "that an organisation may be is no statement",
    "notices/*": "that a notice may be is no statement",
    "rights/*/*/extension": "its sentence says “can” in any case",
    "organisation/defaults/rights/*/extension": "its sentence says “can” in any case",
    "notices/*/changes": "its sentence says “may” in any case",
}
"""Where `may` says nothing, with the reason."""


def test_what_may_happen_is_not_overstated():
    """`may` has no words of its own: the notice with it differs from the notice without it; each key is tried once."""
    marks, without = planted(COMPLETE, "may")
    told = [mark for mark in marks if not any(re.fullmatch(pattern, mark.path) for pattern in UNTOLD)]
    first = {mark.keys: mark.path for mark in reversed(told)}
    assert len(first) > 90
    assert {keys for keys, path in first.items() if planted(COMPLETE, "may", path)[1] == without} == set(SILENT)


def test_what_may_happen_is_not_overstated_where_the_mechanism_is_unknown():
    marks, without = planted(COMPLETE, "may", emptied=Said.UNKNOWN)
    first = {mark.keys: mark.path for mark in reversed(marks) if "/transfers/" in mark.path}
    assert len(first) > 3
    assert {path for path in first.values() if planted(COMPLETE, "may", path, Said.UNKNOWN)[1] == without} == set()
