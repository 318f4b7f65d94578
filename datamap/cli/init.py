"""`datamap init`: a first inventory that states nothing untrue, and all that checks, shows and publishes it."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click

from datamap import __version__
from datamap.model.errors import MisuseError

# Templates bear names without a leading dot: git and build tools would obey a `.gitignore` that lies in the package.
_TARGETS: Mapping[str, str] = {
    "organisation.yaml": "inventory/@id@/organisation.yaml",
    "activities.yaml": "inventory/@id@/activities.yaml",
    "partners.yaml": "inventory/@id@/partners.yaml",
    "notices.yaml": "inventory/@id@/notices.yaml",
    "mkdocs.yml": "mkdocs.yml",
    "index.md": "docs/index.md",
    "requirements.txt": "requirements.txt",
    "workflow.yml": ".github/workflows/datamap.yml",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
}
_SCHEMA = ".vscode/datamap.schema.json"
_MARK = re.compile("@(name|site|id|version)@")
_LONGEST_ID = 40
_UNWRITABLE = {"Cc", "Cs"}  # control characters, and the halves of characters that stand for undecodable bytes
_EXAMPLE_OF_A_NAME = "Harbour Books Ltd"


@click.command("init")
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), default=Path(), required=False)
@click.option("--name", metavar="NAME", help="The organisation's legal name; `unknown` is written if left out.")
def command(directory: Path, name: str | None) -> None:
    """Write a first inventory, mkdocs.yml, a workflow and settings for editors into DIR (here, if left out).

    Nothing that exists is overwritten: if one of the files is there already, none is written.
    """
    contents = _contents(None if name is None else _checked(name))
    _write(directory, contents)
    for path in contents:
        click.echo(f"wrote {directory / path}")
    where = "" if directory == Path() else f"cd {directory}, then "
    click.echo(f"Next: {where}`datamap serve` shows the site and follows your edits of inventory/.")


def _checked(name: str) -> str:
    words = " ".join(name.split())
    if not words or any(unicodedata.category(sign) in _UNWRITABLE for sign in words):
        message = "the name is empty or holds a control character: write it as people read it"
        raise MisuseError(message)
    return words


def _contents(name: str | None) -> dict[str, str]:
    """Return the text of each file by its path below the directory."""
    values = {
        # JSON's way of quoting is YAML's too, so no name can end the text or begin a comment.
        "name": json.dumps(name, ensure_ascii=False) if name else f"unknown             # {_EXAMPLE_OF_A_NAME}",
        "site": json.dumps(name or "Data map", ensure_ascii=False),
        "id": _identifier(name),
        "version": __version__,
    }
    templates = files("datamap.cli") / "templates"
    texts = {
        _filled(target, values): _filled((templates / template).read_text(encoding="utf-8"), values)
        for template, target in _TARGETS.items()
    }
    return {**texts, _SCHEMA: _schema()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values[mark[1]], text)


def _identifier(name: str | None) -> str:
    """Return a name as small letters, digits and hyphens, cut between words where it is long."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain.replace("'", ""))
    id_ = ""
    for word in words:
        longer = f"{id_}-{word}" if id_ else word[:_LONGEST_ID]
        if len(longer) > _LONGEST_ID:
            break
        id_ = longer
    return id_ or "my-organisation"


def _schema() -> str:
    from datamap.catalog.known import built_in
    from datamap.model.schema import as_text, json_schema

    return as_text(json_schema(built_in().ids))


def _write(directory: Path, contents: Mapping[str, str]) -> None:
    """Write all files or none; raise `MisuseError` where something is in the way, or the disk does not allow it."""
    in_the_way = sorted({str(found) for path in contents for found in _in_the_way(directory, directory / path)})
    if in_the_way:
        message = (
            f"nothing was written, since nothing is overwritten and this is there already: {', '.join(in_the_way)}; "
            "write into another directory with `datamap init DIR`, and copy from there what you want"
        )
        raise MisuseError(message)
    made: list[Path] = []
    whole = False
    try:
        for path, text in contents.items():
            _create(directory / path, text, made)
        whole = True
    except OSError as error:
        message = f"nothing was written: {error.filename or directory}: {(error.strerror or str(error)).lower()}"
        raise MisuseError(message) from error
    finally:
        if not whole:
            for left in reversed(made):
                left.rmdir() if left.is_dir() else left.unlink()


def _in_the_way(directory: Path, target: Path) -> Iterator[Path]:
    """Yield the target if anything bears its name, and whatever stands where it needs a directory."""
    if _bears_a_name(target):
        yield target
    for part in target.relative_to(directory).parents:
        if _bears_a_name(directory / part) and not (directory / part).is_dir():
            yield directory / part


def _bears_a_name(path: Path) -> bool:
    return path.exists() or path.is_symlink()  # a link that leads nowhere does not "exist"


def _create(target: Path, text: str, made: list[Path]) -> None:
    """Write a file that must not exist yet, with its directories; `made` grows by each as soon as it is there."""
    for parent in reversed([parent for parent in target.parents if not parent.exists()]):
        parent.mkdir()
        made.append(parent)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        made.append(target)
        file.write(text)
