"""The command line: its commands, loaded when they are called, and the one handler of errors."""

import errno
import gc
import io
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

import click

from datamap import __version__
from datamap.load.collector import without_garbage_collection

COMMANDS: dict[str, str] = {
    "init": "Write a first inventory, mkdocs.yml and a workflow.",
    "validate": "Check the inventory and print what is wrong.",
    "rules": "List the checks that read the law, or say what stands behind one.",
    "build": "Validate, then build the site.",
    "serve": "Show the site on this machine and follow edits.",
    "graph": "Draw the map of an organisation, or what is around one thing.",
    "where": "Say where data, people, a system, a vendor or a country are.",
    "ask": "Answer a question from the map: recipients, ways to a country, what is used nowhere.",
    "trace": "Lead from a sentence of the site to its records, and back.",
    "stats": "Count records, coverage and free text.",
    "explain": "Say what a key of the language means.",
    "schema": "Print the JSON Schema of the language, for editors.",
}
EXIT_FINDINGS, EXIT_MISUSE, EXIT_BUG = 1, 2, 3


_SEEKER = "pydantic.plugin._loader"


def _no_plugins() -> None:
    """Keep pydantic from looking for plugins among all installed packages, and from importing what it takes to look.

    That is a tenth of the time to start. Whatever else it may ask of that module one day comes from the module itself.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if _SEEKER in sys.modules or os.environ["PYDANTIC_DISABLE_PLUGINS"] != "__all__":
        return
    found = ModuleType(_SEEKER)

    def from_the_module_itself(name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):  # what Python asks of any module
            raise AttributeError(name)
        if sys.modules.get(_SEEKER) is found:
            del sys.modules[_SEEKER]
        return getattr(import_module(_SEEKER), name)

    found.__dict__.update(get_plugins=tuple, __getattr__=from_the_module_itself)
    sys.modules[_SEEKER] = found


class _Lazily(click.Group):
    """A group that imports a command's module when the command is run, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        _no_plugins()
        with without_garbage_collection():
            command: click.Command = import_module(f"datamap.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from datamap.load.nearest import nearest

            near = nearest(args[0], COMMANDS) if args else None
            if near is None:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{near}'?", ctx=ctx) from error


@click.group(cls=_Lazily, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, prog_name="datamap")
def cli() -> None:
    """One inventory of personal data in YAML: checked, drawn and published.

    Exit codes: 0 clean, 1 findings at or above the threshold, 2 wrong use, 3 our bug.
    """


def leave(context: click.Context, code: int) -> NoReturn:
    """End a command that has nothing left to do, with an exit code.

    Where the process is ours it ends at once: millions of objects are not freed one by one just before the whole of
    their memory is given back. That takes as long as a fifth of `validate`.
    """
    if context.find_object(_OwnProcess) is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    context.exit(code)


class _OwnProcess:
    """Marks a command line that nobody called but the process itself."""


def main(args: list[str] | None = None) -> Any:  # noqa: ANN401 - it never returns
    """Run the command line, that of the process if `args` is left out; end with one of the four exit codes."""
    from datamap.model.errors import MisuseError

    # So does most of what a command makes.
    gc.set_threshold(100_000, 20, 20)
    _prepare_streams()
    try:
        whose = _OwnProcess() if args is None else None
        sys.exit(cli.main(args=args, prog_name="datamap", standalone_mode=False, obj=whose) or 0)
    except click.exceptions.Abort:
        click.echo("datamap: stopped", err=True)
        sys.exit(EXIT_MISUSE)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_MISUSE)
    except MisuseError as error:
        click.echo(f"datamap: {error}", err=True)
        sys.exit(EXIT_MISUSE)
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` does. Python would complain once more at exit.
        sys.stdout = None
        sys.exit(0)
    except OSError as error:
        # Files are named in their errors, and whoever reads or writes one says what to do about it.
        if error.errno != errno.ENOSPC or error.filename is not None:
            _report_bug()
        sys.stdout = None
        click.echo(f"datamap: the output was not written to its end: {error.strerror}", err=True)
        sys.exit(EXIT_MISUSE)
    except Exception:  # noqa: BLE001 - the one handler at the edge
        _report_bug()


def _prepare_streams() -> None:
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever called
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open as long as the process, and `pathlib` takes long to import
        elif isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a sign of the inventory is no reason to stop.
            stream.reconfigure(errors="backslashreplace")


def _report_bug() -> NoReturn:
    import traceback

    traceback.print_exc()
    click.echo(f"datamap {__version__}: this is our bug; please report it with the lines above", err=True)
    sys.exit(EXIT_BUG)
