"""Under which circumstances data go to a party, as flows, recipients and hosts say it."""

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import RUN_BY_OTHERS, Condition, DataFrom, Hop, HopKind
from datamap.graph.vocabulary import is_possible
from datamap.model.paths import SEPARATOR, resolve
from datamap.model.provenance import Path, Sourced
from datamap.model.record import Selector
from datamap.notice.context import Context
from datamap.notice.writer import listed

_CLAUSES = ("when", "if", "unless", "because")
_STATED = frozenset({HopKind.FLOW, HopKind.RECIPIENT})

_LISTED = _STATED | RUN_BY_OTHERS | {HopKind.TRACKER}
"""Hops whose conditions stand with their party in a list."""
_SHORT = 60
"""Characters of what limits all that a party does that fit into a list of parties."""


def circumstances(
    context: Context, hops: list[Hop], uses: tuple[Any, ...], possible: list[Hop], *, around: bool
) -> Iterator[Sourced]:
    """Yield when data go to a party, where that is said of a flow, or of a recipient of one activity.

    What its `uses` say is said there; that hops are `possible` is said by a verb already. With `around`, what limits an
    activity is said here too: it is not named.
    """
    flows = [hop for hop in hops if hop.kind in _STATED]
    told = {words for use in uses for words in condition_words(context, use)}
    said = [
        tuple(each for each in own_conditions(context, hop, around=around) if each.words not in told) for hop in flows
    ]
    chosen = [chosen_of(context, hop, uses, around=around) for hop in flows]
    # A use of no activity is told of by itself.
    others = [hop for hop in hops if hop.activity is not None]
    activities = {hop.activity for hop in others}
    if len(flows) > 1 and activities == {hop.activity for hop in flows}:
        # What limits all of them alike is said once, whatever the data.
        all_said = tuple(each for each in said[0] if all(each in other for other in said))
        all_chosen = [each for each in chosen[0] if all(each in other for other in chosen)]
        if all_said or all_chosen:
            yield _circumstance(context, flows, all_said, all_chosen)
        said = [tuple(each for each in found if each not in all_said) for found in said]
        chosen = [[each for each in found if each not in all_chosen] for found in chosen]
    found: dict[tuple[Any, ...], tuple[dict[Markup, None], list[Hop]]] = {}
    for hop, conditions, scopes in zip(flows, said, chosen, strict=True):
        activity = context.of("activities").get(hop.activity or "") if not around else None
        # One flow that meets several uses is said to be possible only if each use is; each says so of itself.
        sure = {other.paths[0] for other in flows if not other.may}
        may = hop.may and hop not in possible and not is_possible(activity) and hop.paths[0] not in sure
        several = len(flows) > 1 or len(activities) > 1 or len(others) > len(flows)
        data = _apart(context, hop, others) if several else []
        may = may and (bool(conditions or scopes) or not _is_certain(hop, others))
        if conditions or scopes or may:
            # What limits several alike is said once, of all of them.
            about, limited = found.setdefault((conditions, tuple(scopes), may), ({}, []))
            about.update(dict.fromkeys(data))
            limited.append(hop)
    for (conditions, scopes, may), (about, limited) in found.items():
        yield _circumstance(context, limited, conditions, list(scopes), data=list(about), may=may)


def _is_certain(hop: Hop, hops: list[Hop]) -> bool:
    """Whether what may go to a party is there anyway, in a system that it hosts or operates."""
    certain = [other for other in hops if other.kind in RUN_BY_OTHERS and not other.may and other.data]
    return any(other.activity == hop.activity and set(hop.data) <= set(other.data) for other in certain)


def _circumstance(  # noqa: PLR0913 - what is said of flows alike
    context: Context,
    hops: list[Hop],
    conditions: tuple[Condition, ...],
    chosen: list[Markup],
    *,
    data: Iterable[Markup] = (),
    may: bool = False,
) -> Sourced:
    return context.say_of_each(
        "share.circumstances",
        [((), hop.paths) for hop in hops],
        data=list(data),
        clauses=[f"{condition.key} {condition.words}" for condition in conditions if condition.key in _CLAUSES],
        chosen=chosen,
        limits=[condition.words for condition in conditions if condition.key == "limit"],
        texts=[condition.words for condition in conditions if condition.key == "text"],
        may=may,
    )


def _apart(context: Context, hop: Hop, hops: list[Hop]) -> list[Markup]:
    """Return what tells a hop from the others: its activity where that is another one, else its data."""
    same = [other for other in hops if other.activity == hop.activity]
    data = data_words(context, hop) if len(same) > 1 or len(same) == len(hops) else []
    if hop.activity is None or (data and len(same) == len(hops)):
        return data
    named = context.phrases.linked("activities", hop.activity, f"“{context.title('activities', hop.activity)}”")
    return [Markup("{} ({})").format(listed(data), named)] if data else [named]


def carrying(hops: Iterable[Hop]) -> list[Hop]:
    """Return the hops that bring data: hosting a system of which no data are stated is none of them where others do."""
    every = list(hops)
    if not any(hop.data or hop.kind not in {*RUN_BY_OTHERS, HopKind.MEMBER} for hop in every):
        return every
    return [hop for hop in every if hop.data or hop.kind not in RUN_BY_OTHERS]


def own_conditions(context: Context, hop: Hop, *, around: bool = False) -> tuple[Condition, ...]:
    """Return the conditions of a hop; those of its activity, which stand where that is named, only with `around`."""
    activity = context.of("activities").get(hop.activity or "")
    held = hop.kind in RUN_BY_OTHERS and hop.data_from is DataFrom.SYSTEM
    beside = _held_by(context, hop).values() if held else ()
    elsewhere = [words for each in beside for words in condition_words(context, each)]
    # Words beside an activity are no condition: they are a sentence of their own, where its data are told of.
    elsewhere += (
        [context.words(getattr(activity, "text", None)) or ""] if around else condition_words(context, activity)
    )
    if hop.kind is HopKind.TRACKER:
        # What is said beside a tracker, and is no condition of it, is about that, and stands in the list of trackers.
        tracker = context.of("trackers").get(str(hop.paths[0][2]))
        elsewhere += [words for key in ("limit", "text") if (words := context.words(getattr(tracker, key, None)))]
    return tuple(each for each in hop.conditions if each.words not in elsewhere)


def listed_party(context: Context, words: Markup, hops: Iterable[Hop]) -> Markup:
    """Return a party as a list names it: `in some cases` where all that goes there only may, and on which conditions.

    A condition that does not hold for all that goes there is led in by the data that it is about.
    """
    hops = carrying(hops)
    hops = [hop for hop in hops if own_conditions(context, hop) or not (hop.may and _is_certain(hop, hops))]
    sometimes = all(hop.may for hop in hops)
    named = Markup(context.writer.words("table.sometimes", words=words)) if sometimes else words  # noqa: S704 - the template escapes
    # What the activity says beside its data stands where the list is: in the cell before it.
    qualified = [hop for hop in hops if has_qualified_data(context, hop, around=False)]
    said = {id(hop): _in_a_list(context, hop, inside=False) for hop in hops}
    alike = len({own_conditions(context, hop) for hop in hops}) == 1 and len(set(said.values())) == 1 and not qualified
    parts: dict[Markup, None] = {}
    for hop in hops:
        if said[id(hop)] or (hop.kind in _LISTED and hop.may and not sometimes):
            about = Markup() if alike and hop.may is sometimes else _what_goes(context, hop)
            may = Markup(" ") + context.writer.words("share.in_some_cases") if hop.may and not sometimes else Markup()
            more = _in_a_list(context, hop, inside=True)
            parts[(about + may + more).strip().removeprefix(", ")] = None
        elif hop in qualified:
            parts[listed(data_words(context, hop, around=False))] = None
    if not parts:
        return named
    if alike and len(parts) == 1 and sometimes is hops[0].may:
        return named + said[id(hops[0])]
    return Markup("{} ({})").format(named, Markup("; ").join(parts))


def _what_goes(context: Context, hop: Hop) -> Markup:
    """Return what a hop carries in few words: a host has what is in the system."""
    if hop.kind in RUN_BY_OTHERS and hop.source.kind == "systems":
        return context.phrases.place_of(hop.source.id)
    return listed(data_words(context, hop, around=False))


def _in_a_list(context: Context, hop: Hop, *, inside: bool) -> Markup:
    """Return the conditions of a hop beside the name of its party; `inside` brackets they stand without any.

    What holds for all that a party does is said there; here a mark stands for it where it takes many words.
    """
    if hop.kind not in _LISTED:
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
    entry = _statement(context, hop.paths[0]) if hop.kind in _STATED and hop.paths[0][1] == "organisation" else None
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
    own = own_conditions(context, hop)
    clauses = [Markup(", {} {}").format(each.key, each.words) for each in own if each.key in _CLAUSES]
    brackets = [lead.format(each.words.removesuffix(".")) for each in own if each.key not in _CLAUSES]
    chosen = [lead.format(each) for each in chosen_of(context, hop, told)]
    return Markup().join([*clauses, *brackets, *chosen])


def condition_words(context: Context, statement: Any) -> list[str]:  # noqa: ANN401
    """Return the qualifiers of a statement in words."""
    keys = ("when", "if_", "unless", "because", "limit", "text")
    return [words for key in keys if (words := context.words(getattr(statement, key, None))) is not None]


def chosen_of(context: Context, hop: Hop, told: tuple[Any, ...] = (), *, around: bool = False) -> list[Markup]:
    """Return where a hop is, by its selectors but those of what is `told` elsewhere.

    Those of its activity stand where that is named: they are here only with `around`.
    """
    activity = context.of("activities").get(hop.activity or "") if not around else None
    elsewhere = [*told, *([activity] if activity is not None else [])]
    return [
        Markup("{} {}").format(lead, words)
        for lead, scopes, joint in (("only", hop.only, "and"), ("except", hop.except_, "or"))
        for scope in scopes
        if scope not in [getattr(each, key, None) for each in elsewhere for key in ("only", "except_")]
        and (words := context.phrases.chosen(scope, joint))
    ]


def data_words(context: Context, hop: Hop, *, around: bool = True, may: bool = False) -> list[Markup]:
    """Return the data of a hop, each with what the flow, the list of recipients or the system says beside it.

    With `around`, what the activity says beside it holds too. With `may`, the verb says that a system may hold them.
    """
    without = ("may",) if may and hop.data_from is DataFrom.SYSTEM else ()
    said = _said_of_data(context, hop, around=around)
    # What has a clause comes last: otherwise the next one would seem to belong to the clause.
    words = [
        (context.phrases.category(each), context.phrases.qualified(said.get(each.id), without)) for each in hop.data
    ]
    return [base + more for base, more in sorted(words, key=lambda pair: bool(pair[1]))]


def has_qualified_data(context: Context, hop: Hop, *, around: bool = True) -> bool:
    """Whether something is said beside any of the data of a hop."""
    return any(context.phrases.qualified(detail) for detail in _said_of_data(context, hop, around=around).values())


def _said_of_data(context: Context, hop: Hop, *, around: bool) -> dict[str, Any]:
    """Return the details of data, by identifier, that the statement has from which a hop follows."""
    activity = context.of("activities").get(hop.activity or "") if around else None
    said = _details(getattr(activity, "data", None))
    if hop.kind in RUN_BY_OTHERS and hop.data_from is DataFrom.SYSTEM:
        return _held_by(context, hop)
    if hop.kind in RUN_BY_OTHERS or hop.data_from is not DataFrom.HOP:
        # What a host has came by flows, and what is said beside it there stands with them.
        return said
    statements = (_statement(context, path) for path in hop.paths)
    held = (getattr(getattr(each, "detail", each), "data", None) for each in statements)
    return said | next((_details(data) for data in held if isinstance(data, tuple)), {})


def _held_by(context: Context, hop: Hop) -> dict[str, Any]:
    """Return what is said beside the data that a system holds by its own record."""
    return _details(getattr(context.of("systems").get(hop.source.id), "holds", None))


def _details(data: Any) -> dict[str, Any]:  # noqa: ANN401
    found: dict[str, Any] = {}
    for item in data if isinstance(data, tuple) else ():
        options = getattr(item.detail, "one_of", None) or (item,)
        found |= {option.id: option.detail for option in options if option.detail is not None}
    return found


def entry_of(context: Context, hop: Hop) -> Any:  # noqa: ANN401
    """Return what is said beside a party in the list that names it, from which a hop follows."""
    return getattr(_statement(context, hop.paths[0]), "detail", None)


def _statement(context: Context, path: Path) -> Any:  # noqa: ANN401
    """Return what stands at a path from which a hop follows: a flow, an entry of a list, a record."""
    return resolve(context.records, SEPARATOR.join(map(str, path[1:])))
