"""From a sentence to its records, and from a line of a file to its sentences."""

import pytest

from datamap.model.provenance import anchor_of
from datamap.model.record import Audience
from datamap.pages.tracing import anchors_in, declared_at, with_anchor
from tests.sites import Written

TEXT = """\
organisation: {name: Harbour Books Ltd}
systems:
  shop: Online shop
  vault: {title: Vault, visibility: internal}
processors:
  mailer:
    title: Mailer Ltd
    note: for us alone
    transfers: {US: sccs}
activities:
  orders:
    title: Orders
    data: [name, email]
    flows:
      - customer -> vault: [name]
      - customer -> shop -> mailer: {data: [email], transfers: {US: dpf}}
rights:
  access:
    - {how: an internal way, visibility: internal}
    - {how: a letter}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return Written(tmp_path_factory.mktemp("shop"), TEXT)


@pytest.fixture(scope="module")
def pages(shop):
    return {audience: tuple(shop.pages(audience).values()) for audience in (Audience.INTERNAL, Audience.PUBLIC)}


@pytest.fixture(scope="module")
def sources(shop):
    return shop.opened.loaded.sources


@pytest.fixture
def at(shop, pages, sources):
    """What stands at a line of the one file."""
    (file,) = sources.lines
    return lambda line: declared_at(pages, file, line, sources)


def anchor_on(pages, audience, name, part):
    pieces = [piece for page in pages[audience] for piece in page.statements]
    (found,) = {piece.anchor for piece in pieces if piece.name == name and part in piece.html}
    return found


class TestFromAnAnchor:
    def test_to_every_page_with_text_paths_and_lines(self, pages, sources):
        anchor = anchor_on(pages, Audience.PUBLIC, "transfers.transfer", "Mailer")
        found = with_anchor(pages, anchor, sources)
        assert [each.page for each in found] == ["org/notice.md", "org/transfers.md"]
        (text,) = {each.text for each in found}
        assert text.startswith("Mailer Ltd: your data go to the United States")
        for each in found:
            assert each.audiences == (Audience.INTERNAL, Audience.PUBLIC)
            assert each.address == f"{each.page}#{anchor}"
            assert [path for path, _ in each.origin] == [("org", "processors", "mailer", "transfers", "US")]
            assert [(place.line, place.column) for _, place in each.origin] == [(9, 21)]

    def test_entries_keep_their_lines_where_others_are_hidden(self, pages, sources):
        """The public sees one variant of the right and one flow: both are the second that was written."""
        right = anchor_on(pages, Audience.PUBLIC, "rights.right", "a letter")
        assert {each.text.rpartition(" How: ")[2] for each in with_anchor(pages, right, sources)} == {"a letter."}
        assert {place.line for each in with_anchor(pages, right, sources) for _, place in each.origin} == {20}
        flow = anchor_on(pages, Audience.PUBLIC, "transfers.transfer", "Orders")
        assert {place.line for each in with_anchor(pages, flow, sources) for _, place in each.origin} == {16}

    def test_one_anchor_means_the_same_to_both_audiences(self, pages):
        said = {}
        for audience, shown in pages.items():
            for page in shown:
                for piece in page.statements:
                    said.setdefault(piece.anchor, {}).setdefault(audience, set()).add((piece.name, piece.about))
        for meanings in said.values():
            assert len({frozenset(meaning) for meaning in meanings.values()}) == 1

    def test_an_unknown_one_leads_nowhere(self, pages, sources):
        assert with_anchor(pages, "s0000000000", sources) == ()
        assert "s0000000000" not in set(anchors_in(pages))


class TestFromALine:
    def test_of_a_key_to_what_was_made_from_it(self, at):
        declared = at(9)
        assert declared.path == ("org", "processors", "mailer", "transfers")
        assert (declared.place.line, declared.line) == (9, "    transfers: {US: sccs}")
        assert {each.page for each in declared.statements} >= {"org/notice.md", "org/transfers.md"}
        assert any("standard contractual" in each.text for each in declared.statements)

    def test_of_a_record_to_all_that_is_said_of_it(self, at):
        of_record = {each.address for each in at(6).statements}
        assert of_record >= {each.address for each in at(9).statements}
        assert of_record >= {each.address for each in at(7).statements}

    def test_not_to_what_other_records_say(self, at):
        assert not [each for each in at(6).statements if "a letter" in each.text]
        assert not [each for each in at(9).statements if "e-mail" in each.text and "Privacy Framework" in each.text]

    def test_of_what_only_insiders_see(self, at):
        (way,) = {each.text for each in at(19).statements if each.page == "org/notice.md"}
        assert "an internal way" in way
        assert {each.audiences for each in at(19).statements if "internal way" in each.text} == {(Audience.INTERNAL,)}

    def test_of_an_empty_line_or_none_at_all(self, at, shop, pages, sources):
        assert at(0) is None
        assert at(99) is None
        assert declared_at(pages, "other.yaml", 1, sources) is None


def test_a_former_anchor_leads_on(tmp_path):
    text = "organisation: X\nmeasures: {safe: {title: A safe, formerly: [vault]}}\n"
    held = Written(tmp_path, text)
    pages = {Audience.PUBLIC: tuple(held.pages().values())}
    old = anchor_of("security.measure", [("org", "measures", "vault")])
    (found,) = with_anchor(pages, old, held.opened.loaded.sources)
    assert found.anchor == anchor_of("security.measure", [("org", "measures", "safe")])
    assert found.text.startswith("A safe")
