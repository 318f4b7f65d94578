"""Flows: paths along which data move, hop by hop, and the promise that they never move."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, model_serializer, model_validator
from pydantic_core import CoreSchema, core_schema

from datamap.model.complaints import complaint, shortened
from datamap.model.durations import Duration
from datamap.model.items import Identifier, Items, Many, identifier, refers
from datamap.model.meta import key
from datamap.model.record import Qualified, Scoped
from datamap.model.said import Stated
from datamap.model.transfers import Transfers

_OTHER_ARROW = re.compile(r"-\s+>|→|⇒|➔|=+>|-{2,}>|<[-=]+|(?<=\s)>(?=\s)")
_IN_WORDS = re.compile(r"\s(and|or)\s")
ARROW = "->"
AND = "&"


@lru_cache(maxsize=1 << 16)  # many flows of an inventory share their stations
def _station(part: str) -> tuple[str, ...]:
    """Return the nodes of one station, or nothing where a name is missing."""
    names = tuple(name.strip() for name in part.split(AND))
    return tuple(map(identifier, names)) if all(names) else ()


class Path(tuple[tuple[str, ...], ...]):
    """The stations of a flow in order; each station is one node, or several that stand side by side."""

    __slots__ = ()

    def __str__(self) -> str:
        return f" {ARROW} ".join(f" {AND} ".join(station) for station in self)

    @property
    def hops(self) -> tuple[tuple[str, str], ...]:
        """Every (from, to) pair along the path."""
        return tuple((source, target) for here, there in pairwise(self) for source in here for target in there)

    @classmethod
    def parse(cls, value: object) -> "Path":
        """Read `a & b -> c -> d`; raise a complaint with the mend."""
        if not isinstance(value, str):
            raise complaint("path", "expected a path", "write one such as `customer -> shop -> printers`")
        other = _OTHER_ARROW.search(value)
        if other is not None:
            raise complaint(
                "path",
                f"`{shortened(value)}` has `{other[0]}` for an arrow",
                f"write `{ARROW}`: from whom, then to whom",
            )
        if _IN_WORDS.search(value):
            raise complaint("path", f"`{shortened(value)}` joins two ends in words", f"write `a {AND} b {ARROW} c`")
        if ARROW not in value:
            raise complaint(
                "path",
                f"`{shortened(value)}` has no `->`",
                "a flow needs two ends; for two sources write `a & b -> c`",
            )
        stations = [_station(part) for part in value.split(ARROW)]
        if not all(stations):
            raise complaint(
                "path", f"a name is missing in `{shortened(value)}`", "write one on each side of `->` and `&`"
            )
        return cls(stations)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


class Flow(Scoped):
    """Data moving along a path; what is said beside the path holds for every hop of it.

    Forms: `a -> b`; `{a -> b: [data]}`; `{a -> b: {data: ..., when: ...}}`; `{path: a -> b, data: ...}`.
    """

    short_form = "path"

    path: Path = key(
        "Path", "The stations, in order.", example="customer -> shop -> printers", required=True, public=True
    )
    data: Annotated[Stated[Items[Qualified]], refers("data_categories")] = key(
        "Data", "The data that move; without it, all data of the activity.", example=["name", "address"], public=True
    )
    purposes: Annotated[Stated[Items[Qualified]], refers("purposes")] = key(
        "Purposes", "What they move for; without it, the purposes of the activity.", example=["deliver"], public=True
    )
    transfers: Transfers = key(
        "Transfers",
        "The countries reached and the mechanism for each.",
        example={"US": "sccs"},
        law="GDPR Art. 13(1)(f), 30(1)(e)",
        public=True,
    )
    irreversible: bool | None = key("Irreversible", "What has moved cannot be called back.", example=True, public=True)

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str):
            return {"path": value}
        if isinstance(value, dict) and len(value) == 1:
            ((path, detail),) = value.items()
            if isinstance(path, str) and ARROW in path:
                return {**detail, "path": path} if isinstance(detail, dict) else {"path": path, "data": detail}
        return value

    @model_serializer(mode="wrap")
    def _in_short(self, handler: Any) -> object:  # noqa: ANN401
        detail = handler(self)
        path = detail.pop("path")
        return {path: detail} if detail else path


class Never(Scoped):
    """Something that is never done, or was not of late: an act, a path that data take, the collection of data."""

    short_form = "does"

    does: Annotated[Many[Identifier] | None, refers("acts")] = key("Does", "The act.", example="sell", public=True)
    path: Path | None = key("Path", "A path that data never take.", example="server -> partner", public=True)
    data: Annotated[Items[Qualified] | None, refers("data_categories")] = key(
        "Data", "The data it is about; alone: data that are never processed.", example=["health"], public=True
    )
    recipients: Annotated[Items[Qualified] | None, refers("processors", "recipients", "party_kinds")] = key(
        "Recipients", "Who never gets the data.", example=["partner"], public=True
    )

    preceding: Duration | None = key(
        "Preceding",
        "A fact and no promise: for how long up to now it has not been done.",
        example="12 months",
        law="Cal. Civ. Code § 1798.130(a)(5)",
        public=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str):
            return {"path" if ARROW in value else "does": value}
        return value


Flows = Stated[Many[Flow]]
