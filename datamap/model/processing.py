"""What an activity says about its processing and may inherit from the organisation's defaults."""

from enum import StrEnum
from typing import Annotated, ClassVar

from datamap.model.basis import Bases
from datamap.model.days import Day
from datamap.model.items import Items, Uses, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.retention import Retention
from datamap.model.said import Stated
from datamap.model.transfers import Transfers
from datamap.model.words import Text


class Required(StrEnum):
    """Whether people must provide the data (GDPR Art. 13(2)(e)); `mandatory` names neither a contract nor a law."""

    VOLUNTARY = "voluntary"
    CONTRACT = "contract"
    TO_ENTER_CONTRACT = "to-enter-contract"
    LAW = "law"
    MANDATORY = "mandatory"


class Scale(StrEnum):
    """The scale of the processing (GDPR Art. 35(3), 37(1))."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class AutomatedDecisions(Qualified):
    """Decisions that a machine takes alone, profiling included (GDPR Art. 13(2)(f), 22)."""

    short_form = "logic"

    logic: Stated[Text] = key(
        "Logic", "How the decision is reached.", example="a score from payment history", public=True
    )
    significance: Stated[Text] = key(
        "Significance", "What it means for the person.", example="orders on account are refused", public=True
    )
    consequences: Stated[Text] = key(
        "Consequences", "The effects that can follow.", example="you pay in advance", public=True
    )
    review: Stated[Text] = key(
        "Review",
        "How a person can have it reviewed by a human.",
        example="write to us",
        law="GDPR Art. 22(3)",
        public=True,
    )
    profiling: bool | None = key("Profiling", "The decision builds a profile.", example=True, public=True)


class Automation(Qualified):
    """Machines that do a part of an activity, where nobody says that they decide about people."""

    short_form = "what"

    what: Text | None = key("What", "What they are or do.", example="chatbots that answer first", public=True)


class Assessment(Qualified):
    """A data protection impact assessment (GDPR Art. 35)."""

    short_form = "document"

    document: Stated[Link] = key("Document", "The assessment.", example="DPIA 2026-01")
    date: Day | None = key("Date", "When it was done.", example="2026-01-15")
    residual_risk: Text | None = key("Residual risk", "What risk is left.", example="low", law="GDPR Art. 36")
    consulted: Text | None = key(
        "Consulted", "The prior consultation of the authority.", example="ICO, 2026-02-01", law="GDPR Art. 36"
    )


class Channel(Qualified):
    """A channel, and whether it is the first choice."""

    primary: bool | None = key("Primary", "It is the usual channel.", example=True, public=True)


class OptOut(Qualified):
    """How to stop something, and how far that goes."""

    short_form = "how"

    how: Annotated[Items[Qualified] | None, refers("contacts", "ways", words=True)] = key(
        "How", "Contacts, links or words.", example="unsubscribe-link", public=True
    )
    extent: Text | None = key("Extent", "How far it goes.", example="most e-mails", public=True)


class RecipientDetail(Scoped):
    """What was said about a recipient whose path is not known."""

    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data it gets.", example=["email"], public=True
    )
    purposes: Annotated[Stated[Items[Qualified]], refers("purposes")] = key(
        "Purposes", "What it gets them for.", example=["deliver"], public=True
    )
    transfers: Transfers = key(
        "Transfers", "The countries reached and the mechanism for each.", example={"US": "sccs"}, public=True
    )


class Processing(Scoped):
    """The keys that are looked up in the activity first, and in the organisation's defaults last."""

    short_form: ClassVar[str | None] = None

    recipients: Annotated[Stated[Items[RecipientDetail]], refers("processors", "recipients", "party_kinds")] = key(
        "Recipients",
        "Who gets the data by a path that is not known; recipients that a flow reaches are derived.",
        example=["printers"],
        law="GDPR Art. 13(1)(e), 30(1)(d)",
        public=True,
        column="Recipients",
    )
    source: Annotated[
        Stated[Uses[Qualified, Record]], refers("sources", "systems", "processors", "recipients", "data_subjects")
    ] = key(
        "Source", "Where the data come from.", example="given", law="GDPR Art. 14(2)(f)", public=True, column="Source"
    )
    required: Stated[Required] = key(
        "Required",
        "Whether people must provide the data: for a contract, before one, by law, or without such a reason.",
        example="voluntary",
        law="GDPR Art. 13(2)(e)",
        public=True,
    )
    if_refused: Stated[Text] = key(
        "If refused", "What follows if they do not.", example="we cannot deliver", law="GDPR Art. 13(2)(e)", public=True
    )
    basis: Bases = key(
        "Lawful basis",
        "Why it is lawful.",
        example="contract",
        law="GDPR Art. 6, 13(1)(c)",
        public=True,
        column="Lawful basis",
    )
    retention: Retention = key(
        "Retention",
        "How long the data are kept.",
        example="6 years",
        law="GDPR Art. 13(2)(a), 30(1)(f)",
        public=True,
        column="Retention",
    )
    measures: Annotated[Stated[Items[Qualified]], refers("measures")] = key(
        "Measures",
        "How the data are protected.",
        example=["tls"],
        law="GDPR Art. 30(1)(g), 32",
        public=True,
        column="Security measures",
    )
    transfers: Transfers = key(
        "Transfers",
        "The countries reached and the mechanism for each; `none` if the data stay.",
        example={"US": "sccs"},
        law="GDPR Art. 13(1)(f), 30(1)(e)",
        public=True,
        column="Transfers",
    )
    channels: Annotated[Stated[Items[Channel]], refers("channels")] = key(
        "Channels", "How people are contacted.", example=["email"], public=True
    )
    opt_out: Stated[OptOut] = key(
        "Opt-out", "How people stop it.", example="unsubscribe-link", law="GDPR Art. 21(2)", public=True
    )
    automated_decisions: Stated[AutomatedDecisions] = key(
        "Automated decisions",
        "Decisions taken by machines alone, or `none`.",
        example="none",
        law="GDPR Art. 13(2)(f), 22",
        public=True,
    )
    dpia: Stated[Assessment] = key(
        "Impact assessment", "The data protection impact assessment.", example="DPIA 2026-01", law="GDPR Art. 35"
    )
    scale: Stated[Scale] = key(
        "Scale", "`large`, `medium` or `small`.", example="large", law="GDPR Art. 35(3), 37(1)", public=True
    )
