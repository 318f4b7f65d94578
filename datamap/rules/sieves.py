"""Sieves: of all activities, those that a rule has to look at, found in loops that ask each activity what costs least.

A call for each of ten thousand activities and each of a dozen rules is most of what checking costs. What a sieve leaves
out the rule would have passed over; what it lets through the rule still looks at closely.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datamap.model.items import Item
from datamap.model.processing import Required
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.grounds import Ground, covers_any_purpose
from datamap.rules.periods import has_general_period
from datamap.rules.statements import is_gap
from datamap.rules.works import Work

_ALTERNATIVES = "one_of"


def valued(context: Context, key: str, holds: Callable[[Any], bool]) -> tuple[Work, ...]:
    """Return the activities of ours for whose value of a key something holds: said there, above, or by default."""
    default = context.by_default(key)
    by_default = holds(default)
    if not context.is_written(key):
        return context.ours if by_default else ()
    found = []
    for work in context.ours:
        own = getattr(work.record, key)
        if own is not None:
            if holds(own):
                found.append(work)
        elif work.coverers:
            if holds(work.value(key)):
                found.append(work)
        elif by_default:
            found.append(work)
    return tuple(found)


def without(context: Context, key: str) -> tuple[Work, ...]:
    """Return the activities of ours that have no value for a key: `none` and `unknown` are none. Parts are not asked."""
    return context.kept(("without", key), lambda: valued(context, key, _is_no_value))


def _is_no_value(value: object) -> bool:
    return value is None or isinstance(value, Said)


def naming(context: Context, key: str, holds: Callable[[str], bool]) -> tuple[Work, ...]:
    """Return the activities of ours that name anything for which something holds, or that declare anything in place."""
    users = context.kept(("users", key), lambda: _users(context, key))
    wanted = {work.id for id_, works in users.items() if id_ == _IN_PLACE or holds(id_) for work in works}
    return tuple(work for work in context.ours if work.id in wanted) if wanted else ()


_IN_PLACE = ""
"""Stands for whatever only a closer look tells: records declared in place, and alternatives."""


def _users(context: Context, key: str) -> Mapping[str, list[Work]]:
    """Return the activities of ours by what they name for a key, and by `_IN_PLACE` those that take a closer look."""
    by_value: dict[int, tuple[Any, list[Work]]] = {}
    for work in context.ours:
        value = getattr(work.record, key)
        if value is None:
            value = work.value(key)
        # What is written alike is one value: it is looked into once.
        known = by_value.get(id(value))
        if known is None:
            by_value[id(value)] = value, [work]
        else:
            known[1].append(work)
    found: dict[str, list[Work]] = {}
    for value, works in by_value.values():
        if type(value) is tuple:
            for item in value:
                name = item.id if type(item) is Item and item.id != _ALTERNATIVES else _IN_PLACE
                found.setdefault(name, []).extend(works)
        elif is_value(value):
            found.setdefault(_IN_PLACE, []).extend(works)
    return found


def special(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours with special categories of data."""

    def found() -> tuple[Work, ...]:
        return tuple(work for work in naming(context, "data", context.special.__getitem__) if work.special)

    return context.kept("special", found)


def serving(context: Context, terms: frozenset[str]) -> tuple[Work, ...]:
    """Return the activities of ours with a purpose that is one of some built-in terms."""

    def found() -> tuple[Work, ...]:
        named = naming(context, "purposes", lambda id_: not terms.isdisjoint(context.kinds.of("purposes", id_)))
        return tuple(work for work in named if not terms.isdisjoint(work.purpose_kinds))

    return context.kept(("serving", terms), found)


def unsourced(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours that name a third party and nobody else as the source of their data, or none at all.

    Whose flows start with people needs no name: they give the data.
    """

    def found() -> tuple[Work, ...]:
        nameless = valued(context, "source", _names_no_source)
        return tuple([work for work in nameless if not starts_with_people(work) or not is_gap(work.value("source"))])

    return context.kept("unsourced", found)


def starts_with_people(work: Work) -> bool:
    """Whether a flow of an activity starts with people, and not with a system or a party."""
    flows, elsewhere = work.record.flows, work.common.elsewhere
    if isinstance(flows, tuple):
        for flow in flows:
            if not elsewhere.issuperset(flow.path[0]):
                return True
    return False


def _names_no_source(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, tuple):
        return len(value) == 1 and value[0].id == "third-party"
    return _is_no_value(value)


def without_requirement(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours that do not say that people are free to give data or not."""
    return context.kept("required", lambda: valued(context, "required", lambda it: is_gap(it) or it in TO_BE_TOLD))


TO_BE_TOLD = frozenset(set(Required) - {Required.VOLUNTARY})
"""Where data are required, people are told what follows if they keep them back."""


def unreceived(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours in which no way leads to anybody."""
    return context.kept(
        "unreceived", lambda: tuple([work for work in context.ours if not context.legs.within(work.id)])
    )


def resting_on(context: Context, *keys: str) -> frozenset[str]:
    """Return the activities of ours of which some basis is one of these."""
    return context.kept(
        ("resting on", keys),
        lambda: frozenset(
            work.id
            for ground, works in grounds_stating(context, *keys)
            if any(getattr(ground.basis, key) is not None for key in keys)
            for work in works
        ),
    )


def without_period(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours for whose data no period or criterion holds as a whole."""
    return context.kept(
        "without period", lambda: tuple([work for work in context.ours if not has_general_period(work)])
    )


def without_plain_basis(context: Context) -> tuple[Work, ...]:
    """Return the activities of ours but those with purposes and a basis of their own that holds for any purpose."""

    def found() -> tuple[Work, ...]:
        return tuple([work for work in context.ours if not _has_plain_basis(work)])

    return context.kept("without plain basis", found)


def _has_plain_basis(work: Work) -> bool:
    stated, purposes = work.record.basis, work.record.purposes
    if type(stated) is tuple and type(purposes) is tuple and purposes:
        for basis in stated:
            if covers_any_purpose(basis):
                return True
    return False


def grounds_stating(context: Context, *keys: str) -> list[tuple[Ground, Sequence[Work]]]:
    """Return the statements of lawful basis in which one of these keys is written, in the order of the inventory."""
    by_key = context.kept("grounds", lambda: _grounds_by_key(context))
    places = sorted({number for key in keys for number in by_key.get(key, ())})
    every = list(context.grounds.values()) if places else []
    return [every[number] for number in places]


def _grounds_by_key(context: Context) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, (ground, _) in enumerate(context.grounds.values()):
        for key in ground.basis.__pydantic_fields_set__:
            if key in found:
                found[key].append(number)
            else:
                found[key] = [number]
    return found
