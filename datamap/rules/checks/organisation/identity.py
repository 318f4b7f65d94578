"""Who is responsible and how they are reached: names, contacts, the representative."""

from collections.abc import Iterator

from datamap.catalog.regimes import is_inside, regimes
from datamap.load.findings import Severity
from datamap.model.organisation import Contact, Organisation
from datamap.model.said import Said, is_value
from datamap.rules.contacts import has_channel
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import ORGANISATION, Declared
from datamap.rules.words import listed


def contacts_of(profile: Organisation) -> dict[str, Contact]:
    """Return the contacts of an organisation by identifier; empty where it states none."""
    return dict(profile.contacts) if isinstance(profile.contacts, dict) else {}


@rule(
    "ORG-01",
    "organisation without a name or a contact",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(a), 30(1)(a)", nz="principle 3(1)(d)", ch="Art. 19", br="Art. 9"),
    bad="""
organisation:
  name: unknown  # finding
""",
    good="""
organisation:
  name: Harbour Books Ltd
""",
)
def organisation_without_name_or_contact(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Register and notice begin with the identity and the contact details of the controller.

    Without them nobody knows against whom to use a right.
    """
    if not is_value(profile.record.name):
        yield Fault(
            at=(*profile.at, "name"),
            message="nobody says who the organisation is: its name is not known",
            help="write its legal name",
        )
    contacts = contacts_of(profile.record)
    reachable = any(has_channel(contact) for contact in contacts.values())
    if not reachable and not is_value(profile.record.address):
        named = [id_ for id_, contact in contacts.items() if contact.is_ is None]
        without = f"no channel at {listed(named)}" if named else "no contact"
        yield Fault(
            at=profile.at,
            message=f"nothing says how the organisation is reached: it states no address, and {without}",
            help="write `address:`, or an `email`, `post` or `form` at one of the `contacts`",
        )


@rule(
    "ORG-02",
    "organisation abroad without a representative",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 27"),
    if_assumed=False,
    bad="""
organisation:  # finding
  country: NZ
""",
    good="""
organisation:
  country: NZ
  representative: {title: Example Rep Ltd, country: IE, email: rep@example.org}
""",
)
def organisation_abroad_without_representative(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A controller or processor that is under the law without being established where it holds names a representative there.

    Public bodies are exempt, and so is processing that is occasional and of low risk.
    Where that is the case, write `representative: none`.
    """
    record = profile.record
    if record.public_body or record.representative is Said.NONE or not isinstance(record.country, str):
        return
    entities = record.entities.values() if isinstance(record.entities, dict) else ()
    places = [record.country, *(entity.country for entity in entities if isinstance(entity.country, str))]
    stated = record.representative if isinstance(record.representative, tuple) else ()
    for regime in (GDPR, UK):
        if regime not in context.regimes or any(is_inside(regime, place) for place in places):
            continue
        if any(_stands_for(contact, regime) for contact in stated):
            continue
        yield Fault(
            at=profile.at,
            message=f"the organisation is in {record.country}, outside the area of the {regimes()[regime].short_name}, "
            "and names no representative there",
            help="write `representative:` with name, country and contact; or `none` where Art. 27(2) exempts you",
            regimes=(regime,),
        )


def _stands_for(contact: Contact, regime: str) -> bool:
    if contact.regimes is not None:
        return any(item.id == regime for item in contact.regimes)
    return contact.country is None or is_inside(regime, contact.country)


@rule(
    "ORG-11",
    "contact without a channel",
    Severity.WARNING,
    ORGANISATION,
    bad="""
organisation:
  contacts:
    privacy: {email: privacy@harbour.example}
    support: Our support team  # finding
""",
    good="""
organisation:
  contacts:
    privacy: {email: privacy@harbour.example}
    support: {title: Our support team, phone: +353 91 000000}
""",
)
def contact_without_channel(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A contact is named so that people can reach it. One without a channel sends them looking for it."""
    for id_, contact in contacts_of(profile.record).items():
        if contact.is_ is None and not has_channel(contact):
            yield Fault(
                at=(*profile.at, "contacts", id_),
                message=f"the contact `{id_}` has no channel",
                help="write `email`, `phone`, `post` or `form`; or `is: self-service` where people help themselves",
            )


@rule(
    "ORG-13",
    "controller without a name",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(a), 30(1)(a)"),
    bad="""
organisation:
  entities:
    ireland: {country: IE}  # finding
""",
    good="""
organisation:
  entities:
    ireland: {name: Harbour Books (Ireland) Ltd, country: IE}
""",
)
def controller_without_name(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Where one notice speaks for several controllers, people have to learn who each of them is."""
    entities = profile.record.entities
    for id_, entity in entities.items() if isinstance(entities, dict) else ():
        if not is_value(entity.name) and entity.title is None:
            yield Fault(
                at=(*profile.at, "entities", id_),
                message=f"the controller `{id_}` has no name",
                help="write `name:` with its legal name",
            )
