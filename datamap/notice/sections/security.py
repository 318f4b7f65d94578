"""How data are protected (GDPR Art. 32), as far as the organisation says so."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph

_WORD = re.compile(r"\w+")
_SHORT = 4
"""Letters of a word that is too short to tell that two phrases mean the same: `with`, `data`."""


def security(context: Context) -> Iterator[Block]:
    """Yield the measures as declared, then where each is in use."""
    in_use = _names_in_use(context)
    declared = tuple(
        _measure(context, id_, measure)
        for id_, measure in context.of("measures").items()
        if _protects(measure) or id_ in in_use
    )
    general = tuple(_in_general(context)) if declared else ()
    if declared:
        yield Paragraph((context.say("security.intro", context.at("measures")),))
        yield Listing((*declared, *general))
    more = tuple(each for id_, measure in context.of("measures").items() for each in _more(context, id_, measure))
    if more:
        yield Paragraph(more)
    used = tuple(_in_use(context, told=bool(general)))
    if used:
        at = [path for piece in used for path in piece.origin]
        yield Paragraph((context.say_about("security.used", context.at("measures", "used"), at, also=bool(declared)),))
        yield Listing(used)


def _names_in_use(context: Context) -> frozenset[str]:
    """Return the measures that the defaults, systems, activities or parties name."""
    kinds = ("systems", "activities", "processors", "recipients")
    owners = [context.defaults, *(record for kind in kinds for record in context.of(kind).values())]
    held = (getattr(owner, "measures", None) for owner in owners)
    return frozenset(item.id for measures in held if isinstance(measures, tuple) for item in measures)


def _protects(measure: Any) -> bool:  # noqa: ANN401
    """Whether more is stated than what the organisation cannot guarantee."""
    fields = {name for name in type(measure).model_fields if getattr(measure, name) is not None}
    return not fields <= {"title", "no_guarantee"} or measure.no_guarantee is None


def _measure(context: Context, id_: str, measure: Any) -> Sourced:  # noqa: ANN401
    phrases, at = context.phrases, context.at("measures", id_)
    title = context.title("measures", id_)
    kinds = [phrases.thing(("measures",), name) for name in measure.is_ or ()]
    return context.say(
        "security.measure",
        at,
        title=title,
        kinds=[kind for kind in kinds if not _is_said(kind, title)],
        against=phrases.each(measure.against, ("threats",)),
        stages=phrases.each(measure.stages, ("stages",)),
        data=phrases.each(measure.data, ("data_categories",)),
        standards=_standards(context, measure, title),
        extras=phrases.qualified(measure),
    )


def _is_said(kind: str, title: str) -> bool:
    """Whether a title says already what its kind says: `a locked safe` needs no `locked cabinets and rooms`."""
    words, told = set(_WORD.findall(kind.casefold())), set(_WORD.findall(title.casefold()))
    if any(not word.islower() and word.casefold() not in told for word in _WORD.findall(kind)):
        # The name of a standard is no part of what the title says.
        return False
    return words <= told or any(len(word) > _SHORT for word in words & told)


def _standards(context: Context, measure: Any, title: str) -> list[str]:  # noqa: ANN401
    """Return the standards that a measure follows, where its title does not name them."""
    stated_ones = measure.standard if isinstance(measure.standard, tuple) else ()
    names = [context.words(standard.name) for standard in stated_ones]
    return [name for name in names if name is not None and name.casefold() not in title.casefold()]


def _more(context: Context, id_: str, measure: Any) -> Iterator[Sourced]:  # noqa: ANN401
    at = context.at("measures", id_)
    if measure.description is not None:
        yield context.say("who.described", (*at, "description"), text=context.words(measure.description))
    yield from context.more(measure, at)
    for number, standard in numbered(measure.standard if isinstance(measure.standard, tuple) else ()):
        if standard.managed_by is not None:
            yield context.say(
                "security.standard",
                (*at, "standard", number),
                name=context.words(standard.name),
                managed=_with_article(context.words(standard.managed_by) or ""),
                effort=[context.words(name) for name in standard.joint_effort_of or ()],
            )
    if measure.no_guarantee is not None:
        yield context.say("security.no_guarantee", (*at, "no_guarantee"), what=context.words(measure.no_guarantee))


def _with_article(name: str) -> str:
    return name if name.casefold().startswith(("the ", "a ", "an ")) else f"the {name}"


def _in_general(context: Context) -> Iterator[Sourced]:
    """Yield the built-in measures that hold everywhere: they stand with those that are declared, which say no place."""
    if context.defaults is not None and stated(context.defaults.measures):
        # Where all of them hold everywhere, that goes without saying.
        everywhere = not context.of("measures").keys() <= {item.id for item in context.defaults.measures}
        for item in context.defaults.measures:
            if item.id not in context.of("measures"):
                at = context.at("organisation", "defaults", "measures", item.id)
                words = context.phrases.item(item, ("measures",))
                yield context.say("security.general", at, words=words, everywhere=everywhere)


def _in_use(context: Context, *, told: bool) -> Iterator[Sourced]:
    phrases = context.phrases
    if context.defaults is not None and stated(context.defaults.measures):
        # What stands above already needs no second saying, unless more is said of it here.
        used = tuple(
            item
            for item in context.defaults.measures
            if (not told and item.id not in context.of("measures"))
            or (item.id in context.of("measures") and phrases.qualified(item.detail))
        )
        if used:
            yield context.say(
                "security.where",
                context.at("organisation", "defaults", "measures"),
                places=["Everywhere"],
                measures=phrases.each(used, ("measures",)),
            )
    for kind in ("systems", "activities"):
        alike: dict[tuple[Markup, ...], list[str]] = {}
        for id_, record in context.of(kind).items():
            if stated(record.measures):
                alike.setdefault(tuple(phrases.each(record.measures, ("measures",))), []).append(id_)
        for measures, ids in alike.items():
            # What is protected in the same way is told of together, and leads back to all of it.
            places = [_place(context, kind, id_, alone=len(ids) == 1) for id_ in ids]
            each = [((), [context.at(kind, id_, "measures")]) for id_ in ids]
            yield context.say_of_each("security.where", each, places=places, measures=measures)


def _place(context: Context, kind: str, id_: str, *, alone: bool) -> Markup:
    """Return where measures are in use: a system, or an activity with what limits it; if `alone`, by its title."""
    title, phrases = context.title(kind, id_), context.phrases
    if kind == "activities":
        return phrases.activity(id_, title if alone else f"“{title}”")
    return phrases.linked(kind, id_, title) if alone else phrases.place_of(id_)
