"""The JSON Schema takes what the loader takes, seen with the eyes of an editor, and nothing else."""

import copy
import json
import re
import timeit
from functools import cache
from pathlib import Path
from typing import Annotated

import jsonschema
import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from datamap.catalog.known import built_in
from datamap.load.parse import parse
from datamap.model.activity import Activity
from datamap.model.items import Refers
from datamap.model.records import Records
from datamap.model.schema import as_text, json_schema
from datamap.model.shapes import models_below, owner, shape_of

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "harbour-books.yaml"
FILES = sorted([*(ROOT / "inventory").rglob("*.yaml"), *(ROOT / "tests/inventories").rglob("*.yaml"), SAMPLE])
KEYS = sorted(
    {(owner(model, name), name) for model in models_below(Records) for name in model.model_fields},
    key=lambda pair: (pair[0].__name__, pair[1]),
)
DATES = jsonschema.FormatChecker(["date"])


class _Editor(yaml.SafeLoader):
    """Reads scalars by the core schema of YAML 1.2, as editors do."""


_Editor.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), list(_first))


def as_an_editor_reads(text):
    return yaml.load(text, Loader=_Editor)  # noqa: S506 - a subclass of the safe loader


def as_we_read(text):
    parsed = parse("test.yaml", text.encode("utf-8"))
    assert parsed.findings == ()
    return parsed.data


@cache
def schema():
    return json_schema(built_in().ids)


@cache
def validator():
    return jsonschema.Draft202012Validator(schema(), format_checker=DATES)


@cache
def open_validator():
    """A schema without built-in names: every list is open, as it is for the models alone."""
    return jsonschema.Draft202012Validator(json_schema(), format_checker=DATES)


def loads(data):
    try:
        Records.model_validate(data)
    except ValidationError:
        return False
    return True


def definition(model, name):
    """The schema of one key, wherever the schema keeps it."""
    key = model.model_fields[name].alias or name
    shared = schema()["$defs"].get(f"{owner(model, name).__name__}.{key}")
    if shared is not None:
        return shared
    whole = schema() if model is Records else schema()["$defs"][model.__name__]
    forms = [whole, whole.get("then", {}), *whole.get("anyOf", ()), *whole.get("then", {}).get("anyOf", ())]
    return next(form["properties"][key] for form in forms if key in form.get("properties", {}))


class TestSchema:
    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(schema())

    def test_says_the_same_each_time(self):
        assert as_text(json_schema(built_in().ids)) == as_text(schema())

    def test_reads_back_from_its_text(self):
        assert json.loads(as_text(schema())) == schema()

    def test_is_small(self):
        assert len(as_text(schema()).encode("utf-8")) < 210_000

    def test_defines_nothing_that_is_not_used(self):
        text = json.dumps(schema())
        assert all(f'"#/$defs/{name}"' in text for name in schema()["$defs"])

    def test_writes_nothing_long_twice(self):
        """What stands in many places is a definition; only short lists of alternatives are repeated."""
        seen = {}

        def count(part):
            if isinstance(part, dict):
                text = json.dumps(part, sort_keys=True)
                seen[text] = seen.get(text, 0) + 1
                for held in part.values():
                    count(held)
            elif isinstance(part, list):
                for held in part:
                    count(held)

        count(schema())
        assert [text for text, times in seen.items() if times > 3 and len(text) > 600] == []

    def test_has_patterns_that_javascript_reads_alike(self):
        """JavaScript with its `u` flag refuses an escape that escapes nothing."""
        patterns = set(re.findall(r'"pattern":"((?:[^"\\]|\\.)*)"', as_text(schema())))
        assert len(patterns) > 10
        for pattern in patterns:
            escaped = re.findall(r"\\(.)", json.loads(f'"{pattern}"'))
            assert set(escaped) <= set(r"sSdw.^$*+?()[]{}|\-/u")
            assert "(?P" not in pattern

    @pytest.mark.parametrize(("model", "name"), KEYS, ids=[f"{m.__name__}.{n}" for m, n in KEYS])
    def test_says_of_each_key_what_the_model_says(self, model, name):
        info = model.model_fields[name]
        said = definition(model, name)
        assert said["title"]
        assert said["description"]
        assert len(said["examples"]) == 1
        assert (said["title"], said["description"], said["examples"]) == (info.title, info.description, info.examples)
        assert said.items() >= info.json_schema_extra.items()


class TestFiles:
    @pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
    def test_accepts_what_the_loader_accepts(self, file):
        text = file.read_text(encoding="utf-8")
        assert loads(as_we_read(text))
        assert list(validator().iter_errors(as_an_editor_reads(text))) == []

    def test_checks_the_largest_file_quickly(self):
        largest = max(FILES, key=lambda file: file.stat().st_size)
        data = as_an_editor_reads(largest.read_text(encoding="utf-8"))
        assert validator().is_valid(data)
        took = min(timeit.repeat(lambda: validator().is_valid(data), number=1, repeat=3))
        assert took < 1, "an editor validates at each key stroke; without a tracer it takes a tenth of a second"


class TestExamples:
    @pytest.mark.parametrize(("model", "name"), KEYS, ids=[f"{m.__name__}.{n}" for m, n in KEYS])
    def test_each_key_has_an_example_that_is_right(self, model, name):
        (example,) = model.model_fields[name].examples
        part = {"$ref": "#/$defs/here", "$defs": {**schema()["$defs"], "here": definition(model, name)}}
        assert list(jsonschema.Draft202012Validator(part, format_checker=DATES).iter_errors(example)) == []

    @pytest.mark.parametrize(("model", "name"), KEYS, ids=[f"{m.__name__}.{n}" for m, n in KEYS])
    def test_each_example_loads(self, model, name):
        info = model.model_fields[name]
        (example,) = info.examples
        annotation = info.annotation
        for mark in info.metadata:
            if not isinstance(mark, Refers):
                annotation = Annotated[annotation, mark]
        assert TypeAdapter(annotation).validate_python(as_written(example)) is not None


def as_written(value):
    """An example as the loader reads it: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_written(held) for key, held in value.items()}
    if isinstance(value, list):
        return [as_written(held) for held in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


ACTIVITY = "organisation: Harbour Books Ltd\nactivities:\n  orders:\n    "
RIGHT = {
    "a text is an organisation's name": "organisation: Harbour Books Ltd",
    "an organisation without a name says so": "organisation: {name: unknown}",
    "a text in place of a record": "clients: {clubs: Reading clubs}",
    "a record that says nothing": "systems: {shop: {}}",
    "a kind that is said to be empty": "trackers: none",
    "a list refers": f"{ACTIVITY}purposes: [direct-marketing]",
    "a mapping declares": f"{ACTIVITY}purposes: {{deliver: deliver what you ordered}}",
    "one identifier without brackets": f"{ACTIVITY}subjects: customer",
    "one identifier with a detail": f"{ACTIVITY}data: [address: {{needed_for: [deliver]}}]",
    "alternatives": f"{ACTIVITY}data: [one_of: [name, email]]",
    "none and unknown": f"{ACTIVITY}transfers: none\n    retention: unknown",
    "a period in place of a rule": f"{ACTIVITY}retention: up to 2 years",
    "a range of days": f"{ACTIVITY}retention: [about 30 to 60 days]",
    "flows in all forms": f"{ACTIVITY}flows:\n"
    "      - customer & visitor -> shop -> printers\n"
    "      - customer -> stripe: [payment-card]\n"
    "      - customer -> shop: {may: true, data: name}\n"
    "      - customer -> shop: unknown\n"
    "      - {path: customer -> shop, when: you ask}",
    "a basis by its name": f"{ACTIVITY}basis: consent",
    "a basis with what the law asks next": f"{ACTIVITY}basis: {{legal-obligation: Companies Act 2006 s.388}}",
    "an article that looks like a number": f"{ACTIVITY}basis: {{consent: {{}}, condition: 10}}",
    "text in two languages": f"{ACTIVITY}title: {{en: Orders, pt-BR: Pedidos}}",
    "a number in place of words": f"{ACTIVITY}title: 1984\n    frequency: 12",
    "a truth value as a name": 'trackers: {a: {names: [true, "false"]}}',
    "a version that looks like a number": "notices: {a: {is: privacy-notice, version: 1.10, updated: 2024-02-25}}",
    "Norway": "organisation: {name: x, country: NO}",
    "a subdivision": "regions: {west: {includes: [US-CA, eea, NO]}}",
    "yes and no": f"{ACTIVITY}may: yes",
    "an age": "products: {shop: {minimum_age: 16}}",
    "mechanisms in all forms": "processors:\n"
    "  a: {transfers: {US: sccs}}\n"
    "  b: {transfers: {US: [dpf, sccs], IN: unknown}}\n"
    "  c: {transfers: {US: {mechanism: sccs, from: 2023-10-12}}}",
    "variants of a right": "rights: {access: [{only: {region: eea}, how: privacy}, {how: form, deadline: 45 days}]}",
    "never": "commitments: {a: {never: [sell, server -> partner, {data: [health]}]}}",
    "documents in all forms": "systems: {a: {links: [https://a.example/x, www.a.example, TIA 2026, {title: x}]}}",
    "cookie names": 'trackers: {"cart_{id}": {class: essential}, "wp-[UID]": {expires: session}, TS*: {to: x}}',
    "visibility": "systems: {a: {visibility: internal}, b: {visibility: {internal: [owner]}}}",
}
WRONG = {
    "an unknown kind": "activites: {}",
    "a kind without records": "activities:",
    "a list of records": "activities: [orders]",
    "an unknown key": f"{ACTIVITY}purpose: [deliver]",
    "an unknown key of a detail": f"{ACTIVITY}data: [address: {{need: [deliver]}}]",
    "a null": f"{ACTIVITY}recipients:",
    "a text that a comma cut": "purposes: {a: {for: discounts, news, and promotions}}",
    "an empty text": f'{ACTIVITY}title: " "',
    "a text by something that is no language": f"{ACTIVITY}title: {{English: Orders}}",
    "none in a list": f"{ACTIVITY}data: [none, name]",
    "two identifiers in one entry": f"{ACTIVITY}data: [{{name: {{}}, email: {{}}}}]",
    "a list as the detail of a name": f"{ACTIVITY}data: [contact: [name, email]]",
    "nothing declared in place": f"{ACTIVITY}purposes: {{}}",
    "an identifier with spaces": 'systems: {"our shop": {}}',
    "an identifier that is a word of the language": "systems: {unknown: {}}",
    "a period in short": f"{ACTIVITY}retention: 2y",
    "a period in words": f"{ACTIVITY}retention: [{{keep: two years}}]",
    "two sources without a sign": f"{ACTIVITY}flows: [customer, visitor -> shop]",
    "a flow without its end": f"{ACTIVITY}flows: ['customer ->']",
    "two flows in one entry": f"{ACTIVITY}flows: [{{a -> b: [name], b -> c: [name]}}]",
    "a basis that is none": f"{ACTIVITY}basis: consnt",
    "a basis that names none": f"{ACTIVITY}basis: {{data: [name]}}",
    "a word that is not allowed": f"{ACTIVITY}required: perhaps",
    "a truth value in words": f"{ACTIVITY}may: perhaps",
    "a truth value as words": f"{ACTIVITY}frequency: true",
    "a truth value as words of a language": f"{ACTIVITY}title: {{en: false}}",
    "a truth value in place of a basis": f"{ACTIVITY}basis: {{consent: true}}",
    "a truth value in quotes": f"{ACTIVITY}title: 'true'",
    "a truth value as a document": "systems: {a: {links: [true]}}",
    "a date in words": f"{ACTIVITY}reviewed: 1 March 2026",
    "a day that no calendar has": f"{ACTIVITY}reviewed: 2026-02-30",
    "a number of seconds as a date": f"{ACTIVITY}reviewed: 86400",
    "an age in words": "products: {shop: {minimum_age: sixteen}}",
    "a purpose with two wordings": "purposes: {a: {to: deliver, for: delivery}}",
    "a document without title and address": "systems: {a: {links: [{}]}}",
    "an address that nothing may link to": "systems: {a: {links: ['javascript:alert(1)']}}",
    "an e-mail address without its sign": "organisation: {name: x, contacts: {a: {email: privacy}}}",
    "an organisation without a name": "organisation: {country: GB}",
    "a disclosure without its trigger": "disclosures: {courts: {data: [name]}}",
    "a disclosure in words, since its trigger is missing": "disclosures: {courts: we may have to}",
    "an answer in place of words": f"{ACTIVITY}data: [badge: yes]",
    "an answer in place of an agreement": "processors: {a: {agreement: no}}",
    "consent by a mechanism that is none": "processors: {a: {transfers: {US: {mechanism: sccs, given: use-of-services}}}}",
    "a selector in words": "commitments: {a: {is: minimisation, only: shop}}",
}
CLOSED = {
    "a trigger": "disclosures: {courts: {is: court-ordr}}",
    "a channel": f"{ACTIVITY}channels: [emial]",
    "a country": "organisation: {name: x, country: Norway}",
    "a mechanism": "processors: {a: {transfers: {US: scc}}}",
    "an ending": f"{ACTIVITY}retention: [{{keep: 2 years, then: [vanish]}}]",
    "a promise": "commitments: {a: {is: minimisatoin}}",
    "an act": "commitments: {a: {never: [selling]}}",
    "a vendor": "processors: {a: {vendor: sengrid}}",
}


class TestForms:
    @pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
    def test_takes(self, text):
        assert loads(as_we_read(text))
        assert list(validator().iter_errors(as_an_editor_reads(text))) == []

    @pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
    def test_refuses(self, text):
        assert not validator().is_valid(as_an_editor_reads(text))
        assert not open_validator().is_valid(as_an_editor_reads(text))

    @pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED)
    def test_refuses_a_name_that_no_inventory_can_declare(self, text):
        assert not validator().is_valid(as_an_editor_reads(text))

    def test_takes_a_name_that_an_inventory_can_declare(self):
        assert validator().is_valid({"activities": {"a": {"data": ["shoe-size"], "purposes": ["deliver"]}}})


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from places(held, (*path, key))
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from places(held, (*path, number))


def with_put(value, path, new):
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = with_put(value[path[0]], path[1:], new)
    return changed


ODD = [
    "none",
    "words with spaces",
    "2 years",
    "2026-03-01",
    "true",
    "a -> b",
    "a:b",
    "",
    {},
    [],
    {"x": "y"},
    [{"a": {}}],
    {"a": {}, "b": {}},
    {"en": "words"},
    {"none": "x"},
]


class TestAgreement:
    @pytest.mark.parametrize("kind", as_we_read(SAMPLE.read_text(encoding="utf-8")))
    def test_agrees_with_the_loader_about_a_sample_with_anything_put_anywhere(self, kind):
        """The loader also follows references, and only then sees a list or a country in the wrong place."""
        whole = {kind: as_we_read(SAMPLE.read_text(encoding="utf-8"))[kind]}
        differing = [
            (path, odd)
            for path in places(whole)
            if path
            for odd in ODD
            for data in [with_put(whole, path, odd)]
            if loads(data) != open_validator().is_valid(data) and not _seen_by_references_alone(path, odd)
        ]
        assert differing == []


def _seen_by_references_alone(path, odd):
    in_detail = isinstance(path[-1], str) and isinstance(odd, list) and path[-3:-2] == ("data",)
    return in_detail or (path[-1] == "transfers" and odd == {"none": "x"})


def test_an_unknown_type_is_not_of_the_language():
    with pytest.raises(TypeError, match="not a type of the language"):
        shape_of(bytes)
    with pytest.raises(TypeError, match="not a mark of the language"):
        shape_of(Annotated[str, "marked"])


def test_every_list_of_built_in_names_stands_in_the_schema_once():
    names = [name for name in schema()["$defs"] if name.startswith("Names.")]
    assert {"Names.data_categories", "Names.countries", "Names.who", "Names.bases"} <= set(names)
    assert "orders" not in json.dumps([schema()["$defs"][name] for name in names])
    assert Activity.__name__ in schema()["$defs"]
