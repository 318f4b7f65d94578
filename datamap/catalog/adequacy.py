"""Which destinations each law regards as adequate, from when to when, and on what condition."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from datamap.catalog.countries import OrganisationCode, covers
from datamap.catalog.sources import CountryCode, Id, Sourced, Words, read_facts


class Coverage(StrEnum):
    """How much of a law's list the table holds."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class Decision(Sourced):
    """A finding that a country, an area or an international organisation is adequate.

    `condition` reads after “if” and must hold for a transfer to be covered; `requires` names the mechanism that the
    recipient must have for that. `from` and `until` are the first and the last day in force.
    """

    country: CountryCode | None = None
    area: Id | None = None
    organisation: OrganisationCode | None = None
    decision: Words | None = None
    celex: Annotated[str, StringConstraints(pattern=r"^3\d{4}[A-Z]\d{4}$")] | None = None
    from_: dt.date = Field(alias="from")
    until: dt.date | None = None
    renewed: tuple[dt.date, ...] = ()
    scope: Words | None = None
    condition: Words | None = None
    requires: Id | None = None

    @model_validator(mode="after")
    def _is_about_one_destination(self) -> Self:
        if sum(value is not None for value in (self.country, self.area, self.organisation)) != 1:
            raise ValueError("expected exactly one of `country`, `area` and `organisation`")
        return self

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        dates = [self.from_, *self.renewed, *([self.until] if self.until else [])]
        if dates != sorted(dates):
            raise ValueError("expected `from`, `renewed` and `until` in the order of time")
        return self

    @property
    def destination(self) -> str:
        """The code of the country or organisation, or the id of the area."""
        return self.country or self.area or self.organisation or ""

    def in_force(self, on: dt.date) -> bool:
        """Whether the decision holds on this day; its first and last day count."""
        return self.from_ <= on and (self.until is None or on <= self.until)


class AdequacyTable(Sourced):
    """The decisions that exporters under one law can rely on, as known on the day `as_of`."""

    law: Words
    as_of: dt.date
    coverage: Coverage
    decisions: tuple[Decision, ...]


_TABLES = TypeAdapter(dict[str, AdequacyTable])


@cache
def adequacy_tables() -> Mapping[str, AdequacyTable]:
    """Return the tables by the regime of the exporter."""
    return _TABLES.validate_python(read_facts("adequacy")["tables"])


def adequacy(regime: str, place: str, on: dt.date) -> tuple[Decision, ...]:
    """Return the decisions on which an exporter under `regime` can rely for `place` on that day, oldest first.

    `place` is a country, a subdivision or an international organisation. A decision with a `condition` covers a
    transfer only if that holds. An empty answer means “no decision” only where the coverage of the table is
    complete; a regime without a table, or with coverage `none`, leaves the question open.
    """
    table = adequacy_tables().get(regime)
    if table is None:
        return ()
    found = (each for each in table.decisions if covers(each.destination, place) and each.in_force(on))
    return tuple(sorted(found, key=lambda each: each.from_))
