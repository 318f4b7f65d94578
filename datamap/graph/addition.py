"""What an addendum tells of: the records that are left of an inventory when all goes that holds everywhere.

A record stays where it, or something in it, is said `only` for what the addendum is for. Rights, regimes, authorities
and what rights have in common are taken statement by statement; an activity stays whole, since a part of one would seem
to say that nobody knows the rest. What holds for every activity stays with one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from datamap.catalog.naming import Naming
from datamap.graph.regions import Regions
from datamap.graph.telling import NAMED_ONLY, named_in
from datamap.model.inventory import records_of
from datamap.model.items import Item
from datamap.model.kept import Kept, numbered
from datamap.model.notices import Notice
from datamap.model.organisation import Default, Organisation
from datamap.model.record import Scoped, Selector
from datamap.model.records import Records

Part = Callable[[Selector], bool]
"""Whether an `only` is about the part that an addendum is for."""

_BY_STATEMENT = ("regimes", "authority")
_WHOLE = ("activities", "disclosures", "commitments", "disclaimers", "measures", "trackers")


def added(naming: Naming, notice: Notice) -> Records:
    """Return the records that say something of what a notice is `only` for, with those that they name."""
    records, part = naming.records, _part_of(notice, Regions(naming))
    left: dict[str, Any] = {kind: value for kind, value in records if value is not None}
    for kind in _WHOLE:
        stated = records_of(records, kind)
        left[kind] = {id_: record for id_, record in stated.items() if _says(record, part)} or None
    rights = {id_: _statements(variants, part) for id_, variants in records_of(records, "rights").items()}
    left["rights"] = {id_: variants for id_, variants in rights.items() if variants} or None
    if records.organisation is not None:
        left["organisation"] = _profile(records.organisation, part, has_activities=left["activities"] is not None)
    first = _built(left)
    lost = named_in(records) - named_in(first)
    for kind in NAMED_ONLY:
        if isinstance(left.get(kind), Mapping):
            left[kind] = {id_: record for id_, record in left[kind].items() if (kind, id_) not in lost} or None
    return _built(left)


def _part_of(notice: Notice, regions: Regions) -> Part:
    """Return whether an `only` names, by a key of the notice, what the notice is for."""
    wanted = {key: values for key, values in notice.only or () if values}

    def meets(only: Selector) -> bool:
        stated = {key: values for key, values in only if values and key in wanted}
        return bool(stated) and all(
            regions.meet(values, wanted[key]) if key == "region" else not set(values).isdisjoint(wanted[key])
            for key, values in stated.items()
        )

    return meets


def _built(left: Mapping[str, Any]) -> Records:
    stated = {kind: value for kind, value in left.items() if value is not None}
    return Records.model_construct(_fields_set=set(stated), **stated)


def _profile(organisation: Organisation, part: Part, *, has_activities: bool) -> Organisation:
    """Return who the organisation is, and of what it states only what is said for this part."""
    changed: dict[str, Any] = {name: _statements(getattr(organisation, name), part) for name in _BY_STATEMENT}
    defaults = organisation.defaults
    if defaults is not None:
        terms = _statements(defaults.rights, part)
        whole = defaults.model_copy(update={"rights": terms})
        changed["defaults"] = whole if has_activities else Default(rights=terms) if terms else None
    return organisation.model_copy(update=changed)


def _statements(value: Any, part: Part) -> Any:  # noqa: ANN401
    """Return the entries of a list that are said for this part, with their numbers; `None` if there are none."""
    if not isinstance(value, tuple):
        return None
    return Kept.of((number, each) for number, each in numbered(value) if _says(each, part)) or None


def _says(held: Any, part: Part) -> bool:  # noqa: ANN401
    """Whether something, or anything in it, is said only for a part that this one lies in or has in common with it."""
    if isinstance(held, Scoped) and held.only is not None and part(held.only):
        return True
    return any(_says(each, part) for each in _within(held))


def _within(held: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(held, Item):
        yield held.detail
    elif isinstance(held, Mapping):
        yield from held.values()
    elif isinstance(held, tuple):
        yield from held
    elif hasattr(type(held), "model_fields"):
        yield from (getattr(held, name) for name in type(held).model_fields)
