"""What models ask beyond their keys, in the words of JSON Schema."""

from typing import Any

from datamap.model.base import Frozen
from datamap.model.basis import BASES, Basis
from datamap.model.disclosures import DISCLAIMED, OCCASIONS, Disclaimer, Disclosure
from datamap.model.links import Link
from datamap.model.people import Purpose
from datamap.model.trackers import Tracker
from datamap.model.transfers import CONSENTS, Transfer


def _any_of(*names: str) -> dict[str, Any]:
    return {"anyOf": [{"required": [name]} for name in names]}


CONSTRAINTS: dict[type[Frozen], dict[str, Any]] = {
    Basis: _any_of(*BASES, "condition"),
    Disclosure: _any_of(*OCCASIONS),
    Disclaimer: _any_of(*DISCLAIMED),
    Link: {"minProperties": 1},
    Purpose: {"not": {"required": ["to", "for"]}},
    Tracker: {"not": {"required": ["to", "for"]}},
    Transfer: {
        "if": {"required": ["given"]},
        "then": {"properties": {"mechanism": {"enum": list(CONSENTS)}}},
    },
}
"""What the loader asks of a model as a whole: one of some keys, or not two of them together."""
