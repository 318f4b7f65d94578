"""Systems, where data sit, and the measures that protect them."""

from typing import Annotated

from datamap.model.base import Frozen
from datamap.model.items import Identifier, Items, Many, Uses, refers
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.retention import Retention
from datamap.model.said import Stated
from datamap.model.words import Text


class System(Record):
    """A place where data sit: website, database, mailbox, device, paper."""

    is_: Annotated[Many[Identifier] | None, refers("system_kinds", "systems")] = key(
        "Is", "A kind of.", example="website", alias="is", public=True
    )
    host: Annotated[Stated[Items[Scoped]], refers("processors", "recipients")] = key(
        "Host", "Who hosts it: that party holds the data of the system.", example="hetzner", public=True
    )
    operated_by: Annotated[Stated[Items[Qualified]], refers("processors", "recipients", "clients")] = key(
        "Operated by", "Who runs it, if not we.", example="agency", public=True
    )
    controlled_by: Annotated[Stated[Items[Qualified]], refers("processors", "recipients", "clients", "entities")] = key(
        "Controlled by", "Who decides about it, if not we.", example="partner", public=True
    )
    device_of: Annotated[Stated[Items[Qualified]], refers("data_subjects")] = key(
        "Device of",
        "The people on whose own devices it is: what is stored there is with them and not with us.",
        example=["member"],
        public=True,
    )
    location: Annotated[Stated[Items[Scoped]], refers("countries", "areas", "regions")] = key(
        "Location", "The countries where it stands.", example=["DE"], public=True
    )
    holds: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Holds", "The data in it, beside those that flows bring.", example=["name"], public=True
    )
    measures: Annotated[Stated[Items[Qualified]], refers("measures")] = key(
        "Measures", "How it is protected.", example=["tls"], law="GDPR Art. 32", public=True
    )
    retention: Retention = key("Retention", "How long it keeps data.", example="90 days", public=True)


def is_on_devices(system: object) -> bool:
    """Whether a system is on people's own devices, so that what it holds is not with us."""
    return isinstance(system, System) and isinstance(system.device_of, tuple)


class Standard(Frozen):
    """A standard that a measure follows."""

    short_form = "name"

    name: Text = key("Name", "What it is called.", example="PCI-DSS", required=True, public=True)
    managed_by: Text | None = key("Managed by", "Who keeps it.", example="PCI Security Standards Council", public=True)
    joint_effort_of: Many[Text] | None = key(
        "Joint effort of", "Who stands behind that body.", example=["Visa", "MasterCard"], public=True
    )


class Measure(Record, Scoped):
    """A technical or organisational measure (GDPR Art. 32)."""

    short_form = "title"

    is_: Annotated[Many[Identifier] | None, refers("measures")] = key(
        "Is", "A kind of.", example="encryption-at-rest", alias="is", public=True
    )
    against: Annotated[Stated[Uses[Qualified, Record]], refers("threats", words=True)] = key(
        "Against", "What it protects against.", example=["unauthorised-access"], public=True
    )
    stages: Annotated[Stated[Items[Qualified]], refers("stages")] = key(
        "Stages", "When it protects.", example=["in-transit"], public=True
    )
    standard: Stated[Many[Standard]] = key("Standard", "The standard it follows.", example="PCI-DSS", public=True)
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data it protects.", example=["payment-card"], public=True
    )
    no_guarantee: Text | None = key(
        "No guarantee",
        "What is not promised, after “we cannot guarantee”.",
        example="that data will never be lost",
        public=True,
    )
