"""The rights of people, and how each is exercised (GDPR Art. 12, 15 to 22)."""

from enum import StrEnum
from typing import Annotated

from datamap.model.durations import Duration
from datamap.model.items import Identifier, Items, Many, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated
from datamap.model.words import Plain, Text


class Deadline(Qualified):
    """A time limit and the event that starts it."""

    short_form = "within"

    within: Duration | None = key(
        "Within", "The time limit; `at once` where there is none to wait for.", example="1 month", public=True
    )
    after: Text | None = key("After", "The event that starts it.", example="we receive your request", public=True)


class Extension(Qualified):
    """How much longer an answer can take, and in which case."""

    short_form = "by"

    by: Duration | None = key("By", "How much longer it can take.", example="2 months", public=True)


class RightTerms(Scoped):
    """How rights are used: for one right, or in the defaults for each that does not say otherwise."""

    short_form = "how"

    how: Annotated[Stated[Items[Qualified]], refers("contacts", "ways", words=True)] = key(
        "How", "Contacts, links or words.", example="privacy", law="GDPR Art. 12(2)", public=True
    )
    deadline: Stated[Deadline] = key(
        "Deadline", "By when it is answered.", example="1 month", law="GDPR Art. 12(3)", public=True
    )
    extension: Stated[Extension] = key(
        "Extension", "How much longer it can take.", example="2 months", law="GDPR Art. 12(3)", public=True
    )
    request: Stated[Text] = key(
        "Request",
        "What form a request needs, and what it has to contain.",
        example="in writing, with your customer number",
        law="GDPR Art. 12(2)",
        public=True,
    )
    fee: Stated[Text] = key(
        "Fee",
        "What it costs; `none` where it is free of charge.",
        example="10 euros for a second copy",
        law="GDPR Art. 12(5), 15(3)",
        public=True,
    )
    identity: Stated[Text] = key(
        "Identity",
        "How identity is checked.",
        example="we ask for your order number",
        law="GDPR Art. 12(6)",
        public=True,
    )
    quota: Stated[Text] = key(
        "Quota", "How often it can be used.", example="2 per 12 months", law="GDPR Art. 12(5)", public=True
    )
    agent: Stated[Text] = key(
        "Agent", "Whether and how somebody can act for the person.", example="with a signed authorisation", public=True
    )
    appeal: Annotated[Stated[Items[Qualified]], refers("contacts", "ways", words=True)] = key(
        "Appeal", "Where to go if we refuse.", example="privacy", public=True
    )


class Right(Record, RightTerms):
    """One right. Its key is a built-in right, or its own name."""

    short_form = "how"

    is_: Annotated[Many[Identifier] | None, refers("rights")] = key(
        "Is", "The built-in right that it is.", example="erasure", alias="is", public=True
    )
    extent: Stated[Text] = key("Extent", "How far it goes.", example="most e-mails", public=True)
    offered: bool | None = key(
        "Offered", "`false` where the right is not offered; say why in `because`.", example=False, public=True
    )
    consequence: Stated[Text] = key(
        "Consequence", "What follows from using it.", example="we can no longer support you", public=True
    )
    channels: Annotated[Stated[Items[Qualified]], refers("channels")] = key(
        "Channels", "The channels it is about.", example=["email"], public=True
    )
    subjects: Annotated[Items[Qualified] | None, refers("data_subjects")] = key(
        "Data subjects", "Whose right it is.", example=["customer"], public=True
    )
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data it is about.", example=["email"], public=True
    )


class Who(StrEnum):
    """Who has a duty: we, the client, or each."""

    US = "us"
    CLIENT = "client"
    EACH = "each"


class Duties(Qualified):
    """Who informs people and who answers them (GDPR Art. 26(1))."""

    inform: Annotated[Stated[Identifier], refers("who", "processors", "recipients")] = key(
        "Inform", "Who informs people: `us`, `each` or a party.", example="us", public=True
    )
    answer: Annotated[Stated[Identifier], refers("who", "processors", "recipients")] = key(
        "Answer", "Who answers requests.", example="each", public=True
    )


class Arrangement(Record):
    """What joint controllers agreed (GDPR Art. 26)."""

    with_: Annotated[Items[Qualified], refers("processors", "recipients")] = key(
        "With", "The other controllers.", example=["partner"], alias="with", required=True, public=True
    )
    essence: Stated[Link] = key(
        "Essence",
        "What people may know of it.",
        example={"url": "https://example.org/essence"},
        law="GDPR Art. 26(2)",
        public=True,
    )
    duties: Duties | None = key(
        "Duties", "Who does what.", example={"inform": "us", "answer": "each"}, law="GDPR Art. 26(1)", public=True
    )
    contact: Annotated[Stated[Identifier], refers("contacts")] = key(
        "Contact", "The contact point.", example="privacy", law="GDPR Art. 26(1)", public=True
    )
    law: Annotated[Many[Plain] | None, refers("laws", words=True)] = key(
        "Law", "The act that arranges it instead.", example="Education Act", public=True
    )
