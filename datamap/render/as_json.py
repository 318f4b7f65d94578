"""A map as JSON in the node-link form that graph libraries read, with the positions that a diagram gave its nodes."""

import json
from typing import Any

from datamap.graph.hops import DataMap, Hop, Node, Reach
from datamap.render.drawing import Drawing

VERSION = 1


def as_json(data_map: DataMap, drawing: Drawing | None) -> str:
    """Return `{version, directed, multigraph, graph, nodes, edges}` as text.

    Every hop of the map is an edge, however lines were bundled to be drawn. A node has `x`, `y`, `width` and `height`
    in pixels from the top left corner of the drawing; nodes in one box have the same, and `box` tells which.
    """
    boxes = (
        {key: (box, drawing.layout.boxes[box.name]) for box in drawing.picture.boxes for key in box.keys}
        if drawing is not None
        else {}
    )
    nodes = []
    for key, node in data_map.nodes.items():
        entry = _node(node)
        if key in boxes:
            box, area = boxes[key]
            entry |= {
                "box": box.name,
                "x": round(area.left, 1),
                "y": round(area.top, 1),
                "width": round(area.right - area.left, 1),
                "height": round(area.bottom - area.top, 1),
            }
        nodes.append(entry)
    return json.dumps(
        {
            "version": VERSION,
            "directed": True,
            "multigraph": True,
            "graph": {
                "organisation": data_map.organisation,
                "title": data_map.title,
                "regimes": list(data_map.regimes),
                "width": drawing.layout.width if drawing is not None else None,
                "height": drawing.layout.height if drawing is not None else None,
            },
            "nodes": nodes,
            "edges": [{"key": number, **_hop(hop)} for number, hop in enumerate(data_map.hops)],
        },
        indent=1,
        ensure_ascii=False,
    )


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": str(node.key),
        "kind": node.key.kind,
        "title": node.title,
        "group": node.group.value,
        "kinds": list(node.kinds),
        "vendor": node.vendor,
        "special": node.is_special,
        "holds": [category.id for category in node.holds],
        "countries": [_reach(reach) for reach in node.reaches],
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "source": str(hop.source),
        "target": str(hop.target),
        "kind": hop.kind.value,
        "activity": hop.activity,
        "our_role": hop.our_role.value if hop.our_role is not None else None,
        "role": hop.role.value if hop.role is not None else None,
        "data": [category.id for category in hop.data],
        "data_from": hop.data_from.value,
        "special": hop.is_special,
        "purposes": [purpose.id for purpose in hop.purposes],
        "subjects": [subject.id for subject in hop.subjects],
        "countries": [_reach(reach) for reach in hop.reaches],
        "stays": hop.stays,
        "may": hop.may,
        "irreversible": hop.irreversible,
        "conditions": [{condition.key: condition.words} for condition in hop.conditions],
        "detail": hop.detail or None,
        "paths": [list(path) for path in hop.paths],
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "place": reach.place,
        "title": reach.title,
        "mechanisms": [mechanism.id for mechanism in reach.mechanisms],
        "said": reach.said.value if reach.said is not None else None,
        "outside": list(reach.outside),
    }
