"""A system on people's own devices is no place of ours, no recipient and no transfer."""

import pytest

from datamap.graph.hops import Group
from datamap.graph.questions import recipients_of
from tests.graph.test_whereabouts import answer_in
from tests.mapped import mapped
from tests.sites import Written, words

TEXT = """
data_categories: {notes: Notes, mood: Mood}
systems:
  diary: {title: Reading diary, device_of: [member], holds: [mood], location: [US]}
  shelf: {title: Book shelf, device_of: [visitor]}
  server: {title: Our server}
activities:
  reading:
    title: Reading
    subjects: [member]
    data: [notes]
    never: [{does: collect, data: [notes]}]
    flows: [member -> diary: [notes]]
  lists: {title: Lists, subjects: [visitor], data: [email], systems: [shelf], flows: [visitor -> shelf -> server: [email]]}
"""


def test_it_is_in_a_group_of_its_own_and_in_no_country():
    data_map = mapped(TEXT)
    nodes = {key.id: (node.group, node.reaches) for key, node in data_map.nodes.items()}
    assert nodes["diary"] == (Group.DEVICES, ())
    assert recipients_of(data_map) == ()


def test_one_whose_people_are_not_known_is_a_system_like_others():
    nodes = {key.id: node.group for key, node in mapped("systems: {diary: {device_of: unknown}}").nodes.items()}
    assert nodes["diary"] is Group.SYSTEMS


@pytest.mark.parametrize(("term", "there"), [("notes", ["systems/diary"]), ("email", ["systems/shelf"]), ("US", [])])
def test_where_tells_it_apart_from_our_systems(datamap, tmp_path, term, there):
    answer = answer_in(datamap, tmp_path, TEXT, term)
    assert [holder["node"] for holder in answer["devices"]] == there
    assert {holder["node"] for holder in answer["systems"]} <= {"systems/server"}
    assert answer["recipients"] == []


def test_the_notice_and_the_register_say_so(tmp_path):
    written = Written(tmp_path, f"organisation: Harbour Books Ltd\n{TEXT}")
    assert [said for said in written.said() if "device" in said] == [
        "On people’s own devices",
        "The reading diary is on the devices of members. What it holds is stored there, and not with us: notes and mood.",
        "The book shelf is on the devices of visitors. What it holds is stored there: e-mail address.",
    ]
    assert "Notes do not come to us; they go this way: members → reading diary." in written.said()
    register = written.pages()["register.md"]
    cells = [words(piece.html) for piece in register.statements if piece.origin[0][-1] == "device_of"]
    assert cells == ["reading diary", "book shelf"]
