"""Cookies and other trackers, by class and audience, and how to refuse them (ePrivacy Directive Art. 5(3))."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from datamap.model.durations import Duration
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced, joined
from datamap.model.said import Said
from datamap.model.trackers import ConsentNeed, Exemption, TrackerClass
from datamap.notice.context import Context, said, stated
from datamap.notice.document import Block, Group, Listing, Table

_CLASSES = {
    TrackerClass.ESSENTIAL: "essential (necessary)",
    TrackerClass.FUNCTIONAL: "functional",
    TrackerClass.ANALYTICS: "analytics",
    TrackerClass.ADVERTISING: "advertising",
}
_EXEMPT = {
    Exemption.TRANSMISSION: "needed to transmit a message",
    Exemption.STRICTLY_NECESSARY: "strictly necessary",
    Exemption.STATISTICS: "for statistics",
    Exemption.APPEARANCE: "for the appearance of the site",
    Exemption.EMERGENCY: "for help in an emergency",
}
_MANY = 20
"""So many names make a list of their own, behind what is said of kinds of trackers."""
_LIFETIMES = {"persistent": "until you delete it", "session": "session (until you close your browser)"}


def cookies(context: Context) -> Iterator[Block]:
    """Yield one table for each audience, then what is said beside the tables."""
    if context.records.trackers is Said.NONE:
        yield Listing((context.say("cookies.nothing", context.at("trackers")),))
        return
    trackers = context.of("trackers")
    head = tuple(context.writer.words("headings.columns_cookies").split("|"))
    audiences: dict[tuple[Markup, ...], list[str]] = {}
    for id_, tracker in trackers.items():
        audiences.setdefault(tuple(context.phrases.each(tracker.subjects, ("data_subjects",))), []).append(id_)
    for people, every in audiences.items():
        # A row that says nothing but a title is none: what is said of it stands below.
        ids = [id_ for id_ in every if _fills_a_row(context, id_, trackers[id_])]
        if not ids:
            continue
        tables = tuple(
            Table(head, tuple(tuple(_row(context, id_, trackers[id_])) for id_ in some))
            for some in _kinds_first(ids, trackers)
        )
        if people:
            at = [context.at("trackers", id_, "subjects") for id_ in ids]
            title = context.say_about("cookies.audience", context.at(*_audience(trackers[ids[0]])), at, people=people)
            yield Group(title, tables)
        else:
            yield from tables
    notes = tuple(
        joined((context.say("cookies.about", context.at("trackers", id_), title=context.title("trackers", id_)), *more))
        for id_, tracker in trackers.items()
        if (more := tuple(_notes(context, id_, tracker)))
    )
    if notes:
        yield Listing(notes)


def _fills_a_row(context: Context, id_: str, tracker: Any) -> bool:  # noqa: ANN401
    """Whether a tracker has a row: one of its own name has, and one that goes by a title where a cell tells more."""
    notes = any(True for _ in _notes(context, id_, tracker))
    return bool(names_of(id_, tracker)) or not notes or any(list(_row(context, id_, tracker))[1:])


def _kinds_first(ids: Sequence[str], trackers: Mapping[str, Any]) -> list[list[str]]:
    """Return trackers as they stand in one table after the other.

    Where many have names, those that go by a title alone (“Analytics cookies”) come first, in a table of their own.
    """
    named = [id_ for id_ in ids if names_of(id_, trackers[id_])]
    if len(named) <= _MANY or len(named) == len(ids):
        return [list(ids)]
    return [[id_ for id_ in ids if not names_of(id_, trackers[id_])], named]


def _audience(tracker: Any) -> tuple[str, ...]:  # noqa: ANN401
    if isinstance(tracker.subjects, tuple):
        return tuple(item.id for item in tracker.subjects)
    return tuple(tracker.subjects) if isinstance(tracker.subjects, Mapping) else ()


def names_of(id_: str, tracker: Any) -> list[str]:  # noqa: ANN401
    """Return the names of a tracker: its own list, else its identifier, unless a title stands for them."""
    if tracker.names is not None:
        return list(tracker.names)
    return [] if tracker.title is not None else [id_]


def _row(context: Context, id_: str, tracker: Any) -> Iterator[Sourced | None]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("trackers", id_)
    own_class = _own_class(context, id_)
    kinds = (
        [
            phrases.thing(("tracker_kinds",) if name == id_ else ("trackers", "tracker_kinds"), name)
            for name in tracker.is_ or ()
            if name != "cookie" and (own_class is None or name != own_class[0])
        ]
        if tracker.title is None
        else []
    )
    yield context.say(
        "cookies.name",
        at,
        names=names_of(id_, tracker),
        title=context.words(tracker.title),
        kind=kinds,
        may=bool(tracker.may),
    )
    words = purposes(context, tracker) or said(tracker.purposes)
    nothing = [Markup("no personal data")] if tracker.data is Said.NONE else said(tracker.data)
    data = phrases.each(tracker.data, ("data_categories",)) or nothing
    if _says_what_for(context, tracker):
        words = [phrases.lowered(phrases.words(tracker.description)).removesuffix(".")]
    extras = phrases.qualified(tracker, without=("may",))
    if not words and not data and stated(tracker.consent):
        # A condition of consent stands with the consent; without any, this cell is its only place.
        extras = Markup()
    elif not words and not data:
        # When a tracker is set is not what it is for.
        extras = Markup("set ") + extras.removeprefix(", ") if extras.startswith(", ") else extras.strip()
    yield context.say("cookies.purpose", at, words=words, data=data, extras=extras) if words or data or extras else None
    of_class = _of_class(context, id_)
    if of_class is not None:
        kind, record = of_class
        exempt = [_EXEMPT[reason] for reason in record.exempt] if isinstance(record.exempt, tuple) else []
        where = [context.at("trackers", kind, "class")]
        if own_class is not None:
            where.append(context.at("trackers", own_class[0], "title"))
        name = own_class[1] if own_class is not None else _CLASSES[record.class_]
        yield context.say_about("cookies.class", (*at, "class"), where, words=name, exempt=exempt)
    else:
        yield _nothing(context, (*at, "class"), tracker.class_)
    lifetimes = [_lifetime(context, expiry) for expiry in tracker.expires] if isinstance(tracker.expires, tuple) else []
    scoped = any(phrases.selected(expiry) for expiry in tracker.expires) if lifetimes else False
    yield (
        context.say("cookies.lifetime", (*at, "expires"), words=lifetimes, alternatives=not scoped)
        if lifetimes
        else _nothing(context, (*at, "expires"), tracker.expires)
    )
    yield _setters(context, tracker, at)


def _setters(context: Context, tracker: Any, at: Path) -> Sourced | None:  # noqa: ANN401
    """Return who sets a tracker, and whether that is the site itself or somebody else."""
    parties = context.phrases.each(tracker.set_by, ("processors", "recipients", "systems")) or said(tracker.set_by)
    party = [each.value for each in tracker.party] if isinstance(tracker.party, tuple) else []
    if not parties and not party:
        return _nothing(context, (*at, "party"), tracker.party)
    paths = [(*at, key) for key, told in (("set_by", parties), ("party", party)) if told]
    return context.say_about("cookies.set_by", paths[0], paths, parties=parties, party=party)


def _of_class(context: Context, id_: str, seen: frozenset[str] = frozenset()) -> tuple[str, Any] | None:
    """Return the tracker that says of which class one is: itself, or a record of a kind that it is of."""
    tracker = context.of("trackers").get(id_)
    if tracker is None or id_ in seen:
        return None
    if tracker.class_ is not None:
        return (id_, tracker) if stated(tracker.class_) else None
    kinds = (_of_class(context, name, seen | {id_}) for name in tracker.is_ or ())
    return next((found for found in kinds if found is not None), None)


def _own_class(context: Context, id_: str) -> tuple[str, str] | None:
    """Return the record that gives the class of a tracker a name of its own, and that name: `performance`.

    It is the tracker itself, or one of a kind that it is of, with the same class.
    """
    of_class = _of_class(context, id_)
    if of_class is None:
        return None
    trackers = context.of("trackers")
    for name in (id_, *(trackers[id_].is_ or ())):
        record, same = trackers.get(name), _of_class(context, name)
        if record is None or record.title is None or record.names is not None or same is None:
            continue
        match = _CLASS_NAME.fullmatch(context.phrases.lowered(context.phrases.words(record.title)))
        if match is not None and same[1].class_ is of_class[1].class_ and match[1] not in _NO_CLASSES:
            return name, match[1]
    return None


_CLASS_NAME = re.compile(r"([a-z][a-z-]*(?: (?:and|or|&) [a-z-]+| [a-z-]+)?) cookies")
"""A title that names a class: `Strictly necessary cookies`, and not `Google cookies` or `Cookies of our site`."""
_NO_CLASSES = frozenset(
    {"a few", "all", "few", "first-party", "many", "most", "other", "our", "own", "persistent", "several", "session"}
    | {"some", "the", "these", "third-party"}
)
"""What cookies are called by who sets them, by how long they stay or by how many they are, whatever they are for."""


def _nothing(context: Context, at: Path, value: Any) -> Sourced | None:  # noqa: ANN401
    """Return a cell for `none` or `unknown`, which are no silence; where nothing is stated there is none."""
    words = said(value)
    return context.say("table.list", at, parts=words) if words else None


def _says_what_for(context: Context, tracker: Any) -> bool:  # noqa: ANN401
    """Whether the description of a tracker stands in its row: where nothing else tells what it is for."""
    told = purposes(context, tracker) or tracker.purposes is not None
    return tracker.description is not None and not told and tracker.data is None


def purposes(context: Context, tracker: Any) -> list[Markup | str]:  # noqa: ANN401
    """Return what a tracker is for, in words."""
    found: list[Markup | str] = []
    if tracker.to is not None:
        found.append(f"to {context.words(tracker.to)}")
    if tracker.for_ is not None:
        found.append(f"for {context.words(tracker.for_)}")
    if isinstance(tracker.purposes, Mapping):
        found += [
            escape(context.phrases.purpose(id_, record)) + context.phrases.qualified(record)
            for id_, record in tracker.purposes.items()
        ]
    elif isinstance(tracker.purposes, tuple):
        found += context.phrases.purposes(tracker.purposes)
    return found


def _lifetime(context: Context, expiry: Any) -> Markup:  # noqa: ANN401
    parts = [_LIFETIMES.get(str(expiry.keep), str(expiry.keep))] if isinstance(expiry.keep, Duration) else []
    if expiry.until is not None:
        parts.append(f"until {context.words(expiry.until)}")
    return escape(" or ".join(parts)) + context.phrases.qualified(expiry)


def _notes(context: Context, id_: str, tracker: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("trackers", id_)
    if tracker.description is not None and not _says_what_for(context, tracker):
        yield context.say("cookies.described", (*at, "description"), text=context.words(tracker.description))
    if tracker.also:
        names = [phrases.lowered(phrases.words(name)) for name in tracker.also]
        yield context.say("cookies.also", (*at, "also"), names=names)
    if stated(tracker.consent):
        has_use = bool(purposes(context, tracker) or phrases.each(tracker.data, ("data_categories",)))
        about_all = phrases.qualified(tracker, without=("may", "limit", "text") if has_use else ("may",))
        for number, rule in numbered(tracker.consent):
            if isinstance(rule.need, ConsentNeed):
                yield context.say(
                    "cookies.consent",
                    (*at, "consent", number) if len(tracker.consent) > 1 else (*at, "consent"),
                    required=rule.need is ConsentNeed.REQUIRED,
                    extras=phrases.qualified(rule) + about_all,
                )
    consequence = context.words(tracker.if_refused)
    if isinstance(tracker.refuse, tuple):
        paths = [(*at, "refuse"), *([(*at, "if_refused")] if consequence else [])]
        ways = phrases.ways(tracker.refuse)
        yield context.say_about("cookies.refuse", paths[0], paths, ways=ways, consequence=consequence)
    elif tracker.refuse is Said.NONE:
        yield context.say("cookies.no_refusal", (*at, "refuse"))
    elif consequence:
        yield context.say("cookies.refused", (*at, "if_refused"), consequence=consequence)
    yield from context.more(tracker, at)
