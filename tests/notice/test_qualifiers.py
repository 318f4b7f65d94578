"""A qualifier that is lost makes a statement say more than was declared: wherever it stands, the notice prints it."""

import re

import pytest

from datamap.graph.hops import HopKind
from datamap.model.said import Said
from datamap.notice.document import Group, Listing
from datamap.notice.sections.share import share
from tests.planted import Planting, desk_with, planted
from tests.sites import COMPLETE, Written, words

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


BROUGHT = """
organisation: {name: Harbour Books Ltd, regimes: [gdpr]}
recipients: {affiliates: Our affiliates, ad-partners: Our ad partners, courts: Foreign courts, buyers: Buyers, counters: Counters}
disclosures:
  business: {for: a business purpose, may: true, data: [name, email], recipients: [affiliates, buyers]}
  sale: {is: sale, data: [phone], recipients: [buyers]}
  law: {is: legal-request, recipients: [courts]}
trackers:
  ads: {class: advertising, set_by: ad-partners, data: [usage-data], to: show ads}
  counts: {class: analytics, set_by: counters, data: [usage-data], to: count visits, activities: [totals]}
activities:
  totals: {title: Totals, subjects: [customer], data: [statistics], recipients: [ad-partners: {data: [statistics], may: true}]}
notices: {privacy: {is: privacy-notice}}
"""


def told_of_parties(root, key):
    """The marks of a qualifier, the ways that data come to parties, and what the notice says of each party."""
    planting = Planting(key)
    desk = desk_with(root, planting, restricted=False)
    context = desk.context(desk.path("notice.md"))
    items = [
        item
        for block in share(context)
        if isinstance(block, Group)
        for listing in block.blocks
        if isinstance(listing, Listing)
        for item in listing.items
    ]
    said = {item.origin[0][1:3]: words(item.html).lower() for item in items}
    return {mark.path: mark.words for mark in planting.marks}, context.flows.hops, said


@pytest.mark.parametrize("key", ["when", "unless", "limit", "if_", "only", "except_"])
def test_what_an_occasion_or_a_tracker_brings_keeps_its_limit_with_each_party(key, tmp_path):
    """That the limit stands somewhere in the section is not enough: the party's own sentence is read alone."""
    marks, hops, said = told_of_parties(Written(tmp_path, BROUGHT).root, key)
    found = {
        (path, hop.target.id): marks[path] in said[hop.target.kind, hop.target.id]
        for hop in hops
        # What is said beside a tracker, and is no condition of it, stands in the list of trackers.
        if hop.kind is HopKind.DISCLOSURE or (hop.kind is HopKind.TRACKER and key != "limit")
        for path in {"/".join(map(str, at[1:3])) for at in hop.paths} & set(marks)
    }
    assert len(found) >= (4 if key == "limit" else 6)
    assert [where for where, is_told in found.items() if not is_told] == []
