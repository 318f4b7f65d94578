"""What the search of a built site finds: every record once on its own page, and nothing only because it is repeated."""

import json
from html import unescape

import pytest

from datamap.model.inventory import records_of
from datamap.model.record import Audience
from datamap.pages import parts
from datamap.pages.addresses import PAGED
from tests.mkdocs_sites import built, texts
from tests.sites import COMPLETE, opened, seen, words

((ID, RECORDS),) = seen(COMPLETE, Audience.PUBLIC).items()


def index_of(site):
    """(location, title, text) of what the search knows of a site."""
    entries = json.loads(site["search/search_index.json"])["docs"]
    return [(entry["location"], unescape(words(entry["title"])), unescape(words(entry["text"]))) for entry in entries]


def english(title):
    return title["en"] if isinstance(title, dict) else str(title)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return texts(built(opened(COMPLETE), tmp_path_factory.mktemp("site"), Audience.PUBLIC, theme="material"))


@pytest.mark.parametrize("kind", [*PAGED, "trackers", "data_subjects"])
def test_every_record_is_found_by_its_name(site, kind):
    index = index_of(site)
    where = PAGED.get(kind, "declared")
    named = [record for record in records_of(RECORDS, kind).values() if getattr(record, "title", None) is not None]
    assert named or kind == "trackers"
    for record in named:
        title = english(record.title)
        found = [place for place, said, _ in index if said == title and place.startswith(f"{ID}/{where}/")]
        assert found, title


def test_cookies_and_vendors_are_found_on_the_pages_that_list_them(site):
    index = index_of(site)
    said = {place.partition("#")[0]: "" for place, *_ in index}
    for place, _, text in index:
        said[place.partition("#")[0]] += text
    for kind, page in (("trackers", "cookies"), ("processors", "recipients")):
        for id_, record in records_of(RECORDS, kind).items():
            title = english(getattr(record, "title", None) or id_)
            assert title in said[f"{ID}/{page}/"], title


def test_what_repeats_is_left_out_and_nobody_sees_how(site):
    places = {place for place, *_ in index_of(site)}
    assert f"{ID}/notice/#table" not in places
    assert f"{ID}/map/#flows" not in places
    assert not [place for place in places if place.endswith("#referring")]
    assert 'id="table"' in site[f"{ID}/notice/index.html"]
    assert [path for path, text in site.items() if path.endswith(".html") and "data-search-exclude" in text] == []


def test_words_of_two_cells_stay_apart(site):
    entries = json.loads(site["search/search_index.json"])["docs"]
    said = {entry["location"]: entry["text"] for entry in entries}
    assert "30(1)(b) to teach you or your child to swim" in said[f"{ID}/register/#activity-lessons"]


def test_the_parts_of_a_long_page_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 40)
    site = texts(built(opened(COMPLETE), tmp_path, Audience.PUBLIC, theme="material"))
    assert f"{ID}/notice_table_1/index.html" in site
    places = [place for place, *_ in index_of(site)]
    split = [place for place in places if "_" in place.partition("#")[0]]
    # What is declared of a group of people, a right or a law stands on these pages alone.
    assert split
    assert all(place.startswith(f"{ID}/declared_") for place in split)
    assert f"{ID}/notice/" in places
