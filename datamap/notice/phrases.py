"""Parts of sentences: what data, people, purposes, parties, places and periods are called in running text."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from datamap.catalog.spelling import spelled
from datamap.graph.hops import Category
from datamap.model.flows import Path as FlowPath
from datamap.model.inventory import records_of
from datamap.model.items import Item
from datamap.model.references import ALL_KNOWN, Declaration, mentions
from datamap.model.term import Term
from datamap.notice import capitals
from datamap.notice.titles import PARTIES, Titles
from datamap.notice.writer import listed

Address = Callable[[str, str], str | None]
"""From kind and identifier to the address of the record's page, or `None` where it has none."""
_NAMES = frozenset({"products", "laws"})
"""Kinds whose titles are names: those of laws, and most of products, keep their capital inside a sentence."""


@dataclass(frozen=True)
class Phrases(Titles):
    """Phrases for one organisation. `address(kind, id)` gives the page of a record, or `None`."""

    address: Address
    local: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    """What the activity that is written about declares in place, by kind and identifier; it comes first."""
    articled: bool = False
    """Whether a party that its title describes has an article, as it needs one behind a preposition or as a subject."""

    @cached_property
    def in_clauses(self) -> "Phrases":
        """The phrases for parties that stand in a sentence as its subject or behind a preposition."""
        return replace(self, articled=True)

    def within(self, activity: Any) -> "Phrases":  # noqa: ANN401
        """Return the phrases for what is said of one activity: the names that it declares in place come first."""
        local = declared_in(activity)
        return replace(self, local=local) if local else self

    @cached_property
    def in_place(self) -> Mapping[tuple[str, str], Any]:
        """The records that activities declare in place, by kind and identifier; of several the first."""
        found: dict[tuple[str, str], Any] = {}
        for activity in records_of(self.naming.records, "activities").values():
            for key, record in declared_in(activity).items():
                found.setdefault(key, record)
        return found

    def linked(self, kind: str | None, id_: str, words: str) -> Markup:
        """Return words, linked to the page of the record where there is one."""
        address = self.address(kind, id_) if kind is not None else None
        if address is None:
            return escape(words)
        # Most of what a site says is linked, and `Markup.format` takes five times as long.
        return Markup(f'<a href="{escape(address)}">{escape(words)}</a>')  # noqa: S704 - both are escaped

    def thing(self, kinds: tuple[str, ...], id_: str) -> Markup:
        """Return what an identifier is called inside a sentence, linked to its page."""
        own = next((self.local[kind, id_] for kind in kinds if (kind, id_) in self.local), None)
        if own is not None:
            return escape(self.declared(id_, own, kinds))
        title, kind = self.naming.title_among(kinds, id_)
        if kind is None:
            return escape(self._unrecorded(kinds, id_))
        return self.linked(kind, id_, self._recorded(kind, id_, title))

    def _recorded(self, kind: str, id_: str, title: str) -> str:
        """Return the title of a record inside a sentence."""
        if kind == "regions":
            return self.place(id_)
        if title == id_:
            return self._spelled(kind, id_)
        if kind in _NAMES:
            return title if kind == "laws" else capitals.named(title, self.proper)
        if kind in PARTIES:
            return self.party_words(kind, id_, title, articled=self.articled)
        if kind == "systems":
            return capitals.described(title, self.proper, alone=True)
        return self.lowered(title)

    def _spelled(self, kind: str, id_: str) -> str:
        """Return the words of an identifier inside a sentence: a product has an article as one with a title has."""
        return capitals.named(spelled(id_, capital=True), self.proper) if kind == "products" else spelled(id_)

    def _unrecorded(self, kinds: tuple[str, ...], id_: str) -> str:
        """Return what something without a record is called: a place, a term, or what an activity declares in place."""
        if "regions" in kinds:
            return self.place(id_)
        term = next((t for k in kinds if (t := self.naming.vocabulary.get(k, {}).get(id_))), None)
        if term is not None:
            return _several(term, kinds) or self.lowered(term.title)
        other = next((self.in_place[kind, id_] for kind in kinds if (kind, id_) in self.in_place), None)
        return self.declared(id_, other, kinds) if other is not None else spelled(id_)

    def place_of(self, id_: str) -> Markup:
        """Return a system or kind of system as it follows “in”: with an article where it has none."""
        words = self.thing(("systems", "system_kinds"), id_)
        title, kind = self.naming.title_among(("systems", "system_kinds"), id_)
        if kind is None:
            return escape(capitals.with_article(str(words), self.proper))
        return self.linked(kind, id_, self.definite(spelled(id_) if title == id_ else title))

    def party(self, id_: str) -> Markup:
        """Return what a processor, recipient or kind of recipient is called inside a sentence."""
        return self.thing(("processors", "recipients", "systems", "clients", "data_subjects", "party_kinds"), id_)

    def data(self, id_: str) -> Markup:
        """Return what a category of data is called inside a sentence."""
        return self.thing(("data_categories",), id_)

    def category(self, category: Category) -> Markup:
        """Return what a category of the map is called inside a sentence, also if declared in place."""
        if not category.at:
            return self.data(category.id)
        return escape(spelled(category.id) if category.title == category.id else self.lowered(category.title))

    def people(self, id_: str) -> Markup:
        """Return what a group of people is called inside a sentence."""
        return self.thing(("data_subjects",), id_)

    def each(self, items: Any, kinds: tuple[str, ...]) -> list[Markup]:  # noqa: ANN401
        """Return the phrases for a list of items, a mapping that declares in place, or plain identifiers."""
        if isinstance(items, Mapping):
            return [self.in_place_words(id_, record, kinds) for id_, record in items.items()]
        if not isinstance(items, tuple):
            return []
        ordered = self.ordered(items)
        return [self.item(entry, kinds) if isinstance(entry, Item) else self.thing(kinds, entry) for entry in ordered]

    def ordered(self, items: tuple[Any, ...]) -> list[Any]:
        """Return the items of a list as they are told of, what has a clause of its own last.

        Otherwise the next one would seem to belong to the clause.
        """
        return sorted(items, key=lambda entry: isinstance(entry, Item) and self._has_clause(entry.detail))

    def _has_clause(self, detail: Any) -> bool:  # noqa: ANN401
        return any(getattr(detail, name, None) is not None for is_clause, _, name in _QUALIFIERS if is_clause)

    def declared(self, id_: str, record: Any, kinds: tuple[str, ...]) -> str:  # noqa: ANN401
        """Return what a record declared in place is called inside a sentence."""
        title = self.naming.title(kinds[0], id_, record)
        return spelled(id_) if title == id_ else self.lowered(title)

    def in_place_words(self, id_: str, record: Any, kinds: tuple[str, ...]) -> Markup:  # noqa: ANN401
        """Return what a record declared in place is called where it is introduced: with its qualifiers."""
        return escape(self.declared(id_, record, kinds)) + self.qualified(record)

    def item(self, item: Item[Any], kinds: tuple[str, ...]) -> Markup:
        """Return an item with what was said beside it, in short."""
        detail = item.detail
        alternatives = getattr(detail, "one_of", None)
        base = Markup(" or ").join(self.each(alternatives, kinds)) if alternatives else self.thing(kinds, item.id)
        # A measure is a statement of its own: what limits it limits each place that it protects.
        around = self.naming.record("measures", item.id) if kinds == ("measures",) else None
        return base + self.qualified(around, without=("because",)) + self.qualified(detail)

    def qualified(self, statement: Any, without: Collection[str] = (), *, inside: bool = False) -> Markup:  # noqa: ANN401
        """Return the qualifiers of a statement in the order of speech: clauses behind commas, and the rest in brackets.

        `without` names those that the caller says itself: `may` where the verb of the sentence says it. `inside`
        brackets there are no others.
        """
        if statement is None:
            return Markup()
        clauses = [Markup("in some cases")] if getattr(statement, "may", None) and "may" not in without else []
        asides: list[Markup] = []
        for is_clause, lead, name in _QUALIFIERS:
            text = getattr(statement, name, None) if name not in without else None
            if text is not None:
                # What stands in brackets has no full stop of its own.
                (clauses if is_clause else asides).append(lead.format(self.words(text).removesuffix(".")))
        asides += self._selects(statement, without)
        if inside:
            clauses, asides = [*clauses, *asides], []
        words = Markup().join(Markup(", {}").format(clause) for clause in clauses)
        return words + (Markup(" ({})").format(Markup("; ").join(asides)) if asides else Markup())

    def selected(self, detail: Any) -> Markup:  # noqa: ANN401
        """Return where a statement holds: `only` and `except` in words, in brackets."""
        found = self._selects(detail, ())
        return Markup(" ({})").format(Markup("; ").join(found)) if found else Markup()

    def _selects(self, statement: Any, without: Collection[str]) -> list[Markup]:  # noqa: ANN401
        return [
            Markup("{} {}").format(lead, chosen)
            for lead, name, joint in (("only", "only", "and"), ("except", "except_", "or"))
            if name not in without and (chosen := self.chosen(getattr(statement, name, None), joint))
        ]

    def activity(self, id_: str, title: str, without: Collection[str] = ()) -> Markup:
        """Return the title of an activity where more is said of it, with what limits that, as it stands in brackets."""
        around = self.naming.record("activities", id_)
        return self.linked("activities", id_, title) + self.limits(around, (*without, "because"), inside=True)

    def limits(self, activity: Any, without: Collection[str] = (), *, inside: bool = False) -> Markup:  # noqa: ANN401
        """Return the qualifiers of an activity; that it is only about its people goes without saying.

        Words beside it are no condition: they are a sentence of their own, where its data are told of.
        """
        about = ("only",) if only_about_its_people(activity) else ()
        return self.qualified(activity, without=(*without, "text", *about), inside=inside)

    def chosen(self, selector: Any, joint: str) -> Markup:  # noqa: ANN401
        """Return what a selector names, key by key, as it follows “only” or “except”; keys intersect, values unite."""
        if selector is None:
            return Markup()
        found = [
            Markup("{} {}").format(lead, listed(phrases, joint))
            for key, lead, kinds in _SELECTS
            if (phrases := self.each(getattr(selector, key), kinds))
        ]
        if selector.entity:
            named = (self.phrase(self.naming.entity(id_)) for id_ in selector.entity)
            found.append(Markup("for {}").format(listed(named, joint)))
        if selector.at:
            found.append(Markup("in {}").format(listed(map(self.place_of, selector.at), joint)))
        if selector.purpose:
            used = listed((self.purpose(id_) for id_ in selector.purpose), joint)
            found.append(Markup("for data that we use {}").format(used))
        if selector.basis:
            found.append(Markup("where we rely on {}").format(listed(self.each(selector.basis, ("bases",)), joint)))
        if selector.platform:
            found.append(
                Markup("on {}").format(
                    listed((_PLATFORMS.get(name.casefold(), name) for name in selector.platform), joint)
                )
            )
        return Markup(", ").join(found)

    def ways(self, items: Any) -> list[Markup]:  # noqa: ANN401
        """Return the ways that a list names, each with what was said beside it; none where no list is stated."""
        return (
            [beside(self.way(item.id), self.qualified(item.detail)) for item in items]
            if isinstance(items, tuple)
            else []
        )

    def purpose(self, id_: str, record: Any | None = None) -> str:  # noqa: ANN401
        """Return a purpose as it follows a verb: `to deliver your order`, `for security reasons`."""
        key = ("purposes", id_)
        record = record if record is not None else self.local.get(key) or self.naming.record(*key)
        if record is None and self.naming.term(*key) is None:
            record = self.in_place.get(key)
        for lead, name in (("to", "to"), ("for", "for_")):
            wording = getattr(record, name, None)
            if wording is not None:
                return f"{lead} {self.words(wording).removesuffix('.')}"
        term = self.naming.term("purposes", id_) or self._term_of(record)
        if term is not None:
            return f"to {term.to}" if term.to is not None else f"for {term.for_}"
        return f"for {self.lowered(self.naming.title('purposes', id_, record))}"

    def purposes(self, items: Any) -> list[Markup]:  # noqa: ANN401
        """Return the purposes that a list names, each with what was said beside it."""
        ordered = sorted(items, key=lambda item: self._has_clause(item.detail)) if isinstance(items, tuple) else []
        return [escape(self.purpose(item.id)) + self.qualified(item.detail) for item in ordered]

    def _term_of(self, record: Any) -> Any:  # noqa: ANN401
        kinds = getattr(record, "is_", None) or ()
        return next((t for kind in kinds if (t := self.naming.vocabulary["purposes"].get(kind))), None)

    def route(self, path: FlowPath) -> Markup:
        """Return the stations of a flow, each by its name."""
        return Markup(" → ").join(Markup(" and ").join(self.party(name) for name in station) for station in path)

    def regime(self, item: Item[Any]) -> Markup:
        """Return the name of a law on data protection, with what it holds for."""
        title = getattr(item.detail, "title", None)
        name = capitals.of_a_law(self.words(title)) if title is not None else self.regime_title(item.id)
        return escape(name) + self.qualified(item.detail)


_QUALIFIERS = (
    (True, Markup("when {}"), "when"),
    (True, Markup("if {}"), "if_"),
    (True, Markup("unless {}"), "unless"),
    (True, Markup("because {}"), "because"),
    (False, Markup("{}"), "limit"),
    (False, Markup("{}"), "text"),
)
"""Whether it is a clause, its words, and its key, in the order of speech."""
_PLATFORMS = {
    "android": "Android",
    "ios": "iOS",
    "ipados": "iPadOS",
    "linux": "Linux",
    "macos": "macOS",
    "web": "the web",
    "windows": "Windows",
}
"""How platforms write themselves; others stand as they were written."""
_SELECTS = (
    ("region", "in", ("regions", "countries")),
    ("product", "for", ("products",)),
    ("subjects", "for", ("data_subjects",)),
    ("data", "for", ("data_categories",)),
)


_AT_ANY_TIME = re.compile(r"(at (any time|all times)|always|whenever you (like|want|wish))\.?", re.IGNORECASE)


def at_any_time(words: Any) -> bool:  # noqa: ANN401
    """Whether the words of a limit say that there is none: `at any time`."""
    return isinstance(words, str) and _AT_ANY_TIME.fullmatch(words.strip()) is not None


def only_about_its_people(activity: Any) -> bool:  # noqa: ANN401
    """Whether `only` names the very people of an activity, and nothing else."""
    if getattr(activity, "only", None) is None or not isinstance(activity.subjects, tuple):
        return False
    named = {name for name in type(activity.only).model_fields if getattr(activity.only, name) is not None}
    return named == {"subjects"} and set(activity.only.subjects) == {item.id for item in activity.subjects}


def declared_in(record: Any) -> dict[tuple[str, str], Any]:  # noqa: ANN401
    """Return what a record declares in place, by kind and identifier."""
    found = (mention for mention in mentions(record, known=ALL_KNOWN) if isinstance(mention, Declaration))
    return {(mention.kind, mention.id): mention.record for mention in found}


def beside(words: Markup, more: Markup) -> Markup:
    """Return words and their qualifiers; two brackets in a row become one, but for one that is part of a word."""
    if words.endswith(")") and " (" in words[words.rfind("(") - 1 :] and more.startswith(" ("):
        return words[:-1] + Markup("; ") + more[2:]
    return words + more


def _several(term: Term, kinds: tuple[str, ...]) -> str | None:
    """Return the words of a term; kinds of parties and trackers are named in the plural."""
    return (term.plural if set(kinds) & {"party_kinds", "tracker_kinds"} else None) or term.words
