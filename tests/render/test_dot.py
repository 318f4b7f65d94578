"""The DOT text of pictures, as golden files; SVG is no golden file, since it carries the engine's version."""

from pathlib import Path

import pytest

from benchmarks.synthetic import map_with
from datamap.graph.hops import Key
from datamap.render.as_dot import Labels, as_dot
from datamap.render.as_mermaid import as_mermaid
from datamap.render.drawing import ladder
from datamap.render.views import around_activity, around_nodes, whole
from tests.mapped import mapped

GOLDEN = Path(__file__).parent / "dot"
HARBOUR = """\
organisation: {name: Harbour Books Ltd, languages: [en], regimes: [uk-gdpr]}
processors:
  mailer: {vendor: sendgrid, transfers: {US: idta}}
  printers: {title: Our print shop, conditions: [confidentiality]}
  hetzner: {vendor: hetzner, transfers: {DE: adequacy}}
recipients:
  stripe: {vendor: stripe, role: independent-controller}
clients:
  clubs: Reading clubs
systems:
  shop: {title: Online shop, is: website, host: hetzner}
activities:
  orders:
    subjects: [customer]
    data: [name, email, purchase-history, address]
    flows:
      - customer -> shop -> printers: [name, address]
      - customer -> stripe: [payment-card]
  newsletter: {subjects: [subscriber], data: [email], flows: [subscriber -> shop -> mailer]}
  club-hosting: {on_behalf_of: clubs, subjects: {club-member: Members of reading clubs}, flows: [club-member -> shop]}
trackers:
  "cart_{id}": {class: essential, expires: session, to: remember your basket, set_by: shop}
"""


def pictures():
    harbour = mapped(HARBOUR)
    return {
        "harbour": whole(harbour),
        "harbour-shop": around_nodes(harbour, frozenset({Key("systems", "shop")}), "Around the shop"),
        "harbour-orders": around_activity(harbour, "orders"),
        "large": whole(map_with(120)),
        "nothing": whole(mapped("organisation: {name: Nothing}")),
    }


@pytest.mark.parametrize("name", pictures())
def test_dot(name, golden):
    picture = pictures()[name]
    golden(as_dot(picture, ladder(picture)[0]), GOLDEN / f"{name}.gv")


def test_mermaid(golden):
    golden(as_mermaid(pictures()["harbour"]), GOLDEN / "harbour.mmd")


def test_the_same_map_gives_the_same_text():
    assert as_dot(pictures()["harbour"], Labels.LABEL) == as_dot(pictures()["harbour"], Labels.LABEL)


def test_people_stand_left_of_our_systems_and_those_left_of_everyone_else():
    from datamap.render.drawing import drawn
    from datamap.render.groups import LEFT, MIDDLE

    for data_map in (mapped(HARBOUR), map_with(30), map_with(120)):
        picture = whole(data_map)
        (drawing,) = drawn([picture])
        columns = {"left": [], "middle": [], "right": []}
        for box in picture.boxes:
            side = "left" if box.group in LEFT else "middle" if box.group in MIDDLE else "right"
            columns[side].append(drawing.layout.boxes[box.name])
        assert max(box.right for box in columns["left"]) < min(box.left for box in columns["middle"])
        assert max(box.right for box in columns["middle"]) < min(box.left for box in columns["right"])


def test_no_box_covers_another():
    from datamap.render.drawing import drawn

    for nodes in (5, 30, 120):
        (drawing,) = drawn([whole(map_with(nodes))])
        areas = list(drawing.layout.boxes.values())
        for number, one in enumerate(areas):
            for other in areas[number + 1 :]:
                apart = one.right <= other.left or other.right <= one.left
                assert apart or one.bottom <= other.top or other.bottom <= one.top


def test_no_label_covers_a_box():
    from datamap.render.drawing import drawn

    for data_map in (mapped(HARBOUR), map_with(5), map_with(30)):
        (drawing,) = drawn([whole(data_map)])
        for line in drawing.picture.lines:
            for place, words in zip(drawing.layout.lines[line.name].texts, line.label, strict=False):
                half = len(words) * 5.2 / 2
                for area in drawing.layout.boxes.values():
                    outside = place.x + half <= area.left or place.x - half >= area.right
                    assert outside or place.y <= area.top or place.y - 9 >= area.bottom, (words, area.texts)
