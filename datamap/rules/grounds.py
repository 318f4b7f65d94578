"""The lawful basis of an activity: of each purpose, of each category of data, and altogether."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from datamap.graph.vocabulary import Mention
from datamap.model.activity import DataDetail
from datamap.model.basis import Basis
from datamap.model.provenance import Path
from datamap.model.said import Said, is_value
from datamap.rules.categories import Datum
from datamap.rules.once import once
from datamap.rules.works import Work


class Ground(NamedTuple):
    """A statement of lawful basis, and where it stands."""

    basis: Basis
    at: Path


@dataclass(eq=False)
class LawfulBasis:
    """The bases of one activity: looked for at the item, at the activity, at the purpose, above, in the defaults."""

    work: Work

    @once
    def by_purpose(self) -> tuple[tuple[Mention, tuple[Ground, ...] | Said | None], ...]:
        """Each purpose stated here with its bases, or with what is said in their place."""
        return tuple([(purpose, self.of_purpose(purpose)) for purpose in self.work.purposes])

    def of_purpose(  # noqa: PLR0911 - one return for each place in which a basis can stand
        self, purpose: Mention
    ) -> tuple[Ground, ...] | Said | None:
        """Return the bases for one purpose, or what is said in their place."""
        work = self.work
        in_place = getattr(purpose.record, "basis", None)
        if in_place is not None:
            return _grounds(in_place, (*purpose.path, "basis"))
        own = self._own_grounds
        fitting = [ground for ground in own if _covers_purpose(ground.basis, purpose.id)]
        if fitting:
            return own if len(fitting) == len(own) else tuple(fitting)
        if isinstance(work.record.basis, Said):
            return work.record.basis
        shared = getattr(work.common.words.naming.record("purposes", purpose.id), "basis", None)
        if shared is not None:
            return _grounds(shared, (work.at[0], "purposes", purpose.id, "basis"))
        for above in work.covering:
            if above.record.basis is not None and any(each.id == purpose.id for each in above.purposes):
                found = _grounds(above.record.basis, (*above.at, "basis"))
                if isinstance(found, Said):
                    return found
                inherited = tuple(ground for ground in found if _covers_purpose(ground.basis, purpose.id))
                if inherited:
                    return inherited
        if self._default is not None:
            return self._default
        by_datum = tuple(
            ground
            for datum in (work.data if work.is_detailed else ())
            for ground in _datum_grounds(datum)
            if _needed(datum.detail, purpose.id) and _covers_purpose(ground.basis, purpose.id)
        )
        return by_datum or None

    def covers(self, purpose: Mention) -> bool:
        """Whether a purpose stated here has a basis, here or in a part that names the same purpose."""
        return isinstance(self.of_purpose(purpose), tuple) or any(
            isinstance(LawfulBasis(part).of_purpose(each), tuple)
            for part in self.work.parts
            for each in part.purposes
            if each.id == purpose.id
        )

    @property
    def is_lacking(self) -> bool:
        """Whether no purpose is named, here, above or below, that could have a basis, and none is stated without one.

        An activity that covers others and names no purpose leaves the purposes, and what each rests on, to them.
        """
        work = self.work
        if work.purposes or work.stated_closely("basis").is_value or work.leaves_to_parts("basis"):
            return False
        below = work.value_or_in_parts("purposes") if work.record.includes is not None else None
        return not any(above.purposes for above in work.covering) and not is_value(below)

    def of_datum(self, datum: Datum) -> tuple[Ground, ...]:
        """Return the bases that cover one category of data, from the closest place that has one."""
        item = tuple(_datum_grounds(datum))
        if item:
            return item
        own = tuple(ground for ground in self._own_grounds if _covers_datum(ground.basis, datum))
        if own:
            return own
        needed = getattr(datum.detail, "needed_for", None)
        wanted = {item.id for item in needed} if isinstance(needed, tuple) else None
        by_purpose: list[Ground] = []
        for purpose in self.work.purposes:
            if wanted is None or purpose.id in wanted:
                found = self.of_purpose(purpose)
                by_purpose.extend(found if isinstance(found, tuple) else ())
        return tuple(ground for ground in dict.fromkeys(by_purpose) if _covers_datum(ground.basis, datum))

    @once
    def grounds(self) -> tuple[Ground, ...]:
        """Every basis that counts somewhere in this activity, each once."""
        work = self.work
        bases = work.record.basis
        if type(bases) is tuple and len(bases) == 1 and self._names_all_in_lists and covers_any_purpose(bases[0]):
            return (Ground(bases[0], (*work.at, "basis", 0)),)
        own = self._own_grounds
        if own and not work.is_detailed and self._own_grounds_hold:
            return own
        found: dict[Path, Ground] = {ground.at: ground for ground in own}
        for datum in work.data if work.is_detailed else ():
            found.update((ground.at, ground) for ground in _datum_grounds(datum))
        for _, of_purpose in self.by_purpose:
            found.update((ground.at, ground) for ground in (of_purpose if isinstance(of_purpose, tuple) else ()))
        if not found and not work.purposes:
            stated = work.stated("basis")
            by_default = _grounds(stated.value, stated.path)
            found.update((ground.at, ground) for ground in (by_default if isinstance(by_default, tuple) else ()))
        return tuple(found.values())

    @property
    def _names_all_in_lists(self) -> bool:
        """Whether its purposes and its data are named in lists, with nothing beside a category."""
        record = self.work.record
        return type(record.purposes) is tuple and type(record.data) is tuple and not self.work.is_detailed

    @property
    def _own_grounds_hold(self) -> bool:
        """Whether its own bases hold for all its purposes, and nothing else does."""
        if not isinstance(self.work.record.purposes, dict):
            for ground in self._own_grounds:
                if not covers_any_purpose(ground.basis):
                    break
            else:
                return True
        own = self._own_grounds
        return all(of_purpose is own for _, of_purpose in self.by_purpose)

    @once
    def kinds(self) -> frozenset[str]:
        """The kinds of basis that count somewhere in this activity."""
        grounds = self.grounds
        if len(grounds) == 1:
            return frozenset(grounds[0].basis.kinds)
        return frozenset([kind for ground in grounds for kind in ground.basis.kinds])

    @once
    def _own_grounds(self) -> tuple[Ground, ...]:
        found = _grounds(self.work.record.basis, (*self.work.at, "basis"))
        return found if isinstance(found, tuple) else ()

    @property
    def _default(self) -> tuple[Ground, ...] | Said | None:
        by_default = self.work.common.by_default.get("basis")
        return _grounds(by_default.value, by_default.path) if by_default is not None else None


def _grounds(value: Any, path: Path) -> tuple[Ground, ...] | Said:  # noqa: ANN401
    if isinstance(value, Said):
        return value
    bases = value if isinstance(value, tuple) else ()
    if len(bases) == 1:
        return (Ground(bases[0], (*path, 0)),)
    return tuple([Ground(basis, (*path, number)) for number, basis in enumerate(bases)])


def _datum_grounds(datum: Datum) -> Iterator[Ground]:
    stated = getattr(datum.detail, "basis", None)
    found = _grounds(stated, (*datum.at, "basis"))
    yield from found if isinstance(found, tuple) else ()


def _needed(detail: DataDetail | None, purpose: str) -> bool:
    needed = getattr(detail, "needed_for", None)
    return not isinstance(needed, tuple) or any(item.id == purpose for item in needed)


def covers_any_purpose(basis: Basis) -> bool:
    """Whether nothing in a basis says for which purposes it holds."""
    return basis.purposes is None and basis.only is None


def _covers_purpose(basis: Basis, purpose: str) -> bool:
    if basis.purposes is not None and all(item.id != purpose for item in basis.purposes):
        return False
    chosen = basis.only.purpose if basis.only is not None else None
    return chosen is None or purpose in chosen


def _covers_datum(basis: Basis, datum: Datum) -> bool:
    if basis.data is not None and datum.category.within.isdisjoint(item.id for item in basis.data):
        return False
    chosen = basis.only.data if basis.only is not None else None
    return chosen is None or not datum.category.within.isdisjoint(chosen)
