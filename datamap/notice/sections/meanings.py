"""What the names of data and of groups of people mean."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.catalog.countries import place_name
from datamap.model.items import Item
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.sections.share import TOLD
from datamap.notice.sections.sources import making, said_of_one
from datamap.notice.writer import listed, relative

_WORDS = re.compile(r"[\w’'-]+")
_YOU = re.compile(r"\byou\b", re.IGNORECASE)


def meanings(context: Context) -> Iterator[Sourced]:
    """Yield what each category of data and each group of people is, where more than its name is stated."""
    phrases = context.phrases
    for id_, category in context.of("data_categories").items():
        heading = context.title("data_categories", id_)
        parts = [part for part in _meaning(context, category) if not _repeats(part, heading)]
        if parts or _text(context, category):
            title = phrases.linked("data_categories", id_, heading)
            at = context.at("data_categories", id_)
            named = [
                path
                for value in (category.includes, category.such_as, category.one_of, category.derived_from)
                for path in context.named("data_categories", value)
            ]
            clause, text = _apart(_text(context, category))
            yield context.say_about(
                "collect.definition", at, [at, *named], title=title, clause=clause, parts=parts, text=text
            )
    for id_, group in context.of("data_subjects").items():
        when = context.words(group.when)
        you = when is not None and _YOU.search(when)
        words = [None if when is None else f"you, when {when}" if you else f"when {when}"]
        words += [_also(context, group), _restricted(context, group, without=("when",))]
        parts, text = [word for word in words if word], _text(context, group)
        if parts or text:
            title = phrases.linked("data_subjects", id_, context.title("data_subjects", id_))
            clause, text = _apart(text)
            at = context.at("data_subjects", id_)
            yield context.say("collect.people", at, title=title, clause=clause, parts=parts, text=text)
    yield from _named_elsewhere(context)


_NAMED = ("systems", "products", "regions", "laws", "schedules", "clients")
"""Kinds whose records sentences only name: what is said of one of them is said here, once."""


_BEAR_NAMES = frozenset({"products", "regions", "laws"})
"""Kinds of which each is called by a name of its own."""


def _named_elsewhere(context: Context) -> Iterator[Sourced]:
    """Yield what is said of a record that is only named in the sentences of the notice."""
    parties = [
        (kind, id_, party)
        for kind in ("processors", "recipients")
        for id_, party in context.of(kind).items()
        if context.group_of(kind, id_) not in TOLD
    ]
    others = [(kind, id_, record) for kind in _NAMED for id_, record in context.of(kind).items()]
    for kind, id_, record in (*others, *parties):
        limits, text = _restricted(context, record), _text(context, record)
        heading = context.title(kind, id_)
        places = (record.includes or ()) if kind == "regions" else ()
        # A code explains no name to a reader.
        codes_alone = bool(places) and all(place_name(place) == place for place in places)
        members = listed(map(context.phrases.place, places)) if places and not codes_alone else Markup()
        told = (members, _age(record), _also(context, record, kind), limits) if kind in _NAMED else (members, limits)
        parts = [part for part in told if part and not _repeats(part.removeprefix("the "), heading)]
        if parts or text:
            title = context.phrases.linked(kind, id_, heading)
            clause, sentences = _apart(text)
            at = context.at(kind, id_)
            yield context.say("collect.limited", at, title=title, clause=clause, parts=parts, text=sentences)


def _age(record: Any) -> Markup | None:  # noqa: ANN401
    """Return from which age a product may be used, where that is stated."""
    age = getattr(record, "minimum_age", None)
    return Markup("for people aged {} or older").format(age) if stated(age) else None


def _restricted(context: Context, record: Any, without: tuple[str, ...] = ()) -> Markup | None:  # noqa: ANN401
    """Return the qualifiers of a record as they stand alone, or `None` where it has none."""
    words = context.phrases.qualified(record, without=(*without, "may", "text"))
    if record.may:
        words = Markup(", only in some cases") + words
    if words.startswith(" (") and words.count("(") == 1:
        return words[2:-1]
    return words.removeprefix(", ").lstrip() or None


def _parts(context: Context, includes: Any) -> Markup:  # noqa: ANN401
    """Return what data include; where each of several parts only may be there, that is said once."""
    details = [item.detail for item in includes] if isinstance(includes, tuple) else []
    alike = len(details) > 1 and all(
        detail is not None and detail.may and not context.phrases.qualified(detail, without=("may",))
        for detail in details
    )
    if alike:
        plain = (context.phrases.item(Item(item.id, None), ("data_categories",)) for item in includes)
        return Markup("in some cases {}").format(listed(plain))
    return listed(context.phrases.each(includes, ("data_categories",)))


def _text(context: Context, record: Any) -> list[str | Markup]:  # noqa: ANN401
    """Return what is said of a record in sentences of its own, the last of which leads to what says more."""
    said = (context.words(getattr(record, key)) for key in ("description", "text"))
    more = [Markup(sentence.html) for sentence in context.more(record, ())]  # noqa: S704 - a sentence of the writer is escaped already
    return [words for words in said if words is not None] + more


def _apart(text: list[str | Markup]) -> tuple[Markup, list[str | Markup]]:
    """Return the clause that follows the name of what is described, and the words that are sentences of their own."""
    clauses = [clause for words in text if (clause := relative(words)) is not None]
    return Markup().join(clauses), [words for words in text if relative(words) is None]


def _repeats(part: str, heading: str) -> bool:
    """Whether the words of a meaning are all in the heading already."""
    said = set(_WORDS.findall(heading.casefold()))
    words = set(_WORDS.findall(Markup(part).striptags().casefold()))  # noqa: S704 - to take the tags off
    return bool(words) and words <= said


def _also(context: Context, record: Any, kind: str = "") -> Markup | None:  # noqa: ANN401
    if not record.also:
        return None
    names = [context.phrases.words(name) for name in record.also]
    names = names if kind in _BEAR_NAMES else [*map(context.phrases.lowered, names)]
    return Markup("also called {}").format(listed(names, "or"))


def _meaning(context: Context, category: Any) -> Iterator[Markup | str]:  # noqa: ANN401
    phrases = context.phrases
    if stated(category.includes):
        yield _parts(context, category.includes)
    if category.such_as:
        lead = Markup("and, for example,") if stated(category.includes) else Markup("for example")
        yield lead + Markup(" ") + _parts(context, category.such_as)
    if category.one_of:
        alternatives = listed(phrases.each(category.one_of, ("data_categories",)), "or")
        yield alternatives
    if stated(category.identifiable):
        yield context.writer.words("collect.identifiable", how=category.identifiable.value)
    also = _also(context, category)
    if also:
        yield also
    if stated(category.source) and not (category.derived_from and making(category.source) is not None):
        yield said_of_one(context, category.source)
    if category.derived_from:
        yield Markup("computed from {}").format(listed(phrases.each(category.derived_from, ("data_categories",))))
    if category.form:
        terms = context.phrases.naming.vocabulary.get("forms", {})
        yield listed(terms[id_].words or terms[id_].title.lower() if id_ in terms else id_ for id_ in category.form)
    limits = _restricted(context, category)
    if limits:
        yield limits
