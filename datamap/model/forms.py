"""What a value may be, in words: one phrase for each form that a key takes."""

import re
from collections.abc import Iterable, Iterator

from datamap.model import shapes
from datamap.model.base import Frozen
from datamap.model.basis import BASES, Basis
from datamap.model.flows import Never
from datamap.model.items import Refers
from datamap.model.links import Link
from datamap.model.shapes import Leaf, Shape

_LEAVES = {
    Leaf.TEXT: "words, or a mapping from language to words",
    Leaf.PLAIN: "words",
    Leaf.LANGUAGE: "a language tag, such as `en` or `pt-BR`",
    Leaf.IDENTIFIER: "an identifier",
    Leaf.ANY_KEY: "a name",
    Leaf.ADDRESS: "a web address, absolute or relative",
    Leaf.EMAIL: "an e-mail address",
    Leaf.PATH: "a path, such as `a -> b` or `a & b -> c`",
    Leaf.DURATION: "a period, such as `2 years` or `up to 6 months`",
    Leaf.DATE: "a day, such as `2026-03-01`",
    Leaf.DOCUMENT_DATE: "a day, month or year, such as `2026-03-01`, `2026-03` or `2026`",
    Leaf.BOOLEAN: "`true` or `false`",
    Leaf.NUMBER: "a whole number",
}
_SINGULAR = {
    "acceptance": "way to accept",
    "activities": "activity",
    "authorities": "supervisory authority",
    "bases": "lawful basis",
    "countries": "country",
    "data_categories": "data category",
    "data_subjects": "group of people",
    "entities": "entity",
    "party_kinds": "kind of party",
    "system_kinds": "kind of system",
    "tracker_kinds": "kind of tracker",
}
_CALLED = {
    "Channel": "choice of channel",
    "Deadline": "time limit",
    "Check": "test of a disclosure",
    "DataDetail": "detail of a category of data",
    "DataSubject": "group of people",
    "Edition": "earlier version",
    "Expiry": "lifetime",
    "InternalKeys": "list of internal keys",
    "Authority": "supervisory authority",
    "Link": "link to a document",
    "Never": "thing that is never done",
    "Notification": "notification of a change",
    "OptOut": "opt-out",
    "Part": "part of a category of data",
    "Party": "processor or recipient",
    "Processing": "default",
    "Qualified": "qualified statement",
    "Records": "file of an inventory",
    "RecipientDetail": "detail of a recipient",
    "RegisterField": "register column",
    "RightTerms": "statement of how rights are exercised",
    "Scoped": "restricted statement",
    "LawInForce": "law in force",
    "Titled": "titled thing",
    "Use": "use of a vendor",
}
_PLURAL = frozenset({"automated decisions", "changes", "duties", "legitimate interests", "vital interests"})


def called(model: type[Frozen]) -> str:
    """Return what the reference calls a value of a model, without its article, such as `retention rule`."""
    return _CALLED.get(model.__name__) or shapes.spaced(model)


def of(shape: Shape, target: Refers | None) -> tuple[str, ...]:
    """Return the forms of a value, a phrase each."""
    return tuple(dict.fromkeys(_forms(shape, target)))


def _forms(shape: Shape, target: Refers | None) -> Iterator[str]:  # noqa: C901 - one case for each form of the language
    match shape:
        case Leaf.IDENTIFIER | Leaf.PLAIN if target is not None:
            yield _name(target)
        case Leaf():
            yield _LEAVES[shape]
        case shapes.Choice():
            yield _one_of(str(member.value) for member in shape.words)
        case shapes.Keys():
            yield from _keyed(shape.model)
        case shapes.Several():
            yield from _several(shape, target)
        case shapes.Entry():
            yield f"{_name(target)}, alone or with a detail: {_keys(shape.detail)}"
        case shapes.InPlace():
            yield from _forms(shapes.Several(shapes.Entry(shape.detail), alone=True), target)
            yield f"a mapping from identifier to {articled(called(shape.record))}, declared for this use alone"
        case shapes.Named():
            name = _listed(_kinds(target)) if target is not None else "identifier"
            yield f"a mapping from {name} to {', or '.join(of(shape.of, None))}"
        case shapes.Either():
            for form in shape.forms:
                yield from _forms(form, target)
        case shapes.Stated():
            yield from _forms(shape.of, target)
            yield "`none` or `unknown`"


def _several(shape: shapes.Several, target: Refers | None) -> Iterator[str]:
    each = of(shape.of, target)
    if shape.alone:
        yield from each
        yield "a list of these"
    else:
        yield f"a list; each entry is {', or '.join(each)}"


def _keyed(model: type[Frozen]) -> Iterator[str]:
    short = _short(model)
    if short is not None:
        yield short
    if "path" in model.model_fields and model.short_form == "path":
        yield "one path with a detail that holds for every hop: `a -> b: [data]` or `a -> b: {data: ..., when: ...}`"
    yield _keys(model)


def _short(model: type[Frozen]) -> str | None:
    """Return what may stand in place of the mapping."""
    if model is Basis:
        return _one_of(BASES)
    if model is Link:
        return "an address, else a title"
    if model is Never:
        return "an act, such as `sell`, or a path, such as `a -> b`"
    if model.short_form is None:
        return None
    field = shapes.field_of(model, model.short_form)
    if any(info.is_required() for other, info in model.model_fields.items() if other != field):
        return None
    first = of(shapes.shape_at(model, field), shapes.refers_to(model.model_fields[field]))[0]
    words = re.split(", (?:alone|such as|or a mapping)", first)[0]
    return f"{words} alone, as its `{model.short_form}`"


def _keys(model: type[Frozen]) -> str:
    return f"the keys of {articled(called(model))}"


def _one_of(words: Iterable[str]) -> str:
    return f"one of {', '.join(f'`{word}`' for word in words)}"


def _name(target: Refers | None) -> str:
    if target is None:
        return "an identifier"
    own = ["`us`, `client` or `each`"] if "who" in target.kinds else []
    return _listed([*own, f"the identifier of {_listed(_kinds(target))}", *(["words"] if target.words else [])])


def _kinds(target: Refers) -> list[str]:
    return [
        articled(_SINGULAR.get(kind) or kind.removesuffix("s").replace("_", " "))
        for kind in target.kinds
        if kind != "who"
    ]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def articled(noun: str) -> str:
    """Return a noun with its indefinite article, if it takes one."""
    if noun in _PLURAL:
        return noun
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
