"""Who is responsible, and how they are reached (GDPR Art. 13(1)(a) and (b))."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.catalog.mechanisms import mechanisms
from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.model.said import Said
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph
from datamap.notice.phrases import beside

_ABBREVIATION = 4
_CHANNELS = (
    ("email", "e-mail address"),
    ("phone", "telephone number"),
    ("post", "postal address"),
    ("form", "form"),
    ("website", "website"),
)
"""Channels of which it can be said that there are none."""


def who(context: Context) -> Iterator[Block]:
    """Yield who the organisation is, its contacts and its officers."""
    organisation = context.records.organisation
    if organisation is None:
        return
    yield Paragraph(tuple(_identity(context, organisation)))
    entities = tuple(_entities(context, organisation))
    if entities:
        yield Listing(entities)
    contacts = tuple(_contacts(context, organisation))
    if contacts:
        yield Listing(contacts)
    officers = tuple(_officers(context, organisation))
    if officers:
        yield Paragraph(officers)


def _identity(context: Context, organisation: Any) -> Iterator[Sourced]:  # noqa: ANN401
    name = context.words(organisation.name)
    at = ("organisation", "name")
    if name is None:
        yield context.say("who.unnamed", context.at(*at))
    else:
        processor = bool(context.client_activities) and not context.our_activities
        short = context.words(organisation.short_name)
        paths = [context.at(*at), *([context.at("organisation", "short_name")] if short is not None else [])]
        held = organisation.entities.values() if isinstance(organisation.entities, Mapping) else ()
        shared_out = any(entity.product or entity.region for entity in held)
        yield context.say_about(
            "who.controller", paths[0], paths, name=name, short=short, processor=processor, but=shared_out
        )
    if organisation.also:
        yield context.say(
            "who.also", context.at("organisation", "also"), names=[context.words(n) for n in organisation.also]
        )
    if organisation.description is not None:
        yield context.say(
            "who.described", context.at("organisation", "description"), text=context.words(organisation.description)
        )
    for key, macro in (("legal_form", "form"), ("registration", "registration"), ("address", "address")):
        words = context.words(getattr(organisation, key))
        if words is not None:
            value = {"form": "form", "registration": "text", "address": "text"}[macro]
            yield context.say(f"who.{macro}", context.at("organisation", key), **{value: words})
    if stated(organisation.country):
        yield context.say(
            "who.country", context.at("organisation", "country"), name=context.phrases.place(organisation.country)
        )
    if stated(organisation.regimes):
        names = [beside(context.phrases.regime(item), _see(context, item.detail)) for item in organisation.regimes]
        yield context.say("who.regimes", context.at("organisation", "regimes"), names=names)
    for key in ("text", "limit", "when", "unless", "because"):
        if getattr(organisation, key, None) is not None:
            yield context.say(
                "who.qualified",
                context.at("organisation", key),
                key=key,
                words=context.words(getattr(organisation, key)),
            )
    if organisation.links:
        links = [context.phrases.link(link) for link in organisation.links]
        yield context.say("who.links", context.at("organisation", "links"), links=links)


def _see(context: Context, detail: Any) -> Markup:  # noqa: ANN401
    """Return where to read about something, in brackets; nothing where that is not stated."""
    link = getattr(detail, "url", None)
    return Markup(" (see {})").format(context.phrases.link(link, inside=True)) if link is not None else Markup()


def _entities(context: Context, organisation: Any) -> Iterator[Sourced]:  # noqa: ANN401
    for id_, entity in organisation.entities.items() if isinstance(organisation.entities, Mapping) else ():
        yield context.say(
            "who.entity",
            context.at("organisation", "entities", id_),
            name=context.words(entity.name) or context.title("entities", id_, entity),
            address=context.words(entity.address),
            country=_country_beside(context, entity),
            registration=context.words(entity.registration),
            description=context.words(entity.description),
            products=context.phrases.each(entity.product, ("products",)),
            regions=context.phrases.each(entity.region, ("regions", "countries")),
            extras=context.phrases.qualified(entity),
        )


def _country_beside(context: Context, entity: Any) -> str | None:  # noqa: ANN401
    """Return the country of an entity, unless its address ends in it."""
    if not stated(entity.country):
        return None
    name, address = context.phrases.place_alone(entity.country), context.words(entity.address) or ""
    return None if address.casefold().removesuffix(".").endswith(name.casefold()) else name


def _contacts(context: Context, organisation: Any) -> Iterator[Sourced]:  # noqa: ANN401
    for id_, contact in organisation.contacts.items() if isinstance(organisation.contacts, Mapping) else ():
        outside = context.answers_for_us(id_, contact)
        if not context.is_ours(id_, contact) and not outside:
            # It is named where people are sent to it, and is no way to reach us.
            continue
        yield context.say(
            "who.contact",
            context.at("organisation", "contacts", id_),
            title=context.words(contact.title) or id_.replace("-", " ").capitalize(),
            channels=context.phrases.channels(contact),
            when=context.words(contact.when),
            extras=context.phrases.qualified(contact, without=("when", "only")),
            self_service=contact.is_ is not None,
            outside=outside,
            lacking=[name for key, name in _CHANNELS if getattr(contact, key) is Said.NONE],
        )
    for id_, detail in _certifications(organisation):
        title = context.words(getattr(detail, "title", None))
        known = mechanisms().get(id_)
        framework = f"the {known.title}" if known is not None and known.ours is not None and not title else None
        name, link = framework or title or _certificate(id_), getattr(detail, "url", None)
        document = None
        if link is not None and link.title is not None:
            document = context.phrases.link(link, inside=True)
        elif link is not None:
            name = context.phrases.web(link.url, name)
        yield context.say(
            "who.certification",
            context.at("organisation", "certifications", id_),
            title=name,
            document=document,
            framework=framework is not None,
            by=context.words(getattr(detail, "by", None)),
            until=getattr(detail, "until", None),
            extras=context.phrases.qualified(detail, without=("only",)),
        )


def _certificate(id_: str) -> str:
    """Return the words of an identifier such as `iso-27001`, whose first is an abbreviation if it is short."""
    first, *others = id_.split("-")
    return " ".join([first.upper() if len(first) <= _ABBREVIATION else first.capitalize(), *others])


def _certifications(organisation: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    held = organisation.certifications
    if isinstance(held, Mapping):
        return list(held.items())
    return [(item.id, item.detail) for item in held] if isinstance(held, tuple) else []


def _officers(context: Context, organisation: Any) -> Iterator[Sourced]:  # noqa: ANN401
    dpo, at = organisation.dpo, context.at("organisation", "dpo")
    if dpo is Said.NONE:
        yield context.say("who.no_dpo", at)
    elif stated(dpo):
        channels, title = context.phrases.channels(dpo), context.words(dpo.title)
        title = None if title is not None and title.casefold() == "data protection officer" else title
        extras = context.phrases.qualified(dpo)
        if channels:
            yield context.say("who.dpo", at, title=title, channels=channels, extras=extras)
        else:
            yield context.say("who.dpo_unreached", at, title=title, extras=extras)
    for number, person in numbered(
        organisation.representative if isinstance(organisation.representative, tuple) else ()
    ):
        yield context.say(
            "who.representative",
            context.at("organisation", "representative", number),
            title=context.words(person.title) or "",
            country=context.phrases.place(person.country) if person.country is not None else None,
            channels=context.phrases.channels(person),
            extras=context.phrases.qualified(person),
        )
