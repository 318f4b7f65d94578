"""Under which circumstances data go to a party, as flows, recipients and hosts say it."""

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import Condition, DataFrom, Hop, HopKind
from datamap.model.paths import SEPARATOR, resolve
from datamap.model.provenance import Sourced, shared
from datamap.model.record import Selector
from datamap.notice.context import Context
from datamap.notice.writer import listed

_CLAUSES = ("when", "if", "unless", "because")
_STATED = frozenset({HopKind.FLOW, HopKind.RECIPIENT})
_RUN = frozenset({HopKind.HOST, HopKind.OPERATOR})
_SHORT = 60
"""Characters of what limits all that a party does that fit into a list of parties."""


def circumstances(context: Context, hops: list[Hop], uses: tuple[Any, ...]) -> Iterator[Sourced]:
    """Yield when data go to a party, where that is said of a flow, or of a recipient of one activity.

    What its `uses` say is said there; `may` is said here where other data go to the party in any case.
    """
    flows = [hop for hop in hops if hop.kind in _STATED]
    told = {words for use in uses for words in condition_words(context, use)}
    said = [tuple(each for each in hop.conditions if each.words not in told) for hop in flows]
    chosen = [chosen_of(context, hop, uses) for hop in flows]
    if len(flows) > 1 and len(set(said)) == 1 and len(set(map(tuple, chosen))) == 1:
        # What limits all of them alike is said once, whatever the data.
        if said[0] or chosen[0]:
            pieces = tuple(_circumstance(context, hop, said[0], chosen[0]) for hop in flows)
            yield shared(pieces)
        said, chosen = [()] * len(flows), [[]] * len(flows)
    always = not all(hop.may for hop in hops)
    found: dict[str, list[Sourced]] = {}
    for hop, conditions, scopes in zip(flows, said, chosen, strict=True):
        may = hop.may and always
        data = (data_words(context, hop) or _activity(context, hop)) if len(flows) > 1 else []
        if conditions or scopes or may:
            piece = _circumstance(context, hop, conditions, scopes, data=data, may=may)
            found.setdefault(piece.html, []).append(piece)
    yield from (shared(tuple(pieces)) for pieces in found.values())


def _circumstance(  # noqa: PLR0913 - what is said of one flow
    context: Context,
    hop: Hop,
    conditions: tuple[Condition, ...],
    chosen: list[Markup],
    *,
    data: Iterable[Markup] = (),
    may: bool = False,
) -> Sourced:
    return context.say(
        "share.circumstances",
        hop.paths,
        data=list(data),
        clauses=[f"{condition.key} {condition.words}" for condition in conditions if condition.key in _CLAUSES],
        chosen=chosen,
        limits=[condition.words for condition in conditions if condition.key == "limit"],
        texts=[condition.words for condition in conditions if condition.key == "text"],
        may=may,
    )


def _activity(context: Context, hop: Hop) -> list[Markup]:
    """Return the activity of a hop that states no data, as what it carries is called."""
    if hop.activity is None:
        return []
    return [context.phrases.linked("activities", hop.activity, f"“{context.title('activities', hop.activity)}”")]


def listed_party(context: Context, words: Markup, hops: Iterable[Hop]) -> Markup:
    """Return a party as a list names it: `in some cases` where all that goes there only may, and on which conditions.

    A condition that does not hold for all that goes there is led in by the data that it is about.
    """
    hops = list(hops)
    sometimes = all(hop.may for hop in hops)
    named = Markup(context.writer.words("table.sometimes", words=words)) if sometimes else words  # noqa: S704 - the template escapes
    qualified = [hop for hop in hops if has_qualified_data(context, hop)]
    said = {id(hop): _in_a_list(context, hop, inside=False) for hop in hops}
    alike = len({hop.conditions for hop in hops}) == 1 and len(set(said.values())) == 1 and not qualified
    parts: dict[Markup, None] = {}
    for hop in hops:
        if said[id(hop)] or (hop.kind in _STATED | _RUN and hop.may and not sometimes):
            about = Markup() if alike and hop.may is sometimes else listed(data_words(context, hop))
            may = Markup(" ") + context.writer.words("share.in_some_cases") if hop.may and not sometimes else Markup()
            more = _in_a_list(context, hop, inside=True)
            parts[(about + may + more).strip().removeprefix(", ")] = None
        elif hop in qualified:
            parts[listed(data_words(context, hop))] = None
    if not parts:
        return named
    if alike and len(parts) == 1 and sometimes is hops[0].may:
        return named + said[id(hops[0])]
    return Markup("{} ({})").format(named, Markup("; ").join(parts))


def _in_a_list(context: Context, hop: Hop, *, inside: bool) -> Markup:
    """Return the conditions of a hop beside the name of its party; `inside` brackets they stand without any.

    What holds for all that a party does is said there; here a mark stands for it where it takes many words.
    """
    if hop.kind not in _STATED | _RUN:
        return Markup()
    general, activity = _said_in_general(context, hop), context.of("activities").get(hop.activity or "")
    clauses, chosen = qualifiers(context, hop, general, inside=inside), []
    for key, scopes, joint in (("only", hop.only, "and"), ("except_", hop.except_, "or")):
        for scope in scopes:
            words = context.phrases.chosen(scope, joint)
            is_general = scope in [getattr(each, key, None) for each in general]
            if not words or not is_general or scope == getattr(activity, key, None) or _is_foreign(hop, key, scope):
                continue
            mark = "in_some_cases" if key == "only" else "with_exceptions"
            is_short = len(words.striptags()) <= _SHORT
            chosen.append(f"{key.rstrip('_')} {words}" if is_short else context.writer.words(f"share.{mark}"))
    lead = ", {}" if inside else " ({})"
    return clauses + Markup().join(Markup(lead).format(Markup(each)) for each in dict.fromkeys(chosen))  # noqa: S704 - phrases are escaped


def _said_in_general(context: Context, hop: Hop) -> tuple[Any, ...]:
    """Return what speaks of a party in all activities alike: its record, and an entry of the defaults."""
    party = context.phrases.naming.record(hop.target.kind, hop.target.id)
    entry = _statement(context, hop) if hop.kind in _STATED and hop.paths[0][1] == "organisation" else None
    return tuple(each for each in (party, getattr(entry, "detail", None)) if each is not None)


def _is_foreign(hop: Hop, key: str, scope: Selector) -> bool:
    """Whether an exception is about data alone, and none of them are on this way."""
    stated = {name for name in type(scope).model_fields if getattr(scope, name) is not None}
    excepted = set(scope.data or ())
    is_about_data = key == "except_" and stated == {"data"} and bool(hop.data)
    return is_about_data and not any(excepted & (each.within | each.parts | {each.id}) for each in hop.data)


def qualifiers(context: Context, hop: Hop, told: tuple[Any, ...] = (), *, inside: bool = False) -> Markup:
    """Return the conditions of a hop as they follow what they qualify, by commas and in brackets."""
    lead = Markup(", {}") if inside else Markup(" ({})")
    clauses = [Markup(", {} {}").format(each.key, each.words) for each in hop.conditions if each.key in _CLAUSES]
    brackets = [lead.format(each.words.removesuffix(".")) for each in hop.conditions if each.key not in _CLAUSES]
    chosen = [lead.format(each) for each in chosen_of(context, hop, told)]
    return Markup().join([*clauses, *brackets, *chosen])


def condition_words(context: Context, statement: Any) -> list[str]:  # noqa: ANN401
    """Return the qualifiers of a statement in words."""
    keys = ("when", "if_", "unless", "because", "limit", "text")
    return [words for key in keys if (words := context.words(getattr(statement, key))) is not None]


def chosen_of(context: Context, hop: Hop, told: tuple[Any, ...] = ()) -> list[Markup]:
    """Return where a hop is, by its selectors; those of its activity, and of what is `told` elsewhere, are left out."""
    activity = context.of("activities").get(hop.activity or "")
    elsewhere = [*told, *([activity] if activity is not None else [])]
    return [
        Markup("{} {}").format(lead, words)
        for lead, scopes, joint in (("only", hop.only, "and"), ("except", hop.except_, "or"))
        for scope in scopes
        if scope not in [getattr(each, key, None) for each in elsewhere for key in ("only", "except_")]
        and (words := context.phrases.chosen(scope, joint))
    ]


def data_words(context: Context, hop: Hop) -> list[Markup]:
    """Return the data of a hop, each with what the flow or the list of recipients says beside it."""
    said = _said_of_data(context, hop)
    # What has a clause comes last: otherwise the next one would seem to belong to the clause.
    words = [(context.phrases.category(each), context.phrases.qualified(said.get(each.id))) for each in hop.data]
    return [base + more for base, more in sorted(words, key=lambda pair: bool(pair[1]))]


def has_qualified_data(context: Context, hop: Hop) -> bool:
    """Whether something is said beside any of the data of a hop."""
    return any(context.phrases.qualified(detail) for detail in _said_of_data(context, hop).values())


def _said_of_data(context: Context, hop: Hop) -> dict[str, Any]:
    """Return the details of data, by identifier, that the statement has from which a hop follows."""
    if hop.kind not in _STATED or hop.data_from is not DataFrom.HOP:
        return {}
    statement = _statement(context, hop)
    held = getattr(getattr(statement, "detail", statement), "data", None)
    return {item.id: item.detail for item in held if item.detail is not None} if isinstance(held, tuple) else {}


def _statement(context: Context, hop: Hop) -> Any:  # noqa: ANN401
    """Return the flow, or the entry of a list of recipients, from which a hop follows."""
    return resolve(context.records, SEPARATOR.join(map(str, hop.paths[0][1:])))
