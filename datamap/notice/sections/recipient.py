"""What is told of one recipient, declared or a built-in kind: what it does, what it gets, and all else stated of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from datamap.graph.hops import Group, Hop, HopKind, Key
from datamap.graph.vocabulary import is_possible
from datamap.model.kept import numbered
from datamap.model.parties import Role
from datamap.model.provenance import Path, Sourced, joined
from datamap.notice.context import Context, stated, stated_places
from datamap.notice.sections.bringing import Brought, parts_of
from datamap.notice.sections.circumstances import (
    carrying,
    circumstances,
    data_words,
    entry_of,
    has_qualified_data,
    qualifiers,
)
from datamap.notice.sections.passing import received
from datamap.notice.sections.terms import conditions_of, limits_of, limits_of_use
from datamap.notice.writer import capital, relative

_PARTIES = ("processors", "recipients")
_DUTY = re.compile(
    r"(they )?(?:abide|act|adhere|agree|are|ask|can|commit|comply|delete|do|follow|get|give|guarantee|handle|have"
    r"|help|hold|inform|keep|limit|may|meet|must|need|never|obey|offer|only|process|promise|protect|provide|receive|respect"
    r"|return|shall|sign|store|take|tell|treat|undertake|use|will)\b",
    re.IGNORECASE,
)
"""What a party is bound to as it reads after “they”; other words name a term, such as `a written agreement`."""
_MOST_NAMED = 8
_FEW_TRACKERS = 3


def party_sentences(
    context: Context,
    kind: str,
    id_: str,
    party: Any,  # noqa: ANN401
    *,
    role_told: bool = False,
) -> Iterator[Sourced]:
    """Yield one item for a party: what it does, what it gets, and all else that is stated of it.

    That nobody states its role is left out where it is told of several parties together.
    """
    phrases, at = context.phrases, context.at(kind, id_)
    plural = phrases.are_several(id_)
    arriving = [hop for hop in context.flows.arriving.get(Key(kind, id_), ()) if hop.moves_data]
    # What a group gets is said of the group: which of it goes to which member, nothing says.
    hops = [hop for hop in arriving if hop.kind is not HopKind.MEMBER]
    inside = [hop for hop in arriving if hop.kind is HopKind.MEMBER]
    parts = parts_of(context, hops, (party, *_tuple(party.uses)))
    first, whole = list(parts.first.hops), list(parts.whole)
    may, may_more = (bool(party.may) or _only_may(part) for part in (first, whole))
    data = _data(context, first, may=may)
    if not data:  # so many that the activities are named instead
        first, whole = [hop for hop in hops if hop.activity is not None] or hops, []
        may = bool(party.may) or _only_may(first)
    possible = [hop for part, sure in ((first, may), (whole, may_more)) if sure for hop in part]
    head = context.say_about(
        "share.party",
        at,
        [at, *(path for hop in hops for path in hop.paths)],
        title=phrases.linked(kind, id_, context.title(kind, id_)),
        clause=relative(context.words(party.description) or "") or "",
        provides=_provided(context, party),
        data=data,
        extras=parts.first.limit,
        activities=_activity_words(context, kind, id_, first, may=may),
        more=_activity_words(context, kind, id_, whole, may=may_more),
        # An occasion may come or not.
        something=any(hop.kind is HopKind.DISCLOSURE for hop in first),
        may=may,
        may_more=may_more,
        legal_name=name if (name := context.words(party.legal_name)) != context.title(kind, id_) else None,
        country=[phrases.place_alone(code) for code in stated_places(party.country)],
        location=[phrases.place(code) for code in stated_places(party.location)],
        optional=bool(party.optional),
        plural=plural,
    )
    apart = tuple(_beside(context, at, party, number, each) for number, each in enumerate(parts.beside))
    member = (_as_member(context, kind, id_, inside, also=bool(hops)),) if inside else ()
    unknown = party.role is Role.UNKNOWN and not role_told
    role = (context.say("share.role_not_stated", (*at, "role"), plural=plural),) if unknown else ()
    told = any(hop.data for hop in hops) and all(hop.data for hop in hops if hop.kind is HopKind.TRACKER)
    sets = () if told else tuple(_sets(context, id_, at, plural=plural))
    yield joined(
        (
            head,
            *received(context, hops, plural=plural),
            *sets,
            *(each for each in apart if each is not None),
            *member,
            *role,
            *_more(context, kind, id_, party, hops, possible),
        )
    )


def _beside(context: Context, at: Path, party: Any, number: int, brought: Brought) -> Sourced | None:  # noqa: ANN401
    """Return what occasions and trackers bring that are limited alike; a use has its own sentence."""
    hops = [hop for hop in brought.hops if hop.kind is not HopKind.USE]
    if not hops:
        return None
    return context.say_about(
        "share.beside",
        (*at, "beside", *((number,) if number else ())),
        [path for hop in hops for path in hop.paths],
        data=_data(context, hops),
        extras=brought.limit,
        may=bool(party.may) or _only_may(hops),
        plural=context.phrases.are_several(str(at[-1])),
    )


def _only_may(hops: Iterable[Hop]) -> bool:
    every = carrying(hops)
    return bool(every) and all(hop.may for hop in every)


def _tuple(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return value if isinstance(value, tuple) else ()


def _sets(context: Context, id_: str, at: Path, *, plural: bool) -> Iterator[Sourced]:
    """Yield which cookies or other trackers a party sets or reads: why one is listed of which no data are told."""
    entries = {
        name: (tracker, item.detail)
        for name, tracker in context.of("trackers").items()
        for item in (tracker.set_by if isinstance(tracker.set_by, tuple) else ())
        if item.id == id_
    }
    found = list(entries)
    if found:
        paths = [context.at("trackers", name, "set_by") for name in found]
        named = [context.title("trackers", name) for name in found[:_FEW_TRACKERS]]
        others = len(found) - len(named)
        at = (*at, "trackers")
        may = all(any(getattr(each, "may", None) for each in entry) for entry in entries.values())
        yield context.say_about("share.sets", at, paths, names=named, others=others, may=may, plural=plural)


def built_in_kinds(context: Context, group: Group) -> Iterator[Sourced]:
    """Yield one item for each built-in kind of recipient that an activity names: only its data are known.

    With the other recipients stand people to whom data about others go.
    """
    for key, node in context.flows.nodes.items():
        if key.kind == "party_kinds" and node.group is group:
            hops = [hop for hop in context.flows.arriving.get(key, ()) if hop.kind is HopKind.RECIPIENT]
        elif key.kind == "data_subjects" and group is Group.RECIPIENTS:
            hops = [hop for hop in context.flows.arriving.get(key, ()) if hop.shows_others]
        else:
            continue
        if not hops:
            continue
        may = all(hop.may for hop in hops)
        head = context.say_about(
            "share.party",
            context.at(key.kind, key.id),
            [path for hop in hops for path in hop.paths],
            title=capital(context.phrases.party(key.id)),
            clause="",
            provides=[],
            data=_data(context, hops),
            activities=_activity_words(context, key.kind, key.id, hops, may=may),
            more=[],
            extras="",
            something=False,
            may=may,
            may_more=False,
            legal_name=None,
            country=[],
            location=[],
            optional=False,
            plural=context.phrases.are_several(key.id),
        )
        around = len(_activities(hops)) > _MOST_NAMED
        yield joined((head, *circumstances(context, hops, (), hops if may else [], around=around)))


def _as_member(context: Context, kind: str, id_: str, hops: list[Hop], *, also: bool) -> Sourced:
    groups = dict.fromkeys(hop.source for hop in hops)
    linked = [
        context.phrases.linked(group.kind, group.id, f"“{context.title(group.kind, group.id)}”") for group in groups
    ]
    at = [path for hop in hops for path in hop.paths]
    plural = context.phrases.are_several(id_)
    about = (*context.at(kind, id_), "member")
    return context.say_about("share.member", about, at, groups=linked, also=also, plural=plural)


def _activities(hops: list[Hop]) -> list[str]:
    return list(dict.fromkeys(hop.activity for hop in hops if hop.activity is not None))


def _activity_words(context: Context, kind: str, id_: str, hops: list[Hop], *, may: bool) -> list[Markup]:
    names, phrases = _activities(hops), context.phrases
    if len(names) > _MOST_NAMED:
        every = len(context.of("activities"))
        told = "all our activities" if len(names) == every else f"{len(names)} of our {every} activities"
        return [phrases.linked(kind, id_, told)]
    without = ("may",) if may else ()
    return [phrases.activity(name, f"“{context.title('activities', name)}”", without) for name in names]


def _provided(context: Context, party: Any) -> list[str]:  # noqa: ANN401
    words = context.words(party.provides)
    title = context.words(party.title) or ""
    is_said = words is not None and set(words.casefold().split()) <= set(title.casefold().split())
    return [words] if words and not is_said else []


def _data(context: Context, hops: list[Hop], *, may: bool = False) -> list[Markup]:
    """Return the data of hops, each with what is said beside it; with `may`, the verb says that all of them may go."""
    named = {words.striptags(): words for hop in hops for words in data_words(context, hop, may=may)}
    unqualified = not any(has_qualified_data(context, hop, around=False) for hop in hops)
    # Many are told of as a whole, unless something is said of one of them.
    return [] if len(named) > _MOST_NAMED and unqualified else list(named.values())


def _more(  # noqa: PLR0912, PLR0913, PLR0917 - one sentence for each key, in the order of reading
    context: Context,
    kind: str,
    id_: str,
    party: Any,  # noqa: ANN401
    hops: list[Hop],
    possible: list[Hop],
) -> Iterator[Sourced]:
    phrases, at = context.phrases, context.at(kind, id_)
    plural = phrases.are_several(id_)
    terms = (party, *(party.uses if isinstance(party.uses, tuple) else ()))
    if party.also:
        yield context.say(
            "share.also", (*at, "also"), names=[phrases.phrase(phrases.words(name)) for name in party.also]
        )
    if party.description is not None and relative(context.words(party.description) or "") is None:
        yield context.say("share.described", (*at, "description"), text=context.words(party.description))
    hosted = [hop for hop in hops if hop.kind is HopKind.HOST]
    if hosted:
        own = context.title(kind, id_)
        said: dict[Markup, None] = {}
        limits = [qualifiers(context, hop, terms) for hop in hosted]
        alike = len(set(limits)) == 1
        for hop, limit in zip(hosted, limits, strict=True):
            if context.title("systems", hop.source.id) != own or limit:
                said[_ours(context, hop.source.id) + (Markup() if alike else limit)] = None
        paths = [path for hop in hosted for path in hop.paths]
        if said:
            # That data only may be there makes no doubt of who hosts the place.
            may = bool(party.may) or all(is_possible(entry_of(context, hop)) for hop in hosted)
            common = limits[0] if alike else Markup()
            yield context.say("share.hosts", paths, systems=list(said), may=may, extras=common, plural=plural)
    yield from circumstances(context, hops, terms, possible, around=len(_activities(hops)) > _MOST_NAMED)
    for name, purposes in context.purposes_of_recipients.get(id_, ()):
        yield context.say(
            "share.purposes",
            context.at("activities", name, "recipients", id_, "purposes"),
            words=phrases.within(context.of("activities")[name]).purposes(purposes),
        )
    if party.affiliate:
        yield context.say("share.affiliate", (*at, "affiliate"), plural=plural)
    if stated(party.conditions):
        bound = conditions_of(context, party.conditions)
        duties = [words[len(match[1] or "") :] for words in bound if (match := _DUTY.match(words)) is not None]
        others = [words for words in bound if _DUTY.match(words) is None]
        yield context.say("share.conditions", (*at, "conditions"), words=duties, terms=others)
    yield from limits_of(context, party, at, receives=bool(hops))
    if party.includes:
        parts = phrases.each(party.includes, _PARTIES)
        members = [path for name in _PARTIES for path in context.named(name, party.includes)]
        yield context.say_about("share.includes", (*at, "includes"), [(*at, "includes"), *members], parts=parts)
    for number, combined in numbered(party.combines if isinstance(party.combines, tuple) else ()):
        yield context.say(
            "share.combines",
            (*at, "combines", number),
            **{
                "with": context.words(combined.with_),
                "effect": context.words(combined.effect),
                "extras": phrases.qualified(combined, without=("may",)),
                "may": bool(combined.may),
                "plural": plural,
            },
        )
    for number, use in numbered(party.uses if isinstance(party.uses, tuple) else ()):
        yield context.say(
            "share.use",
            (*at, "uses", number),
            provides=context.words(use.provides),
            role=use.role.value if use.role is not None else None,
            data=phrases.each(use.data, ("data_categories",)),
            purposes=phrases.purposes(use.purposes),
            also=bool(hops) or number > 0,
            where=limits_of_use(context, use, several=len(party.uses) > 1),
            may=bool(use.may),
            plural=plural,
        )
    if stated(party.measures):
        words = phrases.each(party.measures, ("measures",))
        yield context.say("share.measures", (*at, "measures"), words=words, plural=plural)
    if stated(party.policy):
        links = [phrases.link(link) for link in party.policy if link.url is not None]
        yield context.say("share.policy", (*at, "policy"), links=links, plural=plural)
    if party.links:
        links = [phrases.link(link, with_address=True) for link in party.links]
        yield context.say("share.links", (*at, "links"), links=links, plural=plural)
    if stated(party.list_):
        yield context.say("share.list", (*at, "list"), link=phrases.link(party.list_))
    if stated(party.agreement) and stated(party.agreement.document):
        yield context.say(
            "share.agreement",
            (*at, "agreement"),
            link=phrases.link(party.agreement.document),
            extras=phrases.qualified(party.agreement),
        )


def _ours(context: Context, id_: str) -> Markup:
    """Return a system that others host for us, as ours: `our online shop`."""
    phrases, system = context.phrases, context.of("systems")[id_]
    title = context.title("systems", id_)
    words = phrases.definite(title)
    if words.startswith("the ") and not title.casefold().startswith("the "):
        words = f"our {words.removeprefix('the ')}" if not stated(system.controlled_by) else words
    return phrases.linked("systems", id_, words)
