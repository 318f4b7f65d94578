"""Every statement of every page leads to its records and to lines of files, by an anchor that stays."""

import re
from copy import deepcopy

import pytest
import yaml

from datamap.app import open_inventory, pages_in_words
from datamap.model.paths import resolve
from datamap.model.record import Audience
from tests.sites import COMPLETE, INVENTORIES, OURS, opened, pages, seen

EACH = pytest.mark.parametrize("root", INVENTORIES, ids=lambda root: root.name)
FOR_ALL = pytest.mark.parametrize("audience", list(Audience))
ID = re.compile(r'\bid="([^"]+)"')
FIRST_LAYER = "index.md"
"""The one page that shortens its lists, so that another order may show other records."""


class TestStatements:
    @EACH
    @FOR_ALL
    def test_each_path_leads_to_something_that_is_declared(self, root, audience):
        """Also on public pages, where entries were taken out of lists: paths count the entries that were written."""
        held = seen(root, Audience.INTERNAL)
        found = {path for page in pages(root, audience) for piece in page.statements for path in piece.origin}
        assert found
        for path in sorted(found, key=str):
            assert resolve(held[path[0]], "/".join(map(str, path[1:]))) is not None

    @EACH
    @FOR_ALL
    def test_each_path_has_a_line_in_a_file(self, root, audience):
        sources = opened(root).loaded.sources
        for page in pages(root, audience):
            for piece in page.statements:
                places = [sources.place(path) for path in piece.origin]
                assert all(place.file and 0 < place.line <= len(sources.lines[place.file]) for place in places)

    def test_the_internal_site_shows_the_lines_and_the_public_one_does_not(self):
        inside = {page.path: page.markdown for page in pages(OURS, Audience.INTERNAL)}
        outside = {page.path: page.markdown for page in pages(OURS, Audience.PUBLIC)}
        assert re.search(r"<code>[^<]*igence/organisation\.yaml:\d+</code>", inside["igence/notice.md"])
        assert not [path for path, text in outside.items() if ".yaml:" in text]


class TestAnchors:
    @EACH
    @FOR_ALL
    def test_each_is_on_its_page_once(self, root, audience):
        for page in pages(root, audience):
            ids = ID.findall(page.markdown)
            assert len(ids) == len(set(ids)), page.path
            assert {anchor for piece in page.statements for anchor in piece.anchors} <= set(ids), page.path

    @EACH
    @FOR_ALL
    def test_statements_that_share_one_say_the_same(self, root, audience):
        for page in pages(root, audience):
            said = {}
            for piece in page.statements:
                assert said.setdefault(piece.anchor, piece.html) == piece.html, page.path

    @pytest.mark.parametrize("root", [OURS, COMPLETE], ids=lambda root: root.name)
    def test_they_do_not_depend_on_files(self, root, tmp_path):
        """Each record in a file of its own, and the files in the opposite order."""
        written(relaid(data_of(root), one_file_each=True), tmp_path)
        assert anchors(pages_of(tmp_path)) == anchors(pages(root, Audience.PUBLIC))

    @pytest.mark.parametrize("root", [OURS, COMPLETE], ids=lambda root: root.name)
    def test_they_stay_when_records_are_added(self, root, tmp_path):
        data = data_of(root)
        for records in data.values():
            add_records(records)
        written(relaid(data, one_file_each=False), tmp_path)
        before, after = anchors(pages(root, Audience.PUBLIC)), anchors(pages_of(tmp_path))
        assert {path: found - after[path] for path, found in before.items() if found - after[path]} == {}
        assert sum(map(len, after.values())) > sum(map(len, before.values()))


def data_of(root):
    """An inventory as plain data, to be changed and written elsewhere."""
    return deepcopy(opened(root).loaded.inventory.to_data())


def relaid(data, *, one_file_each):
    """Files of an inventory by their paths: one for each record in the opposite order, or one for each kind."""
    files = {}
    for organisation, records in data.items():
        entries = [
            {kind: {id_: record}}
            if one_file_each and kind != "organisation" and isinstance(held, dict)
            else {kind: held}
            for kind, held in records.items()
            for id_, record in (held.items() if isinstance(held, dict) and kind != "organisation" else [("", held)])
        ]
        entries = entries if one_file_each else [{kind: held} for kind, held in records.items()]
        for number, entry in enumerate(reversed(entries)):
            files[f"{organisation}/{number:04}.yaml"] = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)
    return files


def written(files, directory):
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")


def pages_of(directory):
    found = open_inventory(directory)
    assert not found.loaded.has_defects, found.findings
    return pages_in_words(found, Audience.PUBLIC)


def add_records(records):
    """Add what could be confused with what is there: an activity that says the same, and new records beside others."""
    if isinstance(records.get("activities"), dict):
        records["activities"] = {
            "aa-more": deepcopy(next(iter(records["activities"].values()))),
            **records["activities"],
        }
        records["activities"]["aa-more"].pop("formerly", None)
    for kind, record in {
        "data_subjects": "More people",
        "data_categories": {"title": "More data", "includes": ["email"], "description": "More."},
        "systems": {"title": "One more system", "measures": ["tls"]},
        "recipients": {"title": "One more recipient", "policy": "https://more.example/"},
        "trackers": {"class": "essential"},
        "commitments": {"title": "One more promise"},
    }.items():
        held = records.get(kind)
        records[kind] = {"aa-new": record, **(held if isinstance(held, dict) else {})}
        records[kind][f"aa-new-{kind}"] = records[kind].pop("aa-new")


def anchors(found):
    """The anchors of statements on each page but the first layer."""
    return {
        page.path: {anchor for piece in page.statements for anchor in piece.anchors}
        for page in found
        if page.statements and not page.path.endswith(FIRST_LAYER)
    }
