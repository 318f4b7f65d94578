"""Retention: rules, each for its selection; a period alone is a rule."""

import pytest
from pydantic import TypeAdapter

from datamap.model.durations import Duration
from datamap.model.items import Item
from datamap.model.record import Selector
from datamap.model.retention import Force, Overlap, Retention, RetentionRule, Schedule
from datamap.model.said import Said

RETENTION = TypeAdapter(Retention)


def rule(**keys):
    return RetentionRule.model_validate(keys)


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("2 years", (rule(keep="2 years"),)),
        (["2 years", "session"], (rule(keep="2 years"), rule(keep="session"))),
        ({"keep": "2 years"}, (rule(keep="2 years"),)),
        ({"keep": "unknown", "data": "email"}, (rule(keep="unknown", data=["email"]),)),
        ({"until": "you unsubscribe", "plus": "30 days"}, (rule(until="you unsubscribe", plus="30 days"),)),
        ({"needed_for": "all"}, (rule(needed_for=["all"]),)),
    ],
)
def test_forms(written, rules):
    assert RETENTION.validate_python(written) == rules


def test_none_and_unknown_are_no_periods():
    assert RETENTION.validate_python("none") is Said.NONE
    assert RETENTION.validate_python("unknown") is Said.UNKNOWN


def test_every_key_of_a_rule():
    (read,) = RETENTION.validate_python(
        {
            "keep": "at least 6 years", "after": "end of the year", "data": ["invoice"], "at": "backups", "law": "Tax Act",
            "force": "required", "take": "longest", "then": ["delete", {"destroy": "on paper"}], "irreversible": "true",
            "because": "the law asks for it", "only": {"product": "shop"}, "schedule": "personnel",
        }
    )  # fmt: skip
    assert (read.keep, read.at, read.law) == (Duration.parse("at least 6 years"), ("backups",), ("Tax Act",))
    assert (read.force, read.take, read.irreversible) == (Force.REQUIRED, Overlap.LONGEST, True)
    assert read.then[0] == Item("delete")
    assert read.then[1].detail.text == "on paper"
    assert read.only == Selector(product=["shop"])


def test_stages_follow_one_another_within_a_period():
    (read,) = RETENTION.validate_python(
        {"within": "100 days", "stages": ["40 days", {"keep": "60 days", "at": "backups", "then": ["delete"]}]}
    )
    assert [stage.keep for stage in read.stages] == [Duration.parse("40 days"), Duration.parse("60 days")]
    assert RETENTION.validate_python(
        RETENTION.dump_python((read,), mode="json", by_alias=True, exclude_unset=True)
    ) == (read,)


def test_a_schedule_has_rules_or_is_only_named():
    assert Schedule(rules=["7 years"]).rules == (rule(keep="7 years"),)
    assert Schedule(title="Personnel").rules is None
