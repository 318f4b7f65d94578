"""The first layer: who, what for, with whom, your rights, and what might surprise; one screen, nothing new."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from datamap.catalog.spelling import spelled
from datamap.graph.hops import PARTY_GROUPS, Hop, HopKind, Key, Node
from datamap.model.provenance import Sourced, shared
from datamap.notice.context import Context, stated
from datamap.notice.document import Listing, Section
from datamap.notice.sections.circumstances import carrying
from datamap.notice.sections.limited import LIMITS, is_by_region, is_conditional, is_limited, only_region
from datamap.notice.sections.surprises import surprises
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
        ("note", _shortened(context, tuple(surprises(context)), "promises")),
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
            limiting = [each for each in said if is_limited(each)]
            # One restriction to regions is told as it is; of others, that there are some.
            where = only_region(context, limiting[0]) if len(limiting) == 1 else None
            limited = bool(limiting)
            piece = context.say("glance.purpose", at, words=words, may=may, where=where, limited=limited)
            found.setdefault(words, []).append((may or limited, piece))
            order[words] = min(number, order.get(words, number))
    # What is done without a limit anywhere is done; only what always has one is said with it.
    told = tuple(_widest(found[words]) for words in sorted(found, key=order.__getitem__))
    return told or tuple(_for_clients(context))


def _widest(pieces: list[tuple[bool, Sourced]]) -> Sourced:
    ordered = [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]
    return shared(tuple(replace(piece, html=ordered[0].html) for piece in ordered))


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
            told = {"may": _in_some_cases(None, shown), "where": _where_all_go(context, None, shown)}
            yield context.say("glance.recipient", node.path or shown[0].paths[0], words=words, **told)
        elif node.group in PARTY_GROUPS and node.path is not None and is_named:
            yield context.say(
                "glance.recipient",
                node.path,
                words=context.phrases.linked(key.kind, key.id, context.phrases.party_name(_title(context, key, node))),
                may=_in_some_cases(context.phrases.naming.record(key.kind, key.id), arriving),
                where=_where_all_go(context, context.phrases.naming.record(key.kind, key.id), arriving),
            )


def _where_all_go(context: Context, party: Any, arriving: Sequence[Hop]) -> Markup | None:  # noqa: ANN401
    """Return the regions to which all that goes to a party is restricted, where nothing else limits it."""
    hops = carrying(arriving)
    if not hops or getattr(party, "may", None) or is_limited(party):
        return None
    scopes = {hop.only for hop in hops}
    plain = not any(hop.may or hop.except_ or any(each.key in LIMITS for each in hop.conditions) for hop in hops)
    if not plain or len(scopes) != 1 or len(hops[0].only) != 1 or not is_by_region(hops[0].only[0]):
        return None
    return context.phrases.chosen(hops[0].only[0], "and") or None


def _in_some_cases(party: Any, arriving: Sequence[Hop]) -> bool:  # noqa: ANN401
    """Whether a party gets data in some cases only: by its own record, or by each way there that brings any."""
    limited = bool(getattr(party, "may", None)) or is_limited(party)
    return limited or (bool(arriving) and all(map(is_conditional, carrying(arriving))))


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
        limited = not where and not people and all(is_limited(right) or right.data for right in offered)
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


def _items(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()
