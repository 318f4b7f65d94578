"""What is stored on people's own devices."""

from collections.abc import Iterator

from datamap.graph.hops import Group, Key
from datamap.model.provenance import Sourced
from datamap.notice.context import Context
from datamap.notice.number import are_several


def on_devices(context: Context) -> Iterator[Sourced]:
    """Yield, for each system on people's own devices, whose those are and which data are there."""
    for id_, system in context.of("systems").items():
        key = Key("systems", id_)
        node = context.flows.nodes.get(key)
        if node is None or node.group is not Group.DEVICES:
            continue
        arriving = [hop for hop in context.flows.arriving.get(key, ()) if hop.moves_data]
        held = context.phrases.each(system.holds, ("data_categories",))
        data = dict.fromkeys(context.phrases.category(category) for hop in arriving for category in hop.data)
        at = context.at("systems", id_)
        yield context.say_about(
            "collect.device",
            (*at, "device_of"),
            [(*at, "device_of"), *(path for hop in arriving for path in hop.paths)],
            title=context.phrases.place_of(id_),
            plural=are_several(context.phrases.naming.title("systems", id_), system, context.phrases.proper),
            people=context.phrases.each(system.device_of, ("data_subjects",)),
            data=list(dict.fromkeys((*data, *held))),
            sent=any(hop.source == key and hop.moves_data for hop in context.flows.hops),
            extras=context.phrases.qualified(system),
        )
