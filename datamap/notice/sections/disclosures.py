"""On which occasions data are disclosed, and to whom."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.model.items import Item
from datamap.model.provenance import Sourced, joined
from datamap.notice.context import Context

_PARTIES = ("processors", "recipients")


def occasional(context: Context) -> Iterator[Sourced]:
    """Yield what is told of each occasional disclosure: on which occasion, to whom, which data."""
    phrases = context.phrases
    for id_, disclosure in context.of("disclosures").items():
        triggers = list(_triggers(context, disclosure))
        # A condition is the trigger where nothing else is.
        told = ("may",) if triggers or disclosure.such_as or disclosure.when is None else ("may", "when")
        when = [f"when {phrases.words(disclosure.when).removesuffix('.')}"] if "when" in told else []
        said = context.say(
            "share.disclosure",
            context.at("disclosures", id_),
            title=context.words(disclosure.title),
            triggers=[*triggers, *when],
            such_as=phrases.each(disclosure.such_as, ("triggers",)),
            tests=_tests(context, disclosure.test or ()),
            recipients=phrases.in_clauses.each(disclosure.recipients, (*_PARTIES, "party_kinds")),
            data=phrases.each(disclosure.data, ("data_categories",)),
            given=context.words(disclosure.given),
            form=phrases.each(disclosure.form, ("forms",)),
            extras=phrases.qualified(disclosure, without=told),
            may=bool(disclosure.may),
        )
        at, more = context.at("disclosures", id_), context.words(disclosure.description)
        described = (context.say("share.described", (*at, "description"), text=more),) if more is not None else ()
        yield joined((said, *described, *context.more(disclosure, at)))


def _tests(context: Context, tests: tuple[Item[Any], ...]) -> list[Markup]:
    """Return what is checked first; alternatives beside another test are told apart from it by “either”."""
    words = context.phrases.each(tests, ("tests",))
    if len(tests) == 1:
        return words
    ordered = context.phrases.ordered(tests)
    return [
        Markup("either {}").format(said) if item.id == "one_of" else said
        for item, said in zip(ordered, words, strict=True)
    ]


def _triggers(context: Context, disclosure: Any) -> Iterator[Markup | str]:  # noqa: ANN401
    """Yield what sets a disclosure off: built-in triggers, then its own words."""
    for name in disclosure.is_ or ():
        yield context.phrases.thing(("triggers",), name)
    yield from purposes_of(context, disclosure)


def purposes_of(context: Context, disclosure: Any) -> list[str]:  # noqa: ANN401
    """Return what a disclosure is for, in its own words: `to plan lessons`, `for a business purpose`."""
    words = ((key.rstrip("_"), context.words(getattr(disclosure, key))) for key in ("to", "for_"))
    return [f"{lead} {said.removesuffix('.')}" for lead, said in words if said is not None]
