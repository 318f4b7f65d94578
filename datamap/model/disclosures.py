"""Occasional disclosures, and what is promised or disclaimed."""

from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.complaints import complaint
from datamap.model.flows import Never
from datamap.model.items import Identifier, Items, Many, refers
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated
from datamap.model.words import Text

OCCASIONS = ("is", "such_as", "to", "for", "when", "if", "form", "recipients")
"""The keys of a disclosure one of which it needs: without any there is nothing to tell of it."""


DISCLAIMED = ("not_responsible_for", "does_not")
"""The keys of a disclaimer one of which it needs."""


class Check(Qualified):
    """What was said about one test."""

    list_form = "one_of"

    one_of: Annotated[Items[Qualified] | None, refers("tests")] = key(
        "One of",
        "Alternatives: that one of these holds is enough.",
        example=["legally-required", "legally-permitted"],
        public=True,
    )


class Disclosure(Record, Scoped):
    """A disclosure beside those of activities, mostly one that happens on a trigger (GDPR Art. 4(9), 13(1)(e))."""

    short_form = None

    is_: Annotated[Many[Identifier] | None, refers("triggers")] = key(
        "Is",
        "The trigger, from the built-in list; `to`, `for` or `when` say it in words.",
        example="court-order",
        alias="is",
        public=True,
    )
    to: Text | None = key(
        "To", "The trigger as words after “to”.", example="run our services on shared servers", public=True
    )
    for_: Text | None = key(
        "For", "The trigger as words after “for”.", example="a study of the market", alias="for", public=True
    )
    such_as: Annotated[Items[Qualified] | None, refers("triggers")] = key(
        "Such as",
        "Some of the triggers, where a text ends its list with “for example” or “among others”.",
        example=["court-order", "fraud-investigation"],
        public=True,
    )
    recipients: Annotated[Stated[Items[Qualified]], refers("processors", "recipients", "party_kinds")] = key(
        "Recipients", "Who gets the data.", example=["law-enforcement"], public=True
    )
    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data disclosed.", example=["email"], public=True
    )
    test: Annotated[Items[Check] | None, refers("tests")] = key(
        "Test",
        "What we check first; of a list all must hold, and of `one_of: [...]` in it one.",
        example="good-faith",
        public=True,
    )
    form: Annotated[Many[Identifier] | None, refers("forms")] = key(
        "Form", "The form in which the data are disclosed.", example="aggregated", public=True
    )
    given: Text | None = key(
        "Given", "How consent to it is given, where consent is the trigger.", example="direct permission", public=True
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(getattr(self, name, getattr(self, f"{name}_", None)) is not None for name in OCCASIONS):
            raise complaint(
                "disclosure",
                "says neither on which occasion data are disclosed nor to whom",
                "write `is:` and a built-in trigger, or the trigger in words: `to:`, `for:` or `when:`",
            )
        return self


class Commitment(Record, Scoped):
    """A promise: something that is done (`is`), or never done (`never`)."""

    short_form = "title"

    is_: Annotated[Many[Identifier] | None, refers("promises")] = key(
        "Is", "The promise, from the built-in list.", example="minimisation", alias="is", public=True
    )
    never: Many[Never] | None = key("Never", "Acts that never happen.", example=["sell", "rent"], public=True)
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data it is about.", example=["email"], public=True
    )
    recipients: Annotated[Items[Qualified] | None, refers("processors", "recipients", "party_kinds")] = key(
        "Recipients", "Towards whom.", example=["advertisers"], public=True
    )
    activities: Annotated[Items[Qualified] | None, refers("activities")] = key(
        "Activities", "The activities it is about.", example=["orders"], public=True
    )
    responsible_for: Text | None = key(
        "Responsible for", "What we answer for.", example="what our processors do", public=True
    )


class Disclaimer(Record, Scoped):
    """Something that the organisation does not answer for, or that its notice does not do."""

    short_form = "not_responsible_for"

    not_responsible_for: Many[Text] | None = key(
        "Not responsible for", "What we do not answer for.", example=["the content of linked sites"], public=True
    )
    does_not: Many[Text] | None = key(
        "Does not",
        "What the notice does not do, as words after “does not”.",
        example=["create a contract of employment"],
        public=True,
    )
    recipients: Annotated[Items[Qualified] | None, refers("processors", "recipients", "party_kinds")] = key(
        "Recipients", "Whose doing that is.", example=["linked-sites"], public=True
    )
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data it is about.", example=["email"], public=True
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if all(getattr(self, name) is None for name in DISCLAIMED):
            raise complaint(
                "disclaimer",
                "says neither what we do not answer for nor what the notice does not do",
                "write `not_responsible_for:`, or `does_not:` and words such as `create a contract`",
            )
        return self
