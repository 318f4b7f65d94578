"""Compiled templates are kept beside the templates, as Python keeps modules; whatever does not fit is compiled anew."""

import sys

import pytest
from jinja2 import Environment, FileSystemLoader

from datamap.notice.compiled import Compiled

TEXT = "{% macro greeting(name) %}Good day, {{ name }}{% endmacro %}"


@pytest.fixture
def templates(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "who.jinja").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def compilations(monkeypatch):
    """The names of the templates that were compiled."""
    names = []
    real = Environment.compile

    def counted(self, source, name=None, *args, **kwargs):
        names.append(name)
        return real(self, source, name, *args, **kwargs)

    monkeypatch.setattr(Environment, "compile", counted)
    return names


def said(templates, maker="writer"):
    """What the macro says in an environment that has compiled nothing yet."""
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True, bytecode_cache=Compiled(maker))
    return environment.get_template("who.jinja").module.greeting("Zoë")


def kept(templates):
    return [path for path in templates.rglob("*") if path.is_file() and path.name != "who.jinja"]


def test_what_was_compiled_once_is_not_compiled_again(templates, compilations):
    assert [said(templates), said(templates)] == ["Good day, Zoë"] * 2
    assert compilations == ["who.jinja"]
    assert kept(templates) == [templates / "__pycache__" / f"who.{sys.implementation.cache_tag}.jinja"]


def test_they_lie_where_python_is_told_to_keep_modules(templates, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("compiled")
    monkeypatch.setattr(sys, "pycache_prefix", str(elsewhere))
    assert said(templates) == "Good day, Zoë"
    assert kept(templates) == []
    assert len(kept(elsewhere)) == 1


def test_a_changed_template_is_compiled_anew(templates, compilations):
    said(templates)
    (templates / "who.jinja").write_text(TEXT.replace("Good day", "Hello"), encoding="utf-8")
    assert said(templates) == "Hello, Zoë"
    assert compilations == ["who.jinja"] * 2


def test_what_another_module_makes_is_compiled_anew(templates, compilations):
    said(templates, "writer")
    said(templates, "document")
    assert compilations == ["who.jinja"] * 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-200]),
        lambda file: file.write_bytes(file.read_bytes()[: file.read_bytes().index(b"X")]),
        lambda file: file.write_bytes(file.read_bytes()[: file.read_bytes().index(b"X") + 9]),
        lambda file: file.write_bytes(b"\xff\xfe\x00" * 100),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["empty", "cut off", "no checksum", "half a checksum", "binary", "a directory"],
)
def test_what_is_damaged_is_compiled_anew(templates, compilations, damage):
    said(templates)
    damage(*kept(templates))
    assert said(templates) == "Good day, Zoë"
    assert compilations == ["who.jinja"] * 2
    assert len(list((templates / "__pycache__").iterdir())) == 1  # no part of a file is left


def test_nothing_is_kept_where_python_keeps_nothing(templates, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(templates) == "Good day, Zoë"
    assert kept(templates) == []


def test_a_place_that_cannot_be_written_is_done_without(templates):
    (templates / "__pycache__").write_text("", encoding="utf-8")
    assert said(templates) == "Good day, Zoë"
