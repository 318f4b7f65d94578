"""Inventories that hypothesis makes up: any data that the models take, in the shape in which YAML holds them."""

import datetime as dt

from hypothesis import strategies as st

from datamap.model.basis import BASES, Basis
from datamap.model.complaints import TRUTH
from datamap.model.disclosures import DISCLAIMED, OCCASIONS, Disclaimer, Disclosure
from datamap.model.durations import EXAMPLES
from datamap.model.flows import Flow
from datamap.model.governance import RegisterField
from datamap.model.items import RESERVED
from datamap.model.links import Link
from datamap.model.people import Purpose
from datamap.model.record import InternalKeys, Record
from datamap.model.records import KINDS, Records
from datamap.model.shapes import Choice, Either, Entry, InPlace, Keys, Leaf, Named, Several, Stated, shape_at
from datamap.model.trackers import Tracker

_SAID = st.sampled_from(["none", "unknown"])
WORDS = (
    st.sampled_from(["deliver what you ordered", "1.10", "0303", "NO", "Yes", "~", "null", "a: b", "- a", "#", "2024-02-25"])
    | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
).filter(lambda text: text.strip() not in {"", "none", "unknown", "yes", "no", *TRUTH})  # fmt: skip
NAMES = (
    st.sampled_from(["shop", "mailer", "orders", "email", "customer", "deliver", "_ga", "cart_{id}", "TS*", "[x]", "1.10", "no"])
    | st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
).filter(lambda name: name not in RESERVED)  # fmt: skip
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=2).map(" & ".join), min_size=2, max_size=3).map(" -> ".join)
LEAVES = {
    Leaf.TEXT: WORDS | st.dictionaries(st.sampled_from(["en", "de", "pt-BR"]), WORDS, min_size=1, max_size=2),
    Leaf.PLAIN: WORDS,
    Leaf.LANGUAGE: st.sampled_from(["en", "pt-BR", "no"]),
    Leaf.IDENTIFIER: NAMES,
    Leaf.ANY_KEY: st.sampled_from(["US", "DE", "NO", "eea"]),
    Leaf.ADDRESS: st.sampled_from(["https://example.org/a?b=c#d", "mailto:a@example.org", "#x", "up/"]),
    Leaf.EMAIL: st.sampled_from(["a@example.org", "ä@example.org"]),
    Leaf.PATH: PATHS,
    Leaf.DURATION: st.sampled_from(EXAMPLES),
    Leaf.DATE: st.dates().map(str).filter(lambda day: len(day) == 10),
    Leaf.DOCUMENT_DATE: st.dates(dt.date(1000, 1, 1)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
    Leaf.BOOLEAN: st.booleans(),
    Leaf.NUMBER: st.integers(0, 130),
}


def values(shape, depth):
    """Values of one shape, nested at most as deep as asked."""
    if isinstance(shape, Leaf):
        return LEAVES[shape]
    if isinstance(shape, Choice):
        return st.sampled_from([member.value for member in shape.words])
    if isinstance(shape, Keys):
        return keyed(shape.model, depth)
    if isinstance(shape, Several):
        one = values(shape.of, depth)
        several = st.lists(one, min_size=1, max_size=2)
        return one | several if shape.alone else several
    if isinstance(shape, Entry):
        return NAMES | _detailed(shape.detail, depth)
    if isinstance(shape, InPlace):
        entries = st.lists(NAMES | _detailed(shape.detail, depth), min_size=1, max_size=2)
        return NAMES | entries | st.dictionaries(NAMES, keyed(shape.record, depth - 1), min_size=1, max_size=2)
    if isinstance(shape, Named):
        return st.dictionaries(LEAVES[shape.name], values(shape.of, depth), min_size=1, max_size=2)
    if isinstance(shape, Either):
        return st.one_of([values(form, depth) for form in shape.forms])
    assert isinstance(shape, Stated)
    value = values(shape.of, depth)
    return value | value | value | _SAID


def _detailed(detail, depth):
    return st.dictionaries(NAMES, keyed(detail, depth - 1), min_size=1, max_size=1)


@st.composite
def keyed(draw, model, depth):
    """Data of one model: a few of its keys, or its short form."""
    info = model.model_fields
    required = [name for name in info if info[name].is_required()]
    if model is Flow and draw(st.booleans()):
        return draw(PATHS)
    if model is InternalKeys:
        return {"internal": ["note", "owner"]}
    if (
        model.short_form is not None
        and issubclass(model, Record)
        and set(required) <= {model.short_form}
        and draw(st.booleans())
    ):
        return draw(WORDS)
    chosen = required
    if depth > 0:
        chosen = [*required, *draw(st.lists(st.sampled_from(sorted(info)), min_size=1, max_size=5, unique=True))]
    data = {info[name].alias or name: draw(values(shape_at(model, name), depth - 1)) for name in dict.fromkeys(chosen)}
    return _as_the_model_asks(draw, model, data)


def _as_the_model_asks(draw, model, data):
    if issubclass(model, Purpose | Tracker) and "to" in data:
        data.pop("for", None)
    if model is Link and not data:
        data["title"] = draw(WORDS)
    if model is Basis and not set(data) & {*BASES, "condition"}:
        data[draw(st.sampled_from(BASES))] = {}
    if model is Disclosure and not set(data) & set(OCCASIONS):
        data["when"] = draw(WORDS)
    if model is Disclaimer and not set(data) & set(DISCLAIMED):
        data["does_not"] = draw(WORDS)
    if model is RegisterField:
        data["kind"] = "activities"
    if model is Flow and len(data) == 1 and draw(st.booleans()):
        return {data["path"]: draw(values(shape_at(Flow, "data"), 0))}
    return data


@st.composite
def inventories(draw, kinds=KINDS, depth=4):
    """The records of one organisation, by kind."""
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True))
    return {"organisation": "Harbour Books Ltd", **{kind: draw(_kind(kind, depth)) for kind in chosen}}


def _kind(kind, depth):
    shape = shape_at(Records, kind)
    if kind == "organisation":
        form = next(form for form in getattr(shape, "forms", (shape,)) if isinstance(form, Keys))
        return keyed(form.model, depth)
    return values(shape, depth)
