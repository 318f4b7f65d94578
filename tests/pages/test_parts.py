"""What is too long for one page stands on several: nothing is lost, every link holds, and no page is too long."""

import re

import pytest

from benchmarks.content import OURS_HEAD, in_datamap, write
from datamap.app import open_inventory, pages_in_words
from datamap.model.provenance import Sourced
from datamap.model.record import Audience
from datamap.notice.document import Group, Listing, Paragraph, Table
from datamap.pages import parts
from tests.mkdocs_sites import built, texts
from tests.pages.test_links import dead_links
from tests.sites import COMPLETE, INVENTORIES, OURS, Written, opened, pages, words

SYSTEMS = 130


def piece(text):
    return Sourced(html=text, origin=(("org", "systems", text),), name="test.piece")


def listing(*texts):
    return Listing(tuple(map(piece, texts)))


def table(*names):
    return Table(("Name", "Data"), tuple((piece(name), None) for name in names))


def group(title, *blocks):
    return Group(piece(title), blocks)


CASES = {
    "what fits stays as it is": ([listing("a", "b"), table("c")], [[listing("a", "b"), table("c")]]),
    "nothing": ([], [[]]),
    "the rows of a table": (
        [table(*"abcdef")],
        [[table("a", "b", "c", "d")], [table("e", "f")]],
    ),
    "a heading stays with what is below it": (
        [group("A", listing(*"123456")), group("B", listing(*"789yz")), group("C", listing("0"))],
        [[group("A", listing(*"123456"))], [group("B", listing(*"789yz")), group("C", listing("0"))]],
    ),
    "a heading stands above each part of what is too long": (
        [group("A", table(*"abcde")), listing("1")],
        [[group("A", table("a", "b", "c", "d"))], [group("A", table("e")), listing("1")]],
    ),
    "a long line counts as several": (
        [listing("x" * 2_000, "y" * 2_000), Paragraph((piece("z"),))],
        [[listing("x" * 2_000)], [listing("y" * 2_000), Paragraph((piece("z"),))]],
    ),
}


@pytest.mark.parametrize(("blocks", "divided"), CASES.values(), ids=CASES)
def test_runs(blocks, divided, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 20)
    assert parts.runs(blocks) == [tuple(run) for run in divided]


APART = {
    "what fits stays": ([listing("a"), table("b")], [listing("a"), table("b")], []),
    "tables go, and what is said beside them stays": (
        [table("a"), table(*"cdefg"), listing("h"), group("I", table("j"))],
        [table("a"), None, listing("h"), group("I", table("j"))],
        [[table(*"cdef")], [table("g")]],
    ),
    "several tables go to one list of pages": (
        [table("a"), table(*"bcd"), listing(*"efghijkl"), table(*"mno")],
        [table("a"), None, listing(*"efghijkl")],
        [[table(*"bcd"), table("m")], [table("n", "o")]],
    ),
    "where what is said beside them is too long too, all goes": (
        [listing(*"abcdefghijklmnopqrstu"), table("v")],
        [None],
        [[listing(*"abcdefghijklmnopqrst")], [listing("u"), table("v")]],
    ),
}


@pytest.mark.parametrize(("blocks", "stays", "divided"), APART.values(), ids=APART)
def test_apart(blocks, stays, divided, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 20)
    assert parts.apart(blocks) == (stays, [tuple(run) for run in divided])


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ([table("a", "b", "c")], "a – c"),
        ([group("<a href='x'>A &amp; B</a>", listing("1")), group("C", listing("2"))], "A & B – C"),
        ([table("a")], "a"),
        ([listing("<strong>A</strong> does.", "<strong>B</strong> does not.")], "A – B"),
        ([listing("One.", "Two.")], ""),
    ],
)
def test_span(run, said):
    assert parts.span(run) == said


@pytest.mark.parametrize("root", INVENTORIES, ids=lambda root: root.name)
@pytest.mark.parametrize("audience", Audience)
def test_no_example_has_a_page_of_parts(root, audience):
    assert [page.path for page in pages(root, audience) if "_" in page.path] == []


def statements(shown):
    return {(piece.anchor, words(piece.html)) for page in shown for piece in page.statements}


@pytest.mark.parametrize("root", [OURS, COMPLETE], ids=["ours", "complete"])
@pytest.mark.parametrize("audience", Audience)
def test_nothing_that_is_said_is_lost(root, audience, monkeypatch):
    whole = pages(root, audience)
    monkeypatch.setattr(parts, "MOST", 40)
    divided = pages_in_words(opened(root), audience)
    assert len(divided) > len(whole) + 10
    assert statements(divided) == statements(whole)
    for page in divided:
        anchors = re.findall(r'\bid="([^"]+)"', page.markdown)
        assert len(anchors) == len(set(anchors)), page.path
        assert {piece.anchor for piece in page.statements} <= set(anchors)


@pytest.mark.parametrize("directory_urls", [True, False], ids=["directories", "files"])
def test_every_link_leads_somewhere(directory_urls, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 40)
    found = texts(built(opened(COMPLETE), tmp_path, Audience.INTERNAL, directory_urls=directory_urls))
    assert sum("_1" in path for path in found) > 4
    assert dead_links(found) == []


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The pages of an organisation with more systems than one page may hold."""
    directory = tmp_path_factory.mktemp("large") / "inventory"
    write(directory, SYSTEMS, 1, OURS_HEAD, in_datamap)
    return {page.path.partition("/")[2]: page for page in pages_in_words(open_inventory(directory), Audience.PUBLIC)}


class TestALargeOrganisation:
    def test_its_long_pages_are_in_parts(self, large):
        found = {path.rpartition("_")[0] for path in large if "_" in path}
        assert found == {"map", "notice_table", "notice_collect", "register", "retention"}

    def test_a_register_names_every_activity_and_keeps_the_anchors_that_led_there(self, large):
        text = large["register.md"].markdown
        led = re.findall(r'<li id="(activity-work-\d+)"><a href="\.\./(register_\d+)/#\1">', text)
        assert [id_ for id_, _ in led] == [f"activity-work-{number}" for number in range(1, SYSTEMS + 1)]
        assert {file for _, file in led} == {"register_1", "register_2", "register_3"}
        assert all(f'<h2 id="{id_}">' in large[f"{file}.md"].markdown for id_, file in led)

    def test_a_part_leads_to_its_neighbours_and_to_the_whole(self, large):
        page = large["notice_table_2.md"]
        assert page.title == "What do we use, what for, and for how long? (2 of 2)"
        assert page.in_nav is False
        assert page.markdown.count(
            '<p class="dm-ways">Part 2 of 2 of <a href="../notice/#table">Privacy notice</a> · '
            '<a href="../notice_table_1/">Before this</a></p>'
        ) == len(["above", "below"])

    def test_the_whole_says_from_what_to_what_each_part_goes(self, large):
        assert (
            '<nav class="dm-parts" aria-label="Pages of: What do we use, what for, and for how long?"><ol>\n'
            '<li><a href="../notice_table_1/">Work 1 of the finance team – Work 100 of the sales team</a></li>\n'
            '<li><a href="../notice_table_2/">Work 101 of the finance team – Work 130 of the sales team</a></li>\n'
            "</ol></nav>"
        ) in large["notice.md"].markdown

    def test_a_section_with_a_page_of_its_own_has_its_parts_there(self, large):
        assert large["notice.md"].markdown.count('<a href="../retention_1/">') == 1
        assert large["retention.md"].markdown.count('<a href="../retention_1/">') == 1
        assert "notice_keep_1.md" not in large


def test_what_is_said_of_all_cookies_stands_in_the_notice_and_the_long_table_elsewhere(tmp_path):
    rows = "".join(f"  c{number}: {{to: count visits, expires: 1 day}}\n" for number in range(100))
    text = (
        "organisation: Harbour Books Ltd\ntrackers:\n"
        "  counting: {title: Cookies that count, class: analytics, consent: required, refuse: [browser-settings]}\n"
        + rows
    )
    written = Written(tmp_path, text).pages()
    told = [
        "Cookies that count",
        "analytics",
        "We ask for your consent first. You can refuse in your browser settings.",
    ]
    for name in ("notice.md", "cookies.md"):
        said = [words(piece.html) for piece in written[name].statements if piece.name.startswith("cookies.")]
        assert said == [*told[:2], f"Cookies that count: {told[2]}"], name
        assert re.findall(r"<li><a href=.([^\"]*)..(c0[^<]*)</a></li>", written[name].markdown) == [
            ("../cookies_1/", "c0 – c99")
        ]
    assert len([piece for piece in written["cookies_1.md"].statements if piece.name == "cookies.name"]) == 100
    assert written["cookies_1.md"].title == "Which cookies and other trackers do we use?"
    assert '<p class="dm-ways">Part of <a href="../cookies/">Cookies</a></p>' in written["cookies_1.md"].markdown
