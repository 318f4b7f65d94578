"""Keys as the reference shows them: one after the other with all they say, or in a table that leads there."""

from collections.abc import Iterable, Iterator

from datamap.model import forms, shapes
from datamap.model.base import Frozen
from datamap.model.everyday import called_elsewhere
from datamap.model.keys import Key, keys_of
from datamap.model.written import as_yaml
from datamap.pages.reference.homes import address, anchor_of
from datamap.pages.reference.words import inline, listed, yaml


def heading(level: int, words: str, anchor: str) -> str:
    """Return a heading with its anchor."""
    return f"{'#' * level} {words} {{: #{anchor} }}"


def entries(keys: Iterable[Key], origin: str, level: int, *, under: type[Frozen]) -> Iterator[str]:
    """Yield each key with a heading and everything it says; `under` is the model that the anchors name."""
    for key in keys:
        yield heading(level, inline(f"`{key.name}`"), anchor_of(under, key.name))
        yield ""
        yield f"**{inline(key.title)}.** {inline(key.description)}"
        yield ""
        yield from (f"- {row}" for row in _rows(key, origin))
        yield ""
        yield yaml(as_yaml(key.name, key.example))
        yield ""


def _rows(key: Key, origin: str) -> Iterator[str]:
    if key.required:
        yield "It cannot be left out."
    yield f"Value: {inline(listed(key.forms))}."
    below = list(dict.fromkeys(shapes.models_of(shapes.shape_at(key.model, shapes.field_of(key.model, key.name)))))
    if below:
        yield f"Its keys: {', '.join(f'[{inline(forms.called(model))}]({address(origin, model)})' for model in below)}."
    if other := called_elsewhere(key.name):
        yield f"Called elsewhere: {inline(', '.join(other))}."
    if key.law:
        yield f"Law: {inline(key.law)}."
    if key.column:
        yield f"Register column: {inline(key.column)}."
    yield "Seen by everyone." if key.public else "Seen by us alone: a public build leaves it out."


def section(model: type[Frozen], origin: str, level: int) -> Iterator[str]:
    """Yield a model with its own keys, and where the keys that it inherits are explained."""
    title = forms.called(model)
    yield heading(level, inline(title[0].upper() + title[1:]), anchor_of(model))
    yield ""
    yield inline(shapes.first_paragraph(model))
    yield ""
    if model.short_form is not None:
        yield f"A text in its place is its {inline(f'`{model.short_form}`')}."
        yield ""
    yield from entries((key for key in keys_of(model) if key.model is model), origin, level + 1, under=model)
    yield from inherited(model, origin, frozenset({model}))


def inherited(model: type[Frozen], origin: str, without: frozenset[type[Frozen]]) -> Iterator[str]:
    """Yield one line for each model that this one inherits keys from."""
    bases = dict.fromkeys(key.model for key in keys_of(model) if key.model not in without)
    for base in bases:
        names = [key.name for key in keys_of(model) if key.model is base]
        linked = ", ".join(f"[{inline(f'`{name}`')}]({address(origin, base, name)})" for name in names)
        yield f"- Also the keys of every [{inline(forms.called(base))}]({address(origin, base)}): {linked}."
    if bases:
        yield ""
