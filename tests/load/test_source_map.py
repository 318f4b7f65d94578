"""The source map: for each path of an inventory the place where it was written."""

import pytest

from datamap.load.findings import Finding, Place, Severity
from datamap.model.references import mentions
from tests.written import clean, loaded

FILES = {
    "books/organisation.yaml": """\
organisation:
  name: Harbour Books Ltd
  contacts:
    privacy: {email: [privacy@harbour.example]}
""",
    "books/all.yaml": """\
systems:
  shop: Online shop
  till:
    measures: [tls]
activities:
  orders:
    purposes:
      deliver:
        to: deliver what you ordered
    data:
      - name
      - email: {needed_for: [deliver]}
    flows:
      - customer -> shop: {when: you order}
      - shop -> mailer
    retention: 2 years
    description: |
      Two lines,
      and more.
rights:
  access: privacy
  erasure: [{how: "privacy"}, {how: by post}]
trackers: none
""",
    "shared.yaml": "processors:\n  mailer: Mail Co\n",
}
LOADED = clean(FILES)
PLACES = {
    ("books", "organisation"): ("books/organisation.yaml", 1, 1),
    ("books", "organisation", "name"): ("books/organisation.yaml", 2, 9),
    ("books", "organisation", "contacts"): ("books/organisation.yaml", 3, 3),
    ("books", "organisation", "contacts", "privacy"): ("books/organisation.yaml", 4, 5),
    ("books", "organisation", "contacts", "privacy", "email", 0): ("books/organisation.yaml", 4, 23),
    ("books", "systems"): ("books/all.yaml", 1, 1),
    ("books", "systems", "shop"): ("books/all.yaml", 2, 3),
    ("books", "systems", "shop", "title"): ("books/all.yaml", 2, 9),
    ("books", "systems", "till", "measures", 0): ("books/all.yaml", 4, 16),
    ("books", "activities", "orders"): ("books/all.yaml", 6, 3),
    ("books", "activities", "orders", "purposes", "deliver"): ("books/all.yaml", 8, 7),
    ("books", "activities", "orders", "purposes", "deliver", "to"): ("books/all.yaml", 9, 13),
    ("books", "activities", "orders", "data", 0): ("books/all.yaml", 11, 9),
    ("books", "activities", "orders", "data", "name"): ("books/all.yaml", 11, 9),
    ("books", "activities", "orders", "data", 1, "email"): ("books/all.yaml", 12, 9),
    ("books", "activities", "orders", "data", "email", "needed_for", 0): ("books/all.yaml", 12, 30),
    ("books", "activities", "orders", "flows", 0, "when"): ("books/all.yaml", 14, 34),
    ("books", "activities", "orders", "flows", 0, "path"): ("books/all.yaml", 14, 9),
    ("books", "activities", "orders", "flows", 1, "path"): ("books/all.yaml", 15, 9),
    ("books", "activities", "orders", "retention", 0, "keep"): ("books/all.yaml", 16, 16),
    ("books", "activities", "orders", "description"): ("books/all.yaml", 17, 18),
    ("books", "activities", "orders", "basis"): ("books/all.yaml", 6, 3),
    ("books", "rights", "access", 0, "how", 0): ("books/all.yaml", 21, 11),
    ("books", "rights", "erasure", 1, "how"): ("books/all.yaml", 22, 37),
    ("books", "trackers"): ("books/all.yaml", 23, 1),
    ("books", "processors", "mailer"): ("shared.yaml", 2, 3),
    ("books", "processors", "mailer", "title"): ("shared.yaml", 2, 11),
    ("/", "processors", "mailer"): ("shared.yaml", 2, 3),
    ("books", "laws"): ("", 0, 0),
    ("nobody", "systems", "shop"): ("", 0, 0),
}


@pytest.mark.parametrize(("path", "expected"), PLACES.items(), ids=lambda value: "/".join(map(str, value)))
def test_the_place_of_a_path_is_where_it_was_written(path, expected):
    found = LOADED.sources.place(path)
    assert (found.file, found.line, found.column) == expected


def test_the_place_of_a_key_is_asked_for_apart_from_that_of_its_value():
    path = ("books", "organisation", "name")
    assert LOADED.sources.place(path, on_key=True) == Place("books/organisation.yaml", 2, 3, len("name"))
    assert LOADED.sources.place(path) == Place("books/organisation.yaml", 2, 9, len("Harbour Books Ltd"))


def test_a_place_is_its_own_place():
    assert LOADED.sources.place(Place("x", 1, 2)) == Place("x", 1, 2)


def test_a_located_finding_brings_its_source_lines():
    finding = Finding(
        id="TST-01",
        severity=Severity.ERROR,
        at=("books", "activities", "orders", "retention", 0, "keep"),
        message="",
        related=((("books", "processors", "mailer"), "there"),),
    )
    located = LOADED.sources.located(finding)
    assert located.line == "    retention: 2 years"
    assert located.place.length == len("2 years")
    assert located.related == ((Place("shared.yaml", 2, 3, len("mailer")), "there"),)


def test_every_mention_is_found_on_a_line_that_holds_it():
    records = LOADED.inventory.organisations["books"]
    for kind, id_ in (("systems", "till"), ("activities", "orders")):
        for mention in mentions(getattr(records, kind)[id_]):
            where = LOADED.sources.place(("books", kind, id_, *mention.path))
            assert mention.id in LOADED.sources.lines[where.file][where.line - 1]


def test_what_was_written_without_a_value_has_the_place_of_its_key():
    result = loaded("organisation:\n  name:\n  country: Scotland\nsystems:\n  shop:\n")
    assert result.sources.place(("organisation", "organisation", "name")).line == 2
