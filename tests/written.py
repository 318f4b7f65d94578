"""Inventories written in a test: files by name, read as the command line would read them."""

from datamap.catalog.known import built_in
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.inventory import Loaded, load
from datamap.report.as_text import one_line


def loaded(files: str | dict[str, str]) -> Loaded:
    """Load an inventory from the text of one file, or from texts by name; directories in a name are directories."""
    named = {"inventory.yaml": files} if isinstance(files, str) else files
    return load(
        SourceFiles(
            files=tuple(
                SourceFile(name=name, directory=tuple(name.split("/")[:-1]), data=text.encode("utf-8"))
                for name, text in named.items()
            ),
            findings=(),
        ),
        built_in(),
    )


def lines(result: Loaded) -> list[str]:
    """Return the findings, one a line, in the order of their places."""
    found = sorted((result.sources.located(finding) for finding in result.findings), key=lambda located: located.place)
    return [one_line(located) for located in found]


def clean(files: str | dict[str, str]) -> Loaded:
    """Load an inventory in which nothing is wrong."""
    result = loaded(files)
    assert lines(result) == []
    return result
