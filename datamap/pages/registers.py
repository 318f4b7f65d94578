"""The registers of GDPR Art. 30: as controller (paragraph 1) and as processor (paragraph 2), one card an activity."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import PARTY_GROUPS, Group
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.sections.collect import sources
from datamap.notice.sections.keep import rule_sentences
from datamap.notice.sections.why import basis_sentences
from datamap.pages.addresses import slug
from datamap.pages.blocks import Blocks
from datamap.pages.organisation import Desk
from datamap.pages.page import Page

Row = tuple[str, str, Sourced | None]
"""A row of a card: what it is, the article that asks for it, and the value where one is stated."""

_RECEIVING = PARTY_GROUPS | {Group.STAFF}


def register_pages(desk: Desk) -> Iterator[Page]:
    """Yield the register as controller and, where there are activities for clients, the one as processor."""
    context = desk.context(desk.path("register.md"))
    if context.our_activities:
        yield _page(
            desk, "register.md", "Register as controller", "GDPR Art. 30(1)", context.our_activities, _controller_rows
        )
    if context.client_activities:
        yield _page(
            desk,
            "register-processor.md",
            "Register as processor",
            "GDPR Art. 30(2)",
            context.client_activities,
            _processor_rows,
        )


def _page(  # noqa: PLR0913, PLR0917 - what tells the two registers apart
    desk: Desk,
    name: str,
    title: str,
    law: str,
    activities: Mapping[str, Any],
    rows_of: Callable[[Context, str, Any], Iterator[Row]],
) -> Page:
    path = desk.path(name)
    context, blocks = desk.context(path), Blocks(desk.where)
    parts = [
        desk.crumb(path),
        f"# {title}",
        f"<p>{escape(law)}. One part for each activity. “Not declared” marks what the inventory does not say.</p>",
        "## Who keeps it { #organisation }",
        _card(blocks, list(_organisation_rows(context))),
    ]
    if len(activities) > 1:
        names = ((slug(id_), context.title("activities", id_)) for id_ in activities)
        items = "\n".join(Markup('<li><a href="#activity-{}">{}</a></li>').format(*name) for name in names)
        parts.append(f'<nav class="dm-contents" aria-label="Activities of this register"><ul>\n{items}\n</ul></nav>')
    for id_, activity in activities.items():
        heading = context.phrases.linked("activities", id_, context.title("activities", id_))
        parts += [
            f'<h2 id="activity-{escape(slug(id_))}">{heading}</h2>',
            _card(blocks, list(rows_of(context, id_, activity))),
        ]
    return Page(path=path, title=title, markdown="\n\n".join(parts) + "\n", statements=tuple(blocks.printed))


def _card(blocks: Blocks, rows: list[Row]) -> str:
    body = "\n".join(blocks.register_row(label, law, value) for label, law, value in rows)
    table = f'<table class="dm-facts" role="table">\n<tbody role="rowgroup">\n{body}\n</tbody></table>'
    return f'<div class="dm-register">{table}</div>'


def _organisation_rows(context: Context) -> Iterator[Row]:
    organisation = context.records.organisation
    if organisation is None:
        return
    at = context.at("organisation")
    name = context.words(organisation.name)
    reach = (
        [channel for contact in (organisation.contacts or {}).values() for channel in context.phrases.channels(contact)]
        if isinstance(organisation.contacts, dict)
        else []
    )
    yield "Name", "30(1)(a), 30(2)(a)", _value(context, (*at, "name"), name)
    yield "Contact", "30(1)(a), 30(2)(a)", _value(context, (*at, "contacts"), reach)
    yield "Address", "30(1)(a)", _value(context, (*at, "address"), organisation.address)
    for label, law, key in (
        ("Data protection officer", "30(1)(a)", "dpo"),
        ("Representative", "30(1)(a)", "representative"),
    ):
        held = getattr(organisation, key)
        people = held if isinstance(held, tuple) else (held,) if stated(held) else ()
        words = [
            Markup("{} {}")
            .format(context.words(person.title) or "", Markup(" or ").join(context.phrases.channels(person)))
            .strip()
            for person in people
        ]
        yield label, law, _value(context, (*at, key), words or held)


def _controller_rows(context: Context, id_: str, activity: Any) -> Iterator[Row]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("activities", id_)
    purposes = (
        [phrases.purpose(item.id) for item in activity.purposes]
        if isinstance(activity.purposes, tuple)
        else [phrases.purpose(name, record) for name, record in activity.purposes.items()]
        if stated(activity.purposes)
        else activity.purposes
    )
    if stated(activity.joint_with):
        yield (
            "Joint controllers",
            "30(1)(a)",
            _value(context, (*at, "joint_with"), phrases.each(activity.joint_with, ("processors", "recipients"))),
        )
    yield "Purposes", "30(1)(b)", _value(context, (*at, "purposes"), purposes)
    yield (
        "Data subjects",
        "30(1)(c)",
        _value(context, (*at, "subjects"), _each(context, activity.subjects, "data_subjects")),
    )
    yield "Personal data", "30(1)(c)", _value(context, (*at, "data"), _each(context, activity.data, "data_categories"))
    yield "Recipients", "30(1)(d)", _recipients(context, id_)
    yield from _common_rows(context, id_, activity)
    yield (
        "Erasure",
        "30(1)(f)",
        _inherited(context, id_, activity, "retention", lambda value, path: _rules(context, value, path)),
    )
    yield (
        "Lawful basis",
        "6(1)",
        _inherited(
            context,
            id_,
            activity,
            "basis",
            lambda value, path: [piece.html for piece in basis_sentences(context, value, path, activity.purposes)],
        ),
    )
    if stated(activity.source):
        yield "Source", "14(2)(f)", _value(context, (*at, "source"), sources(context, activity.source))


def _processor_rows(context: Context, id_: str, activity: Any) -> Iterator[Row]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("activities", id_)
    yield (
        "Controllers",
        "30(2)(a)",
        _value(context, (*at, "on_behalf_of"), phrases.each(activity.on_behalf_of, ("clients",))),
    )
    processing = (
        [context.words(text) for text in activity.processing]
        if isinstance(activity.processing, tuple)
        else activity.processing
    )
    yield "Categories of processing", "30(2)(b)", _value(context, (*at, "processing"), processing)
    yield from _common_rows(context, id_, activity)
    yield "Sub-processors", "28(2)", _recipients(context, id_)


def _common_rows(context: Context, id_: str, activity: Any) -> Iterator[Row]:  # noqa: ANN401
    law = "30(2)(c)" if stated(activity.on_behalf_of) else "30(1)(e)"
    yield "Transfers", law, _transfers(context, id_, activity)
    law = "30(2)(d)" if stated(activity.on_behalf_of) else "30(1)(g)"
    yield "Security measures", law, _measures(context, id_, activity)


def _each(context: Context, value: Any, kind: str) -> Any:  # noqa: ANN401
    return context.phrases.each(value, (kind,)) if stated(value) else value


def _value(context: Context, at: Path | list[Path], value: Any) -> Sourced | None:  # noqa: ANN401
    """Return a cell: a list of phrases, words, or what was said instead; `None` where nothing was said."""
    if value is None or value == []:
        return None
    if isinstance(value, Said):
        return context.say("register.said", at, word=value.value)
    if isinstance(value, list):
        return context.say("register.list", at, parts=value)
    words = context.words(value)
    return context.say("register.list", at, parts=[words]) if words else None


def _inherited(
    context: Context,
    id_: str,
    activity: Any,  # noqa: ANN401
    key: str,
    words: Callable[[Any, Path], list[Any]],
) -> Sourced | None:
    own, general = getattr(activity, key), getattr(context.defaults, key, None)
    value, at = (
        (own, context.at("activities", id_, key))
        if own is not None
        else (general, context.at("organisation", "defaults", key))
    )
    if value is None or isinstance(value, Said):
        return _value(context, at, value)
    return _value(context, at, [Markup(part) for part in words(value, at)])  # noqa: S704 - sentences of the writer are escaped already


def _rules(context: Context, value: Any, at: Path) -> list[str]:  # noqa: ANN401
    return [piece.html for number, rule in numbered(value) for piece in rule_sentences(context, rule, (*at, number))]


def _recipients(context: Context, id_: str) -> Sourced | None:
    hops = [
        hop
        for hop in context.flows.hops
        if hop.activity == id_ and hop.moves_data and context.flows.nodes[hop.target].group in _RECEIVING
    ]
    names = list(dict.fromkeys(hop.target for hop in hops))
    if not names:
        return None
    at = [path for hop in hops for path in hop.paths]
    about = context.at("activities", id_, "recipients")
    return context.say_about("register.list", about, at, parts=[context.phrases.party(key.id) for key in names])


def _transfers(context: Context, id_: str, activity: Any) -> Sourced | None:  # noqa: ANN401
    own = activity.transfers if activity.transfers is not None else getattr(context.defaults, "transfers", None)
    if isinstance(own, Said):
        return _value(
            context,
            context.at("activities", id_, "transfers")
            if activity.transfers is not None
            else context.at("organisation", "defaults", "transfers"),
            own,
        )
    reaches = {
        (reach.place, reach.mechanisms): reach
        for hop in context.flows.hops
        if hop.activity == id_
        for reach in hop.reaches
    }
    if not reaches:
        return None
    parts = [f"{reach.title}: {reach.safeguards('no mechanism declared')}" for reach in reaches.values()]
    at = [reach.path for hop in context.flows.hops if hop.activity == id_ for reach in hop.reaches]
    return context.say_about("register.list", context.at("activities", id_, "transfers"), at, parts=parts)


def _measures(context: Context, id_: str, activity: Any) -> Sourced | None:  # noqa: ANN401
    own = activity.measures if activity.measures is not None else getattr(context.defaults, "measures", None)
    paths: list[Path] = []
    names: list[Markup] = []
    if isinstance(own, Said):
        at = (
            context.at("activities", id_, "measures")
            if activity.measures is not None
            else context.at("organisation", "defaults", "measures")
        )
        return _value(context, at, own)
    if own is not None:
        paths.append(
            context.at("activities", id_, "measures")
            if activity.measures is not None
            else context.at("organisation", "defaults", "measures")
        )
        names += context.phrases.each(own, ("measures",))
    for hop in context.flows.hops:
        if hop.activity != id_:
            continue
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
