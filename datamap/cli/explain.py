"""`datamap explain`: say what a key, a kind or a built-in term of the language means."""

import os
import shutil
import sys

import click

from datamap.model.errors import MisuseError

_WIDEST = 110


@click.command("explain")
@click.argument("word", metavar="[KEY]", required=False)
def command(word: str | None) -> None:
    """Say what KEY means: its values, an example, the law behind it, who sees it.

    KEY is a kind (`activities`), a key (`needed_for`), a path of keys (`activities.data.needed_for`), a built-in term
    (`court-order`) or a word of a closed list (`voluntary`). Without KEY the kinds are listed.
    """
    if word is None:
        _list_kinds()
        return
    from datamap.report.explained import as_lines, explained

    entries = explained(word)
    if not entries:
        raise MisuseError(_unknown(word))
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


def _list_kinds() -> None:
    from datamap.model.keys import key_of
    from datamap.model.records import KINDS, Records

    longest = max(map(len, KINDS))
    for kind in KINDS:
        click.echo(f"{kind:<{longest}}  {key_of(Records, kind).description}")
    click.echo("\n`datamap explain` and one of these names its keys; any key or built-in term can be asked for.")


def _unknown(word: str) -> str:
    from datamap.catalog.glossary import all_names, meant_by
    from datamap.load.nearest import nearest
    from datamap.model.keys import names, places
    from datamap.report.explained import closed_words
    from datamap.report.sought import sought

    known = [str(place) for place in places()] if "." in word else [*names(), *closed_words(), *all_names()]
    meant = next(iter(meant_by(word) or meant_by(word.casefold())), None)
    near = meant or nearest(word, sorted(set(known)))
    about, found = sought(word) if not meant and (not near or "-" in word) else ((), ())
    listed = ", ".join(f"`{name}` ({title})" for name, title in found)
    hints = [f"did you mean `{near}`?"] if near else []
    hints += [f"these speak of {' and '.join(about)}: {listed}"] if found else []
    mend = " ".join(hints) or "`datamap explain activities` is a good place to begin"
    return f"`{word}` is no key, kind or term of the language; {mend}"
