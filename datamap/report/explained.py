"""What `datamap explain` says of a word: the keys, kinds, built-in terms and words of closed lists that bear it."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from datamap.catalog.glossary import HEADINGS, BuiltIn, named
from datamap.model import keys, shapes
from datamap.model.base import Frozen
from datamap.model.everyday import called_elsewhere
from datamap.model.forms import called
from datamap.model.keys import Key, Place
from datamap.model.processing import Processing
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.said import Said
from datamap.model.shapes import Shape
from datamap.model.written import as_yaml

_MOST_PLACES = 4
_IN_FULL = 3
_LABEL = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of a word: a heading, what it is, and rows of a label and lines of words."""

    heading: str
    what: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def explained(word: str) -> tuple[Entry, ...]:
    """Return every meaning of `word`: a key, a dotted path to one, a kind, a built-in term, or a word of a closed list.

    Empty where it means nothing.
    """
    return (*_keys(word), *_statements(word), *_choices(word), *(_term(term) for term in named(word)))


# Keys


def _keys(word: str) -> Iterator[Entry]:
    found: dict[Key, list[Place]] = {}
    for place in keys.found_at(word):
        found.setdefault(place.key, []).append(place)
    yield from (_kind(key) for key in found if key.kind)
    others = {key: held for key, held in found.items() if not key.kind}
    if len(others) <= _IN_FULL:
        yield from (_key(key, held) for key, held in others.items())
        return
    rows = [(str(held[0]), (f"{key.title}. {key.description}",)) for key, held in others.items()]
    ask = f"`datamap explain {rows[0][0]}` says more of one"
    yield Entry(heading=word, what=f"a key with {len(rows)} meanings; {ask}", rows=tuple(rows))


def _key(key: Key, places: list[Place]) -> Entry:
    shown = [str(place) for place in places[:_MOST_PLACES]]
    more = f"and {len(places) - len(shown):,} more places" if len(places) > len(shown) else ""
    return Entry(
        heading=f"{key.name}: {key.title}",
        what=f"a key of {_where(key)}",
        rows=_rows(
            ("meaning", key.description),
            ("elsewhere", ", ".join(called_elsewhere(key.name))),
            ("value", *key.forms),
            ("keys", ", ".join(_names_below(key.model, key))),
            ("example", *as_yaml(key.name, key.example).splitlines()),
            ("needed", "yes: it cannot be left out" if key.required else ""),
            ("law", key.law),
            ("seen by", "everyone" if key.public else "us alone"),
            ("register", f"column “{key.column}”" if key.column else ""),
            ("stands at", *shown, more),
        ),
    )


def _kind(key: Key) -> Entry:
    model = keys.record_model(key.name)
    rows = [(held.name, held.description) for held in keys.keys_of(model) if held.model is model]
    inherited = [held.name for held in keys.keys_of(model) if held.model is not model]
    return Entry(
        heading=f"{key.name}: {key.title}",
        what="a kind of record",
        rows=_rows(
            ("meaning", key.description, shapes.first_paragraph(model)),
            ("elsewhere", ", ".join(called_elsewhere(key.name))),
            ("value", *key.forms),
            ("example", *as_yaml(key.name, key.example).splitlines()),
            ("law", key.law),
            ("seen by", "everyone" if key.public else "us alone"),
            ("own keys", *(f"{name}: {meaning}" for name, meaning in rows)),
            ("and also", ", ".join(inherited)),
        ),
    )


_WHERE: dict[type[Frozen], str] = {
    Record: "every record",
    Qualified: "nearly everything: records, details, rules",
    Scoped: "everything that can be restricted",
    Processing: "each activity, and of the organisation's `defaults`",
}


def _where(key: Key) -> str:
    return _WHERE.get(key.model) or f"each {called(key.model)}"


def _names_below(model: type[Frozen], key: Key) -> Iterator[str]:
    """Yield the keys that can stand below a key, without those that nearly every value has."""
    shape = shapes.shape_at(model, shapes.field_of(model, key.name))
    for below in dict.fromkeys(shapes.models_of(shape)):
        yield from (held.name for held in keys.keys_of(below) if held.model is below)


# Words of closed lists


_STATEMENTS = {
    Said.NONE: "There is none: a statement like any other, and printed as one.",
    Said.UNKNOWN: "Nobody here knows: an admitted gap, shown to us and never guessed. A key left out says nothing.",
}


def _statements(word: str) -> Iterator[Entry]:
    """Yield what `none` or `unknown` states, and where."""
    if word not in _STATEMENTS:
        return
    stated = dict.fromkeys(place.key.name for place in keys.places() if _is_stated(place.key))
    yield Entry(
        heading=word,
        what="a statement in place of a value",
        rows=_rows(
            ("meaning", _STATEMENTS[Said(word)]),
            ("example", f"retention: {word}"),
            ("value of", f"any kind, and {', '.join(sorted(stated))}"),
        ),
    )


def _is_stated(key: Key) -> bool:
    return isinstance(shapes.shape_at(key.model, shapes.field_of(key.model, key.name)), shapes.Stated)


def _choices(word: str) -> Iterator[Entry]:
    held = dict.fromkeys(place.key for place in keys.places() if word in _words_of(place.key))
    if held:
        first = {key: keys.places_of(key)[0] for key in held}
        rows = tuple((str(place), (f"{key.title}. {key.description}",)) for key, place in first.items())
        yield Entry(heading=word, what="a word of the language, as the value of", rows=rows)


def _words_of(key: Key) -> frozenset[str]:
    return frozenset(_words(shapes.shape_at(key.model, shapes.field_of(key.model, key.name))))


def _words(shape: Shape) -> Iterator[str]:
    match shape:
        case shapes.Choice():
            yield from (str(member.value) for member in shape.words)
        case shapes.Several() | shapes.Stated():
            yield from _words(shape.of)
        case shapes.Either():
            for form in shape.forms:
                yield from _words(form)


def closed_words() -> frozenset[str]:
    """Return the words of all closed lists."""
    return frozenset(word for place in keys.places() for word in _words_of(place.key))


# Built-in terms


def _term(term: BuiltIn) -> Entry:
    heading = HEADINGS[term.vocabulary]
    used = dict.fromkeys(place.key for place in keys.places() if term.vocabulary in _referred(place.key))
    places = [str(keys.places_of(key)[0]) for key in used]
    more = f"and {len(places) - _MOST_PLACES} more keys" if len(places) > _MOST_PLACES else ""
    return Entry(
        heading=f"{term.id}: {term.title}",
        what=f"a built-in name among {heading.title[0].lower()}{heading.title[1:]}",
        rows=_rows(*((label, words) for label, words in term.facts), ("named at", *places[:_MOST_PLACES], more)),
    )


def _referred(key: Key) -> tuple[str, ...]:
    target = shapes.refers_to(key.model.model_fields[shapes.field_of(key.model, key.name)])
    return target.kinds if target is not None else ()


def _rows(*rows: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    kept = ((label, tuple(line for line in lines if line)) for label, *lines in rows)
    return tuple((label, lines) for label, lines in kept if lines)


# Text


def as_lines(entry: Entry, width: int) -> Iterator[tuple[str, str]]:
    """Yield an entry as (label, words) for each line, wrapped to `width`; the heading comes first, without a label."""
    yield "", entry.heading
    yield "", f"  {entry.what}"
    column = max(_LABEL, *(len(label) for label, _ in entry.rows)) + 2 if entry.rows else 0
    wide = column > width // 2
    column = _LABEL if wide else column
    for label, lines in entry.rows:
        shown = f"  {label}" if wide else f"  {label:<{column}}"
        if wide:
            yield shown, ""
            shown = " " * (column + 2)
        for line in lines:
            indent = len(line) - len(line.lstrip())
            for part in textwrap.wrap(
                line, max(20, width - column - 2), subsequent_indent=" " * (indent + 2), break_on_hyphens=False
            ):
                yield shown, part
                shown = " " * (column + 2)
