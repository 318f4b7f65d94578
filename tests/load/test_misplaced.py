"""A key or a name at the wrong place: what a message suggests can be written there, and is not what was written."""

import re

import pytest
import yaml

from datamap.load.models import keys_of
from datamap.model import keys, shapes
from datamap.model.records import KINDS, Records
from tests.samples import inventory_with, needed
from tests.written import loaded

MODELS = [model for model in shapes.models_below(Records) if model is not Records]
NAMES = sorted(keys.names() | set(KINDS))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_at_every_wrong_place(model):
    here = keys_of(model)
    wrong = [name for name in NAMES if name not in here]
    data = inventory_with(model, {**needed(model), **dict.fromkeys(wrong, "x")})
    found = loaded(yaml.safe_dump(data, sort_keys=False)).findings
    told = {match[1]: finding for finding in found if (match := re.match(r"`([^`]+)` is not a key ", finding.message))}
    assert set(told) == set(wrong)
    for name, finding in told.items():
        suggested = re.match(r"(?:did you mean|it is called) `([^`]+)`", finding.help)
        assert suggested is None or (suggested[1] != name and suggested[1] in here)
        for path in re.findall(r" at `([^`]+)`", finding.help):
            assert keys.found_at(path)
            assert path.rpartition(".")[2] == name


BOOKS = "organisation: Harbour Books Ltd\n"
KINDS_LISTED = ", ".join(KINDS)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(
            "activities: {orders: {purposes: [tips: {for: tips}]}}",
            "`for` is not a key here; an entry of a list refers, and a mapping declares: declare `tips` under `purposes`, "
            "or write `purposes: {tips: {for: ...}}`",
            id="a purpose declared in a list",
        ),
        pytest.param(
            "activities: {orders: {subjects: [pupil: {minors: true}]}}",
            "`minors` is not a key here; an entry of a list refers, and a mapping declares: declare `pupil` under "
            "`data_subjects`, or write `subjects: {pupil: {minors: ...}}`",
            id="people declared in a list",
        ),
        pytest.param(
            "processors: {mailer: {conditions: [care: {title: Great care}]}}",
            "`title` is not a key here; an entry of a list refers, and a mapping declares: write "
            "`conditions: {care: {title: ...}}`",
            id="what is no kind declared in a list",
        ),
        pytest.param(
            "purposes: {tips: {for: tips, retention: 1 year}}",
            "`retention` is not a key of a purpose; it can stand at `data_categories.retention`, at `systems.retention` "
            "or at `activities.retention`; the keys here are is, to, for, basis, and those that any statement has, such "
            "as `when` and `unless`",
            id="a key of another kind",
        ),
        pytest.param(
            "laws: {act: {processors: {mailer: Mailer}}}",
            "`processors` is not a key of a law; it can stand at the beginning of a line, as a kind of record; the keys "
            "here are url, regime, and those that any statement has, such as `when` and `unless`",
            id="a kind that stands too deep",
        ),
        pytest.param(
            "retention: 2 years",
            "`retention` is not a kind of record; it can stand at `data_categories.retention`, at `systems.retention` "
            f"or at `activities.retention`; the kinds are {KINDS_LISTED}",
            id="a key that stands too far to the left",
        ),
        pytest.param(
            "laws: {act: {links: [{owner: x}]}}",
            "`owner` is not a key of a link to a document; the keys here are title, url",
            id="a key that nearly everything has",
        ),
        pytest.param(
            "vendors: {mailer: Mailer}\nactivities: {orders: {legal_basis: consent, Purpose: [newsletter], dataCategories: [name]}}",
            "`Purpose` is not a key of an activity; did you mean `purposes`?\n"
            "`dataCategories` is not a key of an activity; it is called `data` here\n"
            "`legal_basis` is not a key of an activity; it is called `basis` here\n"
            "`vendors` is not a kind of record; it is called `processors` here",
            id="other spellings and everyday names",
        ),
        pytest.param(
            "activities: {orders: {data: [bank], subjects: [shop]}}\nsystems: {shop: Shop}",
            "`bank` is not known among data categories; it is a built-in name among party kinds; declare it under "
            "`data_categories`, or here in a mapping: `{bank: ...}`, or correct the name\n"
            "`shop` is not known among data subjects; it is declared under `systems`; declare it under `data_subjects`, "
            "or here in a mapping: `{shop: ...}`, or correct the name",
            id="names of something else",
        ),
        pytest.param(
            "activities: {orders: {data: [contract, visa]}}",
            "`contract` is not known among data categories; did you mean `contracts`?\n"
            "`visa` is not known among data categories; did you mean `residence-permit`?",
            id="names of something else that are near to a name or another name of it",
        ),
    ],
)  # fmt: skip
def test_message(written, message):
    found = loaded(f"{BOOKS}{written}\n").findings
    assert sorted(f"{finding.message}; {finding.help}" for finding in found) == message.splitlines()
