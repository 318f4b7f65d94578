"""Which data are collected, of whom, from where, and whether they must be given (GDPR Art. 13(2)(e), 14)."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.provenance import Path, Sourced, shared
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.sections.data import data_blocks, is_told
from datamap.notice.sections.devices import on_devices
from datamap.notice.sections.meanings import meanings
from datamap.notice.sections.passing import given
from datamap.notice.sections.sources import sources
from datamap.notice.sections.ways import ways
from datamap.notice.sections.why import limits_of
from datamap.notice.writer import listed


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
        if activity.data is None and context.holding(id_, "data") == id_:
            people = tuple(context.phrases.each(_people_of(context, id_), ("data_subjects",)))
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
        others = any(_names_a_source(context, *each) for each in context.our_activities.items())
        words = sources(context, defaults.source)
        yield context.say("collect.source", (*at, "source"), words=words, general=True, but=others)
    yield from _duty(context, defaults, at, general=True, but=but)


def _names_a_source(context: Context, id_: str, activity: Any) -> bool:  # noqa: ANN401
    """Whether an activity says of its own where data come from: as a whole, of one of them, or by who gives some."""
    items = activity.data if isinstance(activity.data, tuple) else ()
    own = (activity.source, *(getattr(item.detail, "source", None) for item in items))
    return any(map(stated, own)) or any(given(context, id_, activity))


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
    yield from data_blocks(context, id_, activity, verb)
    rest = [
        *given(context, id_, activity),
        *ways(context, id_, activity),
        *_source(context, activity, at),
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
    if activity.text is not None:
        rest.append(context.say("who.described", (*at, "text"), text=phrases.words(activity.text)))
    rest += context.more(activity, at)
    # Where no data are stated, no sentence above says under which conditions all of this is done.
    alone = rest and (not activity.data or isinstance(activity.data, Said)) and verb == "collect"
    if rest:
        yield Paragraph((*(limits_of(context, id_, activity) if alone else ()), *rest))


def _people_of(context: Context, id_: str) -> Any:  # noqa: ANN401
    """Return whom an activity is about: as it says itself, or as one says that covers it."""
    return context.of("activities")[context.holding(id_, "subjects")].subjects


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
        titles.append(
            context.phrases.linked("activities", id_, title) + where + context.phrases.qualified(activity, ("text",))
        )
    groups = context.named("data_subjects", _people_of(context, ids[0]))
    pieces = []
    for id_ in ids:
        at, systems = context.at("activities", id_), context.our_activities[id_].systems
        paths = [at, *groups, *([(*at, "systems")] if systems else []), *context.named("systems", systems)]
        pieces.append(context.say_about("collect.people_only", at, paths, titles=titles, people=list(people)))
    return shared(tuple(pieces))


def _source(context: Context, activity: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    if stated(activity.source) and not (is_told(activity.source) and context.data_of(activity)):
        words = sources(context, activity.source)
        yield context.say("collect.source", (*at, "source"), words=words, general=False, but=False)


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
