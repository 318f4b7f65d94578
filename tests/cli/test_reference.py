"""Every command is documented."""

import re

import click
import pytest

from datamap.cli.main import COMMANDS, EXIT_BUG, EXIT_FINDINGS, EXIT_MISUSE, cli
from datamap.cli.reference import commands
from datamap.pages.reference.commands import EXIT_CODES, Command, commands_page

DESCRIBED = {command.name: command for command in commands()}


def options_of(name):
    with click.Context(cli) as context:
        command = cli.get_command(context, name)
    return [parameter for parameter in command.params if isinstance(parameter, click.Option)]


def test_each_command_is_described():
    assert list(DESCRIBED) == list(COMMANDS)


@pytest.mark.parametrize("command", DESCRIBED.values(), ids=DESCRIBED)
class TestCommand:
    def test_says_what_it_does(self, command):
        assert command.summary.endswith(".")
        assert command.usage.startswith(f"datamap {command.name} ")
        assert command.help
        assert all(paragraph.endswith((".", ":")) for paragraph in command.help)

    def test_says_what_each_parameter_does(self, command):
        assert all(re.fullmatch(r"[A-Z].*\.", parameter.meaning) for parameter in command.parameters)

    def test_names_each_option(self, command):
        written = " ".join(parameter.written for parameter in command.parameters)
        assert all(name in written for option in options_of(command.name) for name in option.opts)

    def test_stands_on_the_page(self, command):
        page = commands_page((command,)).markdown
        assert f"\n## `datamap {command.name}` {{: #{command.name} }}\n" in page
        assert command.usage in page


def test_an_argument_with_a_default_has_a_row():
    (path, *_) = DESCRIBED["stats"].parameters
    assert (path.written, path.default) == ("PATH", "inventory")


def test_an_option_shows_its_choices_and_what_counts_if_it_is_left_out():
    (form,) = (parameter for parameter in DESCRIBED["stats"].parameters if "--format" in parameter.written)
    assert (form.written, form.default) == ("--format [text|json]", "text")


def test_a_flag_has_no_default():
    (flag,) = (parameter for parameter in DESCRIBED["stats"].parameters if parameter.written == "--every-key")
    assert flag.default == ""


def test_the_exit_codes_are_those_of_the_command_line():
    assert [code for code, _ in EXIT_CODES] == [0, EXIT_FINDINGS, EXIT_MISUSE, EXIT_BUG]


def test_a_command_without_parameters_has_no_table_of_them():
    bare = Command(name="x", summary="Do x.", usage="datamap x", help=("Do x.",), parameters=())
    assert "| parameter |" not in commands_page((bare,)).markdown


def test_a_command_that_is_listed_and_missing_is_said_to_be(monkeypatch):
    monkeypatch.setattr(type(cli), "get_command", lambda *_: None)
    with pytest.raises(LookupError, match="`init` is listed as a command, and is none"):
        commands()
