"""How data are protected (GDPR Art. 32), as far as the organisation says so."""

from collections.abc import Iterator
from typing import Any

from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph


def security(context: Context) -> Iterator[Block]:
    """Yield the measures as declared, then where each is in use."""
    declared = tuple(
        sentence for id_, measure in context.of("measures").items() for sentence in _measure(context, id_, measure)
    )
    if declared:
        yield Paragraph((context.say("security.intro", context.at("measures")),))
        yield Listing(declared)
    used = tuple(_in_use(context))
    if used:
        yield Listing(used)


def _measure(context: Context, id_: str, measure: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("measures", id_)
    yield context.say(
        "security.measure",
        at,
        title=context.title("measures", id_),
        kinds=[phrases.thing(("measures",), name) for name in measure.is_ or ()],
        against=phrases.each(measure.against, ("threats",)),
        stages=phrases.each(measure.stages, ("stages",)),
        data=phrases.each(measure.data, ("data_categories",)),
        extras=phrases.qualified(measure),
    )
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
