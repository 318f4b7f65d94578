"""The rights that a stated law gives and the organisation does not speak of."""

from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from datamap.catalog.regimes import regimes
from datamap.graph.transfers import regimes_of
from datamap.model.provenance import Sourced
from datamap.notice.context import Context


def rights_by_law(context: Context) -> Iterator[Sourced]:
    """Yield the rights that a stated law gives and the organisation does not speak of: as the law's own words."""
    known = regimes()
    terms = context.phrases.naming.vocabulary["rights"]
    own = {
        name
        for id_, variants in context.of("rights").items()
        for right in variants
        if not _is_for_some(right)
        for name in (id_, *(right.is_ or ()))
    }
    also = bool(context.of("rights"))
    organisation = context.records.organisation
    held = organisation.regimes if organisation is not None else None
    titles = {item.id: context.phrases.regime(item) for item in held} if isinstance(held, tuple) else {}
    given: dict[str, list[str]] = {}
    for id_ in regimes_of(context.records):
        articles = known[id_].articles if id_ in known else {}
        for topic, right in _TOPICS.items():
            if topic in articles and right not in own:
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


def _is_for_some(right: Any) -> bool:  # noqa: ANN401
    """Whether a right is not stated for everybody, so that the law's own words tell the others of theirs."""
    return any(getattr(right, key) for key in ("only", "except_", "subjects", "data", "if_"))


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
