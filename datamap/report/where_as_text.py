"""The answer of `datamap where` as text: short lines, each with the place in the inventory that says so."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from datamap.graph.answer import InActivity, Whereabouts
from datamap.graph.chains import MOST_CHAINS, Way, ways_of
from datamap.graph.holders import KEEPING, KEPT_AT, Holder, Part
from datamap.graph.hops import PATH_NOT_STATED, DataFrom, Group, HopKind, Key, Named, OurRole, Reach
from datamap.graph.portions import Limits, Portion
from datamap.graph.requests import Fact
from datamap.load.sources import SourceMap
from datamap.model.provenance import Path
from datamap.model.said import Said

_KINDS = {
    "data_categories": "a category of data",
    "data_subjects": "a group of people",
    "systems": "a system",
    "processors": "a processor",
    "recipients": "a recipient",
    "clients": "a client",
    "activities": "an activity",
    "vendors": "a vendor",
    "party_kinds": "a kind of recipient",
    "countries": "a country or area",
    "contacts": "a contact",
}
_WORDS = {
    HopKind.HOST: "hosted by",
    HopKind.OPERATOR: "operated by",
    HopKind.TRACKER: "tracker",
    HopKind.DISCLOSURE: "disclosure",
    HopKind.RECIPIENT: "path not stated",
    HopKind.USE: "path not stated",
    HopKind.COLLECTION: "path not stated",
    HopKind.MEMBER: "as a member",
}
_ROLES = {
    OurRole.CONTROLLER: "we are the controller",
    OurRole.JOINT_CONTROLLER: "joint controllers",
    OurRole.PROCESSOR: "we are the processor",
}
_UNSAID = {DataFrom.NONE: "none (stated)", DataFrom.UNKNOWN: "unknown", DataFrom.MISSING: "not stated"}
_ARTICLE_19 = {"gdpr": "GDPR Art. 19", "uk-gdpr": "UK GDPR Art. 19"}


def _to_tell(regimes: Iterable[str]) -> str:
    """Return the heading over recipients, with the duty to tell them where a stated regime has it."""
    laws = ", ".join(_ARTICLE_19[regime] for regime in regimes if regime in _ARTICLE_19)
    return f"Other recipients, to be told of an erasure or correction{f' ({laws})' if laws else ''}"


_HEADINGS: Mapping[Part, Callable[[Iterable[str]], str]] = {
    Part.SEARCH: lambda _: "Our systems to search",
    Part.ASK: lambda _: "Processors to ask",
    Part.TELL: _to_tell,
    Part.STAFF: lambda _: "Our own people who get it",
    Part.DEVICES: lambda _: "On people's own devices, and not with us",
}
_MAYBE = "It may be here too: which data go there is not stated, or only as a wider kind"
_MOST = 40
_LONG = 60
"""How many letters a statement has that is not said twice."""


def as_text(answer: Whereabouts, sources: SourceMap) -> str:
    """Return one answer as lines of text."""
    return "\n".join(_lines(answer, _Writer(sources, answer)))


class _Writer:
    """Puts the place behind each line, and names nodes by their titles."""

    def __init__(self, sources: SourceMap, answer: Whereabouts, *, repeats: bool = False) -> None:
        self.sources = sources
        self.titles = answer.titles
        self.repeats = repeats
        self.said: set[tuple[str, Path]] = set()

    def is_said(self, fact: Fact) -> bool:
        """Whether a statement was made before and is too long to make again."""
        return not self.repeats and (fact.words, fact.path) in self.said and len(fact.words) > _LONG

    def place(self, path: Path) -> str:
        where = self.sources.place(path)
        return f"{where.file}:{where.line}" if where.file else ""

    def line(self, words: str, path: Path | None, depth: int = 1) -> str:
        place = self.place(path) if path is not None else ""
        shown = f"{'  ' * depth}{_visible(words)}"
        return f"{shown}  [{place}]" if place else shown

    def way(self, way: Way) -> str:
        """Return stations and steps of a way on one line; stations side by side are named together."""
        parts = [self.named(way.stations[0])]
        for hop, stations in zip(way.steps, way.stations[1:], strict=True):
            how = f"({_WORDS[hop.kind]}) " if hop.kind in _WORDS else ""
            role = f" [{hop.role.words}]" if hop.role is not None else ""
            parts.append(f"-> {how}{self.named(stations)}{role}")
        return " ".join(parts)

    def named(self, stations: Iterable[Key]) -> str:
        return ", ".join(self.titles[key] for key in stations)


def _lines(answer: Whereabouts, writer: _Writer) -> Iterator[str]:
    match = answer.match
    # A party that is on no map is one of which it is only said that it gets nothing.
    denied = match.kind in {"processors", "recipients"} and Key(match.kind, match.id) not in answer.titles
    kind = "a party that gets no data" if denied else _KINDS[match.kind]
    yield writer.line(f"{answer.organisation_title}: {match.title} ({kind}, `{match.id}`)", match.path, 0)
    yield from (_fact(fact, writer) for fact in answer.reached)
    if match.kind == "countries" and not (answer.chains or answer.holders or answer.countries):
        yield "  no hop is stated to reach it, and no party or system is said to be there"
    if answer.counted:
        yield writer.line(f"counted too, as a kind, a part or a whole of it: {_listed(answer.counted)}", None)
    for part, heading in _HEADINGS.items():
        held = [holder for holder in answer.holders if holder.part is part]
        # Never cut: whoever is left out here is not searched, asked or told.
        yield from _section(heading(answer.regimes), _together(held, writer, answer), None)
    yield from _section(_MAYBE, _maybe(answer.possible, writer, answer), None)
    yield from _section("How it gets there", (_way(way, writer, answer) for way in ways_of(answer.chains)))
    if len(answer.chains) >= MOST_CHAINS:
        yield f"  (only the first {MOST_CHAINS} chains were followed; the lists above are complete)"
    yield from _section("What it is used for", ("\n".join(_activity(each, writer)) for each in answer.activities))
    yield from _section("Kept, by its own record", (_fact(fact, writer) for fact in answer.retention))
    yield from _section("Named by", (_fact(fact, writer) for fact in answer.mentions), None)
    # Of a place or a party that nothing reaches, nobody has to ask how requests are made.
    reached = not (match.kind == "countries" or denied) or answer.activities or answer.chains or answer.holders
    yield from _section("Requests", _requests(answer.requests, writer) if reached else ())
    if not (answer.activities or answer.chains or answer.holders or answer.mentions or answer.reached):
        yield "\n  No activity, flow, system or tracker names it."


def _section(title: str, lines: Iterable[str], most: int | None = _MOST) -> Iterator[str]:
    found = list(dict.fromkeys(lines))
    if found:
        yield f"\n{title}"
        yield from found[:most]
        if most is not None and len(found) > most:
            yield f"  ... and {len(found) - most} more: use --format json"


def _activity(each: InActivity, writer: _Writer) -> Iterator[str]:
    limits = f" {each.limits}" if each.limits else ""
    yield writer.line(f"{each.title} ({_ROLES[each.our_role]}){limits}", each.path)
    purposes = "needed for" if each.precise else "purposes of the activity"
    for label, named in (("people", each.people), (purposes, each.purposes), ("data", each.data)):
        if named:
            words = dict.fromkeys(one.title + each.beside.get(one, "") for one in named)
            yield writer.line(f"{label}: {_apart(words)}", None, 2)
    for label, facts in (("basis", each.bases), ("source", each.sources), ("kept", each.retention)):
        yield from _facts(facts, writer, label)
        if not facts and label != "source":
            yield writer.line(f"{label}: not stated", None, 2)


def _listed(named: Iterable[Named]) -> str:
    return _apart(dict.fromkeys(each.title for each in named))


def _apart(words: Iterable[str]) -> str:
    """Return words with a sign between them that none of them has inside."""
    each = tuple(words)
    return ("; " if any(", " in one for one in each) else ", ").join(each)


def _facts(facts: Iterable[Fact], writer: _Writer, label: str) -> Iterator[str]:
    """Yield statements of one sort; what is long and was said before is referred to by its place."""
    repeated: dict[str, list[str]] = {}
    for fact in facts:
        if writer.is_said(fact):
            repeated.setdefault(fact.about, []).append(writer.place(fact.path))
        else:
            writer.said.add((fact.words, fact.path))
            yield _fact(fact, writer, f"{label}: ", 2)
    for about, places in repeated.items():
        limited = f" (for {about})" if about else ""
        yield writer.line(f"{label}: as above{limited}  [{', '.join(dict.fromkeys(places))}]", None, 2)


def _requests(facts: Iterable[Fact], writer: _Writer) -> Iterator[str]:
    """Yield how requests are made; rights of which the same is said stand together."""
    same: dict[str, list[Fact]] = {}
    for fact in facts:
        same.setdefault(fact.words.removeprefix(fact.lead) if fact.lead else fact.words, []).append(fact)
    for words, together in same.items():
        lead = ", ".join(dict.fromkeys(fact.lead.removesuffix(": ") for fact in together if fact.lead))
        places = dict.fromkeys(writer.place(fact.path) for fact in together)
        yield writer.line(f"{lead}{': ' if lead else ''}{words}  [{', '.join(places)}]", None)


def _fact(fact: Fact, writer: _Writer, label: str = "", depth: int = 1) -> str:
    about = f" (for {fact.about})" if fact.about else ""
    level = f" (from: {fact.level})" if fact.level and fact.level != "activity" else ""
    return writer.line(f"{label}{fact.words}{about}{level}", fact.path, depth)


def _way(way: Way, writer: _Writer, answer: Whereabouts) -> str:
    """Return one way with the activities it belongs to and the place of every hop."""
    names = dict.fromkeys(answer.activity_titles.get(name, name) for name in way.activities)
    places = dict.fromkeys(writer.place(path) for path in way.paths)
    return "\n".join(
        (
            writer.line(writer.way(way), None),
            writer.line(f"in: {', '.join(names) or 'no activity named'}", None, 2),
            writer.line(f"at: {', '.join(place for place in places if place)}", None, 2),
        )
    )


_SAYS_NOTHING = ("data: not stated", "where: not stated", "contact: not stated", "kept: not stated", "by a path that")


def _maybe(held: Iterable[Holder], writer: _Writer, answer: Whereabouts) -> Iterator[str]:
    """Yield who may hold it: what is not stated is left out, and those of whom the same is said share a line."""
    found: dict[tuple[str, ...], list[Holder]] = {}
    said: dict[tuple[str, ...], list[str]] = {}
    for holder in held:
        first, *rest = _holder(holder, writer, answer)
        told = [line for line in rest if not line.strip().startswith(_SAYS_NOTHING)]
        # What a line was drawn from differs where the same is said.
        key = (holder.part.value, first[first.find(" [") :].split("  [")[0], *(line.split("  [")[0] for line in told))
        found.setdefault(key, []).append(holder)
        said.setdefault(key, [first, *told])
    for key, same in found.items():
        first, *rest = said[key]
        if len(same) > 1:
            titles = [each.node.title for each in same]
            # A name such as “Harbour Books, Inc.” has a comma of its own.
            names = _apart(titles)
            places = dict.fromkeys(writer.place(each.node.path or each.hops[0].paths[0]) for each in same)
            first = f"{writer.line(names, None)}{key[1]}  [{', '.join(places)}]"
        yield "\n".join((first, *rest))


def _together(held: Iterable[Holder], writer: _Writer, answer: Whereabouts) -> Iterator[str]:
    """Yield holders; those of which the same is said, but for its place, stand together, and it is said once."""
    found: dict[tuple[str, ...], list[Holder]] = {}
    whole = _Writer(writer.sources, answer, repeats=True)
    for holder in held:
        lines = tuple(_holder(holder, whole, answer))
        found.setdefault(tuple(line.split("  [")[0] for line in lines[1:]), []).append(holder)
    for same in found.values():
        names = [next(_holder(holder, whole, answer)) for holder in same[1:]]
        first, *rest = _holder(same[0], writer, answer)
        yield "\n".join((first, *names, *rest))


def _holder(holder: Holder, writer: _Writer, answer: Whereabouts) -> Iterator[str]:
    """Yield who or what holds it, and then what somebody must know who is to find, correct or erase it there."""
    node = holder.node
    roles = f" [{', '.join(role.words for role in holder.roles)}]" if holder.roles else ""
    by_record = [holding for holding in holder.holdings if holding.activity is None]
    is_possible = bool(holder.portions) and not by_record and all(each.limits.may for each in holder.portions)
    may = " (may)" if is_possible else ""
    unnamed = ": system not stated" if node.group is Group.OURSELVES else ""
    yield writer.line(f"{node.title}{unnamed}{roles}{may}", node.path or holder.hops[0].paths[0])
    arriving = [hop for hop in holder.hops if hop.target == node.key]
    silent = next((hop.paths[0] for hop in arriving if not hop.data), None)
    yield writer.line(f"data: {_held(holder)}", silent if not holder.data else None, 2)
    if holder.people:
        yield writer.line(f"of: {_listed(holder.people)}", None, 2)
    apart = len(holder.portions) > 1
    for portion in holder.portions:
        names = [name if id_ is None else answer.activity_titles[id_] for id_, name in portion.occasions]
        limits = _limits(portion.limits, answer, may=not is_possible) if apart else []
        if apart or names:
            said = (_names(names), *_other_data(portion, holder), *limits)
            yield writer.line(f"in: {'; '.join(said)}", None, 2)
    for holding in by_record:
        yield writer.line(f"by its own record: holds {', '.join(holding.in_words)}", holding.path, 2)
    yield from _kept(holder, writer)
    yield from _places(holder, writer)
    for portion in () if apart else holder.portions:
        for words in _limits(portion.limits, answer, may=False):
            yield writer.line(words, None, 2)
    if holder.part not in KEPT_AT and all(hop.kind in PATH_NOT_STATED for hop in arriving):
        yield writer.line("by a path that is not stated", None, 2)
    yield from _contact(holder, writer)


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names)) or "no activity named"


def _limits(limits: Limits, answer: Whereabouts, *, may: bool) -> list[str]:
    """Return what limits a portion, each in words; `may` if nothing before them says that it only may be there."""
    said = ["may happen"] if may and limits.may else []
    said += [each.in_words for each in limits.conditions]
    said += [f"only {answer.scopes[scope]}" for scope in limits.only]
    said += [f"except {answer.scopes[scope]}" for scope in limits.except_]
    return list(dict.fromkeys(said))


def _other_data(portion: Portion, holder: Holder) -> Iterator[str]:
    """Yield the data of a portion, unless they are all that the holder has."""
    words = _listed(portion.data) or ", ".join(_UNSAID[each] for each in portion.unsaid if each in _UNSAID)
    if len(holder.portions) > 1 and words != _held(holder):
        yield f"data: {words or 'not stated'}"


def _held(holder: Holder) -> str:
    """Return the data of a holder, and how those flows put it that name none."""
    arriving = [hop for hop in holder.hops if hop.target == holder.node.key] or holder.hops
    unsaid = ", ".join(dict.fromkeys(_UNSAID[h.data_from] for h in arriving if not h.data and h.data_from in _UNSAID))
    if not holder.data:
        return unsaid or "not stated"
    return f"{_listed(holder.data)}{f'; of other flows {unsaid}' if unsaid else ''}"


def _kept(holder: Holder, writer: _Writer) -> Iterator[str]:
    if holder.part not in KEEPING:
        return
    yield from _facts(holder.retention, writer, "kept")
    if not holder.retention:
        yield writer.line("kept: not stated", None, 2)


def _places(holder: Holder, writer: _Writer) -> Iterator[str]:
    """Yield where a holder has the data: of whoever is not ours, also that nothing is stated."""
    for reach in holder.reaches:
        yield writer.line(f"where: {_country(reach, ours=holder.part is Part.SEARCH)}", reach.path, 2)
    if not holder.reaches and holder.part in {Part.ASK, Part.TELL} and holder.node.path is not None:
        stays = any(hop.stays for hop in holder.hops if hop.target == holder.node.key)
        yield writer.line("where: no transfer to another country (stated)" if stays else "where: not stated", None, 2)


def _contact(holder: Holder, writer: _Writer) -> Iterator[str]:
    for fact in holder.contact:
        yield _fact(fact, writer, "", 2)
    # A legal name says whom to ask, and not how.
    if holder.part in {Part.ASK, Part.TELL} and all(fact.words.startswith("legal name") for fact in holder.contact):
        yield writer.line("contact: not stated", None, 2)


def _country(reach: Reach, *, ours: bool) -> str:
    how = ", ".join(mechanism.title for mechanism in reach.mechanisms)
    if not how and not ours:
        how = f"mechanism stated as {reach.said.value}" if isinstance(reach.said, Said) else reach.at_home
        how = how or "no mechanism stated"
    outside = f"outside the area of {', '.join(reach.outside)}" if reach.outside else ""
    said = "; ".join(part for part in (", ".join((how, *reach.scope) if how else reach.scope), outside) if part)
    return f"{reach.title}: {said}" if said else reach.title


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
