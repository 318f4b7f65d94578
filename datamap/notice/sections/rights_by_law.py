"""The rights that a stated law gives and the organisation does not speak of."""

from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from datamap.catalog.regimes import regimes
from datamap.graph.transfers import regimes_of
from datamap.model.provenance import Sourced
from datamap.notice.context import Context
from datamap.notice.sections.limited import is_by_region


def rights_by_law(context: Context) -> Iterator[Sourced]:
    """Yield the rights that a stated law gives and the organisation does not speak of: as the law's own words."""
    known = regimes()
    terms = context.phrases.naming.vocabulary["rights"]
    own: dict[str, list[Any]] = {}
    for id_, variants in context.of("rights").items():
        for name in dict.fromkeys((id_, *(name for right in variants for name in right.is_ or ()))):
            own.setdefault(name, []).extend(right for right in variants if name == id_ or name in (right.is_ or ()))
    also = bool(context.of("rights"))
    organisation = context.records.organisation
    held = organisation.regimes if organisation is not None else None
    scopes = {item.id: getattr(item.detail, "only", None) for item in held} if isinstance(held, tuple) else {}
    titles = {item.id: context.phrases.regime(item) for item in held} if isinstance(held, tuple) else {}
    given: dict[str, list[str]] = {}
    for id_ in regimes_of(context.records):
        articles = known[id_].articles if id_ in known else {}
        for topic, right in _TOPICS.items():
            if topic in articles and not _is_told(context, own.get(right, []), scopes.get(id_)):
                given.setdefault(right, []).append(id_)
    together: dict[tuple[str, ...], list[str]] = {}
    for right, ids in given.items():
        together.setdefault(tuple(ids), []).append(right)
    for laws, names in together.items():
        # What several laws give is said once, of all of them.
        at = [context.at("organisation", "regimes", id_) for id_ in laws]
        named = [titles.get(id_) or escape(context.phrases.regime_title(id_)) for id_ in laws]
        words = [terms[right].words for right in names]
        yield context.say_about("rights.by_law", at[0], at, laws=named, rights=words, also=also)


def _is_told(context: Context, variants: list[Any], scope: Any) -> bool:  # noqa: ANN401
    """Whether a right is stated for all for whom a law holds: for everybody, or in each of its regions."""
    places = set(scope.region or ()) if scope is not None and is_by_region(scope) else set()
    whole = [
        right for right in variants if not any(getattr(right, key) for key in ("except_", "subjects", "data", "if_"))
    ]
    if any(right.only is None for right in whole):
        return True
    told = {
        place for right in whole if right.only is not None and is_by_region(right.only) for place in right.only.region
    }
    return bool(places) and all(context.regions.within((place,), tuple(told)) for place in places)


_TOPICS = {
    "access": "access",
    "rectification": "rectification",
    "erasure": "erasure",
    "restriction": "restriction",
    "portability": "portability",
    "objection": "objection",
    "complaint": "complaint",
}
"""Topics of the catalogue of laws that are rights of people, with the built-in right that each is."""
