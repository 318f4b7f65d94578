"""Where an organisation contradicts itself: both statements side by side, as they are declared and from which lines."""

from collections.abc import Iterator

from datamap.model.inventory import records_of
from datamap.model.paths import canonical, parts_of, resolve_with_target
from datamap.pages import markup
from datamap.pages.addresses import EVERYTHING, slug
from datamap.pages.declared import Declared
from datamap.pages.desk import Desk
from datamap.pages.page import Page
from datamap.pages.records import KIND_TITLES, RecordPages


def conflicts_page(desk: Desk, records: RecordPages) -> Page | None:
    """Return the page of an organisation's conflicts, for those inside; `None` where none is declared."""
    conflicts = records_of(desk.naming.records, "conflicts")
    if not conflicts:
        return None
    path = desk.path("conflicts.md")
    declared = records.declared(path)
    rows = [
        desk.crumb(path),
        "",
        "# Conflicts",
        "",
        "What the organisation says against itself, as it is declared. The published pages print both statements.",
        "",
    ]
    for id_, conflict in conflicts.items():
        rows += [f"## {markup.text(records.title('conflicts', id_))} {{ #{slug(id_)} }}", ""]
        rows += [declared.record(conflict, without=frozenset({"title", "between"})), ""]
        for statement in conflict.between:
            rows += [*_statement(desk, records, declared, statement), ""]
    return Page(path=path, title="Conflicts", markdown="\n".join(rows) + "\n")


def _statement(desk: Desk, records: RecordPages, declared: Declared, statement: str) -> Iterator[str]:
    """Yield one of the two statements: the record it stands in, what is declared there, and the line."""
    try:
        value, target = resolve_with_target(desk.naming.records, statement)
    except LookupError:  # the loader checks paths, an inventory that was made in code may hold any
        yield f"### {markup.code(statement)}"
        return
    kind, *rest = parts_of(statement)
    depth = 0 if kind == "organisation" or not rest else 1
    keys, address, name = rest[depth:], f"{EVERYTHING}#{kind.replace('_', '-')}", KIND_TITLES[kind]
    if depth:
        name, address = f"{name}: {records.title(kind, rest[0])}", declared.address(kind, rest[0]) or address
    label = f"[{markup.text(name)}]({address})"
    below = f" {markup.code('/'.join(keys))}" if keys else ""
    yield f"### {label}{below}"
    yield ""
    yield declared.value(value, target, without=frozenset({"title"})) or "Nothing more is stated."
    yield ""
    if desk.where is not None:
        place = desk.where((desk.id, *canonical(desk.naming.records, parts_of(statement))))
        yield f'<p class="dm-where">Declared at {markup.code(place)}</p>'
