"""Transfers to other countries and what makes each lawful (GDPR Art. 13(1)(f))."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import Key
from datamap.graph.transfers import given_ways, ways_of_consent
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.model.transfers import Holder
from datamap.notice.context import Context, stated, stated_places
from datamap.notice.document import Block, Listing
from datamap.notice.phrases import beside
from datamap.notice.writer import adverbial, listed, noted

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


def _elsewhere(context: Context, kind: str, id_: str, party: Any, title: Markup) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield in which other countries a party with our data is, where no transfer is declared for it."""
    hops = [hop for hop in context.flows.arriving.get(Key(kind, id_), ()) if hop.moves_data]
    seats, locations = (stated_places(value) for value in (party.country, party.location))
    if not hops or party.transfers is not None or not (seats or locations):
        return
    told = {reach.place for hop in hops for reach in hop.reaches if reach.mechanisms or reach.said is not None}
    # What a group says of transfers holds for its members.
    told |= {code for group in context.groups_of.get(id_, ()) for code in _named(group)}
    ours = _our_countries(context)
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


def _our_countries(context: Context) -> frozenset[str]:
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
        country = context.phrases.place(code)
        if not stated(mechanisms):
            said = mechanisms.value if isinstance(mechanisms, Said) else None
            yield context.say("transfers.without", (*at, code), who=who, country=country, said=said, may=around)
            continue
        may = around or all(bool(transfer.may) for transfer in mechanisms)
        consents = [_consent(context, transfer, may=may) for transfer in mechanisms if _is_deemed(context, transfer)]
        grounds = [each for each in mechanisms if stated(each.mechanism) and not _is_deemed(context, each)]
        several = len(grounds) > 1
        # Of several mechanisms, each stands with its own document.
        told = _with_document if several else _mechanism
        named = [told(context, transfer, may=may) for transfer in grounds]
        apart = [each for each in mechanisms if stated(each.document) and not (several and each in grounds)]
        documents = list(dict.fromkeys(context.phrases.link(each.document, inside=True) for each in apart))
        until = next((transfer.until for transfer in mechanisms if transfer.until is not None), None)
        if named or consents:
            yield context.say(
                "transfers.transfer",
                (*at, code),
                who=who,
                country=country,
                mechanisms=named,
                consents=consents,
                documents=documents,
                until=until,
                may=may,
            )
        else:
            words = {transfer.mechanism.value for transfer in mechanisms if isinstance(transfer.mechanism, Said)}
            said = words.pop() if len(words) == 1 else None
            yield context.say("transfers.without", (*at, code), who=who, country=country, said=said, may=may)


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
    if not stated(transfer.document):
        return words
    named = Markup("see {}").format(context.phrases.link(transfer.document, inside=True))
    qualified = words.removeprefix(_mechanism_words(context, transfer))
    if qualified.startswith(" (") and qualified.endswith(")"):
        return Markup("{}; {})").format(words[:-1], named)
    return Markup("{} ({})").format(words, named)
