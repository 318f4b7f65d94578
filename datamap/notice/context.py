"""What every section is written from: the records, the names of things, the flows, and a pen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from markupsafe import Markup

from datamap.catalog.authorities import authority_name
from datamap.catalog.spelling import spelled
from datamap.graph.hops import DataMap, Group, Key
from datamap.graph.regions import Regions
from datamap.graph.rows import past_us
from datamap.graph.vocabulary import Words as Vocabulary
from datamap.model.formerly import Formerly
from datamap.model.inventory import records_of
from datamap.model.items import Item
from datamap.model.kept import Kept, numbered
from datamap.model.provenance import Path, Sourced, anchor_of, shared
from datamap.model.records import Records
from datamap.model.said import Said
from datamap.notice.phrases import Phrases
from datamap.notice.writer import Writer

_One = tuple[tuple[Path, ...], Iterable[Path]]
"""What a sentence is about, nothing if that is where it comes from, and the paths it comes from."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """The inventory of one organisation, ready to be written about."""

    records: Records
    formerly: Formerly
    phrases: Phrases
    flows: DataMap
    writer: Writer
    categories: Vocabulary
    """What categories of data cover."""

    def within(self, activity: Any) -> "Context":  # noqa: ANN401
        """Return what the sentences on one activity are written from: names that it declares in place come first."""
        phrases = self.phrases.within(activity)
        return self if phrases is self.phrases else replace(self, phrases=phrases)

    def at(self, *parts: str | int) -> Path:
        """Return a path in this organisation."""
        return (self.phrases.scope, *parts)

    def say(self, macro: str, at: Path | Iterable[Path], /, **values: Any) -> Sourced:  # noqa: ANN401
        """Write one sentence about the records at `at`."""
        paths = [at] if isinstance(at, tuple) and (not at or not isinstance(at[0], tuple)) else list(at)
        said = self.writer.say(macro, cast("list[Path]", paths), **values)
        return self._with_former_anchors(said)

    def say_about(self, macro: str, about: Path, at: Iterable[Path], /, **values: Any) -> Sourced:  # noqa: ANN401
        """Write one sentence about what stands at `about`, drawn from `at`: paths that grow with other records."""
        return self._with_former_anchors(self.writer.say(macro, at, (about,), **values))

    def say_of_each(self, macro: str, each: Iterable[_One], /, **values: Any) -> Sourced:  # noqa: ANN401
        """Write one sentence that holds of several things alike.

        The anchor that the sentence would have for each of them alone leads to it.
        """
        html = self.writer.words(macro, **values)
        alone = (Sourced(html=html, origin=tuple(dict.fromkeys(at)), name=macro, about=about) for about, at in each)
        return shared(tuple(map(self._with_former_anchors, alone)))

    def _with_former_anchors(self, said: Sourced) -> Sourced:
        former = tuple(anchor_of(said.name, was) for was in self.formerly.paths(said.about or said.origin))
        return replace(said, also=former) if former else said

    def named(self, kind: str, value: Any) -> list[Path]:  # noqa: ANN401
        """Return the paths of the records of a kind that a list names: a sentence that names them draws on them too."""
        ids = [entry.id if isinstance(entry, Item) else entry for entry in value] if isinstance(value, tuple) else []
        return [self.at(kind, id_) for id_ in ids if id_ in self.of(kind)]

    def words(self, text: Any) -> str | None:  # noqa: ANN401
        """Return a text, or `None` where nothing, `none` or `unknown` is stated."""
        return None if text is None or isinstance(text, Said) else self.phrases.words(text)

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the records of a kind."""
        return records_of(self.records, kind)

    def title(self, kind: str, id_: str, record: Any = None) -> str:  # noqa: ANN401
        """Return the heading for a record; one without a title goes by the words of its identifier."""
        title = self.phrases.naming.title(kind, id_, record)
        return spelled(id_, capital=True) if title == id_ and kind != "trackers" else title

    def group_of(self, kind: str, id_: str) -> Group | None:
        """Return the group that a party belongs to; `None` where it is only said that it gets nothing."""
        node = self.flows.nodes.get(Key(kind, id_))
        return node.group if node is not None else None

    @cached_property
    def our_activities(self) -> Mapping[str, Any]:
        """The activities of which we are the controller, alone or with others."""
        return {id_: activity for id_, activity in self.of("activities").items() if not _for_clients(activity)}

    @cached_property
    def client_activities(self) -> Mapping[str, Any]:
        """The activities in which we process for clients."""
        return {id_: activity for id_, activity in self.of("activities").items() if _for_clients(activity)}

    @cached_property
    def groups_of(self) -> Mapping[str, Sequence[Any]]:
        """The records of the groups that include a party, by that party."""
        found: dict[str, list[Any]] = {}
        for group in (*self.of("processors").values(), *self.of("recipients").values()):
            for item in group.includes or ():
                found.setdefault(item.id, []).append(group)
        return found

    @cached_property
    def purposes_of_recipients(self) -> Mapping[str, Sequence[tuple[str, tuple[Any, ...]]]]:
        """(activity, purposes) by recipient, where an activity says what that uses the data for."""
        found: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
        for name, activity in self.of("activities").items():
            for item in activity.recipients if isinstance(activity.recipients, tuple) else ():
                purposes = getattr(item.detail, "purposes", None)
                if isinstance(purposes, tuple):
                    found.setdefault(item.id, []).append((name, purposes))
        return found

    def is_ours(self, id_: str, contact: Any) -> bool:  # noqa: ANN401
        """Whether a contact reaches the organisation: one of an authority, and one said to be outside, does not."""
        organisation = self.records.organisation
        listed = organisation.authority if organisation is not None else None
        names = {
            name.casefold()
            for item in (listed if isinstance(listed, tuple) else ())
            for name in (item.id, self.words(getattr(item.detail, "title", None)), authority_name(item.id))
            if name is not None
        }
        title = self.words(contact.title)
        return not contact.external and not names & {id_.casefold(), (title or id_).casefold().removeprefix("the ")}

    def answers_for_us(self, id_: str, contact: Any) -> bool:  # noqa: ANN401
        """Whether a contact outside the organisation is the one that a notice names for questions about it."""
        return bool(contact.external) and any(notice.contact == id_ for notice in self.of("notices").values())

    def holding(self, id_: str, key: str) -> str:
        """Return the activity whose statement at a key holds for one: itself, else the closest that covers it."""
        activities = self.of("activities")
        above = (name for name in self.flows.covering.get(id_, ()) if name in activities)
        return next((name for name in (id_, *above) if getattr(activities[name], key) is not None), id_)

    def data_of(self, activity: Any) -> Any:  # noqa: ANN401
        """Return the data of an activity without those that flows bring past us, and that it says it never collects."""
        past = self.past_us(activity)
        if not past or not isinstance(activity.data, tuple):
            return activity.data
        return Kept.of((number, item) for number, item in numbered(activity.data) if item.id not in past) or None

    def past_us(self, activity: Any) -> frozenset[str]:  # noqa: ANN401
        """Return the data of an activity that go to others without coming to us."""
        return past_us(activity, self.of("systems"))

    def more(self, record: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
        """Yield a sentence on the documents that say more about a record, where it names some."""
        if record.links:
            links = [self.phrases.link(link) for link in record.links]
            yield self.say("who.more", (*at, "links"), links=links)

    @cached_property
    def regions(self) -> Regions:
        """Which regions have a place in common."""
        return Regions(self.phrases.naming)

    @property
    def defaults(self) -> Any:  # noqa: ANN401
        """What holds unless an activity says otherwise, or `None`."""
        return self.records.organisation.defaults if self.records.organisation is not None else None


def _for_clients(activity: Any) -> bool:  # noqa: ANN401
    return isinstance(activity.on_behalf_of, tuple)


def said(value: Any) -> list[Markup]:  # noqa: ANN401
    """Return `none` or `unknown` as a cell of a table shows it, where one of them is stated."""
    return [Markup("<em>{}</em>").format(value.value)] if isinstance(value, Said) else []


def stated_places(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the places that a key names."""
    return value if isinstance(value, tuple) else ()


def stated(value: Any) -> bool:  # noqa: ANN401
    """Whether a key holds a value."""
    return value is not None and not isinstance(value, Said)
