"""How data are protected (GDPR Art. 32), as far as the organisation says so."""

import re
from collections.abc import Iterator
from typing import Any

from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph

_WORD = re.compile(r"\w+")


def security(context: Context) -> Iterator[Block]:
    """Yield the measures as declared, then where each is in use."""
    declared = tuple(_measure(context, id_, measure) for id_, measure in context.of("measures").items())
    if declared:
        yield Paragraph((context.say("security.intro", context.at("measures")),))
        yield Listing(declared)
    more = tuple(each for id_, measure in context.of("measures").items() for each in _more(context, id_, measure))
    if more:
        yield Paragraph(more)
    used = tuple(_in_use(context))
    if used:
        at = [path for piece in used for path in piece.origin]
        yield Paragraph((context.say_about("security.used", context.at("measures", "used"), at, also=bool(declared)),))
        yield Listing(used)


def _measure(context: Context, id_: str, measure: Any) -> Sourced:  # noqa: ANN401
    phrases, at = context.phrases, context.at("measures", id_)
    title = context.title("measures", id_)
    kinds = [phrases.thing(("measures",), name) for name in measure.is_ or ()]
    return context.say(
        "security.measure",
        at,
        title=title,
        kinds=[kind for kind in kinds if not set(_WORD.findall(kind)) <= set(_WORD.findall(title.casefold()))],
        against=phrases.each(measure.against, ("threats",)),
        stages=phrases.each(measure.stages, ("stages",)),
        data=phrases.each(measure.data, ("data_categories",)),
        extras=phrases.qualified(measure),
    )


def _more(context: Context, id_: str, measure: Any) -> Iterator[Sourced]:  # noqa: ANN401
    at = context.at("measures", id_)
    if measure.description is not None:
        yield context.say("who.described", (*at, "description"), text=context.words(measure.description))
    for number, standard in numbered(measure.standard if isinstance(measure.standard, tuple) else ()):
        if standard.managed_by is not None:
            yield context.say(
                "security.standard",
                (*at, "standard", number),
                name=context.words(standard.name),
                managed=context.words(standard.managed_by),
                effort=[context.words(name) for name in standard.joint_effort_of or ()],
            )
    if measure.no_guarantee is not None:
        yield context.say("security.no_guarantee", (*at, "no_guarantee"), what=context.words(measure.no_guarantee))


def _in_use(context: Context) -> Iterator[Sourced]:
    owners: list[tuple[str, str, Any]] = [
        (kind, id_, record) for kind in ("systems", "activities") for id_, record in context.of(kind).items()
    ]
    if context.defaults is not None and stated(context.defaults.measures):
        names = [item.id for item in context.defaults.measures]
        undeclared = [name for name in names if name not in context.of("measures")]
        if undeclared:
            yield context.say(
                "security.where",
                context.at("organisation", "defaults", "measures"),
                title="Everywhere",
                measures=[context.phrases.thing(("measures",), name) for name in undeclared],
            )
    for kind, id_, record in owners:
        if stated(record.measures):
            yield context.say(
                "security.where",
                context.at(kind, id_, "measures"),
                title=context.phrases.linked(kind, id_, context.title(kind, id_)),
                measures=context.phrases.each(record.measures, ("measures",)),
            )
