"""One page for each vocabulary of built-in names, as a table."""

from collections.abc import Iterator
from functools import cache

from datamap.catalog.glossary import HEADINGS, BuiltIn, names_in
from datamap.model import keys, shapes
from datamap.model.keys import Key
from datamap.pages import markup
from datamap.pages.page import Page
from datamap.pages.reference.homes import LANGUAGE, address
from datamap.pages.reference.words import inline, table

TERMS = f"{LANGUAGE}/terms"
TERMS_INDEX = f"{TERMS}/index.md"
_NOT_SHOWN = frozenset({"one of them", "several"})


def term_path(vocabulary: str) -> str:
    """Return the path of a vocabulary's page."""
    return f"{TERMS}/{vocabulary.replace('_', '-')}.md"


def term_pages() -> Iterator[Page]:
    """Yield a list of the vocabularies, then a page for each."""
    yield Page(path=TERMS_INDEX, title="Built-in terms", markdown=_index())
    for name, heading in HEADINGS.items():
        yield Page(path=term_path(name), title=heading.title, markdown="\n".join(_page(name)) + "\n")


def _index() -> str:
    rows = [
        (
            f"[{inline(heading.title)}]({name.replace('_', '-')}.md)",
            f"{len(names_in(name)):,}",
            inline(heading.meaning),
        )
        for name, heading in HEADINGS.items()
    ]
    return "\n".join(
        [
            "# Built-in terms",
            "",
            "A list may name any of these without declaring it, and a record can be one by its identifier or by `is`.",
            "What an inventory declares under the same identifier counts instead.",
            "",
            table(("vocabulary", "names", "says"), rows),
            "",
        ]
    )


def _page(name: str) -> Iterator[str]:
    heading = HEADINGS[name]
    built_in = names_in(name)
    yield f"# {inline(heading.title)}"
    yield ""
    yield inline(heading.meaning)
    yield ""
    used = ", ".join(
        f"[{inline(f'`{place}`')}]({address(term_path(name), key.model, key.name)})"
        for place, key, vocabularies in _references()
        if name in vocabularies
    )
    yield f"Named at {used}."
    yield ""
    labels = [
        label
        for label in dict.fromkeys(label for term in built_in for label, _ in term.facts)
        if label not in _NOT_SHOWN
    ]
    yield table(("name", "title", *labels), [_row(term, labels) for term in built_in])


def _row(term: BuiltIn, labels: list[str]) -> tuple[str, ...]:
    facts = dict(term.facts)
    cells = (markup.text(facts.get(label, "")) for label in labels)
    return (f'<span id="{markup.html(term.id)}">{markup.code(term.id)}</span>', markup.text(term.title), *cells)


@cache
def _references() -> tuple[tuple[str, Key, frozenset[str]], ...]:
    """Return each key that may name a term, with the shortest path to it and the vocabularies that its terms are of."""
    found: dict[Key, tuple[str, Key, frozenset[str]]] = {}
    for place in keys.places():
        key = place.key
        if key not in found:
            target = shapes.refers_to(key.model.model_fields[shapes.field_of(key.model, key.name)])
            found[key] = str(place), key, frozenset(target.kinds if target is not None else ())
    return tuple(found.values())
