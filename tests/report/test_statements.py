"""Section 8 of the language: free text is counted honestly, statement by statement."""

from collections import Counter

import pytest

from datamap.model.activity import Activity
from datamap.model.rights import Right
from datamap.model.systems import System
from datamap.model.trackers import Tracker
from datamap.report.statements import Form, forms_in

S, W, F = Form.STRUCTURED, Form.WORDS, Form.FREE
WAYS = frozenset({"browser-settings"})


@pytest.mark.parametrize(
    ("model", "data", "expected"),
    [
        pytest.param(System, {}, {S: 1}, id="a record that says nothing more is one statement"),
        pytest.param(System, {"title": "Online shop"}, {S: 1}, id="a title"),
        pytest.param(System, {"title": {"en": "Shop", "de": "Laden"}}, {S: 1}, id="a text in two languages is one"),
        pytest.param(System, {"is": ["website", "database"]}, {S: 2}, id="each identifier of a list"),
        pytest.param(System, {"host": "none", "holds": "unknown"}, {S: 2}, id="none and unknown"),
        pytest.param(System, {"description": "Where orders are placed."}, {F: 1}, id="a description"),
        pytest.param(System, {"note": "ask legal"}, {F: 1}, id="a note"),
        pytest.param(System, {"is": "website", "text": "our shop"}, {S: 1, F: 1}, id="text of a whole record"),
        pytest.param(System, {"when": "you order", "unless": "you call"}, {W: 2}, id="qualifiers"),
        pytest.param(System, {"limit": "as needed", "because": "of misuse"}, {W: 2}, id="more qualifiers"),
        pytest.param(System, {"retention": "2 years"}, {S: 1}, id="a period"),
        pytest.param(System, {"retention": "unknown"}, {S: 1}, id="an unknown period"),
        pytest.param(
            System, {"retention": [{"keep": "2 years", "text": "two years or so"}]}, {S: 2}, id="text beside a period"
        ),
        pytest.param(System, {"retention": [{"text": "as long as required"}]}, {F: 1}, id="text in place of a period"),
        pytest.param(
            System,
            {"retention": [{"text": "as long as required", "when": "you ask"}]},
            {F: 1, W: 1},
            id="a qualifier gives text no value",
        ),
        pytest.param(System, {"links": ["https://a.example", {"title": "B", "url": "/b"}]}, {S: 3}, id="documents"),
        pytest.param(System, {"visibility": "internal", "reviewed": "2026-03-01"}, {S: 2}, id="a word and a day"),
        pytest.param(System, {"visibility": {"internal": ["note", "owner"]}}, {S: 2}, id="keys kept inside"),
        pytest.param(Activity, {"data": ["name", {"email": {"when": "you ask"}}]}, {S: 2, W: 1}, id="a detail"),
        pytest.param(Activity, {"data": [{"email": "only yours"}]}, {S: 1, F: 1}, id="a detail of words"),
        pytest.param(Activity, {"purposes": {"deliver": "deliver it"}}, {S: 1}, id="declared in place"),
        pytest.param(Activity, {"flows": ["a -> b", {"b -> c": ["name", "email"]}]}, {S: 4}, id="flows"),
        pytest.param(Activity, {"basis": "consent"}, {S: 1}, id="a basis by its name"),
        pytest.param(Activity, {"basis": {"consent": {"given": "sign-up form"}}}, {S: 1}, id="a basis with its words"),
        pytest.param(Activity, {"transfers": {"US": ["dpf", "sccs"], "IN": "unknown"}}, {S: 3}, id="transfers"),
        pytest.param(Activity, {"may": "true", "status": "active"}, {S: 2}, id="truth and choice"),
        pytest.param(Tracker, {"refuse": "browser-settings"}, {S: 1}, id="a way to refuse"),
        pytest.param(
            Tracker, {"refuse": ["change your browser", {"browser-settings": {"when": "you can"}}]}, {W: 2, S: 1},
            id="words in place of a way to refuse",
        ),
        pytest.param(Tracker, {"refuse": "none"}, {S: 1}, id="no way to refuse"),
        pytest.param(Right, {"how": ["privacy", "write to us"]}, {S: 2}, id="words as a way to a right do not count"),
    ],
)  # fmt: skip
def test_counts_statements(model, data, expected):
    assert Counter(forms_in(model.model_validate(data), WAYS)) == expected
