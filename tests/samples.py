"""For each key of the language an inventory that states it, and as little else as can be."""

from datamap.model.basis import Basis
from datamap.model.disclosures import Disclaimer, Disclosure
from datamap.model.flows import Flow
from datamap.model.links import Link
from datamap.model.people import Purpose
from datamap.model.records import Records
from datamap.model.shapes import (
    Choice,
    Either,
    Entry,
    InPlace,
    Keys,
    Leaf,
    Named,
    Several,
    Stated,
    models_below,
    models_of,
    shape_at,
)

_NEEDED = {
    Basis: {"consent": {}},
    Disclaimer: {"does_not": "see to it"},
    Disclosure: {"is": "court-order"},
    Flow: {"path": "customer -> shop"},
    Link: {"title": "words"},
    Purpose: {"to": "see to it"},
}


def key_of(model, name):
    return model.model_fields[name].alias or name


def sample(shape, words="words"):
    """A value of a shape, in which all words are those given."""
    if isinstance(shape, Leaf):
        return {
            Leaf.TEXT: words, Leaf.PLAIN: words, Leaf.LANGUAGE: "en", Leaf.IDENTIFIER: words, Leaf.ANY_KEY: "US",
            Leaf.ADDRESS: f"https://example.org/{words}", Leaf.EMAIL: f"{words}@example.org", Leaf.PATH: f"{words} -> {words}",
            Leaf.DURATION: "2 years", Leaf.DATE: "2099-12-31", Leaf.DOCUMENT_DATE: "2099-12", Leaf.BOOLEAN: True, Leaf.NUMBER: 99,
        }[shape]  # fmt: skip
    if isinstance(shape, Choice):
        return next(iter(shape.words)).value
    if isinstance(shape, Keys):
        return stated(shape.model, words)
    if isinstance(shape, Several):
        return [sample(shape.of, words)]
    if isinstance(shape, Entry):
        return {words: {"text": words}} if "text" in shape.detail.model_fields else words
    if isinstance(shape, InPlace):
        return [sample(Entry(shape.detail), words)]
    if isinstance(shape, Named):
        return {sample(shape.name, words): sample(shape.of, words)}
    if isinstance(shape, Either):
        return sample(shape.forms[-1], words)
    assert isinstance(shape, Stated)
    return sample(shape.of, words)


def needed(model, words="words"):
    """The keys that a model cannot be without."""
    required = (name for name, info in model.model_fields.items() if info.is_required())
    return {key_of(model, name): sample(shape_at(model, name), words) for name in required} | _NEEDED.get(model, {})


def stated(model, words="words"):
    """Data of a model in which the words stand, if it can hold any."""
    holds_words = (name for name in model.model_fields if shape_at(model, name) in {Leaf.TEXT, Leaf.PLAIN})
    said = next(holds_words, None)
    return needed(model, words) | ({key_of(model, said): words} if said is not None else {})


def around(shape, model, data):
    """Data of a shape, in which the data of a model stand."""
    if isinstance(shape, Several | Stated):
        inner = around(shape.of, model, data)
        return [inner] if isinstance(shape, Several) else inner
    if isinstance(shape, Entry):
        return {"item": data}
    if isinstance(shape, InPlace):
        return {"item": data} if model is shape.record else [{"item": data}]
    if isinstance(shape, Named):
        return {sample(shape.name, "item"): around(shape.of, model, data)}
    if isinstance(shape, Either):
        return around(next(form for form in shape.forms if model in models_of(form)), model, data)
    assert isinstance(shape, Keys)
    return data


def _routes():
    """For each model the model and the field in which it is first met."""
    routes = {Records: None}
    for outer in models_below(Records):
        for name in outer.model_fields:
            for model in models_of(shape_at(outer, name)):
                routes.setdefault(model, (outer, name))
    return routes


_ROUTES = _routes()


def inventory_with(model, data):
    """An inventory in which the data of a model stand."""
    while model is not Records:
        outer, name = _ROUTES[model]
        held = around(shape_at(outer, name), model, data)
        key = key_of(outer, name)
        if outer is Records and name != "organisation" and not isinstance(held, dict):
            held = {"item": data}
        data = {**(needed(outer) if outer is not Records else {}), key: held}
        model = outer
    return {"organisation": "Harbour Books Ltd", **data}


def inventory_stating(model, name, words="words"):
    """An inventory that states one key of one model."""
    key = key_of(model, name)
    value = sample(shape_at(model, name), words)
    beside = {} if (model, name) == (Purpose, "for_") else needed(model)
    return inventory_with(model, {**beside, key: value})


EVERY_KEY = tuple(
    (model, name) for model in models_below(Records) if model is not Records for name in model.model_fields
)
"""Each model with each of its fields, but for the kinds themselves."""
