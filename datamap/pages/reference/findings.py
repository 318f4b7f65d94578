"""The page of what the loader finds: each finding with an input that has it and the message it gets."""

from collections.abc import Iterator, Mapping

from datamap.catalog.known import built_in
from datamap.load.files import SourceFile, SourceFiles
from datamap.load.findings import DEFECTS, Located
from datamap.load.inventory import load
from datamap.pages.page import Page
from datamap.pages.reference.words import inline, yaml
from datamap.report.as_text import one_line

FINDINGS = "reference/findings.md"
_ORGANISATION = "organisation: Harbour Books Ltd\n"
_FILE = "inventory/books.yaml"

EXAMPLES: Mapping[str, Mapping[str, bytes]] = {
    "YAML-01": {_FILE: b"organisation:\n  name: Harbour Books: the shop\n"},
    "YAML-02": {_FILE: _ORGANISATION.encode("utf-16")},
    "YAML-03": {_FILE: b"organisation: Harbour Books Ltd\n---\nactivities: {}\n"},
    "YAML-04": {_FILE: b"organisation: Harbour Books Ltd\nsystems:\n  shop: Online shop\n  shop: Shop in Leith\n"},
    "YAML-05": {_FILE: b"organisation: Harbour Books Ltd\npurposes:\n  news: {for: discounts, news and offers}\n"},
    "YAML-06": {_FILE: b"organisation: !company Harbour Books Ltd\n"},
    "YAML-07": {_FILE: b"organisation: Harbour Books Ltd\ntrackers:\n  {id}: Basket\n"},
    "YAML-08": {_FILE: b"organisation: Harbour Books Ltd\nsystems:\n  shop: {title: *shop}\n"},
    "YAML-09": {_FILE: b"organisation: " + b"[" * 70 + b"]" * 70 + b"\n"},
    "YAML-10": {_FILE: _ORGANISATION.encode(), "inventory/later.yaml": b"# to be written\n"},
    "YAML-11": {_FILE: b"\xef\xbb\xbf" + _ORGANISATION.encode()},
    "ORG-D1": {"inventory/shared/vendors.yaml": b"processors: {mailer: {vendor: sendgrid}}\n"},
    "ORG-D2": {_FILE: _ORGANISATION.encode(), "inventory/cafe.yaml": b"organisation: Harbour Cafe Ltd\n"},
    "LNG-01": {_FILE: b"organisation: Harbour Books Ltd\nactivities:\n  orders: {purpose: [direct-marketing]}\n"},
    "LNG-02": {_FILE: b"organisation: Harbour Books Ltd\nactivities: [orders, newsletter]\n"},
    "LNG-03": {_FILE: b"organisation: {country: GB}\n"},
    "LNG-04": {_FILE: b"organisation: Harbour Books Ltd\nactivities:\n  orders: {required: voluntry}\n"},
    "LNG-05": {_FILE: b"organisation: Harbour Books Ltd\nactivities:\n  orders: {retention: 2y}\n"},
    "LNG-06": {
        _FILE: b"organisation: Harbour Books Ltd\nsystems: {shop: Online shop}\n",
        "inventory/systems.yaml": b"systems: {shop: Shop in Leith}\n",
    },
    "LNG-07": {_FILE: b"organisation: Harbour Books Ltd\npurposes:\n  deliver: {basis: contract}\n"},
    "REF-01": {_FILE: b"organisation: Harbour Books Ltd\nactivities:\n  orders: {data: [emial]}\n"},
    "REF-02": {
        _FILE: b"organisation: Harbour Books Ltd\nsystems: {printers: Label printers}\n"
        b"processors: {printers: Our print shop}\n"
    },
    "REF-03": {
        _FILE: b"organisation: Harbour Books Ltd\nactivities: {orders: Orders}\n"
        b"conflicts: {dates: {between: [activities/order, activities/orders]}}\n"
    },
    "REF-04": {
        _FILE: b"organisation: Harbour Books Ltd\nclients: {club: Clubs}\ndata_subjects: {clubs: Members of clubs}\n"
    },
    "REF-05": {_FILE: _ORGANISATION.encode(), "inventory/broken.yaml": b"systems: {shop: Online shop\n"},
    "REF-06": {
        _FILE: b"organisation: Harbour Books Ltd\n"
        b"data_categories:\n  contact: {includes: [mail]}\n  mail: {includes: [contact]}\n"
    },
}
"""For each finding that the text of files can have: files that have it."""
ON_DISK: Mapping[str, str] = {
    "YAML-12": "A file with 500 problems is not read on; the first 500 are reported.",
    "FILE-01": "It is a directory or a device, or may not be read: `this is not a file; remove or rename it`.",
    "FILE-02": "A symbolic link leads outside the inventory, or to a directory: "
    "`this link leads out of the inventory; copy what it leads to into the inventory, or remove the link`.",
    "FILE-03": "A file has more than 64 MiB: `split it: any file may hold any kinds of records`.",
}
"""For each other finding: when it occurs, and its message."""


def findings_page() -> Page:
    """Return the page of the loader's findings."""
    return Page(path=FINDINGS, title="Findings of the loader", markdown="\n".join(_rows()) + "\n")


def example_of(id_: str) -> Located:
    """Return the finding that an example was written for. Raises `StopIteration` if it does not have it."""
    files = tuple(
        SourceFile(name=name, directory=tuple(name.split("/")[1:-1]), data=data) for name, data in EXAMPLES[id_].items()
    )
    loaded = load(SourceFiles(files=files, findings=()), built_in())
    return next(loaded.sources.located(finding) for finding in loaded.findings if finding.id == id_)


def _rows() -> Iterator[str]:
    yield "# Findings of the loader"
    yield ""
    yield (
        "`datamap validate` reports all of them in one run, each at its line. A defect makes the inventory unusable: "
        "nothing is built from it. Ids are never reused, and never change their meaning."
    )
    yield ""
    for id_, title in DEFECTS.items():
        yield f"## {id_}: {inline(title)} {{: #{id_.lower()} }}"
        yield ""
        if id_ in ON_DISK:
            yield inline(ON_DISK[id_])
            yield ""
            continue
        for name, data in EXAMPLES[id_].items():
            shown = data.decode("utf-8", errors="replace")
            if shown.isprintable() or all(char.isprintable() or char == "\n" for char in shown):
                yield yaml(f"# {name}\n{shown.rstrip()}")
                yield ""
        yield f"```text\n{one_line(example_of(id_))}\n```"
        yield ""
