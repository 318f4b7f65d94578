"""Texts that are not YAML: each with its message, source line and caret, as a terminal shows them."""

from pathlib import Path

import pytest

from datamap.load.findings import Located
from datamap.load.parse import parse
from datamap.report.as_text import with_excerpt

TEXTS = {
    "a line stands between two indentations": "a:\n    b: 1\n   c: 2\n",
    "a key follows a list on its level": "a:\n  - b\n  c: 1\n",
    "a list begins on the line of its key": "a: - b\n",
    "a text begins with a question mark": "a: ? b\n",
    "a text holds a colon": "a: b: c\n",
    "a text in braces holds a colon": "a: {b: c: d}\n",
    "a line has no colon": "a: 1\nb\nc: 2\n",
    "a dash has no space": "a:\n  - b\n  -c\n",
    "a very long line has no colon": f"a: 1\n{'b' * 1100}\nc: 2\n",
    "a key is very long": f"{'b' * 1100}: c\n",
    "a text has keys below it": "a: some words\n  b: c\n",
    "nothing stands between two commas": "a: [x, , y]\n",
    "nothing stands between two commas in braces": "a: {x: 1, , y: 2}\n",
    "a bracket is left open": "a: [x\nb: 1\n",
    "a bracket is left open at the end": "a: [x,\n",
    "a brace is left open": "a: {x: 1\nb: 2\n",
    "a bracket too many": "a: ]\n",
    "a second bracket too many": "a: [x]]\n",
    "a brace too many": "a: {x: 1}}\n",
    "a brace closes a bracket": "a: [x, y}\n",
    "a bracket closes a brace": "a: {x: y]\n",
    "a comma is missing": "a: [[x] y]\n",
    "a text goes on after a bracket": "a:\n  b: [UID] session\n",
    "a text goes on after a quotation": "a: 'it's'\n",
    "a text goes on after a quotation in braces": "a: {b: 'c' d}\n",
    "two quotations stand side by side": "a: ['x' 'y']\n",
    "a double quotation is left open": 'a: "x\nb: 1\n',
    "a single quotation is left open": "a: it's\nb: 'x\n",
    "a quotation is cut by a document": 'a: "x\n---\n"\n',
    "a backslash is no escape": 'a: "C:\\path"\n',
    "an escape is cut short": 'a: "\\x1"\n',
    "an escape is half a character": 'a: "\\ud800"\n',
    "a text begins on the line of its bar": "a: |x\n  t\n",
    "a bar has a wrong number": "a: |0\n  t\n",
    "a tab indents a text": "a: |\n  x\n\ty\n",
    "a tab indents a key": "a:\n\tb: 1\n",
    "a tab indents after spaces": "a:\n  - x\n  \t- y\n",
    "a text begins with @": "a: @x\n",
    "a text begins with a backtick": "a: `x`\n",
    "a text begins with %": "a: 1\nb: %x\n",
    "a text begins with * and goes on": "a: *.x\n",
    "a text begins with & and goes on": "a: &c; d\n",
    "a text begins with an unknown tag handle": "a: !y!z\n",
    "a text begins with an open tag": "a: !<x\n",
    "a list entry begins with @": "a:\n  - @b\n",
    "a list entry begins with @ and has a detail": "a:\n  - @b: {c: d}\n",
    "a directive of another version": "%YAML 2.0\n---\na: b\n",
    "a directive that nobody knows": "a: 1\n%x\n",
    "a key is missing": "a:\n  : x\n",
    "words after the end": "a: 1\n...\nb: 2\n",
    "two anchors": "a: &x &y z\n",
    "a tab in the line before": "a:\tb\nc: d: e\n",
    "wide characters before the place": "a: 漢字 e\u0301: x\n",
}


def shown(text):
    parsed = parse("file.yaml", text.encode("utf-8"))
    assert parsed.broken
    assert parsed.data == {}
    for finding in parsed.findings:
        yield with_excerpt(Located(finding=finding, place=finding.at, line=parsed.lines[finding.at.line - 1]))


def test_messages(golden):
    blocks = ["\n".join([f"# {title}", *shown(text)]) for title, text in TEXTS.items()]
    golden("\n\n".join(blocks) + "\n", Path(__file__).parent / "syntax.txt")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_one_finding_that_does_not_speak_like_a_parser(text):
    (finding,) = parse("file.yaml", text.encode("utf-8")).findings
    assert finding.id == "YAML-01"
    assert finding.help
    for words in ("while parsing", "while scanning", "expected", "token", "context"):
        assert words not in finding.message


def test_what_nobody_has_explained_yet_is_passed_on():
    import yaml

    from datamap.load.syntax import explained

    finding = explained("file.yaml", ("a: b",), yaml.MarkedYAMLError(problem="something new"))
    assert (finding.message, finding.help) == ("something new", "see the YAML 1.2 rules, or quote the text")
