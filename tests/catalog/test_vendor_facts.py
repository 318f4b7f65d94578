"""Each vendor's file against the collected facts that it was made from: value by value, with how sure each was."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from datamap.catalog.sources import Status
from datamap.catalog.vendors import vendor, vendor_ids

FACTS = Path(__file__).parents[2].parent / "shared" / "catalogue" / "vendor-facts.yaml"
WHY = "the facts that the catalogue was made from are not beside the repository"
vendors = pytest.mark.parametrize("id_", vendor_ids())
NOT_SURE = {Status.UNVERIFIED, Status.DOUBTFUL}
CLASSES = {"strictly_necessary": "essential"}
NO_LIFETIME = {"not stated": "unknown", "varies": "unknown", "no expiry": "persistent"}
LIFETIMES = {
    ("freshdesk", "_helpkit_session"): ["unknown"],  # the note says that the source states none
    ("google-analytics", "AMP_TOKEN"): ["up to 1 year"],
    ("google-adsense", "IDE"): ["up to 13 months"],  # as the same source is quoted for the marketing platform
    ("google-marketing-platform", "IDE"): ["up to 13 months", "24 months"],
    ("wordpress", "wordpress_logged_in_{hash}"): ["session", "14 days"],
    ("wordpress", "wordpress_sec_{hash}"): ["session", "14 days"],
}
COMPANIES = {("stripe", "Stripe Technology Company, Limited")}
"""Companies that the facts name in their notes instead of the field for them."""


@cache
def collected():
    if not FACTS.is_file():
        pytest.skip(WHY)
    with FACTS.open(encoding="utf-8") as file:
        return {each["id"]: each for each in yaml.load(file, yaml.BaseLoader)}  # noqa: S506 - it makes nothing but text


def stated(value):
    """Return a collected value, or `None` where nothing was found."""
    return None if value in {"null", "none", "unknown", "not stated"} else value


def test_every_vendor_that_was_looked_into_has_a_file():
    assert tuple(sorted(collected())) == vendor_ids()
    assert Counter(len(each["cookies"]) > 0 for each in collected().values())[True] > 30
    assert sum(len(each["cookies"]) for each in collected().values()) == 299


@vendors
def test_who_it_is_and_where(id_):
    told, known = collected()[id_], vendor(id_)
    assert told["name"].startswith(known.name.value.split(" (")[0])
    companies = [known.legal_name.value] if known.legal_name is not None else []
    companies += [each.legal_name for each in known.entities]
    for company in companies:
        assert company.rstrip(".") in told["legal_entity"] or (id_, company) in COMPANIES
    assert (known.country.value if known.country is not None else None) == stated(told["entity_country"])
    home = known.home_country or known.country
    assert (home.value if home is not None else None) == stated(told["country"])


@vendors
def test_what_it_publishes(id_):
    told, links = collected()[id_]["urls"], vendor(id_).links
    for ours, theirs in (("policy", "privacy"), ("agreement", "dpa"), ("subprocessors", "subprocessors")):
        link = getattr(links, ours)
        # `none` says that there is no such document: a note says so, or the field does.
        assert (stated(link.url) if link is not None else None) == stated(told[theirs])


@vendors
def test_its_part(id_):
    told = collected()[id_]["role"].replace("_", "-").replace("independent controller", "independent-controller")
    roles = {role.role.value for role in vendor(id_).roles}
    named = {role for role in ("processor", "independent-controller", "joint-controller", "none") if role in told}
    assert named
    assert named <= roles


@vendors
def test_where_data_go_and_on_what_ground(id_):
    told, known = collected()[id_], vendor(id_)
    claims = {claim.mechanism: claim for claim in known.transfers}
    transfers = told["transfers"]
    assert ("dpf" in claims) == (transfers["dpf"] in {"asserted", "doubtful"})
    if transfers["dpf"] == "doubtful":
        assert claims["dpf"].doubt is not None
    if transfers["dpf"] == "unknown":
        assert known.open_questions or not transfers.get("dpf_entity")
    if "dpf" in claims and "dpf_entity" in transfers:
        assert claims["dpf"].entity in transfers["dpf_entity"]
    numbers = [claim.participant for claim in known.transfers if claim.participant is not None]
    assert [number for number in numbers if number not in transfers.get("dpf_participant", "")] == []
    no_clauses = ("unknown", "no", "not needed", "not_applicable", "not with")
    assert ("sccs" in claims) != transfers["sccs"].startswith(no_clauses)
    assert ("uk-addendum" in claims) == ("UK addendum" in transfers["sccs"])
    assert ("idta" in claims) == ("UK IDTA" in transfers["sccs"])
    assert ("bcr" in claims) == ("bcr" in transfers)
    assert ("adequacy" in claims) == ("adequacy" in transfers)
    places = {place.country for place in known.locations.places} if known.locations is not None else set()
    assert {region for region in told["regions"] if re.fullmatch("[A-Z]{2}", region)} <= places
    assert known.locations is not None or told["regions"] == ["not stated"]
    assert len(known.data.items) >= len(told["data_categories"])


@vendors
def test_its_trackers(id_):
    told, known = collected()[id_]["cookies"], vendor(id_)
    trackers = {tracker.name: tracker for tracker in known.trackers.values()}
    names = [re.sub(r"<([^>]+)>", r"{\1}", cookie["name"]) for cookie in told]
    assert sorted(trackers) == sorted(names)
    for name, cookie in zip(names, told, strict=True):
        tracker = trackers[name]
        assert tracker.class_.value == CLASSES.get(cookie["category"], cookie["category"])
        assert all(domain in cookie["domain"] for domain in tracker.domains)
        lifetime = NO_LIFETIME.get(cookie["duration"], cookie["duration"])
        assert [str(each.keep) for each in tracker.expires] == LIFETIMES.get((id_, name), [lifetime])


@vendors
def test_what_is_doubtful_there_is_doubtful_here(id_):
    told, known = collected()[id_], vendor(id_)
    sources = {}
    for source in told["sources"]:
        for fact in source["facts"]:
            sources.setdefault(fact, []).append(source["source"])
    claims = {name: [each for each in known.transfers if each.mechanism == name] for name in ("dpf", "sccs", "bcr")}
    held = {
        "name": [known.name],
        "legal_entity": [known.legal_name],
        "entity_country": [known.country],
        "country": [known.home_country or known.country],
        "regions": [known.locations],
        "role": known.roles,
        "category": [known.is_],
        "urls.privacy": [known.links.policy],
        "urls.dpa": [known.links.agreement],
        "urls.subprocessors": [known.links.subprocessors],
        "data_categories": [known.data],
        **{f"transfers.{name}": each for name, each in claims.items()},
    }
    for field, facts in held.items():
        unverified = all(source.startswith("general knowledge") for source in sources.get(field, ["a note"]))
        for fact in facts if field in sources else ():
            if fact is not None and unverified:
                assert fact.status in NOT_SURE, f"{field} was confirmed by no page"
    trackers = {tracker.name: tracker for tracker in known.trackers.values()}
    for cookie in told["cookies"]:
        tracker = trackers[re.sub(r"<([^>]+)>", r"{\1}", cookie["name"])]
        if "general knowledge" in cookie["source"]:
            assert tracker.status in NOT_SURE
        if "note" in cookie and (id_, tracker.name) not in LIFETIMES:
            said = (tracker.doubt, tracker.note, tracker.legacy or None, *(each.when for each in tracker.expires))
            assert any(each is not None for each in said), cookie["note"]
