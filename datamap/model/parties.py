"""Everyone else who gets data: processors, other recipients, and the clients for whom we are the processor."""

from enum import StrEnum
from typing import Annotated

from datamap.model.days import Day
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated
from datamap.model.transfers import Transfers
from datamap.model.words import Text


class Role(StrEnum):
    """The role of a party towards the data (GDPR Art. 4(7) to (9))."""

    PROCESSOR = "processor"
    RECIPIENT = "recipient"
    JOINT_CONTROLLER = "joint-controller"
    INDEPENDENT_CONTROLLER = "independent-controller"
    UNKNOWN = "unknown"


class Disclosed(StrEnum):
    """What handing over data is under Californian law (Cal. Civ. Code 1798.140(e), (ad), (ah))."""

    SOLD = "sold"
    SHARED = "shared"
    BUSINESS_PURPOSE = "business-purpose"


class SubProcessing(StrEnum):
    """How further processors are authorised (GDPR Art. 28(2))."""

    GENERAL = "general"
    SPECIFIC = "specific"
    NONE = "none"


class Clause(StrEnum):
    """The clauses of Art. 28(3)(a) to (h), by their letters."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"


class Agreement(Qualified):
    """The contract with a processor (GDPR Art. 28(3))."""

    short_form = "document"

    document: Stated[Link] = key("Document", "The agreement.", example="https://example.org/dpa", public=True)
    signed: Day | None = key("Signed", "The day it was signed.", example="2025-03-01")
    until: Day | None = key("Until", "The day it ends.", example="2028-02-29")
    covers: Many[Clause] | None = key(
        "Covers", "The clauses of Art. 28(3) that it holds, by letter.", example=["a", "b"], law="GDPR Art. 28(3)"
    )
    subprocessors: SubProcessing | None = key(
        "Sub-processors", "How further processors are authorised.", example="general", law="GDPR Art. 28(2)"
    )
    at_end: Text | None = key(
        "At the end", "What becomes of the data when it ends.", example="returned and deleted", law="GDPR Art. 28(3)(g)"
    )


class Combination(Qualified):
    """What a party puts together with data it has from elsewhere."""

    short_form = "with"

    with_: Text | None = key(
        "With", "The data from elsewhere.", example="what other sites send it", alias="with", public=True
    )
    effect: Text | None = key("Effect", "What that allows.", example="identify you individually", public=True)


class Use(Scoped):
    """One use of a vendor, where its role, country or service differ from use to use."""

    short_form = "provides"

    role: Role | None = key("Role", "Its role in this use.", example="independent-controller", public=True)
    provides: Stated[Text] = key("Provides", "What it does for us.", example="receipts by e-mail", public=True)
    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data it gets.", example=["email"], public=True
    )
    purposes: Annotated[Stated[Items[Qualified]], refers("purposes")] = key(
        "Purposes", "What for.", example=["receipts"], public=True
    )
    activities: Annotated[Items[Qualified] | None, refers("activities")] = key(
        "Activities",
        "The activities it serves. There, a use that names no activities, data or purposes is passed over.",
        example=["orders"],
        public=True,
    )
    country: Annotated[Stated[Many[Identifier]], refers("countries", "areas", "regions")] = key(
        "Country", "Where it processes.", example="CA", public=True
    )
    transfers: Transfers = key(
        "Transfers", "The countries reached and the mechanism for each.", example={"CA": "adequacy"}, public=True
    )
    agreement: Stated[Agreement] = key(
        "Agreement", "The contract for this use.", example="DPA of 2025", law="GDPR Art. 28(3)"
    )


class Party(Record, Scoped):
    """A processor or another recipient (GDPR Art. 4(8), 4(9)). The kind gives the default role."""

    short_form = "title"

    is_: Annotated[Many[Identifier] | None, refers("party_kinds", "processors", "recipients")] = key(
        "Is", "A kind of.", example="contractor", alias="is", public=True
    )
    vendor: Annotated[Identifier | None, refers("vendors")] = key(
        "Vendor", "Its entry in the vendor catalogue.", example="sendgrid", public=True
    )
    role: Role | None = key(
        "Role",
        "Its role, if not the one its kind gives; `unknown` where nobody says which it is.",
        example="independent-controller",
        public=True,
    )
    provides: Stated[Text] = key("Provides", "What it does for us, as a noun phrase.", example="hosting", public=True)
    conditions: Annotated[Stated[Uses[Qualified, Record]], refers("conditions")] = key(
        "Conditions", "What it is bound to.", example=["confidentiality"], public=True
    )
    includes: Annotated[Items[Qualified] | None, refers("processors", "recipients")] = key(
        "Includes",
        "The parties of this group: what it gets, some of them get, and nothing says which.",
        example=["stripe"],
        public=True,
    )
    policy: Stated[Many[Link]] = key(
        "Policy", "Its own privacy policy.", example="https://example.org/privacy", public=True
    )
    agreement: Stated[Agreement] = key(
        "Agreement",
        "The contract with it.",
        example={"document": "DPA 2025", "signed": "2025-03-01"},
        law="GDPR Art. 28(3)",
        public=True,
    )
    transfers: Transfers = key(
        "Transfers",
        "The countries reached and the mechanism for each.",
        example={"US": "sccs"},
        law="GDPR Art. 13(1)(f), 30(1)(e)",
        public=True,
        column="Transfers",
    )
    measures: Annotated[Stated[Items[Qualified]], refers("measures")] = key(
        "Measures", "How it protects the data.", example=["backup"], public=True
    )
    combines: Stated[Many[Combination]] = key(
        "Combines",
        "What it puts together with data from elsewhere.",
        example={"with": "its other customers' data"},
        public=True,
    )
    legal_name: Stated[Text] = key("Legal name", "Its legal entity.", example="Mail Co Ltd", public=True)
    country: Annotated[Stated[Many[Identifier]], refers("countries", "areas", "regions")] = key(
        "Country",
        "Where it is established, or processes if no `location` says where.",
        example="US",
        public=True,
    )
    location: Annotated[Stated[Many[Identifier]], refers("countries", "areas", "regions")] = key(
        "Location",
        "Where it processes the data, if `country` says only where it is established.",
        example=["DE", "IS"],
        public=True,
    )
    disclosed_as: Stated[Many[Disclosed]] = key(
        "Disclosed as",
        "What becomes of data that go to it, in California: `sold`, `shared` (for adverts) or `business-purpose`.",
        example="shared",
        law="Cal. Civ. Code 1798.110(c), 1798.130(a)(5), 1798.140(e), (ad), (ah); 11 CCR 7011(e)(1)",
        public=True,
    )
    affiliate: bool | None = key("Affiliate", "It belongs to our group.", example=True, public=True)
    optional: bool | None = key("Optional", "It gets data only from those who choose it.", example=True, public=True)
    list_: Stated[Link] = key(
        "List",
        "An external list that changes, such as its sub-processors.",
        example="https://example.org/subprocessors",
        alias="list",
        public=True,
    )
    uses: Stated[Many[Use]] = key(
        "Uses",
        "Its uses, where they differ.",
        example=[{"only": {"product": "shop"}, "provides": "receipts"}],
        public=True,
    )


class Client(Record):
    """One for whom we are the processor (GDPR Art. 28, 30(2)(a))."""

    is_: Annotated[Many[Identifier] | None, refers("party_kinds", "clients")] = key(
        "Is", "A kind of.", example="client", alias="is", public=True
    )
    informed_by: Annotated[Stated[Identifier], refers("who", "processors", "recipients")] = key(
        "Informed by", "Who informs the people: `us`, `client` or `each`.", example="client", public=True
    )
    answered_by: Annotated[Stated[Identifier], refers("who", "processors", "recipients")] = key(
        "Answered by", "Who answers their requests: `us`, `client` or `each`.", example="client", public=True
    )
    agreement: Stated[Agreement] = key(
        "Agreement",
        "The contract under which we process for it.",
        example={"document": "Data processing agreement of 2026"},
        law="GDPR Art. 28(3)",
        public=True,
    )
    country: Annotated[Stated[Many[Identifier]], refers("countries", "areas", "regions")] = key(
        "Country", "Where it is.", example="GB", public=True
    )
    contact: Stated[Text] = key(
        "Contact", "How it is reached.", example="privacy@client.example", law="GDPR Art. 30(2)(a)"
    )
    legal_name: Stated[Text] = key("Legal name", "Its legal entity.", example="Leith Readers Ltd", public=True)
