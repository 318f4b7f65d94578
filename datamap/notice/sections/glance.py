"""The first layer: who, what for, with whom, your rights, and what might surprise; one screen, nothing new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import PARTY_GROUPS, DataFrom, Hop, HopKind, Key, Node
from datamap.model.kept import numbered
from datamap.model.people import Sensitivity
from datamap.model.provenance import Path, Sourced, shared
from datamap.model.record import Selector
from datamap.model.trackers import TrackerClass
from datamap.notice.context import Context, stated
from datamap.notice.document import Listing, Section
from datamap.notice.phrases import at_any_time, spelled
from datamap.notice.sections.abroad import countries
from datamap.notice.sections.circumstances import carrying
from datamap.notice.sections.gathering import Piece, gathered
from datamap.notice.sections.never import is_bare
from datamap.notice.writer import capital

_ROOM = {"why": 200, "share": 120, "rights": 170, "promises": 320}
"""Characters that each part may take, so that all of them together fit on the screen of a phone."""
_AT_LEAST = 2


def glance(context: Context) -> Iterator[Section]:
    """Yield the parts of the first layer that have something to say."""
    parts = (
        ("who", tuple(_who(context))),
        ("what", _shortened(context, _purposes(context), "why")),
        ("share", _shortened(context, tuple(_recipients(context)), "share")),
        ("rights", _shortened(context, tuple(_rights(context)), "rights")),
        ("note", _shortened(context, tuple(_surprises(context)), "promises")),
    )
    for name, items in parts:
        if items:
            yield Section(
                id=f"glance-{name}", title=context.writer.words(f"headings.glance_{name}"), blocks=(Listing(items),)
            )


def _shortened(context: Context, items: tuple[Sourced, ...], section: str) -> tuple[Sourced, ...]:
    """Return as many items as there is room for, and a link to the section that has the rest."""
    lengths = accumulate(len(Markup(item.html).striptags()) for item in items)  # noqa: S704 - to take the tags off
    most = max(_AT_LEAST, sum(1 for length in lengths if length <= _ROOM[section]))
    if len(items) <= most:
        return items
    rest = items[most:]
    at = [path for item in rest for path in item.origin]
    more = context.say_about("glance.more", context.at(section), at, count=len(rest), href=f"#{section}")
    return (*items[:most], more)


def _who(context: Context) -> Iterator[Sourced]:
    organisation = context.records.organisation
    if organisation is None:
        return
    contacts = organisation.contacts if isinstance(organisation.contacts, dict) else {}
    reach = _short_ways(
        channel
        for id_, contact in contacts.items()
        if context.is_ours(id_, contact)
        for channel in context.phrases.channels(contact)
    )
    others = [
        (context.words(contact.title) or spelled(id_, capital=True), ways)
        for id_, contact in contacts.items()
        if not reach and context.answers_for_us(id_, contact)
        if (ways := _short_ways(iter(context.phrases.channels(contact))))
    ]
    at = [context.at("organisation", "name"), *([context.at("organisation", "contacts")] if reach or others else [])]
    name = context.words(organisation.name)
    yield context.say_about("glance.who", at[0], at, name=name, reach=reach, others=others[:1])


def _short_ways(channels: Iterator[Markup]) -> list[Markup]:
    """Return the first e-mail address and telephone number, else the first channel of whatever kind."""
    by_kind: dict[str, Markup] = {}
    for channel in channels:
        by_kind.setdefault(" ".join(channel.split()[:2]), channel)
    short = [channel for kind, channel in by_kind.items() if kind in {"by e-mail", "by telephone"}]
    return short[:2] or list(by_kind.values())[:1]


def _purposes(context: Context) -> tuple[Sourced, ...]:
    """Return what data are used for: the first purpose of each activity before any second one, so that few show all."""
    found: dict[str, list[tuple[bool, Sourced]]] = {}
    order: dict[str, int] = {}
    for id_, activity in context.our_activities.items():
        value = activity.purposes
        details = {item.id: item.detail for item in _items(value)}
        pairs: list[tuple[str, Any]] = (
            [(item.id, None) for item in value]
            if isinstance(value, tuple)
            else list(value.items())
            if stated(value)
            else []
        )
        for number, (name, record) in enumerate(pairs):
            words = context.phrases.purpose(name, record)
            known = record if record is not None else context.phrases.naming.record("purposes", name)
            said = (activity, known, details.get(name))
            may = any(getattr(each, "may", None) for each in said)
            at = context.at("activities", id_, "purposes", name)
            limited = any(_is_limited(each) for each in said)
            piece = context.say("glance.purpose", at, words=words, may=may, limited=limited)
            found.setdefault(words, []).append((may or limited, piece))
            order[words] = min(number, order.get(words, number))
    # What is done without a limit anywhere is done; only what always has one is said with it.
    told = tuple(_widest(found[words]) for words in sorted(found, key=order.__getitem__))
    return told or tuple(_for_clients(context))


def _widest(pieces: list[tuple[bool, Sourced]]) -> Sourced:
    ordered = [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]
    return shared(tuple(replace(piece, html=ordered[0].html) for piece in ordered))


def _is_limited(statement: Any) -> bool:  # noqa: ANN401
    """Whether a statement does not hold in any case, so that the first layer must not say that it does."""
    limits = {key: held for key in _LIMITS if (held := getattr(statement, key, None)) is not None}
    if "only" in limits and isinstance(limits["only"], Selector):
        # Whose data they are is no limit of what they are used for.
        limits["only"] = limits["only"].model_copy(update={"subjects": None})
    return any(held != Selector() and not at_any_time(held) for held in limits.values())


_LIMITS = ("when", "if", "if_", "unless", "limit", "only", "except_")


def _for_clients(context: Context) -> Iterator[Sourced]:
    if not context.our_activities:
        for id_, activity in context.client_activities.items():
            clients = context.phrases.each(activity.on_behalf_of, ("clients",))
            processing = [context.words(text) for text in _items(activity.processing)]
            at = context.at("activities", id_, "on_behalf_of")
            yield context.say("glance.client", at, clients=clients, processing=processing)


def _recipients(context: Context) -> Iterator[Sourced]:
    for key, node in context.flows.nodes.items():
        arriving = context.flows.arriving.get(key, ())
        # A group stands for those of whom nothing more is known.
        is_named = not arriving or any(hop.kind is not HopKind.MEMBER for hop in arriving)
        shown = [hop for hop in arriving if hop.shows_others]
        if shown:
            words = capital(context.phrases.party(key.id))
            may = _in_some_cases(None, shown)
            yield context.say("glance.recipient", node.path or shown[0].paths[0], words=words, may=may)
        elif node.group in PARTY_GROUPS and node.path is not None and is_named:
            yield context.say(
                "glance.recipient",
                node.path,
                words=context.phrases.linked(key.kind, key.id, context.phrases.party_name(_title(context, key, node))),
                may=_in_some_cases(context.phrases.naming.record(key.kind, key.id), arriving),
            )


def _in_some_cases(party: Any, arriving: Sequence[Hop]) -> bool:  # noqa: ANN401
    """Whether a party gets data in some cases only: by its own record, or by each way there that brings any."""
    limited = bool(getattr(party, "may", None)) or _is_limited(party)
    return limited or (bool(arriving) and all(map(_is_conditional, carrying(arriving))))


def _is_conditional(hop: Hop) -> bool:
    return hop.may or bool(hop.only or hop.except_) or any(each.key in _LIMITS for each in hop.conditions)


def _title(context: Context, key: Key, node: Node) -> str:
    return context.title(key.kind, key.id) if key.id in context.of(key.kind) else node.title


def _rights(context: Context) -> Iterator[Sourced]:
    found: dict[str, list[Sourced]] = {}
    for id_, variants in context.of("rights").items():
        if all(right.offered is False for right in variants):
            continue
        term = context.phrases.naming.term("rights", id_)
        words = term.words if term is not None and term.words else context.phrases.lowered(context.title("rights", id_))
        known = context.phrases.naming.vocabulary["rights"]
        names = (id_,) if id_ in known else (variants[0].is_ or ())
        kinds = [name for name in names if name in known] or [id_]
        where = _where(context, variants)
        offered = [right for right in variants if right.offered is not False]
        people = [] if where or not all(right.subjects for right in offered) else _people_of(context, offered)
        limited = not where and not people and all(_is_limited(right) or right.data for right in offered)
        at = context.at("rights", id_)
        for kind in kinds:
            piece = context.say("glance.right", at, kind=kind, words=words, where=where, people=people, limited=limited)
            found.setdefault(piece.html, []).append(piece)
    yield from (shared(tuple(pieces)) for pieces in found.values())


def _people_of(context: Context, offered: list[Any]) -> list[Markup]:
    return list(dict.fromkeys(context.phrases.people(item.id) for right in offered for item in right.subjects))


def _where(context: Context, variants: tuple[Any, ...]) -> list[Markup]:
    """Return where a right holds, if none of its variants holds everywhere."""
    offered = [right for right in variants if right.offered is not False]
    # Which data it is about is said in the text; here it holds in some cases.
    only = [right.only.model_copy(update={"data": None}) if right.only is not None else None for right in offered]
    scopes = [context.phrases.chosen(each, "and") for each in only]
    return list(dict.fromkeys(scopes)) if all(scopes) else []


def _surprises(context: Context) -> Iterator[Sourced]:
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
    words = {id_: context.phrases.category(each) for id_, each in special.items()} | kept
    may_be = {id_ for id_ in words if _is_possible_data(context, id_)}
    sure, possible = (
        gathered(context, [Piece(id_, phrase) for id_, phrase in words.items() if (id_ in may_be) is wanted])
        for wanted in (False, True)
    )
    yield context.say_about("glance.special", context.at(), [*paths, *at], data=sure, possible=possible)


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
    of_items = (any(each is not None and (each.may or _is_limited(each)) for each in pair) for pair in items)
    return bool(items or hops) and all(of_items) and all(map(_is_conditional, hops))


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
    return any(each.may or _is_limited(each) for each in (activity, activity.automated_decisions))


def _advertising(context: Context) -> Iterator[Sourced]:
    found = {id_: each for id_, each in context.of("trackers").items() if each.class_ is TrackerClass.ADVERTISING}
    if found:
        parties = [
            name
            for tracker in found.values()
            for name in context.phrases.each(tracker.set_by, ("processors", "recipients", "systems"))
        ]
        yield context.say_about(
            "glance.advertising",
            context.at(),
            [context.at("trackers", id_) for id_ in found],
            parties=list(dict.fromkeys(parties)),
            may=all(tracker.may or _is_limited(tracker) for tracker in found.values()),
        )


def _kept_special(context: Context, told: frozenset[str]) -> tuple[dict[str, Markup], list[Path]]:
    """Return special categories that activities state and no flow carries, with where they do."""
    naming = context.phrases.naming
    found: dict[str, Path] = {}
    for id_, activity in context.our_activities.items():
        for item in activity.data if isinstance(activity.data, tuple) else ():
            own = getattr(naming.record("data_categories", item.id), "sensitivity", None)
            term = naming.term("data_categories", item.id)
            sensitivity = own if own is not None else term.sensitivity if term is not None else None
            if isinstance(sensitivity, Sensitivity) and sensitivity is not Sensitivity.ORDINARY and item.id not in told:
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
        yield context.say(
            "glance.disclaimed",
            context.at("disclaimers", id_),
            what=[context.words(text) for text in disclaimer.not_responsible_for],
            limited=bool(disclaimer.may),
        )
