"""Days as the inventory writes them: year, month and day, and nothing that merely can be read as a time."""

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
