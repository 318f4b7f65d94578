"""Nodes: which record or term an end of a hop is, what it is called, and the group that it belongs to."""

from collections.abc import Sequence
from typing import Any

from datamap.graph.hops import Group, Hop, Key, Node, TargetRole
from datamap.graph.parties import Parties
from datamap.graph.rows import Row
from datamap.graph.transfers import Geography
from datamap.graph.vocabulary import Mention, Words, mentions_of
from datamap.model.inventory import records_of
from datamap.model.records import ONE_NAME_SPACE
from datamap.model.systems import is_on_devices
from datamap.model.words import in_language

DEVICE = Key("unstated", "device")
SOURCE = Key("unstated", "source")
SETTER = Key("unstated", "set-by")
STORAGE = Key("unstated", "storage")
RECIPIENT = Key("unstated", "recipients")
_GAPS = {
    DEVICE: ("Browser or device", Group.PEOPLE),
    SOURCE: ("Source: not stated", Group.UNSTATED),
    STORAGE: ("Storage of the browser", Group.PEOPLE),
    SETTER: ("Set by: not stated", Group.UNSTATED),
    RECIPIENT: ("Recipient: not stated", Group.UNSTATED),
}
_STAFF = frozenset({"staff", "administrator", "support-staff"})
_PUBLIC_BODIES = frozenset(
    {
        "authority",
        "data-protection-authority",
        "tax-authority",
        "social-security-body",
        "government",
        "court",
        "law-enforcement",
        "emergency-services",
        "public-archive",
    }
)
_GROUP_OF_ROLE = {
    TargetRole.PROCESSOR: Group.PROCESSORS,
    TargetRole.SUB_PROCESSOR: Group.SUB_PROCESSORS,
    TargetRole.JOINT_CONTROLLER: Group.JOINT_CONTROLLERS,
    TargetRole.INDEPENDENT_CONTROLLER: Group.CONTROLLERS,
    TargetRole.RECIPIENT: Group.RECIPIENTS,
    TargetRole.UNKNOWN: Group.RECIPIENTS,
}


class Stations:
    """Finds the key that an identifier stands for, and describes nodes."""

    def __init__(self, organisation: str, words: Words, parties: Parties, geography: Geography) -> None:
        """Take what names and places need."""
        self.organisation = organisation
        self.ourselves = Key("organisation", organisation)
        self.words = words
        self.parties = parties
        self.geography = geography
        self.local: dict[Key, tuple[Any, Row]] = {}

    def key(self, id_: str, row: Row | None = None) -> Key:
        """Return the node that a flow means by an identifier."""
        if row is not None:
            for mention in mentions_of(row.record.subjects, row.at("subjects")):
                if mention.id == id_ and mention.record is not None:
                    return self.person(mention, row)
        for kind in ONE_NAME_SPACE:
            if self.words.naming.record(kind, id_) is not None:
                return Key(kind, id_)
        return Key("data_subjects", id_)

    def person(self, mention: Mention, row: Row | None) -> Key:
        """Return the node of a group of people; groups that two activities declare differently are two nodes."""
        if mention.record is None or row is None:
            return Key("data_subjects", mention.id)
        key = Key("data_subjects", mention.id)
        known = self.local.get(key)
        if self.words.naming.record(*key) is not None or (known is not None and known[0] != mention.record):
            key = Key("data_subjects", f"{row.at('subjects')[2]}/{mention.id}")
        self.local.setdefault(key, (mention.record, row))
        return key

    def people(self, row: Row) -> tuple[Key, ...]:
        """Return the nodes of an activity's groups of people."""
        return tuple(self.person(mention, row) for mention in mentions_of(row.record.subjects, row.at("subjects")))

    def party(self, id_: str) -> Key:
        """Return the node of a recipient: a declared party, else the built-in kind of party."""
        for kind in ("processors", "recipients", "clients", "systems"):
            if self.words.naming.record(kind, id_) is not None:
                return Key(kind, id_)
        return Key("party_kinds", id_)

    # Descriptions

    def node(self, key: Key, arriving: Sequence[Hop], *, gives: bool) -> Node:
        """Return the description of a node; the roles in which it is reached give the group of a party.

        `gives`: whether data leave it. A party that data leave and never reach is a source.
        """
        if key in _GAPS:
            title, group = _GAPS[key]
            return Node(key=key, title=title, group=group)
        if key == self.ourselves:
            return Node(
                key=key, title=self._our_name(), group=Group.OURSELVES, path=(self.organisation, "organisation")
            )
        record = self.words.naming.record(key.kind, key.id)
        path: tuple[str | int, ...] = (self.organisation, key.kind, key.id)
        title = self.words.naming.title(key.kind, key.id, record)
        if key in self.local:
            record, row = self.local[key]
            local_id = key.id.removeprefix(f"{row.at('subjects')[2]}/")
            title = self.words.named(key.kind, Mention(local_id, None, record, ())).title
            path = (*row.at("subjects"), local_id)
        reaches = self.parties.reaches(key)[0]
        if key.kind == "systems":
            located = None if is_on_devices(record) else getattr(record, "location", None)
            reaches = self.geography.of_places(located, (*path, "location")) or ()
        elif key.kind == "clients":
            reaches = self.geography.of_places(getattr(record, "country", None), (*path, "country")) or ()
        vendor = getattr(record, "vendor", None)
        return Node(
            key=key,
            title=title,
            group=self._group(key, record, arriving, gives=gives),
            kinds=self._kinds(key, record),
            reaches=reaches,
            vendor=vendor if isinstance(vendor, str) else None,
            path=path if record is not None else None,
            also=tuple(self.words.naming.words(name) for name in getattr(record, "also", None) or ()),
            holds=tuple(
                dict.fromkeys(
                    self.words.category_of(entry.id)
                    for entry in mentions_of(getattr(record, "holds", None), (*path, "holds"))
                )
            ),
        )

    def _our_name(self) -> str:
        organisation = self.words.naming.records.organisation
        short = organisation.short_name if organisation is not None else None
        if short is not None:
            return in_language(short, self.words.naming.language)
        return self.words.naming.organisation or self.organisation

    def _kinds(self, key: Key, record: Any) -> tuple[str, ...]:  # noqa: ANN401
        """Return the titles of the built-in kinds that a node is said to be."""
        vocabulary = {"systems": "system_kinds", "processors": "party_kinds", "recipients": "party_kinds"}
        terms = self.words.naming.vocabulary.get(vocabulary.get(key.kind, key.kind), {})
        return tuple(terms[name].title for name in getattr(record, "is_", None) or () if name in terms)

    def _group(self, key: Key, record: Any, arriving: Sequence[Hop], *, gives: bool) -> Group:  # noqa: ANN401, PLR0911 - one return for each group
        if key.kind == "data_subjects":
            return Group.PEOPLE
        if key.kind == "clients":
            return Group.CLIENTS
        if key.kind == "systems" and is_on_devices(record):
            return Group.DEVICES
        if key.kind == "systems":
            holders = mentions_of(getattr(record, "controlled_by", None), ())
            entities = getattr(self.words.naming.records.organisation, "entities", None)
            ours = entities if isinstance(entities, dict) else {}
            return Group.OTHERS_SYSTEMS if any(holder.id not in ours for holder in holders) else Group.SYSTEMS
        default = TargetRole(self.parties.default_role(key).value)
        reached = any(hop.moves_data for hop in arriving)
        may_only_give = key.kind == "recipients" or (key.kind == "processors" and not _is_said_to_process(record))
        if may_only_give and gives and not reached and default is not TargetRole.JOINT_CONTROLLER:
            return Group.SOURCES
        kinds = self._term_ids(key, record)
        if kinds & _STAFF:
            return Group.STAFF
        if kinds & _PUBLIC_BODIES:
            return Group.AUTHORITIES
        if key.kind == "party_kinds":
            return Group.RECIPIENTS
        roles = {hop.role for hop in arriving if hop.role is not None}
        return _GROUP_OF_ROLE[roles.pop() if len(roles) == 1 else default]

    def _term_ids(self, key: Key, record: Any) -> set[str]:  # noqa: ANN401
        terms = self.words.naming.vocabulary.get("party_kinds", {})
        found = {key.id} if key.kind == "party_kinds" else set(getattr(record, "is_", None) or ())
        for name in tuple(found):
            term = terms.get(name)
            while term is not None and term.is_ is not None and term.is_ not in found:
                found.add(term.is_)
                term = terms.get(term.is_)
        return found


def _is_said_to_process(record: Any) -> bool:  # noqa: ANN401
    """Whether more than its kind says that a processor gets data: its role, a use, or terms for the data it has."""
    terms = ("role", "uses", "agreement", "conditions", "transfers", "measures")
    return any(getattr(record, term, None) is not None for term in terms)


def declared_keys(words: Words) -> tuple[Key, ...]:
    """Return the nodes that the records themselves declare, in the order of the language."""
    return tuple(Key(kind, id_) for kind in ONE_NAME_SPACE for id_ in records_of(words.naming.records, kind))
