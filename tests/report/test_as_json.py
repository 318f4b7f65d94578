"""Findings as JSON: the documented shape, which only ever grows."""

import json

from hypothesis import given
from hypothesis import strategies as st

from datamap.load.findings import Finding, Located, Place, Severity
from datamap.report.as_json import as_json
from tests.written import loaded


def test_the_shape():
    result = loaded("organisation: X\nsystems:\n  shop: {hots: wix}\n  shop: Shop\n")
    found = sorted((result.sources.located(finding) for finding in result.findings), key=lambda each: each.place)
    data = json.loads(as_json(found, 2, 1))
    for finding in data["findings"]:
        assert set(finding) >= {"id", "severity", "message", "help", "path", "file", "line", "column", "related"}
    unknown, twice = data["findings"]
    assert (data["version"], data["checked"]["organisations"], data["checked"]["records"]) == (1, 1, 2)
    assert unknown["path"] == ["organisation", "systems", "shop", "hots"]
    assert (unknown["id"], unknown["severity"], unknown["file"]) == ("LNG-01", "defect", "inventory.yaml")
    assert (unknown["line"], unknown["column"]) == (3, 10)
    assert (unknown["message"], unknown["help"]) == ("`hots` is not a key of a system", "did you mean `host`?")
    assert twice["path"] is None
    (first,) = twice["related"]
    assert (first["message"], first["file"], first["line"]) == ("first written here", "inventory.yaml", 3)


def test_a_place_that_is_a_whole_file_has_no_line():
    finding = Finding(id="TST-01", severity=Severity.INFO, at=Place("f.yaml"), message="m")
    (shown,) = json.loads(as_json([Located(finding=finding, place=finding.at)], 0, 0))["findings"]
    assert (shown["file"], shown["line"], shown["column"], shown["help"]) == ("f.yaml", None, None, "")


@given(st.text())
def test_any_message_arrives_and_none_commands_a_terminal(message):
    finding = Finding(id="TST-01", severity=Severity.INFO, at=Place("f.yaml"), message=message)
    text = as_json([Located(finding=finding, place=finding.at)], 0, 0)
    assert all(line.isprintable() for line in text.split("\n"))
    assert json.loads(text)["findings"][0]["message"] == message


def test_letters_of_all_languages_stay_readable():
    finding = Finding(id="TST-01", severity=Severity.INFO, at=Place("f.yaml"), message="Straße 漢字")
    assert "Straße 漢字" in as_json([Located(finding=finding, place=finding.at)], 0, 0)
