"""Who the organisation is, how it can be reached, and what holds unless an activity says otherwise."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from datamap.model.days import Day
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.later import Later
from datamap.model.links import Email, Link, Url
from datamap.model.meta import key
from datamap.model.processing import Processing
from datamap.model.record import Qualified, Record, Scoped, Titled
from datamap.model.rights import RightTerms
from datamap.model.said import Stated
from datamap.model.words import Language, Plain, Text


class Default(Processing):
    """What holds unless an activity or a right says otherwise."""

    rights: Many[RightTerms] | None = key(
        "Rights",
        "How each right is used that does not say otherwise; a list where that differs by region, product or people.",
        example={"how": "privacy", "deadline": "1 month"},
        law="GDPR Art. 12",
        public=True,
    )


class LawInForce(Scoped):
    """A law on data protection under which the organisation works, for everything or for a part of it."""

    short_form = "title"

    title: Text | None = key(
        "Title",
        "What it is called, if the built-in lists do not know it.",
        example="Data Protection Act of Ruritania",
        public=True,
    )
    url: Link | None = key("Link", "Where to read about it.", example="https://example.org/act", public=True)


class ContactKind(StrEnum):
    """What a contact is, if not somebody who answers."""

    SELF_SERVICE = "self-service"


class Contact(Qualified):
    """A function that can be reached, and its channels. A contact without a channel is allowed, and found."""

    short_form = "title"

    title: Text | None = key("Title", "What it is called.", example="Privacy team", public=True)
    is_: ContactKind | None = key(
        "Is", "`self-service` where people help themselves.", example="self-service", alias="is", public=True
    )
    name: Plain | None = key("Name", "The person behind the function. It is not published.", example="A. Example")
    email: Stated[Many[Email]] = key("E-mail", "E-mail addresses.", example="privacy@example.org", public=True)
    phone: Stated[Many[Plain]] = key("Telephone", "Telephone numbers.", example="+44 131 496 0000", public=True)
    sms: Stated[Many[Plain]] = key("SMS", "Numbers for text messages.", example="+44 7700 900000", public=True)
    post: Stated[Text] = key(
        "Post", "The postal address; `address` for the organisation's own.", example="1 Quay Street, Leith", public=True
    )
    fax: Stated[Many[Plain]] = key("Fax", "Fax numbers.", example="+44 131 496 0001", public=True)
    form: Stated[Many[Url]] = key(
        "Form", "Web forms, and pages with one.", example="https://example.org/contact", public=True
    )
    website: Stated[Many[Url]] = key(
        "Website", "Websites, where no form is named.", example="https://example.org", public=True
    )
    country: Annotated[Identifier | None, refers("countries")] = key(
        "Country", "Where it is.", example="IE", public=True
    )
    regimes: Annotated[Items[Titled] | None, refers("regimes", open_=True)] = key(
        "Regimes", "The laws it is there for (a representative under Art. 27).", example=["gdpr"], public=True
    )
    external: bool | None = key(
        "External",
        "It is somebody else: an authority, a body for disputes, a firm that acts as data protection officer. It is no "
        "contact of the organisation, so the notice tells it only where a right, a choice or a notice names it; the "
        "register calls it external.",
        example=True,
        public=True,
    )


class Entity(Record):
    """One of several controllers behind the same inventory."""

    name: Stated[Text] = key(
        "Name", "Its legal name.", example="Harbour Books (Ireland) Ltd", public=True, law="GDPR Art. 13(1)(a)"
    )
    legal_form: Stated[Text] = key("Legal form", "Its legal form.", example="limited company", public=True)
    registration: Stated[Text] = key(
        "Registration", "Register and number.", example="Companies House 01234567", public=True
    )
    country: Annotated[Stated[Identifier], refers("countries")] = key(
        "Country", "Where it is established.", example="IE", public=True
    )
    address: Stated[Text] = key("Address", "Its postal address.", example="1 Quay Street, Dublin", public=True)
    contact: Annotated[Stated[Identifier], refers("contacts")] = key(
        "Contact", "Who answers for it.", example="privacy", public=True
    )
    product: Annotated[Many[Identifier] | None, refers("products")] = key(
        "Products", "The products it controls.", example=["shop"], public=True
    )
    region: Annotated[Many[Identifier] | None, refers("regions", "countries", "areas")] = key(
        "Regions", "The regions it serves.", example=["eea"], public=True
    )


class Certification(Qualified):
    """A certificate that the organisation holds."""

    short_form = "title"

    title: Text | None = key("Title", "What it is called.", example="ISO/IEC 27001", public=True)
    url: Link | None = key("Link", "The certificate.", example="https://example.org/cert", public=True)
    by: Text | None = key("By", "Who issued it.", example="Example Registrar", public=True)
    until: Day | None = key("Until", "The day it ends.", example="2027-05-31", public=True)


class Authority(Scoped):
    """An authority to which people can complain, how it is reached, and the organisation's registration with it."""

    short_form = "title"

    title: Text | None = key(
        "Title", "What it is called, if the built-in lists do not know it.", example="Data Office", public=True
    )
    url: Link | None = key("Link", "Where to read about it.", example="https://example.org/office", public=True)
    registration: Stated[Text] = key(
        "Registration",
        "The number under which the organisation is registered with it; `none` if it is not registered.",
        example="ZA123456",
        public=True,
    )
    email: Stated[Many[Email]] = key(
        "E-mail", "Its e-mail addresses.", example="casework@authority.example", public=True
    )
    phone: Stated[Many[Plain]] = key("Telephone", "Its telephone numbers.", example="0303 496 0000", public=True)


class Organisation(Record):
    """The controller (or processor) that the inventory is about (GDPR Art. 4(7), 30(1)(a))."""

    short_form = "name"

    name: Stated[Text] = key(
        "Name",
        "Its legal name; `unknown` where the source never says.",
        example="Harbour Books Ltd",
        required=True,
        public=True,
        law="GDPR Art. 13(1)(a), 30(1)(a)",
        column="Controller",
    )
    short_name: Text | None = key(
        "Short name", "What it calls itself in running text.", example="Harbour Books", public=True
    )
    legal_form: Stated[Text] = key("Legal form", "Its legal form.", example="private limited company", public=True)
    registration: Stated[Text] = key(
        "Registration", "Register and number.", example="Companies House 01234567", public=True
    )
    country: Annotated[Stated[Identifier], refers("countries")] = key(
        "Country", "Where it is established (ISO 3166-1).", example="GB", public=True
    )
    address: Stated[Text] = key(
        "Address", "Its postal address.", example="1 Quay Street, Leith", public=True, law="GDPR Art. 30(1)(a)"
    )
    languages: Stated[Many[Language]] = key(
        "Languages", "The languages of its notices; the first is that of plain texts.", example=["en"], public=True
    )
    regimes: Annotated[Stated[Items[LawInForce]], refers("regimes", open_=True)] = key(
        "Regimes",
        "The data protection laws it works under; with `only` or `except`, those for some people, regions or products.",
        example=["uk-gdpr"],
        public=True,
    )
    authority: Annotated[Stated[Items[Authority]], refers("authorities", open_=True)] = key(
        "Supervisory authority", "Where people can complain.", example="ico", law="GDPR Art. 13(2)(d)", public=True
    )
    dpo: Stated[Contact] = key(
        "Data protection officer",
        "The data protection officer and how to reach them, or `none`; as a contact, it is called `dpo`.",
        example={"title": "Data protection officer", "email": "dpo@example.org"},
        law="GDPR Art. 13(1)(b), 37(7)",
        public=True,
        column="Data protection officer",
    )
    representative: Stated[Many[Contact]] = key(
        "Representative",
        "The representative in the Union or the United Kingdom.",
        example={"title": "Example Rep GmbH", "country": "DE", "email": "rep@example.org"},
        law="GDPR Art. 27, 13(1)(a)",
        public=True,
        column="Representative",
    )
    contacts: Stated[Mapping[Identifier, Contact]] = key(
        "Contacts",
        "The functions that can be reached.",
        example={"privacy": {"email": "privacy@example.org"}},
        public=True,
    )
    entities: Stated[Mapping[Identifier, Entity]] = key(
        "Entities",
        "The controllers, where there are several behind one notice.",
        example={"ireland": "Harbour Books (Ireland) Ltd"},
        public=True,
    )
    certifications: Stated[Uses[Certification, Certification]] = key(
        "Certifications",
        "Certificates that the organisation holds; `dpf`, `dpf-uk` and `dpf-ch` are known by name.",
        example={"iso-27001": "ISO/IEC 27001"},
        public=True,
    )
    public_body: bool | None = key(
        "Public body", "It is a public authority or body.", example=True, law="GDPR Art. 37(1)(a)", public=True
    )
    employees: Plain | None = key("Employees", "How many people it employs.", example="45", law="GDPR Art. 30(5)")
    defaults: Annotated[Default | None, Later()] = key(
        "Defaults",
        "What holds for each activity, and under `rights` for each right, that does not say otherwise.",
        example={"required": "voluntary"},
        public=True,
    )
    datamap: Plain | None = key("Language version", "The version of the inventory language.", example="1")

    @property
    def reached(self) -> Mapping[str, Contact]:
        """All that can be named as a way to reach the organisation: its contacts, and its officer as `dpo`."""
        contacts = self.contacts if isinstance(self.contacts, Mapping) else {}
        return {"dpo": self.dpo, **contacts} if isinstance(self.dpo, Contact) else contacts
