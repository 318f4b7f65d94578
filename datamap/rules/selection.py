"""Which rules run: all, those that are selected, those that are not ignored."""

from collections.abc import Iterable, Mapping

from datamap.load.nearest import nearest
from datamap.model.errors import MisuseError
from datamap.rules.rule import Rule


def selected(rules: Mapping[str, Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules named by `select` (all if it names none) without those named by `ignore`.

    A name is an id such as `TR-01`, or the group before its hyphen. Raises `MisuseError` for a name that no rule bears.
    """
    chosen = _named(rules, select) if (select := tuple(select)) else frozenset(rules)
    left = chosen - _named(rules, ignore)
    return tuple(rule for id_, rule in rules.items() if id_ in left)


def _named(rules: Mapping[str, Rule], names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        wanted = name.strip().upper()
        ids = {id_ for id_ in rules if wanted in {id_, group_of(id_)}}
        if not ids:
            near = nearest(wanted, [*rules, *{group_of(id_) for id_ in rules}])
            mend = f"did you mean `{near}`?" if near is not None else "`datamap rules` lists them"
            message = f"no rule is called `{name.strip()}`: {mend}"
            raise MisuseError(message)
        found |= ids
    return frozenset(found)


def group_of(id_: str) -> str:
    """Return the group of a rule's id: `TR` of `TR-01`."""
    return id_.partition("-")[0]
