"""Each vendor's file is complete in itself: every fact has its sources, and every reference leads somewhere."""

import csv
import datetime as dt
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from datamap.catalog import reading, sources
from datamap.catalog.countries import places
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.reading import read_data
from datamap.catalog.sources import Sourced, Status, read_facts, shared_sources
from datamap.catalog.vendors import Tracker, Vendor, vendor, vendor_ids, vendor_name

TOO_CLOSE = 0.9
vendors = pytest.mark.parametrize("id_", vendor_ids())


def parts_of(value):
    """Yield `value` and everything inside it that is a model."""
    if isinstance(value, BaseModel):
        yield value
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value:
            yield from parts_of(each)


def cited_in(raw):
    """Yield the source ids that a file cites."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from value if key == "sources" and isinstance(value, list) else cited_in(value)
    elif isinstance(raw, list):
        for each in raw:
            yield from cited_in(each)


@vendors
def test_a_file_holds_the_vendor_of_its_name(id_):
    assert vendor(id_).id == id_


@vendors
def test_the_name_alone_is_that_of_the_vendor(id_):
    assert vendor_name(id_) == vendor(id_).name.value


@vendors
def test_every_fact_has_a_source_and_a_date(id_):
    facts = [part for part in parts_of(vendor(id_)) if isinstance(part, Sourced)]

    assert len(facts) > 5
    for fact in facts:
        assert fact.sources
        assert dt.date(2026, 11, 22) <= fact.checked
        assert all((source.dated or "")[-10:] <= str(fact.checked) for source in fact.sources)


@vendors
def test_every_source_of_a_file_is_cited_in_it(id_):
    raw = read_data(f"vendors/{id_}")
    cited = {each.partition(":")[0] for each in cited_in(raw)}

    assert raw.get("sources", {}).keys() <= cited
    assert not raw.get("sources", {}).keys() & shared_sources().keys()


@vendors
def test_countries_areas_and_mechanisms_are_known(id_):
    found = vendor(id_)
    countries = {
        *(fact.value for fact in (found.country, found.home_country) if fact),
        *(each.country for each in (*found.entities, *found.transfers) if each.country),
        *(place.country for place in (found.locations.places if found.locations else ()) if place.country),
    }
    areas = {place.area for place in (found.locations.places if found.locations else ()) if place.area}

    assert countries <= places().countries.names.keys()
    assert areas <= places().areas.keys() | {"world"}
    assert {each.mechanism for each in found.transfers} <= mechanisms().keys()


@vendors
def test_the_dates_of_a_role_are_in_order(id_):
    assert all(role.from_ <= role.until for role in vendor(id_).roles if role.from_ and role.until)


@vendors
def test_purposes_read_after_to(id_):
    for tracker in vendor(id_).trackers.values():
        assert re.match(r"[a-z]", tracker.to), tracker.name
        assert not re.match(r"(to|the|a|an|used|stores|sets|this) ", tracker.to), tracker.name
        assert not tracker.to.endswith("."), tracker.name


def test_the_catalogue_has_not_shrunk():
    assert len(vendor_ids()) >= 53
    assert sum(len(vendor(id_).trackers) for id_ in vendor_ids()) >= 299


def test_every_kind_of_certainty_occurs():
    found = {part.status for id_ in vendor_ids() for part in parts_of(vendor(id_)) if isinstance(part, Sourced)}

    assert found == set(Status)


def test_every_shared_source_is_cited_somewhere():
    names = [f"vendors/{id_}" for id_ in vendor_ids()]
    names += ["adequacy", "authorities", "countries", "mechanisms", "regimes"]
    cited = {each.partition(":")[0] for name in names for each in cited_in(read_data(name))}

    assert shared_sources().keys() - cited == set()


def test_one_vendor_is_read_without_the_others(monkeypatch):
    read = []
    shared_sources()
    monkeypatch.setattr(sources, "read_data", lambda name: read.append(name) or read_data(name))
    vendor.cache_clear()

    vendor("stripe")

    assert read == ["vendors/stripe"]


def test_an_unknown_vendor_is_refused():
    with pytest.raises(KeyError, match="nobody"):
        vendor("nobody")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"roles": []}, "at least 1 item", id="no role"),
        pytest.param({"roles": [{"role": "processor"}]}, "sources", id="a role without a source"),
        pytest.param({"colour": "red"}, "Extra inputs are not permitted", id="an unknown key"),
        pytest.param({"id": "Stripe"}, "pattern", id="an id with a capital"),
        pytest.param({"trackers": {"a b": {}}}, "pattern", id="a name with a space"),
        pytest.param({"trackers": ["m"]}, "valid dictionary", id="trackers as a list"),
    ],
)
def test_a_wrong_file_is_refused(change, message):
    with pytest.raises(ValidationError, match=message):
        Vendor.model_validate(read_facts("vendors/stripe") | change)


@pytest.mark.parametrize(
    ("place", "accepted"),
    [({"country": "DE"}, True), ({"country": "DE", "area": "eu"}, False), ({"when": "asked"}, False)],
)
def test_a_place_is_exactly_one_place(place, accepted):
    raw = read_facts("vendors/stripe")
    raw["locations"] = raw["locations"] | {"places": [place]}

    if accepted:
        assert Vendor.model_validate(raw).locations.places[0].country == "DE"
    else:
        with pytest.raises(ValidationError, match="exactly one of `country`, `area` and `words`"):
            Vendor.model_validate(raw)


def test_the_example_of_the_guide_is_a_valid_file(tmp_path, monkeypatch):
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "add-a-vendor.md").read_text(encoding="utf-8")
    (tmp_path / "parcel-co.yaml").write_text(guide.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    shared_sources()
    monkeypatch.setattr(reading, "_DATA", tmp_path)

    example = Vendor.model_validate(read_facts("parcel-co"))

    assert example.id == "parcel-co"
    assert example.trackers["track_{id}"].status is Status.STATED
    assert {each.mechanism for each in example.transfers} <= {"dpf", "sccs"}


@pytest.mark.parametrize(
    ("id_", "name", "expires"),
    [
        pytest.param("stripe", "m", [("2 years", None)], id="a period"),
        pytest.param("freshdesk", "session_token", [("unknown", None)], id="nobody knows"),
        pytest.param(
            "google-marketing-platform",
            "IDE",
            [("up to 13 months", "you are in the EEA or the UK"), ("24 months", "you are elsewhere")],
            id="it depends",
        ),
    ],
)
def test_lifetimes_are_periods(id_, name, expires):
    tracker = vendor(id_).trackers[name]

    assert [(str(each.keep), each.when) for each in tracker.expires] == expires


def test_a_lifetime_that_is_no_period_is_refused():
    raw = read_facts("vendors/stripe")["trackers"]["m"]

    with pytest.raises(ValidationError, match="expires"):
        Tracker.model_validate({**raw, "name": "m", "expires": "a while"})


def letters(text):
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).strip()


@pytest.fixture(scope="module")
def foreign_descriptions(shared):
    with (shared / "catalogue" / "open-cookie-database.csv").open(encoding="utf-8") as file:
        return {letters(row["Description"]) for row in csv.DictReader(file)} - {""}


def too_close(purpose, descriptions):
    ours = letters(purpose)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(ours)
    for theirs in descriptions:
        # two texts whose lengths differ by more cannot be that close
        if min(len(ours), len(theirs)) < 0.8 * max(len(ours), len(theirs)):
            continue
        matcher.set_seq1(theirs)
        if matcher.quick_ratio() > TOO_CLOSE and matcher.ratio() > TOO_CLOSE:
            return theirs
    return None


def test_purposes_are_in_our_own_words(foreign_descriptions):
    ours = [(id_, tracker) for id_ in vendor_ids() for tracker in vendor(id_).trackers.values()]
    copied = {f"{id_} {tracker.name}": too_close(tracker.to, foreign_descriptions) for id_, tracker in ours}

    assert {name: text for name, text in copied.items() if text} == {}


def test_a_copied_purpose_would_be_noticed(foreign_descriptions):
    assert too_close("Stores the user's cookie consent state for this domain", foreign_descriptions)
