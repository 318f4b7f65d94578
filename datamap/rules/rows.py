"""The catalogue of checks from which the rules were made, and what became of each of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from datamap.load.parse import parse

_FILE = "catalogue.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: what it asks for, the rules that check it, and who does instead, or what they leave out, and why."""

    asks: str
    rules: tuple[str, ...] = ()
    but: str = ""
    elsewhere: str = ""
    because: str = ""


@cache
def rows() -> Mapping[str, Row]:
    """Return all rows by their id, in the order of the catalogue."""
    data = parse(_FILE, (files("datamap.rules") / "data" / _FILE).read_bytes()).data
    return {id_: Row(**{**row, "rules": tuple(row.get("rules", ()))}) for id_, row in data.items()}
