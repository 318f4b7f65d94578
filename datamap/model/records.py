"""The kinds of the language: what a file of the inventory may hold at its top level."""

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import ConfigDict

from datamap.model.activity import Activity
from datamap.model.base import Frozen
from datamap.model.disclosures import Commitment, Disclaimer, Disclosure
from datamap.model.governance import Conflict, Law, Product, Region, RegisterField, Waiver
from datamap.model.items import Identifier, Many
from datamap.model.meta import key
from datamap.model.notices import Notice
from datamap.model.organisation import Organisation
from datamap.model.parties import Client, Party
from datamap.model.people import DataCategory, DataSubject, Purpose
from datamap.model.retention import Schedule
from datamap.model.rights import Arrangement, Right
from datamap.model.said import Stated
from datamap.model.systems import Measure, System
from datamap.model.trackers import Tracker


class Records(Frozen):
    """Everything that one organisation declares: a mapping from identifier to record for each kind."""

    model_config = ConfigDict(title="datamap inventory")

    organisation: Organisation | None = key(
        "Organisation", "Who we are.", example={"name": "Harbour Books Ltd"}, law="GDPR Art. 30(1)(a)", public=True
    )
    data_subjects: Stated[Mapping[Identifier, DataSubject]] = key(
        "Data subjects", "Groups of people.", example={"customer": "Customers"}, law="GDPR Art. 30(1)(c)", public=True
    )
    data_categories: Stated[Mapping[Identifier, DataCategory]] = key(
        "Data categories",
        "Categories of personal data.",
        example={"shoe-size": "Shoe size"},
        law="GDPR Art. 30(1)(c)",
        public=True,
    )
    purposes: Stated[Mapping[Identifier, Purpose]] = key(
        "Purposes",
        "What data are used for.",
        example={"deliver": "deliver what you ordered"},
        law="GDPR Art. 30(1)(b)",
        public=True,
    )
    systems: Stated[Mapping[Identifier, System]] = key(
        "Systems", "Where data sit.", example={"shop": {"is": "website"}}, public=True
    )
    processors: Stated[Mapping[Identifier, Party]] = key(
        "Processors",
        "Those who process data for us.",
        example={"mailer": {"vendor": "sendgrid"}},
        law="GDPR Art. 4(8), 28",
        public=True,
    )
    recipients: Stated[Mapping[Identifier, Party]] = key(
        "Recipients",
        "Others who get data.",
        example={"stripe": {"role": "independent-controller"}},
        law="GDPR Art. 4(9), 30(1)(d)",
        public=True,
    )
    clients: Stated[Mapping[Identifier, Client]] = key(
        "Clients",
        "Those for whom we are the processor.",
        example={"clubs": "Reading clubs"},
        law="GDPR Art. 30(2)(a)",
        public=True,
    )
    activities: Stated[Mapping[Identifier, Activity]] = key(
        "Activities",
        "Processing activities: the rows of the register.",
        example={"orders": {"purposes": {"deliver": "deliver what you ordered"}}},
        law="GDPR Art. 30",
        public=True,
    )
    arrangements: Stated[Mapping[Identifier, Arrangement]] = key(
        "Arrangements",
        "What joint controllers agreed.",
        example={"portal": {"with": ["partner"]}},
        law="GDPR Art. 26",
        public=True,
    )
    trackers: Stated[Mapping[Identifier, Tracker]] = key(
        "Trackers",
        "Cookies and everything like them.",
        example={"cart": {"class": "essential", "expires": "session"}},
        law="ePrivacy Art. 5(3)",
        public=True,
    )
    disclosures: Stated[Mapping[Identifier, Disclosure]] = key(
        "Disclosures",
        "Occasional disclosures.",
        example={"courts": {"is": "court-order"}},
        law="GDPR Art. 13(1)(e)",
        public=True,
    )
    measures: Stated[Mapping[Identifier, Measure]] = key(
        "Measures", "How data are protected.", example={"tls": "Encryption in transit"}, law="GDPR Art. 32", public=True
    )
    rights: Stated[Mapping[Identifier, Many[Right]]] = key(
        "Rights",
        "How each right is exercised.",
        example={"access": "privacy"},
        law="GDPR Art. 12, 15 to 22",
        public=True,
    )
    commitments: Stated[Mapping[Identifier, Commitment]] = key(
        "Commitments", "Promises.", example={"no-sale": {"never": ["sell"]}}, public=True
    )
    disclaimers: Stated[Mapping[Identifier, Disclaimer]] = key(
        "Disclaimers", "What we do not answer for.", example={"links": "the content of linked sites"}, public=True
    )
    schedules: Stated[Mapping[Identifier, Schedule]] = key(
        "Schedules",
        "Retention by type of document.",
        example={"personnel": {"rules": ["7 years"]}},
        law="GDPR Art. 5(1)(e)",
        public=True,
    )
    laws: Stated[Mapping[Identifier, Law]] = key(
        "Laws", "Acts that are cited more than once.", example={"tax-act": "Tax Act 2010"}, public=True
    )
    products: Stated[Mapping[Identifier, Product]] = key(
        "Products", "What `only: {product: ...}` selects by.", example={"shop": "The shop"}, public=True
    )
    regions: Stated[Mapping[Identifier, Region]] = key(
        "Regions",
        "What `only: {region: ...}` selects by.",
        example={"nordics": {"includes": ["NO", "SE"]}},
        public=True,
    )
    notices: Stated[Mapping[Identifier, Notice]] = key(
        "Notices",
        "Documents to publish.",
        example={"privacy": {"is": "privacy-notice"}},
        law="GDPR Art. 13, 14",
        public=True,
    )
    conflicts: Stated[Mapping[Identifier, Conflict]] = key(
        "Conflicts",
        "What the organisation says against itself.",
        example={"two-dates": {"between": ["notices/a", "notices/b"]}},
    )
    waivers: Stated[Mapping[Identifier, Waiver]] = key(
        "Waivers",
        "Findings that are accepted.",
        example={
            "tia-due": {"rule": "TR-05", "at": "processors/mailer", "reason": "due in March", "until": "2027-03-31"}
        },
    )
    fields: Stated[Mapping[Identifier, RegisterField]] = key(
        "Fields",
        "Extra register columns.",
        example={"declaration": {"kind": "activities", "values": {"orders": "D-1"}}},
    )


def _record_type(annotation: Any) -> Any:  # noqa: ANN401
    """Return the type of one record of a kind: the last argument of the mapping inside its annotation."""
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Mapping or get_origin(part) is dict:
            return get_args(part)[1]
    message = f"not a kind: {annotation}"
    raise TypeError(message)


RECORD_TYPES: dict[str, Any] = {
    name: Organisation if name == "organisation" else _record_type(info.annotation)
    for name, info in Records.model_fields.items()
}
"""The type of one record of each kind, in the order of the language; `rights` holds a list for each identifier."""
KINDS: tuple[str, ...] = tuple(RECORD_TYPES)
ONE_NAME_SPACE: tuple[str, ...] = ("data_subjects", "systems", "processors", "recipients", "clients")
"""The kinds that share one name space, since a flow can name any of them."""
