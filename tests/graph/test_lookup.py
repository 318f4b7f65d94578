"""Basis and retention are looked up closest first, and the place they came from is shown."""

import pytest

from datamap.graph.lookup import bases_of, retention_of
from datamap.graph.rows import rows_of
from datamap.graph.sentences import basis, period
from datamap.graph.vocabulary import Words
from tests.mapped import naming


def looked_up(text, category, what, systems=()):
    words = Words(naming(text))
    row = rows_of("organisation", words)["a"]
    wanted = next((each for each in row.data if each.id == category), None)
    if what == "basis":
        return [(based.level.value, basis(based, words)) for based in bases_of(wanted, row, words)]
    return [
        (kept.level.value, f"{kept.at}: {period(kept, words)}" if kept.at else period(kept, words))
        for kept in retention_of(wanted, row, systems, words)
    ]


ROW = "activities: {{a: {{{0}data: [name, email: {{{1}}}]}}}}\n"
DEFAULTS = "organisation: {name: Test, defaults: {retention: 9 years, basis: contract}}\n"
CATEGORY = "data_categories: {email: {title: E-mail, retention: 4 years}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DEFAULTS + CATEGORY + ROW.format("retention: 3 years, ", "retention: 1 year"), [("item", "1 year")]),
        (DEFAULTS + CATEGORY + ROW.format("retention: 3 years, ", ""), [("activity", "3 years")]),
        (DEFAULTS + CATEGORY + ROW.format("", ""), [("data category", "4 years")]),
        (DEFAULTS + ROW.format("", ""), [("defaults", "9 years")]),
        (DEFAULTS + ROW.format("retention: unknown, ", ""), [("activity", "stated as unknown")]),
        ("organisation: {name: Test}\n" + ROW.format("", ""), []),
    ],
    ids=["item", "activity", "data category", "defaults", "unknown is a statement", "nothing"],
)
def test_retention_comes_from_the_closest_place(text, expected):
    assert looked_up(text, "email", "retention") == expected


def test_a_rule_for_other_data_replaces_nothing():
    text = DEFAULTS + ROW.format("retention: {keep: 3 years, data: [name]}, ", "")
    assert looked_up(text, "email", "retention") == [("defaults", "9 years")]
    assert looked_up(text, "name", "retention") == [("activity", "3 years, for Name")]


def test_a_backup_rule_is_never_hidden():
    text = (
        "systems: {s: {retention: 1 year}, b: {retention: 2 years}, backups: B}\n" + DEFAULTS
        + ROW.format("retention: [3 years, {keep: 90 days, at: backups}, {keep: 5 days, at: b}], ", "")
    )  # fmt: skip
    assert looked_up(text, "email", "retention", ("s", "b")) == [
        ("activity", "3 years"),
        ("activity", "backups: 90 days"),
        ("activity", "b: 5 days"),
        ("system", "s: 1 year"),
    ]


def test_two_rules_at_one_place_both_apply():
    text = DEFAULTS + ROW.format("retention: [3 years, {keep: 1 month, data: [email], take: earliest}], ", "")
    assert looked_up(text, "email", "retention") == [
        ("activity", "3 years"),
        ("activity", "1 month, for E-mail address, where rules overlap, the earliest"),
    ]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "{keep: 6 years, after: the last order, then: [delete, anonymise]}",
            "6 years, after the last order, then delete or anonymise",
        ),
        (
            "{until: you leave, plus: 30 days, unless: we are in dispute}",
            "until you leave, plus 30 days, unless we are in dispute",
        ),
        ("{needed_for: all, may: true}", "as long as needed for: all purposes (may)"),
        ("{schedule: files}", "by schedule Files"),
        ("{keep: unknown, law: tax-act}", "period: unknown, law: Tax Act"),
        (
            "{within: 100 days, stages: [{keep: 40 days}, {keep: 60 days, after: archived, at: backups, irreversible: true}]}",
            "within 100 days, first 40 days, then in backups: 60 days, after archived, cannot be brought back",
        ),
        ("{text: as long as we must}", "“as long as we must”"),
        ("none", "stated as none"),
    ],
)
def test_rules_in_words(rule, words):
    text = "schedules: {files: {title: Files, rules: [1 year]}}\nlaws: {tax-act: Tax Act}\n" + ROW.format(
        f"retention: {rule}, ", ""
    )
    assert looked_up(text, "email", "retention") == [("activity", words)]


PURPOSES = "purposes: {deliver: {to: deliver, basis: {legal-obligation: Act}}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DEFAULTS + PURPOSES + ROW.format("purposes: [deliver], basis: consent, ", "basis: vital-interests"),
            [("item", "vital interests")],
        ),
        (
            DEFAULTS
            + PURPOSES
            + ROW.format("purposes: [deliver], basis: {consent: {given: form}, condition: 9-2-a}, ", ""),
            [("activity", "consent (form), condition 9-2-a")],
        ),
        (DEFAULTS + PURPOSES + ROW.format("purposes: [deliver], ", ""), [("purpose", "legal obligation (Act)")]),
        (DEFAULTS + ROW.format("purposes: {x: {to: x, basis: unknown}}, ", ""), [("purpose", "stated as unknown")]),
        (DEFAULTS + ROW.format("", ""), [("defaults", "contract")]),
        ("organisation: {name: Test}\n" + ROW.format("", ""), []),
        (
            "organisation: {name: Test}\n"
            + ROW.format("basis: [{legitimate-interests: {interest: [order]}, data: [name]}, contract], ", ""),
            [("activity", "contract")],
        ),
    ],
    ids=["item", "activity", "purpose", "purpose in place", "defaults", "nothing", "allocated to other data"],
)
def test_a_basis_comes_from_the_closest_place(text, expected):
    assert looked_up(text, "email", "basis") == expected
