"""Which data are collected, of whom, from where, and whether they must be given (GDPR Art. 13(2)(e), 14)."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.model.items import Item
from datamap.model.provenance import Path, Sourced, shared
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.phrases import only_about_its_people
from datamap.notice.sections.devices import on_devices
from datamap.notice.sections.meanings import meanings
from datamap.notice.sections.passing import given
from datamap.notice.sections.sources import sources
from datamap.notice.sections.ways import ways
from datamap.notice.sections.why import limits_of
from datamap.notice.writer import listed

_AT_MOST_IN_A_SENTENCE = 5


def collect(context: Context) -> Iterator[Block]:
    """Yield a part for each activity, and what the words mean."""
    defaults = context.defaults
    if defaults is not None:
        overridden = any(stated(activity.required) for activity in context.our_activities.values())
        general = tuple(_in_general(context, defaults, but=overridden))
        if general:
            yield Paragraph(general)
    without_data: dict[tuple[Markup, ...], list[str]] = {}
    for id_, activity in context.our_activities.items():
        blocks = tuple(about_people_and_data(context, id_, activity))
        if activity.data is None:
            people = tuple(context.phrases.each(activity.subjects, ("data_subjects",)))
            without_data.setdefault(people, []).append(id_)
        if blocks:
            title = context.say(
                "collect.activity",
                context.at("activities", id_),
                title=context.phrases.linked("activities", id_, context.title("activities", id_)),
            )
            yield Group(title, blocks)
    if without_data:
        items = tuple(_without_data(context, people, ids) for people, ids in without_data.items())
        at = [path for item in items for path in item.origin]
        title = context.say_about("collect.no_data", context.at("activities"), at)
        yield Group(title, (Listing(items),))
    if at_theirs := tuple(on_devices(context)):
        at = [path for item in at_theirs for path in item.origin]
        yield Group(context.say_about("collect.devices", context.at("systems"), at), (Listing(at_theirs),))
    said = tuple(meanings(context))
    if said:
        at = [path for piece in said for path in piece.origin]
        words = context.writer.words("headings.words_mean")
        title = context.say_about("collect.activity", context.at("data_categories"), at, title=words)
        yield Group(title, (Listing(said),))


def _in_general(context: Context, defaults: Any, *, but: bool) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what the defaults say of where data come from and whether they must be given, and on which conditions."""
    at = context.at("organisation", "defaults")
    extras = context.phrases.qualified(defaults)
    if extras:
        yield context.say("collect.general", at, extras=extras)
    if stated(defaults.source):
        others = any(stated(activity.source) for activity in context.our_activities.values())
        words = sources(context, defaults.source)
        yield context.say("collect.source", (*at, "source"), words=words, general=True, but=others)
    yield from _duty(context, defaults, at, general=True, but=but)


def about_people_and_data(
    context: Context,
    id_: str,
    activity: Any,  # noqa: ANN401
    verb: str = "collect",
) -> Iterator[Plain]:
    """Yield the sentences on one activity: data, people, source, duty, parts."""
    at = context.at("activities", id_)
    context = context.within(activity)
    phrases = context.phrases
    people = phrases.each(activity.subjects, ("data_subjects",))
    lead = _lead(context, activity)
    held = context.data_of(activity)
    simple = not isinstance(held, tuple) or not any(_has_more(item) for item in held)
    data = phrases.each(held, ("data_categories",))
    may = bool(activity.may)
    own = [
        key
        for key in ("data", "subjects", "when", "if", "unless", "because", "limit", "text", "only", "except", "may")
        if stated(getattr(activity, _FIELDS.get(key, key)))
    ]
    where = [(*at, key) for key in own]
    groups = context.named("data_subjects", activity.subjects)
    first: list[Sourced] = []
    listing: tuple[Sourced, ...] = ()
    if data and simple and len(data) <= _AT_MOST_IN_A_SENTENCE:
        limit = _common_limit(context, held)
        if limit is not None:
            data = [phrases.thing(("data_categories",), item.id) for item in held]
        sources_ = [*where, *groups, *context.named("data_categories", held)]
        first.append(
            context.say_about(
                "collect.data",
                at,
                sources_,
                people=people,
                data=data,
                may=may,
                lead=lead,
                of="use" if verb == "collect" and _is_made_here(context, activity) else verb,
                only=only_about_its_people(activity),
                limit=limit,
                extras=_rest(context, activity),
            )
        )
    elif data:
        first.append(
            context.say_about(
                "collect.many",
                at,
                [*where, *groups],
                people=people,
                may=may,
                lead=lead,
                of="use" if verb == "collect" and _is_made_here(context, activity) else verb,
                only=only_about_its_people(activity),
                extras=_rest(context, activity),
            )
        )
        listing = tuple(_data_items(context, id_, activity))
    if isinstance(activity.data, Said):
        first.append(context.say("collect.said", (*at, "data"), nothing=activity.data is Said.NONE))
    if first:
        yield Paragraph(tuple(first))
    if listing:
        yield Listing(listing)
    rest = [
        *given(context, id_, activity),
        *ways(context, id_, activity),
        *_source(context, activity.source, at),
        *_duty(context, activity, at),
    ]
    if isinstance(activity.systems, tuple) and not (verb == "collect" and activity.data is None):
        places = _places(context, activity)
        named = [(*at, "systems"), *context.named("systems", activity.systems)]
        rest.append(context.say_about("collect.systems", named[0], named, places=places))
    if activity.includes:
        parts = phrases.each(activity.includes, ("activities",))
        rest.append(context.say("collect.covers", context.at("activities", id_, "includes"), parts=parts))
    if activity.description is not None:
        rest.append(
            context.say(
                "who.described", context.at("activities", id_, "description"), text=phrases.words(activity.description)
            )
        )
    rest += context.more(activity, at)
    # Where no data are stated, no sentence above says under which conditions all of this is done.
    alone = rest and not data and verb == "collect"
    if rest:
        yield Paragraph((*(limits_of(context, id_, activity) if alone else ()), *rest))


def _is_made_here(context: Context, activity: Any) -> bool:  # noqa: ANN401
    """Whether all data of an activity are said to come from other data or from us, so that none are collected in it."""
    data = context.data_of(activity)
    if stated(activity.source):
        return isinstance(activity.source, tuple) and all(item.id in _MADE_BY_US for item in activity.source)
    items = data if isinstance(data, tuple) else ()
    records = [context.phrases.naming.record("data_categories", item.id) for item in items]
    return bool(records) and all(getattr(each, "derived_from", None) for each in records)


_MADE_BY_US = frozenset({"created", "inferred"})


_FIELDS = {"except": "except_", "if": "if_"}


def _lead(context: Context, activity: Any) -> Markup | None:  # noqa: ANN401
    """Return the conditions of an activity as they lead its first sentence."""
    found = [
        Markup("{} {}").format(lead, words)
        for lead, key in (("when", "when"), ("if", "if_"))
        if (words := context.words(getattr(activity, key, None))) is not None
    ]
    if not only_about_its_people(activity):
        found += [
            Markup("{} {}").format(lead, chosen)
            for lead, key, joint in (("only", "only", "and"), ("except", "except_", "or"))
            if (chosen := context.phrases.chosen(getattr(activity, key), joint))
        ]
    return Markup(", and ").join(found) if found else None


def _rest(context: Context, activity: Any) -> Markup:  # noqa: ANN401
    """Return the qualifiers of an activity that follow its first sentence."""
    return context.phrases.qualified(activity, without=("may", "when", "if_", "only", "except_"))


def _common_limit(context: Context, data: Any) -> str | None:  # noqa: ANN401
    """Return the limit that all data share and that is all that is said of each, so that it is said once."""
    # A limit of one thing stands beside it.
    if not isinstance(data, tuple) or len(data) == 1 or any(item.detail is None for item in data):
        return None
    limits = {context.words(item.detail.limit) for item in data}
    alone = all(item.detail.model_fields_set == {"limit"} for item in data)
    return limits.pop() if alone and len(limits) == 1 else None


def _places(context: Context, activity: Any) -> list[Markup]:  # noqa: ANN401
    """Return the systems of an activity as they follow “in” or “we use”, each with what is said beside it."""
    held = activity.systems if isinstance(activity.systems, tuple) else ()
    return [context.phrases.place_of(item.id) + context.phrases.qualified(item.detail) for item in held]


def _without_data(context: Context, people: tuple[Markup, ...], ids: list[str]) -> Sourced:
    """Return what is done with the data of some people where nothing says which: by activity, with its systems."""
    titles = []
    for id_ in ids:
        activity, title = context.our_activities[id_], context.phrases.lowered(context.title("activities", id_))
        places = _places(context, activity)
        where = Markup(", in {}").format(listed(places)) if places else Markup()
        titles.append(context.phrases.linked("activities", id_, title) + where + context.phrases.qualified(activity))
    groups = context.named("data_subjects", context.our_activities[ids[0]].subjects)
    pieces = []
    for id_ in ids:
        at, systems = context.at("activities", id_), context.our_activities[id_].systems
        paths = [at, *groups, *([(*at, "systems")] if systems else []), *context.named("systems", systems)]
        pieces.append(context.say_about("collect.people_only", at, paths, titles=titles, people=list(people)))
    return shared(tuple(pieces))


def _has_more(item: Item[Any]) -> bool:
    detail = item.detail
    return detail is not None and any(
        getattr(detail, key) is not None
        for key in ("needed_for", "source", "required", "if_refused", "may", "subjects")
    )


def _data_items(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases, data = context.phrases, context.data_of(activity)
    if isinstance(data, Mapping):
        for name, record in data.items():
            yield context.say(
                "collect.item",
                context.at("activities", id_, "data", name),
                words=phrases.in_place_words(name, record, ("data_categories",)),
                needed=[],
                extras=[],
            )
        return
    for item in data:
        detail = item.detail
        needed = phrases.purposes(getattr(detail, "needed_for", None))
        extras: list[Markup | str] = []
        if detail is not None:
            if stated(detail.source):
                extras.append(Markup("we get it {}").format(listed(sources(context, detail.source))))
            if stated(detail.required):
                extras.append(_REQUIRED[detail.required.value])
            if stated(detail.if_refused):
                extras.append(f"if you do not give it, {context.words(detail.if_refused)}")
            if detail.subjects:
                people = listed(phrases.each(detail.subjects, ("data_subjects",)))
            if detail.subjects and people.striptags() != phrases.item(item, ("data_categories",)).striptags():
                extras.append(Markup("only about {}").format(people))
        at = context.at("activities", id_, "data", item.id)
        yield context.say_about(
            "collect.item",
            at,
            [at, *context.named("data_categories", (item,))],
            words=phrases.item(item, ("data_categories",)),
            needed=needed,
            extras=extras,
        )


_REQUIRED = {
    "voluntary": "you do not have to give it",
    "contract": "we need it for our contract with you",
    "to-enter-contract": "we need it before we can make a contract with you",
    "law": "the law requires it",
}


def _source(context: Context, value: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    if stated(value):
        yield context.say("collect.source", (*at, "source"), words=sources(context, value), general=False, but=False)


def _duty(
    context: Context,
    processing: Any,  # noqa: ANN401
    at: Path,
    *,
    general: bool = False,
    but: bool = False,
) -> Iterator[Sourced]:
    how = processing.required.value if stated(processing.required) else None
    unnamed = not general and not stated(processing.data)
    if how is not None:
        yield context.say("collect.required", (*at, "required"), how=how, general=general, but=but, unnamed=unnamed)
    if stated(processing.if_refused):
        what = context.words(processing.if_refused)
        told = {"what": what, "how": how, "unnamed": unnamed, "general": general}
        yield context.say("collect.refused", (*at, "if_refused"), **told)
