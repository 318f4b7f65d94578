"""Findings: what is wrong, where, why, and what to do about it. They are values; nothing here stops a run."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from datamap.model.provenance import Path


class Severity(StrEnum):
    """From what makes an inventory unusable to what is only worth knowing."""

    DEFECT = "defect"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    rank: int
    """0 for the most severe."""

    def __init__(self, _: str) -> None:
        """Count the members as they are written: every finding of a run is sorted by its rank."""
        self.rank = len(type(self).__members__)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: line and column count from 1, `length` in characters; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1


class Finding(NamedTuple):
    """One thing that is wrong, at a path of the inventory or, where there is none, at a place in a file.

    A tuple, since a large inventory has tens of thousands of them, and a frozen dataclass takes thrice as long to make.
    """

    id: str
    severity: Severity
    at: Path | Place
    message: str
    help: str = ""
    related: tuple[tuple[Path | Place, str], ...] = ()
    on_key: bool = False
    """Whether it is about the key at the end of the path, not about the value."""
    law: str = ""
    """The provisions behind it, ready to print; empty where no law is."""
    waived: str = ""
    """Why it is accepted and until when, if a waiver accepts it."""

    def __hash__(self) -> int:
        """Tell apart what differs in most cases; the rest is left to `==`, since all findings of a run are hashed."""
        return hash((self.id, self.at, self.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A finding with its place, the source line there, and the places of whatever it is related to."""

    finding: Finding
    place: Place
    line: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    others: int = 0
    """How many more findings it speaks for: those that say the same of other records."""


DEFECTS: dict[str, str] = {
    "YAML-01": "the text is not YAML",
    "YAML-02": "the file is not text in UTF-8",
    "YAML-03": "the file holds more than one document",
    "YAML-04": "a key is written twice",
    "YAML-05": "a value is missing",
    "YAML-06": "a tag is used",
    "YAML-07": "a key is not a text",
    "YAML-08": "an alias is broken, circular or too large",
    "YAML-09": "the nesting is too deep",
    "YAML-10": "a file is empty",
    "YAML-11": "a file starts with a byte order mark",
    "YAML-12": "a file has too many problems to read on",
    "FILE-01": "a file cannot be read",
    "FILE-02": "a link leads out of the inventory",
    "FILE-03": "a file is too large",
    "ORG-D1": "a directory has no organisation",
    "ORG-D2": "two organisations have one identifier",
    "LNG-01": "a key is unknown",
    "LNG-02": "a value is of the wrong type",
    "LNG-03": "a required key is missing",
    "LNG-04": "a value is not one of the words allowed",
    "LNG-05": "a value cannot be read",
    "LNG-06": "a record is declared twice",
    "LNG-07": "a purpose says neither to nor for",
    "REF-01": "a reference names nothing",
    "REF-02": "one identifier names two kinds of things",
    "REF-03": "a path leads nowhere",
    "REF-04": "two identifiers are easily confused",
    "REF-05": "references were not checked",
    "REF-06": "records refer to one another in a ring",
}
"""What each finding of the loader says, by its id. Ids are never reused and never change their meaning."""
