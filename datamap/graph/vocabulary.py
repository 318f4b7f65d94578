"""The words of one organisation as the graph uses them: categories, purposes, people, conditions."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from datamap.catalog.naming import Naming
from datamap.graph.hops import Category, Condition, Named
from datamap.graph.regions import Regions
from datamap.model.inventory import records_of
from datamap.model.items import Item
from datamap.model.kept import numbered
from datamap.model.people import Sensitivity
from datamap.model.provenance import Path
from datamap.model.record import Selector
from datamap.model.said import Said

_QUALIFIERS = ("when", "unless", "limit", "because", "if_", "text")
_ALTERNATIVES = "one_of"
_MADE_OF = ("includes", "such_as", _ALTERNATIVES)
"""The keys that say of what data a category is made: all of it, some of it, any of it."""


class Mention(NamedTuple):
    """One entry of a list or mapping of uses: its identifier, the detail beside it, the record declared in place."""

    id: str
    detail: Any
    record: Any
    path: Path


def mentions_of(value: Any, path: Path) -> tuple[Mention, ...]:  # noqa: ANN401
    """Return the entries of a value that refers (a list) or declares in place (a mapping); alternatives one by one."""
    if isinstance(value, Mapping):
        return tuple(Mention(id_, None, record, (*path, id_)) for id_, record in value.items())
    if not isinstance(value, tuple):
        return ()
    found: list[Mention] = []
    for number, entry in numbered(value):
        at = (*path, number)
        if not isinstance(entry, Item):
            found.append(Mention(str(entry), None, None, at))
        elif entry.id == _ALTERNATIVES:
            options = getattr(entry.detail, _ALTERNATIVES, None) or ()
            found.extend(Mention(option.id, entry.detail, None, at) for option in options)
        else:
            found.append(Mention(entry.id, entry.detail, None, at))
    return tuple(found)


class _Above(Enum):
    KIND = auto()
    WHOLE = auto()
    KIND_OF_WHOLE = auto()


class Words:
    """Titles, sensitivity and containment for one organisation; what was looked up once is remembered."""

    def __init__(self, naming: Naming) -> None:
        """Take the names to use."""
        self.naming = naming
        self.regions = Regions(naming)
        self._categories: dict[str, Category] = {}
        self._within: dict[str, frozenset[str]] = {}
        self._includers = self._found_includers()

    # Categories of data

    def category(self, mention: Mention, at: str = "") -> Category:
        """Return the category that an entry names or, with a record, declares in place."""
        if mention.record is not None:
            title = self.naming.title("data_categories", mention.id, mention.record)
            kinds = getattr(mention.record, "is_", None) or ()
            return Category(
                mention.id,
                title if title != mention.id else self._term_title(kinds, mention.id),
                at,
                self._sensitivity(mention.id, mention.record),
                self._covering(mention.id, kinds),
                self._parts_of(mention.record),
            )
        return self.category_of(mention.id)

    def category_of(self, id_: str) -> Category:
        """Return a declared or built-in category."""
        if id_ not in self._categories:
            record = self.naming.record("data_categories", id_)
            self._categories[id_] = Category(
                id_,
                self.naming.title("data_categories", id_),
                "",
                self._sensitivity(id_, record),
                self._covering(id_, getattr(record, "is_", None) or ()),
                self._parts_of(record),
            )
        return self._categories[id_]

    def _term_title(self, kinds: Iterable[str], otherwise: str) -> str:
        terms = self.naming.vocabulary.get("data_categories", {})
        return next((terms[kind].title for kind in kinds if kind in terms), otherwise)

    def _sensitivity(self, id_: str, record: Any, seen: frozenset[str] = frozenset()) -> Sensitivity | None:  # noqa: ANN401
        """Return what is said of a category, of the term it is, else of a part that is special."""
        stated = getattr(record, "sensitivity", None)
        if isinstance(stated, Sensitivity):
            return stated
        if isinstance(stated, Said) or id_ in seen:
            return None
        seen |= {id_}
        terms = self.naming.vocabulary.get("data_categories", {})
        names = (id_, *(getattr(record, "is_", None) or ()))
        for name in names:
            if name in terms and terms[name].sensitivity is not None:
                return terms[name].sensitivity
        below = [part.id for key in ("includes", "such_as") for part in mentions_of(getattr(record, key, None), ())]
        for name in (*(name for name in names if name != id_), *below):
            found = self._sensitivity(name, self.naming.record("data_categories", name), seen)
            if found not in {None, Sensitivity.ORDINARY}:
                return found
        return None

    def _covering(self, id_: str, kinds: Iterable[str]) -> frozenset[str]:
        """Return the categories that cover one: itself, what it is a kind of, and the wholes that include any of these.

        A part is not of the kind of its whole: a name in a medical record is no health data. So what a whole is a kind
        of does not cover, though a larger whole of that does.
        """
        if id_ in self._within and not kinds:
            return self._within[id_]
        found: set[str] = set()
        seen: set[tuple[str, _Above]] = set()
        waiting = [(name, _Above.KIND) for name in (id_, *kinds)]
        while waiting:
            name, above = waiting.pop()
            if (name, above) in seen:
                continue
            seen.add((name, above))
            if above is not _Above.KIND_OF_WHOLE:
                found.add(name)
            next_kind = _Above.KIND if above is _Above.KIND else _Above.KIND_OF_WHOLE
            waiting.extend((kind, next_kind) for kind in self._kinds_of(name))
            waiting.extend((whole, _Above.WHOLE) for whole in self._includers.get(name, ()))
        self._within[id_] = frozenset(found)
        return self._within[id_]

    def _kinds_of(self, name: str, kind: str = "data_categories") -> tuple[str, ...]:
        record = self.naming.record(kind, name)
        term = self.naming.vocabulary.get(kind, {}).get(name)
        return (*(getattr(record, "is_", None) or ()), *((term.is_,) if term is not None and term.is_ else ()))

    def kinds_of_system(self, id_: str) -> frozenset[str]:
        """Return the kinds that a system is said to be, with what those are kinds of."""
        terms = self.naming.vocabulary.get("system_kinds", {})
        found: set[str] = set()
        waiting = list(getattr(self.naming.record("systems", id_), "is_", None) or ())
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                above = terms[name].is_ if name in terms else None
                waiting += [above] if above is not None else []
                waiting += getattr(self.naming.record("systems", name), "is_", None) or ()
        return frozenset(found)

    def _parts_of(self, record: Any) -> frozenset[str]:  # noqa: ANN401
        found: set[str] = set()
        waiting = [record]
        while waiting:
            held = waiting.pop()
            for key in _MADE_OF:
                for part in mentions_of(getattr(held, key, None), ()):
                    if part.id not in found:
                        found.add(part.id)
                        waiting.append(self.naming.record("data_categories", part.id))
        kinds = list(found)
        while kinds:
            above = [kind for kind in self._kinds_of(kinds.pop()) if kind not in found]
            found.update(above)
            kinds += above
        return frozenset(found)

    def _found_includers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, record in records_of(self.naming.records, "data_categories").items():
            for key in _MADE_OF:
                parts = getattr(record, key, None)
                for part in mentions_of(parts, ()):
                    found.setdefault(part.id, []).append(id_)
        return found

    # Purposes and people

    def named(self, kind: str, mention: Mention, at: str = "") -> Named:
        """Return the purpose or group of people that an entry names or declares in place."""
        if mention.record is None:
            return Named(mention.id, self.naming.title(kind, mention.id))
        title = self.naming.title(kind, mention.id, mention.record)
        if title == mention.id:
            kinds = getattr(mention.record, "is_", None) or ()
            terms = self.naming.vocabulary.get(kind, {})
            title = next((terms[name].title for name in (mention.id, *kinds) if name in terms), title)
        return Named(mention.id, title, at)

    def people_covering(self, id_: str) -> frozenset[str]:
        """Return a group of people and all that it is a kind of."""
        return self.kinds_covering("data_subjects", id_)

    def kinds_covering(self, kind: str, id_: str) -> frozenset[str]:
        """Return a group of people or a purpose and all that it is a kind of."""
        found: set[str] = set()
        waiting = [id_]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._kinds_of(name, kind)
        return frozenset(found)

    # Words beside a statement

    def conditions(self, *statements: Any) -> tuple[Condition, ...]:  # noqa: ANN401
        """Return the qualifiers in words of statements, each once, the closest statement first."""
        found: dict[Condition, None] = {}
        for statement in statements:
            for name in _QUALIFIERS:
                words = getattr(statement, name, None)
                if words is not None:
                    found[Condition(name.rstrip("_"), self.naming.words(words))] = None
        return tuple(found)


def scopes(key: str, *statements: Any) -> tuple[Selector, ...]:  # noqa: ANN401
    """Return the selectors `only` or `except_` of the statements that have one."""
    return tuple(
        selector for statement in statements if isinstance(selector := getattr(statement, key, None), Selector)
    )


def is_possible(*statements: Any) -> bool:  # noqa: ANN401
    """Whether any of the statements says “may”."""
    return any(getattr(statement, "may", None) for statement in statements)
