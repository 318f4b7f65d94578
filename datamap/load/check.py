"""Checks across records: references, the shared name space, and names that are easily confused."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from datamap.load.findings import Finding, Severity
from datamap.load.known import Known
from datamap.load.models import keys_of, models_in
from datamap.load.nearest import did_you_mean
from datamap.model.complaints import shortened
from datamap.model.governance import RegisterField
from datamap.model.inventory import records_of
from datamap.model.items import IDENTIFIER, Item, hyphenated
from datamap.model.paths import parts_of, resolve
from datamap.model.people import Purpose
from datamap.model.provenance import Path
from datamap.model.record import InternalKeys
from datamap.model.records import KINDS, ONE_NAME_SPACE, Records
from datamap.model.references import Declaration, Reference, mentions
from datamap.model.spelling import folded

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})
_SOME = 5
_DECLARED = {"contacts": "organisation.contacts", "entities": "organisation.entities", "party_kinds": "recipients"}
"""Where names of what is no kind of record are declared."""
_IN_PLACE = frozenset({"conditions", "sources", "threats"})
"""Vocabularies to which a key adds with a mapping in place of a list."""
_USED = {("purposes",), ("subjects",), ("data",)}
"""The keys of an activity that declare in place."""
_ANSWERS = frozenset({"true", "false", "yes", "no"})
_SEVERAL = re.compile(r"[^\s,]+(\s*,\s*[^\s,]+)+")
"""Names beside each other without the brackets that would make them a list."""
_FEW = 16
_CALLED = {"who": "`us`, `client`, `each`"}


def check_record(
    record: BaseModel, at: Path, known: Known, beside: Mapping[str, Collection[str]] = NOTHING
) -> Iterator[Finding]:
    """Yield what is wrong with one record, given all others; `at` is its path.

    `beside` are names that faulty keys of it declare in place, by kind.
    """
    found = mentions(record, known=known)
    if found or beside:
        yield from _misnamed(found, at, known, beside)
    kind = type(record)
    if kind is Purpose:
        yield from _without_words(record, str(at[-1]), at, known)
    if getattr(record, "visibility", None) is not None:
        yield from _hidden_keys(record, at)
    if _fields_with_alternatives(kind):
        yield from _alternatives(record, at)
    if isinstance(record, RegisterField):
        yield from _register_field(record, at, known)


def _misnamed(
    found: list[Reference | Declaration], at: Path, known: Known, beside: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """Yield what is wrong with what a record names beyond what everybody knows, and with what it declares in place."""
    known.local = {kind: set(names) for kind, names in beside.items()}
    for mention in found:
        if isinstance(mention, Declaration):
            known.local.setdefault(mention.kind, set()).add(mention.id)
            path = (*at, *mention.path)
            yield from _without_words(mention.record, mention.id, path, known)
            yield from _hidden_keys(mention.record, path)
            yield from _declared_elsewhere(mention, path, known)
    for mention in found:
        if isinstance(mention, Reference) and not known.knows(mention.id, mention.target):
            if mention.target.open and mention.titled:
                continue
            yield _unknown(mention, at, known)
    known.local = {}


def _unknown(mention: Reference, at: Path, known: Known) -> Finding:
    near = known.nearest(mention.id, mention.target)
    elsewhere = _elsewhere(mention, known)
    if near and (elsewhere is None or known.means(mention.id, mention.target) or folded(near) == folded(mention.id)):
        mend = f"did you mean `{near}`?"
    else:
        mend = _longer(mention, known) or _several(mention.id) or _mend(mention, at, known)
        mend = f"it is {elsewhere}; {mend}" if elsewhere else mend
    return Finding(
        id="REF-01",
        severity=Severity.DEFECT,
        at=(*at, *mention.path),
        message=f"`{shortened(mention.id)}` is not known among {_listed(mention.target.kinds)}",
        help=mend,
    )


def _elsewhere(mention: Reference, known: Known) -> str | None:
    """Return among what a name is known that may not stand here: what was meant is then hardly a slip of the pen."""
    from datamap.model.keys import vocabularies  # imported late: only what is wrong needs it

    declared = [f"`{_DECLARED.get(kind, kind)}`" for kind, names in known.declared.items() if mention.id in names]
    if declared:
        return f"declared under {_either(declared)}"
    built_in = [kind for kind in vocabularies() if mention.id in known.ids(kind)]
    return f"a built-in name among {_listed(tuple(built_in))}" if built_in else None


def _longer(mention: Reference, known: Known) -> str | None:
    """Return the names of a closed list that go on where a name ends, such as the services of one vendor."""
    if mention.target.kinds != ("vendors",):
        return None
    names = sorted(name for name in known.ids("vendors") if name.startswith(f"{mention.id}-"))
    listed = [f"`{name}`" for name in names[:_FEW]]
    return f"did you mean {_either(listed)}?" if listed else None


def _several(id_: str) -> str | None:
    return f"several names are a list: write `[{shortened(id_)}]`" if _SEVERAL.fullmatch(id_) else None


def _mend(mention: Reference, at: Path, known: Known) -> str:
    kinds = mention.target.kinds
    if mention.id in _ANSWERS:
        return "write names here, not an answer; or leave it out where there is nothing to say"
    name = mention.id if IDENTIFIER.fullmatch(mention.id) else hyphenated(mention.id) or "name"
    if mention.target.open:
        return f"give it a title: `- {shortened(name)}: Its title`"
    if "countries" in kinds:
        otherwise = ", or declare it under `regions`" if "regions" in kinds else ""
        return f"write the two letters of ISO 3166-1, such as `NZ`{otherwise}"
    places = list(dict.fromkeys(f"`{_DECLARED.get(kind, kind)}`" for kind in kinds if kind in {*KINDS, *_DECLARED}))
    if places:
        here = (
            f", or here in a mapping: `{{{shortened(name)}: ...}}`"
            if at[1:2] == ("activities",) and mention.path[:-1] in _USED
            else ""
        )
        return f"declare it under {_either(places)}{here}, or correct the name"
    if kinds[0] in _IN_PLACE:
        return (
            f"declare it in place, in a mapping: `{{{shortened(name)}: its words}}` "
            "(built-in names stand there as `name: {}`); or correct the name"
        )
    names = sorted(known.ids(kinds[0]))
    closed = f"correct the name: only built-in ones stand here{_INSTEAD.get(kinds[0], '')}"
    return f"write one of {', '.join(names)}" if len(names) <= _FEW else closed


_INSTEAD = {"triggers": "; other triggers are words, after `to:`, `for:` or `when:`"}
"""What says in words what no built-in name of a vocabulary says."""


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _listed(kinds: tuple[str, ...]) -> str:
    names = [_CALLED.get(kind, kind.replace("_", " ")) for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _without_words(record: BaseModel, id_: str, at: Path, known: Known) -> Iterator[Finding]:
    """Yield a finding for a purpose without words, unless a built-in term gives them."""
    if not isinstance(record, Purpose) or record.to is not None or record.for_ is not None:
        return
    terms = known.ids("purposes")
    if id_ in terms or any(kind in terms for kind in record.is_ or ()):
        return
    message, mend = (
        f"the purpose `{id_}` says neither `to` nor `for`",
        "write `to:` and an infinitive, or `for:` and a noun phrase",
    )
    if at[1] != "purposes" and id_ in known.declared.get("purposes", ()):
        message = f"a mapping declares, so `{id_}` is a new purpose here, and says neither `to` nor `for`"
        mend = f"for the one under `purposes` write a list, `[{shortened(id_)}]`, and declare the others there too"
    yield Finding(id="LNG-07", severity=Severity.DEFECT, at=at, message=message, help=mend)


@cache
def _fields_with_alternatives(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any("one_of" in detail.model_fields for detail in models_in(info.annotation))
    )


def _alternatives(record: BaseModel, at: Path) -> Iterator[Finding]:
    """Yield a finding for a list given as the detail of anything but `one_of`."""
    for name in _fields_with_alternatives(type(record)):
        for number, item in enumerate(_items(getattr(record, name))):
            detail: Any = item.detail
            if detail is not None and getattr(detail, "one_of", None) is not None and item.id != "one_of":
                yield Finding(
                    id="LNG-02",
                    severity=Severity.DEFECT,
                    at=(*at, name, number),
                    message=f"`{item.id}` holds a list",
                    help="write `- one_of: [...]` for alternatives; of data, declare a category that `includes` them",
                )


def _items(value: Any) -> tuple[Item[Any], ...]:  # noqa: ANN401
    return tuple(entry for entry in value if isinstance(entry, Item)) if isinstance(value, tuple) else ()


def _hidden_keys(record: BaseModel, at: Path) -> Iterator[Finding]:
    """Yield a finding for each key that is to stay inside and does not exist: what was meant would be published."""
    visibility = getattr(record, "visibility", None)
    if not isinstance(visibility, InternalKeys):
        return
    keys = keys_of(type(record))
    for number, name in enumerate(visibility.internal):
        if name not in keys:
            yield Finding(
                id="LNG-01",
                severity=Severity.DEFECT,
                at=(*at, "visibility", "internal", number),
                message=f"`{shortened(name)}` is not a key of this record, so nothing would be kept inside",
                help=did_you_mean(name, keys, "name keys of this record, or write `visibility: internal`"),
            )


def _declared_elsewhere(mention: Declaration, at: Path, known: Known) -> Iterator[Finding]:
    """Yield a finding for a node declared in place under the identifier of a shared node of another kind."""
    if mention.kind not in ONE_NAME_SPACE:
        return
    for kind in ONE_NAME_SPACE:
        if kind != mention.kind and mention.id in known.declared.get(kind, ()):
            yield Finding(
                id="REF-02",
                severity=Severity.DEFECT,
                at=at,
                message=f"`{mention.id}` is declared under `{kind}` too: a flow could not tell which is meant",
                help="rename one of them",
                related=(((at[0], kind, mention.id), "also declared here"),),
                on_key=True,
            )


def _register_field(field: RegisterField, at: Path, known: Known) -> Iterator[Finding]:
    """Yield what is wrong with the kind and the identifiers that a column of the register names."""
    if field.kind not in KINDS:
        yield Finding(
            id="REF-01",
            severity=Severity.DEFECT,
            at=(*at, "kind"),
            message=f"`{shortened(field.kind)}` is not a kind of record",
            help=did_you_mean(field.kind, KINDS, f"the kinds are {', '.join(KINDS)}"),
        )
        return
    declared = known.declared.get(field.kind, ())
    for id_ in field.values:
        if id_ not in declared:
            yield Finding(
                id="REF-01",
                severity=Severity.DEFECT,
                at=(*at, "values", id_),
                message=f"`{id_}` is not declared under `{field.kind}`",
                help=did_you_mean(id_, declared, f"declare it under `{field.kind}`, or correct the name"),
                on_key=True,
            )


def check_paths(scope: str, records: Records, known: Known) -> Iterator[Finding]:
    """Yield a finding for each path of a conflict or a waiver that leads nowhere."""
    for kind, key in (("conflicts", "between"), ("waivers", "at")):
        for id_, record in records_of(records, kind).items():
            written = getattr(record, key)
            for number, path in enumerate(written if isinstance(written, tuple) else (written,)):
                try:
                    resolve(records, path)
                except LookupError as error:
                    if not _is_faulty(records, path, known):
                        message, mend = error.args
                        yield Finding(
                            id="REF-03",
                            severity=Severity.DEFECT,
                            at=(scope, kind, id_, key, number)
                            if isinstance(written, tuple)
                            else (scope, kind, id_, key),
                            message=message,
                            help=mend,
                        )


def _is_faulty(records: Records, path: str, known: Known) -> bool:
    """Whether a path leads to a record that is declared and could not be read: that is reported already."""
    kind, *rest = parts_of(path)
    if kind == "organisation":
        return records.organisation is None
    return bool(rest) and rest[0] in known.declared.get(kind, ()) and rest[0] not in records_of(records, kind)


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
