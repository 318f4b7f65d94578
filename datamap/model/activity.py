"""The activity: one row of the register, where role, purpose, basis, people, data, path and period meet."""

from enum import StrEnum
from typing import Annotated

from datamap.model.basis import Bases
from datamap.model.flows import Flows, Never
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.meta import key
from datamap.model.people import DataCategory, DataSubject, Purpose
from datamap.model.processing import Automation, Processing, Required
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.retention import Retention
from datamap.model.said import Stated
from datamap.model.words import Text


class Stage(StrEnum):
    """Where an activity stands in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


class DataDetail(Scoped):
    """What holds for one category of data in one activity."""

    list_form = "one_of"

    needed_for: Annotated[Stated[Items[Qualified]], refers("purposes")] = key(
        "Needed for", "The purposes of the activity that need this category.", example=["deliver"], public=True
    )
    subjects: Annotated[Items[Qualified] | None, refers("data_subjects")] = key(
        "Data subjects", "The people of the activity whose data these are.", example=["customer"], public=True
    )
    source: Annotated[
        Stated[Uses[Qualified, Record]], refers("sources", "systems", "processors", "recipients", "data_subjects")
    ] = key("Source", "Where it comes from.", example="given", public=True)
    required: Stated[Required] = key("Required", "Whether people must provide it.", example="contract", public=True)
    if_refused: Stated[Text] = key(
        "If refused", "What follows if they do not.", example="we cannot deliver", public=True
    )
    basis: Bases = key("Lawful basis", "Why processing it is lawful.", example="consent", public=True)
    retention: Retention = key("Retention", "How long it is kept.", example="90 days", public=True)
    one_of: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "One of", "Alternatives: any one of these.", example=["username", "full-name"], public=True
    )


class Activity(Record, Processing):
    """A processing activity (GDPR Art. 30). We control it unless `on_behalf_of` or `joint_with` say otherwise."""

    short_form = "title"

    purposes: Annotated[Stated[Uses[Qualified, Purpose]], refers("purposes")] = key(
        "Purposes",
        "What the data are used for.",
        example={"deliver": "deliver what you ordered"},
        law="GDPR Art. 5(1)(b), 13(1)(c), 30(1)(b)",
        public=True,
        column="Purposes",
    )
    subjects: Annotated[Stated[Uses[Qualified, DataSubject]], refers("data_subjects")] = key(
        "Data subjects",
        "Whose data these are.",
        example=["customer"],
        law="GDPR Art. 30(1)(c)",
        public=True,
        column="Categories of data subjects",
    )
    data: Annotated[Stated[Uses[DataDetail, DataCategory]], refers("data_categories")] = key(
        "Data",
        "The categories of personal data.",
        example=["name", {"address": {"needed_for": ["deliver"]}}],
        law="GDPR Art. 13, 14(1)(d), 30(1)(c)",
        public=True,
        column="Categories of personal data",
    )
    flows: Flows = key(
        "Flows", "The paths along which the data move.", example=["customer -> shop -> printers"], public=True
    )
    on_behalf_of: Annotated[Stated[Items[Qualified]], refers("clients")] = key(
        "On behalf of",
        "The clients for whom we are the processor here.",
        example="clubs",
        law="GDPR Art. 4(8), 28, 30(2)",
        public=True,
        column="Controllers",
    )
    joint_with: Annotated[Stated[Items[Qualified]], refers("processors", "recipients")] = key(
        "Joint with",
        "The organisations with which we control this jointly.",
        example=["partner"],
        law="GDPR Art. 26",
        public=True,
        column="Joint controllers",
    )
    arrangement: Annotated[Stated[Identifier], refers("arrangements")] = key(
        "Arrangement",
        "The arrangement between the joint controllers.",
        example="shared-portal",
        law="GDPR Art. 26",
        public=True,
    )
    instructions: Stated[Text] = key(
        "Instructions",
        "On whose and what instructions we process.",
        example="as the client directs",
        law="GDPR Art. 28(3)(a)",
        public=True,
    )
    processing: Stated[Many[Text]] = key(
        "Categories of processing",
        "What we do for each client.",
        example=["hosting"],
        law="GDPR Art. 30(2)(b)",
        public=True,
        column="Categories of processing",
    )
    frequency: Stated[Text] = key("Frequency", "How often.", example="occasionally", public=True)
    automation: Stated[Automation] = key(
        "Automation",
        "Machines that do a part of it; those that decide about people stand under `automated_decisions`.",
        example="chatbots that answer first",
        public=True,
    )
    includes: Annotated[Items[Qualified] | None, refers("activities")] = key(
        "Includes", "Activities that this one covers.", example=["orders"], public=True
    )
    systems: Annotated[Stated[Items[Qualified]], refers("systems")] = key(
        "Systems", "Systems that it uses beside those on its flows.", example=["shop"], public=True
    )
    never: Stated[Many[Never]] = key(
        "Never", "What is never done in this activity.", example=[{"data": ["health"]}], public=True
    )
    status: Stage | None = key("Status", "`proposed`, `active` or `ended`.", example="active")
