"""Under which circumstances data go to a party, as flows, recipients and hosts say it."""

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup, escape

from datamap.graph.hops import Category, Hop, HopKind
from datamap.model.provenance import Sourced, shared
from datamap.notice.context import Context
from datamap.notice.writer import listed

_CLAUSES = ("when", "if", "unless", "because")
_STATED = frozenset({HopKind.FLOW, HopKind.RECIPIENT})
_RUN = frozenset({HopKind.HOST, HopKind.OPERATOR})


def circumstances(context: Context, hops: list[Hop], uses: tuple[Any, ...]) -> Iterator[Sourced]:
    """Yield when data go to a party, where that is said of a flow, or of a recipient of one activity.

    What its `uses` say is said there; `may` is said here where other data go to the party in any case.
    """
    flows = [hop for hop in hops if hop.kind in _STATED]
    told = {words for use in uses for words in condition_words(context, use)}
    always = not all(hop.may for hop in hops)
    found: dict[str, list[Sourced]] = {}
    for hop in flows:
        said = [condition for condition in hop.conditions if condition.words not in told]
        chosen = _chosen(context, hop, uses)
        may = hop.may and always
        if said or chosen or may:
            piece = context.say(
                "share.circumstances",
                hop.paths,
                data=_categories(context, hop.data) if len(flows) > 1 else [],
                clauses=[f"{condition.key} {condition.words}" for condition in said if condition.key in _CLAUSES],
                chosen=chosen,
                limits=[condition.words for condition in said if condition.key == "limit"],
                texts=[condition.words for condition in said if condition.key == "text"],
                may=may,
            )
            found.setdefault(piece.html, []).append(piece)
    yield from (shared(tuple(pieces)) for pieces in found.values())


def listed_party(context: Context, words: Markup, hops: Iterable[Hop]) -> Markup:
    """Return a party as a list names it: `in some cases` where all that goes there only may, and on which conditions.

    A condition that does not hold for all that goes there is led in by the data that it is about.
    """
    hops = list(hops)
    sometimes = all(hop.may for hop in hops)
    named = Markup(context.writer.words("table.sometimes", words=words)) if sometimes else words  # noqa: S704 - the template escapes
    alike = len({hop.conditions for hop in hops}) == 1
    parts: dict[Markup, None] = {}
    for hop in hops:
        if hop.kind in _STATED | _RUN and (hop.conditions or (hop.may and not sometimes)):
            about = Markup() if alike and hop.may is sometimes else listed(_categories(context, hop.data))
            may = Markup(" ") + context.writer.words("share.in_some_cases") if hop.may and not sometimes else Markup()
            parts[(about + may + qualifiers(hop)).strip().removeprefix(", ")] = None
    if not parts:
        return named
    if alike and len(parts) == 1 and sometimes is hops[0].may:
        return named + qualifiers(hops[0])
    return Markup("{} ({})").format(named, Markup("; ").join(parts))


def qualifiers(hop: Hop) -> Markup:
    """Return the conditions of a hop as they follow what they qualify, by commas and in brackets."""
    clauses = [Markup(", {} {}").format(each.key, each.words) for each in hop.conditions if each.key in _CLAUSES]
    brackets = [
        Markup(" ({})").format(each.words.removesuffix(".")) for each in hop.conditions if each.key not in _CLAUSES
    ]
    return Markup().join([*clauses, *brackets])


def condition_words(context: Context, statement: Any) -> list[str]:  # noqa: ANN401
    """Return the qualifiers of a statement in words."""
    keys = ("when", "if_", "unless", "because", "limit", "text")
    return [words for key in keys if (words := context.words(getattr(statement, key))) is not None]


def _chosen(context: Context, hop: Hop, uses: tuple[Any, ...]) -> list[Markup]:
    activity = context.of("activities").get(hop.activity or "")
    elsewhere = [*uses, *([activity] if activity is not None else [])]
    return [
        Markup("{} {}").format(lead, words)
        for lead, scopes, joint in (("only", hop.only, "and"), ("except", hop.except_, "or"))
        for scope in scopes
        if scope not in [getattr(each, key) for each in elsewhere for key in ("only", "except_")]
        and (words := context.phrases.chosen(scope, joint))
    ]


def _categories(context: Context, data: tuple[Category, ...]) -> list[Markup]:
    return [escape(context.phrases.category(category)) for category in data]
