"""The page of the commands, from a description that only the command line itself can give."""

from collections.abc import Iterator
from dataclasses import dataclass

from datamap.pages.page import Page
from datamap.pages.reference.words import inline, table

COMMANDS = "reference/commands.md"
EXIT_CODES = (
    (0, "clean: nothing was found at or above the threshold, and what was asked for is done"),
    (1, "findings at or above the threshold, or defects that leave nothing to work with"),
    (2, "wrong use: an option, a name or a path that does not exist, or a place that cannot be written"),
    (3, "our bug; the message says so and shows where"),
)
"""The exit codes of all commands; they never change their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An argument or option: how it is written, what it does, and the value it has if left out."""

    written: str
    meaning: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, one line on it, how to call it, and its help in paragraphs."""

    name: str
    summary: str
    usage: str
    help: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def commands_page(commands: tuple[Command, ...]) -> Page:
    """Return the page of all commands."""
    return Page(path=COMMANDS, title="Commands", markdown="\n".join(_rows(commands)) + "\n")


def _rows(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "# Commands"
    yield ""
    summaries = [(f"[{inline(f'`{command.name}`')}](#{command.name})", inline(command.summary)) for command in commands]
    yield table(("command", "does"), summaries)
    yield ""
    yield "## Exit codes"
    yield ""
    yield table(("code", "means"), [(str(code), inline(meaning)) for code, meaning in EXIT_CODES])
    yield ""
    for command in commands:
        yield f"## {inline(f'`datamap {command.name}`')} {{: #{command.name} }}"
        yield ""
        yield f"```text\n{command.usage}\n```"
        yield ""
        for paragraph in command.help:
            yield inline(paragraph)
            yield ""
        if command.parameters:
            rows = [
                (inline(f"`{held.written}`"), inline(held.meaning), inline(f"`{held.default}`") if held.default else "")
                for held in command.parameters
            ]
            yield table(("parameter", "does", "if left out"), rows)
            yield ""
