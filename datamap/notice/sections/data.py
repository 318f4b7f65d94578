"""The data of an activity: what is collected of whom, and what we make ourselves from other data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.model.items import Item
from datamap.model.kept import Kept, numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Listing, Paragraph, Plain
from datamap.notice.phrases import only_about_its_people
from datamap.notice.sections.collecting import COLLECTED, ELSEWHERE, USED, verb_for
from datamap.notice.sections.gathering import data_phrases
from datamap.notice.sections.sources import MADE, making, said_of_one
from datamap.notice.writer import listed

_AT_MOST_IN_A_SENTENCE = 5


def data_blocks(context: Context, id_: str, activity: Any, verb: str) -> Iterator[Plain]:  # noqa: ANN401
    """Yield what an activity uses of whom: first what is collected, then what is made of it."""
    at = context.at("activities", id_)
    own = [
        key
        for key in ("data", "subjects", "when", "if", "unless", "because", "limit", "text", "only", "except", "may")
        if stated(getattr(activity, _FIELDS.get(key, key)))
    ]
    where = [(*at, key) for key in own] + context.named("data_subjects", activity.subjects)
    head: dict[str, Any] = {
        "people": context.phrases.each(activity.subjects, ("data_subjects",)),
        "may": bool(activity.may),
        "lead": _lead(context, activity),
        "only": only_about_its_people(activity),
        "extras": _rest(context, activity),
    }
    by_verb = _by_verb(context, id_, activity, verb)
    first = next((of for of in by_verb if of in {f"{verb} this", *_PLAIN}), None)
    for of, held in by_verb.items():
        about = at if of == first else (*at, of.split()[0] if of else "used")
        yield from _told(context, id_, held, about, where, {**head, "of": of})
        # What holds for all of them is said with the first.
        head |= {"people": [], "lead": None, "only": False, "extras": Markup()}
    if isinstance(activity.data, Said):
        yield Paragraph((context.say("collect.said", (*at, "data"), nothing=activity.data is Said.NONE),))


def _told(  # noqa: PLR0913, PLR0917 - what a sentence is about, and what it says
    context: Context,
    id_: str,
    held: Any,  # noqa: ANN401
    about: Path,
    where: list[Path],
    head: dict[str, Any],
) -> Iterator[Plain]:
    """Yield a sentence that names data, or one with a list of them where they are many or more is said of each."""
    phrases = context.phrases
    data = data_phrases(context, held)
    simple = not isinstance(held, tuple) or not any(_has_more(item) for item in held)
    if simple and len(held) <= _AT_MOST_IN_A_SENTENCE:
        limit = _common_limit(context, held)
        if limit is not None:
            data = [phrases.thing(("data_categories",), item.id) for item in held]
        paths = [*where, *context.named("data_categories", held)]
        yield Paragraph((context.say_about("collect.data", about, paths, data=data, limit=limit, **head),))
    else:
        yield Paragraph((context.say_about("collect.many", about, where, **head),))
        yield Listing(tuple(_data_items(context, id_, held)))


_PLAIN = (COLLECTED, USED, ELSEWHERE)


def _by_verb(context: Context, id_: str, activity: Any, verb: str) -> dict[str, Any]:  # noqa: ANN401
    """Return the data of an activity by what we do to have them: what comes from others is collected first."""
    held = context.data_of(activity)
    found: dict[str, list[tuple[Any, Any]]] = {}
    entries: Iterable[tuple[Any, Any]] = (
        held.items() if isinstance(held, Mapping) else numbered(held) if isinstance(held, tuple) else ()
    )
    for key, entry in entries:
        name, detail = (entry.id, entry.detail) if isinstance(entry, Item) else (key, entry)
        done = _made(context, name, detail, activity)
        if done is None:
            done = verb_for(context, id_, activity, name, detail) if verb == "collect" else f"{verb} this"
        found.setdefault(done, []).append((key, entry))
    ordered = sorted(
        found, key=lambda each: _PLAIN.index(each) if each in _PLAIN else each != f"{verb} this" and len(_PLAIN)
    )
    return {each: dict(found[each]) if isinstance(held, Mapping) else Kept.of(found[each]) for each in ordered}


def _made(context: Context, id_: str, detail: Any, activity: Any) -> str | None:  # noqa: ANN401
    """Return how we make a datum, where its closest source says that we do, or its category that it is derived."""
    category = context.phrases.naming.record("data_categories", id_)
    own = getattr(detail, "source", None)
    if own is None and any(getattr(each, "derived_from", None) for each in (detail, category)):
        return MADE["inferred"].format("this")
    said = (own, activity.source, getattr(category, "source", None))
    source = next((each for each in said if each is not None), None)
    if made := making(source, "this"):
        return made
    # In which of several ways we make them stands in a sentence of its own.
    return "use this" if isinstance(source, tuple) and MADE.keys() >= {item.id for item in source} else None


def is_told(source: Any) -> bool:  # noqa: ANN401
    """Whether the verb of a sentence says where data come from: that we make them ourselves."""
    return making(source) is not None


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
    return context.phrases.qualified(activity, without=("may", "when", "if_", "only", "except_", "text"))


def _common_limit(context: Context, data: Any) -> str | None:  # noqa: ANN401
    """Return the limit that all data share and that is all that is said of each, so that it is said once."""
    # A limit of one thing stands beside it.
    if not isinstance(data, tuple) or len(data) == 1 or any(item.detail is None for item in data):
        return None
    limits = {context.words(item.detail.limit) for item in data}
    alone = all(item.detail.model_fields_set == {"limit"} for item in data)
    return limits.pop() if alone and len(limits) == 1 else None


def _has_more(item: Item[Any]) -> bool:
    detail = item.detail
    return detail is not None and any(
        getattr(detail, key) is not None
        for key in ("needed_for", "source", "required", "if_refused", "may", "subjects")
    )


def _data_items(context: Context, id_: str, data: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases = context.phrases
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
            if stated(detail.source) and not is_told(detail.source):
                extras.append(said_of_one(context, detail.source))
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
    "mandatory": "you have to give it",
}
