"""What activities and defaults state of the transfer behind a crossing, and how a crossing is told in a sentence."""

from collections.abc import Mapping

from datamap.catalog.countries import place_name
from datamap.catalog.mechanisms import mechanisms
from datamap.graph.rows import transfers_of
from datamap.graph.transfers import stated_of
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.crossings import Crossing, chain_to
from datamap.rules.works import Work


def who(context: Context, crossing: Crossing) -> str:
    """Return who reaches the place, as the subject of a sentence."""
    if crossing.target is None:
        return f"`{crossing.work.id}`" if crossing.work is not None else "the organisation"
    return f"`{crossing.target}`" + (f" ({chain_to(context, crossing.legs[0])})" if crossing.legs else "")


def is_spoken_for(context: Context, crossing: Crossing, law: str | None = None) -> bool:
    """Whether every activity that leads to a place, or else the defaults, say what makes the transfer lawful (under `law`)."""
    around = (context.parties.get(name) for name in context.parties.groups_of(crossing.target or ""))
    groups: list[object] = [group.transfers for group in around if group is not None]
    if names_mechanism(context, crossing.place, groups, law):
        return True  # what a group says of transfers holds for its members
    works = (context.works.get(leg.activity or "") for leg in crossing.legs) if crossing.legs else (None,)
    return all(names_mechanism(context, crossing.place, said_of_activity(context, work), law) for work in works)


def may_be_spoken_for(context: Context, crossing: Crossing) -> bool:
    """Whether a mechanism is stated for a region of which nobody says which places lie in it: this can be one."""
    works = (context.works.get(leg.activity or "") for leg in crossing.legs) if crossing.legs else (None,)
    return all(
        any(
            isinstance(level, Mapping) and any(is_value(level[code]) and _is_open(context, code) for code in level)
            for level in said_of_activity(context, work)
        )
        for work in works
    )


def _is_open(context: Context, code: str) -> bool:
    region = context.of("regions").get(code)
    return region is not None and not region.includes and place_name(code) is None


def said_of_activity(context: Context, work: Work | None) -> list[object]:
    """Return what an activity, those that cover it and the defaults say of transfers, the closest first."""
    stated = ((each.id, each.record) for each in (work, *work.covering)) if work is not None else ()
    return [value for value, _ in transfers_of(context.organisation, stated, context.records)]


def names_mechanism(context: Context, place: str, levels: list[object], law: str | None = None) -> bool:
    """Whether the closest of some statements that speaks of a place names a mechanism for it (that `law` knows)."""
    found = stated_of(place, levels, context.regions)
    if not isinstance(found, dict) or not all(map(is_value, found.values())):
        return False
    named = {transfer.mechanism for stated in found.values() for transfer in stated}
    return law is None or any(id_ in named and law in each.articles for id_, each in mechanisms().items())
