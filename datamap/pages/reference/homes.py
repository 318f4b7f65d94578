"""On which page, and under which heading, the reference explains the keys of each model."""

from posixpath import dirname, relpath

from datamap.model import forms, keys, shapes
from datamap.model.activity import Activity
from datamap.model.base import Frozen
from datamap.model.basis import (
    Basis,
    Consent,
    Contract,
    LegalObligation,
    LegitimateInterests,
    VitalInterests,
)
from datamap.model.flows import Flow, Never
from datamap.model.links import Link
from datamap.model.organisation import Contact
from datamap.model.people import Part
from datamap.model.processing import Processing
from datamap.model.record import InternalKeys, Qualified, Record, Scoped, Selector
from datamap.model.records import KINDS, Records
from datamap.model.retention import RetentionRule
from datamap.model.rights import Right, RightTerms
from datamap.model.transfers import Transfer

LANGUAGE = "reference/language"
INDEX = f"{LANGUAGE}/index.md"
EVERY_RECORD = f"{LANGUAGE}/every-record.md"
VALUES = f"{LANGUAGE}/values.md"

OF_EVERY_RECORD: tuple[type[Frozen], ...] = (Record, Qualified, Scoped, Selector, InternalKeys)
"""What nearly all records and details have in common."""
OF_VALUES: tuple[type[Frozen], ...] = (
    RetentionRule,
    Flow,
    Never,
    Basis,
    Consent,
    Contract,
    LegalObligation,
    VitalInterests,
    LegitimateInterests,
    Transfer,
    Contact,
    Link,
)
"""Values that several kinds share, or that have forms of their own."""
SHARED: dict[type[Frozen], type[Frozen]] = {Processing: Activity, RightTerms: Right}
"""Keys that records of a kind share with the defaults: they are explained among the keys of those records."""
_FIRST = {Part: "data_categories", Processing: "activities", RightTerms: "rights"}


def kind_page(kind: str) -> str:
    """Return the path of a kind's page."""
    return f"{LANGUAGE}/{kind.replace('_', '-')}.md"


def page_of(model: type[Frozen]) -> str:
    """Return the path of the page that explains a model."""
    if model is Records:
        return INDEX
    if model in OF_EVERY_RECORD:
        return EVERY_RECORD
    if model in OF_VALUES:
        return VALUES
    return kind_page(kind_of(model))


def kind_of(model: type[Frozen]) -> str:
    """Return the kind on whose page a model is explained."""
    if model in _FIRST:
        return _FIRST[model]
    kinds = keys.kinds_with(model)
    own = [kind for kind in kinds if keys.record_model(kind) is model]
    # What an activity can say, the organisation's defaults can say too; it is explained once, with the activity.
    others = [kind for kind in kinds if kind != "organisation"]
    return (own or others or list(kinds))[0]


def sections_of(kind: str) -> tuple[type[Frozen], ...]:
    """Return the models beside the record itself that a kind's page explains, in the order in which they are met."""
    path = kind_page(kind)
    record = keys.record_model(kind)
    below = shapes.models_below(record)
    return tuple(model for model in below if model is not record and model not in SHARED and page_of(model) == path)


def anchor_of(model: type[Frozen], key: str = "") -> str:
    """Return the anchor of a model on its page, or of one of its keys.

    What activities and rights share with the organisation's defaults is explained among their own keys.
    """
    model = SHARED.get(model, model)
    return f"{forms.called(model).replace(' ', '-')}{f'-{key}' if key else ''}"


def address(origin: str, model: type[Frozen], key: str = "") -> str:
    """Return the link from the page at `origin` to the explanation of a model, or of one of its keys."""
    return f"{link(origin, page_of(model))}#{anchor_of(model, key)}"


def link(origin: str, target: str) -> str:
    """Return the relative link from one page to another, both by their paths."""
    return relpath(target, dirname(origin))


def every_model() -> tuple[type[Frozen], ...]:
    """Return every model of the language."""
    return tuple(dict.fromkeys(model for kind in KINDS for model in shapes.models_below(keys.record_model(kind))))
