"""The code and the templates of the notice fit: each macro is said by somebody, and each is given what it asks for."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import nodes

import datamap.notice
import datamap.pages
from datamap.notice.writer import Writer

TEMPLATES = Path(datamap.notice.__file__).parent / "templates"
LANGUAGES = sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())
SOURCES = [
    path for package in (datamap.notice, datamap.pages) for path in sorted(Path(package.__file__).parent.rglob("*.py"))
]
SAYING = {"say", "say_about", "words"}


@cache
def macros(language):
    """The parameters of each macro, by `section.sentence`."""
    environment = Writer(language).environment
    return {
        f"{path.stem}.{macro.name}": {argument.name for argument in macro.args}
        for path in sorted((TEMPLATES / language).glob("*.jinja"))
        for macro in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Macro)
        if not macro.name.startswith("_")
    }


def sayings():
    """(place, pattern of the macro, keywords or `None` where they are made elsewhere) for each call that says."""
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in SAYING):
                continue
            first = call.args[0] if call.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                pattern = re.escape(first.value)
            elif isinstance(first, ast.JoinedStr):
                pattern = "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in first.values
                )
            else:
                continue
            if re.match(r"[a-z_]+\\\.", pattern):
                keywords = {keyword.arg for keyword in call.keywords}
                yield f"{path.name}:{call.lineno}", pattern, None if None in keywords else keywords


SAYINGS = tuple(sayings())


def test_enough_calls_are_seen():
    assert len(SAYINGS) > 90


@pytest.mark.parametrize("macro", macros("en"))
def test_somebody_says_each_macro(macro):
    assert any(re.fullmatch(pattern, macro) for _, pattern, _ in SAYINGS)


@pytest.mark.parametrize(("place", "pattern", "given"), SAYINGS, ids=[f"{place}-{name}" for place, name, _ in SAYINGS])
def test_each_call_says_a_macro_that_exists_and_gives_it_all(place, pattern, given):
    said = {name: asked for name, asked in macros("en").items() if re.fullmatch(pattern, name)}
    assert said, f"{place}: no template has {pattern}"
    if given is not None and not re.search(r"\\w", pattern):
        assert given == next(iter(said.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same(language):
    assert macros(language) == macros("en")
