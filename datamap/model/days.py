"""Days as the inventory writes them: year, month and day, and nothing that merely can be read as a time.

The date that a document bears may be less exact, a month or a year, since many bear no day.
"""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from datamap.model.complaints import complaint, shortened

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> dt.date:
    # pydantic alone would take `86400` for the second day of 1970.
    if isinstance(value, str):
        try:
            if _FORM.fullmatch(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        raise complaint(
            "day",
            f"`{shortened(value)}` is not a date",
            "write year, month and day, such as 2026-03-01",
        )
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise complaint("day", "expected a date", "write year, month and day, such as 2026-03-01")


class _DaySchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_before_validator_function(_day, core_schema.date_schema())


Day = Annotated[dt.date, _DaySchema()]
"""A day of the calendar, written `2026-03-01`."""

_MONTH_OR_YEAR = re.compile(r"[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?")


def _date_of_document(value: object) -> dt.date | str:
    if isinstance(value, str) and _MONTH_OR_YEAR.fullmatch(value):
        return value
    if isinstance(value, str) and not _FORM.fullmatch(value):
        raise complaint(
            "day",
            f"`{shortened(value)}` is not a date",
            "write it as precisely as the document does: 2026-03-01, 2026-03 or 2026",
        )
    return _day(value)


class _DateOfDocumentSchema:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(_date_of_document)


DateOfDocument = Annotated[dt.date | str, _DateOfDocumentSchema()]
"""The date that a document bears: a day, `2026-03` for a month or `2026` for a year. Nothing is reckoned with it."""
