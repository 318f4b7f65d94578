"""All rules, found by scanning the package of checks."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from datamap.rules import checks
from datamap.rules.rule import Rule


class TwoRulesError(TypeError):
    """Two rules have one id."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by id, in the order of their ids. Raises `TwoRulesError` where two have the same."""
    modules = (import_module(found.name) for found in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."))
    return gathered(modules)


def gathered(modules: Iterable[ModuleType]) -> Mapping[str, Rule]:
    """Return the rules that modules define, by id and in the order of their ids."""
    found: dict[str, tuple[Rule, str]] = {}
    for module in modules:
        for value in vars(module).values():
            if not isinstance(value, Rule):
                continue
            first, where = found.setdefault(value.id, (value, module.__name__))
            if first is not value:
                message = f"the id {value.id} is taken: `{first.name}` in {where}, `{value.name}` in {module.__name__}"
                raise TwoRulesError(message)
    return {id_: found[id_][0] for id_ in sorted(found)}
