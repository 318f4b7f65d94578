"""Periods of time as the inventory writes them: `2 years`, `up to 75 years`, `about 25 days`, `session`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from datamap.model.complaints import complaint, shortened


class Bound(StrEnum):
    """How exactly a period is meant."""

    EXACTLY = ""
    UP_TO = "up to"
    AT_LEAST = "at least"
    ABOUT = "about"


class Unit(StrEnum):
    """A unit of time; each has its length in seconds, months and years by their mean in the Gregorian cycle."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def seconds(self) -> int:
        """The length of the unit in seconds."""
        return _SECONDS[self]


_SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3_600,
    Unit.DAY: 86_400,
    Unit.WORKING_DAY: 120_960,
    Unit.WEEK: 604_800,
    Unit.MONTH: 2_629_746,
    Unit.YEAR: 31_556_952,
}


class Moment(StrEnum):
    """A period that no number measures."""

    SESSION = "session"
    AT_ONCE = "at once"
    PERSISTENT = "persistent"
    INDEFINITELY = "indefinitely"


_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_UNITS = "|".join(unit.value for unit in Unit)
FORM = re.compile(
    rf"(?:(?P<bound>up to|at least|about) )?(?P<count>{_NUMBER})(?: to (?P<most>{_NUMBER}))? (?P<unit>{_UNITS})s?"
)
_MOMENTS = {member.value: member for member in Moment}
_BOUNDS = {member.value: member for member in Bound}
EXAMPLES = ("2 years", "up to 75 years", "at least 1 year", "about 25 days", "30 to 60 days", *_MOMENTS)


@dataclass(frozen=True, slots=True)
class Duration:
    """A period: a bound, a count of units (`most` where a range was written), or a moment that no number measures.

    `str()` gives the canonical spelling, which reads back as an equal value.
    """

    count: str = ""
    unit: Unit | None = None
    bound: Bound = Bound.EXACTLY
    most: str = ""
    moment: Moment | None = None

    def __str__(self) -> str:
        if self.moment is not None:
            return self.moment.value
        amount = f"{self.count} to {self.most}" if self.most else self.count
        assert self.unit is not None  # noqa: S101 - a period without a moment has a unit: both come from one pattern
        plural = "" if amount == "1" else "s"
        return f"{self.bound} {amount} {self.unit}{plural}".strip()

    @property
    def seconds(self) -> float | None:
        """The longest the period can be, in seconds; `None` where no number measures it."""
        if self.unit is None:
            return None
        return float(self.most or self.count) * self.unit.seconds

    @classmethod
    def parse(cls, text: object) -> "Duration":
        """Read a period; raise a complaint with what was found and what was expected."""
        if not isinstance(text, str):
            raise complaint("duration", "expected a period", "write a number and a unit, such as `2 years`")
        return cls._parsed(text)

    @classmethod
    @lru_cache(maxsize=1 << 10)  # an inventory has few periods, and writes each of them often
    def _parsed(cls, text: str) -> "Duration":
        words = " ".join(text.split())
        if words in _MOMENTS:
            return cls(moment=_MOMENTS[words])
        match = FORM.fullmatch(words)
        if match is None:
            raise complaint(
                "duration",
                f"`{shortened(words)}` is not a period",
                f"write a number and a unit, such as {_nearest(words)}",
            )
        return cls(
            count=match["count"],
            unit=Unit(match["unit"]),
            bound=_BOUNDS[match["bound"] or ""],
            most=match["most"] or "",
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


_SHORT_UNITS = {
    "d": "day",
    "w": "week",
    "m": "month",
    "mo": "month",
    "y": "year",
    "yr": "year",
    "h": "hour",
    "min": "minute",
}
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ],
        start=1,
    )
}


def _nearest(words: str) -> str:
    """Guess what was meant by `2y` or `two years`; fall back to an example."""
    short = re.fullmatch(r"([0-9]{1,5}) ?([a-z]+)", words.lower())
    if short and short[2].rstrip("s") in _SHORT_UNITS:
        return f"`{_plural(short[1], _SHORT_UNITS[short[2].rstrip('s')])}`"
    first, _, rest = words.lower().partition(" ")
    if first in _NUMBER_WORDS and rest.removesuffix("s") in set(Unit):
        return f"`{_plural(_NUMBER_WORDS[first], rest.removesuffix('s'))}`"
    if short and short[2].removesuffix("s") in set(Unit):
        return f"`{_plural(short[1], short[2].removesuffix('s'))}`"
    return "`2 years` or `up to 6 months`"


def _plural(count: str, unit: str) -> str:
    return f"{count} {unit}" if count == "1" else f"{count} {unit}s"
