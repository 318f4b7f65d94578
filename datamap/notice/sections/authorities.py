"""The supervisory authorities that the organisation names (GDPR Art. 13(2)(d))."""

import re
from collections.abc import Iterator

from datamap.catalog.authorities import authorities
from datamap.catalog.spelling import spelled
from datamap.model.provenance import Sourced
from datamap.model.said import Said
from datamap.notice.context import Context, stated

_BODY = re.compile(
    r"\b(agency|authority|board|bureau|commission|commissioner|council|department|inspectorate|ministry|office|ombudsman"
    r"|regulator|service|tribunal)\b",
    re.IGNORECASE,
)
"""Words that tell a body that English names with an article."""
_ABBREVIATED = re.compile(r"[A-Z]{2,6}")
LED = re.compile(r"(?:a|an|any|each|our|that|the|their|your)\b", re.IGNORECASE)
"""Words that lead the name of an authority, so that it needs no article."""


def authorities_named(context: Context) -> Iterator[Sourced]:
    """Yield, for each authority, that people can complain to it, and how we are registered with it."""
    organisation = context.records.organisation
    if organisation is None or not isinstance(organisation.authority, tuple):
        return
    known = authorities()
    for item in organisation.authority:
        title = getattr(item.detail, "title", None)
        name = (
            context.phrases.words(title)
            if title is not None
            else known[item.id].english_name
            if item.id in known
            else spelled(item.id)
        )
        stated_url = getattr(item.detail, "url", None)
        url = known[item.id].url if item.id in known else None
        at = context.at("organisation", "authority", item.id)
        name = _in_a_sentence(name if title is None else context.phrases.definite(name))
        channels = context.phrases.direct(item.detail) if item.detail is not None else []
        link = (
            context.phrases.link(stated_url, inside=True) if stated_url else context.phrases.web(url) if url else None
        )
        extras = context.phrases.qualified(item.detail)
        yield context.say("rights.authority", at, name=name, link=link, channels=channels, extras=extras)
        registration = getattr(item.detail, "registration", None)
        if registration is Said.NONE:
            yield context.say("rights.unregistered", (*at, "registration"), name=name)
        elif stated(registration):
            words = context.words(registration)
            yield context.say("rights.registered", (*at, "registration"), name=name, words=words)


def _in_a_sentence(name: str) -> str:
    """Return the name of an authority as it follows a verb: a body has an article, `your local authority` its own."""
    if LED.match(name):
        return name[:1].lower() + name[1:]
    return f"the {name}" if _BODY.search(name) or _ABBREVIATED.fullmatch(name) else name
