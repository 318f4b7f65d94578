"""From a line of a file to what is declared there."""

import pytest

from datamap.load.findings import Place
from datamap.load.lines import Lines
from tests.sites import COMPLETE, OURS, opened
from tests.written import loaded

TEXT = """\
# About us
organisation:
  name: Harbour Books Ltd
  contacts: {privacy: {email: privacy@harbour.example}, desk: The desk}

trackers: none
processors:
  mailer: {vendor: sendgrid,
           provides: letters}
  printers:
    title: Our print shop
    description: >
      Where leaflets are made,
      # and not only leaflets,

      on paper.
    conditions:
    - confidentiality
activities:
  orders:
    title: Orders
    data:
      - name
      - address: {when: you order, limit: as needed}
      - email:
          retention: 1 year
    flows:
      - customer -> printers: [name]
    retention:
      - {keep: 2 years, after: delivery}
"""
SCOPE = "organisation"
ACTIVITY = (SCOPE, "activities", "orders")


@pytest.fixture(scope="module")
def lines():
    sources = loaded(TEXT).sources
    return Lines(sources, "inventory.yaml")


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (1, None),
        (2, ("organisation",)),
        (3, ("organisation", "name")),
        (4, ("organisation", "contacts")),
        (5, None),
        (6, ("trackers",)),
        (7, ("processors",)),
        (8, ("processors", "mailer")),
        (9, ("processors", "mailer", "provides")),
        (10, ("processors", "printers")),
        (11, ("processors", "printers", "title")),
        (12, ("processors", "printers", "description")),
        (13, ("processors", "printers", "description")),
        (14, None),
        (15, None),
        (16, ("processors", "printers", "description")),
        (17, ("processors", "printers", "conditions")),
        (18, ("processors", "printers", "conditions", 0)),
        (19, ("activities",)),
        (20, ("activities", "orders")),
        (22, ("activities", "orders", "data")),
        (23, ("activities", "orders", "data", 0)),
        (24, ("activities", "orders", "data", 1)),
        (25, ("activities", "orders", "data", 2)),
        (26, ("activities", "orders", "data", 2, "email", "retention")),
        (28, ("activities", "orders", "flows", 0)),
        (30, ("activities", "orders", "retention", 0)),
        (31, None),
        (0, None),
    ],
)
def test_a_line_belongs_to_the_innermost_node_that_holds_all_of_it(lines, line, path):
    node = lines.covering(line)
    assert (node.path[1:] if node is not None else None) == path


def test_a_line_with_several_records_belongs_to_their_kind():
    sources = loaded("organisation: X\nrights: {access: a letter, erasure: a letter}\n").sources
    assert Lines(sources, "inventory.yaml").covering(2).path[1:] == ("rights",)


def test_a_line_that_holds_all_is_nothing_in_particular():
    sources = loaded("{organisation: X, rights: {access: a letter}}\n").sources
    assert Lines(sources, "inventory.yaml").covering(1) is None


def test_a_bracket_that_closes_belongs_to_what_it_closes():
    text = "organisation: X\nprocessors:\n  mailer: {\n    title: Mailer\n  }\nclients:\n  a: {\n    title: B\n    }\n"
    lines = Lines(loaded(text).sources, "inventory.yaml")
    assert [lines.covering(line).path[1:] for line in (5, 9)] == [("processors",), ("clients", "a")]


def test_a_kind_in_a_second_file_is_found_there_too():
    sources = loaded(
        {"a.yaml": "organisation: X\nsystems:\n  shop: Shop\n", "b.yaml": "systems:\n  till: Till\n"}
    ).sources
    assert Lines(sources, "b.yaml").covering(1).path[1:] == ("systems",)
    assert Lines(sources, "b.yaml").covering(2).path[1:] == ("systems", "till")


def test_a_shared_record_is_found_once():
    files = {
        "shared.yaml": "systems:\n  shop: Shop\n",
        "a/o.yaml": "organisation: A\n",
        "b/o.yaml": "organisation: B\n",
    }
    lines = Lines(loaded(files).sources, "shared.yaml")
    assert lines.covering(2).path[1:] == ("systems", "shop")
    assert [node.path[1:] for node in lines.nodes] == [("systems",), ("systems", "shop")]


@pytest.mark.parametrize("root", [OURS, COMPLETE], ids=lambda root: root.name)
def test_every_line_of_an_inventory_is_something_but_empty_ones_and_comments(root):
    sources = opened(root).loaded.sources
    for file, texts in sources.lines.items():
        lines = Lines(sources, file)
        for number, text in enumerate(texts, 1):
            says = bool(text.strip()) and not text.lstrip().startswith("#")
            assert (lines.covering(number) is not None) == says, (file, number)


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ((*ACTIVITY, "title"), (*ACTIVITY, "title")),
        ((*ACTIVITY, "data", "address"), (*ACTIVITY, "data", 1)),
        ((*ACTIVITY, "data", "address", "when"), (*ACTIVITY, "data", 1, "address", "when")),
        ((*ACTIVITY, "flows", 0, "data", 0), (*ACTIVITY, "flows", 0, "customer -> printers", 0)),
        ((*ACTIVITY, "retention", 0, "keep"), (*ACTIVITY, "retention", 0, "keep")),
        ((*ACTIVITY, "basis"), ACTIVITY),
        ((SCOPE, "organisation", "contacts", "desk"), (SCOPE, "organisation", "contacts", "desk")),
        ((SCOPE, "trackers"), (SCOPE, "trackers")),
    ],
)
def test_the_place_of_a_path_is_that_of_a_node(lines, path, node):
    """What the source map says of a path can be looked up again."""
    assert lines.at(lines.sources.place(path)).path == node


def test_a_place_elsewhere_is_no_node(lines):
    assert lines.at(Place("other.yaml", 3, 3)) is None
    assert lines.at(Place("inventory.yaml", 1, 1)) is None


def test_a_file_that_is_not_there_has_no_lines(lines):
    assert Lines(lines.sources, "other.yaml").covering(1) is None
