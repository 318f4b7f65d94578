"""Which data are collected, of whom, from where, and whether they must be given (GDPR Art. 13(2)(e), 14)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.model.items import Item
from datamap.model.provenance import Path, Sourced, shared
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.writer import listed

_AT_MOST_IN_A_SENTENCE = 5
_WORDS = re.compile(r"[\w’'-]+")
_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_SOURCES = ("sources", "systems", "processors", "recipients", "data_subjects")


def collect(context: Context) -> Iterator[Block]:
    """Yield a part for each activity, and what the words mean."""
    defaults = context.defaults
    if defaults is not None:
        overridden = any(stated(activity.required) for activity in context.our_activities.values())
        general = tuple(_duty(context, defaults, context.at("organisation", "defaults"), general=True, but=overridden))
        if general:
            yield Paragraph(general)
    without_data: dict[tuple[Markup, ...], list[str]] = {}
    for id_, activity in context.our_activities.items():
        blocks = tuple(about_people_and_data(context, id_, activity))
        if not stated(activity.data):
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
    meanings = tuple(_meanings(context))
    if meanings:
        at = [path for meaning in meanings for path in meaning.origin]
        words = context.writer.words("headings.words_mean")
        title = context.say_about("collect.activity", context.at("data_categories"), at, title=words)
        yield Group(title, (Listing(meanings),))


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
    simple = not isinstance(activity.data, tuple) or not any(_has_more(item) for item in activity.data)
    data = phrases.each(activity.data, ("data_categories",))
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
        limit = _common_limit(context, activity.data)
        if limit is not None:
            data = [phrases.thing(("data_categories",), item.id) for item in activity.data]
        sources_ = [*where, *groups, *context.named("data_categories", activity.data)]
        first.append(
            context.say_about(
                "collect.data",
                at,
                sources_,
                people=people,
                data=data,
                may=may,
                lead=lead,
                of=verb,
                only=_only_these(activity),
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
                of=verb,
                only=_only_these(activity),
                extras=_rest(context, activity),
            )
        )
        listing = tuple(_data_items(context, id_, activity))
    if first:
        yield Paragraph(tuple(first))
    if listing:
        yield Listing(listing)
    rest = [*_source(context, activity.source, at), *_duty(context, activity, at)]
    if activity.includes:
        parts = phrases.each(activity.includes, ("activities",))
        rest.append(context.say("collect.covers", context.at("activities", id_, "includes"), parts=parts))
    if activity.description is not None:
        rest.append(
            context.say(
                "who.described", context.at("activities", id_, "description"), text=phrases.words(activity.description)
            )
        )
    if rest:
        yield Paragraph(tuple(rest))


_FIELDS = {"except": "except_", "if": "if_"}


def _lead(context: Context, activity: Any) -> Markup | None:  # noqa: ANN401
    """Return the conditions of an activity as they lead its first sentence."""
    found = [
        Markup("{} {}").format(lead, words)
        for lead, key in (("when", "when"), ("if", "if_"))
        if (words := context.words(getattr(activity, key, None))) is not None
    ]
    if not _only_these(activity):
        found += [
            Markup("{} {}").format(lead, chosen)
            for lead, key, joint in (("only", "only", "and"), ("except", "except_", "or"))
            if (chosen := context.phrases.chosen(getattr(activity, key), joint))
        ]
    return Markup(", and ").join(found) if found else None


def _rest(context: Context, activity: Any) -> Markup:  # noqa: ANN401
    """Return the qualifiers of an activity that follow its first sentence."""
    return context.phrases.qualified(activity, without=("when", "if_", "only"))


def _only_these(activity: Any) -> bool:  # noqa: ANN401
    """Whether `only` names the very people of the activity, and nothing else."""
    if activity.only is None or not isinstance(activity.subjects, tuple):
        return False
    named = {name for name in type(activity.only).model_fields if getattr(activity.only, name) is not None}
    return named == {"subjects"} and set(activity.only.subjects) == {item.id for item in activity.subjects}


def _common_limit(context: Context, data: Any) -> str | None:  # noqa: ANN401
    """Return the limit that all data share and that is all that is said of each, so that it is said once."""
    # A limit of one thing stands beside it.
    if not isinstance(data, tuple) or len(data) == 1 or any(item.detail is None for item in data):
        return None
    limits = {context.words(item.detail.limit) for item in data}
    alone = all(item.detail.model_fields_set == {"limit"} for item in data)
    return limits.pop() if alone and len(limits) == 1 else None


def _without_data(context: Context, people: tuple[Markup, ...], ids: list[str]) -> Sourced:
    titles = [
        context.phrases.linked("activities", id_, context.phrases.lowered(context.title("activities", id_)))
        for id_ in ids
    ]
    at = [context.at("activities", id_) for id_ in ids]
    groups = context.named("data_subjects", context.our_activities[ids[0]].subjects)
    return shared(
        tuple(
            context.say_about("collect.people_only", path, [path, *groups], titles=titles, people=list(people))
            for path in at
        )
    )


def _has_more(item: Item[Any]) -> bool:
    detail = item.detail
    return detail is not None and any(
        getattr(detail, key) is not None
        for key in ("needed_for", "source", "required", "if_refused", "may", "subjects")
    )


def _data_items(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases, data = context.phrases, activity.data
    if isinstance(data, Mapping):
        for name, record in data.items():
            yield context.say(
                "collect.item",
                context.at("activities", id_, "data", name),
                words=phrases.declared(name, record, ("data_categories",)),
                may=False,
                needed=[],
                extras=[],
            )
        return
    for item in data:
        detail = item.detail
        needed = (
            [phrases.purpose(p.id) for p in detail.needed_for]
            if detail is not None and isinstance(detail.needed_for, tuple)
            else []
        )
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
                extras.append(Markup("only about {}").format(people))
        at = context.at("activities", id_, "data", item.id)
        yield context.say_about(
            "collect.item",
            at,
            [at, *context.named("data_categories", (item,))],
            words=phrases.item(item, ("data_categories",)),
            may=bool(getattr(detail, "may", None)),
            needed=needed,
            extras=extras,
        )


_REQUIRED = {
    "voluntary": "you do not have to give it",
    "contract": "our contract with you requires it",
    "to-enter-contract": "we need it before we can make a contract with you",
    "law": "the law requires you to give it",
}


def sources(context: Context, value: Any) -> list[Markup | str]:  # noqa: ANN401
    """Return where data come from, as phrases after “come”."""
    if isinstance(value, Mapping):
        return [
            Markup("from {}").format(context.phrases.declared(id_, record, ("sources",)))
            for id_, record in value.items()
        ]
    found: list[Markup | str] = []
    for item in value:
        term = context.phrases.naming.vocabulary.get("sources", {}).get(item.id)
        words = term.words if term is not None and term.words else Markup("from {}").format(_named(context, item.id))
        found.append(Markup("{}{}").format(words, context.phrases.qualified(item.detail)))
    return found


def _named(context: Context, id_: str) -> Markup:
    return context.phrases.place_of(id_) if id_ in context.of("systems") else context.phrases.thing(_SOURCES, id_)


def _source(context: Context, value: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    if stated(value):
        yield context.say("collect.source", (*at, "source"), words=sources(context, value))


def _duty(
    context: Context,
    processing: Any,  # noqa: ANN401
    at: Path,
    *,
    general: bool = False,
    but: bool = False,
) -> Iterator[Sourced]:
    how = processing.required.value if stated(processing.required) else None
    if how is not None:
        yield context.say("collect.required", (*at, "required"), how=how, general=general, but=but)
    if stated(processing.if_refused):
        what = context.words(processing.if_refused)
        yield context.say("collect.refused", (*at, "if_refused"), what=what, free=how == "voluntary")


def _meanings(context: Context) -> Iterator[Sourced]:
    phrases = context.phrases
    for id_, category in context.of("data_categories").items():
        heading = context.title("data_categories", id_)
        parts = [part for part in _meaning(context, category) if not _repeats(part, heading)]
        if parts or _text(context, category):
            title = phrases.linked("data_categories", id_, heading)
            at = context.at("data_categories", id_)
            named = [
                path
                for value in (category.includes, category.one_of, category.derived_from)
                for path in context.named("data_categories", value)
            ]
            text = _text(context, category)
            yield context.say_about("collect.definition", at, [at, *named], title=title, parts=parts, text=text)
    for id_, group in context.of("data_subjects").items():
        when = context.words(group.when)
        you = when is not None and _YOU.search(when)
        words = [None if when is None else f"you, when {when}" if you else f"when {when}"]
        words.append(_also(context, group))
        words.append(context.words(group.limit))
        parts, text = [word for word in words if word], _text(context, group)
        if parts or text:
            title = phrases.linked("data_subjects", id_, context.title("data_subjects", id_))
            yield context.say("collect.people", context.at("data_subjects", id_), title=title, parts=parts, text=text)


def _text(context: Context, record: Any) -> list[str]:  # noqa: ANN401
    """Return what is said of a record in sentences of its own."""
    return [words for key in ("description", "text") if (words := context.words(getattr(record, key))) is not None]


def _repeats(part: str, heading: str) -> bool:
    """Whether the words of a meaning are all in the heading already."""
    said = set(_WORDS.findall(heading.casefold()))
    return set(_WORDS.findall(Markup(part).striptags().casefold())) <= said  # noqa: S704 - to take the tags off


def _also(context: Context, record: Any) -> Markup | None:  # noqa: ANN401
    if not record.also:
        return None
    names = (context.phrases.lowered(context.phrases.words(name)) for name in record.also)
    return Markup("also called {}").format(listed(names, "or"))


def _meaning(context: Context, category: Any) -> Iterator[Markup | str]:  # noqa: ANN401
    phrases = context.phrases
    if stated(category.includes):
        yield listed(phrases.each(category.includes, ("data_categories",)))
    if category.one_of:
        alternatives = listed(phrases.each(category.one_of, ("data_categories",)), "or")
        yield alternatives
    if stated(category.identifiable):
        yield context.writer.words("collect.identifiable", how=category.identifiable.value)
    also = _also(context, category)
    if also:
        yield also
    if stated(category.source):
        yield Markup("we get it {}").format(listed(sources(context, category.source)))
    if category.derived_from:
        yield Markup("computed from {}").format(listed(phrases.each(category.derived_from, ("data_categories",))))
    if category.form:
        terms = context.phrases.naming.vocabulary.get("forms", {})
        yield listed(terms[id_].words or terms[id_].title.lower() if id_ in terms else id_ for id_ in category.form)
    for lead, key in (("when ", "when"), ("", "limit")):
        words = context.words(getattr(category, key))
        if words:
            yield f"{lead}{words}"
