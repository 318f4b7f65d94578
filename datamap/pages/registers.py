"""What stands in the registers of GDPR Art. 30: as controller (paragraph 1) and as processor (paragraph 2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import PARTY_GROUPS, Group, Hop, HopKind, Key, TargetRole
from datamap.graph.transfers_beside import TransfersBeside
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.model.systems import is_on_devices
from datamap.notice.context import Context, stated
from datamap.notice.sections.bases import basis_sentences
from datamap.notice.sections.circumstances import listed_party
from datamap.notice.sections.keep import StatedPeriods, period_sentences
from datamap.notice.sections.sources import sources
from datamap.notice.sections.table import bases_of, periods_of, purposes
from datamap.notice.sections.transfers import our_countries
from datamap.notice.writer import listed
from datamap.pages.cells import Row, cell
from datamap.pages.controllers import client, joint_controllers
from datamap.pages.documents import Document
from datamap.pages.reached import safeguards

_PARTIES = ("processors", "recipients")
_RECEIVING = PARTY_GROUPS | {Group.STAFF}


def controller_rows(
    documents: Sequence[Document],
    beside: TransfersBeside,
    context: Context,
    id_: str,
    activity: Any,  # noqa: ANN401
) -> Iterator[Row]:
    """Yield what the register as controller says of an activity."""
    at = context.at("activities", id_)
    context = context.within(activity)
    if stated(activity.joint_with):
        yield "Joint controllers", "30(1)(a)", joint_controllers(context, activity, (*at, "joint_with"))
    yield from _limits(context, id_, activity, "30(1)(b)")
    words = purposes(context, activity) if stated(activity.purposes) else activity.purposes
    yield "Purposes", "30(1)(b)", cell(context, (*at, "purposes"), words)
    yield "Data subjects", "30(1)(c)", _held(context, id_, "subjects", "data_subjects")
    yield "Personal data", "30(1)(c)", _held(context, id_, "data", "data_categories")
    yield "Recipients", "30(1)(d)", _recipients(context, id_, activity)
    yield from _common_rows(context, id_, activity, beside)
    yield "Erasure", "30(1)(f)", _erasure(context, id_)
    yield "Lawful basis", "6(1)", _basis(context, id_, activity)
    # Where data come from is said of those that are listed there.
    telling = context.holding(id_, "source") if activity.data is None else id_
    if stated(source := context.of("activities")[telling].source):
        yield "Source", "14(2)(f)", cell(context, context.at("activities", telling, "source"), sources(context, source))
    if documents:
        yield "Privacy notices", "13, 14", _told_in(context, id_, documents)


def _limits(context: Context, id_: str, activity: Any, law: str) -> Iterator[Row]:  # noqa: ANN401
    """Yield under which conditions an activity happens, where that is stated."""
    words = context.phrases.limits(activity, inside=True).removeprefix(", ")
    if words:
        at = context.at("activities", id_)
        yield "Conditions", law, context.say_about("register.list", (*at, "limits"), [at], parts=[words])


def _told_in(context: Context, id_: str, documents: Sequence[Document]) -> Sourced | None:
    telling = [document for document in documents if document.tells_of(id_)]
    if not telling:
        return None
    origin = documents[0].desk.path("register.md")
    at = [context.at("notices", notice) for document in telling for notice, _ in document.declared]
    return context.say_about(
        "register.list",
        context.at("activities", id_, "notices"),
        at,
        parts=[document.link(origin) for document in telling],
    )


def processor_rows(beside: TransfersBeside, context: Context, id_: str, activity: Any) -> Iterator[Row]:  # noqa: ANN401
    """Yield what the register as processor says of an activity."""
    at = context.at("activities", id_)
    clients = [client(context, item) for item in activity.on_behalf_of]
    paths = [(*at, "on_behalf_of"), *context.named("clients", activity.on_behalf_of)]
    named = context.say_about("register.list", paths[0], paths, parts=clients)
    yield "Controllers", "30(2)(a)", named
    processing = (
        [context.words(text) for text in activity.processing]
        if isinstance(activity.processing, tuple)
        else activity.processing
    )
    yield from _limits(context, id_, activity, "30(2)(b)")
    yield "Categories of processing", "30(2)(b)", cell(context, (*at, "processing"), processing)
    yield from _common_rows(context, id_, activity, beside)
    yield "Sub-processors", "28(2)", _recipients(context, id_, activity)


def _common_rows(context: Context, id_: str, activity: Any, beside: TransfersBeside) -> Iterator[Row]:  # noqa: ANN401
    law = "30(2)(c)" if stated(activity.on_behalf_of) else "30(1)(e)"
    yield from _on_devices(context, id_, activity)
    yield "Transfers", law, _transfers(context, id_, activity, beside)
    law = "30(2)(d)" if stated(activity.on_behalf_of) else "30(1)(g)"
    yield "Security measures", law, _measures(context, id_)


def _on_devices(context: Context, id_: str, activity: Any) -> Iterator[Row]:  # noqa: ANN401
    """Yield which systems of an activity are on people's own devices."""
    used = [item.id for item in activity.systems] if isinstance(activity.systems, tuple) else []
    passed = [key.id for hop in context.flows.hops_of(id_) for key in (hop.source, hop.target) if key.kind == "systems"]
    named = [name for name in dict.fromkeys((*used, *passed)) if is_on_devices(context.of("systems").get(name))]
    if named:
        at = [context.at("systems", name, "device_of") for name in named]
        parts = [context.phrases.thing(("systems",), name) for name in named]
        said = context.say_about("register.list", context.at("activities", id_, "devices"), at, parts=parts)
        yield "On people’s own devices", "30(1)(c)", said


def _held(context: Context, id_: str, key: str, kind: str) -> Sourced | None:
    """Return the people or data of an activity: what is stated there, or with one that covers it."""
    telling = context.holding(id_, key)
    activity = context.of("activities")[telling]
    value = getattr(activity, key)
    words = context.within(activity).phrases.each(value, (kind,)) if stated(value) else value
    return cell(context, context.at("activities", telling, key), words)


def _sentences(context: Context, about: Path, at: list[Path], found: list[Sourced]) -> Sourced | None:
    """Return a cell of whole sentences."""
    if [piece.name for piece in found] == ["register.said"]:
        return replace(found[0], about=(about,))
    parts = [Markup(piece.html) for piece in found]  # noqa: S704 - sentences of the writer are escaped already
    return context.say_about("register.sentences", about, at, parts=parts) if parts else None


def _erasure(context: Context, id_: str) -> Sourced | None:
    found: list[Sourced] = []
    at: list[Path] = []
    for path, value, what, place in periods_of(context, id_):
        at.append(path)
        if isinstance(value, Said):
            found.append(_stated(context, path, what or place, value))
        else:
            about = Markup("Data in {}").format(place) if place is not None else what
            others = bool(found) and about is None
            found += period_sentences(context, StatedPeriods(value, path, about, behind_others=others))
    return _sentences(context, context.at("activities", id_, "retention"), at, found)


def _stated(context: Context, at: Path, of: str | None, value: Said) -> Sourced:
    if of is None:
        return context.say("register.said", at, word=value.value)
    return context.say("register.stated", at, of=of, word=value.value)


def _basis(context: Context, id_: str, activity: Any) -> Sourced | None:  # noqa: ANN401
    found: list[Sourced] = []
    at: list[Path] = []
    for path, value, lead in bases_of(context, id_, activity):
        at.append(path)
        if isinstance(value, Said):
            found.append(_stated(context, path, lead, value))
        elif lead is None:
            found += basis_sentences(context, value, path)
        else:
            said = [Markup(piece.html) for piece in basis_sentences(context, value, path)]  # noqa: S704 - escaped already
            found.append(context.say("register.led", path, of=lead, parts=said))
    return _sentences(context, context.at("activities", id_, "basis"), at, found)


def _recipients(context: Context, id_: str, activity: Any) -> Sourced | None:  # noqa: ANN401
    hops = [
        hop
        for hop in context.flows.hops_of(id_)
        if hop.moves_data and hop.kind is not HopKind.MEMBER
        if context.flows.nodes[hop.target].group in _RECEIVING or hop.shows_others
    ]
    names = list(dict.fromkeys(hop.target for hop in hops))
    if not names and activity.recipients is None:
        above = (name for name in context.flows.covering.get(id_, ()) if name in context.of("activities"))
        told = (_recipients(context, name, context.of("activities")[name]) for name in above)
        return next((cell for cell in told if cell is not None), None)
    if not names:
        own = activity.recipients
        return cell(context, context.at("activities", id_, "recipients"), own if isinstance(own, Said) else None)
    at = [path for hop in hops for path in hop.paths]
    about = context.at("activities", id_, "recipients")
    parts = [
        listed_party(context, _named(context, key, reaching), reaching)
        for key in names
        if (reaching := [hop for hop in hops if hop.target == key])
    ]
    return context.say_about("register.list", about, at, parts=parts)


def _named(context: Context, key: Key, hops: list[Hop]) -> Markup:
    """Return a recipient; a group with those in it, who stand nowhere else in the row."""
    words = context.phrases.party(key.id)
    members = getattr(context.phrases.naming.record(key.kind, key.id), "includes", None)
    if members:
        words = Markup("{} (among them {})").format(words, listed(context.phrases.each(members, _PARTIES)))
    unstated = all(hop.role is TargetRole.UNKNOWN for hop in hops)
    return Markup("{}, {}").format(words, TargetRole.UNKNOWN.words) if unstated else words


def _transfers(context: Context, id_: str, activity: Any, beside: TransfersBeside) -> Sourced | None:  # noqa: ANN401
    """Return the countries that its hops reach, and those that are stated of the activity as a whole or in general."""
    ours = our_countries(context)
    # A system of ours at home is no transfer; one abroad may be, and Art. 30(1)(e) asks for the country.
    reaches = [
        reach
        for hop in context.flows.hops_of(id_)
        for reach in hop.reaches
        if not (reach.is_of_a_system and (reach.place in ours or reach.at_home))
    ]
    more, said = beside.of(id_, reaches)
    about = context.at("activities", id_, "transfers")
    if said is not None and (not (reaches or more) or activity.transfers is said[0]):
        return cell(context, said[1], said[0])
    by_place: dict[str, list[Markup]] = {}
    for reach in (*reaches, *more):
        words = safeguards(context, reach, "no mechanism declared")
        known = by_place.setdefault(context.phrases.place_alone(reach.place), [])
        if words not in known:
            known.append(words)
    if not by_place:
        return None
    parts = [
        Markup("{} ({})").format(place, Markup("; ").join(each for each in found if each)) if any(found) else place
        for place, found in by_place.items()
    ]
    return context.say_about("register.list", about, [reach.path for reach in (*reaches, *more)], parts=parts)


def _measures(context: Context, id_: str) -> Sourced | None:
    telling = context.holding(id_, "measures")
    own, at = context.of("activities")[telling].measures, context.at("activities", telling, "measures")
    if own is None:
        own, at = getattr(context.defaults, "measures", None), context.at("organisation", "defaults", "measures")
    paths: list[Path] = []
    names: list[Markup] = []
    if isinstance(own, Said):
        return cell(context, at, own)
    if own is not None:
        paths.append(at)
        names += context.phrases.each(own, ("measures",))
    for hop in context.flows.hops_of(id_):
        for key in (hop.source, hop.target):
            record = context.phrases.naming.record(key.kind, key.id)
            held = getattr(record, "measures", None)
            if isinstance(held, tuple):
                paths.append(context.at(key.kind, key.id, "measures"))
                names += [context.phrases.item(item, ("measures",)) for item in held]
    if not names:
        return None
    about = context.at("activities", id_, "measures")
    return context.say_about("register.list", about, paths, parts=list(dict.fromkeys(names)))
