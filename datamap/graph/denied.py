"""Parties of which it is only said that they get nothing: a promise names them, and nothing else does."""

from collections.abc import Iterable, Iterator
from typing import Any

from datamap.graph.hops import Key
from datamap.model.flows import Never
from datamap.model.inventory import each_record, records_of
from datamap.model.parties import Party
from datamap.model.records import Records
from datamap.model.references import Reference, mentions

_DECLARED = ("processors", "recipients")
_WHO_IT_IS = frozenset(
    {"title", "also", "description", "is_", "vendor", "includes", "policy", "legal_name", "country"}
    | {"text", "note", "links", "owner", "reviewed", "visibility", "formerly"}
)
"""Keys that say who a party is, and not that it gets anything."""


def only_denied(records: Records) -> frozenset[Key]:
    """Return the parties that a `never` names, and of which nothing says that they get data.

    Whoever is declared as a processor works for us, unless a promise leaves no data that it could get.
    """
    denied: dict[str, bool] = {}
    for is_whole, ids in _denied(records):
        denied |= {id_: is_whole or denied.get(id_, False) for id_ in ids}
    if not denied:
        return frozenset()
    found = {
        Key(kind, id_)
        for kind in _DECLARED
        for id_, party in records_of(records, kind).items()
        if (kind == "recipients" or denied.get(id_, False)) and _says_only_who(party)
    }
    named = tuple(_named(records, frozenset(key.id for key in found)))
    # A member of a group is named by it: it gets nothing only as long as its group does.
    while True:
        others = {id_ for by, id_ in named if by not in found}
        inside = {id_ for by, id_ in named if by in found}
        left = {key for key in found if key.id not in others and (key.id in denied or key.id in inside)}
        if left == found:
            return frozenset(found)
        found = left


def _denied(records: Records) -> Iterator[tuple[bool, list[str]]]:
    """Yield whom each promise names, with whether it is about whatever there is."""
    for commitment in records_of(records, "commitments").values():
        for never in commitment.never or ():
            yield _whole(never, commitment), _recipients(never, commitment)
    for activity in records_of(records, "activities").values():
        for never in activity.never if isinstance(activity.never, tuple) else ():
            yield False, _recipients(never)


def _whole(never: Never, commitment: Any) -> bool:  # noqa: ANN401
    limits = ("when", "unless", "limit", "if_", "only", "except_", "data", "activities", "preceding")
    return all(getattr(each, key, None) is None for each in (never, commitment) for key in limits)


def _recipients(never: Never, commitment: Any = None) -> list[str]:  # noqa: ANN401
    stated = never.recipients or getattr(commitment, "recipients", None) or ()
    stations = [name for station in never.path[1:] for name in station] if never.path is not None else []
    return [*(item.id for item in stated), *stations]


def _says_only_who(party: Party) -> bool:
    return all(name in _WHO_IT_IS for name in type(party).model_fields if getattr(party, name) is not None)


def _named(records: Records, ids: Iterable[str]) -> Iterator[tuple[Key | None, str]]:
    """Yield the names of parties that records state beside promises; a group of parties as the one who does."""
    known = frozenset(ids)
    ours = () if records.organisation is None else (("organisation", "", records.organisation),)
    for kind, id_, record in (*each_record(records), *ours):
        for mention in mentions(record):
            if not isinstance(mention, Reference) or mention.id not in known or _is_denial(kind, record, mention):
                continue
            if not {"processors", "recipients"}.isdisjoint(mention.target.kinds):
                yield (Key(kind, id_) if mention.path[0] == "includes" else None), mention.id


def _is_denial(kind: str, record: Any, mention: Reference) -> bool:  # noqa: ANN401
    """Whether a name stands in a promise that nothing is given; and what a party is a kind of gets nothing by it."""
    first = mention.path[0]
    whom = kind == "commitments" and first == "recipients" and record.never is not None and record.is_ is None
    return first == "never" or whom or (kind in _DECLARED and first == "is")
