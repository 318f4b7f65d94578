"""The countries that a hop or node reaches, the mechanisms stated, and whether a regime sees a transfer there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from datamap.catalog.countries import country_of, place_name, places
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.naming import Naming
from datamap.catalog.regimes import is_inside, regimes
from datamap.graph.hops import MechanismName, Reach
from datamap.graph.regions import Regions
from datamap.graph.scopes import scope_of
from datamap.graph.sentences import beside
from datamap.graph.vocabulary import Words, is_possible, scopes
from datamap.model.items import Item
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.record import Qualified
from datamap.model.records import Records
from datamap.model.said import Said
from datamap.model.transfers import Transfer


def regimes_of(records: Records) -> tuple[str, ...]:
    """Return the regimes that an organisation states; empty where it states none, `none` or `unknown`."""
    stated = records.organisation.regimes if records.organisation is not None else None
    return tuple(item.id for item in stated) if isinstance(stated, tuple) else ()


def regimes_outside(stated: tuple[str, ...], place: str) -> tuple[str, ...]:
    """Return the short names of those regimes that see a transfer in `place`.

    A regime or a place that the catalogue does not know gives no answer: nothing is inferred from a gap.
    """
    known = country_of(place) is not None or place in places().organisations
    return tuple(regimes()[id_].short_name for id_ in _restricting(stated) if known and not is_inside(id_, place))


def regimes_inside(stated: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the short names of those regimes that see no transfer in any of these countries or areas."""
    return tuple(
        regimes()[id_].short_name for id_ in _restricting(stated) if all(is_inside(id_, place) for place in parts)
    )


def _restricting(stated: tuple[str, ...]) -> list[str]:
    return [id_ for id_ in stated if id_ in regimes() and regimes()[id_].restricts_transfers]


def stated_of(place: str, levels: Iterable[Any], regions: Regions) -> Mapping[str, Any] | Said | None:
    """Return what the closest `transfers` that speaks of a place says of it, by the keys that do; `None` if none does.

    The levels are the item, its activity and those above, the defaults: what one says of other places hides nothing.
    """
    for value in levels:
        if isinstance(value, Said):
            return value
        if isinstance(value, Mapping) and value and (place in value or regions.within((place,), value)):
            return {key: said for key, said in value.items() if key == place or regions.meet((place,), (key,))}
    return None


class Geography:
    """Reads the keys that say where data go, for one organisation."""

    def __init__(self, naming: Naming) -> None:
        """Take the names of the organisation whose regimes count."""
        self.naming = naming
        self.words = Words(naming)
        self.regimes = regimes_of(naming.records)
        self.regions = Regions(naming)
        self._secured: dict[tuple[tuple[Reach, ...], tuple[Path, ...]], tuple[Reach, ...]] = {}

    def reach(self, place: str, path: Path, **more: Any) -> Reach:  # noqa: ANN401
        """Return one country reached."""
        is_own = self.naming.record("regions", place) is not None
        parts = tuple(self.regions.places_in(place))
        by_country = [regimes_outside(self.regimes, each) for each in parts]
        return Reach(
            place=place,
            title=self.naming.title("regions", place) if is_own else place_name(place) or place,
            outside=by_country[0] if all(each == by_country[0] for each in by_country) else (),
            inside=regimes_inside(self.regimes, parts),
            path=path,
            **more,
        )

    def of_transfers(self, value: Any, path: Path) -> tuple[Reach, ...] | None:  # noqa: ANN401
        """Return the countries that `transfers` states; empty for `none`, `None` where nothing is stated."""
        if value is Said.NONE:
            return ()
        if not isinstance(value, Mapping):
            return None
        found: list[Reach] = []
        for place, stated in value.items():
            at = (*path, place)
            if isinstance(stated, Said) or stated is None:
                found.append(self.reach(place, at, said=stated))
                continue
            for transfer in stated:
                mechanism = transfer.mechanism
                name = (
                    (self._mechanism(mechanism, transfer),)
                    if isinstance(mechanism, str) and not isinstance(mechanism, Said)
                    else ()
                )
                found.append(
                    self.reach(
                        place,
                        at,
                        mechanisms=name,
                        said=mechanism if isinstance(mechanism, Said) else None,
                        only=scopes("only", transfer),
                        except_=scopes("except_", transfer),
                        scope=self.limits(transfer),
                    )
                )
        return tuple(found)

    def secured(self, reaches: tuple[Reach, ...], levels: tuple[tuple[Any, Path], ...]) -> tuple[Reach, ...]:
        """Return countries with the mechanisms that the closest of the levels states for each that has none itself."""
        if not levels or all(reach.mechanisms or reach.said for reach in reaches):
            return reaches
        # Most activities leave it to the defaults, and most hops lead to the same few parties.
        key = (reaches, tuple(path for _, path in levels))
        known = self._secured.get(key)
        if known is None:
            found = (each for reach in reaches for each in self._with_mechanisms(reach, levels))
            known = self._secured[key] = tuple(dict.fromkeys(found))
        return known

    def _with_mechanisms(self, reach: Reach, levels: tuple[tuple[Any, Path], ...]) -> tuple[Reach, ...]:
        if reach.mechanisms or reach.said is not None:
            return (reach,)
        for value, path in levels:
            stated = stated_of(reach.place, (value,), self.regions)
            if stated is Said.UNKNOWN:
                return (replace(reach, said=stated, path=path),)
            if stated is not None:
                told = self.of_transfers(stated, path) or ()
                return tuple(_told(reach, each) for each in told) or (reach,)
        return (reach,)

    def of_places(self, value: Any, path: Path) -> tuple[Reach, ...] | None:  # noqa: ANN401
        """Return the countries that `country` or `location` states; `None` where nothing is stated."""
        if not isinstance(value, tuple):
            return None
        return tuple(
            self.reach(
                item.id if isinstance(item, Item) else item,
                (*path, number),
                only=scopes("only", getattr(item, "detail", None)),
                except_=scopes("except_", getattr(item, "detail", None)),
                scope=self.limits(getattr(item, "detail", None)),
            )
            for number, item in numbered(value)
        )

    def _mechanism(self, id_: str, transfer: Transfer) -> MechanismName:
        known = mechanisms().get(id_)
        title = known.title if known is not None else id_
        named = ways_of_consent(transfer, self.naming)
        ways = [
            f"{way}{beside(item.detail, self.words)}" for way, item in zip(named, given_ways(transfer), strict=True)
        ]
        return MechanismName(id_, f"{title}, given: {' or '.join(ways)}" if ways else title)

    def limits(self, statement: Any) -> tuple[str, ...]:  # noqa: ANN401
        """Return what limits a statement, in words: that it may be, conditions, where it holds, from and until when."""
        days = ((key, getattr(statement, name, None)) for key, name in (("from", "from_"), ("until", "until")))
        return (
            *(("may happen",) if is_possible(statement) else ()),
            *(each.in_words for each in self.words.conditions(statement)),
            *scope_of(statement, self.naming),
            *(f"{key} {day}" for key, day in days if day is not None),
        )


def _told(reach: Reach, stated: Reach) -> Reach:
    """Return a country with what is stated of it, or of an area that it lies in; what limits either limits both."""
    return replace(
        reach,
        mechanisms=stated.mechanisms,
        said=stated.said,
        only=(*reach.only, *stated.only),
        except_=(*reach.except_, *stated.except_),
        scope=(*reach.scope, *stated.scope),
        path=stated.path,
    )


def ways_of_consent(transfer: Transfer, naming: Naming) -> tuple[str, ...]:
    """Return how people consent to a transfer, where that is stated: `by using our services`, or words."""
    terms = naming.vocabulary.get("acceptance", {})
    return tuple(
        (terms[item.id].words or terms[item.id].title) if item.id in terms else item.id for item in given_ways(transfer)
    )


def given_ways(transfer: Transfer) -> tuple[Item[Qualified], ...]:
    """Return the ways in which people consent to a transfer that are stated."""
    return transfer.given if isinstance(transfer.given, tuple) else ()


def place_names(code: str) -> tuple[str, ...]:
    """Return other ways to name the country of a code: the country that a subdivision lies in."""
    country = country_of(code)
    return (country, place_name(country) or country) if country is not None and country != code else ()
