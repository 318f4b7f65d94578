"""Periods: what is read, how it is written back, which is longer, and what is said of what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from datamap.model.durations import EXAMPLES, Bound, Duration, Moment, Unit

NUMBERS = st.integers(0, 99_999).map(str) | st.decimals("0.001", "999.999", places=3).map(str)
PERIODS = st.builds(
    lambda count, most, unit, bound: Duration(count=count, most=most, unit=unit, bound=bound),
    NUMBERS,
    st.just("") | NUMBERS,
    st.sampled_from(Unit),
    st.sampled_from(Bound),
)
DURATIONS = PERIODS | st.sampled_from(Moment).map(lambda moment: Duration(moment=moment))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("2 years", "2 years"),
        ("1 year", "1 year"),
        ("1 years", "1 year"),
        ("2 year", "2 years"),
        ("  up   to 75\n years ", "up to 75 years"),
        ("at least 1 month", "at least 1 month"),
        ("about 25 days", "about 25 days"),
        ("30 to 60 days", "30 to 60 days"),
        ("up to 30 to 60 days", "up to 30 to 60 days"),
        ("1.5 hours", "1.5 hours"),
        ("3 working days", "3 working days"),
        ("0 days", "0 days"),
        ("session", "session"),
        ("at once", "at once"),
        ("persistent", "persistent"),
        ("indefinitely", "indefinitely"),
    ],
)
def test_a_period_is_read_and_written_in_one_way(written, canonical):
    assert str(Duration.parse(written)) == canonical


@given(DURATIONS)
def test_what_is_written_reads_back_as_an_equal_period(duration):
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_language_are_periods(example):
    assert str(Duration.parse(example)) == example


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90 seconds", 90),
        ("1 minute", 60),
        ("2 hours", 7_200),
        ("1 day", 86_400),
        ("5 working days", 604_800),
        ("1 week", 604_800),
        ("12 months", 31_556_952),
        ("1 year", 31_556_952),
        ("30 to 60 days", 60 * 86_400),
        ("session", None),
        ("indefinitely", None),
    ],
)
def test_the_longest_that_a_period_can_be(written, seconds):
    assert Duration.parse(written).seconds == seconds


def test_units_are_in_the_order_of_their_length():
    lengths = [unit.seconds for unit in Unit]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2y", "`2 years`"),
        ("2 yrs", "`2 years`"),
        ("1y", "`1 year`"),
        ("18mo", "`18 months`"),
        ("30 d", "`30 days`"),
        ("24h", "`24 hours`"),
        ("5 mins", "`5 minutes`"),
        ("2years", "`2 years`"),
        ("6 Years", "`6 years`"),
        ("two years", "`2 years`"),
        ("One Month", "`1 month`"),
        ("fifteen days", "`15 days`"),
        ("sixteen days", "`2 years` or `up to 6 months`"),
        ("2", "`2 years` or `up to 6 months`"),
        ("forever", "`2 years` or `up to 6 months`"),
        ("-1 days", "`2 years` or `up to 6 months`"),
        ("123456 days", "`2 years` or `up to 6 months`"),
        ("", "`2 years` or `up to 6 months`"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_was_meant(written, hint):
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Duration).validate_python(written)
    (error,) = raised.value.errors()
    assert error["ctx"]["what"] == f"`{' '.join(written.split())}` is not a period"
    assert error["ctx"]["mend"] == f"write a number and a unit, such as {hint}"


def test_only_a_text_can_be_a_period():
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Duration).validate_python(["2 years"])
    (error,) = raised.value.errors()
    assert error["msg"] == "expected a period: write a number and a unit, such as `2 years`"
