"""What selectors choose by, what is cited, and what is said about the inventory itself."""

from collections.abc import Mapping
from typing import Annotated

from datamap.model.days import Day
from datamap.model.items import Identifier, Many, refers
from datamap.model.links import Url
from datamap.model.meta import key
from datamap.model.record import Record
from datamap.model.said import Stated
from datamap.model.words import Plain, Text


class Law(Record):
    """An act that is cited more than once."""

    url: Url | None = key("Address", "Where to read it.", example="https://example.org/act", public=True)
    regime: Annotated[Identifier | None, refers("regimes")] = key(
        "Regime", "The regime it belongs to.", example="uk-gdpr", public=True
    )


class Product(Record):
    """A product or service that statements can be restricted to."""

    minimum_age: Stated[int] = key(
        "Minimum age", "The age from which it may be used, in years.", example=16, law="GDPR Art. 8", public=True
    )


class Region(Record):
    """A set of countries and subdivisions that statements can be restricted to."""

    includes: Annotated[Many[Identifier] | None, refers("countries", "areas", "regions")] = key(
        "Includes",
        "ISO 3166-1 and 3166-2 codes, areas such as `eea`, and other regions.",
        example=["NO", "US-CA", "eu"],
        public=True,
    )


class Conflict(Record):
    """Two statements of the organisation that contradict each other; recorded, not resolved."""

    short_form = None

    between: Many[Plain] = key(
        "Between", "The paths of the statements.", example=["commitments/no-sale", "activities/adverts"], required=True
    )
    resolved: Text | None = key("Resolved", "How it was resolved.", example="the newer policy counts")


class Waiver(Record):
    """A finding that is accepted, with the reason and a last day."""

    short_form = None

    rule: Plain = key("Rule", "The id of the rule.", example="TR-05", required=True)
    at: Plain = key("At", "The path of the finding.", example="processors/mailer", required=True)
    reason: Plain = key("Reason", "Why it is accepted.", example="assessment due in March", required=True)
    until: Day = key("Until", "The last day it is accepted.", example="2027-03-31", required=True)


class RegisterField(Record):
    """An extra column that an authority wants in the register."""

    kind: Plain = key("Kind", "The kind of record it belongs to.", example="activities", required=True)
    column: Text | None = key(
        "Column", "The heading of the column; the title if left out.", example="Declaration number", public=True
    )
    values: Mapping[Identifier, Stated[Text]] = key(
        "Values",
        "The value for each record, by identifier.",
        example={"orders": "D-2026-17"},
        required=True,
        public=True,
    )
