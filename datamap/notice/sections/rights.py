"""The rights that the organisation states, and how each is exercised (GDPR Art. 12, 13(2)(b) to (d))."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.graph.rights import TERMS, concerns, is_used_with_us, terms_in_general
from datamap.model.durations import Moment
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced, joined, shared
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph, Plain
from datamap.notice.phrases import at_any_time
from datamap.notice.possession import possessed
from datamap.notice.sections.authorities import LED, authorities_named
from datamap.notice.sections.rights_by_law import rights_by_law
from datamap.notice.writer import listed

_CHILD = re.compile(r"\byour (child|children|daughter|kid|son)\b")
_ABOUT_YOU = re.compile(r"\b(about|on) you\b")
_VERB = re.compile(r"\b(?:are|can|has|is|may|will|(?:ask|decide|describe|explain|go|name|say|show|tell)(?:e?s)?)\b")
"""Verbs by which words are a sentence of their own: `our answer tells you how`."""
_GENERAL = ("organisation", "defaults", "rights")
_SEVERAL = 3
"""As many rights of which the same is said are told of together."""
_FACTS = (
    ("extent", "How far it goes"),
    ("request", "What your request needs"),
    ("fee", "What it costs"),
    ("quota", "How often"),
    ("identity", "How we check who you are"),
    ("agent", "Somebody acting for you"),
)


def rights(context: Context) -> Iterator[Block]:
    """Yield each right with everything stated of it, then the authorities."""
    way = _way_of_all(context)
    alike, told = _alike(context)
    items = tuple(
        joined(tuple(right_sentences(context, id_, number, right, shared_way=way is not None, told=told)))
        for id_, variants in context.of("rights").items()
        for number, right in numbered(variants)
    )
    if way is not None:
        yield Paragraph((way,))
    for number, general in numbered(terms_in_general(context.records)):
        yield Paragraph(tuple(_in_general(context, general, context.at(*_GENERAL, number))))
    if items:
        yield Listing(items)
    yield from alike
    further = tuple(rights_by_law(context))
    if further:
        yield Paragraph(further)
    complaint = tuple(authorities_named(context))
    if complaint:
        yield Paragraph(complaint)


def _in_general(context: Context, general: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what the defaults say of each right that says nothing else, in one part of what is done."""
    stated_too = [key for key in TERMS if getattr(general, key) is not None]
    but = any(
        getattr(right, key) is not None
        for variants in context.of("rights").values()
        for right in variants
        if concerns(general, right, context.regions)
        for key in stated_too
    )
    where = context.phrases.chosen(general.only, "and")
    extras = context.phrases.qualified(general, without=("only",))
    yield context.say("rights.in_general", at, but=but, where=where, extras=extras)
    if isinstance(general.how, tuple):
        elsewhere = [
            context.phrases.lowered(context.title("rights", id_))
            for id_, variants in context.of("rights").items()
            if any(concerns(general, right, context.regions) and not is_used_with_us(id_, right) for right in variants)
        ]
        yield context.say("rights.how_all", (*at, "how"), ways=context.phrases.ways(general.how), but=elsewhere)
    yield from _facts(context, general, at, frozenset())
    yield from _terms(context, general, at)
    yield from _appeal(context, general, at)


def _appeal(context: Context, right: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    if isinstance(right.appeal, tuple):
        yield context.say("rights.appeal", (*at, "appeal"), ways=[*map(_to_whom, context.phrases.ways(right.appeal))])


def _terms(context: Context, right: Any, at: Path, told: frozenset[Path] = frozenset()) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield by when a request is answered, and how much longer that can take."""
    if stated(right.deadline) and (*at, "deadline") not in told:
        yield _deadline(context, right, at)
    if stated(right.extension):
        yield _extension(context, right.extension, (*at, "extension"))


def _way_of_all(context: Context) -> Sourced | None:
    """Return one sentence on how all rights are used, where there are several and all are used in the same way."""
    said = [
        context.say(
            "rights.how_all", context.at("rights", id_, number, "how"), ways=context.phrases.ways(right.how), but=[]
        )
        for id_, variants in context.of("rights").items()
        for number, right in numbered(variants)
        if right.offered is not False and isinstance(right.how, tuple)
    ]
    offered = [right for variants in context.of("rights").values() for right in variants if right.offered is not False]
    alike = len({piece.html for piece in said}) == 1 and len(said) == len(offered)
    return shared(tuple(said)) if len(said) > 1 and alike else None


def _alike(context: Context) -> tuple[tuple[Plain, ...], frozenset[Path]]:
    """Return the deadline and the check of identity that several rights share, said once, and the paths they are at."""
    offered = {
        id_: (context.at("rights", id_, 0), variants[0])
        for id_, variants in context.of("rights").items()
        if len(variants) == 1 or all(right.offered is False for right in variants[1:])
        if variants[0].offered is not False
    }
    same: dict[str, dict[str, Sourced]] = {}
    for id_, (at, right) in offered.items():
        if stated(right.deadline):
            piece = _deadline(context, right, at)
            same.setdefault(piece.html, {})[id_] = piece
        if (words := context.words(right.identity)) is not None:
            piece = context.say("rights.fact", (*at, "identity"), label=dict(_FACTS)["identity"], words=words)
            same.setdefault(piece.html, {})[id_] = piece
    groups: dict[tuple[str, ...], list[Sourced]] = {}
    for pieces in same.values():
        if len(pieces) >= _SEVERAL:
            groups.setdefault(tuple(pieces), []).append(shared(tuple(pieces.values())))
    said: list[Plain] = []
    told: list[Path] = []
    for ids, found in groups.items():
        titles = [context.phrases.lowered(context.title("rights", id_)) for id_ in ids]
        paths = [path for piece in found for path in piece.origin]
        told += paths
        lead = context.say_about("rights.alike", paths[0], paths, titles=titles)
        said += [Paragraph((lead,)), Listing(tuple(found))]
    return tuple(said), frozenset(told)


def what_people_can_do(context: Context, id_: str, right: Any) -> list[str]:  # noqa: ANN401
    """Return what a right lets people do, in the words of each built-in right that it is."""
    naming = context.phrases.naming
    names = (id_,) if id_ in naming.vocabulary["rights"] else (right.is_ or (id_,))
    terms = (naming.term("rights", name) for name in names)
    return list(dict.fromkeys(term.words for term in terms if term is not None and term.words))


def _deadline(context: Context, right: Any, at: Path) -> Sourced:  # noqa: ANN401
    within = right.deadline.within
    return context.say(
        "rights.deadline",
        (*at, "deadline"),
        within=str(within) if within is not None else "the time limit",
        after=context.words(right.deadline.after),
        extras=context.phrases.qualified(right.deadline),
        at_once=within is not None and within.moment is Moment.AT_ONCE,
    )


def _extension(context: Context, extension: Any, at: Path) -> Sourced:  # noqa: ANN401
    by = str(extension.by) if extension.by is not None else None
    # “Can” says already that it only may be so.
    extras = context.phrases.qualified(extension, without=("may",))
    return context.say("rights.extension", at, period=by, extras=extras.removeprefix(","))


def right_sentences(  # noqa: PLR0913 - what is said elsewhere already
    context: Context,
    id_: str,
    number: int,
    right: Any,  # noqa: ANN401
    *,
    shared_way: bool = False,
    told: frozenset[Path] = frozenset(),
) -> Iterator[Sourced]:
    """Yield the sentences on one variant of a right.

    How it is used is left out where one sentence says it for all, and so is what was `told` of several together.
    """
    phrases, at = context.phrases, context.at("rights", id_, number)
    title = phrases.linked("rights", id_, context.title("rights", id_, right))
    if right.offered is False:
        yield context.say(
            "rights.not_offered",
            at,
            title=title,
            people=phrases.each(right.subjects, ("data_subjects",)),
            data=possessed(phrases.each(right.data, ("data_categories",))),
            ways=phrases.ways(right.how),
            because=context.words(right.because),
            extras=phrases.qualified(right, without=("because",)),
        )
        return
    yield _what(context, id_, right, at, title)
    if isinstance(right.how, tuple) and not shared_way:
        yield context.say("rights.how_list", (*at, "how"), ways=phrases.ways(right.how))
    if data := data_of_a_right(context, right):
        keys = [key for key in ("data", "only") if getattr(right, key) is not None]
        whose = f"your {child}’s" if (child := _child(context, right)) is not None else "your"
        yield context.say("rights.data", [(*at, key) for key in keys], data=possessed(data, whose))
    if stated(right.channels):
        yield context.say("rights.channels", (*at, "channels"), channels=phrases.each(right.channels, ("channels",)))
    yield from _facts(context, right, at, told)
    yield from _conditions(context, right, at)
    if right.description is not None:
        yield context.say("rights.text", (*at, "description"), words=context.words(right.description))
    yield from _terms(context, right, at, told)
    if (words := context.words(right.consequence)) is not None:
        yield context.say("rights.consequence", (*at, "consequence"), words=words)
    yield from _appeal(context, right, at)
    yield from context.more(right, at)


def _to_whom(way: Markup) -> Markup:
    """Return a way to appeal; a body that words name alone is gone to, and a sentence stays what it is."""
    is_body = LED.match(way) and not _VERB.search(way.striptags())
    return Markup("to {}").format(way) if is_body else way


def _facts(context: Context, right: Any, at: Path, told: frozenset[Path]) -> Iterator[Sourced]:  # noqa: ANN401
    for key, label in _FACTS:
        if (words := context.words(getattr(right, key, None))) is not None and (*at, key) not in told:
            yield context.say("rights.fact", (*at, key), label=label, words=words)
    if right.fee is Said.NONE:
        yield context.say("rights.free", (*at, "fee"))


def _what(context: Context, id_: str, right: Any, at: Path, title: Markup) -> Sourced:  # noqa: ANN401
    """Return what a right lets people do: whom it is for, where, and when."""
    only = right.only
    rest = only.model_copy(update=dict.fromkeys(("subjects", "data", "at"))) if only is not None else None
    places = listed(map(context.phrases.place_of, (only.at if only is not None else None) or ()))
    scopes = [Markup("for data in {}").format(places) if places else None, context.phrases.chosen(rest, "and")]
    clauses = [
        Markup("{} {}").format(word, words.removesuffix("."))
        for word, key in (("when", "when"), ("if", "if_"))
        if (words := context.words(getattr(right, key))) is not None
    ]
    people = context.phrases.each(right.subjects, ("data_subjects",))
    people += context.phrases.each(only.subjects if only is not None else None, ("data_subjects",))
    keys = [key for key in ("subjects", "only", "when", "if_") if getattr(right, key) is not None]
    return context.say_about(
        "rights.right",
        at,
        [at, *((*at, key.rstrip("_")) for key in keys)],
        title=title,
        words=[_of(words, _child(context, right)) for words in what_people_can_do(context, id_, right)],
        people=list(dict.fromkeys(people)),
        lead=[scope for scope in scopes if scope] + clauses,
    )


def data_of_a_right(context: Context, right: Any) -> list[Markup]:  # noqa: ANN401
    """Return the data that a right is about, where it is about some alone."""
    own = right.data or (right.only.data if right.only is not None else None)
    return context.phrases.each(own, ("data_categories",))


def _child(context: Context, right: Any) -> str | None:  # noqa: ANN401
    """Return what the conditions of a right call the reader's child, where it is the child whose data it is about."""
    texts = (context.words(getattr(right, key)) for key in ("when", "if_", "unless", "limit", "identity", "request"))
    found = (_CHILD.search(text) for text in texts if text is not None)
    return next((match[1] for match in found if match is not None), None)


def _of(words: str, child: str | None) -> str:
    """Return what a right lets people do, about a child where it is one that they speak for."""
    if child is None:
        return words
    return _ABOUT_YOU.sub(rf"\1 your {child}", words.replace("your personal data", f"your {child}’s personal data"))


def _conditions(context: Context, right: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    if right.may:
        yield context.say("rights.may", (*at, "may"))
    if (words := context.words(right.unless)) is not None:
        yield context.say("rights.unless", (*at, "unless"), words=words)
    if (words := context.words(right.limit)) is not None:
        yield context.say("rights.limit", (*at, "limit"), words=words, always=at_any_time(words))
    if right.except_ is not None:
        phrases, excepted = context.phrases, right.except_
        data = possessed(phrases.each(excepted.data, ("data_categories",)))
        where = phrases.chosen(excepted.model_copy(update={"data": None}), "or")
        found = [Markup("for {}").format(listed(data, "or")) if data else None, where]
        if any(found):
            yield context.say("rights.not_for", (*at, "except"), where=[each for each in found if each])
    for key in ("because", "text"):
        if getattr(right, key) is not None:
            yield context.say(f"rights.{key}", (*at, key), words=context.words(getattr(right, key)))
