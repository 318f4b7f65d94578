"""What the command line says of itself, for the reference: every command with its usage, help and parameters."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from datamap.cli.main import COMMANDS, cli
from datamap.pages.reference import Command, Parameter

_ARGUMENTS = {"path": "The inventory: a directory, or one file.", "directory": "Where to write."}


def commands() -> tuple[Command, ...]:
    """Return the description of every command, in the order of `datamap --help`."""
    with click.Context(cli, info_name="datamap") as root:
        return tuple(_described(root, name) for name in COMMANDS)


def _described(root: click.Context, name: str) -> Command:
    command = cli.get_command(root, name)
    if command is None:
        message = f"`{name}` is listed as a command, and is none"
        raise LookupError(message)
    with click.Context(command, info_name=name, parent=root) as context:
        usage = " ".join(["datamap", name, *command.collect_usage_pieces(context)])
        return Command(
            name=name,
            summary=COMMANDS[name],
            usage=usage,
            help=tuple(_paragraphs(command.help or "")),
            parameters=tuple(_parameter(parameter, context) for parameter in command.params if _is_shown(parameter)),
        )


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text).replace("\b\n", "").split("\n\n"):
        yield " ".join(paragraph.split())


def _is_shown(parameter: click.Parameter) -> bool:
    # An argument without a default is what the help is about; it needs no row of its own.
    return (
        bool(_default(parameter)) if isinstance(parameter, click.Argument) else not getattr(parameter, "hidden", False)
    )


def _parameter(parameter: click.Parameter, context: click.Context) -> Parameter:
    value = parameter.make_metavar(context)
    if not isinstance(parameter, click.Option):
        meaning = _ARGUMENTS[parameter.name or ""]
        return Parameter(written=value.strip("[]"), meaning=meaning, default=_default(parameter))
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    written = names if parameter.is_flag else f"{names} {value}"
    return Parameter(written=written, meaning=parameter.help or "", default=_default(parameter))


def _default(parameter: click.Parameter) -> str:
    is_flag = isinstance(parameter, click.Option) and parameter.is_flag
    return str(parameter.default) if isinstance(parameter.default, str | Path) and not is_flag else ""
