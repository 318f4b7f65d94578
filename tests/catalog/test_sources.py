"""Every fact knows where it comes from, and how surely it therefore stands."""

import datetime as dt

import pytest
from pydantic import ValidationError

from datamap.catalog import sources
from datamap.catalog.sources import Origin, Source, Sourced, Status, UnknownSourceError, read_facts, shared_sources


@pytest.fixture
def facts(monkeypatch):
    shared_sources()

    def read(raw):
        monkeypatch.setattr(sources, "read_data", lambda name: raw)
        return read_facts("some-file")

    return read


def source(origin):
    return Source.model_validate({"id": "s", "title": "A page", "is": origin})


@pytest.mark.parametrize(
    ("origins", "doubt", "status"),
    [
        pytest.param(["first-hand"], None, Status.STATED, id="the vendor says so"),
        pytest.param(["unrecorded", "second-hand", "first-hand"], None, Status.STATED, id="the best source counts"),
        pytest.param(["unrecorded", "second-hand"], None, Status.REPORTED, id="others say so"),
        pytest.param(["unrecorded"], None, Status.UNVERIFIED, id="no page can be named"),
        pytest.param(["first-hand"], "pages disagree", Status.DOUBTFUL, id="a doubt outweighs the best source"),
    ],
)
def test_the_status_follows_from_sources_and_doubt(origins, doubt, status):
    fact = Sourced(sources=tuple(map(source, origins)), checked=dt.date(2026, 11, 22), doubt=doubt)

    assert fact.status is status


def test_a_fact_without_sources_is_refused():
    with pytest.raises(ValidationError, match="at least 1 item"):
        Sourced(sources=(), checked=dt.date(2026, 11, 22))


def test_a_fact_takes_the_date_of_its_file_unless_it_has_its_own(facts):
    read = facts(
        {
            "checked": "2026-11-22",
            "here": {"sources": ["general-knowledge"]},
            "there": [{"sources": ["general-knowledge"], "checked": "2025-01-01"}],
        }
    )

    assert read["here"]["checked"] == "2026-11-22"
    assert read["there"][0]["checked"] == "2025-01-01"


def test_a_source_of_the_file_and_a_path_in_a_work_are_found(facts):
    read = facts(
        {
            "checked": "2026-11-22",
            "fact": {"sources": ["own", "datenanfragen:companies/wix.json"]},
            "sources": {"own": {"title": "A page", "is": "first-hand"}},
        }
    )

    own, record = read["fact"]["sources"]
    assert (own.id, own.is_) == ("own", Origin.FIRST_HAND)
    assert (record.id, record.path) == ("datenanfragen", "companies/wix.json")
    assert shared_sources()["datenanfragen"].path is None
    assert "sources" not in read


def test_a_source_that_is_defined_nowhere_is_refused_with_its_place(facts):
    expected = "some-file: roles, item 1.inner cites `nobody`, which neither its file nor sources.yaml defines"

    with pytest.raises(UnknownSourceError) as error:
        facts({"checked": "2026-11-22", "roles": [{"inner": {"sources": ["nobody"]}}]})

    assert str(error.value) == expected


@pytest.mark.parametrize("dated", ["22.11.2026", "November 2026", "2026-11-22 to 2026-11-23"])
def test_a_date_in_another_form_is_refused(dated):
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "s", "title": "A page", "is": "first-hand", "dated": dated})


@pytest.mark.parametrize("each", shared_sources().values(), ids=lambda each: each.id)
def test_a_work_in_a_repository_names_its_commit(each):
    assert (each.repository is None) == (each.commit is None)
