"""Identifiers that records had before: the paths by which links of that time still know them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from datamap.model.inventory import each_record
from datamap.model.paths import SEPARATOR, resolve_with_target
from datamap.model.provenance import Path
from datamap.model.records import Records

_ID = 2
"""Where the identifier of a record stands in a path, after scope and kind."""
Name = tuple[str, str]
"""A kind and an identifier."""


@dataclass(frozen=True)
class Formerly:
    """The former names of the records of one organisation."""

    records: Records

    @cached_property
    def names(self) -> Mapping[Name, tuple[str, ...]]:
        """The former identifiers of each renamed record by (kind, identifier), without those in use again."""
        taken: set[Name] = {(kind, id_) for kind, id_, _ in each_record(self.records)}
        found: dict[Name, tuple[str, ...]] = {}
        for kind, id_, record in each_record(self.records):
            former = tuple(old for old in getattr(record, "formerly", None) or () if (kind, old) not in taken)
            taken.update((kind, old) for old in former)
            if former:
                found[kind, id_] = (*found.get((kind, id_), ()), *former)
        return found

    def paths(self, about: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
        """Yield `about` as it read before each renaming, and before all of them."""
        if not self.names:
            return
        named = [dict(self._names_in(path)) for path in about]
        renamings = [(name, old) for name in dict.fromkeys(_all(named)) for old in self.names[name]]
        changes = [dict([renaming]) for renaming in renamings]
        if len({name for name, _ in renamings}) > 1:
            # The oldest name of each: what stands first in `formerly`.
            changes.append(dict(reversed(renamings)))
        for change in changes:
            yield tuple(
                tuple(change.get(names[at], part) if at in names else part for at, part in enumerate(path))
                for path, names in zip(about, named, strict=True)
            )

    def _names_in(self, path: Path) -> Iterator[tuple[int, Name]]:
        """Yield (position, name) for each part of a path that names a renamed record."""
        kinds = {kind for kind, _ in self.names}
        ids = {id_ for _, id_ in self.names}
        for at, part in enumerate(path):
            if at < _ID or part not in ids:
                continue
            candidates = (str(path[1]),) if at == _ID else self._kinds_named(path[1 : at + 1])
            kind = next((kind for kind in candidates if kind in kinds and (kind, part) in self.names), None)
            if kind is not None:
                yield at, (kind, str(part))

    def _kinds_named(self, parts: Iterable[str | int]) -> tuple[str, ...]:
        try:
            _, target = resolve_with_target(self.records, SEPARATOR.join(map(str, parts)))
        except LookupError:
            return ()
        return target.kinds if target is not None else ()


def _all(named: Iterable[Mapping[int, Name]]) -> Iterator[Name]:
    return (name for names in named for name in names.values())
