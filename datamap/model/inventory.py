"""An inventory as a whole: the organisations in it, each with every record that it can see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from datamap.model.records import KINDS, Records
from datamap.model.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Organisations by identifier (the name of the directory), in the order of their identifiers."""

    organisations: Mapping[str, Records]

    def to_data(self) -> dict[str, dict[str, Any]]:
        """Return each organisation's records as plain data in the shape of the language, ready for YAML."""
        return {
            id_: records.model_dump(mode="json", by_alias=True, exclude_unset=True)
            for id_, records in self.organisations.items()
        }


def records_of(records: Records, kind: str) -> Mapping[str, Any]:
    """Return the records of one kind by identifier; empty where the kind was left out, is `none` or `unknown`."""
    value = getattr(records, kind)
    return value if isinstance(value, Mapping) else {}


def each_record(records: Records) -> Iterator[tuple[str, str, BaseModel]]:
    """Yield (kind, identifier, record) for every record but the organisation; a right comes once for each variant."""
    for kind in KINDS:
        if kind == "organisation":
            continue
        for id_, value in records_of(records, kind).items():
            for record in value if isinstance(value, tuple) else (value,):
                yield kind, id_, record


def said_of(records: Records, kind: str) -> Said | None:
    """Return `none` or `unknown` where that is all an organisation says about a kind."""
    value = getattr(records, kind)
    return value if isinstance(value, Said) else None
