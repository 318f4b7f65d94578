"""Days: the calendar's own form and nothing else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.days import DateOfDocument, Day

DAY = TypeAdapter(Day)
DOCUMENT_DATE = TypeAdapter(DateOfDocument)


@given(st.dates(dt.date(1000, 1, 1)))
def test_every_day_is_read_and_written_alike(day):
    assert DAY.validate_python(day.isoformat()) == day
    assert DAY.dump_json(day) == f'"{day.isoformat()}"'.encode()
    assert DAY.validate_python(day) == day


@pytest.mark.parametrize(
    "written",
    ["86400", "20260301", "2026-3-1", "2026-02-30", "2026-03-01T00:00:00", "01/03/2026", "soon", "", "٢٠٢٦-٠٣-٠١"],
)
def test_what_merely_can_be_read_as_a_time_is_no_day(written):
    with pytest.raises(ValidationError) as raised:
        DAY.validate_python(written)
    (error,) = raised.value.errors()
    assert error["msg"] == f"`{written}` is not a date: write year, month and day, such as 2026-03-01"


@pytest.mark.parametrize("value", [86_400, None, ["2026-03-01"], dt.datetime(2026, 3, 1, tzinfo=dt.UTC)])
def test_what_is_no_text_is_no_day(value):
    with pytest.raises(ValidationError) as raised:
        DAY.validate_python(value)
    (error,) = raised.value.errors()
    assert error["msg"] == "expected a date: write year, month and day, such as 2026-03-01"


@pytest.mark.parametrize("written", ["2026-05", "2026", "1000-12"])
def test_the_date_of_a_document_may_be_a_month_or_a_year(written):
    assert DOCUMENT_DATE.validate_python(written) == written
    assert DOCUMENT_DATE.dump_json(written) == f'"{written}"'.encode()


def test_the_date_of_a_document_may_be_a_day():
    assert DOCUMENT_DATE.validate_python("2026-05-01") == dt.date(2026, 5, 1)


@pytest.mark.parametrize("written", ["2026-13", "2026-5", "0999", "May 2026", "202605", "20260501", ""])
def test_what_is_no_date_of_a_document_says_how_to_write_one(written):
    with pytest.raises(ValidationError) as raised:
        DOCUMENT_DATE.validate_python(written)
    (error,) = raised.value.errors()
    mend = "write it as precisely as the document does: 2026-03-01, 2026-03 or 2026"
    assert error["msg"] == f"`{written}` is not a date: {mend}"


def test_a_waiver_still_ends_on_a_day():
    with pytest.raises(ValidationError):
        DAY.validate_python("2026-05")
