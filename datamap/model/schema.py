"""The JSON Schema (draft 2020-12) of one file of an inventory, made from the models.

It takes what the loader takes, as an editor sees it: an editor reads `1.10` as a number and `true` as a truth value,
where the loader reads both as written.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from pydantic.fields import FieldInfo

from datamap.model import shapes
from datamap.model.base import ANSWERS, SAID_IN_WORDS, Frozen
from datamap.model.basis import BASES, Basis
from datamap.model.constraints import CONSTRAINTS
from datamap.model.flows import Flow, Never
from datamap.model.items import Refers
from datamap.model.leaves import DOCUMENT, ENTRY, LEAVES, NAMES, SAID, SENTENCE, WORDS_BY_LANGUAGE
from datamap.model.links import Link
from datamap.model.records import KINDS, Records
from datamap.model.rights import Who
from datamap.model.shapes import Leaf, Shape, first_paragraph, owner

Json = dict[str, Any]
Names = Callable[[str], Collection[str]]
_REFERENCE = re.compile(r'"#/\$defs/([^"]+)"')
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SUBDIVISION: Json = {"type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$"}
_OWN_WORDS: dict[str, tuple[str, ...]] = {"bases": BASES, "who": tuple(Who)}
_DECLARED = frozenset({*KINDS, "contacts", "entities"})


def _no_names(_: str) -> Collection[str]:
    return ()


def json_schema(names: Names = _no_names) -> Json:
    """Return the schema of a file.

    `names` gives the built-in names of a vocabulary: they complete lists, and close those that no inventory adds to.
    """
    writer = _Writer(names)
    root = writer.keys(Records)
    definitions = writer.definitions
    used = _used(root, definitions)
    return {
        "$schema": DIALECT,
        "title": "datamap inventory",
        "description": "A file of an inventory: what an organisation does with personal data.",
        **root,
        "$defs": {name: definitions[name] for name in sorted(used)},
    }


def _used(root: Json, definitions: Json) -> set[str]:
    """Return the names of the definitions that the schema refers to."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        new = set(_REFERENCE.findall(_compact(waiting.pop()))) - found
        found |= new
        waiting.extend(definitions[name] for name in new)
    return found


def as_text(schema: Json) -> str:
    """Return a schema as JSON, one definition a line: short, and a difference between two versions can be read."""
    definitions = ",\n".join(f"{_compact(name)}:{_compact(held)}" for name, held in schema["$defs"].items())
    rest = {name: held for name, held in schema.items() if name != "$defs"}
    return f'{_compact(rest)[:-1]},\n"$defs":{{\n{definitions}\n}}}}\n'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


class _Writer:
    """Writes definitions as they are first needed, each once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.definitions: Json = {}

    def define(self, name: str, write: Callable[[], Json]) -> Json:
        if name not in self.definitions:
            self.definitions[name] = {}  # holds the place, since a stage of retention is itself a retention rule
            self.definitions[name] = write()
        return _ref(name)

    # Models

    def model(self, model: type[Frozen]) -> Json:
        return self.define(model.__name__, lambda: self._model(model))

    def _model(self, model: type[Frozen]) -> Json:
        keys, short = self.keys(model), self.short(model)
        if model is Flow:
            keys = {"anyOf": [keys, self._hop(model)]}
        if short is None:
            return {**_heading(model), **keys}
        if any("enum" in form or "/Names." in form.get("$ref", "") for form in self.alternatives(short)):
            # An editor completes words from here; below `else` it would not look for them.
            return {**_heading(model), **self.any_of([short, keys])}
        if model.short_form in SAID_IN_WORDS:
            short = {"allOf": [short, {"not": {"enum": sorted(ANSWERS)}}]}
        # Whoever writes a mapping is told which key is wrong, not that a text would have done.
        return {**_heading(model), "if": {"type": "object"}, "then": keys, "else": short}

    def keys(self, model: type[Frozen]) -> Json:
        properties = {info.alias or name: self.property(model, name) for name, info in model.model_fields.items()}
        required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **CONSTRAINTS.get(model, {}),
        }

    def _hop(self, model: type[Frozen]) -> Json:
        """Return the form `{a -> b: detail}` of a flow."""
        whole = self.keys(model)
        detail = {**whole, "properties": {key: value for key, value in whole["properties"].items() if key != "path"}}
        detail.pop("required")
        shape, target = shapes.shape_at(model, "data"), shapes.refers_to(model.model_fields["data"])
        # A mapping is the detail of the flow, so one datum with a detail of its own needs its brackets here.
        data = [form for form in self.alternatives(self.shape(shape, target)) if "propertyNames" not in form]
        return {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": _ref("Path"),
            "additionalProperties": self.any_of([*data, detail]),
        }

    def any_of(self, forms: Iterable[Json]) -> Json:
        """Return alternatives side by side: an editor that shows a key looks one level deep, not two."""
        flat = [alternative for form in forms for alternative in self.alternatives(form)]
        unique = [form for number, form in enumerate(flat) if form not in flat[:number]]
        return unique[0] if len(unique) == 1 else {"anyOf": unique}

    def alternatives(self, form: Json) -> list[Json]:
        if set(form) == {"$ref"}:
            definition = self.definitions[form["$ref"].rpartition("/")[2]]
            return self.alternatives(definition) if set(definition) in ({"anyOf"}, {"$ref"}) else [form]
        if set(form) == {"anyOf"}:
            return [spelled for alternative in form["anyOf"] for spelled in self.alternatives(alternative)]
        return [form]

    def property(self, model: type[Frozen], name: str) -> Json:
        declaring = owner(model, name)
        info = declaring.model_fields[name]

        def write() -> Json:
            heading = _heading_of(info)
            return {**heading, **self.shape(shapes.shape_at(declaring, name), shapes.refers_to(info)), **heading}

        # A key that several models inherit is written once; one that a single model has stands where it is used.
        return self.define(f"{declaring.__name__}.{info.alias or name}", write) if declaring in _INHERITED else write()

    def short(self, model: type[Frozen]) -> Json | None:
        """Return what a plain text in place of a mapping may be."""
        if model is Basis:
            return {"enum": list(BASES)}
        if model is Link:
            return self.define("Document", lambda: DOCUMENT)
        if model is Never:
            does = self.scalar(shapes.shape_at(model, "does"), shapes.refers_to(model.model_fields["does"]))
            return self.any_of([self.leaf(Leaf.PATH, None), *([does] if does else [])])
        if model.short_form is None:
            return None
        name = shapes.field_of(model, model.short_form)
        if any(info.is_required() for other, info in model.model_fields.items() if other != name):
            return None
        return self.scalar(shapes.shape_at(model, name), shapes.refers_to(model.model_fields[name]))

    def scalar(self, shape: Shape, target: Refers | None) -> Json | None:  # noqa: PLR0911 - one return for each form of the language
        """Return the forms of a value that are one plain text."""
        match shape:
            case Leaf.TEXT:
                return self.sentence()
            case Leaf() | shapes.Choice():
                return self.shape(shape, target)
            case shapes.Keys():
                return self.short(shape.model)
            case shapes.Several() if shape.alone:
                return self.scalar(shape.of, target)
            case shapes.Entry() | shapes.InPlace():
                return self.entry(target)
            case shapes.Stated():
                inner = self.scalar(shape.of, target)
                return self.any_of([*([inner] if inner else []), self.said()])
        return None

    # Values

    def shape(self, shape: Shape, target: Refers | None) -> Json:  # noqa: PLR0911 - one return for each form of the language
        match shape:
            case Leaf():
                return self.leaf(shape, target)
            case shapes.Choice():
                return self.define(shape.words.__name__, lambda: _choice(shape))
            case shapes.Keys():
                return self.model(shape.model)
            case shapes.Entry():
                return self.item(shape, target)
            case shapes.Several():
                return self.several(shape, target)
            case shapes.InPlace():
                return self.in_place(shape, target)
            case shapes.Named():
                return {
                    "title": "mapping",
                    "type": "object",
                    **self.names_of(shape.name, target),
                    "additionalProperties": self.shape(shape.of, None),
                }
            case shapes.Either():
                return self.any_of(self.shape(form, target) for form in shape.forms)
            case shapes.Stated():
                return self.any_of([self.shape(shape.of, target), self.said()])

    def names_of(self, name: Leaf, target: Refers | None) -> Json:
        if target is not None and target.keys:
            return {"propertyNames": self.entry(target)}
        return {"propertyNames": self.leaf(Leaf.IDENTIFIER, None)} if name is Leaf.IDENTIFIER else {}

    def leaf(self, leaf: Leaf, target: Refers | None) -> Json:
        if leaf is Leaf.IDENTIFIER and target is not None:
            return self.named(target, self.leaf(Leaf.IDENTIFIER, None), [])
        if leaf is Leaf.TEXT:
            self.sentence()
            self.leaf(Leaf.LANGUAGE, None)
            self.define("WordsByLanguage", lambda: WORDS_BY_LANGUAGE)
        return self.define(NAMES[leaf], lambda: LEAVES[leaf])

    def sentence(self) -> Json:
        return self.define("Sentence", lambda: SENTENCE)

    def said(self) -> Json:
        return self.define("Said", lambda: SAID)

    def entry(self, target: Refers | None) -> Json:
        anything = self.define("Name", lambda: ENTRY)
        return anything if target is None else self.named(target, anything, [{"enum": ["all"]}])

    def named(self, target: Refers, anything: Json, more: list[Json]) -> Json:
        """Return the names that a key may hold: the built-in ones, and any other unless the list is closed."""
        known = [self.vocabulary(kind) for kind in target.kinds if _OWN_WORDS.get(kind) or self.names(kind)]
        if target.words or target.open or not _DECLARED.isdisjoint(target.kinds) or not known:
            return self.any_of([*known, anything])
        subdivisions = [_SUBDIVISION] if "countries" in target.kinds else []
        return self.any_of([*known, *subdivisions, *more])

    def vocabulary(self, kind: str) -> Json:
        def write() -> Json:
            return {"title": kind.replace("_", " "), "enum": list(_OWN_WORDS.get(kind) or sorted(self.names(kind)))}

        return self.define(f"Names.{kind}", write)

    def item(self, entry: shapes.Entry, target: Refers | None) -> Json:
        alternatives = [{"enum": [entry.detail.list_form]}] if entry.detail.list_form is not None else []

        def write() -> Json:
            detailed = {
                "title": "name with a detail",
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": self.any_of([self.entry(target), *alternatives]),
                **self.alternatives_of(entry.detail),
                "additionalProperties": self.model(entry.detail),
            }
            return self.any_of([self.entry(target), detailed])

        return self.define(f"Item.{entry.detail.__name__}{'.' + _among(target) if target else ''}", write)

    def alternatives_of(self, detail: type[Frozen]) -> Json:
        """Return the form `one_of: [...]` where a detail can be a list; no other name can have one."""
        if detail.list_form is None:
            return {}
        name = shapes.field_of(detail, detail.list_form)
        listed = self.shape(shapes.shape_at(detail, name), shapes.refers_to(detail.model_fields[name]))
        several = [form for form in self.alternatives(listed) if form.get("type") == "array"]
        return {"properties": {detail.list_form: self.any_of([*several, self.model(detail)])}}

    def several(self, shape: shapes.Several, target: Refers | None) -> Json:
        one = self.shape(shape.of, target)
        listed: Json = {"title": "list", "type": "array", "items": one}
        if not shape.alone:
            return listed
        return self.any_of([one, listed])

    def in_place(self, shape: shapes.InPlace, target: Refers | None) -> Json:
        declared = {
            "title": "declared in place",
            "type": "object",
            "minProperties": 1,
            "propertyNames": self.leaf(Leaf.IDENTIFIER, None),
            "additionalProperties": self.model(shape.record),
        }
        listed = {"title": "list", "type": "array", "items": self.item(shapes.Entry(shape.detail), target)}
        return self.any_of([self.entry(target), listed, declared])


_INHERITED = frozenset(
    base for model in shapes.models_below(Records) for base in model.__mro__ if base is not model and base is not Frozen
)


def _among(target: Refers) -> str:
    return "+".join(target.kinds)


def _choice(shape: shapes.Choice) -> Json:
    words = [str(member.value) for member in shape.words]
    # `condition: 10` is a number to an editor.
    return {"title": _title(shape.words), "enum": [*words, *(int(word) for word in words if word.isdecimal())]}


def _heading(described: type) -> Json:
    return {"title": _title(described), "description": first_paragraph(described)}


def _title(described: type) -> str:
    title = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in described.__name__).strip()
    return title[0].upper() + title[1:]


def _heading_of(info: FieldInfo) -> Json:
    extra = info.json_schema_extra
    return {
        "title": info.title,
        "description": info.description,
        "examples": info.examples,
        **(extra if isinstance(extra, dict) else {}),
    }
