"""The laws that an organisation states: which are in force, and which hold for a part of what it does only."""

from collections.abc import Collection, Mapping

from datamap.graph.telling import Telling
from datamap.graph.vocabulary import Words
from datamap.model.organisation import Organisation
from datamap.model.record import Scoped
from datamap.model.said import Said

_ASSUMED = ("gdpr",)


def regimes_in_force(profile: Organisation | None) -> tuple[tuple[str, ...], bool]:
    """Return (regimes, assumed): those under which rules run, and whether the organisation states none itself."""
    stated = profile.regimes if profile is not None else None
    if stated is None or stated is Said.UNKNOWN:
        return _ASSUMED, True
    return tuple(item.id for item in stated) if isinstance(stated, tuple) else (), False


def parts_under(profile: Organisation | None, words: Words) -> Mapping[str, Telling]:
    """Return the regimes that are said to hold for a part of what the organisation does, each with that part."""
    stated = profile.regimes if profile is not None else None
    scopes = {item.id: item.detail for item in (stated if isinstance(stated, tuple) else ()) if item.detail is not None}
    return {
        id_: Telling(words.naming, scope, words)
        for id_, scope in scopes.items()
        if scope.only is not None or scope.except_ is not None
    }


def is_about(part: Telling, activities: Collection[str] | None, statement: object) -> bool:
    """Whether a part includes any of these activities (`None` for all), and what a statement is about."""
    if activities is not None and not any(id_ in part.activities for id_ in activities):
        return False
    return not isinstance(statement, Scoped) or part.holds(statement)
