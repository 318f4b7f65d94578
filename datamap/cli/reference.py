"""What the command line says of itself, for the reference: every command with its usage, help and parameters."""

import inspect
from collections.abc import Iterator

import click

from datamap.cli.main import COMMANDS, cli
from datamap.pages.reference import Command, Parameter


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
    return not getattr(parameter, "hidden", False)


def _parameter(parameter: click.Parameter, context: click.Context) -> Parameter:
    value = parameter.make_metavar(context)
    if isinstance(parameter, click.Option):
        names = ", ".join([*parameter.opts, *parameter.secondary_opts])
        written = names if parameter.is_flag else f"{names} {value}"
        meaning = parameter.help or ""
    else:
        written, meaning = value, "see above"
    return Parameter(written=written, meaning=meaning, default=_default(parameter))


def _default(parameter: click.Parameter) -> str:
    default = parameter.default
    is_flag = isinstance(parameter, click.Option) and parameter.is_flag
    return "" if default is None or is_flag or callable(default) or not isinstance(default, str | int) and not hasattr(default, "as_posix") else str(default)
