"""People, data about them, and what the data are for."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.basis import Bases
from datamap.model.complaints import complaint
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.meta import key
from datamap.model.record import Qualified, Record
from datamap.model.retention import Retention
from datamap.model.said import Stated
from datamap.model.words import Plain, Text


class Identifiable(StrEnum):
    """How far a category of data leads to a person."""

    DIRECTLY = "directly"
    POTENTIALLY = "potentially"
    NOT = "not"


class Sensitivity(StrEnum):
    """Special categories of Art. 9(1), offences of Art. 10, or the statement that it is neither."""

    RACIAL_OR_ETHNIC_ORIGIN = "racial-or-ethnic-origin"
    POLITICAL_OPINIONS = "political-opinions"
    RELIGIOUS_OR_PHILOSOPHICAL_BELIEFS = "religious-or-philosophical-beliefs"
    TRADE_UNION_MEMBERSHIP = "trade-union-membership"
    GENETIC = "genetic"
    BIOMETRIC = "biometric"
    HEALTH = "health"
    SEX_LIFE_OR_ORIENTATION = "sex-life-or-orientation"
    CRIMINAL = "criminal"
    ORDINARY = "ordinary"


class CcpaCategory(StrEnum):
    """The categories of Cal. Civ. Code 1798.140(v)(1)(A) to (L), by their letters."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    H = "H"
    I = "I"  # noqa: E741 - the letter of the statute
    J = "J"
    K = "K"
    L = "L"


class DataSubject(Record):
    """A group of people (GDPR Art. 4(1), 30(1)(c))."""

    is_: Annotated[Many[Identifier] | None, refers("data_subjects")] = key(
        "Is", "A kind of.", example="customer", alias="is", public=True
    )
    minors: Stated[bool] = key("Minors", "Whether children belong to it.", example=True, law="GDPR Art. 8", public=True)
    vulnerable: Stated[bool] = key(
        "Vulnerable",
        "Whether they are vulnerable towards the controller.",
        example=True,
        law="GDPR Recital 75",
        public=True,
    )


class Part(Qualified):
    """What was said about one part of a category of data."""

    list_form = "one_of"

    one_of: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "One of", "Alternatives: any one of these.", example=["referrer", "exit-page"], public=True
    )


class DataCategory(Record):
    """A category of personal data (GDPR Art. 4(1), 30(1)(c))."""

    is_: Annotated[Many[Identifier] | None, refers("data_categories")] = key(
        "Is", "A kind of.", example="email", alias="is", public=True
    )
    includes: Annotated[Stated[Items[Part]], refers("data_categories")] = key(
        "Includes", "The data it is made of.", example=["ip-address", "browser"], public=True
    )
    such_as: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Such as",
        "Some of the data it is made of, where a text ends its list with “for example” or “among others”.",
        example=["browser", "operating-system"],
        public=True,
    )
    one_of: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "One of", "It is any one of these.", example=["username", "full-name"], public=True
    )
    identifiable: Stated[Identifiable] = key(
        "Identifiable", "`directly`, `potentially` or `not`.", example="potentially", public=True
    )
    sensitivity: Stated[Sensitivity] = key(
        "Sensitivity", "The special category it belongs to.", example="health", law="GDPR Art. 9(1), 10", public=True
    )
    source: Annotated[
        Stated[Uses[Qualified, Record]], refers("sources", "systems", "processors", "recipients", "data_subjects")
    ] = key("Source", "Where it comes from.", example="given", law="GDPR Art. 14(2)(f)", public=True)
    form: Annotated[Many[Identifier] | None, refers("forms")] = key(
        "Form", "The form it is kept in.", example="pseudonymised", public=True
    )
    derived_from: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Derived from", "The data it is computed from.", example=["purchase-history"], public=True
    )
    retention: Retention = key(
        "Retention", "How long it is kept, wherever nothing closer says otherwise.", example="2 years", public=True
    )
    dpv: Many[Plain] | None = key(
        "DPV", "The term of the Data Privacy Vocabulary.", example="pd:EmailAddress", public=True
    )
    fides: Many[Plain] | None = key(
        "Fides", "The key of the Fides taxonomy.", example="user.contact.email", public=True
    )
    ccpa: Many[CcpaCategory] | None = key(
        "CCPA", "The statutory category, by its letter.", example="A", law="Cal. Civ. Code 1798.140(v)(1)", public=True
    )


class Purpose(Record):
    """What data are used for (GDPR Art. 5(1)(b)): `to` with an infinitive, or `for` with a noun phrase."""

    short_form = "to"

    is_: Annotated[Many[Identifier] | None, refers("purposes")] = key(
        "Is", "A kind of.", example="direct-marketing", alias="is", public=True
    )
    to: Text | None = key("To", "What comes after “to”.", example="deliver what you ordered", public=True)
    for_: Text | None = key("For", "What comes after “for”.", example="security reasons", alias="for", public=True)
    basis: Bases = key(
        "Lawful basis", "Why this purpose is lawful.", example="contract", law="GDPR Art. 6, 13(1)(c)", public=True
    )

    @model_validator(mode="after")
    def _one_wording(self) -> Self:
        if self.to is not None and self.for_ is not None:
            raise complaint("purpose", "says both `to` and `for`", "keep one")
        return self
