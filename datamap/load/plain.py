"""The quick way through all of YAML, as long as there is nothing to say about it: its data, and a list of positions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs leave it out
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from datamap.load.positions import ListMarks, MappingMarks, Marks, packed

MAX_DEPTH = 64
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Plain:
    """The data of a text, and where its nodes begin as they follow in it: keys, texts, mappings and lists."""

    data: Any
    places: list[Any]
    """What the parser calls marks, untouched: to ask each for line and column takes a third of the time of reading."""
    ends: dict[int, int]
    """How many nodes stand before the end of each mapping and list, by its identity."""

    def marks(self) -> Marks:
        """Return where each node begins, as the thorough way does."""
        return _marks(self.data, iter(self.places))

    def key(self, way: tuple[str, ...]) -> int:
        """Return where the key of a kind or a record stands."""
        return _position(self.places[self._keys[way]])

    def below(self, way: tuple[str, ...]) -> Marks:
        """Return the marks of the value of a kind or a record."""
        return _marks(self._value(way), map(self.places.__getitem__, count(self._keys[way] + 1)))

    def found(self, way: tuple[str, ...]) -> "tuple[int, PlainNode]":
        """Return where the key of a kind or a record stands, and its value."""
        before = self._keys[way]
        return _position(self.places[before]), PlainNode(self._value(way), before + 1, self)

    def within(self, data: Any, before: int) -> Mapping[Any, int]:  # noqa: ANN401
        """Return how many nodes stand before each key of a mapping or entry of a list that begins at `before`."""
        known = self._within.get(before)
        if known is None:
            known = self._within[before] = {}
            following = before + 1
            for name, value in data.items() if isinstance(data, dict) else enumerate(data):
                known[name] = following
                following = self._after(value, following + isinstance(data, dict))
        return known

    @cached_property
    def _within(self) -> dict[int, dict[Any, int]]:
        return {}

    def _value(self, way: tuple[str, ...]) -> Any:  # noqa: ANN401
        return self.data[way[0]] if len(way) == 1 else self.data[way[0]][way[1]]

    @cached_property
    def _keys(self) -> dict[tuple[str, ...], int]:
        """How many nodes stand before the key of each kind and each record."""
        keys: dict[tuple[str, ...], int] = {}
        before = 1
        for kind, value in self.data.items():
            keys[kind,] = before
            if isinstance(value, dict):
                before += 2
                for id_, record in value.items():
                    keys[kind, id_] = before
                    before = self._after(record, before + 1)
            else:
                before = self._after(value, before + 1)
        return keys

    def _after(self, value: Any, before: int) -> int:  # noqa: ANN401
        """Return how many nodes stand before what follows a value."""
        return before + 1 if isinstance(value, str) else self.ends[id(value)]


class PlainNode(NamedTuple):
    """A node of a text that was read quickly: its data, and how many nodes stand before it.

    Only the places that lead to one finding are looked at: most records with a finding have one or two.
    """

    data: Any
    before: int
    whole: Plain

    @property
    def start(self) -> int:
        """Where it begins."""
        return _position(self.whole.places[self.before])

    def find(self, name: str) -> "tuple[int, PlainNode] | None":
        """Return where a key of a mapping stands, and its value; `None` for a key that is not written."""
        if name not in self.data:
            return None
        before = self.whole.within(self.data, self.before)[name]
        return _position(self.whole.places[before]), PlainNode(self.data[name], before + 1, self.whole)

    def entry(self, number: int) -> "PlainNode":
        """Return an entry of a list."""
        return PlainNode(self.data[number], self.whole.within(self.data, self.before)[number], self.whole)


def _marks(data: Any, places: Iterator[Any]) -> Marks:  # noqa: ANN401
    position = _position(next(places))
    if isinstance(data, str):
        return position
    if isinstance(data, list):
        return ListMarks(position, [_marks(entry, places) for entry in data])
    marks = MappingMarks(position)
    for key, value in data.items():
        marks.keys[key] = _position(next(places))
        marks.values[key] = _marks(value, places)
    return marks


def _position(place: Any) -> int:  # noqa: ANN401
    return packed(place.line, place.column)


def plain(text: str) -> Plain | None:
    """Return what stands in a text, or `None` if it holds an anchor, an alias, or anything that deserves a finding.

    Most texts hold nothing of that, and can be read in half the time. Their marks are made when anybody asks.
    """
    parser = CParser(text)
    try:
        return _plain(parser.get_event)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()


def _plain(next_event: Any) -> Plain | None:  # noqa: ANN401, C901, PLR0911, PLR0912 - one loop without calls: each would be made for every word
    places: list[Any] = []
    note = places.append
    ends: dict[int, int] = {}
    above: list[tuple[Any, str | None, bool]] = []
    value: Any = []
    is_list = True
    key: str | None = None
    documents = 0
    event = next_event()
    while event is not None:
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            if event.tag or event.anchor or (text in NULLS and not event.style):
                return None
            note(event.start_mark)
            if is_list:
                value.append(text)
            elif key is not None:
                value[key] = text
                key = None
            elif text not in value:
                key = text
            else:
                return None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            is_key = key is None and not is_list
            if event.tag or event.anchor or is_key or len(above) >= MAX_DEPTH:
                return None
            note(event.start_mark)
            above.append((value, key, is_list))
            is_list = kind is SequenceStartEvent
            value = [] if is_list else {}
            key = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if is_list and not value:
                return None
            done = value
            ends[id(done)] = len(places)
            value, key, is_list = above.pop()
            if is_list:
                value.append(done)
            else:
                value[key] = done
                key = None
        elif kind is AliasEvent:
            return None
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                return None
        event = next_event()
    return Plain(value[0], places, ends) if value else None
