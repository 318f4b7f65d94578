"""Transfers to other countries and what makes each lawful (GDPR Chapter V)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.complaints import complaint
from datamap.model.days import Day
from datamap.model.items import Identifier, Items, Many, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.record import Qualified, Scoped
from datamap.model.said import Stated


class Holder(StrEnum):
    """Who holds the certification that a transfer rests on."""

    US = "us"
    RECIPIENT = "recipient"


class Transfer(Scoped):
    """One mechanism for one country, with the document behind it and the time it holds."""

    short_form = "mechanism"

    mechanism: Annotated[Stated[Identifier], refers("mechanisms")] = key(
        "Mechanism",
        "What makes the transfer lawful.",
        example="sccs",
        law="GDPR Art. 45, 46, 49",
        public=True,
        column="Safeguards",
    )
    given: Annotated[Stated[Items[Qualified]], refers("acceptance", words=True)] = key(
        "Given",
        "How people consent, for a mechanism that is consent: a built-in way or words.",
        example="use-of-services",
        law="GDPR Art. 4(11), 49(1)(a)",
        public=True,
    )
    document: Stated[Link] = key(
        "Document",
        "The document, or how to get a copy.",
        example="SCC module 2, signed 2025-03-01",
        law="GDPR Art. 13(1)(f), 46",
        public=True,
    )
    holder: Holder | None = key(
        "Holder",
        "Whose certification it is, for a mechanism that is one: the recipient's if nothing is said, or `us`.",
        example="us",
        public=True,
    )
    assessment: Stated[Link] = key("Assessment", "The transfer impact assessment.", example="TIA 2026-01")
    from_: Day | None = key("From", "The first day it holds.", example="2023-10-12", alias="from", public=True)
    until: Day | None = key("Until", "The last day it holds.", example="2031-12-27", public=True)

    @model_validator(mode="after")
    def _only_consent_is_given(self) -> Self:
        if self.given is not None and isinstance(self.mechanism, str) and self.mechanism not in CONSENTS:
            raise complaint(
                "given", f"`{self.mechanism}` is not given by people", "write it beside `consent` or `explicit-consent`"
            )
        return self


CONSENTS = ("consent", "explicit-consent")
"""The mechanisms that are consent of the person."""
Transfers = Annotated[Stated[Mapping[str, Stated[Many[Transfer]]]], refers("countries", "areas", "regions", keys=True)]
"""`none`, or a mapping from country to mechanisms."""
