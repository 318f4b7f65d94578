"""Who a register says is responsible (GDPR Art. 30(1)(a), 30(2)(a)): the organisation, entities, others."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context, stated
from datamap.notice.writer import listed
from datamap.pages.cells import Row, cell

_BOTH = "30(1)(a), 30(2)(a)"
_PARTIES = ("processors", "recipients")


def organisation_rows(context: Context) -> Iterator[Row]:
    """Yield what a register says of the organisation that keeps it."""
    organisation = context.records.organisation
    if organisation is None:
        return
    at = context.at("organisation")
    yield "Name", _BOTH, cell(context, (*at, "name"), organisation.name)
    for label, key in (("Legal form", "legal_form"), ("Registration", "registration")):
        if getattr(organisation, key) is not None:
            yield label, _BOTH, cell(context, (*at, key), getattr(organisation, key))
    contacts = organisation.contacts.items() if isinstance(organisation.contacts, Mapping) else ()
    reach = [
        escape(_contact_name(context, id_, contact))
        + (" (external)" if contact.external else "")
        + _reached(context, contact)
        for id_, contact in contacts
        if contact.is_ is None and (context.is_ours(id_, contact) or context.answers_for_us(id_, contact))
    ]
    yield "Contact", _BOTH, cell(context, (*at, "contacts"), reach or organisation.contacts)
    entities = organisation.entities if isinstance(organisation.entities, Mapping) else {}
    if organisation.address is not None or not any(stated(entity.address) for entity in entities.values()):
        yield "Address", _BOTH, cell(context, (*at, "address"), organisation.address)
    if organisation.country is not None:
        place = [context.phrases.place_alone(organisation.country)] if stated(organisation.country) else None
        yield "Country", _BOTH, cell(context, (*at, "country"), place or organisation.country)
    if organisation.entities is not None:
        words = [_entity(context, id_, entity) for id_, entity in entities.items()]
        yield "Entities responsible", _BOTH, cell(context, (*at, "entities"), words or organisation.entities)
    for label, key in (("Data protection officer", "dpo"), ("Representative", "representative")):
        held = getattr(organisation, key)
        people = held if isinstance(held, tuple) else (held,) if stated(held) else ()
        yield label, _BOTH, cell(context, (*at, key), [_person(context, person) for person in people] or held)


def _contact_name(context: Context, id_: str, contact: Any) -> str:  # noqa: ANN401
    return context.words(contact.title) or id_.replace("-", " ").capitalize()


def _reached(context: Context, contact: Any) -> Markup:  # noqa: ANN401
    channels = context.phrases.channels(contact)
    return Markup(": {}").format(listed(channels, "or")) if channels else Markup()


def _person(context: Context, person: Any) -> Markup:  # noqa: ANN401
    """Return an officer or a representative: its country, the laws it is there for, if external, how it is reached."""
    details = [context.phrases.place_alone(person.country)] if person.country is not None else []
    details += [Markup("for {}").format(context.phrases.regime(item)) for item in person.regimes or ()]
    details += ["external"] if person.external else []
    title = escape(context.words(person.title) or "")
    return title + _in_brackets(details) + _reached(context, person) + context.phrases.qualified(person)


def _entity(context: Context, id_: str, entity: Any) -> Markup:  # noqa: ANN401
    """Return one of several controllers: its name, what identifies it, for what and where it is responsible."""
    phrases, organisation = context.phrases, context.records.organisation
    details: list[Any] = [context.words(entity.legal_form), context.words(entity.registration)]
    details += [context.words(entity.address)]
    details += [phrases.place_alone(entity.country)] if stated(entity.country) else []
    for lead, held in (("for", phrases.each(entity.product, ("products",))), ("in", _regions(context, entity.region))):
        details += [Markup("{} {}").format(lead, listed(held))] if held else []
    contacts = getattr(organisation, "contacts", None)
    if stated(entity.contact) and isinstance(contacts, Mapping) and entity.contact in contacts:
        details.append(f"contact: {_contact_name(context, entity.contact, contacts[entity.contact])}")
    name = escape(context.words(entity.name) or context.title("entities", id_, entity))
    return name + _in_brackets(details) + phrases.qualified(entity)


def _regions(context: Context, value: Any) -> list[str]:  # noqa: ANN401
    return [context.phrases.place(code) for code in value or ()]


def _in_brackets(details: list[Any]) -> Markup:
    told = Markup(", ").join(escape(detail) for detail in details if detail)
    return Markup(" ({})").format(told) if told else Markup()


def joint_controllers(context: Context, activity: Any, at: Path) -> Sourced | None:  # noqa: ANN401
    """Return those with whom an activity is joint, each with what identifies it, and the contact of the arrangement."""
    paths: list[Path] = [at]
    parts = []
    for _, item in numbered(activity.joint_with):
        words = context.phrases.item(item, _PARTIES)
        for kind in _PARTIES:
            party = context.of(kind).get(item.id)
            if party is not None:
                paths.append(context.at(kind, item.id))
                words += _identity(context, party)
        parts.append(words)
    id_ = activity.arrangement
    arrangement = context.of("arrangements").get(id_) if isinstance(id_, str) else None
    if arrangement is not None and stated(arrangement.contact):
        paths.append(context.at("arrangements", id_, "contact"))
        parts.append(Markup("contact: {}").format(context.phrases.way(arrangement.contact)))
    return context.say_about("register.list", at, paths, parts=parts)


def client(context: Context, item: Any) -> Markup:  # noqa: ANN401
    """Return a controller for whom we act, with its legal entity, country and contact as far as they are stated."""
    record = context.of("clients").get(item.id)
    words = context.phrases.item(item, ("clients",))
    return words + _identity(context, record) if record is not None else words


def _identity(context: Context, record: Any) -> Markup:  # noqa: ANN401
    details: list[Any] = [context.words(record.legal_name), context.words(getattr(record, "contact", None))]
    if isinstance(record.country, tuple):
        details += [context.phrases.place_alone(code) for code in record.country]
    return _in_brackets(details)
