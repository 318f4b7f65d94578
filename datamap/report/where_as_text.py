"""The answer of `datamap where` as text: short lines, each with the place in the inventory that says so."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from datamap.graph.answer import InActivity, Whereabouts
from datamap.graph.chains import MOST_CHAINS, Way, ways_of
from datamap.graph.holders import Holder, Part
from datamap.graph.hops import PATH_NOT_STATED, DataFrom, Group, Hop, HopKind, Key, Named, OurRole, Reach
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
_SAID = {DataFrom.NONE: "no data (stated)", DataFrom.UNKNOWN: "data: unknown", DataFrom.MISSING: "data not stated"}
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
}
_MOST = 40


def as_text(answer: Whereabouts, sources: SourceMap) -> str:
    """Return one answer as lines of text."""
    return "\n".join(_lines(answer, _Writer(sources, answer)))


class _Writer:
    """Puts the place behind each line, and names nodes by their titles."""

    def __init__(self, sources: SourceMap, answer: Whereabouts) -> None:
        self.sources = sources
        self.titles = answer.titles

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
    yield writer.line(f"{answer.organisation_title}: {match.title} ({_KINDS[match.kind]}, `{match.id}`)", match.path, 0)
    if answer.counted:
        yield writer.line(f"counted too, as a kind, a part or a whole of it: {_listed(answer.counted)}", None)
    for part, heading in _HEADINGS.items():
        held = [tuple(_holder(holder, writer, answer)) for holder in answer.holders if holder.part is part]
        # Never cut: whoever is left out here is not searched, asked or told.
        yield from _section(heading(answer.regimes), _together(held), None)
    yield from _section("It may be here too", (_silent(hop, writer) for hop in answer.silent))
    yield from _section("How it gets there", (_way(way, writer, answer) for way in ways_of(answer.chains)))
    if len(answer.chains) >= MOST_CHAINS:
        yield f"  (only the first {MOST_CHAINS} chains were followed; the lists above are complete)"
    yield from _section("What it is used for", ("\n".join(_activity(each, writer)) for each in answer.activities))
    yield from _section("Kept, by its own record", (_fact(fact, writer) for fact in answer.retention))
    yield from _section("Named by", (_fact(fact, writer) for fact in answer.mentions))
    yield from _section("Requests", (_fact(fact, writer) for fact in answer.requests))
    if not (answer.activities or answer.chains or answer.holders or answer.mentions):
        yield "\n  No activity, flow, system or tracker names it."


def _section(title: str, lines: Iterable[str], most: int | None = _MOST) -> Iterator[str]:
    found = list(dict.fromkeys(lines))
    if found:
        yield f"\n{title}"
        yield from found[:most]
        if most is not None and len(found) > most:
            yield f"  ... and {len(found) - most} more: use --format json"


def _activity(each: InActivity, writer: _Writer) -> Iterator[str]:
    yield writer.line(f"{each.title} ({_ROLES[each.our_role]})", each.path)
    purposes = "needed for" if each.precise else "purposes of the activity"
    for label, named in (("people", each.people), (purposes, each.purposes), ("data", each.data)):
        if named:
            yield writer.line(f"{label}: {_listed(named)}", None, 2)
    for label, facts in (("basis", each.bases), ("source", each.sources), ("kept", each.retention)):
        for fact in facts or ((None,) if label != "source" else ()):
            yield (
                _fact(fact, writer, f"{label}: ", 2)
                if fact is not None
                else writer.line(f"{label}: not stated", None, 2)
            )


def _listed(named: Iterable[Named]) -> str:
    return ", ".join(dict.fromkeys(each.title for each in named))


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


def _together(held: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield holders; those of which the same is said, but for its place, stand together, and it is said once."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for lines in held:
        found.setdefault(tuple(line.split("  [")[0] for line in lines[1:]), []).append(lines)
    for same in found.values():
        yield "\n".join((*(lines[0] for lines in same), *same[0][1:]))


def _holder(holder: Holder, writer: _Writer, answer: Whereabouts) -> Iterator[str]:
    """Yield who or what holds it, and then what somebody must know who is to find, correct or erase it there."""
    node = holder.node
    roles = f" [{', '.join(role.words for role in holder.roles)}]" if holder.roles else ""
    may = " (may)" if holder.hops and not holder.holdings and all(hop.may for hop in holder.hops) else ""
    unnamed = ": system not stated" if node.group is Group.OURSELVES else ""
    yield writer.line(f"{node.title}{unnamed}{roles}{may}", node.path or holder.hops[0].paths[0])
    yield writer.line(f"data: {_held(holder)}", None, 2)
    if holder.people:
        yield writer.line(f"of: {_listed(holder.people)}", None, 2)
    names = dict.fromkeys(
        answer.activity_titles[hop.activity] if hop.activity is not None else hop.detail for hop in holder.hops
    )
    within = (each.activity for each in holder.holdings if each.activity is not None)
    names |= dict.fromkeys(answer.activity_titles[id_] for id_ in within)
    if any(names):
        yield writer.line(f"in: {', '.join(name for name in names if name)}", None, 2)
    for holding in holder.holdings:
        if holding.activity is None:
            yield writer.line(f"by its own record: holds {_listed(holding.data)}", holding.path, 2)
    yield from _kept(holder, writer)
    for reach in holder.reaches:
        yield writer.line(f"where: {_country(reach, ours=holder.part is Part.SEARCH)}", reach.path, 2)
    arriving = [hop for hop in holder.hops if hop.target == node.key]
    for words in dict.fromkeys(f"{each.key} {each.words}" for hop in arriving for each in hop.conditions):
        yield writer.line(words, None, 2)
    if holder.part is not Part.SEARCH and all(hop.kind in PATH_NOT_STATED for hop in arriving):
        yield writer.line("by a path that is not stated", None, 2)
    yield from _contact(holder, writer)


def _held(holder: Holder) -> str:
    """Return the data of a holder, and how those flows put it that name none."""
    arriving = [hop for hop in holder.hops if hop.target == holder.node.key] or holder.hops
    unsaid = ", ".join(dict.fromkeys(_UNSAID[h.data_from] for h in arriving if not h.data and h.data_from in _UNSAID))
    if not holder.data:
        return unsaid or "not stated"
    return f"{_listed(holder.data)}{f'; of other flows {unsaid}' if unsaid else ''}"


def _kept(holder: Holder, writer: _Writer) -> Iterator[str]:
    if holder.part is not Part.SEARCH:
        return
    for fact in holder.retention:
        yield _fact(fact, writer, "kept: ", 2)
    if not holder.retention:
        yield writer.line("kept: not stated", None, 2)


def _contact(holder: Holder, writer: _Writer) -> Iterator[str]:
    for fact in holder.contact:
        yield _fact(fact, writer, "", 2)
    # A legal name says whom to ask, and not how.
    if holder.part in {Part.ASK, Part.TELL} and all(fact.words.startswith("legal name") for fact in holder.contact):
        yield writer.line("contact: not stated", None, 2)


def _country(reach: Reach, *, ours: bool) -> str:
    how = ", ".join(mechanism.title for mechanism in reach.mechanisms)
    if not how and not ours:
        how = f"mechanism stated as {reach.said.value}" if isinstance(reach.said, Said) else "no mechanism stated"
    outside = f"outside the area of {', '.join(reach.outside)}" if reach.outside else ""
    said = "; ".join(part for part in (", ".join((how, *reach.scope) if how else reach.scope), outside) if part)
    return f"{reach.title}: {said}" if said else reach.title


def _silent(hop: Hop, writer: _Writer) -> str:
    said = f"names only {_listed(hop.data)}" if hop.data else _SAID[hop.data_from]
    return writer.line(f"{writer.titles[hop.source]} -> {writer.titles[hop.target]}: {said}", hop.paths[0])


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
