"""Who receives data, by role, and on which occasions (GDPR Art. 13(1)(e), 26(2))."""

from collections.abc import Iterator
from typing import Any

from datamap.graph.hops import PARTY_GROUPS, Group, HopKind, Key, OurRole
from datamap.model.parties import Role
from datamap.model.provenance import Sourced
from datamap.notice.context import Context
from datamap.notice.document import Block, Listing, Paragraph
from datamap.notice.document import Group as Part
from datamap.notice.sections.disclosures import occasional
from datamap.notice.sections.joint import joint_control
from datamap.notice.sections.recipient import built_in_kinds, party_sentences

_PARTIES = ("processors", "recipients")


_SEVERAL = 3
"""As many parties of which the same is said are told of together."""
TOLD = tuple(group for group in Group if group in {*PARTY_GROUPS, Group.STAFF, Group.UNSTATED})
"""The groups of those who receive data, in the order of telling."""


def share(context: Context) -> Iterator[Block]:
    """Yield every recipient under its role, joint control, and the occasional disclosures."""
    found = False
    told = _members(context)
    for group in TOLD:
        parties = [
            (kind, id_, party)
            for kind in _PARTIES
            for id_, party in context.of(kind).items()
            if context.group_of(kind, id_) is group
            if (kind, id_) not in told or not _is_bare(party) or _gets_by_itself(context, kind, id_)
        ]
        roles = _roles_not_stated(context, parties)
        items = tuple(
            item
            for kind, id_, party in parties
            for item in party_sentences(context, kind, id_, party, role_told=roles is not None)
        ) + tuple(built_in_kinds(context, group))
        if items:
            found = True
            at = [item.origin[0] for item in items]
            ours, theirs = _whose_work(context, parties)
            about = context.at(group.value)
            title = context.say_about("share.group", about, at, role=group.value, ours=ours, theirs=theirs)
            yield Part(title, (Listing(items), *([Paragraph((roles,))] if roles is not None else [])))
    joint = tuple(joint_control(context))
    if joint:
        yield Paragraph(joint)
    occasions = tuple(occasional(context))
    if occasions:
        yield Paragraph((context.say("share.occasionally", context.at("disclosures"), others=found),))
        yield Listing(occasions)


def _whose_work(context: Context, parties: list[tuple[str, str, Any]]) -> tuple[bool, bool]:
    """Return whether parties get data in activities of our own, and whether they get some in those for clients."""
    hops = [hop for kind, id_, _ in parties for hop in context.flows.arriving.get(Key(kind, id_), ())]
    theirs = [hop.our_role is OurRole.PROCESSOR for hop in hops if hop.activity is not None]
    return not all(theirs), any(theirs)


def _roles_not_stated(context: Context, parties: list[tuple[str, str, Any]]) -> Sourced | None:
    """Return one sentence on the parties of a group whose role nobody states, where there are several."""
    unknown = [(kind, id_) for kind, id_, party in parties if party.role is Role.UNKNOWN]
    if len(unknown) < _SEVERAL:
        return None
    names = [context.phrases.party(id_) for _, id_ in unknown] if len(unknown) < len(parties) else []
    each = [((), [context.at(kind, id_, "role")]) for kind, id_ in unknown]
    return context.say_of_each("share.roles_not_stated", each, parties=names)


def _members(context: Context) -> frozenset[tuple[str, str]]:
    """Return (kind, identifier) of the parties that a group of recipients names as its members."""
    return frozenset(
        (kind, item.id)
        for owner in _PARTIES
        for party in context.of(owner).values()
        for item in party.includes or ()
        for kind in _PARTIES
        if item.id in context.of(kind)
    )


def _gets_by_itself(context: Context, kind: str, id_: str) -> bool:
    """Whether data are said to go to a party itself, and not only to a group that it is in."""
    arriving = context.flows.arriving.get(Key(kind, id_), ())
    return any(hop.moves_data and hop.kind is not HopKind.MEMBER for hop in arriving)


def _is_bare(party: Any) -> bool:  # noqa: ANN401
    """Whether nothing is stated of a party but its name and its kind."""
    return {name for name in type(party).model_fields if getattr(party, name) is not None} <= {"title", "is_"}
