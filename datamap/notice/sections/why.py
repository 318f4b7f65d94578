"""What data are used for, on which lawful basis, and how people are contacted (GDPR Art. 13(1)(c), (d), 13(2)(f))."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.model.provenance import Path, Sourced, shared
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing, Paragraph
from datamap.notice.sections.bases import basis_sentences
from datamap.notice.sections.readers import others_than_reader

_MOST_IN_HEADING = 6


def why(context: Context) -> Iterator[Block]:
    """Yield the purposes and bases that hold generally, then those of each activity."""
    if context.defaults is not None:
        general = tuple(about_processing(context, context.defaults, context.at("organisation", "defaults")))
        if general:
            yield Paragraph(general)
    alike: dict[tuple[str, ...], list[str]] = {}
    told: dict[str, tuple[tuple[Sourced, ...], ...]] = {}
    for id_, activity in context.our_activities.items():
        purposes = tuple(purpose_items(context, id_, activity))
        rest = tuple(about_processing(context.within(activity), activity, context.at("activities", id_)))
        if purposes or rest:
            first = tuple(limits_of(context, id_, activity))
            told[id_] = first, purposes, rest
            alike.setdefault(tuple(piece.html for piece in (*first, *purposes, *rest)), []).append(id_)
    for ids in alike.values():
        # Activities of which the same is said are told of together, and each piece leads back to all of them.
        first, purposes, rest = (
            tuple(shared(pieces) for pieces in zip(*(told[id_][part] for id_ in ids), strict=True)) for part in range(3)
        )
        names = [context.title("activities", id_) for id_ in ids]
        names = [names[0], *map(context.phrases.lowered, names[1:])]
        titles = [context.phrases.linked("activities", id_, name) for id_, name in zip(ids, names, strict=True)]
        at = [context.at("activities", id_) for id_ in ids]
        few = titles if len(titles) <= _MOST_IN_HEADING else [titles[0], f"{len(titles) - 1} more activities"]
        title = context.say_of_each("why.activity", [((), [path]) for path in at], titles=few)
        all_of_them = () if few is titles else (context.say_about("why.activities", at[0], at, titles=titles),)
        blocks = (Paragraph(first), Listing(purposes), Paragraph(rest), Paragraph(all_of_them))
        yield Group(title, tuple(block for block in blocks if _says_something(block)))


def limits_of(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield under which conditions an activity happens, as far as that is stated."""
    extras = context.phrases.limits(activity, ("may",))
    if extras or activity.may:
        at = context.at("activities", id_)
        yield context.say_about("why.limits", (*at, "limits"), [at], may=bool(activity.may), extras=extras)


def _says_something(block: Listing | Paragraph) -> bool:
    return bool(block.items if isinstance(block, Listing) else block.sentences)


def purpose_items(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield each purpose of an activity, with its own basis where it has one."""
    context = context.within(activity)
    phrases = context.phrases
    value = activity.purposes
    if isinstance(value, Mapping):
        pairs = [(name, record, record, None) for name, record in value.items()]
    elif isinstance(value, tuple):
        pairs = [(item.id, phrases.naming.record("purposes", item.id), None, item.detail) for item in value]
    else:
        return
    for name, record, local, detail in pairs:
        at = context.at("activities", id_, "purposes", name)
        paths: list[Path] = [at] if local is not None or record is None else [at, context.at("purposes", name)]
        extras = Markup().join(phrases.qualified(said, without=("may",)) for said in (record, detail))
        may = any(getattr(said, "may", None) for said in (record, detail))
        own = getattr(record, "basis", None) if local is not None or activity.basis is None else None
        bases = list(basis_sentences(context, own, at))
        if bases:
            extras += Markup(". ") + Markup(" ").join(Markup(basis.html) for basis in bases)  # noqa: S704 - sentences of the writer are escaped already
        yield context.say_about(
            "why.purpose",
            at,
            paths,
            words=phrases.purpose(name, record),
            may=may,
            extras=extras,
        )


def about_processing(context: Context, processing: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield what an activity, or the defaults, say of basis, channels, frequency and automated decisions."""
    yield from basis_sentences(context, processing.basis, (*at, "basis"), but=_elsewhere(context, at, "basis"))
    for item in processing.data if isinstance(getattr(processing, "data", None), tuple) else ():
        own = getattr(item.detail, "basis", None)
        yield from basis_sentences(context, own, (*at, "data", item.id, "basis"), context.phrases.data(item.id))
    yield from _contact(context, processing, at)
    if stated(getattr(processing, "frequency", None)):
        yield frequency(context, processing.frequency, (*at, "frequency"))
    machines = getattr(processing, "automation", None)
    if machines is not None and stated(machines):
        extras = context.phrases.qualified(machines)
        yield context.say("why.automation", (*at, "automation"), what=context.words(machines.what), extras=extras)
    elif machines is Said.NONE:
        yield context.say("why.no_automation", (*at, "automation"))
    decisions = processing.automated_decisions
    if decisions is Said.NONE:
        but = _elsewhere(context, at, "automated_decisions")
        yield context.say("why.no_automated", (*at, "automated_decisions"), but=but)
    elif stated(decisions):
        keys = ("logic", "significance", "consequences", "review")
        yield context.say(
            "why.automated",
            (*at, "automated_decisions"),
            profiling=bool(decisions.profiling),
            extras=context.phrases.qualified(decisions),
            **{key: context.words(getattr(decisions, key)) for key in keys},
        )


def frequency(context: Context, value: Any, at: Path) -> Sourced:  # noqa: ANN401
    """Return how often something happens, as it reads after “this happens” where the words do."""
    words = context.words(value) or ""
    known = _OFTEN.get(words.casefold().replace("-", " "))
    reads_on = known is not None or _READS_ON.match(words) is not None
    return context.say("why.frequency", at, words=known or words, reads_on=reads_on)


_OFTEN = {
    "ad hoc": "when there is occasion",
    "always": "all the time",
    "continual": "continually",
    "continuous": "continuously",
    "frequent": "frequently",
    "irregular": "irregularly",
    "occasional": "occasionally",
    "one off": "once",
    "one time": "once",
    "permanent": "all the time",
    "real time": "in real time",
    "regular": "regularly",
    "single": "once",
}
"""Words for how often something happens that do not read on after a verb, and those that do."""
_READS_ON = re.compile(
    r"""(?:\w+ly\b | \d+[ ](?:or|times?|to)\b | (?:a|about|after|all|almost|always|as|at|before|between|by|during|each|
    every|few|from|in|less|more|never|no|now|often|on|once|only|rarely|several|sometimes|throughout|twice|up|when|
    whenever|while|with)\b | (?:two|three|four|five|six|seven|eight|nine|ten|twelve)[ ](?:or|times?|to)\b)""",
    re.IGNORECASE | re.VERBOSE,
)


def _contact(context: Context, processing: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    phrases = context.phrases
    if stated(processing.channels):
        mainly = {item.id for item in processing.channels if item.detail is not None and item.detail.primary}
        primary, others = (
            phrases.each(tuple(item for item in processing.channels if (item.id in mainly) is wanted), ("channels",))
            for wanted in (True, False)
        )
        if others:
            may = bool(getattr(processing, "may", None))
            whom = others_than_reader(context, processing) if at[-1] != "defaults" else []
            yield context.say("why.channels", (*at, "channels"), channels=others, may=may, primary=primary, whom=whom)
        else:
            yield context.say("why.main_channel", (*at, "channels"), primary=primary)
    opt_out = processing.opt_out
    if opt_out is Said.NONE:
        yield context.say("why.no_opt_out", (*at, "opt_out"), but=_elsewhere(context, at, "opt_out"))
    elif stated(opt_out) and opt_out.text is not None and opt_out.how is None and opt_out.extent is None:
        # Words alone can say that nothing can be stopped.
        extras = phrases.qualified(opt_out, without=("text",))
        words = context.words(opt_out.text)
        yield context.say("why.opt_out_words", (*at, "opt_out"), words=words, extras=extras)
    elif stated(opt_out):
        yield context.say(
            "why.opt_out",
            (*at, "opt_out"),
            how=phrases.ways(opt_out.how),
            extras=phrases.qualified(opt_out),
            **_extent(context, opt_out.extent),
        )


def _extent(context: Context, stated_extent: Any) -> dict[str, str | None]:  # noqa: ANN401
    """Return how far a choice goes, by how it reads: what is stopped, what one opts out of, or words beside it."""
    words = context.words(stated_extent)
    found: dict[str, str | None] = {"extent": None, "away": None, "far": None}
    if words is None:
        return found
    words = words.removesuffix(".")
    if words.casefold().startswith("from "):
        return found | {"away": f"of{words[len('from') :]}"}
    far = _HOW_FAR.match(words) is not None
    return found | ({"far": words} if far else {"extent": context.phrases.phrase(words)})


_HOW_FAR = re.compile(
    r"(?:for|if|it|only|partly|in|mostly|completely|entirely|fully|they|this|to|we|where|when|you)\b", re.IGNORECASE
)
"""Words that begin a clause or an adverb: what is stopped begins with none of them."""


def _elsewhere(context: Context, at: Path, key: str) -> bool:
    """Whether `at` is the defaults, and some activity says something else of a key."""
    if at[-1] != "defaults":
        return False
    activities = context.our_activities.values()
    parts = (part for activity in activities for part in _parts(activity)) if key == "basis" else ()
    return any(stated(getattr(each, key, None)) for each in (*activities, *parts))


def _parts(activity: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield what can have a basis of its own inside an activity: its data, and the purposes that it declares."""
    yield from (
        (item.detail for item in activity.data if item.detail is not None) if isinstance(activity.data, tuple) else ()
    )
    yield from activity.purposes.values() if isinstance(activity.purposes, Mapping) else ()
