"""What a party is in each hop that reaches it: role, countries and conditions, by the use that fits the hop."""

from dataclasses import replace
from typing import Any

from datamap.graph.hops import DataFrom, Hop, HopKind, Key, OurRole, Reach, TargetRole
from datamap.graph.regions import Regions
from datamap.graph.transfers import Geography
from datamap.graph.vocabulary import Words, is_possible, mentions_of, scopes
from datamap.model.kept import numbered
from datamap.model.parties import Party, Role, Use
from datamap.model.provenance import Path
from datamap.model.record import Selector

DECLARED = ("processors", "recipients")
_BELOW = {TargetRole.SUB_PROCESSOR, Role.PROCESSOR}
_DEFAULT_ROLE = {"processors": Role.PROCESSOR, "recipients": Role.RECIPIENT}


class Parties:
    """Completes hops that reach a party, and remembers which of its uses were met on the way."""

    def __init__(self, organisation: str, words: Words, geography: Geography) -> None:
        """Take what names and places need."""
        self.organisation = organisation
        self.words = words
        self.geography = geography
        self.regions = Regions(words.naming)
        self.met: set[tuple[Key, int]] = set()

    def record(self, key: Key) -> Party | None:
        """Return the record of a party; `None` for anything that is not a declared party."""
        found = self.words.naming.record(key.kind, key.id) if key.kind in DECLARED else None
        return found if isinstance(found, Party) else None

    def default_role(self, key: Key) -> Role:
        """Return the role that a party has unless a use says otherwise."""
        record = self.record(key)
        return (record.role if record is not None else None) or _DEFAULT_ROLE.get(key.kind, Role.RECIPIENT)

    def path(self, key: Key) -> Path:
        """Return where a party is declared."""
        return (self.organisation, key.kind, key.id)

    def reaches(self, key: Key) -> tuple[tuple[Reach, ...], bool]:
        """Return (reaches, stays): the countries that a party states for all its uses, and whether data stay."""
        record = self.record(key)
        if record is None:
            return (), False
        return self._reaches_of(record, self.path(key)) or ((), False)

    def _reaches_of(self, statement: Party | Use, path: Path) -> tuple[tuple[Reach, ...], bool] | None:
        """Return the same for a party or a use; `None` where it states neither countries nor transfers."""
        by_transfer = self.geography.of_transfers(statement.transfers, (*path, "transfers"))
        by_country = self._places_of(statement, path)
        if by_transfer is None and by_country is None:
            return None
        named = {reach.place for reach in by_transfer or ()}
        more = tuple(self._covered(reach, by_transfer or ()) for reach in by_country or () if reach.place not in named)
        return (*(by_transfer or ()), *more), by_transfer == ()

    def _places_of(self, statement: Party | Use, path: Path) -> tuple[Reach, ...] | None:
        """Return where a party is established and where it processes, each place once."""
        keys = ("country", "location") if isinstance(statement, Party) else ("country",)
        stated = [self.geography.of_places(getattr(statement, key), (*path, key)) for key in keys]
        found = {reach.place: reach for reaches in reversed(stated) for reach in reaches or ()}
        return tuple(found.values()) if any(reaches is not None for reaches in stated) else None

    def _covered(self, reach: Reach, stated: tuple[Reach, ...]) -> Reach:
        """Return a country with what is said of the areas and regions that it lies in, `eea` say."""
        over = [each for each in stated if self.regions.within((reach.place,), (each.place,))]
        named = dict.fromkeys(mechanism for each in over for mechanism in each.mechanisms)
        said = next((each.said for each in over if each.said is not None), None) if not named else None
        return replace(reach, mechanisms=tuple(named), said=said) if over else reach

    def completed(self, hop: Hop, *, stated: bool = False, use: int | None = None) -> tuple[Hop, ...]:
        """Return a hop with the role and countries of its target: one for each use that fits it, or for the one named.

        `stated`: the hop itself says which countries are reached, and that wins.
        """
        record = self.record(hop.target)
        if record is None:
            is_party = hop.target.kind == "party_kinds"
            return (replace(hop, role=TargetRole.RECIPIENT),) if is_party else (hop,)
        fitting = [
            (number, each)
            for number, each in numbered(record.uses if isinstance(record.uses, tuple) else ())
            if (number == use if use is not None else fits(each, hop, self.regions))
        ]
        # A use that says what it is about is closer than one that could be about anything.
        fitting = [(number, each) for number, each in fitting if _says_about_what(each)] or fitting
        own = self.reaches(hop.target)
        if not fitting:
            return (self._with(hop, record, None, own, stated=stated),)
        self.met.update((hop.target, number) for number, _ in fitting)
        return tuple(
            self._with(
                replace(hop, paths=(*hop.paths, at := (*self.path(hop.target), "uses", number))),
                record,
                each,
                self._reaches_of(each, at) or own,
                stated=stated,
            )
            for number, each in fitting
        )

    def _with(
        self,
        hop: Hop,
        record: Party,
        use: Use | None,
        reaches: tuple[tuple[Reach, ...], bool],
        *,
        stated: bool,
    ) -> Hop:
        """Return a hop with what the party that it reaches, and the use that it meets, say of it.

        With `stated` the hop says itself where data go, and (reaches, stays) of the party do not count.
        """
        role = (use.role if use is not None else None) or self.default_role(hop.target)
        return replace(
            hop,
            role=self._role(hop, role),
            reaches=hop.reaches if stated else reaches[0],
            stays=hop.stays if stated else reaches[1],
            may=hop.may or is_possible(use, record),
            conditions=tuple(dict.fromkeys((*hop.conditions, *self.words.conditions(use)))),
            only=(*hop.only, *scopes("only", use, record)),
            except_=(*hop.except_, *scopes("except_", use, record)),
        )

    def _role(self, hop: Hop, role: Role) -> TargetRole:
        if hop.kind is HopKind.MEMBER:
            # A member stands where its group stands, and is nobody's sub-processor for being in it.
            return TargetRole.SUB_PROCESSOR if {hop.role, role} == _BELOW else TargetRole(role.value)
        if role is Role.PROCESSOR and (hop.our_role is OurRole.PROCESSOR or self._is_processor_in(hop)):
            return TargetRole.SUB_PROCESSOR
        return TargetRole(role.value)

    def _is_processor_in(self, hop: Hop) -> bool:
        """Whether the source of a hop is a processor for it: what comes next is then its sub-processor."""
        record = self.record(hop.source)
        if record is None:
            return False
        roles = [
            use.role for use in (record.uses if isinstance(record.uses, tuple) else ()) if fits(use, hop, self.regions)
        ]
        stated = [role for role in roles if role is not None]
        return Role.PROCESSOR in stated if stated else self.default_role(hop.source) is Role.PROCESSOR

    def unmet(self, key: Key) -> tuple[tuple[int, Use], ...]:
        """Return (number, use) for the uses of a party that no hop met, numbered from 0 as they were written."""
        record = self.record(key)
        uses = record.uses if record is not None and isinstance(record.uses, tuple) else ()
        return tuple((number, use) for number, use in numbered(uses) if (key, number) not in self.met)


def _says_about_what(use: Use) -> bool:
    return any(stated is not None for stated in (use.activities, use.data, use.purposes))


def fits(use: Use, hop: Hop, regions: Regions) -> bool:
    """Whether a use can be what a hop is about: nothing that both state is apart."""
    if use.activities is not None and hop.activity not in {item.id for item in use.activities}:
        return False
    wanted = {mention.id for mention in mentions_of(use.data, ())}
    if wanted and hop.data_from is DataFrom.HOP and not any(covered(category.within, wanted) for category in hop.data):
        return False
    purposes = {mention.id for mention in mentions_of(use.purposes, ())}
    if purposes and hop.purposes and not purposes & {purpose.id for purpose in hop.purposes}:
        return False
    if use.only is None:
        return True
    return (
        _meet(use.only.subjects, {subject.id for subject in hop.subjects})
        and _meet(use.only.purpose, {purpose.id for purpose in hop.purposes})
        and all(_meet(use.only.product, set(selector.product or ())) for selector in hop.only)
        and all(
            not use.only.region or not selector.region or regions.meet(use.only.region, selector.region)
            for selector in hop.only
        )
    )


def _meet(stated: Any, here: set[str]) -> bool:  # noqa: ANN401
    return not stated or not here or bool(set(stated) & here)


def covered(within: frozenset[str], wanted: Any) -> bool:  # noqa: ANN401
    """Whether a category, by what covers it, falls under one of the categories wanted."""
    return not within.isdisjoint(wanted)


def narrowed(hop: Hop, only: tuple[Selector, ...], except_: tuple[Selector, ...]) -> Hop | None:
    """Return a hop with the data, purposes and people that selectors leave; `None` where they leave nothing of one.

    An `except` with other keys beside it excludes only where all of them hold, so it narrows nothing here.
    """
    data, purposes, subjects = hop.data, hop.purposes, hop.subjects
    for selector in only:
        if selector.data:
            data = tuple(category for category in data if covered(category.within, selector.data))
        if selector.purpose:
            purposes = tuple(purpose for purpose in purposes if purpose.id in selector.purpose)
        if selector.subjects:
            subjects = tuple(subject for subject in subjects if subject.id in selector.subjects)
    for selector in except_:
        keys = [key for key, value in selector if value]
        if keys == ["data"]:
            data = tuple(category for category in data if not covered(category.within, selector.data))
        elif keys == ["purpose"]:
            purposes = tuple(purpose for purpose in purposes if purpose.id not in (selector.purpose or ()))
        elif keys == ["subjects"]:
            subjects = tuple(subject for subject in subjects if subject.id not in (selector.subjects or ()))
    pairs: tuple[tuple[Any, Any], ...] = ((hop.data, data), (hop.purposes, purposes), (hop.subjects, subjects))
    if any(before and not after for before, after in pairs):
        return None
    return (
        hop
        if all(before == after for before, after in pairs)
        else replace(hop, data=data, purposes=purposes, subjects=subjects)
    )
