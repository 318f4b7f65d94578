"""Where a lawful basis or a period is looked up, closest place first, always with the place it came from.

Basis: item, activity, purpose, defaults. Retention: item, activity, system, data category, defaults. What is stated
closer replaces what is stated farther, but a rule only for the same data at the same place: a rule for one system, such
as a backup, is never hidden by one for all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datamap.graph.hops import Category
from datamap.graph.rows import Row, defaults_of
from datamap.graph.vocabulary import Mention, Words, mentions_of
from datamap.model.basis import Basis
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.retention import RetentionRule
from datamap.model.said import Said


class Level(StrEnum):
    """The place that a statement came from, from the closest to the farthest."""

    ITEM = "item"
    ACTIVITY = "activity"
    PURPOSE = "purpose"
    SYSTEM = "system"
    CATEGORY = "data category"
    DEFAULTS = "defaults"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One retention rule that applies, or `none` or `unknown` in its place; `at` names systems or places."""

    rule: RetentionRule | Said
    level: Level
    at: str = ""
    path: Path

    @property
    def places(self) -> tuple[str, ...]:
        """The systems or kinds of system that the rule is about; none if it is about every place."""
        return tuple(self.at.split(", ")) if self.at else ()

    @property
    def is_conditional(self) -> bool:
        """Whether it holds only in some cases, so that another rule holds in the others."""
        keys = ("when", "unless", "if_", "only", "except_")
        return not isinstance(self.rule, Said) and any(getattr(self.rule, key) is not None for key in keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Based:
    """One lawful basis that applies, or the statement `none` or `unknown` in its place."""

    basis: Basis | Said
    level: Level
    path: Path


def retention_of(category: Category | None, row: Row, systems: Iterable[str], words: Words) -> tuple[Kept, ...]:
    """Return the rules for one category of data (or all) in one activity, at any place and at each of its systems."""
    records = words.naming.records
    organisation = row.path[0]
    levels: list[tuple[Level, Any, Path]] = []
    for mention, entry in row.entries:
        if category is not None and entry.id == category.id:
            held = mention.detail if mention.record is None else mention.record
            levels.append((Level.ITEM, getattr(held, "retention", None), (*mention.path, "retention")))
    levels.append((Level.ACTIVITY, row.record.retention, row.at("retention")))
    if category is not None and (record := words.naming.record("data_categories", category.id)) is not None:
        path = (organisation, "data_categories", category.id, "retention")
        levels.append((Level.CATEGORY, record.retention, path))
    defaults = defaults_of(records)
    if defaults is not None:
        levels.append((Level.DEFAULTS, defaults.retention, (organisation, "organisation", "defaults", "retention")))
    found = list(_closest(levels, category))
    for system in systems:
        record = words.naming.record("systems", system)
        path = (organisation, "systems", system, "retention")
        stated = getattr(record, "retention", None)
        if not any(kept.at == system and kept.level in {Level.ITEM, Level.ACTIVITY} for kept in found):
            found.extend(_rules(Level.SYSTEM, stated, path, category, at=system))
    return tuple(found)


def kept_in(system: str, category: Category, organisation: str, words: Words) -> tuple[Kept, ...]:
    """Return the rules for a category of data that a system holds by its own record, in whatever activity."""
    of_system, of_category = (organisation, "systems", system), (organisation, "data_categories", category.id)
    rules = _rules(
        Level.SYSTEM,
        getattr(words.naming.record("systems", system), "retention", None),
        (*of_system, "retention"),
        category,
        at=system,
    )
    stated = getattr(words.naming.record("data_categories", category.id), "retention", None)
    levels: list[tuple[Level, Any, Path]] = [(Level.CATEGORY, stated, (*of_category, "retention"))]
    defaults = defaults_of(words.naming.records)
    if defaults is not None:
        levels.append((Level.DEFAULTS, defaults.retention, (organisation, "organisation", "defaults", "retention")))
    return rules_holding_at(system, (*rules, *_closest(levels, category)), words)


def rules_holding_at(system: str, found: Iterable[Kept], words: Words) -> tuple[Kept, ...]:
    """Return those of the rules for some data that hold at one system (or, with an empty name, at no place named).

    A rule for that system or its kind replaces a general one there. What the system says of itself replaces only the
    defaults: the activity is closer, and a category's rule may speak of its data in any system.
    """
    here = {system, *words.kinds_of_system(system)} if system else set()
    rules = tuple(kept for kept in found if not kept.places or not here.isdisjoint(kept.places))
    own = [kept for kept in rules if kept.places and not kept.is_conditional]
    replaced = {Level.DEFAULTS} if own else set()
    if any(kept.level is not Level.SYSTEM for kept in own):
        replaced = set(Level)
    return tuple(kept for kept in rules if kept.places or kept.level not in replaced)


def _closest(levels: list[tuple[Level, Any, Path]], category: Category | None) -> Iterator[Kept]:
    settled: set[str] = set()
    for level, stated, path in levels:
        rules = tuple(_rules(level, stated, path, category))
        yield from (kept for kept in rules if kept.at not in settled)
        settled.update(kept.at for kept in rules)


def _rules(level: Level, stated: Any, path: Path, category: Category | None, at: str = "") -> Iterator[Kept]:  # noqa: ANN401
    if isinstance(stated, Said):
        yield Kept(rule=stated, level=level, at=at, path=path)
    found = [
        (number, rule)
        for number, rule in numbered(stated if isinstance(stated, tuple) else ())
        if category is None or applies_to(rule, category)
    ]
    precise = {rule.at for _, rule in found if category is not None and _is_all_about(rule, category)}
    for number, rule in found:
        kept = Kept(rule=rule, level=level, at=at or ", ".join(rule.at or ()), path=(*path, number))
        if rule.at not in precise or _named(rule) or rule.take is not None or kept.is_conditional:
            yield kept


def _named(rule: RetentionRule) -> frozenset[str]:
    """Return the data that a rule names, in `data` or in `only`."""
    chosen = rule.only.data if rule.only is not None else None
    return frozenset({mention.id for mention in mentions_of(rule.data, ())} | set(chosen or ()))


def _is_all_about(rule: RetentionRule, category: Category) -> bool:
    """Whether a rule names a category as a whole, whatever the case: a rule for all data then says nothing of it."""
    limits = [rule.when, rule.unless, rule.if_, rule.except_, rule.take]
    elsewhere = [key for key, value in rule.only or () if value and key != "data"]
    return not (category.within.isdisjoint(_named(rule)) or elsewhere or any(each is not None for each in limits))


def rules_at(level: Level, stated: Any, path: Path) -> tuple[Kept, ...]:  # noqa: ANN401
    """Return the rules that one record states, whatever data they are about."""
    return tuple(_rules(level, stated, path, None))


def applies_to(rule: RetentionRule | Basis, category: Category) -> bool:
    """Whether a rule or a basis speaks of a category: it names no data, or data that cover or make up the category."""
    named = {mention.id for mention in mentions_of(rule.data, ())}
    if named and category.within.isdisjoint(named):
        return False
    if rule.only is not None and rule.only.data and category.within.isdisjoint(rule.only.data):
        return False
    return not (
        rule.except_ is not None
        and [key for key, value in rule.except_ if value] == ["data"]
        and not category.within.isdisjoint(rule.except_.data or ())
    )


def bases_of(category: Category | None, row: Row, words: Words) -> tuple[Based, ...]:
    """Return the bases for one category of data (or all) in one activity."""
    organisation = row.path[0]
    for mention, entry in row.entries:
        if category is not None and entry.id == category.id:
            own = tuple(_based(Level.ITEM, getattr(mention.detail, "basis", None), (*mention.path, "basis"), category))
            if own:
                return own
    stated = tuple(_based(Level.ACTIVITY, row.record.basis, (*row.path, "basis"), category))
    if stated:
        return stated
    of_purposes = tuple(
        based
        for mention in mentions_of(row.record.purposes, (*row.path, "purposes"))
        for based in _of_purpose(mention, organisation, category, words)
    )
    if of_purposes:
        return of_purposes
    defaults = defaults_of(words.naming.records)
    path = (organisation, "organisation", "defaults", "basis")
    general = _based(Level.DEFAULTS, defaults.basis if defaults is not None else None, path, category)
    return tuple(based for based in general if _can_meet(based.basis, row, words))


def _can_meet(basis: Basis | Said, row: Row, words: Words) -> bool:
    """Whether a general basis can ever hold for an activity: not where one is for Europe and the other for America."""
    return isinstance(basis, Said) or not words.regions.never_meet(basis.only, row.record.only)


def _of_purpose(mention: Mention, organisation: str | int, category: Category | None, words: Words) -> Iterator[Based]:
    record = mention.record or words.naming.record("purposes", mention.id)
    path = (*mention.path, "basis") if mention.record is not None else (organisation, "purposes", mention.id, "basis")
    yield from _based(Level.PURPOSE, getattr(record, "basis", None), path, category)


def _based(level: Level, stated: Any, path: Path, category: Category | None) -> Iterator[Based]:  # noqa: ANN401
    if isinstance(stated, Said):
        yield Based(basis=stated, level=level, path=path)
    for number, basis in numbered(stated if isinstance(stated, tuple) else ()):
        if category is None or applies_to(basis, category):
            yield Based(basis=basis, level=level, path=(*path, number))
