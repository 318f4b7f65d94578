"""A record as it was declared: every key with its value, names spelled out and linked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from inspect import get_annotations
from typing import Any

from pydantic import BaseModel

from datamap.catalog.authorities import authority_name
from datamap.catalog.countries import place_name
from datamap.catalog.languages import language_name
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.naming import Naming
from datamap.catalog.regimes import regimes
from datamap.catalog.spelling import spelled
from datamap.model.flows import Flow
from datamap.model.flows import Path as FlowPath
from datamap.model.items import Item, Refers
from datamap.model.links import Link
from datamap.model.organisation import Certification
from datamap.model.processing import Processing
from datamap.model.references import FLOW_NODES, plan_of
from datamap.model.said import Said
from datamap.pages import markup

_SAID = {Said.NONE: "none", Said.UNKNOWN: "unknown"}
_INDENT = "    "
_UPKEEP = frozenset({"links", "owner", "reviewed", "visibility", "formerly"})
_LANGUAGES = frozenset({"language", "languages"})
"""Keys whose values are tags of languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Writes values as Markdown. `address(kind, id)` gives the link to a record's page, or `None` where it has none."""

    naming: Naming
    address: Callable[[str, str], str | None]

    def record(self, record: BaseModel, *, without: frozenset[str] = frozenset()) -> str:
        """Return a list of all keys that the record states, one a bullet."""
        return "\n".join(self._keys(record, 0, without))

    def value(self, value: Any, target: Refers | None, *, without: frozenset[str] = frozenset()) -> str:  # noqa: ANN401
        """Return what stands at any place of a record: words on one line, or a list."""
        if (line := self.inline(value, target)) is not None:
            return line
        if isinstance(value, BaseModel):
            return self.record(value, without=without)
        return "\n".join(self._list_entry(value, target, 0))

    def _keys(self, record: BaseModel, depth: int, without: frozenset[str]) -> Iterator[str]:
        plan = plan_of(type(record))
        for name, label in _in_order(type(record)):
            value = getattr(record, name)
            key, target = plan[name]
            if value is None or key in without:
                continue
            if key == "may" and value is True:
                yield f"{_INDENT * depth}- In some cases"
                continue
            if key in _LANGUAGES:
                value = _in_words(value)
            if key == "is" and target is not None and isinstance(value, tuple):
                kinds = ", ".join(self._kind(id_, target) for id_ in value)
                yield f"{_INDENT * depth}- **{markup.text(label or key)}**: {kinds}"
                continue
            yield from self._entry(f"**{markup.text(label or key)}**", value, target, depth)

    def _kind(self, id_: str, target: Refers) -> str:
        """Return what something is a kind of: an identifier that equals a built-in term is that term."""
        terms = (self.naming.vocabulary.get(kind, {}).get(id_) for kind in target.kinds)
        term = next((term for term in terms if term is not None), None)
        return markup.text(term.title) if term is not None else self.name(id_, target)

    def _entry(
        self,
        label: str,
        value: Any,  # noqa: ANN401
        target: Refers | None,
        depth: int,
        without: frozenset[str] = frozenset(),
    ) -> Iterator[str]:
        if without and isinstance(value, BaseModel):
            rest = list(self._keys(value, depth + 1, without))
            yield f"{_INDENT * depth}- {label}{':' if rest else ''}"
            yield from rest
            return
        line = self.inline(value, target)
        bullet = f"{_INDENT * depth}- "
        if line is not None:
            yield f"{bullet}{label}: {line}"
            return
        yield f"{bullet}{label}:"
        yield from self._below(value, target, depth + 1)

    def _below(self, value: Any, target: Refers | None, depth: int) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, BaseModel):
            yield from self._keys(value, depth, frozenset())
        elif isinstance(value, Mapping):
            for id_, held in value.items():
                label = self._in_place(id_, held, target)
                # What stands there under its own words need not repeat them.
                yield from self._entry(f"**{label}**", held, None, depth, self._told_by(label, held))
        elif isinstance(value, tuple):
            for number, held in enumerate(value, 1):
                # With several, what is said of one would run on into what is said of the next.
                apart = len(value) > 1 and self._needs_lines(held)
                if apart:
                    yield f"{_INDENT * depth}- {number} of {len(value)}:"
                yield from self._list_entry(held, target, depth + 1 if apart else depth)

    def _in_place(self, id_: str, held: Any, target: Refers | None) -> str:  # noqa: ANN401
        """Return what is declared in place is called: by its title, its term, or the words of its identifier."""
        own = next(iter(self._own_words(held).values()), None)
        if target is None:
            return own if own is not None else markup.text(_words_of(str(id_)))
        title = self.naming.title_among(target.kinds, id_)[0]
        if title != id_ or not isinstance(held, BaseModel):
            return self.name(id_, target)
        return own if own is not None else markup.text(spelled(id_, capital=True))

    def _own_words(self, held: Any) -> Mapping[str, str]:  # noqa: ANN401
        """Return what can stand in place of an identifier, by its key: a title, a name, or what a purpose is for."""
        stated = {key: getattr(held, key, None) for key in _OWN_WORDS} if isinstance(held, BaseModel) else {}
        return {
            key: markup.text(words[:1].upper() + words[1:])
            for key, value in stated.items()
            if isinstance(value, str | Mapping) and not isinstance(value, Said) and (words := self.naming.words(value))
        }

    def _told_by(self, label: str, held: Any) -> frozenset[str]:  # noqa: ANN401
        return frozenset(key.rstrip("_") for key, words in self._own_words(held).items() if words == label)

    def _needs_lines(self, held: Any) -> bool:  # noqa: ANN401
        return isinstance(held, BaseModel) and not isinstance(held, Flow) and self.inline(held, None) is None

    def _list_entry(self, held: Any, target: Refers | None, depth: int) -> Iterator[str]:  # noqa: ANN401
        if isinstance(held, Item) and held.detail is not None:
            yield from self._item(held.id, held.detail, target, depth)
        elif isinstance(held, Flow):
            yield f"{_INDENT * depth}- {self._path(held.path)}"
            yield from self._keys(held, depth + 1, frozenset({"path"}))
        elif (line := self.inline(held, target)) is not None:
            yield f"{_INDENT * depth}- {line}"
        elif isinstance(held, BaseModel):
            yield from self._keys(held, depth, frozenset())
        else:
            yield from self._below(held, target, depth)

    def _item(self, id_: str, detail: Any, target: Refers | None, depth: int) -> Iterator[str]:  # noqa: ANN401
        """Yield an item and what is said beside it; what no list knows goes by the title that stands there."""
        if id_ == getattr(type(detail), "list_form", None):
            yield from self._keys(detail, depth, frozenset())
            return
        known = _mechanism(id_) if isinstance(detail, Certification) and target is None else None
        name, title = (
            markup.text(known) if known is not None else self.name(id_, target),
            getattr(detail, "title", None),
        )
        if title is None or name != markup.text(id_):
            yield from self._entry(name, detail, None, depth)
            return
        label = markup.text(self.naming.words(title))
        rest = list(self._keys(detail, depth + 1, frozenset({"title"})))
        yield f"{_INDENT * depth}- {label}{':' if rest else ''}"
        yield from rest

    def inline(self, value: Any, target: Refers | None) -> str | None:  # noqa: ANN401, C901, PLR0911 - one return for each shape that a value has
        """Return a value on one line, or `None` where it needs several."""
        if isinstance(value, Said):
            return f"*{_SAID[value]}*"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Enum):
            return markup.text(_of_a_list(str(value.value)))
        if isinstance(value, FlowPath):
            return self._path(value)
        if isinstance(value, str):
            return self.name(value, target) if target is not None else self._text(value)
        if isinstance(value, Link):
            words = self.naming.words(value.title) if value.title is not None else value.url or ""
            return markup.link(words, value.url) if value.url is not None else markup.text(words)
        if isinstance(value, Item):
            return (
                (self.name(value.id, target) if target is not None else _words_of(value.id))
                if value.detail is None
                else None
            )
        if isinstance(value, tuple):
            parts = [self.inline(held, target) for held in value]
            short = [part for part in parts if part is not None]
            simple = not any(isinstance(held, Flow) for held in value)
            return ", ".join(short) if simple and short and len(short) == len(parts) else None
        if isinstance(value, BaseModel):
            stated = [name for name in type(value).model_fields if getattr(value, name) is not None]
            only = getattr(type(value), "short_form", None)
            if not stated:
                return "stated"
            return (
                self.inline(getattr(value, stated[0]), plan_of(type(value))[stated[0]][1]) if stated == [only] else None
            )
        if isinstance(value, Mapping):
            return markup.text(self.naming.words(value)) if _is_text(value, target) else None
        return markup.text(str(value))

    def _text(self, value: str) -> str:
        return markup.link(value, value) if value.startswith(("https://", "http://")) else markup.text(value)

    def _path(self, path: FlowPath) -> str:
        return " → ".join(" and ".join(self.name(name, FLOW_NODES) for name in station) for station in path)

    def name(self, id_: str, target: Refers | None) -> str:
        """Return the title of what an identifier names, linked to its page where it has one."""
        if target is None:
            return markup.text(id_)
        title, kind = self.naming.title_among(target.kinds, id_)
        if title == id_:
            title = self._without_title(target, kind, id_)
        address = self.address(kind, id_) if kind is not None else None
        return f"[{markup.text(title)}]({address})" if address is not None else markup.text(title)

    def _without_title(self, target: Refers, kind: str | None, id_: str) -> str:
        """Return what is called by its identifier alone: a place by its name, a record by the words of it."""
        place = place_name(id_) if _PLACES & set(target.kinds) and kind is None else None
        if place is not None:
            return place.removeprefix("the ")
        if "vendors" in target.kinds:
            return self.naming.vendors.get(id_, id_)
        known = next((named for each in target.kinds if each in _OUTSIDE and (named := _OUTSIDE[each](id_))), None)
        if known is not None and kind is None:
            return known
        if "contacts" in target.kinds and kind is None:
            return self._contact(id_)
        is_word = kind is not None and kind not in _NAMES_OF_THEIR_OWN
        return spelled(id_, capital=True) if is_word else id_

    def _contact(self, id_: str) -> str:
        """Return what a contact of the organisation is called; a way in words stays as it is."""
        organisation = self.naming.records.organisation
        contacts = organisation.reached if organisation is not None else {}
        if id_ not in contacts:
            return id_
        title = contacts[id_].title
        return self.naming.words(title) if title is not None else spelled(id_, capital=True)


@cache
def _in_order(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """Return the fields of a model with their labels as people ask for them.

    When it holds and what it is come first, then what its kind alone has, then what defaults can say, and last what is
    said for those who keep it.
    """
    own, by_default = get_annotations(model), get_annotations(Processing)

    def turn(name: str) -> int:
        return 3 if name in _UPKEEP else 1 if name in own else 2 if name in by_default else 0

    fields = {name: info.title for name, info in model.model_fields.items()}
    return tuple((name, fields[name]) for name in sorted(fields, key=turn))


def _words_of(id_: str) -> str:
    """Return the words of an identifier; one that is a name or a number by itself stays as it is."""
    return spelled(id_, capital=True) if _IDENTIFIER.fullmatch(id_) else id_


def _of_a_list(value: str) -> str:
    """Return a value of a closed list in words: a condition by its article, all else without hyphens."""
    article = _CONDITION.fullmatch(value)
    return f"Art. 9(2)({article[1]})" if article is not None else spelled(value)


def _in_words(languages: Any) -> Any:  # noqa: ANN401 - a tag, several, or what is said in their place
    """Return languages by their names; a tag that the catalogue does not know stays as it is."""
    if isinstance(languages, Said):
        return languages
    if isinstance(languages, tuple):
        return tuple(map(_in_words, languages))
    return language_name(languages) or languages


def _mechanism(id_: str) -> str | None:
    known = mechanisms().get(id_)
    return known.title if known is not None else None


def _regime(id_: str) -> str | None:
    known = regimes().get(id_)
    return known.title if known is not None else None


_OUTSIDE: Mapping[str, Callable[[str], str | None]] = {
    "regimes": _regime,
    "mechanisms": _mechanism,
    "authorities": authority_name,
}
"""Names that no inventory declares, by the table that holds them."""
_OWN_WORDS = ("title", "name", "to", "for_")
_PLACES = frozenset({"areas", "countries", "regions"})
_IDENTIFIER = re.compile(r"[a-z]+([-_][a-z]+)*")
_CONDITION = re.compile(r"9-2-([a-j])")
_NAMES_OF_THEIR_OWN = frozenset({"trackers"})
"""Kinds whose identifiers are what a reader calls them by."""


def _is_text(value: Mapping[Any, Any], target: Refers | None) -> bool:
    return target is None and all(isinstance(held, str) for held in value.values())
