"""The keys that every record has, the qualifiers in words, and the selectors that restrict a statement."""

from enum import StrEnum
from typing import Annotated, ClassVar

from datamap.model.base import Frozen
from datamap.model.days import Day
from datamap.model.items import Identifier, Many, refers
from datamap.model.links import Link
from datamap.model.meta import key
from datamap.model.words import Plain, Text


class Audience(StrEnum):
    """Who may see a record."""

    PUBLIC = "public"
    INTERNAL = "internal"


AUDIENCE_VARIABLE = "DATAMAP_AUDIENCE"
"""The environment variable that names the audience of a build, over what `mkdocs.yml` says."""


class InternalKeys(Frozen):
    """A record that is public but for the keys named here."""

    internal: Many[Plain] = key(
        "Internal keys", "The keys that a public build leaves out.", example=["owner", "note"], required=True
    )


class Selector(Frozen):
    """Where a statement holds. Keys intersect, the values of one key unite, and an absent key means everywhere."""

    product: Annotated[Many[Identifier] | None, refers("products")] = key(
        "Product", "The products it holds for.", example="shop", public=True
    )
    region: Annotated[Many[Identifier] | None, refers("regions", "countries", "areas")] = key(
        "Region",
        "The regions of your own, countries or areas such as `eea` that it holds for.",
        example="eea",
        public=True,
    )
    entity: Annotated[Many[Identifier] | None, refers("entities")] = key(
        "Entity", "The entities of the organisation that it holds for.", example="ireland", public=True
    )
    subjects: Annotated[Many[Identifier] | None, refers("data_subjects")] = key(
        "Data subjects", "The groups of people it holds for.", example=["customer"], public=True
    )
    data: Annotated[Many[Identifier] | None, refers("data_categories")] = key(
        "Data", "The categories of data it holds for.", example=["email"], public=True
    )
    at: Annotated[Many[Identifier] | None, refers("systems", "system_kinds")] = key(
        "System", "The systems it holds at.", example="server", public=True
    )
    platform: Many[Plain] | None = key("Platform", "The platforms it holds on.", example="android", public=True)
    purpose: Annotated[Many[Identifier] | None, refers("purposes")] = key(
        "Purpose", "The purposes it holds for.", example="direct-marketing", public=True
    )
    basis: Annotated[Many[Identifier] | None, refers("bases")] = key(
        "Lawful basis", "The lawful bases it holds for.", example="consent", public=True
    )


class Qualified(Frozen):
    """A statement with its conditions in words. The words are printed and never evaluated."""

    short_form: ClassVar[str | None] = "text"

    when: Text | None = key(
        "When", "In which case this holds, as words after “when”.", example="you order goods", public=True
    )
    unless: Text | None = key(
        "Unless", "The exception, as words after “unless”.", example="it is on an invoice we must keep", public=True
    )
    limit: Text | None = key(
        "Limit", "How far this goes, in words.", example="to the extent needed for such help", public=True
    )
    because: Text | None = key(
        "Because", "The reason, as words after “because”.", example="misuse shows only then", public=True
    )
    may: bool | None = key("May", "The source says “may”: it can happen, and need not.", example=True, public=True)
    text: Text | None = key(
        "Source words",
        "Words of the source that no other key can hold. They are printed, and counted as free text.",
        example="as long as reasonably required",
        public=True,
    )
    note: Plain | None = key("Note", "A note for colleagues. It is never published.", example="ask legal in May")


class Scoped(Qualified):
    """A statement that can be restricted to products, regions, people, data or places."""

    only: Selector | None = key("Only", "Where this holds, and nowhere else.", example={"product": "shop"}, public=True)
    except_: Selector | None = key(
        "Except", "Where this does not hold.", example={"region": "eea"}, alias="except", public=True
    )
    if_: Text | None = key(
        "If", "A condition in words beside a selector.", example="the test was a rapid test", alias="if", public=True
    )


class Titled(Frozen):
    """Something with a title that the built-in lists do not know."""

    short_form: ClassVar[str | None] = "title"

    title: Text | None = key("Title", "What it is called.", example="Data Protection Act of Ruritania", public=True)
    url: Link | None = key("Link", "Where to read about it.", example="https://example.org/act", public=True)


class Record(Qualified):
    """A record of the inventory: it has a title, can be a kind of something, and can be reviewed and hidden."""

    short_form: ClassVar[str | None] = "title"

    title: Text | None = key("Title", "What it is called, as a heading.", example="Online shop", public=True)
    also: Many[Text] | None = key("Also called", "Other names for the same thing.", example=["Customers"], public=True)
    description: Text | None = key(
        "Description",
        "A sentence or two about it. Counted as free text.",
        example="Where orders are placed.",
        public=True,
    )
    links: Many[Link] | None = key("Links", "Documents about it.", example=["https://example.org/about"], public=True)
    owner: Plain | None = key("Owner", "Who looks after this record: a role or a team.", example="marketing team")
    reviewed: Day | None = key("Reviewed", "The date it was last checked.", example="2026-03-01")
    visibility: Audience | InternalKeys | None = key(
        "Visibility",
        "`public`, `internal`, or `{internal: [keys]}`: who may see the record, or which of its keys stay inside.",
        example="internal",
    )
    formerly: Many[Identifier] | None = key(
        "Formerly", "Identifiers it had before; links to them keep working.", example=["old-id"], public=True
    )
