"""Lawful bases, each with what the law asks for next (GDPR Art. 6, 7, 9 and 10)."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.complaints import complaint, shortened
from datamap.model.items import Items, Many, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.record import Qualified, Scoped
from datamap.model.said import Stated, is_value
from datamap.model.words import Plain, Text


class Condition(StrEnum):
    """What lifts the ban on special categories (GDPR Art. 9(2)), or permits data on offences (Art. 10)."""

    EXPLICIT_CONSENT = "9-2-a"
    EMPLOYMENT = "9-2-b"
    VITAL_INTERESTS = "9-2-c"
    NON_PROFIT = "9-2-d"
    MADE_PUBLIC = "9-2-e"
    LEGAL_CLAIMS = "9-2-f"
    PUBLIC_INTEREST = "9-2-g"
    HEALTH_CARE = "9-2-h"
    PUBLIC_HEALTH = "9-2-i"
    ARCHIVING = "9-2-j"
    OFFENCES = "10"


class Consent(Qualified):
    """Consent: how it is given, how it is withdrawn, and where that is on record (GDPR Art. 7)."""

    short_form = "given"

    given: Stated[Text] = key(
        "Given", "How consent is given.", example="sign-up form", law="GDPR Art. 7(1)", public=True
    )
    withdraw: Annotated[Stated[Items[Qualified]], refers("contacts", "ways", words=True)] = key(
        "Withdraw", "How consent is withdrawn.", example="unsubscribe-link", law="GDPR Art. 7(3), 13(2)(c)", public=True
    )
    exclusive: bool | None = key("Exclusive", "Nothing is processed without consent.", example=True, public=True)
    explicit: bool | None = key(
        "Explicit", "The consent is explicit.", example=True, law="GDPR Art. 9(2)(a)", public=True
    )
    record: Stated[Link] = key("Record", "Where consent is on record.", example="consent log", law="GDPR Art. 7(1)")


class Contract(Qualified):
    """A contract with the person, or steps before it (GDPR Art. 6(1)(b))."""

    short_form = "contract"

    contract: Text | None = key("Contract", "Which contract.", example="your order", public=True)
    before: bool | None = key("Before", "For steps that you ask for before a contract.", example=True, public=True)


class LegalObligation(Qualified):
    """A duty of law (GDPR Art. 6(1)(c)) or a public task (Art. 6(1)(e)), with the law that lays it down (Art. 6(3))."""

    short_form = "law"

    law: Annotated[Stated[Many[Plain]], refers("laws", words=True)] = key(
        "Law",
        "The law: an entry of `laws`, or its citation.",
        example="Companies Act 2006 s.388",
        law="GDPR Art. 6(3)",
        public=True,
    )


class VitalInterests(Qualified):
    """Somebody's life or health is at stake (GDPR Art. 6(1)(d))."""

    short_form = "whose"

    whose: Text | None = key("Whose", "Whose vital interests.", example="the patient's", public=True)


class LegitimateInterests(Qualified):
    """Interests that outweigh the person's (GDPR Art. 6(1)(f)), named as Art. 13(1)(d) asks."""

    short_form = "interest"

    interest: Stated[Many[Text]] = key(
        "Interest", "The interest pursued.", example="preventing fraud", law="GDPR Art. 13(1)(d), 14(2)(b)", public=True
    )
    such_as: Many[Text] | None = key(
        "Such as",
        "Some of the interests, where a text ends its list with “for example” or “among others”.",
        example=["preventing fraud"],
        public=True,
    )
    whose: Text | None = key("Whose", "Whose interest, if not ours.", example="our advertisers'", public=True)
    assessment: Stated[Link] = key(
        "Assessment", "The balancing test on record.", example="LIA 2026-02", law="GDPR Art. 6(1)(f), 5(2)"
    )

    @property
    def are_named(self) -> bool:
        """Whether any interest is named, if only as an example."""
        return is_value(self.interest) or self.such_as is not None


class Basis(Scoped):
    """One lawful basis, or several that were not allocated, for the data and purposes named here."""

    consent: Consent | None = key("Consent", "Consent (Art. 6(1)(a)).", example={"given": "sign-up form"}, public=True)
    contract: Contract | None = key(
        "Contract", "A contract with the person (Art. 6(1)(b)).", example="your order", public=True
    )
    legal_obligation: LegalObligation | None = key(
        "Legal obligation", "A duty of law (Art. 6(1)(c)).", example="tax-act", alias="legal-obligation", public=True
    )
    vital_interests: VitalInterests | None = key(
        "Vital interests",
        "Vital interests (Art. 6(1)(d)).",
        example="the patient's",
        alias="vital-interests",
        public=True,
    )
    public_task: LegalObligation | None = key(
        "Public task",
        "A task in the public interest (Art. 6(1)(e)).",
        example="Education Act 2002 s.175",
        alias="public-task",
        public=True,
    )
    legitimate_interests: LegitimateInterests | None = key(
        "Legitimate interests",
        "Legitimate interests (Art. 6(1)(f)).",
        example="preventing fraud",
        alias="legitimate-interests",
        public=True,
    )
    recognised_legitimate_interests: LegitimateInterests | None = key(
        "Recognised legitimate interests",
        "An interest that UK law recognises without a balancing test.",
        example="detecting crime",
        alias="recognised-legitimate-interests",
        law="UK GDPR Art. 6(1)(ea)",
        public=True,
    )
    together: bool | None = key(
        "Together",
        "All bases named here hold at once; without it, one or more of several do.",
        example=True,
        public=True,
    )
    condition: Many[Condition] | None = key(
        "Condition",
        "What permits special categories or data on offences.",
        example="9-2-a",
        law="GDPR Art. 9(2), 10",
        public=True,
    )
    schedule_1: Text | None = key(
        "Schedule 1 condition",
        "The condition of Schedule 1 relied on.",
        example="Employment, para. 1",
        law="UK DPA 2018 Sch. 1",
        public=True,
    )
    policy_document: Stated[Link] = key(
        "Policy document", "The appropriate policy document.", example="APD 2026", law="UK DPA 2018 Sch. 1 Part 4"
    )
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data that this basis covers.", example=["invoice"], public=True
    )
    purposes: Annotated[Items[Qualified] | None, refers("purposes")] = key(
        "Purposes", "The purposes that this basis covers.", example=["accounts"], public=True
    )

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str):
            if value not in BASES:
                raise complaint(
                    "basis", f"`{shortened(value)}` is not a lawful basis", f"write one of {', '.join(BASES)}"
                )
            return {value: {}}
        return value

    @model_validator(mode="after")
    def _names_a_basis(self) -> Self:
        if self.condition is None and all(getattr(self, field) is None for field in _FIELDS.values()):
            raise complaint("basis", "no lawful basis is named here", f"write one of {', '.join(BASES)}")
        return self

    @property
    def kinds(self) -> tuple[str, ...]:
        """The lawful bases named here, by their names in the language."""
        stated = self.__pydantic_fields_set__
        if len(stated) == 1:
            (field,) = stated
            return _ALONE.get(field, ()) if getattr(self, field) is not None else ()
        return tuple(name for name, field in _FIELDS.items() if field in stated and getattr(self, field) is not None)


_FIELDS = {
    info.alias or name: name
    for name, info in Basis.model_fields.items()
    if name
    in {
        "consent",
        "contract",
        "legal_obligation",
        "vital_interests",
        "public_task",
        "legitimate_interests",
        "recognised_legitimate_interests",
    }
}
_ALONE = {field: (name,) for name, field in _FIELDS.items()}
BASES: tuple[str, ...] = tuple(_FIELDS)
Bases = Stated[Many[Basis]]
