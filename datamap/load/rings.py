"""Records that refer to themselves, alone or by way of others: a kind of itself, a part of itself."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from pydantic import BaseModel

from datamap.load.findings import Finding, Severity
from datamap.load.known import Known
from datamap.model.items import Item, Refers
from datamap.model.provenance import Path
from datamap.model.references import plan_of

_PARTIES = ("processors", "recipients")
_WHY = {
    "is": "nothing is a kind of itself: take `is` away from one of them",
    "includes": "nothing is a part of itself: take `includes` away from one of them",
    "such_as": "nothing is an example of itself: take `such_as` away from one of them",
    "one_of": "nothing is one of its own alternatives: take `one_of` away from one of them",
    "derived_from": "nothing is derived from itself: take `derived_from` away from one of them",
    "of": "one of them is the original: take `of` away from it",
}
_MADE_OF = ("includes", "such_as", "one_of")
_Node = tuple[str, str]
"""The kind of a record, or of those that share its names, and its identifier."""
_Graph = dict[_Node, tuple[Path, list[_Node]]]
"""Where the key of each record stands, and which records it names."""


def check_rings(records: Iterable[tuple[Path, BaseModel]], known: Known) -> Iterator[Finding]:
    """Yield a finding for each ring of records that one key makes; each record is given with its path."""
    graphs: dict[str, _Graph] = {}
    for at, record in records:
        kind, id_ = str(at[1]), str(at[2]) if len(at) > 2 else ""  # noqa: PLR2004 - an organisation has no identifier
        for field, key, target in _fields(type(record), kind):
            value = getattr(record, field)
            if value is None:
                continue
            named = [name for name in _names(value) if _is_declared(name, kind, known)]
            vocabularies = target.kinds if key == "is" else [each for each in target.kinds if each != kind]
            if any(id_ in known.ids(each) for each in vocabularies):
                # `email: {is: email}` and a region `eea` that includes `eea` and more: they name the built-in term.
                named = [name for name in named if name != id_]
            if named:
                group = _group(kind)
                graphs.setdefault(key, {})[group, id_] = ((*at, key), [(group, name) for name in named])
    for key, graph in graphs.items():
        yield from (_finding((key,), ring, graph) for ring in _rings(graph))
    yield from _mixed(graphs)


def _mixed(graphs: Mapping[str, _Graph]) -> Iterator[Finding]:
    """Yield a finding for each ring that parts, examples and alternatives make: all say what a record is made of."""
    made = [graphs[key] for key in _MADE_OF if key in graphs]
    if len(made) == 1:
        return
    graph: _Graph = {}
    for node, (at, named) in chain.from_iterable(each.items() for each in made):
        first, before = graph.get(node, (at, []))
        graph[node] = first, [*before, *named]
    for ring in _rings(graph):
        keys = dict.fromkeys(str(graph[node][0][-1]) for node in ring)
        if len(keys) > 1:
            yield _finding(tuple(keys), ring, graph)


@cache
def _fields(model: type[BaseModel], kind: str) -> tuple[tuple[str, str, Refers], ...]:
    """Return the fields by which a record can name others of its kind, so that they can make a ring."""
    return tuple(
        (field, key, target)
        for field, (key, target) in plan_of(model).items()
        if key in _WHY and target is not None and kind in target.kinds
    )


def _group(kind: str) -> str:
    return "parties" if kind in _PARTIES else kind


def _is_declared(name: str, kind: str, known: Known) -> bool:
    return any(name in known.declared.get(each, ()) for each in (_PARTIES if kind in _PARTIES else (kind,)))


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the identifiers that a key names, those in the details of its entries included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Item):
        yield value.id
        yield from _names(getattr(value.detail, "one_of", None))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _names(entry)


def _rings(graph: Mapping[_Node, tuple[Path, list[_Node]]]) -> Iterator[list[_Node]]:
    """Yield rings until every record that stands in one was named; a walk without recursion, since chains are long."""
    done: set[_Node] = set()
    for first in graph:
        if first in done:
            continue
        way: list[_Node] = [first]
        on_way = {first: 0}
        open_: list[Iterator[_Node]] = [iter(graph[first][1])]
        while open_:
            after = next(open_[-1], None)
            if after is None:
                open_.pop()
                left = way.pop()
                del on_way[left]
                done.add(left)
            elif after in on_way:
                yield way[on_way[after] :]
            elif after in graph and after not in done:
                on_way[after] = len(way)
                way.append(after)
                open_.append(iter(graph[after][1]))


def _finding(keys: tuple[str, ...], ring: list[_Node], graph: _Graph) -> Finding:
    (_, first), *others = ring
    names = [f"`{name}`" for _, name in others]
    over = f" over {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f" over {names[0]}" if names else ""
    key = " and ".join(f"`{each}`" for each in keys)
    lead = "leads" if len(keys) == 1 else "lead"
    message = f"{key} {lead} from `{first}`{over} back to `{first}`" if names else f"{key} of `{first}` names itself"
    why = _WHY[keys[0]] if len(keys) == 1 else "nothing is made of itself: take one of these keys away"
    mend = why if names else f"take `{first}` away from its {key}"
    return Finding(
        id="REF-06",
        severity=Severity.DEFECT,
        at=graph[ring[0]][0],
        message=message,
        help=mend,
        related=tuple((graph[node][0], "and here") for node in others),
        on_key=True,
    )
