"""Transfers to other countries and what makes each lawful (GDPR Art. 13(1)(f))."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import RUN_BY_OTHERS, Key
from datamap.graph.transfers import given_ways, ways_of_consent
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.model.transfers import Holder
from datamap.notice.context import Context, stated, stated_places
from datamap.notice.document import Block, Listing
from datamap.notice.phrases import beside
from datamap.notice.writer import adverbial, day, listed, noted

_PARTIES = ("processors", "recipients", "party_kinds")


def transfers(context: Context) -> Iterator[Block]:
    """Yield what is stated of transfers: by parties, activities and the organisation as a whole."""
    items = tuple(_items(context))
    if items:
        yield Listing(items)


def _items(context: Context) -> Iterator[Sourced]:
    if context.defaults is not None:
        yield from _stated(
            context, "In general", context.defaults.transfers, context.at("organisation", "defaults", "transfers")
        )
    for id_, activity in context.our_activities.items():
        title = context.phrases.activity(id_, context.title("activities", id_))
        yield from _stated(context, title, activity.transfers, context.at("activities", id_, "transfers"))
        for number, flow in numbered(activity.flows if isinstance(activity.flows, tuple) else ()):
            at = context.at("activities", id_, "flows", number, "transfers")
            yield from _stated(context, title + context.phrases.qualified(flow, inside=True), flow.transfers, at)
        for item in activity.recipients if isinstance(activity.recipients, tuple) else ():
            at = context.at("activities", id_, "recipients", item.id, "transfers")
            who = Markup("{}: {}").format(title, context.phrases.item(item, _PARTIES))
            yield from _stated(context, who, getattr(item.detail, "transfers", None), at)
    for kind in ("processors", "recipients"):
        for id_, party in context.of(kind).items():
            title = context.phrases.linked(kind, id_, context.phrases.party_name(context.title(kind, id_)))
            limited = title + context.phrases.qualified(party, ("may", "because", "text"), inside=True)
            may = bool(party.may)
            yield from _stated(context, limited, party.transfers, context.at(kind, id_, "transfers"), around=may)
            yield from _elsewhere(context, kind, id_, party, title)
            for number, use in numbered(party.uses if isinstance(party.uses, tuple) else ()):
                at = context.at(kind, id_, "uses", number, "transfers")
                words = limited + context.phrases.qualified(use, inside=True)
                yield from _stated(context, words, use.transfers, at, around=may)
    yield from _kept(context)


def _kept(context: Context) -> Iterator[Sourced]:
    """Yield in which other countries our own systems are, unless what is said of whoever runs them says so."""
    ours = our_countries(context)
    for id_, system in context.of("systems").items():
        node = context.flows.nodes.get(Key("systems", id_))
        if node is None or not node.reaches or not isinstance(system.location, tuple):
            continue
        arriving, leaving = context.flows.arriving[node.key], context.flows.leaving[node.key]
        hops = [hop for hop in (*arriving, *leaving) if hop.moves_data]
        told = {reach.place for hop in leaving if hop.kind in RUN_BY_OTHERS for reach in hop.reaches}
        # What limits a place is said of the system alone.
        items = [
            item for item in system.location if item.id not in ours and (item.detail is not None or item.id not in told)
        ]
        if items and (hops or node.holds):
            title = context.phrases.linked("systems", id_, context.title("systems", id_))
            yield context.say_about(
                "transfers.kept",
                context.at("systems", id_, "location"),
                [context.at("systems", id_, "location", item.id) for item in items],
                who=title,
                places=[context.phrases.place(item.id) + context.phrases.qualified(item.detail) for item in items],
                may=bool(hops) and not node.holds and all(hop.may for hop in hops),
            )


def _elsewhere(context: Context, kind: str, id_: str, party: Any, title: Markup) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield in which other countries a party with our data is, where no transfer is declared for it."""
    hops = [hop for hop in context.flows.arriving.get(Key(kind, id_), ()) if hop.moves_data]
    seats, locations = (stated_places(value) for value in (party.country, party.location))
    if not hops or party.transfers is not None or not (seats or locations):
        return
    told = {reach.place for hop in hops for reach in hop.reaches if reach.mechanisms or reach.said is not None}
    # What a group says of transfers holds for its members.
    told |= {code for group in context.groups_of.get(id_, ()) for code in _named(group)}
    ours = our_countries(context)
    if all(code in told or code in ours for code in (*seats, *locations)):
        return
    plural = context.phrases.are_several(id_)
    at = [context.at(kind, id_, key) for key, codes in (("country", seats), ("location", locations)) if codes]
    # A country among others is named with them, also where something is said of transfers there in general.
    home = getattr(context.records.organisation, "country", None)
    seat = [context.phrases.place(code) for code in seats if code != home]
    where = [context.phrases.place(code) for code in locations]
    yield context.say_about("transfers.elsewhere", at[0], at, seats=seat, places=where, who=title, plural=plural)


def _named(party: Any) -> Iterable[str]:  # noqa: ANN401
    return party.transfers if isinstance(party.transfers, Mapping) else ()


def our_countries(context: Context) -> frozenset[str]:
    """Return where the organisation is, with all who are responsible together."""
    organisation = context.records.organisation
    entities = getattr(organisation, "entities", None)
    each = [organisation, *(entities.values() if isinstance(entities, Mapping) else ())]
    return frozenset(code for one in each if isinstance(code := getattr(one, "country", None), str))


def _stated(context: Context, who: Markup | str, value: Any, at: Path, *, around: bool = False) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what is stated of each country; `around` says that whoever it is about only may get data."""
    if value is Said.NONE:
        yield context.say("transfers.stays", at, who=who)
    for code, mechanisms in value.items() if isinstance(value, Mapping) else ():
        named = {"who": who, "country": context.phrases.place(code)}
        if not stated(mechanisms):
            yield _without(context, (*at, code), mechanisms, None, may=around, **named)
            continue
        resting = [transfer for transfer in mechanisms if stated(transfer.mechanism)]
        if resting:
            yield _transfer(context, (*at, code), resting, around=around, **named)
        for number, transfer in numbered(mechanisms):
            if not stated(transfer.mechanism):
                where = (*at, code, number) if len(mechanisms) > 1 else (*at, code)
                may = around or bool(transfer.may)
                yield _without(context, where, transfer.mechanism, transfer, may=may, **named)


def _transfer(context: Context, at: Path, transfers: list[Any], *, around: bool, **named: Any) -> Sourced:  # noqa: ANN401
    """Return on which mechanisms data go to a country; of several, each stands with its own document and last day."""
    may = around or all(bool(transfer.may) for transfer in transfers)
    consents = [transfer for transfer in transfers if _is_deemed(context, transfer)]
    grounds = [transfer for transfer in transfers if transfer not in consents]
    several = len(grounds) > 1
    phrase = _with_document if several else _mechanism
    apart = consents if several else transfers
    documents = dict.fromkeys(document for transfer in apart for document in _documents(context, transfer))
    return context.say(
        "transfers.transfer",
        at,
        mechanisms=[phrase(context, transfer, may=may) for transfer in grounds],
        consents=[_consent(context, transfer, may=may) for transfer in consents],
        documents=list(documents),
        until=next((transfer.until for transfer in apart if transfer.until is not None), None),
        may=may,
        **named,
    )


def _without(context: Context, at: Path, said: Any, transfer: Any, *, may: bool, **named: Any) -> Sourced:  # noqa: ANN401
    """Return that data go to a country, on what is not stated; what is said beside that holds of their going."""
    return context.say(
        "transfers.without",
        at,
        said=said.value if isinstance(said, Said) else None,
        extras=context.phrases.qualified(transfer, without=("may",) if may else ()),
        documents=_documents(context, transfer),
        until=getattr(transfer, "until", None),
        may=may,
        **named,
    )


def _documents(context: Context, transfer: Any) -> list[Markup]:  # noqa: ANN401
    document: Any = getattr(transfer, "document", None)
    return [context.phrases.link(document, inside=True)] if stated(document) else []


def _mechanism(context: Context, transfer: Any, *, may: bool) -> Markup:  # noqa: ANN401
    """Return a mechanism with what qualifies it; where all of them only `may` be used, the verb says it."""
    qualified = context.phrases.qualified(transfer, without=("may",) if may else ())
    given = _given(context, transfer)
    notes = [Markup("given: {}").format(listed(given, "or"))] if given else []
    return Markup("{}{}").format(_mechanism_words(context, transfer), noted(notes, qualified))


def _is_deemed(context: Context, transfer: Any) -> bool:  # noqa: ANN401
    """Whether consent is taken as given by what people do: a sentence says by what, and calls it no ground."""
    given = _given(context, transfer) if transfer.mechanism == "consent" else []
    return bool(given) and all(way.startswith("if ") or adverbial([way]) for way in given)


def _consent(context: Context, transfer: Any, *, may: bool) -> dict[str, Any]:  # noqa: ANN401
    qualified = context.phrases.qualified(transfer, without=("may",) if may else ())
    return {"given": _given(context, transfer), "extras": qualified}


def _given(context: Context, transfer: Any) -> list[Markup]:  # noqa: ANN401
    """Return how people consent to a transfer, each way with what was said beside it."""
    words = ways_of_consent(transfer, context.phrases.naming)
    return [
        beside(escape(way), context.phrases.qualified(item.detail))
        for way, item in zip(words, given_ways(transfer), strict=True)
    ]


def _mechanism_words(context: Context, transfer: Any) -> str:  # noqa: ANN401
    return context.phrases.mechanism(transfer.mechanism, ours=transfer.holder is Holder.US)


def _with_document(context: Context, transfer: Any, *, may: bool) -> Markup:  # noqa: ANN401
    words = _mechanism(context, transfer, may=may)
    until = [Markup("until {}").format(day(transfer.until))] if transfer.until is not None else []
    notes = [*until, *(Markup("see {}").format(document) for document in _documents(context, transfer))]
    if not notes:
        return words
    qualified = words.removeprefix(_mechanism_words(context, transfer))
    if qualified.startswith(" (") and qualified.endswith(")"):
        return Markup("{}; {})").format(words[:-1], Markup("; ").join(notes))
    return Markup("{} ({})").format(words, Markup("; ").join(notes))
