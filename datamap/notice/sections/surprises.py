"""What might surprise: special data, children, machines that decide, advertising, what is never or not promised."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import DataFrom
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.trackers import ConsentNeed, TrackerClass
from datamap.notice.context import Context, stated
from datamap.notice.sections.abroad import countries
from datamap.notice.sections.gathering import Piece, gathered
from datamap.notice.sections.limited import is_conditional, is_limited
from datamap.notice.sections.never import is_bare


def surprises(context: Context) -> Iterator[Sourced]:
    """Yield what might surprise, what weighs most first."""
    yield from _special(context)
    yield from _children(context)
    yield from _machines(context)
    yield from countries(context)
    yield from _advertising(context)
    for kind in ("processors", "recipients"):
        for id_, party in context.of(kind).items():
            for number, combined in numbered(party.combines if isinstance(party.combines, tuple) else ()):
                if combined.effect is not None:
                    yield context.say(
                        "glance.combines",
                        context.at(kind, id_, "combines", number),
                        party=context.phrases.in_clauses.party(id_),
                        effect=context.words(combined.effect),
                        may=bool(combined.may),
                        plural=context.phrases.are_several(id_),
                    )
    yield from _statements(context)


def _special(context: Context) -> Iterator[Sourced]:
    special = {category.id: category for hop in context.flows.hops for category in hop.data if category.is_special}
    kept, at = _kept_special(context, frozenset(special))
    if not special and not kept:
        return
    paths = [path for hop in context.flows.hops if hop.is_special for path in hop.paths]
    words: dict[str, Markup] = {}
    may_be: set[str] = set()
    for id_, phrase in ({id_: context.phrases.category(each) for id_, each in special.items()} | kept).items():
        parts = dict(_special_parts(context, id_, frozenset({id_})))
        # A group is not special because one of those is that it may hold: that one is told.
        words |= {part: phrase if part == id_ else context.phrases.data(part) for part in parts if part not in words}
        may_be |= {part for part, possible in parts.items() if possible or _is_possible_data(context, id_)}
    sure, possible = (
        gathered(context, [Piece(id_, phrase) for id_, phrase in words.items() if (id_ in may_be) is wanted])
        for wanted in (False, True)
    )
    yield context.say_about("glance.special", context.at(), [*paths, *at], data=sure, possible=possible)


def _special_parts(context: Context, id_: str, seen: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield (category, whether it only may be there) for what makes a category a special one: itself or its members."""
    record = context.phrases.naming.record("data_categories", id_)
    members = [
        (item.id, key != "includes" or bool(getattr(item.detail, "may", None)))
        for key in ("includes", "such_as")
        for item in _items(getattr(record, key, None))
        if item.id not in seen and context.categories.category_of(item.id).is_special
    ]
    if not members or getattr(record, "sensitivity", None) is not None or _is_kind_of_special(context, record):
        yield id_, False
        return
    for name, possible in members:
        for part, is_possible in _special_parts(context, name, seen | {name}):
            yield part, possible or is_possible


def _is_kind_of_special(context: Context, record: Any) -> bool:  # noqa: ANN401
    return any(context.categories.category_of(kind).is_special for kind in getattr(record, "is_", None) or ())


def _is_possible_data(context: Context, id_: str) -> bool:
    """Whether all that says that a category is used says so of some cases only."""
    items = [
        (activity, item.detail)
        for activity in context.of("activities").values()
        for item in _items(context.data_of(activity))
        if item.id == id_
    ]
    hops = [
        hop
        for hop in context.flows.hops
        if hop.data_from is DataFrom.HOP and any(category.id == id_ for category in hop.data)
    ]
    of_items = (any(each is not None and (each.may or is_limited(each)) for each in pair) for pair in items)
    return bool(items or hops) and all(of_items) and all(map(is_conditional, hops))


def _children(context: Context) -> Iterator[Sourced]:
    naming = context.phrases.naming
    used = {item.id for activity in context.of("activities").values() for item in _items(activity.subjects)}
    in_place = {
        id_: (context.within(activity).phrases.people(id_), context.at("activities", name, "subjects", id_))
        for name, activity in context.of("activities").items()
        for id_, group in (activity.subjects.items() if isinstance(activity.subjects, Mapping) else ())
        if group.minors is True or (group.minors is None and _kind_is_minor(context, group))
    }
    concerned = _concerned(context)
    found = [
        id_
        for id_, group in context.of("data_subjects").items()
        if id_ in concerned
        and (
            group.minors is True
            or (group.minors is None and getattr(naming.term("data_subjects", id_), "minors", None))
        )
    ]
    found += [
        id_
        for id_ in sorted(used)
        if id_ not in context.of("data_subjects") and getattr(naming.term("data_subjects", id_), "minors", None)
    ]
    at = [
        path
        for id_ in found
        for path in (
            [context.at("data_subjects", id_)]
            if id_ in context.of("data_subjects")
            else [
                context.at("activities", name, "subjects", id_)
                for name, activity in context.of("activities").items()
                if id_ in {item.id for item in _items(activity.subjects)}
            ]
        )
    ]
    if found or in_place:
        people = [*(context.phrases.people(id_) for id_ in found), *(words for words, _ in in_place.values())]
        at += [path for _, path in in_place.values()]
        yield context.say_about("glance.children", context.at(), at, people=people)


def _concerned(context: Context) -> frozenset[str]:
    """Return the groups of people of whom data are used, with what they are kinds of; a promise alone uses none."""
    hops = [hop for hop in context.flows.hops if hop.moves_data]
    waiting = [subject.id for hop in hops for subject in hop.subjects]
    waiting += [key.id for hop in hops for key in (hop.source, hop.target) if key.kind == "data_subjects"]
    waiting += [item.id for activity in context.of("activities").values() for item in _items(activity.subjects)]
    found: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += getattr(context.phrases.naming.record("data_subjects", id_), "is_", None) or ()
    return frozenset(found)


def _kind_is_minor(context: Context, group: Any) -> bool:  # noqa: ANN401
    terms = context.phrases.naming.vocabulary["data_subjects"]
    return any(terms[kind].minors for kind in group.is_ or () if kind in terms)


def _items(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()


def _machines(context: Context) -> Iterator[Sourced]:
    found = [id_ for id_, activity in context.our_activities.items() if stated(activity.automated_decisions)]
    if found:
        at = [context.at("activities", id_, "automated_decisions") for id_ in found]
        titles = [f"“{context.title('activities', id_)}”" for id_ in found]
        limited = all(_is_possible(context.our_activities[id_]) for id_ in found)
        yield context.say_about("glance.automated", context.at(), at, titles=titles, limited=limited)


def _is_possible(activity: Any) -> bool:  # noqa: ANN401
    """Whether a machine decides in some cases only."""
    return any(each.may or is_limited(each) for each in (activity, activity.automated_decisions))


def _advertising(context: Context) -> Iterator[Sourced]:
    found = {id_: each for id_, each in context.of("trackers").items() if each.class_ is TrackerClass.ADVERTISING}
    alike: dict[tuple[bool, bool], dict[str, Any]] = {}
    for id_, tracker in found.items():
        alike.setdefault((bool(tracker.may or is_limited(tracker)), _asks_first(tracker)), {})[id_] = tracker
    for number, ((may, consent), trackers) in enumerate(alike.items()):
        parties = [
            name
            for tracker in trackers.values()
            for name in context.phrases.each(tracker.set_by, ("processors", "recipients", "systems"))
        ]
        paths = [context.at("trackers", id_) for id_ in trackers]
        about = context.at() if number == 0 else paths[0]
        parties = list(dict.fromkeys(parties))
        yield context.say_about("glance.advertising", about, paths, parties=parties, may=may, consent=consent)


def _asks_first(tracker: Any) -> bool:  # noqa: ANN401
    """Whether consent is asked for before a tracker is set, whoever and wherever it is."""
    rules = tracker.consent if isinstance(tracker.consent, tuple) else ()
    return bool(rules) and all(rule.need is ConsentNeed.REQUIRED and not rule.may for rule in rules)


def _kept_special(context: Context, told: frozenset[str]) -> tuple[dict[str, Markup], list[Path]]:
    """Return special categories that activities state and no flow carries, with where they do."""
    found: dict[str, Path] = {}
    for id_, activity in context.our_activities.items():
        for item in activity.data if isinstance(activity.data, tuple) else ():
            if item.id not in told and context.categories.category_of(item.id).is_special:
                found.setdefault(item.id, context.at("activities", id_, "data", item.id))
    return {id_: context.phrases.data(id_) for id_ in found}, list(found.values())


def _statements(context: Context) -> Iterator[Sourced]:
    for id_, notice in context.of("notices").items():
        if isinstance(notice.accepted_by, tuple):
            yield context.say(
                "glance.accepted",
                context.at("notices", id_, "accepted_by"),
                ways=context.phrases.each(notice.accepted_by, ("acceptance",)),
            )
    for id_, commitment in context.of("commitments").items():
        acts = [name for never in commitment.never or () for name in never.does or () if is_bare(never)]
        unqualified = not commitment.data and not commitment.recipients and not context.phrases.qualified(commitment)
        if acts and unqualified:
            names = [context.phrases.thing(("acts",), name) for name in acts]
            yield context.say("glance.never", context.at("commitments", id_, "never"), acts=names)
    for id_, measure in context.of("measures").items():
        if measure.no_guarantee is not None:
            yield context.say(
                "glance.no_guarantee",
                context.at("measures", id_, "no_guarantee"),
                what=context.words(measure.no_guarantee),
            )
    for id_, disclaimer in context.of("disclaimers").items():
        if disclaimer.not_responsible_for is None:
            continue
        yield context.say(
            "glance.disclaimed",
            context.at("disclaimers", id_),
            what=[context.words(text) for text in disclaimer.not_responsible_for],
            limited=bool(disclaimer.may),
        )
