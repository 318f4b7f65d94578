"""What a picture shows: bundled lines, short labels, marks, boxes for several nodes, and words for all of it."""

from dataclasses import replace

import pytest

from benchmarks.synthetic import map_with
from datamap.graph.hops import Group, Key
from datamap.graph.stations import SETTER
from datamap.render.as_dot import Labels, as_dot, labelled
from datamap.render.bundling import READABLE_BOXES
from datamap.render.drawing import drawn
from datamap.render.labels import cut, listed, wrapped
from datamap.render.legend import on_bundles
from datamap.render.picture import Style
from datamap.render.views import around_activity, around_category, around_nodes, around_place, hops_in, whole
from tests.mapped import mapped

SHOP = """
data_categories: {notes: {title: Health notes, sensitivity: health}}
systems: {shop: {title: Shop, host: hoster}}
processors: {hoster: Hoster, mailer: {transfers: {US: sccs}}}
activities:
  orders: {title: Orders, subjects: [customer], data: [name, email, address, phone], flows: [customer -> shop]}
  news: {title: News, subjects: [customer], data: [email], flows: [customer -> shop -> mailer: {may: true}]}
  care: {title: Care, subjects: [customer], data: [notes, name], flows: [shop -> mailer]}
trackers: {_a: {set_by: shop, subjects: [customer]}, _b: {set_by: shop, subjects: [customer]}}
disclosures: {court: {title: Courts, is: court-order}}
"""


@pytest.fixture(scope="module")
def picture():
    return whole(mapped(SHOP))


def line(picture, source, target, style=Style.FLOW):
    names = {" ".join(box.title): box.name for box in picture.boxes}
    (found,) = [
        each
        for each in picture.lines
        if (each.source, each.target, each.style) == (names[source], names[target], style)
    ]
    return found


def test_who_gets_data_on_another_occasion_has_a_box_and_a_label_of_their_own():
    picture = whole(
        mapped(
            "recipients: {police: Police, judge: Judge, buyer: Buyer}\n"
            "disclosures: {court: {title: Courts, is: court-order, recipients: [police, judge]}, "
            "sale: {title: Sale, is: court-order, recipients: [buyer]}}\n"
        )
    )
    titles = {box.name: " ".join(box.title) or [entry.words for entry in box.entries] for box in picture.boxes}
    found = [(titles[each.target], each.label) for each in picture.lines]
    assert found == [("Police", ("Courts",)), ("Judge", ("Courts",)), ("Buyer", ("Sale",))]


class TestCookiesThatNobodyIsStatedToSet:
    TRACKERS = "trackers: {_a: {subjects: [customer]}, _b: {subjects: [customer]}, _c: {}, _d: {set_by: shop}}"
    MAP = mapped(SHOP[: SHOP.index("trackers:")] + TRACKERS)

    def test_a_box_counts_them_and_no_line_leads_to_nobody(self):
        picture = whole(self.MAP)
        notes = {" ".join(box.title): box.notes for box in picture.boxes}
        assert notes["Customers"] == ("2 cookies or similar",)
        assert notes["Browser or device"] == ("cookies or similar",)
        assert "Set by: not stated" not in notes
        assert [each.style for each in picture.lines].count(Style.TRACKER) == 1

    def test_what_the_picture_shows_still_has_them(self):
        shown = hops_in(self.MAP, whole(self.MAP))
        assert set(shown.hops) == set(self.MAP.hops)
        assert SETTER in shown.nodes

    def test_asked_for_the_gap_is_shown(self):
        found = around_nodes(self.MAP, frozenset({SETTER}), "Set by: not stated")
        assert {each.style for each in found.lines} == {Style.TRACKER}
        assert not found.aside


class TestLines:
    def test_parallel_hops_are_one_line_with_short_words(self, picture):
        found = line(picture, "Customers", "Shop")
        assert (len(found.hops), found.label) == (2, ("Name, E-mail address,", "Postal address +1"))
        assert found.tooltip == (
            "Name, E-mail address, Postal address, Phone number; in: Orders. E-mail address; in: News; may happen"
        )

    def test_special_categories_come_first_and_are_marked(self, picture):
        found = line(picture, "Shop", "mailer")
        assert (found.special, found.label) == (True, ("\u25c6 Health notes,", "E-mail address, Name"))
        assert "Health notes (special category)" in found.tooltip

    def test_leaving_the_area_is_marked_on_the_line_and_said_in_the_box(self, picture):
        assert line(picture, "Shop", "mailer").outside
        (mailer,) = [box for box in picture.boxes if box.title == ("mailer",)]
        assert mailer.notes == ("United States", "outside GDPR area")

    def test_nothing_is_said_to_leave_where_no_regime_is_stated(self):
        quiet = whole(mapped("organisation: {name: T}\n" + SHOP))
        assert not any(each.outside for each in quiet.lines)
        assert not any("outside" in note for box in quiet.boxes for note in box.notes)

    def test_trackers_are_one_line_with_a_count(self, picture):
        assert line(picture, "Customers", "Shop", Style.TRACKER).label == ("2 cookies or similar",)

    def test_hosts_carry_no_label(self, picture):
        assert line(picture, "Shop", "Hoster", Style.HOST).label == ()

    def test_a_gap_is_shown(self, picture):
        assert line(picture, "Test Ltd", "Recipient: not stated", Style.DISCLOSURE).label == ("Courts",)

    def test_may_is_said_only_where_all_hops_say_so(self):
        only = whole(mapped("systems: {s: S}\nactivities: {a: {may: true, data: [name], flows: [customer -> s]}}"))
        assert only.lines[0].label == ("Name (may)",)
        assert "(may)" not in " ".join(line(whole(mapped(SHOP)), "Customers", "Shop").label)

    def test_there_and_back_is_one_line(self):
        both = whole(mapped("systems: {s: S, t: T}\nactivities: {a: {flows: [s -> t, t -> s]}}"))
        assert [(each.both, len(each.hops)) for each in both.lines] == [(True, 2)]
        assert "dir=both" in as_dot(both, Labels.NONE)

    @pytest.mark.parametrize(
        ("activities", "told"),
        [
            pytest.param(
                "a: {data: [name], flows: [s -> t, t -> s]}",
                [("S", "T", ("Name",), True)],
                id="the same both ways is one line",
            ),
            pytest.param(
                "a: {data: [name, health], flows: [s -> t: [name], t -> s: [health]]}",
                [("S", "T", ("Name",), False), ("T", "S", ("\u25c6 Health data",), False)],
                id="other data go back",
            ),
            pytest.param(
                "a: {data: [name], flows: [s -> t, t -> s: {may: true}]}",
                [("S", "T", ("Name",), False), ("T", "S", ("Name (may)",), False)],
                id="they only may go back",
            ),
            pytest.param(
                "a: {subjects: [customer], data: [health], source: [p], recipients: [p: {may: true}]}",
                [
                    ("Test Ltd", "P", (), False),
                    ("P", "Test Ltd", ("\u25c6 Health data",), False),
                ],
                id="whoever gives special data does not thereby get them",
            ),
        ],
    )
    def test_both_directions_are_one_line_only_where_the_same_is_true_of_both(self, activities, told):
        text = f"systems: {{s: S, t: T}}\nprocessors: {{p: P}}\nactivities:\n  {activities}\n"
        picture = whole(mapped(text))
        titles = {box.name: " ".join(box.title) for box in picture.boxes}
        lines = [(titles[each.source], titles[each.target], each.label, each.both) for each in picture.lines]
        assert [each for each in lines if each[0] != "Customers"] == told

    @pytest.mark.parametrize(
        ("activities", "tooltip"),
        [
            pytest.param(
                "a: {title: Accounts, data: [email], flows: [customer -> s]}, "
                "b: {title: Extras, when: you turn on extras, data: [age], flows: [customer -> s]}",
                "E-mail address; in: Accounts. Age; in: Extras; when you turn on extras",
                id="a condition stands with its activity",
            ),
            pytest.param(
                "a: {title: Accounts, data: [email], only: {region: uk}, limit: a little, text: as we say., "
                "flows: [customer -> s: {may: true}]}",
                "E-mail address; in: Accounts; may happen; a little; as we say.; only region: the United Kingdom",
                id="and no key is named",
            ),
        ],
    )
    def test_each_condition_stands_with_what_it_limits(self, activities, tooltip):
        picture = whole(mapped(f"systems: {{s: S}}\nactivities: {{{activities}}}"))
        assert [each.tooltip for each in picture.lines] == [tooltip]

    def test_a_line_that_runs_back_is_laid_out_forwards_with_its_head_at_its_target(self):
        back = whole(mapped("systems: {s: S}\nactivities: {a: {data: [name], flows: [s -> customer]}}"))
        assert "\tn1 -> n2 [id=e1 dir=back weight=4 label=Name]\n" in as_dot(back, Labels.LABEL)
        (drawing,) = drawn([back])
        person, system = drawing.layout.boxes["n1"], drawing.layout.boxes["n2"]
        (head,) = drawing.layout.lines["e1"].heads
        across = [float(point.split(",")[0]) + drawing.layout.shift[0] for point in head.split()]
        assert person.right <= min(across) < max(across) < system.left

    def test_lines_inside_a_column_carry_no_label(self):
        chain = whole(
            mapped("systems: {a: A, b: B, c: C, d: D}\nactivities: {x: {data: [name], flows: [a -> b -> c -> d]}}")
        )
        dot = as_dot(chain, Labels.LABEL)
        assert "\tn3 -> n4 [id=e3 weight=4 constraint=false]\n" in dot
        assert labelled(chain, Labels.LABEL) == {"e1", "e2"}
        assert labelled(chain, Labels.XLABEL) == {"e1", "e2", "e3"}


class TestBoxes:
    def test_nodes_that_are_alike_share_a_box_that_names_them(self):
        shared = whole(
            mapped("recipients: {a: A, b: B, c: C}\nsystems: {s: S}\nactivities: {x: {flows: [s -> a & b & c]}}")
        )
        (box,) = [box for box in shared.boxes if len(box.keys) == 3]
        assert ([entry.words for entry in box.entries], box.title, box.is_bundle) == (["A", "B", "C"], (), False)

    def test_nodes_that_get_other_data_are_not_alike(self):
        text = (
            "recipients: {a: A, b: B, c: C}\nsystems: {s: S}\n"
            "activities: {x: {data: [name, email], flows: [s -> a & b, s -> c: [email]]}}"
        )
        assert all(len(box.keys) == 1 for box in whole(mapped(text)).boxes)

    def test_members_that_only_their_group_reaches_are_in_its_box(self):
        text = (
            "recipients: {g: {title: Group, includes: [a, b]}, a: A, b: B}\nsystems: {s: S}\n"
            "activities: {x: {flows: [s -> g]}}"
        )
        folded = whole(mapped(text))
        (box,) = [box for box in folded.boxes if box.is_bundle]
        assert ([key.id for key in box.keys], box.title, box.notes) == (["g", "a", "b"], ("Group",), ("A, B",))
        assert len(folded.lines) == 1

    def test_more_alike_nodes_than_a_box_lists_are_counted(self):
        names = [f"p{number}" for number in range(12)]
        declared = ", ".join(f"{name}: P {name}" for name in names)
        text = (
            f"recipients: {{{declared}}}\nsystems: {{s: S}}\nactivities: {{x: {{flows: [s -> {' & '.join(names)}]}}}}"
        )
        (box,) = [box for box in whole(mapped(text)).boxes if len(box.keys) == 12]
        assert (len(box.entries), box.notes, box.is_bundle) == (7, ("and 5 more",), True)


class TestLargeMaps:
    @pytest.mark.parametrize("nodes", [5, 30])
    def test_small_maps_show_every_node(self, nodes):
        assert all(not box.is_bundle for box in whole(map_with(nodes)).boxes)

    @pytest.mark.parametrize("nodes", [60, 120, 400])
    def test_large_maps_are_brought_to_a_readable_size(self, nodes):
        data_map = map_with(nodes)
        found = whole(data_map)
        assert len(found.boxes) <= READABLE_BOXES
        assert sum(len(box.keys) for box in found.boxes) == nodes
        assert any(line.label == ("2 flows",) for line in found.lines)

    def test_unless_all_of_it_is_wanted(self):
        assert len(whole(map_with(120), full=True).boxes) == 120

    def test_people_and_systems_stay_apart_as_long_as_anything_else_can_be_bundled(self):
        data_map = map_with(45)
        nodes = {key: replace(node, kinds=()) for key, node in data_map.nodes.items()}
        bundled = {box.group for box in whole(replace(data_map, nodes=nodes)).boxes if box.is_bundle}
        assert bundled
        assert not bundled & {Group.PEOPLE, Group.SYSTEMS}


class TestFocus:
    def test_a_party_with_what_comes_before(self):
        found = around_nodes(mapped(SHOP), frozenset({Key("processors", "mailer")}), "Mailer")
        assert {" ".join(box.title) for box in found.boxes} == {"Customers", "Shop", "mailer"}
        assert [box.title for box in found.boxes if box.focus] == [("mailer",)]

    def test_an_activity(self):
        found = around_activity(mapped(SHOP), "news")
        assert found.title == "Data flows of News"
        assert {hop.activity for each in found.lines for hop in each.hops} == {"news"}

    def test_a_category(self):
        found = around_category(mapped(SHOP), "notes", "Notes")
        assert {category.id for each in found.lines for hop in each.hops for category in hop.data} == {"notes"}

    def test_a_country(self):
        found = around_place(mapped(SHOP), "US", "To the United States")
        assert {" ".join(box.title) for box in found.boxes} == {"Customers", "Shop", "mailer"}

    def test_people(self):
        found = around_nodes(mapped(SHOP), frozenset({Key("data_subjects", "customer")}), "Customers")
        assert {" ".join(box.title) for box in found.boxes} == {"Customers", "Shop", "Hoster", "mailer"}


def test_it_is_told_in_words(picture):
    assert picture.title == "Data map of Test Ltd"
    assert picture.description.startswith(
        "1 group of people, 1 system, 2 processors. Customers: data go to Shop. Shop: data go to mailer."
    )
    assert "Shop is hosted or operated by Hoster" in picture.description


def test_long_maps_are_told_in_part():
    assert whole(map_with(120), full=True).description.endswith(" more.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Online shop", ("Online shop",)),
        ("Employees and contractors of all kinds", ("Employees and", "contractors", "of all kinds")),
        ("a" * 50, ("a" * 20, "a" * 20, "a" * 10)),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            ("one two three four", "five six seven eight", "nine ten eleven\u2026"),
        ),
        ("non-identifying-and-long-identifier", ("non-identifying-and-", "long-identifier")),
        ("", ("",)),
    ],
)
def test_words_are_wrapped(text, lines):
    assert wrapped(text, 20, 3) == lines


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["Name"], "Name"),
        (["Name", "E-mail address"], "Name, E-mail address"),
        (["Name", "E-mail address", "Postal address", "Phone"], "Name, E-mail address +2"),
        (["a" * 60, "b"], "a" * 29 + "\u2026 +1"),
        ([], ""),
    ],
)
def test_titles_are_listed_as_far_as_there_is_room(titles, words):
    assert listed(titles, 30) == words


def test_cut():
    assert (cut("abcdef", 6), cut("abcdefg", 6)) == ("abcdef", "abcde\u2026")


def test_what_stands_for_several_is_explained_in_words():
    behind = (
        "A box with another behind it stands for several; a line that ends there is a flow of one of them at least."
    )
    data_map = map_with(120)
    nodes = {
        key: node
        if node.group is not Group.PROCESSORS or node.kinds[0] == "Hosting provider"
        else replace(node, kinds=())
        for key, node in data_map.nodes.items()
    }
    assert on_bundles(whole(map_with(8))) == ""
    assert on_bundles(whole(data_map)) == (
        f"{behind} “5 × Website” means 5 of the kind “Website”. The table names each of them."
    )
    assert on_bundles(whole(replace(data_map, nodes=nodes))) == (
        f"{behind} “5 × Website” means 5 of the kind “Website”. "
        "“10 more processors” are those that stand in no other box. The table names each of them."
    )
