"""The answer of `datamap where` as text: short lines, each with the place in the inventory that says so."""

from collections.abc import Iterable, Iterator

from datamap.graph.chains import Chain
from datamap.graph.hops import PATH_NOT_STATED, DataFrom, Hop, HopKind, Named, OurRole, Reach
from datamap.graph.requests import Fact
from datamap.graph.whereabouts import InActivity, Whereabouts
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

    def chain(self, chain: Chain) -> str:
        parts = [self.titles[chain.hops[0].source]]
        for hop in chain.hops:
            how = f"({_WORDS[hop.kind]}) " if hop.kind in _WORDS else ""
            role = f" [{hop.role.value}]" if hop.role is not None else ""
            parts.append(f"-> {how}{self.titles[hop.target]}{role}")
        return " ".join(parts)


def _lines(answer: Whereabouts, writer: _Writer) -> Iterator[str]:
    match = answer.match
    yield writer.line(f"{answer.organisation_title}: {match.title} ({_KINDS[match.kind]}, `{match.id}`)", match.path, 0)
    yield from _section("Used in", ("\n".join(_activity(each, writer)) for each in answer.activities))
    yield from _section("Where it goes", _chains(answer.chains, writer, answer))
    yield from _section("Who gets it", _received(answer, writer))
    yield from _section("Countries", (_country(reach, hop, writer) for reach, hop in answer.countries))
    yield from _section("Kept, by its own record", (_fact(fact, writer) for fact in answer.retention))
    yield from _section("May carry it too: no data stated", (_silent(hop, writer) for hop in answer.silent))
    yield from _section("Named by", (_fact(fact, writer) for fact in answer.mentions))
    yield from _section("Requests", (_fact(fact, writer) for fact in answer.requests))
    if not (answer.activities or answer.chains or answer.mentions):
        yield "\n  No activity, flow, system or tracker names it."


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(dict.fromkeys(lines))
    if found:
        yield f"\n{title}"
        yield from found[:_MOST]
        if len(found) > _MOST:
            yield f"  ... and {len(found) - _MOST} more: use --format json"


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


def _chains(chains: Iterable[Chain], writer: _Writer, answer: Whereabouts) -> Iterator[str]:
    """Yield chains through the same nodes once, with the activities they belong to and the place of every hop."""
    found: dict[str, list[Chain]] = {}
    for chain in chains:
        found.setdefault(writer.chain(chain), []).append(chain)
    for words, same in found.items():
        names = dict.fromkeys(
            answer.activity_titles.get(hop.activity, hop.activity) if hop.activity else hop.detail
            for chain in same
            for hop in chain.hops
        )
        places = dict.fromkeys(writer.place(hop.paths[0]) for chain in same for hop in chain.hops)
        lines = [
            writer.line(words, None),
            writer.line(f"in: {', '.join(name for name in names if name) or 'no activity named'}", None, 2),
            writer.line(f"at: {', '.join(place for place in places if place)}", None, 2),
        ]
        yield "\n".join(lines)


def _received(answer: Whereabouts, writer: _Writer) -> Iterator[str]:
    for received in answer.recipients:
        roles = ", ".join(role.value for role in received.roles)
        said = _listed(received.data) or _SAID.get(received.hops[0].data_from, "data not stated")
        may = " (may)" if all(hop.may for hop in received.hops) else ""
        lines = [
            writer.line(
                f"{writer.titles[received.recipient]}{f' [{roles}]' if roles else ''}{may}: {said}",
                received.hops[0].paths[0],
            )
        ]
        words = dict.fromkeys(f"{each.key} {each.words}" for hop in received.hops for each in hop.conditions)
        lines += [writer.line(each, None, 2) for each in words]
        if {hop.kind for hop in received.hops} <= PATH_NOT_STATED:
            lines.append(writer.line("by a path that is not stated", None, 2))
        yield "\n".join(lines)


def _country(reach: Reach, hop: Hop | None, writer: _Writer) -> str:
    how = ", ".join(mechanism.title for mechanism in reach.mechanisms)
    if not how:
        how = f"mechanism stated as {reach.said.value}" if isinstance(reach.said, Said) else "no mechanism stated"
    outside = f"; outside the area of {', '.join(reach.outside)}" if reach.outside else ""
    who = f"{writer.titles[hop.target]}: " if hop is not None else ""
    return writer.line(f"{who}{reach.title}: {how}{outside}", reach.path)


def _silent(hop: Hop, writer: _Writer) -> str:
    return writer.line(
        f"{writer.titles[hop.source]} -> {writer.titles[hop.target]}: {_SAID[hop.data_from]}", hop.paths[0]
    )


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
