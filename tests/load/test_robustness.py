"""Whatever a file holds: no traceback, no hang, and every finding has a place inside its file."""

import json
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from datamap.catalog.known import built_in
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.inventory import load
from datamap.load.text import lines_of
from datamap.model.records import KINDS, Records
from datamap.model.shapes import models_below
from datamap.report.as_json import as_json
from datamap.report.as_text import one_line, with_excerpt

KEYS = sorted({info.alias or name for model in models_below(Records) for name, info in model.model_fields.items()})
WORDS = (
    "none", "unknown", "all", "one_of", "consent", "contract", "customer", "email", "shop", "a -> b", "a & b -> c -> d",
    "2 years", "up to 6 months", "session", "2y", "GB", "US", "scc", "2026-03-01", "86400", "true", "12", "",
    "https://example.org", "javascript:x", "x@example.org", "public", "internal", "systems/shop", "organisation/name",
    "\x1b[31m", "\u202e", "\x9b", "a: b", "-", "null", "~",
)  # fmt: skip


def read(*contents):
    files = tuple(
        SourceFile(name=f"inventory/{number}.yaml", directory=(), data=content)
        for number, content in enumerate(contents)
    )
    return load(SourceFiles(files=files, findings=()), built_in())


def hold_on(loaded, *contents):
    """What holds for any input."""
    lines = {
        f"inventory/{number}.yaml": lines_of(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
        for number, content in enumerate(contents)
    }
    found = [loaded.sources.located(finding) for finding in loaded.findings]
    for located in found:
        place = located.place
        assert place.file in lines
        assert 1 <= place.line <= len(lines[place.file])
        assert 1 <= place.column <= len(lines[place.file][place.line - 1]) + 1
        for other, _ in located.related:
            assert 1 <= other.line <= len(lines[other.file])
        for text in (one_line(located), *with_excerpt(located).split("\n")):
            assert text.isprintable()
            assert len(text) < 1_000
    text = as_json(found, 0, 0)
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(json.loads(text)["findings"]) == len(found)


@given(st.binary(max_size=300))
def test_bytes(content):
    hold_on(read(content), content)


@given(st.text(max_size=200))
def test_text(text):
    content = text.encode("utf-8", "replace")
    hold_on(read(content), content)


SNIPPETS = st.sampled_from(
    [
        *(f"{kind}:" for kind in KINDS), *(f"{key}:" for key in KEYS), *WORDS, "organisation: X\n",
        "\n", "\n  ", "\n    ", "\n      ", "\n- ", "\n  - ", " ", ": ", "- ", ", ", "{", "}", "[", "]", "&a ", "*a", "*b", "<<:",
        "!t ", "!t: ", "|", ">", "'", '"', "\\", "\t", "#", "? ", "---\n", "...\n", "%", "@", "`", "\r", "\r\n", "\x85", "\u2028", "\ufeff",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(SNIPPETS, max_size=30).map("".join))
def test_what_looks_like_yaml(text):
    content = text.encode()
    hold_on(read(content), content)


SCALARS = st.sampled_from(WORDS) | st.text(max_size=5)
NAMES = st.sampled_from(KEYS) | st.sampled_from(WORDS) | st.text(max_size=5)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(KINDS), DATA | st.dictionaries(NAMES, DATA, max_size=3), min_size=1, max_size=4))
def test_any_data_at_any_kind(data):
    content = yaml.safe_dump(data, allow_unicode=True).encode()
    hold_on(read(b"organisation: X\n", content), b"organisation: X\n", content)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=15)
def test_any_data_at_any_key(kind, data):
    """Each key of each model at least now and then gets a value that it cannot take."""
    annotation = Records.model_fields[kind].annotation
    models = [model for model in models_below(Records) if model.__name__ in str(annotation)]
    keys = sorted({info.alias or name for model in models for name, info in model.model_fields.items()})
    record = data.draw(st.dictionaries(st.sampled_from(keys), DATA, max_size=5))
    records = record if kind == "organisation" else {"x": record}
    content = yaml.safe_dump({kind: records}, allow_unicode=True).encode()
    hold_on(read(content), content)


REFERENCES = "\n".join(f"    - nobody-{number}" for number in range(8_000))
LARGE = {
    "references that name nothing": f"activities:\n  orders:\n    data:\n{REFERENCES}\n",
    "keys that nobody knows": "systems:\n  shop:\n" + "".join(f"    key-{number}: x\n" for number in range(4_000)),
    "values that are not allowed": "systems:\n" + "".join(f"  s{n}: {{holds: {{a: b, c: d}}}}\n" for n in range(5_000)),
    "keys without value, a line each": "systems:\n" + "".join(f"  s{number}:\n" for number in range(100_000)),
    "keys without value, on one line": "systems: {" + ", ".join(f"s{number}" for number in range(40_000)) + "}\n",
    "keys without value, in one map": "systems: {a: b, " + ", ".join(f"s{n}, t{n}: u" for n in range(50_000)) + "}\n",
    "records of one name": "systems:\n" + "  shop: Shop\n" * 100_000,
    "faults on one line": "systems: {" + ", ".join(f"s{n}: {{host: h{n}}}" for n in range(5_000)) + "}\n",
    "brackets": "systems: " + "[" * 1_000_000,
    "question marks": "? " * 500_000,
    "dashes": "- " * 500_000,
    "anchors": "systems: " + "&a " * 300_000,
    "aliases": "systems: {shop: &a x, till: [" + "*a, " * 300_000 + "]}",
    "one long word": "x" * 5_000_000,
    "one long text": 'organisation: "' + "x \\n" * 500_000 + '"',
    "line breaks": "\n" * 2_000_000,
    "tabs": "\t" * 1_000_000,
    "conflicts that lead nowhere": "conflicts:\n" + "".join(f"  c{n}: {{between: [a/{n}, b/{n}]}}\n" for n in range(3_000)),
    "paths with many stations": f"activities: {{orders: {{flows: [{' -> '.join(f'n{n}' for n in range(4_000))}]}}}}\n",
    "clients like groups": "clients:\n"
    + "".join(f"  c{n}s: x\n" for n in range(4_000))
    + "data_subjects:\n"
    + "".join(f"  c{n}: x\n" for n in range(4_000)),
}  # fmt: skip


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_nothing_takes_more_than_seconds(text):
    content = text.encode()
    begun = time.process_time()
    loaded = read(b"organisation: X\n", content)
    found = [loaded.sources.located(finding) for finding in loaded.findings]
    for located in found:
        with_excerpt(located)
        one_line(located)
    as_json(found, 0, 0)
    assert time.process_time() - begun < 10


def test_many_organisations_and_orphans():
    files = [
        SourceFile(name=f"{n}/{part}.yaml", directory=(f"{part}{n}",), data=data)
        for n in range(1_000)
        for part, data in (("o", b"organisation: X\n"), ("s", b"systems: {shop: {host: nobody}}\n"))
    ]
    begun = time.process_time()
    loaded = load(SourceFiles(files=tuple(files), findings=()), built_in())
    assert len(loaded.inventory.organisations) == 1_000
    assert {finding.id for finding in loaded.findings} == {"ORG-D1"}
    assert time.process_time() - begun < 10
