"""`datamap explain`: say what a key, a kind or a built-in term of the language means."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from datamap.model.errors import MisuseError

if TYPE_CHECKING:
    from datamap.report.explained import Entry
    from datamap.report.sought import Named

_WIDEST = 110
_FEW = 3


@click.command("explain")
@click.argument("word", metavar="[KEY]", required=False)
def command(word: str | None) -> None:
    """Say what KEY means: its values, an example, the law behind it, who sees it.

    KEY is a kind (`activities`), a key (`needed_for`), a path of keys (`activities.data.needed_for`), a built-in term
    (`court-order`), a word of a closed list (`voluntary`), or what you would call it ("legal basis"). Without KEY the
    kinds are listed.
    """
    if word is None:
        _list_kinds()
        return
    from datamap.report.explained import explained
    from datamap.report.sought import meant

    entries, others = explained(word), meant(word)
    if not entries and not others:
        raise MisuseError(_unknown(word))
    if entries:
        _print(entries)
        if others:
            click.echo(f"\nSee also {_listed(others)}")
        return
    click.echo(f"“{word}” is said with {_listed(others)}")
    if len(others) <= _FEW:
        click.echo()
        _print([entry for other in others for entry in explained(other.id)])


def _print(entries: Sequence["Entry"]) -> None:
    from datamap.report.explained import as_lines

    on_terminal = sys.stdout.isatty()
    in_colour = on_terminal and not os.environ.get("NO_COLOR")
    width = min(_WIDEST, shutil.get_terminal_size().columns) if on_terminal else _WIDEST
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        for line, (label, words) in enumerate(as_lines(entry, width)):
            first = click.style(label, fg="cyan") if in_colour and label.strip() else label
            rest = click.style(words, bold=True) if in_colour and not line else words
            click.echo(f"{first}{rest}".rstrip(), color=in_colour)


def _listed(found: Iterable["Named"]) -> str:
    return ", ".join(f"`{each.id}` ({each.title})" for each in found)


def _list_kinds() -> None:
    from datamap.model.keys import key_of
    from datamap.model.records import KINDS, Records

    longest = max(map(len, KINDS))
    for kind in KINDS:
        click.echo(f"{kind:<{longest}}  {key_of(Records, kind).description}")
    click.echo("\n`datamap explain` and one of these names its keys; any key or built-in term can be asked for.")


def _unknown(word: str) -> str:
    from datamap.load.findings import DEFECTS
    from datamap.load.nearest import nearest
    from datamap.model.keys import places
    from datamap.report.sought import slip, spoken_of
    from datamap.rules.registry import rules

    if (id_ := word.upper()) in rules():
        return f"`{word}` is a check, no word of the language; `datamap rules {id_}` says what it looks for"
    if id_ in DEFECTS:
        return f"`{word}` says of a file that {DEFECTS[id_]}; its message names the place and what to do"
    near = nearest(word, sorted({str(place) for place in places()})) if "." in word else slip(word)
    about, found = spoken_of(word) if near is None else ((), ())
    if near is not None:
        mend = f"did you mean `{near}`?"
    elif found:
        mend = f"these speak of {' and '.join(about)}: {_listed(found)}"
    else:
        mend = "`datamap explain activities` is a good place to begin"
    return f"`{word}` is no key, kind or term of the language; {mend}"
