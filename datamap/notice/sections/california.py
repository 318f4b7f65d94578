"""What Californian law asks for by the categories of its statute (Cal. Civ. Code 1798.110(c), 1798.130(a)(5))."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import PARTY_GROUPS, Group, Hop, HopKind, Key
from datamap.graph.transfers import regimes_of
from datamap.graph.vocabulary import Words
from datamap.model.parties import Disclosed
from datamap.model.people import CcpaCategory
from datamap.model.provenance import Path, Sourced
from datamap.model.record import Selector
from datamap.notice.context import Context
from datamap.notice.document import Block, Paragraph, Table
from datamap.notice.sections.circumstances import listed_party
from datamap.notice.sections.disclosures import purposes_of
from datamap.notice.sections.table import purposes

_RECEIVING = PARTY_GROUPS | {Group.STAFF, Group.OTHERS_SYSTEMS}
_HERE = Selector(region=("US-CA",))
_ACTS = frozenset({"sell", "share", "share-for-advertising"})


@dataclass(slots=True)
class _Category:
    """What is declared of the data of one category of the statute."""

    data: dict[str, None] = field(default_factory=dict)
    activities: dict[str, None] = field(default_factory=dict)
    disclosures: dict[str, None] = field(default_factory=dict)
    hops: dict[Key, list[Hop]] = field(default_factory=dict)


def california(context: Context) -> Iterator[Block]:
    """Yield a row for each category that is declared, where that law is among those that are declared."""
    if "ccpa" not in regimes_of(context.records):
        return
    found = _categories(context)
    if not found:
        return
    head = tuple(context.writer.words("headings.columns_california").split("|"))
    regimes = context.at("organisation", "regimes")
    occasions = any(held.disclosures for held in found.values())
    yield Paragraph((context.say_about("california.lead", (*regimes, "ccpa"), [regimes], occasions=occasions),))
    yield Table(head, tuple(tuple(_row(context, letter, found[letter])) for letter in sorted(found)))
    if never := tuple(_never(context)):
        yield Paragraph(never)


def _letters_of(context: Context) -> Callable[[str], frozenset[CcpaCategory]]:
    """Return what gives the letters of a category of data: its own, else those of what it is a part or a kind of."""
    declared, words = context.of("data_categories"), Words(context.phrases.naming)

    @cache
    def letters(id_: str) -> frozenset[CcpaCategory]:
        own = declared[id_].ccpa if id_ in declared else None
        within = words.category_of(id_).within
        return frozenset(own or (letter for name in within if name in declared for letter in declared[name].ccpa or ()))

    return letters


def _categories(context: Context) -> dict[CcpaCategory, _Category]:
    found: dict[CcpaCategory, _Category] = {}
    letters, elsewhere = _letters_of(context), context.regions.never_meet
    for id_, activity in context.our_activities.items():
        if elsewhere(activity.only, _HERE):
            continue
        data = context.data_of(activity)
        for name in [item.id for item in data] if isinstance(data, tuple) else []:
            for letter in letters(name):
                held = found.setdefault(letter, _Category())
                held.data[name] = None
                held.activities[id_] = None
    for hop in context.flows.hops:
        if not hop.moves_data or context.flows.nodes[hop.target].group not in _RECEIVING:
            continue
        if any(elsewhere(scope, _HERE) for scope in hop.only):
            continue
        if hop.kind is HopKind.DISCLOSURE:
            # What no activity uses is disclosed all the same.
            for category in hop.data:
                for letter in letters(category.id):
                    held = found.setdefault(letter, _Category())
                    held.data[category.id] = None
                    held.disclosures[str(hop.paths[0][2])] = None
        for letter in {letter for category in hop.data for letter in letters(category.id)} & found.keys():
            found[letter].hops.setdefault(hop.target, []).append(hop)
    return found


def _row(context: Context, letter: CcpaCategory, held: _Category) -> Iterator[Sourced | None]:
    phrases = context.phrases
    records = context.named("data_categories", tuple(held.data)) or [
        *(context.at("activities", id_, "data") for id_ in held.activities),
        *(context.at("disclosures", id_, "data") for id_ in held.disclosures),
    ]
    yield context.say_about("california.category", _at(context, letter, "category"), records, letter=letter.value)
    yield _cell(context, letter, "data", records, [phrases.data(name) for name in held.data])
    activities = {id_: context.our_activities[id_] for id_ in held.activities}
    stated = [(id_, words) for id_, each in activities.items() if (words := purposes(context.within(each), each))]
    disclosures = ((id_, purposes_of(context, context.of("disclosures")[id_])) for id_ in held.disclosures)
    occasions = [(id_, list(map(escape, words))) for id_, words in disclosures if words]
    yield _cell(
        context,
        letter,
        "purposes",
        [
            *(context.at("activities", id_, "purposes") for id_, _ in stated),
            *(context.at("disclosures", id_) for id_, _ in occasions),
        ],
        [word for _, words in (*stated, *occasions) for word in words],
    )
    paths = [path for hops in held.hops.values() for hop in hops for path in hop.paths]
    yield _cell(
        context,
        letter,
        "recipients",
        paths,
        [listed_party(context, phrases.party(key.id), hops) for key, hops in held.hops.items()],
    )
    yield _cell(context, letter, "disclosed", *_disclosed(context, held))


def _disclosed(context: Context, held: _Category) -> tuple[list[Path], list[Markup]]:
    """Return what handing over data of a category is, with those to whom: sold, shared, for a business purpose."""
    found: dict[Disclosed, list[Markup]] = {}
    paths = []
    for key in held.hops:
        party = context.phrases.naming.record(key.kind, key.id)
        ways = getattr(party, "disclosed_as", None)
        for way in ways if isinstance(ways, tuple) else ():
            found.setdefault(way, []).append(context.phrases.party(key.id))
            paths.append(context.at(key.kind, key.id, "disclosed_as"))
    words = [
        Markup(context.writer.words("california.disclosed", way=way.value, parties=found[way]))  # noqa: S704 - the template escapes
        for way in Disclosed
        if way in found
    ]
    return paths, words


def _at(context: Context, letter: CcpaCategory, column: str) -> Path:
    return context.at("california", letter.value, column)


def _cell(context: Context, letter: CcpaCategory, column: str, at: list[Path], parts: list[Any]) -> Sourced | None:
    if not parts:
        return None
    return context.say_about("table.list", _at(context, letter, column), at, parts=list(dict.fromkeys(parts)))


def _never(context: Context) -> Iterator[Sourced]:
    """Yield that data are never sold or shared, where a promise says so of all data and everybody."""
    for id_, promise in context.of("commitments").items():
        if any(getattr(promise, key, None) is not None for key in _LIMITS):
            continue
        for number, never in enumerate(promise.never or ()):
            acts = [act for act in never.does or () if act in _ACTS]
            if acts and all(getattr(never, key) is None for key in (*_LIMITS, "path")):
                done = [context.phrases.thing(("acts",), act) for act in acts]
                yield context.say_about(
                    "california.never",
                    context.at("california", id_),
                    [context.at("commitments", id_, "never", number)],
                    acts=done,
                )


_LIMITS = ("data", "recipients", "when", "unless", "limit", "only", "except_", "if_", "preceding")
