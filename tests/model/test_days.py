"""Days: the calendar's own form and nothing else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.days import Day

DAY = TypeAdapter(Day)


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
