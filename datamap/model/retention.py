"""How long data are kept: rules that each apply to their selection and never overwrite one another."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from datamap.model.complaints import complaint
from datamap.model.durations import Duration, Moment
from datamap.model.items import Identifier, Items, Many, refers
from datamap.model.meta import key
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Stated, is_value
from datamap.model.words import Plain, Text


class Force(StrEnum):
    """Whether a rule binds or only advises."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class Overlap(StrEnum):
    """Which of two rules wins where both apply."""

    LONGEST = "longest"
    EARLIEST = "earliest"


class RetentionRule(Scoped):
    """One period, one event or one criterion, with the data, the place and the stage it belongs to."""

    short_form = "keep"

    keep: Stated[Duration] = key(
        "Keep",
        "For how long.",
        example="6 years",
        law="GDPR Art. 5(1)(e), 13(2)(a), 30(1)(f)",
        public=True,
        column="Retention",
    )
    after: Text | None = key(
        "After", "The event that starts the period.", example="end of the financial year", public=True
    )
    until: Text | None = key("Until", "The event or date that ends it.", example="you unsubscribe", public=True)
    plus: Duration | None = key("Plus", "A period on top of the event in `until`.", example="30 days", public=True)
    within: Duration | None = key("Within", "By when all stages are over.", example="100 days", public=True)
    stages: "tuple[RetentionRule, ...] | None" = key(
        "Stages", "Rules that follow one another.", example=[{"keep": "40 days", "after": "archived"}], public=True
    )
    needed_for: Annotated[Stated[Items[Qualified]], refers("purposes")] = key(
        "Needed for",
        "Kept as long as these purposes need it; `all` for every purpose here.",
        example="all",
        public=True,
    )
    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data that the rule is about; without it, all data here.", example=["address"], public=True
    )
    at: Annotated[Many[Identifier] | None, refers("systems", "system_kinds")] = key(
        "At", "The system or place that the rule is about.", example="backups", public=True
    )
    schedule: Annotated[Identifier | None, refers("schedules")] = key(
        "Schedule", "A retention schedule declared under `schedules`.", example="personnel-files", public=True
    )
    law: Annotated[Many[Plain] | None, refers("laws", words=True)] = key(
        "Law",
        "The act that sets the period: an entry of `laws`, or its citation.",
        example="Companies Act 2006 s.388",
        public=True,
    )
    force: Force | None = key("Force", "Whether the law requires or recommends it.", example="required", public=True)
    take: Overlap | None = key("Take", "Which rule wins where two overlap.", example="longest", public=True)
    then: Annotated[Items[Qualified] | None, refers("endings")] = key(
        "Then", "What happens at the end.", example=["delete"], public=True
    )
    irreversible: bool | None = key("Irreversible", "The data cannot be brought back.", example=True, public=True)

    @model_validator(mode="after")
    def _ends_or_does_not(self) -> Self:
        if is_value(self.needed_for) and self.keep == Duration(moment=Moment.INDEFINITELY):
            raise complaint(
                "retention",
                "says both `keep: indefinitely` and `needed_for`, which ends it",
                "keep one; where a source says both, write two rules and a record of `conflicts`",
            )
        return self


class Schedule(Record):
    """Retention by type of document, referred to by name."""

    rules: Stated[Many[RetentionRule]] = key(
        "Rules",
        "The rules of the schedule; without them it is only named.",
        example=[{"keep": "7 years", "after": "end of employment"}],
        public=True,
    )


Retention = Stated[Many[RetentionRule]]
