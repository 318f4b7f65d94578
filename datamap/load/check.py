"""Checks across records: references, the shared name space, and names that are easily confused."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from datamap.load.explain import models_in
from datamap.load.findings import Finding, Severity
from datamap.load.known import Known
from datamap.model.complaints import shortened
from datamap.model.items import Item
from datamap.model.people import Purpose
from datamap.model.provenance import Path
from datamap.model.records import ONE_NAME_SPACE
from datamap.model.references import Declaration, Reference, mentions

_WHERE = {
    "data_subjects": "data_subjects", "data_categories": "data_categories", "contacts": "organisation.contacts",
    "party_kinds": "recipients",
}  # fmt: skip


def check_record(record: BaseModel, at: Path, known: Known) -> Iterator[Finding]:
    """Yield what is wrong with the references of one record; `at` is its path."""
    found = mentions(record, known=known.knows)
    for mention in found:
        if isinstance(mention, Declaration):
            known.local.setdefault(mention.kind, set()).add(mention.id)
            yield from check_wording(mention.record, mention.id, (*at, *mention.path), known)
    for mention in found:
        if isinstance(mention, Reference) and not known.knows(mention.id, mention.target):
            if mention.target.open and mention.titled:
                continue
            yield _unknown(mention, at, known)
    known.local = {}


def _unknown(mention: Reference, at: Path, known: Known) -> Finding:
    kinds = mention.target.kinds
    if mention.target.open:
        otherwise = f"give it a title: `- {mention.id}: Its title`"
    elif kinds[0] == "countries":
        otherwise = "write the two letters of ISO 3166-1, such as `NZ`"
    else:
        otherwise = f"declare it under `{_WHERE.get(kinds[0], kinds[0])}`, or correct the name"
    return Finding(
        id="REF-01",
        severity=Severity.DEFECT,
        at=(*at, *mention.path),
        message=f"`{shortened(mention.id)}` is not known among {_listed(kinds)}",
        help=f"did you mean `{near}`?" if (near := known.nearest(mention.id, mention.target)) else otherwise,
    )


def _listed(kinds: tuple[str, ...]) -> str:
    names = [kind.replace("_", " ") for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def check_wording(record: BaseModel, id_: str, at: Path, known: Known) -> Iterator[Finding]:
    """Yield a finding for a purpose without words, unless a built-in term gives them."""
    if not isinstance(record, Purpose) or record.to is not None or record.for_ is not None:
        return
    terms = known.ids("purposes")
    if id_ in terms or any(kind in terms for kind in record.is_ or ()):
        return
    yield Finding(
        id="LNG-07",
        severity=Severity.DEFECT,
        at=at,
        message=f"the purpose `{id_}` says neither `to` nor `for`",
        help="write `to:` and an infinitive, or `for:` and a noun phrase",
    )


@cache
def _fields_with_alternatives(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any("one_of" in detail.model_fields for detail in models_in(info.annotation))
    )


def check_alternatives(record: BaseModel, at: Path) -> Iterator[Finding]:
    """Yield a finding for a list given as the detail of anything but `one_of`."""
    for name in _fields_with_alternatives(type(record)):
        for number, item in enumerate(_items(getattr(record, name))):
            detail: Any = item.detail
            if detail is not None and getattr(detail, "one_of", None) is not None and item.id != "one_of":
                yield Finding(
                    id="LNG-02",
                    severity=Severity.DEFECT,
                    at=(*at, name, number),
                    message=f"`{item.id}` holds a list of data",
                    help="write `- one_of: [...]` for alternatives, or declare a data category that `includes` them",
                )


def _items(value: Any) -> tuple[Item[Any], ...]:  # noqa: ANN401
    return tuple(entry for entry in value if isinstance(entry, Item)) if isinstance(value, tuple) else ()


def check_name_space(scope: str, ids: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each identifier that two kinds of nodes share, and a warning for each near miss."""
    first: dict[str, str] = {}
    for kind in ONE_NAME_SPACE:
        for id_ in ids.get(kind, ()):
            if id_ in first:
                yield Finding(
                    id="REF-02",
                    severity=Severity.DEFECT,
                    at=(scope, kind, id_),
                    message=f"`{id_}` is declared under `{first[id_]}` too: a flow could not tell which is meant",
                    help="rename one of them, and keep the old name in `formerly`",
                    related=(((scope, first[id_], id_), "also declared here"),),
                )
            else:
                first[id_] = kind
    near = {_stem(id_): id_ for id_ in ids.get("clients", ())}
    for id_ in ids.get("data_subjects", ()):
        other = near.get(_stem(id_))
        if other is not None and other != id_:
            yield Finding(
                id="REF-04",
                severity=Severity.WARNING,
                at=(scope, "data_subjects", id_),
                message=f"the group of people `{id_}` and the client `{other}` are easily confused",
                help="rename one of them: `clients` are those for whom we are the processor",
                related=(((scope, "clients", other), "the client"),),
            )


def _stem(id_: str) -> str:
    return id_.casefold().replace("_", "-").removesuffix("s")
